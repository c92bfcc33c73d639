/** What survives `kill -9`: everything that was acknowledged, each append whole. */
import { describe, expect, it } from 'vitest'
import type { EventLog } from '../../core/broker/ports.ts'
import { crashRounds } from '../support/crash/crash-rounds.ts'
import { findLosses, findTornAppends } from '../support/crash/recovered-log.ts'
import { collect, eventOf } from './events.ts'

/** A log whose writers, or whose store, can be killed while they write. */
export type CrashingLog = {
  /**
   * Lets several writers append until something is killed at a random moment with SIGKILL. Their
   * acknowledged events as `<stream> <revision> <event id>`; the cause of each append ends in
   * `/<count of its events>`.
   */
  killedWriters(round: number): Promise<readonly string[]>
  /** Opens what is left; the suite stops it. */
  open(): Promise<EventLog>
  dispose(): Promise<void>
}

const rounds = crashRounds()
/** Rounds on one log; a line of the test's report for each so many. */
const batchRounds = 10

/** Nothing acknowledged is missing, nothing comes twice, no stream and no append is torn. */
const expectWhole = async (log: EventLog, acknowledged: ReadonlySet<string>): Promise<void> => {
  const all = await collect(log.readAll())
  expect(findLosses(all, acknowledged)).toEqual([])
  expect(findTornAppends(all)).toEqual([])
  const lengths = new Map<string, number>()
  for (const { stream } of all) lengths.set(stream, (lengths.get(stream) ?? 0) + 1)
  const short: string[] = []
  for (const [stream, length] of lengths) {
    const { length: read } = await collect(log.readStream(stream))
    if (read !== length) short.push(`${stream} has ${length} events and reads as ${read}`)
  }
  expect(short).toEqual([])
}

const runRounds = async (crashing: CrashingLog, first: number, count: number): Promise<void> => {
  const acknowledged = new Set<string>()
  for (let round = first; round < first + count; round++) {
    for (const line of await crashing.killedWriters(round)) acknowledged.add(line)
    const log = await crashing.open()
    await expectWhole(log, acknowledged)
    const next = await log.append(`after-${round}`, 'none', [eventOf(`after-${round}`)])
    expect(next.kind).toBe('appended')
    await log.stop()
  }
  // The rounds were not all killed before they began.
  expect(acknowledged.size).toBeGreaterThan(count)
}

/** Runs this part of the suite. */
export const crashContract = (start: () => Promise<CrashingLog>): void => {
  describe('killed while it is written', () => {
    for (let first = 0; first < rounds; first += batchRounds) {
      const count = Math.min(batchRounds, rounds - first)
      const timeout = 20_000 + count * 10_000
      const name = `loses nothing that it acknowledged, and tears no append, in ${count} rounds`
      it(`${name} from the ${first + 1}th`, { timeout }, async () => {
        const crashing = await start()
        await runRounds(crashing, first, count)
        await crashing.dispose()
      })
    }
  })
}
