/**
 * Opening LMDB the one way this project uses it: no overlapping sync, so that what a reader sees is
 * on disk, and errors as Faults. A file that is shorter than its own header says would end the
 * process when the missing part is touched, so its length is looked at first.
 */
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { Fault } from '../domain/errors.ts'
import { dataName, lockFolder } from './lmdb-folder.ts'

export type EnvOptions = {
  readonly folder: string
  /** Address space and so the largest size of the file. */
  readonly mapBytes: number
  readonly readOnly?: boolean
}

/** Keys and values are plain bytes everywhere. */
export type ByteStore = Database<Buffer, Buffer>
export type Env = RootDatabase<Buffer, Buffer>

const databaseCountMax = 8
/** Room for 250 readers of 64 bytes. */
const readerTableBytes = 16_384
/** Nobody but the owner reads the files, whatever the umask is and whoever copies the folder. */
const ownerOnly = 0o600
const writeOverheadBytes = 1_048_576
/** Offsets in a meta page, from lmdb-js' lmdb.h: page header of 24 bytes, then MDB_meta. */
const meta = { magic: 24, version: 28, pageSize: 48, lastPage: 144, transaction: 152, end: 160 }
const metaMagic = 0xbeefc0de
const pageSizes = new Set([4_096, 8_192, 16_384, 32_768, 65_536])

export const dataFile = (folder: string): string => join(folder, dataName)

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

const fullCodes = new Set<unknown>(['ENOSPC', 'EDQUOT', 28, 122, -30_792])
const fullTexts = ['MDB_MAP_FULL', 'No space left', 'ENOSPC', 'Disk quota', 'EDQUOT']
const corruptTexts = ['MDB_CORRUPTED', 'MDB_INVALID', 'MDB_PAGE_NOTFOUND', 'MDB_VERSION_MISMATCH']

/** What the store's error means: full, damaged, or otherwise not available. */
export const storeFault = (error: unknown, doing: string): Fault => {
  if (error instanceof Fault) return error
  const text = textOf(error)
  const detail = `${doing}: ${text}`
  if (fullCodes.has(codeOf(error)) || fullTexts.some((part) => text.includes(part)))
    return new Fault('LOG_FULL', detail, error)
  if (corruptTexts.some((part) => text.includes(part)))
    return new Fault('LOG_CORRUPT', detail, error)
  return new Fault('LOG_UNAVAILABLE', detail, error)
}

type Header = { readonly bytesNeeded: number; readonly transaction: bigint }

const readHeader = (descriptor: number, at: number): Header | undefined => {
  const page = Buffer.alloc(meta.end)
  if (readSync(descriptor, page, 0, page.length, at) < page.length) return undefined
  const pageSize = page.readUInt32LE(meta.pageSize)
  if (page.readUInt32LE(meta.magic) !== metaMagic || !pageSizes.has(pageSize)) return undefined
  const pages = page.readBigUInt64LE(meta.lastPage) + 1n
  return {
    bytesNeeded: Number(pages * BigInt(pageSize)),
    transaction: page.readBigUInt64LE(meta.transaction),
  }
}

/** The newer one of the two headers; undefined when there is none. */
const newestHeader = (descriptor: number): Header | undefined => {
  const first = readHeader(descriptor, 0)
  if (first === undefined) return undefined
  const sizes = [...pageSizes]
  const second = sizes.map((size) => readHeader(descriptor, size)).find((one) => one !== undefined)
  return second !== undefined && second.transaction > first.transaction ? second : first
}

/** Bytes up to the end of the last page in use; undefined without a header. */
export const readUsedBytes = (descriptor: number): number | undefined =>
  newestHeader(descriptor)?.bytesNeeded

/** What the file says of itself before LMDB maps it. */
export type FileCheck = 'absent' | 'whole' | 'short'

/**
 * Looks at the data file's headers and length. `short` is what a kill may leave (pages that were
 * taken and given back within the last commit) and what a truncation leaves; the two differ only in
 * whether everything can still be read. Throws Fault LOG_CORRUPT without a header.
 */
export const checkDataFile = (folder: string): FileCheck => {
  const path = dataFile(folder)
  if (!existsSync(path)) return 'absent'
  const descriptor = openSync(path, 'r')
  try {
    const size = fstatSync(descriptor).size
    if (size === 0) return 'absent'
    const header = newestHeader(descriptor)
    if (header === undefined)
      throw new Fault('LOG_CORRUPT', `${path} does not begin like a data file`)
    return size >= header.bytesNeeded ? 'whole' : 'short'
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Gives LMDB's table of readers its blocks on disk. LMDB makes it sparse and maps it: without space
 * the first touch would end the process.
 */
const allocateReaderTable = (folder: string): void => {
  const path = `${dataFile(folder)}-lock`
  if (existsSync(path)) return
  try {
    writeFileSync(`${path}.new`, Buffer.alloc(readerTableBytes), { mode: ownerOnly, flush: true })
    renameSync(`${path}.new`, path)
  } catch (error) {
    rmSync(`${path}.new`, { force: true })
    throw storeFault(error, `could not write ${path}`)
  }
}

/** Files that were made with wider permissions lose them. */
const closeToOthers = (folder: string): void => {
  for (const path of [dataFile(folder), `${dataFile(folder)}-lock`]) {
    try {
      if (existsSync(path)) chmodSync(path, ownerOnly)
    } catch (error) {
      throw storeFault(error, `could not close ${path} to others`)
    }
  }
}

/**
 * Makes a folder's files safe to open for who holds it: pads a short data file, and insists on one
 * where there was one before. Throws Fault LOG_CORRUPT, LOG_FULL or LOG_UNAVAILABLE.
 */
export const prepareDataFile = (folder: string, known: boolean): FileCheck => {
  const check = checkDataFile(folder)
  if (known && check === 'absent') throw new Fault('LOG_CORRUPT', `${dataFile(folder)} is missing`)
  if (check === 'short') padDataFile(folder)
  allocateReaderTable(folder)
  closeToOthers(folder)
  return check
}

/**
 * What a failed write means, told apart by the space that is left: LMDB calls a write that was cut
 * short by a full disk an I/O error.
 */
export const writeFault = (error: unknown, folder: string, bytes: number): Fault => {
  const fault = storeFault(error, `could not write ${dataFile(folder)}`)
  if (fault.code !== 'LOG_UNAVAILABLE') return fault
  try {
    const { bavail, bsize } = statfsSync(folder)
    // Whole pages, the tree above them and the list of free ones are written besides.
    if (bavail * bsize > bytes + writeOverheadBytes) return fault
  } catch {
    return fault
  }
  return new Fault('LOG_FULL', `${dataFile(folder)} could not grow`, error)
}

/**
 * Gives a short file its length, with zeros: a missing page is then noticed as damage instead of
 * ending the process. Only for who holds the folder's lock.
 */
export const padDataFile = (folder: string): void => {
  const descriptor = openSync(dataFile(folder), 'r+')
  try {
    const header = newestHeader(descriptor)
    if (header !== undefined && fstatSync(descriptor).size < header.bytesNeeded)
      ftruncateSync(descriptor, header.bytesNeeded)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * The same for who only reads: whoever has the folder did it already. Throws a Fault when it cannot
 * be done.
 */
export const padUnlessUsed = (folder: string): void => {
  if (checkDataFile(folder) !== 'short') return
  try {
    const lock = lockFolder(folder)
    try {
      padDataFile(folder)
    } finally {
      lock.release()
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'LOG_IN_USE') throw error
  }
}

/** Opens the store of a folder that was checked. Throws a Fault. */
export const openEnv = (options: EnvOptions): Env => {
  try {
    const files = { path: dataFile(options.folder), permissionsMode: ownerOnly }
    // Spread, since lmdb's types leave out the mode in which LMDB makes its files (env.cpp).
    return open<Buffer, Buffer>({
      ...files,
      mapSize: options.mapBytes,
      maxDbs: databaseCountMax,
      overlappingSync: false,
      keyEncoding: 'binary',
      encoding: 'binary',
      readOnly: options.readOnly ?? false,
    })
  } catch (error) {
    throw storeFault(error, `could not open ${dataFile(options.folder)}`)
  }
}

/** Opens one named database of bytes. Throws a Fault, also when a reader finds none. */
export const openStore = (env: Env, name: string): ByteStore => {
  let store: ByteStore | undefined
  try {
    store = env.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' })
  } catch (error) {
    throw storeFault(error, `could not open the ${name} of the store`)
  }
  if (store === undefined) throw new Fault('LOG_CORRUPT', `the store has no ${name}`)
  return store
}
