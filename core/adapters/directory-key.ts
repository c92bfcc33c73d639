/**
 * The key that wraps all persons' keys, in a file of its own (0600) beside the store. It is
 * replaced whenever somebody is erased, because a store keeps deleted bytes in free pages for a
 * while: what the old key wrapped is then unreadable wherever it still lies.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../domain/errors.ts'
import { keyIdBytes, type PersonKey, secretBytes } from './person-seal.ts'

const keyFile = 'directory.key'
const nextKeyFile = 'directory.key.next'

const syncFolder = (folder: string): void => {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

const readKey = (path: string): PersonKey | undefined => {
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  // A key whose writing was interrupted was never used.
  if (bytes.length !== keyIdBytes + secretBytes) return undefined
  return { id: bytes.subarray(0, keyIdBytes), secret: bytes.subarray(keyIdBytes) }
}

/** The keys that lie there: the one in use, and the one that an erasure is about to use. */
export const readKeys = (folder: string): PersonKey[] =>
  [keyFile, nextKeyFile].flatMap((name) => readKey(join(folder, name)) ?? [])

/** Puts a key on disk under its preliminary name; resolves the crash before `adoptNextKey`. */
export const writeNextKey = (folder: string, key: PersonKey): void => {
  const descriptor = openSync(join(folder, nextKeyFile), 'w', 0o600)
  try {
    writeSync(descriptor, Buffer.concat([key.id, key.secret]))
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  syncFolder(folder)
}

/** Makes the preliminary key the only one, over the old one. */
export const adoptNextKey = (folder: string): void => {
  renameSync(join(folder, nextKeyFile), join(folder, keyFile))
  syncFolder(folder)
}

/**
 * The key with this id, finishing a replacement that a crash interrupted. Throws Fault LOG_CORRUPT
 * when there is none: nothing sealed can be read then.
 */
export const loadKey = (folder: string, id: Buffer): PersonKey => {
  const current = readKey(join(folder, keyFile))
  if (current?.id.equals(id)) return current
  const next = readKey(join(folder, nextKeyFile))
  if (next === undefined || !next.id.equals(id))
    throw new Fault('LOG_CORRUPT', `${join(folder, keyFile)} is missing or another directory's`)
  adoptNextKey(folder)
  return next
}
