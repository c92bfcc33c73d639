/**
 * Copies a data folder while its broker runs: first the log, then the keys of persons, then
 * everything else that is not made anew by itself. Heartbeats are left out: they are large, and
 * hosts send the next ones within half a minute.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { copyLogStore, copyPersonStore } from '../adapters/lmdb-copy.ts'
import { openLmdbEventLogReader } from '../adapters/lmdb-event-log.ts'
import { createGapCheck } from '../broker/gap-check.ts'
import type { System } from '../broker/ports.ts'
import { readSiteId } from '../identity/folder-marker.ts'
import { systemCode } from '../identity/private-files.ts'
import {
  type BackupFile,
  type BackupManifest,
  copyPrivate,
  digestFile,
  listFiles,
  writeManifest,
} from './backup-files.ts'
import { CommandFault, failure } from './cli/exit.ts'

export type LogProgress = (done: number, total: number) => void

/** Folders of stores, which are copied by the store or not at all; snapshots are made anew. */
const stores = /^(?:log|people|heartbeats|snapshots)\//
/** Locks and drafts. */
const passing = /(?:^|\/)lock-[^/]*$|-lock$|\.new$/

/** Reads a log from end to end: checksums, order, no gap in a stream. Throws Fault LOG_CORRUPT. */
export const checkWholeLog = async (
  folder: string,
  onProgress: LogProgress,
): Promise<NonNullable<BackupManifest['log']>> => {
  const log = await openLmdbEventLogReader({ folder })
  try {
    const check = createGapCheck()
    const total = await log.size()
    for await (const batch of log.readAll()) {
      for (const event of batch) check.add(event)
      onProgress(check.counts().events, total)
    }
    const head = await log.head()
    return { ...check.counts(), ...(head === undefined ? {} : { head }) }
  } finally {
    await log.stop()
    rmSync(join(folder, 'causeway.mdb-lock'), { force: true })
  }
}

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0

/** Makes a folder for us alone, which must be absent or empty. Throws a CommandFault. */
export const makeEmpty = (folder: string): void => {
  try {
    if (!isEmpty(folder)) {
      throw failure(`${folder} is not empty`, 'name a folder that is empty or not there yet')
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (error instanceof CommandFault) throw error
    const fix = 'name a folder that you may write'
    throw failure(`${folder} cannot be used: ${systemCode(error)}`, fix, error)
  }
}

const copyOthers = async (from: string, to: string): Promise<BackupFile[]> => {
  const files: BackupFile[] = []
  for (const path of listFiles(from)) {
    if (stores.test(path) || passing.test(path)) continue
    try {
      files.push({ path, ...(await copyPrivate(join(from, path), join(to, path))) })
    } catch (error) {
      // Files of the access log move on; what is gone was renamed and is there under its new name.
      if (systemCode(error) !== 'ENOENT') throw error
    }
  }
  return files
}

/**
 * Writes a backup of a data folder into a folder that is absent or empty, and reads its log.
 * Throws a CommandFault, DataFolderFault or Fault; what was written is then removed.
 */
export const backUpSite = async (
  { system }: { readonly system: Pick<System, 'nowMs'> },
  options: { readonly from: string; readonly to: string; readonly onProgress: LogProgress },
): Promise<BackupManifest> => {
  const [from, to] = [resolve(options.from), resolve(options.to)]
  const siteId = readSiteId(from)
  if (siteId === undefined) throw failure(`${from} is no data folder`, 'name it by --data-folder')
  if (`${to}/`.startsWith(`${from}/`)) {
    throw failure(`${to} lies in the data folder`, 'name a folder elsewhere, on another disk')
  }
  makeEmpty(to)
  try {
    const createdAt = new Date(system.nowMs()).toISOString()
    const ofStores: string[] = []
    let log: BackupManifest['log']
    if (existsSync(join(from, 'log'))) {
      await copyLogStore(join(from, 'log'), join(to, 'log'))
      log = await checkWholeLog(join(to, 'log'), options.onProgress)
      ofStores.push('log')
    }
    if (existsSync(join(from, 'people'))) {
      await copyPersonStore(join(from, 'people'), join(to, 'people'))
      ofStores.push('people')
    }
    const files: BackupFile[] = []
    for (const path of ofStores.flatMap((name) => listFiles(to, name))) {
      files.push({ path, ...(await digestFile(join(to, path))) })
    }
    files.push(...(await copyOthers(from, to)))
    const manifest = { siteId, createdAt, ...(log === undefined ? {} : { log }), files }
    writeManifest(to, manifest)
    return manifest
  } catch (error) {
    for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true, force: true })
    throw error
  }
}
