/**
 * Who owns a folder and what lies in it: a lock against a second process, and a marker file with
 * kind and version of the format. Nothing here opens the data.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../domain/errors.ts'

export type FolderLock = {
  /** Idempotent. */
  release(): void
}

const lockForm = /^lock-([0-9]+)-([0-9]+)-([0-9a-z]+)$/
/** The data file, and with an ending LMDB's table of readers. */
export const dataName = 'causeway.mdb'
/** Marks a folder: kind and version of its format. */
export const formatFile = 'format.json'
const formatDraft = 'format.json.new'
/** Field 22 of /proc/<pid>/stat, counted behind the name in parentheses. */
const startTimeField = 19
const bootIdLength = 8

const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** Ticks since boot at which the process started; 0 where the system does not tell. */
const startTimeOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie holds nothing any more.
    return fields[0] === 'Z' ? 'ended' : (fields[startTimeField] ?? '0')
  } catch {
    return '0'
  }
}

const bootId = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, bootIdLength)
  } catch {
    return '0'
  }
}

const isAlive = (pid: number, startTime: string, boot: string): boolean => {
  if (boot !== bootId()) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
  }
  return startTimeOf(pid) === startTime
}

const folderFault = (folder: string, error: unknown): Fault => {
  const reason = error instanceof Error ? error.message : String(error)
  const code = errorCode(error) === 'ENOSPC' ? 'LOG_FULL' : 'LOG_UNAVAILABLE'
  return new Fault(code, `folder ${folder} cannot be used: ${reason}`, error)
}

const inUse = (folder: string, pid: number): Fault =>
  new Fault('LOG_IN_USE', `process ${pid} uses ${folder}; stop it or choose another folder`)

/**
 * Takes the folder for this process, making it (0700) when it is not there. Each process makes a
 * lock file named for itself, exclusively, and then looks for those of living others: of two that
 * come at once at most one stays, and the file of a dead process can be removed by anybody, since
 * its name (pid, start time, boot) never comes again. Throws Fault LOG_IN_USE naming the pid.
 */
export const lockFolder = (folder: string): FolderLock => {
  const own = `lock-${process.pid}-${startTimeOf(process.pid)}-${bootId()}`
  const path = join(folder, own)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw inUse(folder, process.pid)
    throw folderFault(folder, error)
  }
  for (const name of readdirSync(folder)) {
    const [, pid = '', startTime = '', boot = ''] = lockForm.exec(name) ?? []
    if (pid === '' || name === own) continue
    if (isAlive(Number(pid), startTime, boot)) {
      rmSync(path, { force: true })
      throw inUse(folder, Number(pid))
    }
    rmSync(join(folder, name), { force: true })
  }
  return { release: () => rmSync(path, { force: true }) }
}

const writeFormat = (folder: string, text: string): void => {
  const draft = join(folder, formatDraft)
  const descriptor = openSync(draft, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, join(folder, formatFile))
  const directory = openSync(folder, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** What a crash may leave in a folder before it is marked. */
const isUnmarked = (name: string): boolean =>
  lockForm.test(name) || name === formatDraft || name.startsWith(dataName)

/** Reads the marker; undefined when the folder is new. Throws a Fault when it is not ours. */
const readFormat = (folder: string): { kind: unknown; format: unknown } | undefined => {
  const names = readdirSync(folder)
  if (!names.includes(formatFile)) {
    const foreign = names.find((name) => !isUnmarked(name))
    if (foreign === undefined) return undefined
    throw new Fault('LOG_FOREIGN', `${folder} holds ${foreign} and no ${formatFile}`)
  }
  let marker: unknown
  try {
    marker = JSON.parse(readFileSync(join(folder, formatFile), 'utf8'))
  } catch (error) {
    throw new Fault('LOG_CORRUPT', `${join(folder, formatFile)} is not JSON`, error)
  }
  if (typeof marker !== 'object' || marker === null || !('kind' in marker) || !('format' in marker))
    throw new Fault('LOG_CORRUPT', `${join(folder, formatFile)} names no kind and format`)
  return { kind: marker.kind, format: marker.format }
}

/**
 * Checks that the folder, when it is marked, is of this kind and format. Throws Fault LOG_FOREIGN,
 * LOG_TOO_NEW, LOG_TOO_OLD or LOG_CORRUPT; LOG_UNAVAILABLE when there is no such folder.
 */
export const checkFormat = (folder: string, kind: string, format: number): 'new' | 'known' => {
  let marker: ReturnType<typeof readFormat>
  try {
    marker = readFormat(folder)
  } catch (error) {
    throw error instanceof Fault ? error : folderFault(folder, error)
  }
  if (marker === undefined) return 'new'
  if (marker.kind !== kind)
    throw new Fault('LOG_FOREIGN', `${folder} holds a ${String(marker.kind)}, not a ${kind}`)
  if (!Number.isSafeInteger(marker.format))
    throw new Fault('LOG_CORRUPT', `${join(folder, formatFile)} names no format`)
  if (Number(marker.format) > format)
    throw new Fault('LOG_TOO_NEW', `${folder} has format ${marker.format}, this knows ${format}`)
  if (Number(marker.format) < format)
    throw new Fault('LOG_TOO_OLD', `${folder} has format ${marker.format}, this needs ${format}`)
  return 'known'
}

export type TakenFolder = FolderLock & {
  /** Was it marked before, so that its data must be there? */
  readonly known: boolean
  /** Marks it; after its data file was made. */
  mark(): void
}

/** Locks a folder and checks its marker. Throws a Fault like lockFolder and checkFormat. */
export const takeFolder = (folder: string, kind: string, format: number): TakenFolder => {
  const lock = lockFolder(folder)
  try {
    const known = checkFormat(folder, kind, format) === 'known'
    return {
      ...lock,
      known,
      mark: () => {
        if (known) return
        try {
          writeFormat(folder, `${JSON.stringify({ kind, format })}\n`)
        } catch (error) {
          throw folderFault(folder, error)
        }
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
