/**
 * Which host a new user session goes to. Pure: hosts, policy and the random draw come in, a host
 * or the reason why there is none goes out, with what excluded the others. Behaviour after AVD's
 * load-balancing documentation. `place` looks at a list; `placeAmong` at hosts that are kept in
 * order, and says the same.
 */
import type { ErrorCode } from './errors.ts'
import type { CandidateExcluded, ExclusionCounts } from './events.ts'
import { excludedCandidateCountMax } from './limits.ts'
import { own } from './lookup.ts'

export type HostLoad = {
  readonly hostId: string
  /** Seats reserved or taken, and sessions that nobody was assigned: all take up room. */
  readonly sessionCount: number
}

export type Candidate = HostLoad & {
  readonly draining: boolean
  /** It beats, passes its fatal checks and holds a control channel. */
  readonly available: boolean
}

export type PlacementPolicy = {
  readonly placement: string
  readonly sessionLimit: number
  /** Hosts that failed for this connection already. */
  readonly tried: readonly string[]
  /** Uniform in [0, 1), recorded with the decision. */
  readonly draw: number
}

export type PlacementRequest = PlacementPolicy & { readonly candidates: readonly Candidate[] }

export type Placed = {
  readonly kind: 'placed'
  readonly hostId: string
  readonly eligibleCount: number
} & ExclusionCounts
export type NotPlaced = {
  readonly kind: 'not-placed'
  readonly code: ErrorCode
} & ExclusionCounts

/** The order in which hosts are looked at: fewest sessions first, then by id. */
export const compareLoads = (a: HostLoad, b: HostLoad): number => {
  if (a.sessionCount !== b.sessionCount) return a.sessionCount - b.sessionCount
  if (a.hostId === b.hostId) return 0
  return a.hostId < b.hostId ? -1 : 1
}

/** Hosts in that order, of which any is found without a walk. */
export type RankedHosts = {
  size(): number
  /** The n-th, from 0. */
  at(index: number): HostLoad | undefined
  /** How many have fewer sessions. */
  countBelow(sessionCount: number): number
}

/** Chooses one of the eligible hosts, if there is one; the draw decides among equals. */
type PlacementRule = (eligible: RankedHosts, draw: number) => HostLoad | undefined

/**
 * AVD's breadth-first: order by session count, then choose at random from the half with the
 * fewest, rounded up (of 9 hosts the first 5).
 */
const breadthFirst: PlacementRule = (eligible, draw) => {
  const half = Math.ceil(eligible.size() / 2)
  return eligible.at(Math.min(half - 1, Math.floor(draw * half)))
}

/**
 * AVD's depth-first: the host with the most sessions, of several the first by id. The draw counts
 * for nothing.
 */
const depthFirst: PlacementRule = (eligible) => {
  const fullest = eligible.at(eligible.size() - 1)
  return fullest && eligible.at(eligible.countBelow(fullest.sessionCount))
}

const rules: Readonly<Record<string, PlacementRule>> = {
  'breadth-first': breadthFirst,
  'depth-first': depthFirst,
}

/** Every rule a pool may name. */
export const placementNames: readonly string[] = Object.keys(rules)

export const isPlacementName = (name: string): boolean => Object.hasOwn(rules, name)

/** In the order in which a host is judged, and in which the excluded are named. */
const reasons = ['tried', 'unavailable', 'draining', 'full'] as const
type ExclusionReason = (typeof reasons)[number]

const exclusionOf = (
  candidate: Candidate,
  { tried, sessionLimit }: PlacementPolicy,
): ExclusionReason | undefined => {
  if (tried.includes(candidate.hostId)) return 'tried'
  if (!candidate.available) return 'unavailable'
  if (candidate.draining) return 'draining'
  return candidate.sessionCount >= sessionLimit ? 'full' : undefined
}

/** The hosts of a pool by what may be done with each; none is in two of them. */
export type SortedHosts = Readonly<Record<ExclusionReason | 'eligible', RankedHosts>>

/** The one reason that covers every host, else the mixed one. */
const codeFor = (hosts: SortedHosts, total: number): ErrorCode => {
  if (total === 0) return 'NO_HOST_IN_POOL'
  if (hosts.full.size() === total) return 'ALL_HOSTS_FULL'
  if (hosts.draining.size() === total) return 'ALL_HOSTS_DRAINING'
  if (hosts.unavailable.size() === total) return 'ALL_HOSTS_UNAVAILABLE'
  return 'NO_HOST_ELIGIBLE'
}

const namedOf = (hosts: SortedHosts): CandidateExcluded[] => {
  const named: CandidateExcluded[] = []
  for (const reason of reasons) {
    const count = Math.min(hosts[reason].size(), excludedCandidateCountMax - named.length)
    for (let index = 0; index < count; index++) {
      const hostId = hosts[reason].at(index)?.hostId
      if (hostId !== undefined) named.push({ hostId, reason })
    }
  }
  return named
}

/**
 * Places one new user session among hosts that are sorted already. Never throws: a pool whose rule
 * is unknown here (an older broker on a newer log) takes nobody.
 */
export const placeAmong = (
  hosts: SortedHosts,
  { placement, draw }: Pick<PlacementPolicy, 'placement' | 'draw'>,
): Placed | NotPlaced => {
  const counts: ExclusionCounts = {
    fullCount: hosts.full.size(),
    drainingCount: hosts.draining.size(),
    unavailableCount: hosts.unavailable.size(),
    triedCount: hosts.tried.size(),
    excluded: namedOf(hosts),
  }
  const eligibleCount = hosts.eligible.size()
  const chosen = own(rules, placement)?.(hosts.eligible, draw)
  if (chosen !== undefined)
    return { kind: 'placed', hostId: chosen.hostId, eligibleCount, ...counts }
  const excludedCount = reasons.reduce((sum, reason) => sum + hosts[reason].size(), 0)
  const code = codeFor(hosts, excludedCount + eligibleCount)
  return { kind: 'not-placed', code, ...counts }
}

/** Hosts of a list, put in order. */
export const rankedOf = (hosts: readonly HostLoad[]): RankedHosts => {
  const ordered = [...hosts].sort(compareLoads)
  return {
    size: () => ordered.length,
    at: (index) => ordered[index],
    countBelow: (sessionCount) => ordered.filter((host) => host.sessionCount < sessionCount).length,
  }
}

/** Places one new user session among these candidates, each of which is looked at. */
export const place = (request: PlacementRequest): Placed | NotPlaced => {
  const sorted: Record<ExclusionReason | 'eligible', Candidate[]> = {
    ...{ eligible: [], tried: [], unavailable: [], draining: [], full: [] },
  }
  for (const candidate of request.candidates) {
    sorted[exclusionOf(candidate, request) ?? 'eligible'].push(candidate)
  }
  const hosts: SortedHosts = {
    eligible: rankedOf(sorted.eligible),
    tried: rankedOf(sorted.tried),
    unavailable: rankedOf(sorted.unavailable),
    draining: rankedOf(sorted.draining),
    full: rankedOf(sorted.full),
  }
  return placeAmong(hosts, request)
}
