/** The part of the EventLog contract that concerns subscriptions. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventLog, RecordedEvent } from '../../core/broker/ports.ts'
import { readBatchCountMax } from '../../core/domain/limits.ts'
import { collect, eventOf, eventsOf, fill, idOf, idsOf, until } from './events.ts'

const writerCount = 8

/** Each writer appends to its own stream, in groups of the given sizes. */
const writeAll = (log: EventLog, round: string, sizes: readonly number[]): Promise<unknown> =>
  Promise.all(
    Array.from({ length: writerCount }, async (_, writer) => {
      let revision = -1
      for (const [index, size] of sizes.entries()) {
        const events = eventsOf(`${round}-${writer}-${index}`, size)
        await log.append(`${round}-${writer}`, revision < 0 ? 'none' : revision, events)
        revision += size
      }
    }),
  )

export const subscriptionContract = (
  current: () => EventLog,
  reopened: () => Promise<EventLog>,
): void => {
  describe('subscribe', () => {
    it('catches up and goes on live without gap or duplicate while eight write', async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 }),
          fc.boolean(),
          async (sizes, slow) => {
            const log = current()
            round += 1
            const before = await log.head()
            const seen: RecordedEvent[] = []
            const first = writeAll(log, `early${round}`, sizes)
            const subscription = log.subscribe({
              ...(before === undefined ? {} : { from: before }),
              onEvents: async (events) => {
                if (slow) await new Promise((resolve) => setTimeout(resolve, 1))
                seen.push(...events)
              },
            })
            await first
            await writeAll(log, `late${round}`, sizes)
            const total = 2 * writerCount * sizes.reduce((sum, size) => sum + size, 0)
            await until(() => seen.length >= total)
            await subscription.stop()
            const all = await collect(log.readAll(before === undefined ? {} : { from: before }))
            expect(idsOf(seen)).toEqual(idsOf(all))
            expect(new Set(idsOf(seen)).size).toBe(total)
          },
        ),
        { numRuns: 12 },
      )
    })

    it('hands over one batch at a time, in order, to a slow subscriber', async () => {
      const log = current()
      let running = 0
      let most = 0
      const seen: string[] = []
      const subscription = log.subscribe({
        onEvents: async (events) => {
          running += 1
          most = Math.max(most, running)
          expect(events.length).toBeLessThanOrEqual(readBatchCountMax)
          await new Promise((resolve) => setTimeout(resolve, 3))
          seen.push(...idsOf(events))
          running -= 1
        },
      })
      await writeAll(log, 'w', [1, 5, 20, 3])
      await until(() => seen.length === writerCount * 29)
      await subscription.stop()
      expect(most).toBe(1)
      expect(seen).toEqual(idsOf(await collect(log.readAll())))
    })

    it('starts with the first event, or after a position', async () => {
      const log = current()
      await fill(log, 's', 5)
      const all = await collect(log.readAll())
      const second = all[1]
      if (second === undefined) throw new Error('the log is empty')
      const seen: string[][] = [[], []]
      const subscriptions = [{}, { from: second.position }].map((from, index) =>
        log.subscribe({ ...from, onEvents: (events) => void seen[index]?.push(...idsOf(events)) }),
      )
      await until(() => seen[0]?.length === 5 && seen[1]?.length === 3)
      expect(seen[1]).toEqual(idsOf(all.slice(2)))
      await Promise.all(subscriptions.map((subscription) => subscription.stop()))
    })

    it('says each time that it has caught up, also on an empty log', async () => {
      const log = current()
      let caughtUp = 0
      let seen = 0
      const subscription = log.subscribe({
        onEvents: (events) => {
          seen += events.length
        },
        onCaughtUp: () => {
          caughtUp += 1
        },
      })
      await until(() => caughtUp === 1)
      expect(seen).toBe(0)
      await log.append('s', 'none', [eventOf('a')])
      await until(() => caughtUp === 2)
      expect(seen).toBe(1)
      await subscription.stop()
    })

    it('hands over nothing after stop, and stops twice', async () => {
      const log = current()
      let seen = 0
      const subscription = log.subscribe({
        onEvents: (events) => {
          seen += events.length
        },
      })
      await fill(log, 's', 3)
      await until(() => seen === 3)
      await subscription.stop()
      await fill(log, 't', 3)
      const other = log.subscribe({ onEvents: () => {} })
      await subscription.stop()
      await other.stop()
      expect(seen).toBe(3)
    })

    it('waits at stop for the batch under way', async () => {
      const log = current()
      let finish = (): void => {}
      let finished = false
      let started = false
      const subscription = log.subscribe({
        onEvents: async () => {
          started = true
          await new Promise<void>((resolve) => {
            finish = resolve
          })
          finished = true
        },
      })
      await fill(log, 's', 1)
      await until(() => started)
      const stopping = subscription.stop()
      finish()
      await stopping
      expect(finished).toBe(true)
    })

    it('ends with a subscriber that fails, tells it why, and leaves the others', async () => {
      const log = current()
      const faults: unknown[] = []
      let other = 0
      const failing = log.subscribe({
        onEvents: () => Promise.reject(new Error('the view is broken')),
        onFault: (fault) => faults.push(fault),
      })
      const going = log.subscribe({
        onEvents: (events) => {
          other += events.length
        },
      })
      await fill(log, 's', 4)
      await until(() => other === 4 && faults.length > 0)
      expect(faults).toEqual([new Error('the view is broken')])
      await failing.stop()
      await going.stop()
    })

    it('goes on from where it was after the log was reopened', async () => {
      const log = current()
      await fill(log, 's', 4)
      const head = await log.head()
      await fill(log, 't', 2)
      const again = await reopened()
      const seen: string[] = []
      const subscription = again.subscribe({
        ...(head === undefined ? {} : { from: head }),
        onEvents: (events) => void seen.push(...idsOf(events)),
      })
      await again.append('t', 1, [eventOf('live')])
      await until(() => seen.length === 3)
      await subscription.stop()
      expect(seen).toEqual(['t-0', 't-1', 'live'].map(idOf))
    })

    it('is ended by the end of the log', async () => {
      const log = current()
      let seen = 0
      log.subscribe({
        onEvents: (events) => {
          seen += events.length
        },
      })
      await fill(log, 's', 2)
      await until(() => seen === 2)
      await log.stop()
      expect(seen).toBe(2)
    })
  })
}
