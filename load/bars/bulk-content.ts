/**
 * What a bulk transfer carries: random frames, which each pair sends from another one on, so that
 * bytes which were lost, came twice, in another order or on another pair change a digest.
 */
import { createHash, randomBytes } from 'node:crypto'

export const bulkFrameBytes = 62_500

/** Frames made: more than can be under way at once on any pair. */
const distinctFrames = 1_000

/** Pairs begin so many frames apart: a prime, so that few begin alike. */
const strideFrames = 61

export type BulkContent = {
  /** The payload of a pair's nth frame. */
  frame(pair: number, index: number): Buffer
  /** SHA-256 of a pair's first `frameCount` frames, in hex. */
  digest(pair: number, frameCount: number): string
}

/** Makes the content of one sender, which is never written or sent elsewhere. */
export const createBulkContent = (random: (bytes: number) => Buffer = randomBytes): BulkContent => {
  const frames = Array.from({ length: distinctFrames }, () => random(bulkFrameBytes))
  const known = new Map<string, string>()
  const frame = (pair: number, index: number): Buffer =>
    frames[(pair * strideFrames + index) % distinctFrames] ?? Buffer.alloc(0)
  return {
    frame,
    digest: (pair, frameCount) => {
      const name = `${pair} ${frameCount}`
      const found = known.get(name)
      if (found !== undefined) return found
      const hash = createHash('sha256')
      for (let index = 0; index < frameCount; index++) hash.update(frame(pair, index))
      const digest = hash.digest('hex')
      known.set(name, digest)
      return digest
    },
  }
}

/** A frame of which one bit is another. */
export const spoilt = (frame: Buffer): Buffer => {
  const copy = Buffer.from(frame)
  const middle = copy.length >> 1
  copy[middle] = (copy[middle] ?? 0) ^ 1
  return copy
}

/** What arrived on one pair. */
export type BulkArrival = { readonly bytes: number; readonly digest: string }

/** Pairs whose bytes are not all there, and those that are complete and wrong. */
export const compareBulk = (
  expected: readonly string[],
  arrived: readonly BulkArrival[],
  bytesPerPair: number,
): { readonly lost: number; readonly wrong: number } => {
  const complete = expected.map((_, pair) => arrived[pair]?.bytes === bytesPerPair)
  return {
    lost: complete.filter((one) => !one).length,
    wrong: expected.filter((digest, pair) => complete[pair] && arrived[pair]?.digest !== digest)
      .length,
  }
}
