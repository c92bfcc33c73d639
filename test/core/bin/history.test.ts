import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { createHistory, type History } from '../../../core/bin/history.ts'
import { deriveEventId } from '../../../core/broker/event-id.ts'
import type { EventLog, NewEvent } from '../../../core/broker/ports.ts'
import { encodeEvent } from '../../../proto/event-codec.ts'
import { waitUntil } from '../../support/desktop/deadline.ts'
import { eventData } from '../../support/event-samples.ts'

const system = createSystem()
const every = 2_000

/** So many pools, one event each. */
const poolEvent = (index: number): readonly [string, NewEvent] => {
  const poolId = `p${index}`
  const stream = `pool-${poolId}`
  return [
    stream,
    {
      ...encodeEvent({ type: 'PoolCreated', data: { ...eventData.PoolCreated, poolId } }),
      eventId: deriveEventId(poolId, stream, 0),
      ...{ recordedAt: 1_700_000_000_000 + index, actor: 'admin:test' },
      ...{ connectionId: '', causationId: poolId },
    },
  ]
}

let place: string
let log: EventLog
let history: History
const faults: unknown[] = []
/** Threads that were started and have not ended. */
const threads = new Set<Worker>()
const threadsOf = async (): Promise<number> => {
  // Node tells of a thread a turn after it was started.
  await setImmediate()
  return threads.size
}
process.on('worker', (thread) => {
  threads.add(thread)
  thread.once('exit', () => threads.delete(thread))
})
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'causeway-history-'))
  faults.length = 0
  log = await openLmdbEventLog({ folder: join(place, 'log'), system })
  history = createHistory(
    { log, system, onFault: (error) => faults.push(error) },
    {
      ...{ logUrl: 'lmdb:', logFolder: join(place, 'log') },
      ...{ snapshotFolder: join(place, 'snapshots'), every },
    },
  )
})
afterEach(async () => {
  await history.stop()
  await log.stop()
  rmSync(place, { recursive: true, force: true })
})

const appendPools = async (from: number, to: number): Promise<void> => {
  const appends: Promise<unknown>[] = []
  for (let index = from; index < to; index++) {
    const [stream, event] = poolEvent(index)
    appends.push(log.append(stream, 'none', [event]))
  }
  await Promise.all(appends)
}

describe('history beside a log that is being written', () => {
  it('takes a snapshot when so many events have passed, and states begin with it', async () => {
    expect(await history.newest()).toBeUndefined()
    await appendPools(0, 2 * every)
    history.advanced(every - 1)
    history.advanced(2 * every)
    const { mark } = await waitUntil(
      () => history.newest(),
      30_000,
      () => `no snapshot came: ${faults.map(String).join(', ')}`,
    )
    expect(mark.events).toBeGreaterThanOrEqual(every)
    const writing = appendPools(2 * every, 3 * every)
    const past = await history.stateAt({ kind: 'time', timeMs: 1_700_000_000_000 + mark.events })
    expect(past).toMatchObject({ events: mark.events + 1, snapshotEvents: mark.events })
    const lines = Buffer.concat(past.pieces).toString().trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toHaveLength(mark.events + 1)
    expect(new Set(lines).size).toBe(mark.events + 1)
    await writing
    expect(await history.verify()).toMatchObject({ findings: [] })
    expect(faults).toEqual([])
    // The thread shared the file with the writer: it goes on taking appends.
    await appendPools(3 * every, 3 * every + 10)
  }, 60_000)

  it('says that the log has no such event, and how many may be asked at once', async () => {
    await appendPools(0, 3)
    const absent = { kind: 'position', position: 'l:9' } as const
    await expect(history.stateAt(absent)).rejects.toThrow('the log has no event at l:9')
    const answers = await Promise.allSettled(
      [1, 2, 3, 4].map(() => history.stateAt({ kind: 'position', position: 'l:3' })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...['fulfilled', 'fulfilled', 'rejected', 'rejected'],
    ])
  }, 60_000)

  it('answers from a thread that was ready, and has another one ready for the next', async () => {
    await appendPools(0, 3)
    const before = await threadsOf()
    history.prepare()
    history.prepare()
    expect(await threadsOf()).toBe(before + 1)
    for (let question = 0; question < 3; question++) {
      const past = await history.stateAt({ kind: 'position', position: 'l:3' })
      expect(past.events).toBe(3)
      await waitUntil(
        async () => (await threadsOf()) === before + 1 || undefined,
        30_000,
        () => `${threads.size} threads`,
      )
    }
    // A question that fails costs none either.
    await expect(history.stateAt({ kind: 'position', position: 'l:9' })).rejects.toThrow('l:9')
    expect((await history.stateAt({ kind: 'position', position: 'l:2' })).events).toBe(2)
    await history.stop()
    expect(await threadsOf()).toBe(before)
    history.prepare()
    expect(await threadsOf()).toBe(before)
    expect(faults).toEqual([])
  }, 60_000)

  it('ends while it works', async () => {
    await appendPools(0, every)
    const asked = history.stateAt({ kind: 'position', position: 'l:3' })
    const given = expect(asked).rejects.toThrow('given up')
    await history.stop()
    await given
  }, 60_000)
})
