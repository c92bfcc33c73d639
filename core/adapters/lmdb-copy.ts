/**
 * Copies of stores that may be in use: LMDB gives a reader one state of the store, whatever is
 * written meanwhile, and this project's folder lock is for writers alone. A copy holds what is
 * reachable and nothing else: no free pages, no remains of what was deleted.
 */
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../domain/errors.ts'
import { logMapBytesMax, personCopyTryCountMax, personMapBytesMax } from '../domain/limits.ts'
import { adoptNextKey, readKeys, writeNextKey } from './directory-key.ts'
import {
  checkDataFile,
  dataFile,
  openEnv,
  openStore,
  padUnlessUsed,
  storeFault,
} from './lmdb-env.ts'
import { checkFormat, formatFile } from './lmdb-folder.ts'

type Kept = { readonly kind: string; readonly format: number; readonly mapBytes: number }

const logKept: Kept = { kind: 'causeway-log', format: 1, mapBytes: logMapBytesMax }
const peopleKept: Kept = { kind: 'causeway-persons', format: 1, mapBytes: personMapBytesMax }

/** Writes one state of the store into a folder that has none. Throws a Fault. */
const copyStore = async (folder: string, target: string, kept: Kept): Promise<void> => {
  if (checkFormat(folder, kept.kind, kept.format) === 'new' || checkDataFile(folder) === 'absent')
    throw new Fault('LOG_UNAVAILABLE', `${folder} holds no ${kept.kind}`)
  padUnlessUsed(folder)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const env = openEnv({ folder, mapBytes: kept.mapBytes, readOnly: true })
  try {
    await env.backup(dataFile(target), true)
    chmodSync(dataFile(target), 0o600)
    copyFileSync(join(folder, formatFile), join(target, formatFile))
  } catch (error) {
    throw storeFault(error, `could not copy ${dataFile(folder)}`)
  } finally {
    await env.close()
  }
}

/**
 * Copies the decision log of a folder, also while a broker writes it: everything that was
 * acknowledged before the call is in the copy. Throws a Fault.
 */
export const copyLogStore = (folder: string, target: string): Promise<void> =>
  copyStore(folder, target, logKept)

/** The id of the key under which a copied directory is wrapped. */
const wrappingKeyId = async (target: string): Promise<Buffer | undefined> => {
  const env = openEnv({ folder: target, mapBytes: personMapBytesMax, readOnly: true })
  try {
    const id = openStore(env, 'meta').get(Buffer.from('key'))
    return id && Buffer.from(id)
  } finally {
    await env.close()
    rmSync(`${dataFile(target)}-lock`, { force: true })
  }
}

/**
 * Copies the person directory with the key that belongs to the copied state: an erasure meanwhile
 * replaces both, and the copy is then made anew. Throws a Fault.
 */
export const copyPersonStore = async (folder: string, target: string): Promise<void> => {
  for (let turn = 0; turn < personCopyTryCountMax; turn++) {
    rmSync(dataFile(target), { force: true })
    const before = readKeys(folder)
    await copyStore(folder, target, peopleKept)
    const id = await wrappingKeyId(target)
    const key = [...before, ...readKeys(folder)].find(
      (one) => id !== undefined && one.id.equals(id),
    )
    if (key === undefined) continue
    writeNextKey(target, key)
    adoptNextKey(target)
    return
  }
  throw new Fault('LOG_UNAVAILABLE', `${folder} changes its key again and again`)
}
