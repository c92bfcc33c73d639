/**
 * A token bucket: what flows at a steady rate, with a little saved up for bursts. Pure: time comes
 * in. Rates are per second, times in milliseconds of a clock that never steps.
 */

export type TokenBucket = {
  readonly perSecond: number
  /** Most tokens that are ever saved up. */
  readonly burst: number
  /** Whole tokens that may be taken now. */
  available(nowMs: number): number
  /** Takes tokens that `available` showed just now. */
  take(count: number): void
}

/** A full bucket. `perSecond` and `burst` are above 0; a burst below 1 would never give any. */
export const createTokenBucket = (perSecond: number, burst: number, nowMs: number): TokenBucket => {
  let tokens = burst
  let atMs = nowMs
  return {
    perSecond,
    burst,
    available: (now) => {
      tokens = Math.min(burst, tokens + ((now - atMs) * perSecond) / 1_000)
      atMs = now
      return Math.floor(tokens)
    },
    take: (count) => {
      tokens -= count
    },
  }
}
