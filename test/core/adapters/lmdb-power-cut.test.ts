/**
 * The power is cut while a log is written: the disk holds what was synced and any part of what was
 * not. A run's writes and syncs are noted below the store; each moment of it is then played.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { dataName, formatFile } from '../../../core/adapters/lmdb-folder.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { collect, eventOf } from '../../contract/events.ts'
import { crashRounds, crashSeed } from '../../support/crash/crash-rounds.ts'
import { createDisk, type Fate, fates, type Hearing } from '../../support/crash/power-cut.ts'
import { findLosses, findTornAppends } from '../../support/crash/recovered-log.ts'
import {
  buildLayer,
  canWatchWrites,
  type Written,
  writeWatched,
} from '../../support/crash/unsynced.ts'
import { seededRandom } from '../../support/fake-system.ts'
import { needs } from '../../support/skip.ts'

const system = createSystem()
/** Each takes a start of the log. */
const cutCount = Math.ceil(crashRounds() * 2.5)
const appendsOfEach = 40
const seed = crashSeed()

type Cut = { readonly at: number; readonly fate: Fate; readonly image: Buffer }

const cutsOf = (notes: Written['notes'], hearing: Hearing = 'honest'): Cut[] => {
  const random = seededRandom(seed)
  const moments = Array.from({ length: cutCount }, () => Math.floor(random() * notes.length))
  const wanted = moments.sort((a, b) => a - b)
  const disk = createDisk(hearing)
  const cuts: Cut[] = []
  for (const [at, note] of notes.entries()) {
    while (wanted[0] === at) {
      wanted.shift()
      const fate = fates[cuts.length % fates.length] ?? 'torn'
      cuts.push({ at, fate, image: disk.cut(fate, random, note) })
    }
    disk.apply(note)
  }
  return cuts
}

const toldBefore = (notes: Written['notes'], at: number): string[] =>
  notes.slice(0, at).flatMap((note) => (note.kind === 'told' ? note.text.split('\n') : []))

const possible = needs(
  'a layer under the store',
  canWatchWrites(),
  'install a C compiler as `cc` on Linux with glibc',
)

describe.runIf(possible)('a log whose power is cut while it is written', () => {
  let folder: string
  let library: string
  let written: Written
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-power-'))
    library = buildLayer(folder)
    written = writeWatched(library, folder, { appends: appendsOfEach })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Starts on what the cut left, as the next process would; what is wrong with it. */
  const findingsAfter = async (run: Written, cut: Cut): Promise<string[]> => {
    const told = toldBefore(run.notes, cut.at)
    const opened = told.includes('opened')
    const left = join(folder, 'left')
    rmSync(left, { recursive: true, force: true })
    mkdirSync(left)
    writeFileSync(join(left, dataName), cut.image)
    // Its folder was marked, and the mark synced, before the log could be written.
    if (opened) cpSync(join(folder, 'log', formatFile), join(left, formatFile))
    try {
      const log = await openLmdbEventLog({ folder: left, system })
      try {
        const events = await collect(log.readAll())
        const acknowledged = told.filter((line) => line.startsWith('cut-'))
        const next = await log.append('after', 'none', [eventOf('after')])
        const refused = next.kind === 'appended' ? [] : ['the next append was refused']
        return [...findLosses(events, acknowledged), ...findTornAppends(events), ...refused]
      } finally {
        await log.stop()
      }
    } catch (error) {
      const { code } = error as { code?: string }
      // Nothing was acknowledged of a log that was never open: to be told so is enough.
      return !opened && code === 'LOG_CORRUPT' ? [] : [`cannot be read: ${error}`]
    }
  }

  it('is watched whole: nothing reaches its file that the layer does not see', async () => {
    expect(written).toMatchObject({ code: 0, stderr: '' })
    expect(written.notes.filter(({ kind }) => kind === 'mapped')).toEqual([])
    const disk = createDisk()
    for (const note of written.notes) disk.apply(note)
    const image = disk.cut('lost', Math.random)
    const end = { at: written.notes.length, fate: 'lost', image } as const
    expect(await findingsAfter(written, end)).toEqual([])
    expect(toldBefore(written.notes, end.at).length).toBeGreaterThan(6 * appendsOfEach)
  })

  it(`holds everything it acknowledged, whole, after each of ${cutCount} cuts`, {
    timeout: cutCount * 3_000,
  }, async () => {
    for (const cut of cutsOf(written.notes)) {
      const how = `cut before note ${cut.at}, unsynced ${cut.fate}, CRASH_SEED=${seed}`
      expect(await findingsAfter(written, cut), how).toEqual([])
    }
  })

  it('loses events on a disk that does not obey its syncs: the check can fail', async () => {
    let harmed = 0
    for (const cut of cutsOf(written.notes, 'no-syncs').slice(-20)) {
      if ((await findingsAfter(written, cut)).length > 0) harmed += 1
    }
    expect(harmed).toBeGreaterThan(0)
    expect(existsSync(join(folder, 'left'))).toBe(true)
  })
})
