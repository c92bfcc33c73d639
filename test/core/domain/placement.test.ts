import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excludedCandidateCountMax } from '../../../core/domain/limits.ts'
import {
  type Candidate,
  isPlacementName,
  type PlacementRequest,
  place,
  placementNames,
} from '../../../core/domain/placement.ts'

const host = (hostId: string, change: Partial<Candidate> = {}): Candidate => ({
  hostId,
  sessionCount: 0,
  draining: false,
  available: true,
  ...change,
})

const request = (
  candidates: readonly Candidate[],
  change: Partial<PlacementRequest> = {},
): PlacementRequest => ({
  candidates,
  placement: 'breadth-first',
  sessionLimit: 10,
  tried: [],
  draw: 0,
  ...change,
})

const chosenOf = (asked: PlacementRequest): string | undefined => {
  const result = place(asked)
  return result.kind === 'placed' ? result.hostId : undefined
}

describe('breadth-first', () => {
  const nine = Array.from({ length: 9 }, (_, n) => host(`h${n + 1}`, { sessionCount: n }))

  it('draws from the half with the fewest sessions, rounded up: of 9 hosts the first 5', () => {
    const chosen = new Set(
      Array.from({ length: 100 }, (_, n) => chosenOf(request(nine, { draw: n / 100 }))),
    )
    expect([...chosen].sort()).toEqual(['h1', 'h2', 'h3', 'h4', 'h5'])
  })
  it('each of the half gets an equal share of the draws', () => {
    const counts = new Map<string, number>()
    for (let n = 0; n < 1_000; n++) {
      const hostId = chosenOf(request(nine, { draw: n / 1_000 })) ?? ''
      counts.set(hostId, (counts.get(hostId) ?? 0) + 1)
    }
    expect([...counts.values()]).toEqual([200, 200, 200, 200, 200])
  })
  it('the order of the candidates does not matter', () => {
    for (const draw of [0, 0.3, 0.99]) {
      expect(chosenOf(request([...nine].reverse(), { draw }))).toBe(
        chosenOf(request(nine, { draw })),
      )
    }
  })
  it('one host alone is chosen by every draw', () => {
    expect(chosenOf(request([host('a')], { draw: 0.999_999 }))).toBe('a')
  })
  it('two hosts: the one with fewer sessions', () => {
    const two = [host('a', { sessionCount: 3 }), host('b', { sessionCount: 2 })]
    expect(chosenOf(request(two, { draw: 0.99 }))).toBe('b')
  })
})

describe('depth-first', () => {
  const depth = { placement: 'depth-first' }
  it('takes the host with the most sessions that is under the limit', () => {
    const hosts = [10, 9, 3].map((sessionCount) => host(`h${sessionCount}`, { sessionCount }))
    expect(chosenOf(request(hosts, depth))).toBe('h9')
    expect(chosenOf(request(hosts, { ...depth, sessionLimit: 9 }))).toBe('h3')
  })
  it('takes the first by id of several, whatever is drawn and in whatever order they come', () => {
    const hosts = ['c', 'b', 'a'].map((hostId) => host(hostId, { sessionCount: 2 }))
    const all = [...hosts, host('0'), host('1', { sessionCount: 2, draining: true })]
    for (const draw of [0, 0.5, 0.99]) expect(chosenOf(request(all, { ...depth, draw }))).toBe('a')
  })
  it('fills one host after the other', () => {
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 }
    const taken: string[] = []
    for (let n = 0; n < 6; n++) {
      const hosts = Object.entries(counts).map(([id, sessionCount]) => host(id, { sessionCount }))
      const chosen = chosenOf(request(hosts, { ...depth, sessionLimit: 2 })) ?? 'none'
      counts[chosen] = (counts[chosen] ?? 0) + 1
      taken.push(chosen)
    }
    expect(taken).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
  })
})

describe('who is passed over', () => {
  it('says why no host takes the user, where one reason covers all', () => {
    const codeOf = (candidates: readonly Candidate[]) => {
      const result = place(request(candidates, { sessionLimit: 1 }))
      return result.kind === 'not-placed' ? result.code : 'placed'
    }
    expect(codeOf([])).toBe('NO_HOST_IN_POOL')
    expect(codeOf([host('a', { sessionCount: 1 }), host('b', { sessionCount: 5 })])).toBe(
      'ALL_HOSTS_FULL',
    )
    expect(codeOf([host('a', { draining: true }), host('b', { draining: true })])).toBe(
      'ALL_HOSTS_DRAINING',
    )
    expect(codeOf([host('a', { available: false })])).toBe('ALL_HOSTS_UNAVAILABLE')
    expect(codeOf([host('a', { available: false }), host('b', { draining: true })])).toBe(
      'NO_HOST_ELIGIBLE',
    )
  })
  it('a silent host counts as silent, whatever else it is', () => {
    const result = place(request([host('a', { available: false, draining: true })]))
    expect(result).toMatchObject({ unavailableCount: 1, drainingCount: 0 })
  })
  it('names the first candidates and counts all', () => {
    const many = Array.from({ length: 40 }, (_, n) => host(`h${n}`, { draining: true }))
    const result = place(request([...many, host('ok')]))
    expect(result).toMatchObject({ kind: 'placed', hostId: 'ok', eligibleCount: 1 })
    expect(result.drainingCount).toBe(40)
    expect(result.excluded).toHaveLength(excludedCandidateCountMax)
    expect(result.excluded[0]).toEqual({ hostId: 'h0', reason: 'draining' })
  })
  it('a rule that is unknown here takes nobody', () => {
    for (const placement of ['fullest-first', 'constructor', '__proto__']) {
      expect(place(request([host('a')], { placement }))).toMatchObject({
        kind: 'not-placed',
        code: 'NO_HOST_ELIGIBLE',
      })
      expect(isPlacementName(placement)).toBe(false)
    }
    expect(placementNames).toEqual(['breadth-first', 'depth-first'])
    expect(placementNames.every(isPlacementName)).toBe(true)
  })
})

describe('properties', () => {
  const candidates = fc.uniqueArray(
    fc.record({
      hostId: fc.string({ minLength: 1, maxLength: 3 }),
      sessionCount: fc.nat(4),
      draining: fc.boolean(),
      available: fc.boolean(),
    }),
    { selector: ({ hostId }) => hostId, maxLength: 20 },
  )
  it('chooses what a slow and obvious model chooses', () => {
    const half = ({ sessionCount: a, hostId: x }: Candidate, b: Candidate) =>
      a - b.sessionCount || (x < b.hostId ? -1 : 1)
    fc.assert(
      fc.property(
        candidates,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (all, draw, sessionLimit) => {
          const usable = all.filter(
            (one) => one.available && !one.draining && one.sessionCount < sessionLimit,
          )
          const emptier = [...usable].sort(half).slice(0, Math.ceil(usable.length / 2))
          const breadth = emptier[Math.floor(draw * emptier.length)]
          const most = Math.max(...usable.map((one) => one.sessionCount))
          const fullest = usable.filter((one) => one.sessionCount === most).sort(half)[0]
          const asked = request(all, { draw, sessionLimit })
          expect(chosenOf(asked)).toBe(breadth?.hostId)
          expect(chosenOf({ ...asked, placement: 'depth-first' })).toBe(fullest?.hostId)
        },
      ),
      { numRuns: 500 },
    )
  })
  it('never picks an excluded host, and counts every candidate once', () => {
    fc.assert(
      fc.property(
        candidates,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(19), { maxLength: 3 }),
        (all, draw, sessionLimit, triedAt) => {
          const tried = triedAt.map((index) => all[index]?.hostId ?? 'none')
          const result = place(request(all, { draw, sessionLimit, tried }))
          const { fullCount, drainingCount, unavailableCount, triedCount } = result
          const excluded = fullCount + drainingCount + unavailableCount + triedCount
          if (result.kind === 'not-placed') {
            expect(excluded).toBe(all.length)
            return
          }
          expect(excluded + result.eligibleCount).toBe(all.length)
          const chosen = all.find(({ hostId }) => hostId === result.hostId)
          expect(chosen).toMatchObject({ draining: false, available: true })
          expect(chosen?.sessionCount).toBeLessThan(sessionLimit)
          expect(tried).not.toContain(result.hostId)
          const eligible = all.filter(
            (one) =>
              one.available &&
              !one.draining &&
              one.sessionCount < sessionLimit &&
              !tried.includes(one.hostId),
          )
          const fewer = eligible.filter(
            (one) => one.sessionCount < (chosen?.sessionCount ?? 0),
          ).length
          expect(fewer).toBeLessThan(Math.ceil(eligible.length / 2))
        },
      ),
      { numRuns: 500 },
    )
  })
})
