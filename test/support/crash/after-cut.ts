/** A log as a power cut left it, and what is wrong with it for the next process. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { dataName, formatFile } from '../../../core/adapters/lmdb-folder.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { collect, eventOf } from '../../contract/events.ts'
import { seededRandom } from '../fake-system.ts'
import { createDisk, type Fate, fates, type Hearing } from './power-cut.ts'
import { findLosses, findTornAppends } from './recovered-log.ts'
import type { Written } from './unsynced.ts'
import type { Note } from './write-journal.ts'

/** For a start on a small log. */
const findingsMs = 30_000

export type Cut = {
  /** The note before which the power went. */
  readonly at: number
  readonly fate: Fate
  readonly image: Buffer
}

export type CutOptions = {
  readonly seed: number
  readonly count: number
  /** Notes before this one are not cut. */
  readonly from?: number
  readonly hearing?: Hearing
}

/** Cuts at random moments of a run, in their order, with every fate of what was not synced. */
export const cutsOf = (notes: readonly Note[], options: CutOptions): Cut[] => {
  const random = seededRandom(options.seed)
  const from = options.from ?? 0
  const drawMoment = () => from + Math.floor(random() * (notes.length - from))
  const wanted = Array.from({ length: options.count }, drawMoment).sort((a, b) => a - b)
  const disk = createDisk(options.hearing)
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

/** What the process had noted before this note, line by line. */
export const toldBefore = (notes: readonly Note[], at = notes.length): string[] =>
  notes.slice(0, at).flatMap((note) => (note.kind === 'told' ? note.text.split('\n') : []))

/** Opens a log as the next process would; what it lacks of what the process was told. */
export const findingsOf = async (folder: string, told: readonly string[]): Promise<string[]> => {
  try {
    const log = await openLmdbEventLog({ folder, system: createSystem() })
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
    if (!told.includes('opened') && code === 'LOG_CORRUPT') return []
    return [`cannot be read: ${error}`]
  }
}

const findingsChild = join(import.meta.dirname, 'findings-child.ts')

/**
 * The same in a process of its own: a disk that loses synced pages can leave trees with which LMDB
 * ends the process that reads them.
 */
export const findingsApart = async (folder: string, told: readonly string[]): Promise<string[]> => {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', findingsChild, folder],
    { encoding: 'utf8', input: told.join('\n'), timeout: findingsMs },
  )
  // Of a process that ended in order: what findings-child.ts prints.
  if (status === 0) return JSON.parse(stdout) as string[]
  return [`ends its reader: ${signal ?? status} ${stderr}`]
}

/**
 * Starts on what the cut left; what is wrong with it.
 * @param folder of the run, which holds its log; gets a folder `left`
 */
export const findingsAfter = async (
  folder: string,
  run: Written,
  cut: Cut,
  look: typeof findingsOf = findingsOf,
): Promise<string[]> => {
  const told = toldBefore(run.notes, cut.at)
  const left = join(folder, 'left')
  rmSync(left, { recursive: true, force: true })
  mkdirSync(left)
  writeFileSync(join(left, dataName), cut.image)
  // Its folder was marked, and the mark synced, before the log could be written.
  if (told.includes('opened')) cpSync(join(folder, 'log', formatFile), join(left, formatFile))
  return look(left, told)
}
