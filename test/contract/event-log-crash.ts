/** What survives `kill -9`: everything that was acknowledged, each append whole. */
import { describe, expect, it } from 'vitest'
import type { EventLog } from '../../core/broker/ports.ts'
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

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 8)

const expectWholeAppends = (causes: readonly string[]): void => {
  const counts = new Map<string, number>()
  for (const cause of causes) {
    if (cause.includes('/')) counts.set(cause, (counts.get(cause) ?? 0) + 1)
  }
  for (const [cause, count] of counts) expect(cause.split('/')[1]).toBe(String(count))
}

/** Nothing acknowledged is missing, nothing comes twice, no stream and no append is torn. */
const expectWhole = async (log: EventLog, acknowledged: ReadonlySet<string>): Promise<void> => {
  const all = await collect(log.readAll())
  const stored = new Set(all.map((event) => `${event.stream} ${event.revision} ${event.eventId}`))
  expect(new Set(all.map((event) => event.eventId)).size).toBe(all.length)
  expect([...acknowledged].filter((line) => !stored.has(line))).toEqual([])
  expectWholeAppends(all.map(({ causationId }) => causationId))
  const lengths = new Map<string, number>()
  for (const { stream, revision } of all) {
    expect(revision).toBe(lengths.get(stream) ?? 0)
    lengths.set(stream, revision + 1)
  }
  for (const [stream, length] of lengths) {
    expect(await collect(log.readStream(stream))).toHaveLength(length)
  }
}

/** Runs this part of the suite. */
export const crashContract = (start: () => Promise<CrashingLog>): void => {
  describe('killed while it is written', () => {
    const timeout = 20_000 + rounds * 10_000
    it('loses nothing that it acknowledged, and tears no append', { timeout }, async () => {
      const crashing = await start()
      const acknowledged = new Set<string>()
      for (let round = 0; round < rounds; round++) {
        for (const line of await crashing.killedWriters(round)) acknowledged.add(line)
        const log = await crashing.open()
        await expectWhole(log, acknowledged)
        const next = await log.append(`after-${round}`, 'none', [eventOf(`after-${round}`)])
        expect(next.kind).toBe('appended')
        await log.stop()
      }
      await crashing.dispose()
      // The rounds were not all killed before they began.
      expect(acknowledged.size).toBeGreaterThan(rounds)
    })
  })
}
