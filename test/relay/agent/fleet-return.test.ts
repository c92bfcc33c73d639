/**
 * 5,000 agents and three brokers after an outage, on a clock of their own: the policy of the
 * agents and the rate at which a broker opens channels, together.
 */
import { describe, expect, it } from 'vitest'
import { createRequestRate } from '../../../core/api/request-rate.ts'
import {
  controlOpeningBurstSeconds,
  controlOpeningsPerSecond,
  reconnectDelayMaxMs,
  reconnectDelayMinMs,
} from '../../../core/domain/limits.ts'
import { reconnectSpreadMs } from '../../../core/domain/reconnect-spread.ts'
import { redialDelayMs, shuffled } from '../../../relay/agent/reconnect.ts'
import { seededRandom } from '../../support/fake-system.ts'

const agentCount = 5_000
const brokers = ['a', 'b', 'c'] as const
const limits = { delayMinMs: reconnectDelayMinMs, delayMaxMs: reconnectDelayMaxMs }

type Outage = {
  /** Agents that lose their channel at the moment 0. */
  readonly lost: number
  /** From when on a broker takes connections again; absent: it never does. */
  readonly backAtMs: Readonly<Partial<Record<(typeof brokers)[number], number>>>
  readonly spreadMs?: number
}

type Return = {
  /** Milliseconds from the return of the first broker until the last agent is back. */
  readonly lastMs: number
  /** Most dials that reached any one broker within a second, and most channels it opened. */
  readonly dialsPerSecond: number
  readonly openingsPerSecond: number
  readonly backCount: number
}

const simulate = (outage: Outage, seed: number): Return => {
  const random = seededRandom(seed)
  let now = 0
  const system = { monotonicMs: () => now }
  const rates = new Map(
    brokers.map((id) => {
      const perSecondMax = controlOpeningsPerSecond
      const burstCountMax = controlOpeningsPerSecond * controlOpeningBurstSeconds
      const rate = createRequestRate(
        { system },
        { perSecondMax, burstCountMax, addressCountMax: 1 },
      )
      return [id, rate]
    }),
  )
  /** Agents that dial in each millisecond: the calendar of the simulation. */
  const calendar: number[][] = []
  const agents = Array.from({ length: outage.lost }, () => ({
    round: [] as readonly (typeof brokers)[number][],
    failedRounds: 0,
    spreadMs: outage.spreadMs ?? reconnectSpreadMs(agentCount),
  }))
  const dials = new Map<string, number>()
  const openings = new Map<string, number>()
  const count = (map: Map<string, number>, id: string): void => {
    const key = `${id} ${Math.floor(now / 1_000)}`
    map.set(key, (map.get(key) ?? 0) + 1)
  }
  const again = (index: number): void => {
    const agent = agents[index]
    if (!agent) return
    const addressesLeft = agent.round.length
    if (addressesLeft === 0) agent.failedRounds += 1
    const { failedRounds, spreadMs } = agent
    const delay = redialDelayMs(
      { failedRounds, addressesLeft, spreadMs },
      [random(), random()],
      limits,
    )
    agent.spreadMs = 0
    const at = Math.ceil(now + delay)
    calendar[at] = [...(calendar[at] ?? []), index]
  }
  let lastAt = 0
  let backCount = 0
  const dial = (index: number): void => {
    const agent = agents[index]
    if (!agent) return
    if (agent.round.length === 0) agent.round = shuffled(brokers, random)
    const [id = 'a', ...rest] = agent.round
    agent.round = rest
    const backAt = outage.backAtMs[id] ?? Number.POSITIVE_INFINITY
    const answers = now >= backAt
    if (answers) count(dials, id)
    if (!(answers && rates.get(id)?.take('') === true)) {
      again(index)
      return
    }
    count(openings, id)
    backCount += 1
    lastAt = now
  }
  for (let index = 0; index < outage.lost; index++) again(index)
  const backAt = Math.min(...Object.values(outage.backAtMs))
  for (now = 0; now < backAt + 120_000 && backCount < outage.lost; now++) {
    for (const index of calendar[now] ?? []) dial(index)
  }
  const most = (map: Map<string, number>): number => Math.max(0, ...map.values())
  return {
    lastMs: lastAt - backAt,
    dialsPerSecond: most(dials),
    openingsPerSecond: most(openings),
    backCount,
  }
}

/** The dials of a whole fleet that its spread and its rounds of three addresses allow. */
const dialsPerSecondMax = 2 * controlOpeningsPerSecond

describe('agents that lost their brokers', () => {
  it.each<[string, Outage]>([
    ['one broker of three is gone', { lost: 1_667, backAtMs: { a: 0, b: 0 } }],
    ['all channels are cut at once', { lost: 5_000, backAtMs: { a: 0, b: 0, c: 0 } }],
    ['all channels are cut, one broker is left', { lost: 5_000, backAtMs: { a: 0 } }],
    ['all brokers come back', { lost: 5_000, backAtMs: { a: 600_000, b: 600_000, c: 600_000 } }],
    ['one broker comes back', { lost: 5_000, backAtMs: { a: 600_000 } }],
    ['they come back in turn', { lost: 5_000, backAtMs: { a: 90_000, b: 91_000, c: 300_000 } }],
  ])('%s: all are back within a minute, at a bounded rate', (_name, outage) => {
    for (const seed of [1, 2, 3]) {
      const result = simulate(outage, seed)
      const seen = `seed ${seed}: ${JSON.stringify(result)}`
      expect(result.backCount, seen).toBe(outage.lost)
      expect(result.lastMs, seen).toBeLessThanOrEqual(60_000)
      expect(result.dialsPerSecond, seen).toBeLessThanOrEqual(dialsPerSecondMax)
      expect(result.openingsPerSecond, seen).toBeLessThanOrEqual(
        controlOpeningsPerSecond * (1 + controlOpeningBurstSeconds),
      )
    }
  })

  it('would come as a herd without the spread', () => {
    const { dialsPerSecond } = simulate({ lost: 5_000, backAtMs: { a: 0 }, spreadMs: 0 }, 1)
    expect(dialsPerSecond).toBeGreaterThan(2 * dialsPerSecondMax)
  })

  it('a small site does not wait', () => {
    expect([reconnectSpreadMs(0), reconnectSpreadMs(1), reconnectSpreadMs(100)]).toEqual([
      0, 2, 200,
    ])
    expect(reconnectSpreadMs(1_000_000)).toBe(20_000)
    expect(reconnectSpreadMs(1_000, 100)).toBe(10_000)
  })
})
