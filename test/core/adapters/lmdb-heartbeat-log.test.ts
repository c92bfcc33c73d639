import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBatchStore } from '../../../core/adapters/lmdb-batch.ts'
import { openLmdbHeartbeatLog } from '../../../core/adapters/lmdb-heartbeat-log.ts'
import type { HeartbeatLog } from '../../../core/broker/ports.ts'
import {
  heartbeatMapBytesMax,
  heartbeatOutboxCountMax,
  heartbeatPruneCountMax,
} from '../../../core/domain/limits.ts'
import { until } from '../../contract/events.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'

const hourMs = 3_600_000
const startMs = 1_700_000_000_000

describe('the embedded heartbeat log', () => {
  let folder: string
  let now = startMs
  let ticks: (() => void)[] = []
  let log: HeartbeatLog
  const open = (): Promise<HeartbeatLog> =>
    openLmdbHeartbeatLog({
      folder,
      retentionMs: 2 * hourMs,
      system: {
        nowMs: () => now,
        after: (_delayMs, callback) => {
          ticks.push(callback)
          return () => {}
        },
      },
    })
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-beats-'))
    now = startMs
    ticks = []
    log = await open()
  })
  afterEach(async () => {
    await log.stop()
    rmSync(folder, { recursive: true })
  })

  /** What lies in the store, seen past the log. */
  const storedCount = async (): Promise<number> => {
    await log.stop()
    const store = await openBatchStore({
      folder,
      mapBytes: heartbeatMapBytesMax,
      names: ['samples', 'latest'],
      kind: 'causeway-heartbeats',
      format: 1,
    })
    const count = [...store.store('samples').getKeys({})].length
    await store.stop()
    return count
  }

  it('writes what waits at each tick, without being asked', async () => {
    log.record(sampleOf('h1', now))
    expect(ticks).toHaveLength(1)
    ticks[0]?.()
    await until(() => ticks.length === 2)
    // Nothing waits any more: the end writes nothing new.
    expect(await storedCount()).toBe(1)
  })

  it('drops the oldest beyond its bound and counts them', async () => {
    const excess = 25
    for (let index = 0; index < heartbeatOutboxCountMax + excess; index++)
      log.record(sampleOf(`h${index}`, now))
    expect(log.droppedTotal()).toBe(excess)
    const hosts = new Set((await log.latest()).map((sample) => sample.hostId))
    expect(hosts.size).toBe(heartbeatOutboxCountMax)
    expect(hosts.has(`h${excess - 1}`)).toBe(false)
    expect(hosts.has(`h${excess}`)).toBe(true)
  })

  it('drops and counts a sample that cannot be kept, and keeps the others', async () => {
    for (const broken of [
      sampleOf('', now),
      sampleOf('a\0b', now),
      sampleOf('h', Number.NaN),
      sampleOf('h', -1),
      sampleOf('h', now, { cpuLoad: Number.NaN }),
      sampleOf('h', now, { activeSessions: 1.5 }),
    ])
      log.record(broken)
    log.record(sampleOf('h1', now))
    expect((await log.latest()).map((sample) => sample.hostId)).toEqual(['h1'])
    expect(log.droppedTotal()).toBe(6)
  })

  it('deletes the outdated a bounded number at a time', async () => {
    const count = heartbeatPruneCountMax + 100
    for (let index = 0; index < count; index++) log.record(sampleOf(`h${index}`, now))
    await log.latest()
    await log.latest()
    now += 4 * hourMs
    // The end of the log writes once, and so deletes once.
    expect(await storedCount()).toBe(count - heartbeatPruneCountMax)
    log = await open()
    expect(await log.latest()).toEqual([])
    expect(await storedCount()).toBe(0)
  })
})
