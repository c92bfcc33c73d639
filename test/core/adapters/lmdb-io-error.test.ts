/** A disk that answers with I/O errors, below the store: each append is refused or kept. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cutsOf, findingsAfter, findingsOf, toldBefore } from '../../support/crash/after-cut.ts'
import { crashSeed } from '../../support/crash/crash-rounds.ts'
import {
  buildLayer,
  canWatchWrites,
  type Failing,
  type Written,
  writeWatched,
} from '../../support/crash/unsynced.ts'
import { needs } from '../../support/skip.ts'

const appends = 16
const forEver = 1_000_000
const cutCount = 6
const seed = crashSeed()
/** Syncs and writes that an empty log takes until it is open; the first ones of an append follow. */
const opening = { syncs: 4, writes: 11 }

const possible = needs(
  'a layer under the store',
  canWatchWrites(),
  'install a C compiler as `cc` on Linux with glibc',
)

describe.runIf(possible)('a log whose disk fails', { timeout: 120_000 }, () => {
  let built: string
  let library: string
  let folder: string
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'causeway-layer-'))
    library = buildLayer(built)
  })
  afterAll(() => rmSync(built, { recursive: true }))
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-eio-'))
    return () => rmSync(folder, { recursive: true })
  })

  const run = (failing: Failing, roomBytes?: number): Written =>
    writeWatched(library, folder, { appends, failing, ...(roomBytes && { roomBytes }) })
  const faultsOf = ({ notes }: Written) => [
    ...new Set(toldBefore(notes).filter((line) => line.startsWith('fault'))),
  ]
  const firstFault = ({ notes }: Written): number =>
    notes.findIndex((note) => note.kind === 'told' && note.text.startsWith('fault'))

  /** Started again on the same disk, and after a power cut at any moment since the first error. */
  const expectNothingLost = async (written: Written): Promise<void> => {
    expect(await findingsOf(join(folder, 'log'), toldBefore(written.notes))).toEqual([])
    const from = Math.max(0, firstFault(written))
    for (const cut of cutsOf(written.notes, { seed, count: cutCount, from })) {
      const how = `cut before note ${cut.at}, unsynced ${cut.fate}, CRASH_SEED=${seed}`
      expect(await findingsAfter(folder, written, cut), how).toEqual([])
    }
  }

  it.each([1, 4, 9])(
    'refuses the appends of the %ith sync, which failed, and goes on',
    async (n) => {
      const written = run({ calls: 'sync', at: opening.syncs + n, count: 1 })
      expect(written.ending).toBe(0)
      expect(faultsOf(written)).toEqual(['fault LOG_UNAVAILABLE'])
      const later = toldBefore(written.notes.slice(firstFault(written)))
      expect(later.some((line) => line.startsWith('cut-'))).toBe(true)
      await expectNothingLost(written)
    },
  )

  it('refuses everything while no sync succeeds, and has lost nothing', async () => {
    const written = run({ calls: 'sync', at: opening.syncs + 6, count: forEver })
    expect(written.ending).toBe(0)
    expect(faultsOf(written)).toEqual(['fault LOG_UNAVAILABLE'])
    const later = toldBefore(written.notes.slice(firstFault(written)))
    expect(later.filter((line) => line.startsWith('cut-'))).toEqual([])
    await expectNothingLost(written)
  })

  it.each([2, 3, 4, 5, 6])(
    'goes on after the %ith sync failed, also when it was one of the room ahead',
    async (n) => {
      const written = run({ calls: 'sync', at: opening.syncs + n, count: 1 }, 65_536)
      expect(written.ending).toBe(0)
      expect(['fault LOG_UNAVAILABLE']).toEqual(expect.arrayContaining(faultsOf(written)))
      const failed = written.notes.findIndex(({ kind }) => kind === 'failed-sync')
      expect(failed).toBeGreaterThan(0)
      const later = toldBefore(written.notes.slice(failed))
      expect(later.some((line) => line.startsWith('cut-'))).toBe(true)
      await expectNothingLost(written)
    },
  )

  // LMDB may overrun a buffer of its own while it words the error of a write: the process then dies.
  const endings = [0, 'SIGABRT', 'SIGSEGV']
  it.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [13, 1],
    [14, 1],
    [8, forEver],
  ])('has lost nothing when from the %ith write on %i fail', async (n, count) => {
    const written = run({ calls: 'write', at: opening.writes + n, count })
    expect(endings).toContain(written.ending)
    if (written.ending === 0) expect(faultsOf(written)).toEqual(['fault LOG_UNAVAILABLE'])
    await expectNothingLost(written)
  })

  it('is not opened, and says why', () => {
    const written = run({ calls: 'sync', at: 1, count: forEver })
    expect(written.ending).toBe(1)
    expect(written.stderr).toContain('LOG_UNAVAILABLE')
    expect(toldBefore(written.notes)).toEqual([])
  })
})
