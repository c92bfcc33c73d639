import { closeSync, openSync } from 'node:fs'
import { usedBytesOf } from '../../core/adapters/lmdb-env.ts'

/** Bytes of a log's data file up to its last page: what lies behind is zeros, kept ahead of it. */
export const usedBytes = (file: string): number => {
  const descriptor = openSync(file, 'r')
  try {
    return usedBytesOf(descriptor) ?? 0
  } finally {
    closeSync(descriptor)
  }
}
