import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHostOrder } from '../../../core/broker/host-order.ts'
import { hostOrderChunkCountMax } from '../../../core/domain/limits.ts'
import { compareLoads, type HostLoad } from '../../../core/domain/placement.ts'

const load = (id: number, sessionCount: number): HostLoad => ({ hostId: `h${id}`, sessionCount })

describe('the order of hosts', () => {
  it('is that of a sorted list, after any additions and removals', () => {
    const change = fc.record({ id: fc.nat(30), sessionCount: fc.nat(6) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const order = createHostOrder()
        const model = new Map<string, HostLoad>()
        for (const { id, sessionCount } of changes) {
          const next = load(id, sessionCount)
          const known = model.get(next.hostId)
          if (known) expect(order.remove(known)).toBe(true)
          expect(order.remove(next)).toBe(false)
          if (known?.sessionCount === sessionCount) model.delete(next.hostId)
          else {
            model.set(next.hostId, next)
            order.add(next)
          }
        }
        const sorted = [...model.values()].sort(compareLoads)
        expect(order.size()).toBe(sorted.length)
        expect(sorted.map((_, index) => order.at(index))).toEqual(sorted)
        expect(sorted.map(order.rankOf)).toEqual(sorted.map((_, index) => index))
        expect(order.at(sorted.length)).toBeUndefined()
      }),
    )
  })
  it('stays in order over many chunks', () => {
    const order = createHostOrder()
    const count = 5 * hostOrderChunkCountMax
    // 7,919 is a prime: every number below the count comes once, in no order.
    for (let n = 0; n < count; n++) order.add(load((n * 7_919) % count, n % 3))
    expect(order.size()).toBe(count)
    for (let n = 1; n < count; n++) {
      const [before, at] = [order.at(n - 1), order.at(n)]
      expect(before && at && compareLoads(before, at)).toBeLessThan(0)
    }
    const least = Math.ceil(count / 3)
    expect([0, 1, 3].map(order.countBelow)).toEqual([0, least, count])
    for (let n = 0; n < count; n++) order.remove(load((n * 7_919) % count, n % 3))
    expect([order.size(), order.at(0)]).toEqual([0, undefined])
  })
})
