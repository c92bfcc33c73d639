/** A system whose clock stands until it is told to go on; randomness is a counter, timers are real. */
import { createHash } from 'node:crypto'
import type { System } from '../../../core/broker/ports.ts'

export type FakeSystem = System & {
  /** Lets both clocks go on by so many milliseconds. */
  advance(ms: number): void
}

export const startMs = Date.UTC(2026, 0, 1)

export const createFakeSystem = (nowMs: number = startMs): FakeSystem => {
  let passedMs = 0
  let drawn = 0
  const bytesOf = (length: number): Uint8Array => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () => {
      drawn += 1
      return createHash('sha256').update(`fake ${drawn}`).digest()
    })
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
  }
  return {
    nowMs: () => nowMs + passedMs,
    monotonicMs: () => passedMs,
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs)
      return () => clearTimeout(timer)
    },
    newId: () => `id-${Buffer.from(bytesOf(8)).toString('hex')}`,
    randomBytes: bytesOf,
    random: () => 0.5,
    advance: (ms) => {
      passedMs += ms
    },
  }
}
