import { describe, expect, test } from 'vitest'
import { createArrivals } from '../../relay/arrivals.ts'

const create = (limits: { perSecond?: number; burst?: number } = {}) => {
  const clock = { nowMs: 0 }
  const arrivals = createArrivals(() => clock.nowMs, {
    unheardPerAddressMax: 100,
    unheardCountMax: 100,
    unheardMs: 1_000,
    newConnectionsPerSecondMax: limits.perSecond ?? 100,
    newConnectionBurstMax: limits.burst ?? 100,
  })
  return { clock, arrivals }
}

describe('fresh connections', () => {
  test('come in a burst, then at a rate, from whatever addresses', () => {
    const { clock, arrivals } = create({ perSecond: 10, burst: 3 })
    const enter = (): boolean[] => ['a', 'b', 'c', 'd'].map((address) => arrivals.enter(address))
    expect(enter()).toEqual([true, true, true, false])
    clock.nowMs = 200
    expect(enter()).toEqual([true, true, false, false])
    expect(arrivals.openedTotal()).toBe(5)
  })

  test('that find no place take nothing from the rate', () => {
    const { arrivals } = create({ perSecond: 1, burst: 101 })
    for (let count = 0; count < 150; count++) arrivals.enter('a')
    expect(arrivals.openedTotal()).toBe(100)
    arrivals.heard('a')
    expect([arrivals.enter('a'), arrivals.enter('b')]).toEqual([true, false])
  })

  test('are told apart by whether they sent a request before they closed', () => {
    const { arrivals } = create({ burst: 4 })
    for (const address of ['refused', 'leg', 'silent', 'held', 'none']) arrivals.enter(address)
    arrivals.heard('refused')
    arrivals.heard('leg')
    arrivals.heard('held')
    arrivals.upgraded()
    expect(arrivals.unheardTotal(1)).toBe(0)
    // The one that found no place, the one that was answered, and the silent one.
    for (let count = 0; count < 3; count++) arrivals.closed()
    expect(arrivals.unheardTotal(1)).toBe(1)
    // The held one is answered, and closes a little later.
    expect(arrivals.unheardTotal(0)).toBe(1)
    arrivals.closed()
    expect(arrivals.unheardTotal(0)).toBe(1)
  })
})
