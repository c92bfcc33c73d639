/** Compaction of heartbeats: only what is outdated goes, the file shrinks, a crash costs nothing. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compactHeartbeats } from '../../../core/adapters/lmdb-heartbeat-compact.ts'
import { openLmdbHeartbeatLog } from '../../../core/adapters/lmdb-heartbeat-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { HeartbeatLog } from '../../../core/broker/ports.ts'
import { heartbeatPruneCountMax } from '../../../core/domain/limits.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'

const hourMs = 3_600_000
const startMs = Math.floor(1_700_000_000_000 / hourMs) * hourMs
const oldCount = 2 * heartbeatPruneCountMax + 10
const newCount = 50

let folder: string
const open = (nowMs: number): Promise<HeartbeatLog> =>
  openLmdbHeartbeatLog({
    folder,
    retentionMs: 5 * hourMs,
    system: { nowMs: () => nowMs, after: createSystem().after },
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-compact-'))
  const log = await open(startMs)
  for (let number = 0; number < oldCount; number++) {
    log.record(sampleOf(`old-${number % 100}`, startMs + number))
  }
  await log.latest()
  for (let number = 0; number < newCount; number++) {
    log.record(sampleOf(`new-${number}`, startMs + 2 * hourMs + number))
  }
  await log.stop()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const dataBytes = (): number => statSync(join(folder, 'causeway.mdb')).size
const nowMs = startMs + 6.5 * hourMs
const compact = () => compactHeartbeats({ folder, keptFromMs: startMs + 1.5 * hourMs })

it('drops what is outdated, keeps all else, and gives the space back', async () => {
  const before = dataBytes()
  const told: number[] = []
  const result = await compactHeartbeats({
    folder,
    keptFromMs: startMs + 1.5 * hourMs,
    onProgress: (removed) => told.push(removed),
  })
  expect(result).toMatchObject({ removed: oldCount, kept: newCount, bytesBefore: before })
  expect(told).toEqual([heartbeatPruneCountMax, 2 * heartbeatPruneCountMax, oldCount])
  expect(result.bytesAfter).toBe(dataBytes())
  expect(result.bytesAfter).toBeLessThan(before / 4)
  expect(statSync(join(folder, 'causeway.mdb')).mode & 0o777).toBe(0o600)

  const log = await open(nowMs)
  const latest = await log.latest()
  expect(latest.map(({ hostId }) => hostId).sort()).toEqual(
    Array.from({ length: newCount }, (_, number) => `new-${number}`).sort(),
  )
  expect(await log.read('new-7', startMs, nowMs, 10)).toEqual([
    sampleOf('new-7', startMs + 2 * hourMs + 7),
  ])
  log.record(sampleOf('new-7', nowMs))
  expect(await log.read('new-7', startMs, nowMs + 1, 10)).toHaveLength(2)
  await log.stop()
})

it('keeps a sample of an hour that is not wholly outdated', async () => {
  const { removed, kept } = await compactHeartbeats({ folder, keptFromMs: startMs + hourMs - 1 })
  expect([removed, kept]).toEqual([0, oldCount + newCount])
})

it('is refused while a broker has the folder', async () => {
  const log = await open(nowMs)
  await expect(compact()).rejects.toMatchObject({ code: 'LOG_IN_USE' })
  await log.stop()
  expect(await compact()).toMatchObject({ kept: newCount })
})

it('goes over what an earlier run left when it was killed', async () => {
  mkdirSync(join(folder, 'compact'))
  writeFileSync(join(folder, 'compact', 'causeway.mdb'), 'half of a file')
  expect(await compact()).toMatchObject({ kept: newCount })
  expect(existsSync(join(folder, 'compact'))).toBe(false)
})

it('makes nothing where there are no heartbeats, and leaves no lock', async () => {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  await expect(compact()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
  expect(readdirSync(folder)).toEqual([])
})
