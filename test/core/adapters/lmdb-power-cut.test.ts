/**
 * The power is cut while a log is written: the disk holds what was synced and any part of what was
 * not. A run's writes and syncs are noted below the store; each moment of it is then played.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cutsOf, findingsAfter, findingsApart, toldBefore } from '../../support/crash/after-cut.ts'
import { crashRounds, crashSeed } from '../../support/crash/crash-rounds.ts'
import { createDisk } from '../../support/crash/power-cut.ts'
import {
  buildLayer,
  canWatchWrites,
  type Written,
  writeWatched,
} from '../../support/crash/unsynced.ts'
import type { Note } from '../../support/crash/write-journal.ts'
import { needs } from '../../support/skip.ts'

/** Each takes a start of the log. */
const cutCount = Math.ceil(crashRounds() * 1.5)
const appendsOfEach = 40
/** So small that it is made anew many times while the log is written. */
const roomBytes = 131_072
const seed = crashSeed()

const possible = needs(
  'a layer under the store',
  canWatchWrites(),
  'install a C compiler as `cc` on Linux with glibc',
)

/** LMDB writes no page that holds nothing. */
const isRoom = (note: Note): boolean =>
  note.kind === 'write' && note.bytes.every((byte) => byte === 0)

describe.runIf(possible)('a log whose power is cut while it is written', () => {
  let folder: string
  let written: Written
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-power-'))
    written = writeWatched(buildLayer(folder), folder, { appends: appendsOfEach, roomBytes })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is watched whole: nothing reaches its file that the layer does not see', async () => {
    expect(written).toMatchObject({ ending: 0, stderr: '' })
    expect(written.notes.filter(({ kind }) => kind === 'mapped')).toEqual([])
    expect(written.notes.filter(isRoom).length).toBeGreaterThan(10)
    const disk = createDisk()
    for (const note of written.notes) disk.apply(note)
    const image = disk.cut('lost', Math.random)
    const end = { at: written.notes.length, fate: 'lost', image } as const
    expect(await findingsAfter(folder, written, end)).toEqual([])
    expect(await findingsAfter(folder, written, end, findingsApart)).toEqual([])
    expect(toldBefore(written.notes).length).toBeGreaterThan(6 * appendsOfEach)
  })

  const timeout = cutCount * 3_000
  it(`holds everything it acknowledged, whole, after each of ${cutCount} cuts`, {
    timeout,
  }, async () => {
    for (const cut of cutsOf(written.notes, { seed, count: cutCount })) {
      const how = `cut before note ${cut.at}, unsynced ${cut.fate}, CRASH_SEED=${seed}`
      expect(await findingsAfter(folder, written, cut), how).toEqual([])
    }
  })

  it('loses events on a disk that does not obey its syncs: the check can fail', {
    timeout,
  }, async () => {
    let harmed = 0
    const from = Math.floor(written.notes.length / 2)
    for (const cut of cutsOf(written.notes, { seed, count: 8, from, hearing: 'no-syncs' })) {
      const findings = await findingsAfter(folder, written, cut, findingsApart)
      if (findings.length > 0) harmed += 1
    }
    expect(harmed).toBeGreaterThan(0)
  })
})
