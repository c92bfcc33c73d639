/**
 * How many events a host may cause: a bucket each, filled at a steady rate, so that no host fills
 * the log by changing its mind. What waits for the bucket is recorded once, in its newest form.
 */
import { hostEventBurstCountMax, hostEventsPerMinuteCountMax } from '../domain/limits.ts'
import type { System } from './ports.ts'

export type HostQuota = {
  /** False while the host has caused too many events lately. */
  admits(hostId: string): boolean
  /** Takes what was recorded; the last one may overdraw the bucket. */
  charge(hostId: string, eventCount: number): void
}

/** Counts on the monotonic clock. Buckets are as many as registered hosts. */
export const createHostQuota = (system: Pick<System, 'monotonicMs'>): HostQuota => {
  const buckets = new Map<string, { left: number; at: number }>()
  const bucketOf = (hostId: string) => {
    const at = system.monotonicMs()
    const known = buckets.get(hostId) ?? { left: hostEventBurstCountMax, at }
    const gained = ((at - known.at) / 60_000) * hostEventsPerMinuteCountMax
    const bucket = { left: Math.min(hostEventBurstCountMax, known.left + gained), at }
    buckets.set(hostId, bucket)
    return bucket
  }
  return {
    admits: (hostId) => bucketOf(hostId).left >= 1,
    charge: (hostId, eventCount) => {
      bucketOf(hostId).left -= eventCount
    },
  }
}
