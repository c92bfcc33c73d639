/**
 * One process at a time in a data folder. The lock is a file that names its owner by process id
 * and, where the system tells it, the process's start, so that a lock left by a crash is told from
 * a live one even after its number was given to somebody else.
 */
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../core/domain/errors.ts'

export type FolderLock = {
  /** Gives the folder back. Idempotent. */
  release(): void
}

/** Takes the lock, or throws Fault LOG_IN_USE naming the process that holds it. */
export const lockFolder = (folder: string): FolderLock => {
  const path = join(folder, 'lock')
  const owner = describeProcess(process.pid)
  const mine = join(folder, `lock.${process.pid}`)
  writeFileSync(mine, owner, { mode: 0o600 })
  try {
    if (!tryLink(mine, path)) {
      evictStale(path, folder)
      if (!tryLink(mine, path)) throw inUse(folder, readOwner(path))
    }
  } finally {
    rmSync(mine, { force: true })
  }
  let held = true
  return {
    release: () => {
      if (held && readOwner(path) === owner) rmSync(path, { force: true })
      held = false
    },
  }
}

const inUse = (folder: string, owner: string): Fault => {
  const pid = owner.split(' ')[0] ?? ''
  return new Fault('LOG_IN_USE', `${folder} is held by process ${pid}`)
}

/** A link appears whole or not at all, and never replaces another. */
const tryLink = (from: string, to: string): boolean => {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** Takes a dead process's lock away; a live one's is refused. */
const evictStale = (path: string, folder: string): void => {
  const owner = readOwner(path)
  if (isAlive(owner)) throw inUse(folder, owner)
  const aside = join(folder, `lock.stale.${process.pid}`)
  try {
    renameSync(path, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  // Somebody else may have been faster and this is their lock: it goes back.
  if (readOwner(aside) !== owner) tryLink(aside, path)
  unlinkSync(aside)
}

const readOwner = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  }
}

const isAlive = (owner: string): boolean => {
  const pid = Number(owner.split(' ')[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    if (!hasCode(error, 'EPERM')) return false
  }
  return describeProcess(pid) === owner
}

/** `<pid> <start>`; the start is field 22 of /proc/<pid>/stat, or 0 where there is none. */
const describeProcess = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the command in brackets, which may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return `${pid} ${fields[19] ?? '0'}`
  } catch {
    return `${pid} 0`
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
