/** The part of the EventLog contract that concerns reading. */
import { describe, expect, it } from 'vitest'
import type { EventLog, FoldableEvent } from '../../core/broker/ports.ts'
import { foldable, scanLog } from '../../core/broker/scan-log.ts'
import { readBatchCountMax } from '../../core/domain/limits.ts'
import { collect, eventsOf, fill, idOf, idsOf } from './events.ts'

export const readContract = (current: () => EventLog, reopened: () => Promise<EventLog>): void => {
  describe('read', () => {
    it('hands over a stream forward and backward, from anywhere, up to a count', async () => {
      const last = await fill(current(), 's', 10)
      await fill(current(), 't', 3)
      const revisions = async (options: Parameters<EventLog['readStream']>[1]) =>
        (await collect(current().readStream('s', options))).map((event) => event.revision)
      expect(await revisions({ from: 7 })).toEqual([7, 8, 9])
      expect(await revisions({ from: 2, countMax: 3 })).toEqual([2, 3, 4])
      expect(await revisions({ from: last + 1 })).toEqual([])
      expect(await revisions({ countMax: 0 })).toEqual([])
      expect(await revisions({ direction: 'backward', countMax: 2 })).toEqual([9, 8])
      expect(await revisions({ direction: 'backward', from: 1 })).toEqual([1, 0])
      expect(await revisions({ direction: 'backward', from: 99, countMax: 1 })).toEqual([9])
      expect(await revisions({ direction: 'backward', countMax: 0 })).toEqual([])
    })

    it('hands over nothing for a stream that does not exist', async () => {
      await fill(current(), 'stream', 2)
      for (const name of ['strea', 'streams', 'stream-0', 'a'])
        for (const direction of ['forward', 'backward'] as const)
          expect(await collect(current().readStream(name, { direction }))).toEqual([])
    })

    it('hands over everything in the order of appending, both ways', async () => {
      for (let index = 0; index < 12; index++) await fill(current(), `s${index}`, (index % 3) + 1)
      const forward = await collect(current().readAll())
      expect(forward).toHaveLength(24)
      const backward = await collect(current().readAll({ direction: 'backward' }))
      expect(backward).toEqual([...forward].reverse())
      for (const [index, event] of forward.entries()) {
        const next = forward[index + 1]
        if (next !== undefined)
          expect(current().comparePositions(event.position, next.position)).toBeLessThan(0)
      }
    })

    it('continues strictly after or before a position', async () => {
      await fill(current(), 's', 10)
      const all = await collect(current().readAll())
      for (const [index, { position }] of all.entries()) {
        const after = await collect(current().readAll({ from: position, countMax: 4 }))
        expect(idsOf(after)).toEqual(idsOf(all.slice(index + 1, index + 5)))
        const before = await collect(current().readAll({ from: position, direction: 'backward' }))
        expect(idsOf(before)).toEqual(idsOf(all.slice(0, index).reverse()))
      }
    })

    it('hands over for a fold what a read of everything does, after any position', async () => {
      await fill(current(), 's', 5)
      await fill(current(), 't', readBatchCountMax + 3)
      const all = await collect(current().readAll())
      for (const from of [undefined, all[3]?.position, all.at(-1)?.position]) {
        const scanned: FoldableEvent[] = []
        let last = from
        for await (const { events, position } of scanLog(current(), from)) {
          expect(events.length).toBeLessThanOrEqual(readBatchCountMax)
          scanned.push(...events)
          last = position
        }
        const skipped = from === undefined ? 0 : all.findIndex((e) => e.position === from) + 1
        // Who caused it is read where it costs no more.
        const plain = ({ actor: _actor, ...event }: FoldableEvent) => ({
          ...event,
          ...{ bytes: [...event.bytes.subarray(event.payloadStart, event.payloadEnd)] },
          ...{ payloadStart: 0, payloadEnd: 0 },
        })
        expect(scanned.map(plain)).toEqual(all.slice(skipped).map(foldable).map(plain))
        expect(last).toBe(all.at(-1)?.position)
      }
    })

    it('splits long reads into batches within the bound', async () => {
      const count = readBatchCountMax * 2 + 10
      const appends: Promise<unknown>[] = []
      for (let index = 0; index * 50 < count; index++)
        appends.push(
          current().append('s', index === 0 ? 'none' : index * 50 - 1, eventsOf(`e${index}`, 50)),
        )
      await Promise.all(appends)
      const total = appends.length * 50
      for (const batches of [
        current().readAll(),
        current().readAll({ direction: 'backward' }),
        current().readStream('s'),
        current().readStream('s', { direction: 'backward' }),
      ]) {
        let seen = 0
        for await (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(readBatchCountMax)
          seen += batch.length
        }
        expect(seen).toBe(total)
      }
    })

    it('tells head and size', async () => {
      expect(await current().head()).toBeUndefined()
      expect(await current().size()).toBe(0)
      expect(await collect(current().readAll())).toEqual([])
      const result = await current().append('s', 'none', eventsOf('a', 4))
      expect(result.kind === 'appended' && result.position).toBe(await current().head())
      expect(await current().size()).toBe(4)
    })

    it('keeps many streams apart', async () => {
      const names = Array.from({ length: 300 }, (_, index) => `connection-${index}`)
      await Promise.all(names.map((name) => fill(current(), name, 2)))
      const again = await reopened()
      for (const name of names) {
        const found = await collect(again.readStream(name))
        expect(idsOf(found)).toEqual([idOf(`${name}-0`), idOf(`${name}-1`)])
      }
    })
  })
}
