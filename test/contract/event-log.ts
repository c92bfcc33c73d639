/**
 * What every EventLog must do, run against each adapter by event-log.test.ts.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EventLog } from '../../core/broker/ports.ts'
import { appendEventCountMax, eventPayloadBytesMax } from '../../core/domain/limits.ts'
import { type CrashingLog, crashContract } from './event-log-crash.ts'
import { diskContract, type FailingDisk } from './event-log-disk.ts'
import { readContract } from './event-log-read.ts'
import { subscriptionContract } from './event-log-subscribe.ts'
import { collect, eventOf, eventsOf, fill, idsOf } from './events.ts'

/** An opened log of a test; the suite stops it. */
export type OpenedLog = {
  readonly log: EventLog
  /** Stops the log and opens it again with what it holds; absent where nothing outlives it. */
  readonly reopen?: () => Promise<EventLog>
  /** Called after the log was stopped. */
  readonly dispose?: () => Promise<void>
}

export type OpenLog = () => Promise<OpenedLog>

/** Ways to hurt a log; absent for one that cannot be hurt so. */
export type Harms = {
  readonly crash?: () => Promise<CrashingLog>
  readonly disk?: () => FailingDisk
}

/** Runs the suite. */
export const eventLogContract = (name: string, open: OpenLog, harms: Harms = {}): void => {
  describe(`event log: ${name}`, () => {
    let opened: OpenedLog
    let log: EventLog
    beforeEach(async () => {
      opened = await open()
      log = opened.log
    })
    afterEach(async () => {
      await log.stop()
      await opened.dispose?.()
    })
    const reopened = async (): Promise<EventLog> => {
      if (opened.reopen !== undefined) log = await opened.reopen()
      return log
    }

    describe('append', () => {
      it('numbers a new stream from 0 and answers the last revision', async () => {
        const result = await log.append('s', 'none', eventsOf('a', 3))
        expect(result).toMatchObject({ kind: 'appended', revision: 2 })
        expect((await collect(log.readStream('s'))).map((event) => event.revision)).toEqual([
          0, 1, 2,
        ])
      })

      it('gives back every field as it was written', async () => {
        const event = eventOf('whole', {
          schemaVersion: 7,
          recordedAt: 2 ** 52 + 1,
          actor: 'user:Zoë',
          connectionId: '',
          causationId: '',
          payload: new Uint8Array([0, 255, 10]),
        })
        await log.append('strömung', 'none', [event])
        const [found] = await collect(log.readStream('strömung'))
        expect(found).toMatchObject({ ...event, stream: 'strömung', revision: 0 })
        expect(found?.payload).toEqual(event.payload)
      })

      it('does not change with the array that was handed over', async () => {
        const payload = new Uint8Array([1, 2, 3])
        const appended = log.append('s', 'none', [eventOf('a', { payload })])
        payload.fill(9)
        await appended
        const [found] = await collect(log.readStream('s'))
        expect(found?.payload).toEqual(new Uint8Array([1, 2, 3]))
      })

      it('answers a conflict with the actual revision', async () => {
        await fill(log, 's', 3)
        for (const expected of [0, 1, 3, 4, 'none'] as const) {
          const result = await log.append('s', expected, [eventOf('late')])
          expect(result).toEqual({ kind: 'conflict', actual: 2 })
        }
        expect(await log.append('other', 0, [eventOf('late')])).toEqual({
          kind: 'conflict',
          actual: 'none',
        })
        expect(await log.size()).toBe(3)
      })

      it('writes all events of an append or none', async () => {
        await fill(log, 's', 1)
        await log.append('s', 'none', eventsOf('b', 5))
        expect(await log.size()).toBe(1)
        await log.append('s', 0, eventsOf('b', 5))
        expect(await log.size()).toBe(6)
      })

      it('lets exactly one of many writers win each revision', async () => {
        for (let revision = -1; revision < 4; revision++) {
          const expected = revision < 0 ? 'none' : revision
          const results = await Promise.all(
            eventsOf(`race-${revision}`, 8).map((event) => log.append('s', expected, [event])),
          )
          expect(results.filter((result) => result.kind === 'appended')).toHaveLength(1)
          const losers = results.filter((result) => result.kind === 'conflict')
          expect(losers.map((result) => result.actual)).toEqual(Array(7).fill(revision + 1))
        }
      })

      it('recognises a repeated append, also in one breath', async () => {
        const events = eventsOf('a', 3)
        const [first, second] = await Promise.all([
          log.append('s', 'none', events),
          log.append('s', 'none', events),
        ])
        expect(second).toEqual(first)
        expect(await log.append('s', 'none', events)).toEqual(first)
        expect(await log.size()).toBe(3)
      })

      it('recognises a repeated append after others and after a reopening', async () => {
        await fill(log, 's', 2)
        const events = eventsOf('again', 2)
        const first = await log.append('s', 1, events)
        await log.append('s', 3, eventsOf('later', 3))
        await fill(log, 'other', 5)
        expect(await log.append('s', 1, events)).toEqual(first)
        const again = await reopened()
        expect(await again.append('s', 1, events)).toEqual(first)
        expect(await again.size()).toBe(12)
      })

      it('does not take a repeated append for one that differs in any event', async () => {
        const events = eventsOf('a', 3)
        await log.append('s', 'none', events)
        const conflict = { kind: 'conflict', actual: 2 }
        expect(await log.append('s', 'none', [...events.slice(0, 2), eventOf('b')])).toEqual(
          conflict,
        )
        expect(await log.append('s', 'none', [...events, eventOf('b')])).toEqual(conflict)
        expect(await log.append('s', 0, events)).toEqual(conflict)
      })

      it('refuses what is beyond its bounds, naming it, and writes nothing', async () => {
        const large = eventOf('large', { payload: new Uint8Array(eventPayloadBytesMax + 1) })
        await expect(log.append('s', 'none', [eventOf('a'), large])).rejects.toMatchObject({
          code: 'REQUEST_TOO_LARGE',
          message: expect.stringContaining('payload'),
        })
        await expect(
          log.append('s', 'none', eventsOf('many', appendEventCountMax + 1)),
        ).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
        await expect(log.append('s', 'none', [])).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
        await expect(log.append('', 'none', [eventOf('a')])).rejects.toMatchObject({
          code: 'REQUEST_INVALID',
        })
        await expect(log.append('s', -2, [eventOf('a')])).rejects.toMatchObject({
          code: 'REQUEST_INVALID',
        })
        expect(await log.size()).toBe(0)
      })

      it('takes the largest append that is allowed', async () => {
        const payload = new Uint8Array(eventPayloadBytesMax).fill(7)
        const events = eventsOf('large', appendEventCountMax).map((event) => ({
          ...event,
          payload,
        }))
        await log.append('s', 'none', events)
        const found = await collect(log.readStream('s'))
        expect(idsOf(found)).toEqual(idsOf(events))
        expect(found.at(-1)?.payload).toEqual(payload)
      })
    })

    describe('positions and checkpoints', () => {
      it('parses its own positions and no others', async () => {
        await fill(log, 's', 1)
        const head = await log.head()
        expect(head === undefined ? '' : log.parsePosition(head)).toBe(head)
        for (const text of ['', '1', 'x:1', `${head}x`, `${head?.slice(0, 2)}0`, 'l:-1', 'm:1.5'])
          expect(log.parsePosition(text)).toBeUndefined()
      })

      it('keeps checkpoints by name', async () => {
        await fill(log, 's', 3)
        const [first] = await collect(log.readAll({ countMax: 1 }))
        const head = await log.head()
        if (first === undefined || head === undefined) throw new Error('the log is empty')
        expect(await log.loadCheckpoint('hosts')).toBeUndefined()
        await log.storeCheckpoint('hosts', first.position)
        await log.storeCheckpoint('pools', head)
        await log.storeCheckpoint('hosts', head)
        await log.storeCheckpoint('pools', first.position)
        const again = await reopened()
        expect(await again.loadCheckpoint('hosts')).toBe(head)
        expect(await again.loadCheckpoint('pools')).toBe(first.position)
      })
    })

    it('holds the same events after it was reopened, and goes on', async () => {
      await fill(log, 's', 5)
      const before = await collect(log.readAll())
      const again = await reopened()
      expect(await collect(again.readAll())).toEqual(before)
      expect(await again.append('s', 3, [eventOf('stale')])).toEqual({
        kind: 'conflict',
        actual: 4,
      })
      expect(await again.append('s', 4, [eventOf('next')])).toMatchObject({ revision: 5 })
    })

    it('takes no appends once it is stopping, after those that were under way', async () => {
      const under = log.append('s', 'none', eventsOf('a', 2))
      const stopping = log.stop()
      await expect(log.append('t', 'none', [eventOf('b')])).rejects.toMatchObject({
        code: 'LOG_UNAVAILABLE',
      })
      expect(await under).toMatchObject({ kind: 'appended', revision: 1 })
      await stopping
      await log.stop()
    })

    readContract(() => log, reopened)
    subscriptionContract(() => log, reopened)
    if (harms.crash !== undefined) crashContract(harms.crash)
    if (harms.disk !== undefined) diskContract(harms.disk)
  })
}
