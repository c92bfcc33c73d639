/**
 * What every HeartbeatLog must do, run against each adapter by heartbeat-log.test.ts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HeartbeatLog, HeartbeatSample } from '../../core/broker/ports.ts'

export type OpenedHeartbeatLog = {
  readonly log: HeartbeatLog
  readonly reopen?: () => Promise<HeartbeatLog>
  readonly dispose?: () => Promise<void>
}

/** The log must take its time from the function and keep samples for the retention time. */
export type OpenHeartbeatLog = (options: {
  readonly nowMs: () => number
  readonly retentionMs: number
}) => Promise<OpenedHeartbeatLog>

const hourMs = 3_600_000
const retentionMs = 5 * hourMs
const startMs = 1_700_000_000_000

/** A sample that is recognised by its host and time. */
export const sampleOf = (
  hostId: string,
  receivedAt: number,
  more: Partial<HeartbeatSample> = {},
): HeartbeatSample => ({
  hostId,
  receivedAt,
  activeSessions: 3,
  disconnectedSessions: 1,
  cpuLoad: 0.25,
  memoryUsedBytes: 2 ** 33,
  memoryTotalBytes: 2 ** 34,
  agentVersion: '1.2.3',
  healthChecks: [{ name: 'DomainJoined', result: 'failed', fatal: true, message: 'no domain' }],
  ...more,
})

/** Runs the suite. */
export const heartbeatLogContract = (name: string, open: OpenHeartbeatLog): void => {
  describe(`heartbeat log: ${name}`, () => {
    let now = startMs
    let opened: OpenedHeartbeatLog
    let log: HeartbeatLog
    beforeEach(async () => {
      now = startMs
      opened = await open({ nowMs: () => now, retentionMs })
      log = opened.log
    })
    afterEach(async () => {
      await log.stop()
      await opened.dispose?.()
    })
    const timesOf = (samples: readonly HeartbeatSample[]): number[] =>
      samples.map((sample) => sample.receivedAt - startMs)

    it('gives back a sample as it was recorded', async () => {
      const sample = sampleOf('h1', now, { activeSessions: 0, cpuLoad: 0, healthChecks: [] })
      const other = sampleOf('h2', now)
      log.record(sample)
      log.record(other)
      expect(await log.read('h1', 0, now + 1, 10)).toEqual([sample])
      expect(await log.read('h2', 0, now + 1, 10)).toEqual([other])
    })

    it('reads one host in a span of time, oldest first, up to a count', async () => {
      for (let minute = 0; minute < 200; minute += 20)
        for (const host of ['h1', 'h10', 'h'])
          log.record(sampleOf(host, startMs - 200 * 60_000 + minute * 60_000))
      const read = async (from: number, to: number, countMax: number): Promise<number[]> =>
        timesOf(await log.read('h1', startMs + from, startMs + to, countMax)).map(
          (ms) => ms / 60_000,
        )
      expect(await read(-200 * 60_000, 0, 99)).toEqual([
        -200, -180, -160, -140, -120, -100, -80, -60, -40, -20,
      ])
      expect(await read(-160 * 60_000, -100 * 60_000, 99)).toEqual([-160, -140, -120])
      expect(await read(-160 * 60_000 + 1, -100 * 60_000 + 1, 99)).toEqual([-140, -120, -100])
      expect(await read(-200 * 60_000, 0, 2)).toEqual([-200, -180])
      expect(await log.read('nobody', 0, startMs + 1, 9)).toEqual([])
    })

    it('keeps two samples of one host and millisecond', async () => {
      log.record(sampleOf('h1', now, { activeSessions: 1 }))
      log.record(sampleOf('h1', now, { activeSessions: 2 }))
      const found = await log.read('h1', now, now + 1, 9)
      expect(found.map((sample) => sample.activeSessions)).toEqual([1, 2])
    })

    it('tells the newest sample of every host', async () => {
      expect(await log.latest()).toEqual([])
      for (const at of [now - 5, now - 3, now]) {
        log.record(sampleOf('h1', at))
        log.record(sampleOf('h2', at - 100))
      }
      const found = await log.latest()
      found.sort((a, b) => a.hostId.localeCompare(b.hostId))
      expect(found).toEqual([sampleOf('h1', now), sampleOf('h2', now - 100)])
    })

    it('shows nothing older than the retention time', async () => {
      log.record(sampleOf('old', now))
      log.record(sampleOf('h1', now))
      now += retentionMs
      log.record(sampleOf('h1', now))
      expect(timesOf(await log.read('h1', 0, now + 1, 9))).toEqual([0, retentionMs])
      now += 1
      expect(timesOf(await log.read('h1', 0, now + 1, 9))).toEqual([retentionMs])
      expect((await log.latest()).map((sample) => sample.hostId)).toEqual(['h1'])
    })

    it('holds the samples after it was reopened', async () => {
      log.record(sampleOf('h1', now))
      if (opened.reopen !== undefined) log = await opened.reopen()
      expect(await log.latest()).toEqual([sampleOf('h1', now)])
      expect(await log.read('h1', 0, now + 1, 9)).toHaveLength(1)
    })

    it('never throws from record, and has dropped nothing', async () => {
      for (let index = 0; index < 1_000; index++) log.record(sampleOf(`h${index}`, now))
      expect(await log.latest()).toHaveLength(1_000)
      expect(log.droppedTotal()).toBe(0)
      await log.stop()
      expect(() => log.record(sampleOf('late', now))).not.toThrow()
      await log.stop()
    })
  })
}
