import { describe, expect, it } from 'vitest'
import {
  addSwarmResults,
  readSwarmResult,
  type SwarmResult,
  swarmResultOf,
} from '../../../load/swarm/result.ts'
import { swarmResultPage } from '../../../load/swarm/result-page.ts'
import { countValue, createTally, percentileOf } from '../../../load/swarm/tally.ts'

const resultOf = (startSecond: number, ms: readonly number[], title = 'T'): SwarmResult => {
  let nowMs = startSecond * 1_000
  const tally = createTally({ nowMs: () => nowMs })
  tally.gauge(10, 5)
  for (const one of ms) {
    tally.now().asked += 1
    tally.now().started += 1
    countValue(tally.now().connectMs, one)
  }
  nowMs += 2_000
  tally.now().refused += 1
  tally.fail('NO_HOST_IN_POOL')
  return swarmResultOf({
    ...{ title, hosts: 10, users: 20, processes: 1, interrupted: false },
    ...{ startedAt: startSecond * 1_000, endedAt: nowMs },
    failures: tally.failures,
    seconds: tally.seconds,
  })
}

describe('percentiles of a histogram', () => {
  it('are within five per cent', () => {
    const histogram = {}
    for (let ms = 1; ms <= 1_000; ms += 1) countValue(histogram, ms)
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const error = (percentileOf(histogram, share) ?? 0) / (share * 1_000) - 1
      expect(Math.abs(error)).toBeLessThan(0.05)
    }
    expect(percentileOf({}, 0.5)).toBeUndefined()
  })
})

describe('the result of a swarm', () => {
  it('a second in which nothing happened keeps what is connected', () => {
    const { seconds } = resultOf(100, [10])
    expect(seconds.map(({ at, hostsUp, relays }) => [at, hostsUp, relays])).toEqual([
      [100, 10, 5],
      [101, 10, 5],
      [102, 10, 5],
    ])
  })

  it('of several processes adds up second by second, percentiles over all of them', () => {
    const sum = addSwarmResults([resultOf(100, [10, 10, 10]), resultOf(101, [1_000])])
    expect(sum.seconds.map(({ at, hostsUp, asked }) => [at, hostsUp, asked])).toEqual([
      [100, 10, 3],
      [101, 20, 1],
      [102, 20, 0],
      [103, 10, 0],
    ])
    expect(sum).toMatchObject({ hosts: 20, users: 40, processes: 2, startedAt: 100_000 })
    expect(sum.totals).toMatchObject({ asked: 4, started: 4, refused: 2, hostsUpMax: 20 })
    expect(sum.failures).toEqual({ NO_HOST_IN_POOL: 2 })
    expect(sum.connectMs.p50).toBeLessThan(11)
    expect(sum.connectMs.p99).toBeGreaterThan(950)
  })

  it('is read back as it was written, and nothing else is', () => {
    const result = resultOf(100, [10, 20])
    expect(readSwarmResult(JSON.stringify(result))).toEqual(result)
    expect(readSwarmResult('{"format":"causeway-swarm-2"}')).toBeUndefined()
    expect(readSwarmResult('no JSON')).toBeUndefined()
  })
})

describe('the page of a result', () => {
  const page = swarmResultPage(resultOf(100, [10], '</script><script>alert(1)</script>'))

  it('needs nothing beside it: no address, no file, and its policy says so', () => {
    expect(page).not.toMatch(/<(?:script|img|iframe|link)[^>]*\b(?:src|href)=/i)
    expect(page).not.toMatch(/@import|url\(/i)
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('var uPlot=')
    expect(page).toContain('.uplot')
  })

  it('holds the figures, and no text of a profile as markup', () => {
    expect(page).not.toContain('<script>alert')
    const [, json = ''] = /id="result">(.*?)<\/script>/s.exec(page) ?? []
    expect(readSwarmResult(json)?.title).toBe('</script><script>alert(1)</script>')
  })
})
