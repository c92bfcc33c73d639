/**
 * What a run counts, second by second, in a form in which several runs add up: sums, and
 * histograms in place of percentiles.
 */
import { z } from 'zod'

/** Steps of a histogram between one power of two and the next: 9 % each. */
const stepsPerDoubling = 8

/** Counts by step of milliseconds; a step without a count is absent. */
const histogramSchema = z.record(z.string().regex(/^-?[0-9]{1,4}$/), z.number().int().min(1))

export type Histogram = z.output<typeof histogramSchema>

/** Counts one value in place. */
export const countValue = (histogram: Histogram, ms: number): void => {
  const step = String(Math.floor(Math.log2(Math.max(ms, 0.001)) * stepsPerDoubling))
  histogram[step] = (histogram[step] ?? 0) + 1
}

/** Adds the second to the first, in place. */
export const addHistogram = (into: Histogram, from: Histogram): void => {
  for (const [step, count] of Object.entries(from)) into[step] = (into[step] ?? 0) + count
}

/**
 * Milliseconds below which a share of the values lies, to within 5 %: the middle of its step.
 * Undefined without values.
 */
export const percentileOf = (histogram: Histogram, share: number): number | undefined => {
  const steps = Object.entries(histogram)
    .map(([step, count]) => [Number(step), count] as const)
    .sort(([a], [b]) => a - b)
  const total = steps.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [step, count] of steps) {
    seen += count
    if (seen >= total * share) return 2 ** ((step + 0.5) / stepsPerDoubling)
  }
  return undefined
}

const whole = z.number().int().min(0)

export const secondSchema = z.strictObject({
  /** Seconds since 1970. */
  at: whole,
  /** At the end of the second. */
  hostsUp: whole,
  relays: whole,
  /** Within it. */
  beats: whole,
  /** Channels of hosts that ended, whoever ended them. */
  hostsLost: whole,
  /** Connections asked for, and of them relayed to the first byte back. */
  asked: whole,
  started: whole,
  refused: whole,
  /** Relays that ended before their user left. */
  broken: whole,
  /** Orders that the end of the run cut off. */
  unfinished: whole,
  /** Bytes that came back to users. */
  echoedBytes: whole,
  connectMs: histogramSchema,
  roundTripMs: histogramSchema,
})

export type Second = z.output<typeof secondSchema>

/** A second in which nothing happened. */
export const emptySecond = (at: number): Second => ({
  at,
  hostsUp: 0,
  relays: 0,
  beats: 0,
  hostsLost: 0,
  asked: 0,
  started: 0,
  refused: 0,
  broken: 0,
  unfinished: 0,
  echoedBytes: 0,
  connectMs: {},
  roundTripMs: {},
})

export type Tally = {
  /** The second of now, to be counted in. */
  now(): Second
  /** A failure by its code. */
  fail(code: string): void
  /** Gauges of now; a second that passed without a call holds those of the one before. */
  gauge(hostsUp: number, relays: number): void
  readonly seconds: readonly Second[]
  readonly failures: Readonly<Record<string, number>>
}

/** Starts counting. */
export const createTally = (system: { nowMs(): number }): Tally => {
  const seconds: Second[] = []
  const failures: Record<string, number> = {}
  const now = (): Second => {
    const at = Math.floor(system.nowMs() / 1_000)
    let last = seconds.at(-1)
    while (last === undefined || last.at < at) {
      const next = emptySecond(last === undefined ? at : last.at + 1)
      next.hostsUp = last?.hostsUp ?? 0
      next.relays = last?.relays ?? 0
      seconds.push(next)
      last = next
    }
    return last
  }
  return {
    now,
    fail: (code) => {
      failures[code] = (failures[code] ?? 0) + 1
    },
    gauge: (hostsUp, relays) => {
      Object.assign(now(), { hostsUp, relays })
    },
    seconds,
    failures,
  }
}
