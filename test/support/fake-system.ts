/**
 * Clocks, timers, ids and randomness of a test: nothing happens until the test lets time pass, and
 * the same seed gives the same run.
 */
import { setImmediate } from 'node:timers/promises'
import type { System } from '../../core/broker/ports.ts'

export type FakeSystem = System & {
  /** Lets everything that waits for no timer happen. */
  settle(): Promise<void>
  /** Lets time pass: timers fire in order, and what each causes happens before the next. */
  pass(ms: number): Promise<void>
  /** Moves the wall clock alone, as an operator or a time service would. */
  stepWallClock(ms: number): void
  /** Timers that have not fired. */
  timerCount(): number
}

/** Uniform in [0, 1): mulberry32, good enough for scenarios and the same everywhere. */
export const seededRandom = (seed: number): (() => number) => {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Turns of the event loop that a chain of appends, subscriptions and steps may take. */
const settleTurns = 4

/** Makes a system whose clock starts at a fixed time. */
export const createFakeSystem = (options: { seed?: number; nowMs?: number } = {}): FakeSystem => {
  const random = seededRandom(options.seed ?? 1)
  let monotonic = 0
  let wallOffset = options.nowMs ?? 1_700_000_000_000
  let idCount = 0
  let order = 0
  const timers = new Map<number, { at: number; callback: () => void }>()

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < settleTurns; turn++) await setImmediate()
  }

  const nextTimer = (until: number): [number, { at: number; callback: () => void }] | undefined => {
    let next: [number, { at: number; callback: () => void }] | undefined
    for (const entry of timers) {
      if (entry[1].at <= until && (next === undefined || entry[1].at < next[1].at)) next = entry
    }
    return next
  }

  return {
    nowMs: () => wallOffset + Math.floor(monotonic),
    monotonicMs: () => monotonic,
    after: (delayMs, callback) => {
      const id = order++
      timers.set(id, { at: monotonic + delayMs, callback })
      return () => void timers.delete(id)
    },
    newId: () => {
      idCount += 1
      const time = (wallOffset + monotonic).toString(16).padStart(12, '0').slice(-12)
      const count = idCount.toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${count}`
    },
    randomBytes: (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)),
    random,
    settle,
    pass: async (ms) => {
      await settle()
      const until = monotonic + ms
      for (let next = nextTimer(until); next !== undefined; next = nextTimer(until)) {
        const [id, { at, callback }] = next
        timers.delete(id)
        monotonic = Math.max(monotonic, at)
        callback()
        await settle()
      }
      monotonic = until
      await settle()
    },
    stepWallClock: (ms) => {
      wallOffset += ms
    },
    timerCount: () => timers.size,
  }
}
