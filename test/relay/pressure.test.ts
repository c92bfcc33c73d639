import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLeg, type Leg } from '../../relay/leg.ts'
import {
  adaptWindow,
  creditToGrant,
  floorBytes,
  refillMarkBytes,
  sweepLeg,
  type WindowLimits,
  windowBytes,
} from '../../relay/pressure.ts'
import { createFakeSocket } from '../support/relay/fake-socket.ts'

const limits: WindowLimits = {
  creditWindowBytes: 4_000_000,
  creditWindowFloorBytes: 500_000,
  creditWindowBytesMin: 50_000,
  workerWindowBytesMax: 100_000_000,
  workerTurnBytesMax: 1_000_000,
}
const adapt = (window: number, bytes: number, busyCount = 0): number =>
  adaptWindow(limits, window, { bytes, floorBytes: floorBytes(limits, busyCount) })

describe('a window that follows the path', () => {
  test('a sender that its window holds back has twice as much each round trip', () => {
    let window = limits.creditWindowFloorBytes
    const windows = [1, 2, 3, 4].map(() => {
      // Held back, it sends exactly its window in each round trip.
      window = adapt(window, window)
      return window
    })
    expect(windows).toEqual([1_000_000, 2_000_000, 4_000_000, 4_000_000])
  })

  test('a receiver that is slow keeps it small', () => {
    expect(adapt(500_000, 10_000)).toBe(500_000)
    expect(adapt(500_000, 300_000)).toBe(600_000)
  })

  test('it shrinks step by step, never below the floor, and stays between its bounds', () => {
    expect(adapt(4_000_000, 0)).toBe(3_500_000)
    expect(adapt(510_000, 0)).toBe(500_000)
    fc.assert(
      fc.property(
        fc.integer({ min: 500_000, max: 4_000_000 }),
        fc.nat(9_000_000),
        (window, trip) => {
          const next = adapt(window, trip)
          expect(next).toBeGreaterThanOrEqual(500_000)
          expect(next).toBeLessThanOrEqual(4_000_000)
          expect(next).toBeGreaterThanOrEqual(window - window / 8 - 1)
        },
      ),
    )
  })
})

describe('busy relays on short paths', () => {
  test('share what one turn may move; each has the least window at least', () => {
    const floors = [0, 1, 2, 4, 20, 1_000].map((busyCount) => floorBytes(limits, busyCount))
    expect(floors).toEqual([500_000, 500_000, 500_000, 250_000, 50_000, 50_000])
  })

  test('have smaller windows soon, and on a long path what it holds', () => {
    let window = 500_000
    for (let look = 0; look < 8; look++) window = adapt(window, 10_000, 4)
    expect(window).toBe(250_000)
    expect(adapt(500_000, 1_000_000, 1_000)).toBe(2_000_000)
  })
})

describe('credit', () => {
  test('few relays have the full window each, many share the budget', () => {
    expect(windowBytes(limits, 0)).toBe(4_000_000)
    expect(windowBytes(limits, 25)).toBe(4_000_000)
    expect(windowBytes(limits, 100)).toBe(1_000_000)
    expect(windowBytes(limits, 1_000_000)).toBe(50_000)
  })

  test('windows stay within the budget until each relay has only the least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), (relays) => {
        expect(windowBytes(limits, relays) * relays).toBeLessThanOrEqual(100_000_000)
      }),
    )
  })

  test('what may be sent and what waits never exceed the window together', () => {
    const bytes = fc.nat(5_000_000)
    fc.assert(
      fc.property(bytes, bytes, (allowance, waiting) => {
        const grant = creditToGrant(4_000_000, allowance, waiting)
        expect(grant).toBeGreaterThanOrEqual(0)
        if (grant > 0) expect(allowance + waiting + grant).toBeLessThanOrEqual(4_000_000)
      }),
    )
  })

  test('a sender below the refill mark with an idle receiver always gets credit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5_000_000 }), fc.nat(), (window, below) => {
        const allowance = refillMarkBytes(window) - 1 - (below % refillMarkBytes(window))
        expect(creditToGrant(window, allowance, 0)).toBeGreaterThan(0)
      }),
    )
  })

  test('small amounts are not granted one by one', () => {
    expect(creditToGrant(4_000_000, 2_000_001, 0)).toBe(0)
    expect(creditToGrant(4_000_000, 0, 2_000_001)).toBe(0)
    expect(creditToGrant(4_000_000, 2_000_000, 0)).toBe(2_000_000)
  })
})

describe('the sweep', () => {
  const sweepLimits = { legKeepaliveMs: 15_000, legSilenceMs: 45_000, legStallMs: 60_000 }
  const leg = (flow: 'stock' | 'credit'): Leg =>
    createLeg('c1', 'client', flow, createFakeSocket(), 0)

  test('a silent leg of ours is pinged, then given up', () => {
    const silent = leg('credit')
    silent.heard = false
    expect(sweepLeg(silent, 14_999, sweepLimits)).toBe('fine')
    expect(sweepLeg(silent, 15_000, sweepLimits)).toBe('ping')
    silent.pingAtMs = 15_000
    expect(sweepLeg(silent, 29_999, sweepLimits)).toBe('fine')
    expect(sweepLeg(silent, 45_000, sweepLimits)).toBe('silent')
  })

  test('anything heard starts the silence anew', () => {
    const talking = leg('credit')
    sweepLeg(talking, 40_000, sweepLimits)
    talking.pingAtMs = 40_000
    talking.heard = true
    expect(sweepLeg(talking, 50_000, sweepLimits)).toBe('fine')
    expect(sweepLeg(talking, 94_999, sweepLimits)).not.toBe('silent')
    expect(sweepLeg(talking, 95_000, sweepLimits)).toBe('silent')
  })

  test('a stock client may be silent for hours and is never pinged', () => {
    const idle = leg('stock')
    for (let hour = 1; hour < 24; hour++) {
      expect(sweepLeg(idle, hour * 3_600_000, sweepLimits)).toBe('fine')
    }
  })

  test('a socket that takes nothing for the stall time is stalled, whatever piles up', () => {
    const stuck = leg('stock')
    stuck.sentBytes = 1_000
    stuck.bufferedBytes = 1_000
    expect(sweepLeg(stuck, 1_000, sweepLimits)).toBe('fine')
    stuck.sentBytes = 5_000
    stuck.bufferedBytes = 5_010
    expect(sweepLeg(stuck, 59_999, sweepLimits)).toBe('fine')
    expect(sweepLeg(stuck, 60_000, sweepLimits)).toBe('stalled')
  })

  test('a socket that takes a little at a time is slow, not stalled', () => {
    const slow = leg('stock')
    slow.sentBytes = 1_000_000
    slow.bufferedBytes = 1_000_000
    for (let at = 0; at < 600_000; at += 50_000) {
      slow.bufferedBytes -= 1
      expect(sweepLeg(slow, at, sweepLimits)).toBe('fine')
    }
  })
})
