/**
 * Room in the log's file: zeros behind LMDB's last page, written before they are needed. A commit
 * then overwrites blocks that the file system has placed already, and neither of its syncs waits
 * for the file system's own journal. Databases do the same with their write-ahead files.
 *
 * INVARIANT: only bytes beyond the end of the file are written, so nothing that LMDB has ever
 * written is touched, whatever its header says; and only by the writer thread between two commits,
 * so the file does not grow meanwhile.
 */
import { closeSync, fdatasyncSync, fstatSync, openSync, statfsSync, writeSync } from 'node:fs'
import { logRoomBytes, logRoomFreeBytesMin } from '../domain/limits.ts'
import { dataFile, readUsedBytes } from './lmdb-env.ts'

/**
 * Written a little at a time: Linux keeps in memory as one piece what was written as one, and each
 * commit that then changes a page of a large mapped piece takes longer, instead of less.
 */
const zeros = Buffer.alloc(16_384)

export type LogRoom = {
  /**
   * Hears of each commit's bytes, and after a quarter of the room looks whether half of it is
   * left. Never throws: without room, commits grow the file themselves.
   */
  keep(committedBytes: number): void
  close(): void
}

export type LogRoomOptions = {
  /** Zeros behind the last page. Default logRoomBytes. */
  readonly bytes?: number
  /** What the disk must have free besides. Default logRoomFreeBytesMin. */
  readonly freeBytesMin?: number
}

/** Opens a folder's data file for that. Throws what the file system throws. */
export const openLogRoom = (folder: string, options: LogRoomOptions = {}): LogRoom => {
  const { bytes = logRoomBytes, freeBytesMin = logRoomFreeBytesMin } = options
  const descriptor = openSync(dataFile(folder), 'r+')
  let unseen = 0

  const extend = (end: number, count: number): void => {
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < freeBytesMin + count) return
    for (let done = 0; done < count; )
      done += writeSync(descriptor, zeros, 0, Math.min(zeros.length, count - done), end + done)
    // Here, where nobody waits, and not in the next commit.
    fdatasyncSync(descriptor)
  }

  return {
    keep: (committedBytes) => {
      unseen += committedBytes
      if (unseen < bytes / 4) return
      unseen = 0
      try {
        const used = readUsedBytes(descriptor)
        const end = fstatSync(descriptor).size
        if (used !== undefined && end < used + bytes / 2) extend(end, used + bytes - end)
      } catch {
        // No space, or the disk fails: a commit that meets it too says so.
      }
    },
    close: () => closeSync(descriptor),
  }
}
