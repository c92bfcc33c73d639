import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconnectDelayMs, redialDelayMs, shuffled } from '../../../relay/agent/reconnect.ts'

const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const limits = { delayMinMs: 250, delayMaxMs: 30_000 }

describe('delays', () => {
  it('grow by doubling, up to the largest', () => {
    const delays = [1, 2, 3, 7, 8, 100, 1_000_000].map((failures) =>
      reconnectDelayMs(failures, 0.999_999, limits),
    )
    expect(delays.map((delay) => Math.round(delay))).toEqual([
      250, 500, 1_000, 16_000, 30_000, 30_000, 30_000,
    ])
  })

  it('are drawn from the upper half of their bound', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (n, d) => {
          const delay = reconnectDelayMs(n, d, limits)
          const bound = reconnectDelayMs(n, 1, limits)
          expect(delay).toBeGreaterThanOrEqual(bound / 2)
          expect(delay).toBeLessThanOrEqual(bound)
          expect(bound).toBeLessThanOrEqual(limits.delayMaxMs)
        },
      ),
    )
  })
})

describe('redialling', () => {
  const halves = [0.5, 0.5] as const
  it('goes to the next address of the list soon, however long it was tried', () => {
    const redial = { failedRounds: 40, addressesLeft: 1, spreadMs: 0 }
    expect(redialDelayMs(redial, halves, limits)).toBe(375)
  })
  it('waits longer after each round of all addresses', () => {
    const waitOf = (failedRounds: number) =>
      redialDelayMs({ failedRounds, addressesLeft: 0, spreadMs: 0 }, halves, limits)
    expect([waitOf(1), waitOf(3), waitOf(50)]).toEqual([187.5, 750, 22_500])
  })
  it('draws over the spread that the lost broker asked for', () => {
    const redial = { failedRounds: 1, addressesLeft: 0, spreadMs: 10_000 }
    expect(redialDelayMs(redial, [0, 0.25], limits)).toBe(125 + 2_500)
  })
})

describe('order of brokers', () => {
  it('holds the same entries, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), fc.infiniteStream(draws), (list, s) => {
        const draw = (): number => s.next().value ?? 0
        expect([...shuffled(list, draw)].sort()).toEqual([...list].sort())
      }),
    )
  })

  it('each order comes from equally many draws', () => {
    const orders = new Set<string>()
    for (const second of [0.25, 0.75]) {
      for (const third of [0.1, 0.5, 0.9]) {
        const draws = [0, second, third]
        orders.add(shuffled(['a', 'b', 'c'], () => draws.shift() ?? 0).join(''))
      }
    }
    expect([...orders].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
  })
})
