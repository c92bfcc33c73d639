/**
 * Keeps a data file written with zeros somewhat ahead of LMDB's last page. A commit then writes
 * over blocks that the file has already, and its sync carries data alone; without it nearly every
 * sync also waits for the file system to record new blocks. As databases do with their journals.
 *
 * Nothing depends on it: LMDB goes by its header, and writes beyond the end where there is none.
 */
import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'
import { logAheadBytes, logAheadBytesMin } from '../domain/limits.ts'
import { dataFile, usedBytesOf } from './lmdb-env.ts'

export type FileAhead = {
  /**
   * Writes zeros where few are left. Only for the thread that commits, between two commits: nobody
   * else writes there. A disk that is full is no fault: an append that still fits goes on.
   */
  keep(): void
  close(): void
}

/** Opens the data file of a store that exists. */
export const openFileAhead = (folder: string): FileAhead => {
  const descriptor = openSync(dataFile(folder), 'r+')
  const zeros = Buffer.alloc(logAheadBytes)
  let end = fstatSync(descriptor).size
  /** Set by a disk that takes no more: the next try comes when the file has grown without us. */
  let fullUntil = 0
  return {
    keep: () => {
      const used = usedBytesOf(descriptor)
      if (used === undefined || used < fullUntil || end - used >= logAheadBytesMin) return
      const from = Math.max(end, used)
      try {
        end = from + writeSync(descriptor, zeros, 0, zeros.length, from)
      } catch {
        end = fstatSync(descriptor).size
        fullUntil = used + logAheadBytes
      }
    },
    close: () => closeSync(descriptor),
  }
}
