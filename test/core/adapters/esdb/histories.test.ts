/**
 * Two brokers' logs over a network that misbehaves, on the embedded log that another process would
 * serve: what each append and read was told, or not told, is recorded and could have happened one
 * after the other.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createServableLog } from '../../../../core/adapters/esdb/servable-log.ts'
import { createEsdbServer } from '../../../../core/adapters/esdb/server.ts'
import { openEsdbEventLog } from '../../../../core/adapters/esdb-event-log.ts'
import { openLmdbEventLog } from '../../../../core/adapters/lmdb-event-log.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createMemoryPersonDirectory } from '../../../../core/adapters/memory-person-directory.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { collect, eventOf, idsOf, until } from '../../../contract/events.ts'
import { crashSeed } from '../../../support/crash/crash-rounds.ts'
import { type AppendOutcome, checkHistory, createHistory } from '../../../support/crash/history.ts'
import { seededRandom } from '../../../support/fake-system.ts'
import { type FaultProxy, startFaultProxy } from '../../../support/net/fault-proxy.ts'

const streams = ['s0', 's1', 's2']
const writersOfEach = 4
const faultMs = 150
const turnsMax = 3

const faults: Readonly<Record<string, (proxy: FaultProxy) => void>> = {
  latency: (proxy) => proxy.set({ kind: 'latency', ms: 25 }),
  bandwidth: (proxy) => proxy.set({ kind: 'bandwidth', bytesPerSecond: 40_000 }),
  reset: (proxy) => proxy.reset(),
  'half-open': (proxy) => proxy.halfOpen(),
  blackhole: (proxy) => proxy.set({ kind: 'blackhole' }),
  'lost answers': (proxy) => proxy.set({ kind: 'no-answers' }),
  'slow drip': (proxy) => proxy.set({ kind: 'drip', bytes: 40, ms: 1 }),
}

const setStage = async () => {
  const system = createSystem()
  const folder = mkdtempSync(join(tmpdir(), 'causeway-history-'))
  const stored = await openLmdbEventLog({ folder, system })
  const server = createEsdbServer(
    {
      ...createServableLog({
        log: stored,
        keys: createMemoryPersonDirectory(system),
        system,
        isOwn: () => true,
        whyNotOwn: () => undefined,
      }),
      positions: createPositions('l'),
      system,
    },
    { host: '127.0.0.1', port: 0, users: [], anonymous: 'writer' },
  )
  const port = await server.start()
  const proxies = [await startFaultProxy(port), await startFaultProxy(port)]
  const logs = proxies.map((proxy) =>
    openEsdbEventLog(
      { system },
      {
        // A connection that the other side has forgotten is noticed by its keepalive alone.
        url: `esdb://127.0.0.1:${proxy.port}?tls=false&keepAliveInterval=300&keepAliveTimeout=300`,
        bounds: { appendMs: 2_000, callMs: 120 },
      },
    ),
  )
  onTestFinished(async () => {
    for (const proxy of proxies) proxy.set({ kind: 'none' })
    await Promise.all(logs.map((log) => log.stop()))
    for (const proxy of proxies) await proxy.stop()
    await server.stop()
    await stored.stop()
    rmSync(folder, { recursive: true })
  })
  return { stored, proxies, logs }
}

const appendTo = async (
  log: EventLog,
  stream: string,
  expected: number,
  names: readonly string[],
): Promise<AppendOutcome> => {
  const events = names.map((name) => eventOf(name))
  const result = await log.append(stream, expected < 0 ? 'none' : expected, events)
  if (result.kind === 'appended') return { kind: 'appended', revision: result.revision }
  return { kind: 'conflict', actual: result.actual === 'none' ? -1 : result.actual }
}

const readIds = async (log: EventLog, stream: string): Promise<string[]> =>
  idsOf(await collect(log.readStream(stream)))

describe.each(Object.entries(faults))('%s between two brokers and their log', (name, harm) => {
  it('leaves a history that can have happened', { timeout: 120_000 }, async () => {
    const seed = crashSeed()
    const random = seededRandom(seed)
    const { stored, proxies, logs } = await setStage()
    const history = createHistory()
    const outcomes = { appended: 0, conflict: 0, unknown: 0 }
    let over = false

    /** Believes what it last heard, is told of the others by conflicts, and repeats the unknown. */
    const write = async (log: EventLog, writer: string, stream: string): Promise<void> => {
      let expected = -1
      for (let turn = 0; !over; turn++) {
        const count = 1 + Math.floor(random() * turnsMax)
        const names = Array.from({ length: count }, (_, at) => `${name} ${writer} ${turn} ${at}`)
        const wanted = { stream, expected, eventIds: names.map((one) => eventOf(one).eventId) }
        const run = () => appendTo(log, stream, expected, names)
        let outcome = await history.append(wanted, run)
        while (outcome.kind === 'unknown' && random() < 0.5 && !over) {
          outcomes.unknown += 1
          outcome = await history.append(wanted, run)
        }
        outcomes[outcome.kind] += 1
        if (outcome.kind === 'appended') expected = outcome.revision
        if (outcome.kind === 'conflict') expected = outcome.actual
        if (random() < 0.2) await history.read(stream, () => readIds(log, stream))
      }
    }

    const writers = logs.flatMap((log, broker) =>
      streams.flatMap((stream) =>
        Array.from({ length: writersOfEach }, (_, at) => write(log, `${broker}.${at}`, stream)),
      ),
    )
    for (const proxy of [...proxies, ...proxies]) {
      const { appended, conflict } = outcomes
      harm(proxy)
      await new Promise((resolve) => setTimeout(resolve, faultMs))
      proxy.set({ kind: 'none' })
      await until(() => outcomes.appended > appended + 20 && outcomes.conflict > conflict)
    }
    over = true
    await Promise.all(writers)

    const found = new Map<string, string[]>()
    for (const stream of streams) found.set(stream, await readIds(stored, stream))
    expect(checkHistory(history.operations, found), `CRASH_SEED=${seed}`).toEqual([])
    // The check has something to say of this very history.
    for (const [stream, ids] of found) {
      const without = new Map([...found, [stream, ids.slice(0, -1)]])
      const swapped = new Map([...found, [stream, [ids[1] ?? '', ids[0] ?? '', ...ids.slice(2)]]])
      for (const wrong of [without, swapped]) {
        expect(checkHistory(history.operations, wrong)).not.toEqual([])
      }
    }
  })
})
