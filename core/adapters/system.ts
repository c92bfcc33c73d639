/**
 * The real clocks, timers, ids and randomness. Nothing else in core touches them.
 */
import { randomFillSync } from 'node:crypto'
import type { System } from '../broker/ports.ts'

const uuidBytes = 16
/** Randomness is fetched for so many ids at once. */
const idPoolCount = 256
/** The same for other random bytes: some hundred nonces and secrets. */
const randomPoolBytes = 4_096
/** Twelve bits of rand_a count the ids of one millisecond. */
const counterMax = 0xfff

const formatUuid = (bytes: Buffer): string => {
  const hex = bytes.toString('hex')
  const time = `${hex.slice(0, 8)}-${hex.slice(8, 12)}`
  return `${time}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/**
 * UUIDv7 of RFC 9562 section 5.7, ascending within this source: rand_a is a counter with a random
 * start (method 1 of section 6.2); when it runs out, or the clock steps back, the last millisecond
 * is counted on.
 */
export const createIdSource = (nowMs: () => number): (() => string) => {
  let lastMs = -1
  let counter = 0
  const pool = Buffer.alloc(uuidBytes * idPoolCount)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    const bytes = pool.subarray(used, used + uuidBytes)
    used += uuidBytes
    const now = nowMs()
    if (now > lastMs) {
      lastMs = now
      // Half the range, so that there is room to count.
      counter = bytes.readUInt16BE(6) & (counterMax >> 1)
    } else if (counter < counterMax) {
      counter += 1
    } else {
      lastMs += 1
      counter = 0
    }
    bytes.writeUIntBE(lastMs, 0, 6)
    bytes.writeUInt16BE(0x7000 | counter, 6)
    bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
    return formatUuid(bytes)
  }
}

/**
 * Random bytes, fetched for many calls at once: a call to the system costs more than a signature's
 * hash. What was handed out is wiped here, so that no two share a byte and none lies about.
 */
const createRandomSource = (): ((length: number) => Uint8Array) => {
  const pool = Buffer.alloc(randomPoolBytes)
  let used = pool.length
  return (length) => {
    const bytes = new Uint8Array(length)
    if (length > pool.length) return randomFillSync(bytes)
    if (used + length > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    bytes.set(pool.subarray(used, used + length))
    pool.fill(0, used, used + length)
    used += length
    return bytes
  }
}

/** The system that this process runs on. */
export const createSystem = (): System => {
  const randomBytes = createRandomSource()
  return {
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs)
      return () => clearTimeout(timer)
    },
    newId: createIdSource(() => Date.now()),
    randomBytes,
    random: () => Buffer.from(randomBytes(6)).readUIntBE(0, 6) / 2 ** 48,
  }
}
