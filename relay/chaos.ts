/**
 * Faults that a gateway for staging puts into its relays, so that people see what their clients
 * make of them. Pure: one gate for each direction, told what came and when, says how much may pass.
 */
import { chaosLatencyMsMax } from '../core/domain/limits.ts'

/** Each holds for every direction of every relay by itself; absent: no such fault. */
export type ChaosFaults = {
  /** Every byte comes so much later. */
  readonly latencyMs?: number
  readonly bytesPerSecond?: number
  /** After so many bytes nothing passes any more, and the connection stays open. */
  readonly stallAfterBytes?: number
  /** After so many bytes the relay is cut without a close frame. */
  readonly cutAfterBytes?: number
}

export type ChaosGate = {
  /** No more than so many bytes ever pass. */
  readonly mostBytes: number
  /** So many bytes have come in all by now. */
  came(totalBytes: number, nowMs: number): void
  /** So many bytes in all may have passed by now. */
  passableBytes(nowMs: number): number
  /** Is the relay to be cut, once so many bytes have passed? */
  isCut(passedBytes: number): boolean
}

/**
 * Makes the gate of one direction.
 * @param beforeBytes what passed before: bytes of a fault are counted from there
 */
export const createChaosGate = (faults: ChaosFaults, beforeBytes = 0): ChaosGate => {
  const { latencyMs = 0 } = faults
  const cutBytes = beforeBytes + (faults.cutAfterBytes ?? Number.POSITIVE_INFINITY)
  const stallBytes = beforeBytes + (faults.stallAfterBytes ?? Number.POSITIVE_INFINITY)
  const mostBytes = Math.min(stallBytes, cutBytes)
  // One mark for a millisecond at most, so that there are never more than latencyMs of them.
  const marks: Array<{ totalBytes: number; readonly atMs: number }> = []
  let ripeBytes = beforeBytes
  return {
    mostBytes,
    came: (totalBytes, nowMs) => {
      const last = marks.at(-1)
      if (totalBytes <= (last?.totalBytes ?? ripeBytes)) return
      const atMs = Math.ceil(nowMs)
      if (last?.atMs === atMs) last.totalBytes = totalBytes
      else marks.push({ totalBytes, atMs })
    },
    passableBytes: (nowMs) => {
      const young = marks.findIndex(({ atMs }) => atMs + latencyMs > nowMs)
      const ripe = marks.splice(0, young < 0 ? marks.length : young)
      ripeBytes = ripe.at(-1)?.totalBytes ?? ripeBytes
      return Math.min(ripeBytes, mostBytes)
    },
    isCut: (passedBytes) => passedBytes >= cutBytes,
  }
}

const fields = {
  latency: 'latencyMs',
  bandwidth: 'bytesPerSecond',
  stall: 'stallAfterBytes',
  cut: 'cutAfterBytes',
} as const

/** What faults look like: `latency=200,bandwidth=100000,stall=5000000,cut=10000000`. */
export const chaosPattern = /^(?:(?:latency|bandwidth|stall|cut)=[1-9]\d{0,11}(?:,(?!$)|$))+$/

/** For a gateway that puts in no faults by itself, but those that administrators set. */
export const chaosOn = 'on'

/** Reads faults that fit chaosPattern; a latency beyond its bound is the bound. */
export const parseChaos = (text: string): ChaosFaults => {
  const faults: { -readonly [K in keyof ChaosFaults]: number } = {}
  for (const part of text.split(',')) {
    const [name = '', value] = part.split('=')
    const known = Object.entries(fields).find(([key]) => key === name)
    if (known !== undefined) faults[known[1]] = Number(value)
  }
  const { latencyMs } = faults
  return latencyMs === undefined
    ? faults
    : { ...faults, latencyMs: Math.min(latencyMs, chaosLatencyMsMax) }
}

/** The same of any text; undefined where it is none of faults. */
export const readChaos = (text: string): ChaosFaults | undefined =>
  chaosPattern.test(text) ? parseChaos(text) : undefined
