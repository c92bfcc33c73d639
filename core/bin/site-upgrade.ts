/**
 * Brings a data folder of an older format to this version's, when an operator says so and no broker
 * has it. Each step can be repeated: a crash between two of them is finished by the next run.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type FolderLock, lockFolder } from '../adapters/lmdb-folder.ts'
import { readFolderFormat, writeFolderFormat } from '../identity/folder-marker.ts'
import { failure } from './cli/exit.ts'

export type FolderUpgrade = {
  /** What it changes, for people. */
  readonly summary: string
  /** Changes an absolute folder from the format before; may run twice. */
  run(folder: string): Promise<void>
}

/** Step n brings format n to n + 1. Format 1 is the first one. */
const folderUpgrades: readonly FolderUpgrade[] = []

export type SiteUpgraded = {
  readonly from: number
  readonly to: number
  /** Summaries of the steps that ran. */
  readonly steps: readonly string[]
}

/**
 * Throws DataFolderFault for a newer or damaged folder, Fault LOG_IN_USE while a broker has it, and
 * a CommandFault where there is no site.
 */
export const upgradeSite = async (
  folder: string,
  upgrades: readonly FolderUpgrade[] = folderUpgrades,
): Promise<SiteUpgraded> => {
  const path = resolve(folder)
  const to = upgrades.length + 1
  const from = readFolderFormat(path, to)
  if (from === undefined) throw failure(`${path} is no data folder`, 'name it by --data-folder')
  const steps: string[] = []
  // Every broker has the heartbeats' or persons' folder, wherever its log lies.
  const stores = ['log', 'people', 'heartbeats'].map((name) => join(path, name))
  const locks: FolderLock[] = []
  try {
    for (const store of stores) if (existsSync(store)) locks.push(lockFolder(store))
    for (const [index, { summary, run }] of upgrades.entries()) {
      if (index + 1 < from) continue
      await run(path)
      writeFolderFormat(path, index + 2)
      steps.push(summary)
    }
    return { from, to, steps }
  } finally {
    for (const lock of locks) lock.release()
  }
}
