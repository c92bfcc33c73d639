/**
 * Gather buffers, shared by all legs of a worker: an idle leg owns none, a busy one borrows them
 * for a turn or for as long as its peer is slow.
 */
import type { Chunk } from './leg.ts'

export type ChunkPool = {
  /** An empty buffer. */
  take(): Chunk
  /** Gives a buffer back; its bytes may be overwritten at once. */
  give(chunk: Chunk): void
  /** Buffers that lie idle. */
  idleCount(): number
}

/**
 * @param options.chunkBytes size of each buffer
 * @param options.idleCountMax more idle buffers than this are left to the garbage collector
 */
export const createChunkPool = (options: {
  readonly chunkBytes: number
  readonly idleCountMax: number
}): ChunkPool => {
  let top: Chunk | undefined
  let idle = 0
  return {
    take: () => {
      const chunk = top
      if (chunk === undefined) {
        return { bytes: new Uint8Array(options.chunkBytes), start: 0, end: 0, next: undefined }
      }
      top = chunk.next
      idle -= 1
      chunk.start = 0
      chunk.end = 0
      chunk.next = undefined
      return chunk
    },
    give: (chunk) => {
      if (idle >= options.idleCountMax) return
      chunk.next = top
      top = chunk
      idle += 1
    },
    idleCount: () => idle,
  }
}
