/** What a swarm leaves behind: one JSON form, which a program reads and which adds up. */
import { z } from 'zod'
import {
  addHistogram,
  emptySecond,
  type Histogram,
  percentileOf,
  type Second,
  secondSchema,
} from './tally.ts'

const percentiles = z.strictObject({
  p50: z.number().optional(),
  p90: z.number().optional(),
  p99: z.number().optional(),
})

const resultSchema = z.strictObject({
  format: z.literal('causeway-swarm-1'),
  title: z.string(),
  hosts: z.number(),
  users: z.number(),
  /** Swarm processes that are in it. */
  processes: z.number(),
  /** Told to stop before the profile was over. */
  interrupted: z.boolean(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  endedAt: z.number(),
  totals: z.strictObject({
    hostsUpMax: z.number(),
    relaysMax: z.number(),
    beats: z.number(),
    hostsLost: z.number(),
    asked: z.number(),
    started: z.number(),
    refused: z.number(),
    broken: z.number(),
    unfinished: z.number(),
    echoedBytes: z.number(),
  }),
  /** From the request to the first byte back from the host. */
  connectMs: percentiles,
  /** From a user through both legs to the host and back. */
  roundTripMs: percentiles,
  /** Failures by their code, of hosts and users. */
  failures: z.record(z.string(), z.number()),
  seconds: z.array(secondSchema),
})

export type SwarmResult = z.output<typeof resultSchema>

/** What is counted; the rest follows from it. */
export type SwarmCounts = Pick<
  SwarmResult,
  'title' | 'hosts' | 'users' | 'processes' | 'interrupted' | 'startedAt' | 'endedAt' | 'failures'
> & { readonly seconds: readonly Second[] }

const percentilesOf = (histograms: readonly Histogram[]): z.output<typeof percentiles> => {
  const all: Histogram = {}
  for (const histogram of histograms) addHistogram(all, histogram)
  const rounded = (share: number): number | undefined => {
    const ms = percentileOf(all, share)
    return ms === undefined ? undefined : Number(ms.toPrecision(3))
  }
  const [p50, p90, p99] = [rounded(0.5), rounded(0.9), rounded(0.99)]
  return { p50, p90, p99 }
}

/** Adds totals and percentiles to what was counted. */
export const swarmResultOf = (counts: SwarmCounts): SwarmResult => {
  const seconds = [...counts.seconds]
  const sum = (pick: (second: Second) => number): number =>
    seconds.reduce((total, second) => total + pick(second), 0)
  const most = (pick: (second: Second) => number): number =>
    seconds.reduce((max, second) => Math.max(max, pick(second)), 0)
  return {
    format: 'causeway-swarm-1',
    ...counts,
    totals: {
      hostsUpMax: most((second) => second.hostsUp),
      relaysMax: most((second) => second.relays),
      beats: sum((second) => second.beats),
      hostsLost: sum((second) => second.hostsLost),
      asked: sum((second) => second.asked),
      started: sum((second) => second.started),
      refused: sum((second) => second.refused),
      broken: sum((second) => second.broken),
      unfinished: sum((second) => second.unfinished),
      echoedBytes: sum((second) => second.echoedBytes),
    },
    connectMs: percentilesOf(seconds.map((second) => second.connectMs)),
    roundTripMs: percentilesOf(seconds.map((second) => second.roundTripMs)),
    seconds,
  }
}

/** Reads a result that was written before; undefined for anything else. */
export const readSwarmResult = (text: string): SwarmResult | undefined => {
  try {
    return resultSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const addSecond = (into: Second, from: Second): void => {
  into.hostsUp += from.hostsUp
  into.relays += from.relays
  into.beats += from.beats
  into.hostsLost += from.hostsLost
  into.asked += from.asked
  into.started += from.started
  into.refused += from.refused
  into.broken += from.broken
  into.unfinished += from.unfinished
  into.echoedBytes += from.echoedBytes
  addHistogram(into.connectMs, from.connectMs)
  addHistogram(into.roundTripMs, from.roundTripMs)
}

/** One result of several that ran side by side; at least one. Seconds of the clock add up. */
export const addSwarmResults = (results: readonly SwarmResult[]): SwarmResult => {
  const seconds = new Map<number, Second>()
  const failures: Record<string, number> = {}
  for (const result of results) {
    for (const second of result.seconds) {
      const into = seconds.get(second.at) ?? emptySecond(second.at)
      addSecond(into, second)
      seconds.set(second.at, into)
    }
    for (const [code, count] of Object.entries(result.failures)) {
      failures[code] = (failures[code] ?? 0) + count
    }
  }
  const total = (pick: (result: SwarmResult) => number): number =>
    results.reduce((sum, result) => sum + pick(result), 0)
  return swarmResultOf({
    title: [...new Set(results.map(({ title }) => title))].join(', '),
    hosts: total(({ hosts }) => hosts),
    users: total(({ users }) => users),
    processes: total(({ processes }) => processes),
    interrupted: results.some(({ interrupted }) => interrupted),
    startedAt: Math.min(...results.map(({ startedAt }) => startedAt)),
    endedAt: Math.max(...results.map(({ endedAt }) => endedAt)),
    failures,
    seconds: [...seconds.values()].sort((a, b) => a.at - b.at),
  })
}
