/**
 * Gives the space of outdated heartbeats back to the disk. A running broker deletes them by
 * itself, but LMDB keeps freed pages in the file: here the rest is written to a new file, which
 * takes the old one's place in one step. A crash leaves the old one or the new one.
 */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Fault } from '../domain/errors.ts'
import { heartbeatMapBytesMax, heartbeatPruneCountMax } from '../domain/limits.ts'
import {
  type ByteStore,
  dataFile,
  type Env,
  openEnv,
  openStore,
  prepareDataFile,
  writeFault,
} from './lmdb-env.ts'
import { takeFolder } from './lmdb-folder.ts'
import {
  heartbeatFormat,
  heartbeatKind,
  hourKeyOf,
  latestReceivedAt,
} from './lmdb-heartbeat-log.ts'

export type CompactOptions = {
  readonly folder: string
  /** Samples received before this, in ms since 1970, go, by whole hours. */
  readonly keptFromMs: number
  readonly onProgress?: (removed: number, total: number) => void
}

export type Compacted = {
  /** Samples that went and samples that are left. */
  readonly removed: number
  readonly kept: number
  readonly bytesBefore: number
  readonly bytesAfter: number
}

const draftFolder = 'compact'

const countOf = (store: ByteStore): number => store.getKeysCount({})

const remove = (env: Env, store: ByteStore, keys: readonly Buffer[]): void =>
  env.transactionSync(() => {
    for (const key of keys) store.removeSync(key)
  })

const removeOutdated = async (env: Env, options: CompactOptions): Promise<number> => {
  const { keptFromMs, onProgress = () => undefined } = options
  const samples = openStore(env, 'samples')
  const latest = openStore(env, 'latest')
  const total = countOf(samples)
  const range = { end: hourKeyOf(keptFromMs), limit: heartbeatPruneCountMax }
  let removed = 0
  for (;;) {
    const keys = [...samples.getKeys(range)].map((key) => Buffer.from(key))
    if (keys.length === 0) break
    remove(env, samples, keys)
    removed += keys.length
    onProgress(removed, total)
    await setImmediate()
  }
  const old: Buffer[] = []
  for (const { key, value } of latest.getRange({}))
    if (latestReceivedAt(value) < keptFromMs) old.push(Buffer.from(key))
  remove(env, latest, old)
  return removed
}

const sync = (path: string): void => {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Entries of the new file, which is opened to see that it can be. */
const keptIn = async (folder: string): Promise<number> => {
  const env = openEnv({ folder, mapBytes: heartbeatMapBytesMax, readOnly: true })
  try {
    return countOf(openStore(env, 'samples'))
  } finally {
    await env.close()
  }
}

/**
 * Deletes outdated heartbeats and shrinks their file. Throws Fault LOG_IN_USE while a broker has
 * the folder, LOG_FULL when there is no room for the new file beside the old one, and faults like
 * openLmdbHeartbeatLog; the heartbeats that count are then all there.
 */
export const compactHeartbeats = async (options: CompactOptions): Promise<Compacted> => {
  const { folder } = options
  const taken = takeFolder(folder, heartbeatKind, heartbeatFormat)
  const draft = join(folder, draftFolder)
  try {
    if (!taken.known) throw new Fault('LOG_UNAVAILABLE', `${folder} holds no heartbeats`)
    prepareDataFile(folder, true)
    const bytesBefore = statSync(dataFile(folder)).size
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    const env = openEnv({ folder, mapBytes: heartbeatMapBytesMax })
    let removed = 0
    let left = 0
    try {
      removed = await removeOutdated(env, options)
      left = countOf(openStore(env, 'samples'))
      await env.backup(dataFile(draft), true)
    } finally {
      await env.close()
    }
    chmodSync(dataFile(draft), 0o600)
    sync(dataFile(draft))
    const kept = await keptIn(draft)
    if (kept !== left) throw new Fault('LOG_CORRUPT', `the new file has ${kept}, not ${left}`)
    renameSync(dataFile(draft), dataFile(folder))
    sync(folder)
    return { removed, kept, bytesBefore, bytesAfter: statSync(dataFile(folder)).size }
  } catch (error) {
    throw writeFault(error, folder, 0)
  } finally {
    rmSync(draft, { recursive: true, force: true })
    taken.release()
  }
}
