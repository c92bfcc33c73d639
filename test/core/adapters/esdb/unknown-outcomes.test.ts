/**
 * A network between broker and log that loses answers: an append without one may be stored or not.
 * Whatever is told, the log holds each event at most once, all that was acknowledged, in the order
 * of its writer, and a lone writer is never told of a conflict with itself.
 */
import { expect, it, onTestFinished } from 'vitest'
import { createEsdbServer } from '../../../../core/adapters/esdb/server.ts'
import { openEsdbEventLog } from '../../../../core/adapters/esdb-event-log.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import { collect, eventOf, idsOf, until } from '../../../contract/events.ts'
import { servableOf } from '../../../support/esdb/served-log.ts'
import { type ProxyFault, startFaultProxy } from '../../../support/net/fault-proxy.ts'

const writerCount = 6
const roundCount = 12
const faults: readonly ProxyFault[] = [
  { kind: 'no-answers' },
  { kind: 'blackhole' },
  { kind: 'latency', ms: 30 },
  { kind: 'drip', bytes: 40, ms: 1 },
]

const setStage = async () => {
  const system = createSystem()
  const stored = createMemoryEventLog()
  const server = createEsdbServer(
    {
      ...servableOf({ log: () => stored, isOwn: () => true, letter: 'm' }),
      ...{ positions: createPositions('m'), system },
    },
    { host: '127.0.0.1', port: 0, users: [], anonymous: 'writer' },
  )
  const proxy = await startFaultProxy(await server.start())
  const url = `esdb://127.0.0.1:${proxy.port}?tls=false`
  const log = openEsdbEventLog({ system }, { url, bounds: { appendMs: 10_000, callMs: 120 } })
  onTestFinished(async () => {
    proxy.set({ kind: 'none' })
    await log.stop()
    await proxy.stop()
    await server.stop()
  })
  return { stored, proxy, log }
}

it('nothing is lost, doubled or refused for itself', { timeout: 120_000 }, async () => {
  const { stored, proxy, log } = await setStage()
  let over = false
  const acknowledged = new Map<string, string[]>()
  const outcomes = { appended: 0, unknown: 0, conflict: 0 }

  const write = async (stream: string): Promise<void> => {
    const mine: string[] = []
    acknowledged.set(stream, mine)
    let event = eventOf(`${stream}-0`)
    for (let revision = 0; !over; ) {
      const expected = revision === 0 ? 'none' : revision - 1
      const result = await log.append(stream, expected, [event]).catch(() => undefined)
      if (result?.kind === 'conflict') outcomes.conflict += 1
      if (result?.kind !== 'appended') {
        // The same event again, as a broker does that was told nothing.
        outcomes.unknown += 1
        continue
      }
      outcomes.appended += 1
      expect(result.revision).toBe(revision)
      mine.push(event.eventId)
      revision += 1
      event = eventOf(`${stream}-${revision}`)
    }
  }

  const seen: string[] = []
  const subscription = log.subscribe({ onEvents: (events) => void seen.push(...idsOf(events)) })
  const writers = Array.from({ length: writerCount }, (_, index) => write(`s${index}`))
  for (let round = 0; round < roundCount; round++) {
    const before = outcomes.appended
    proxy.set(faults[round % faults.length] ?? { kind: 'none' })
    await new Promise((resolve) => setTimeout(resolve, 150))
    if (round % 3 === 0) proxy.reset()
    proxy.set({ kind: 'none' })
    await until(() => outcomes.appended > before + writerCount)
  }
  over = true
  await Promise.all(writers)

  const all = await collect(stored.readAll())
  expect(new Set(idsOf(all)).size).toBe(all.length)
  for (const [stream, ids] of acknowledged) {
    const found = idsOf(await collect(stored.readStream(stream)))
    expect(found.slice(0, ids.length)).toEqual(ids)
    // At most the one whose outcome nobody waited for.
    expect(found.length - ids.length).toBeLessThanOrEqual(1)
  }
  expect(outcomes.conflict).toBe(0)
  await until(() => seen.length >= all.length)
  await subscription.stop()
  expect(seen).toEqual(idsOf(all))
})
