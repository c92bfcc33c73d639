/** The zeros ahead of the log's last page: there when a commit comes, and never in anything's way. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dataFile } from '../../../core/adapters/lmdb-env.ts'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import { logAheadBytes, logAheadBytesMin } from '../../../core/domain/limits.ts'
import { collect, eventsOf, fill } from '../../contract/events.ts'
import { usedBytes } from '../../support/used-bytes.ts'

const perAppend = 40
let folder: string
let log: EventLog

const open = async (): Promise<void> => {
  log = await openLmdbEventLog({ folder, system: createSystem() })
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-ahead-'))
  await open()
})
afterEach(async () => {
  await log.stop()
  rmSync(folder, { recursive: true, force: true })
})

const size = (): number => statSync(dataFile(folder)).size
const used = (): number => usedBytes(dataFile(folder))

it('there is always something left to write over, and it is zeros', async () => {
  for (let round = 0; round < 30; round++) {
    for (let n = 0; n < 10; n++)
      await log.append(`s-${round}-${n}`, 'none', eventsOf('s', perAppend))
    // Written after the answer: one more append comes after it.
    await fill(log, `t-${round}`, 1)
    expect(size() - used()).toBeGreaterThanOrEqual(logAheadBytesMin / 2)
  }
  expect(size()).toBeGreaterThan(2 * logAheadBytes)
  expect(size() - used()).toBeLessThanOrEqual(logAheadBytes + logAheadBytesMin)
  await log.stop()
  const ahead = readFileSync(dataFile(folder)).subarray(used())
  expect(ahead.every((byte) => byte === 0)).toBe(true)
  await open()
  expect((await collect(log.readAll())).length).toBe(30 * (10 * perAppend + 1))
})

it('a log that is opened again goes on with what is there', async () => {
  await fill(log, 's', 10)
  const before = size()
  for (let turn = 0; turn < 5; turn++) {
    await log.stop()
    await open()
    await fill(log, `again-${turn}`, 10)
  }
  expect(size()).toBe(before)
})

it('what was written is there whatever the appends look like', async () => {
  const expected: string[] = []
  for (let round = 0; round < 60; round++) {
    const large = eventsOf(`e-${round}`, 1 + ((round * 37) % perAppend)).map((event, n) => ({
      ...event,
      payload: new Uint8Array((round * 7_919 + n * 104_729) % 30_000).fill(n % 251),
    }))
    await log.append(`r-${round}`, 'none', large)
    expected.push(...large.map(({ eventId, payload }) => `${eventId} ${payload.length}`))
    if (round % 20 === 19) {
      await log.stop()
      await open()
    }
  }
  const found = await collect(log.readAll())
  expect(found.map(({ eventId, payload }) => `${eventId} ${payload.length}`)).toEqual(expected)
})
