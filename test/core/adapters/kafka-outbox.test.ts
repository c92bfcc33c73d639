import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createKafkaOutbox,
  type KafkaOutbox,
  type Waiting,
} from '../../../core/adapters/kafka-outbox.ts'

const all = Number.MAX_SAFE_INTEGER
const waiting = (id: number, valueBytes = 10, queuedAt = 0): Waiting => ({
  ...{ id: String(id), key: 'h', timestamp: id, queuedAt },
  value: new Uint8Array(valueBytes),
})
const idsOf = (list: readonly Waiting[]): number[] => list.map(({ id }) => Number(id))
const fill = (outbox: KafkaOutbox, from: number, to: number): void => {
  for (let id = from; id < to; id++) outbox.add(waiting(id))
}

describe('the outbox', () => {
  it('drops the oldest beyond its count and says how many', () => {
    const outbox = createKafkaOutbox({ countMax: 3 })
    fill(outbox, 0, 5)
    expect(idsOf(outbox.held())).toEqual([2, 3, 4])
    expect(outbox.dropped()).toBe(2)
  })

  it('drops the oldest beyond its bytes', () => {
    const outbox = createKafkaOutbox({ bytesMax: 3_000 })
    for (let id = 0; id < 5; id++) outbox.add(waiting(id, 900))
    expect(idsOf(outbox.held())).toEqual([2, 3, 4])
    outbox.add(waiting(5, 2_900))
    expect(idsOf(outbox.held())).toEqual([5])
    expect(outbox.dropped()).toBe(5)
  })

  it('gives batches within count and bytes, and one that is too large alone', () => {
    const outbox = createKafkaOutbox({ batchBytesMax: 2_000 })
    for (const [id, size] of [900, 900, 900, 5_000, 10].entries()) outbox.add(waiting(id, size))
    const batches: number[][] = []
    while (outbox.size() > 0) {
      batches.push(idsOf(outbox.take(0, all)))
      outbox.arrived()
    }
    expect(batches).toEqual([[0, 1], [2], [3], [4]])
    fill(outbox, 0, 3)
    expect(idsOf(outbox.take(0, 2))).toEqual([0, 1])
  })

  it('what failed comes back in its order, and the bounds hold again', () => {
    const outbox = createKafkaOutbox({ countMax: 4 })
    fill(outbox, 0, 3)
    outbox.take(0, 2)
    fill(outbox, 3, 5)
    expect(idsOf(outbox.held())).toEqual([0, 1, 2, 3, 4])
    expect(outbox.dropped()).toBe(0)
    outbox.returned()
    expect(idsOf(outbox.held())).toEqual([1, 2, 3, 4])
    expect(outbox.dropped()).toBe(1)
  })

  it('what waited too long is dropped when its turn comes', () => {
    const outbox = createKafkaOutbox({ lateMs: 100 })
    for (const at of [0, 50, 200]) outbox.add(waiting(at, 10, at))
    expect(idsOf(outbox.take(150, all))).toEqual([50, 200])
    outbox.returned()
    expect(idsOf(outbox.take(301, all))).toEqual([])
    expect(outbox.dropped()).toBe(3)
  })

  it('whatever happens, each one arrived, waits or was counted as dropped', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), size: fc.integer({ min: 0, max: 2_000 }) }),
      fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constantFrom('arrived', 'returned', 'discarded', 'clear' as const) }),
    )
    const run = fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const bounds = { countMax: 8, bytesMax: 6_000, batchBytesMax: 2_500, lateMs: 40 }
      const outbox = createKafkaOutbox(bounds)
      let [now, added, arrived, out] = [0, 0, 0, 0]
      for (const one of steps) {
        now += 1
        if (one.kind === 'add') outbox.add(waiting(added++, 'size' in one ? one.size : 0, now))
        else if (one.kind === 'take') {
          if (out === 0) out = outbox.take(now, 'count' in one ? one.count : 1).length
        } else {
          if (one.kind === 'arrived') arrived += out
          outbox[one.kind]()
          out = 0
        }
        expect(arrived + outbox.size() + outbox.dropped()).toBe(added)
        const ids = idsOf(outbox.held())
        expect(ids).toEqual([...ids].sort((a, b) => a - b))
        expect(ids.length - out).toBeLessThanOrEqual(bounds.countMax)
      }
    })
    fc.assert(run)
  })
})
