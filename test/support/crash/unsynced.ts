/** Runs a process with unsynced.c under its files; builds that first. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { join } from 'node:path'
import { dataName } from '../../../core/adapters/lmdb-folder.ts'
import { logRoomBytes } from '../../../core/domain/limits.ts'
import { type Note, readJournal } from './write-journal.ts'

const source = join(import.meta.dirname, 'unsynced.c')
const child = join(import.meta.dirname, 'journal-child.ts')
const compiler = 'cc'

/** Can it be built and loaded here? */
export const canWatchWrites = (): boolean =>
  process.platform === 'linux' &&
  endianness() === 'LE' &&
  spawnSync(compiler, ['--version'], { stdio: 'ignore' }).status === 0

/** Builds the layer into a folder; the path of the library. */
export const buildLayer = (folder: string): string => {
  const library = join(folder, 'unsynced.so')
  const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror']
  const built = spawnSync(compiler, [...flags, '-o', library, source, '-ldl', '-lpthread'])
  if (built.status !== 0) throw new Error(`the layer cannot be built: ${built.stderr}`)
  return library
}

export type Failing = {
  readonly calls: 'write' | 'sync'
  /** The first one that fails, counted from 1. */
  readonly at: number
  /** How many fail. */
  readonly count: number
}

export type Written = {
  readonly notes: readonly Note[]
  /** Its exit code or the signal that ended it. */
  readonly ending: number | string | null
  readonly stderr: string
}

/** What the writers do, and under what. */
export type WatchedRun = {
  /** Of each writer. */
  readonly appends: number
  readonly failing?: Failing
  /** The room of the log's file, when it is not the usual one. */
  readonly roomBytes?: number
}

/** Lets several writers append to a log, and gives what was written, synced and told. */
export const writeWatched = (library: string, folder: string, options: WatchedRun): Written => {
  const journal = join(folder, 'journal')
  const { failing, appends, roomBytes = logRoomBytes } = options
  const numbers = [String(appends), String(roomBytes)]
  const args = ['--import', 'tsx', child, join(folder, 'log'), journal, ...numbers]
  const { status, signal, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: {
      ...process.env,
      LD_PRELOAD: library,
      UNSYNCED_NAME: dataName,
      UNSYNCED_JOURNAL: journal,
      ...(failing && {
        UNSYNCED_FAIL: failing.calls,
        UNSYNCED_FAIL_AT: String(failing.at),
        UNSYNCED_FAIL_FOR: String(failing.count),
      }),
    },
  })
  return { notes: readJournal(readFileSync(journal)), ending: signal ?? status, stderr }
}
