/**
 * Which host a new user session goes to. Pure: candidates, policy and the random draw come in,
 * a host or the reason why there is none goes out, with what excluded the others.
 * Behaviour after AVD's load-balancing documentation.
 */
import type { ErrorCode } from './errors.ts'
import type { CandidateExcluded, ExclusionCounts } from './events.ts'
import { excludedCandidateCountMax } from './limits.ts'
import { own } from './lookup.ts'

export type Candidate = {
  readonly hostId: string
  /** Seats reserved or taken, and sessions that nobody was assigned: all take up room. */
  readonly sessionCount: number
  readonly draining: boolean
  /** It beats, passes its fatal checks and holds a control channel. */
  readonly available: boolean
}

export type PlacementRequest = {
  readonly candidates: readonly Candidate[]
  readonly placement: string
  readonly sessionLimit: number
  /** Hosts that failed for this connection already. */
  readonly tried: readonly string[]
  /** Uniform in [0, 1), recorded with the decision. */
  readonly draw: number
}

export type Placed = {
  readonly kind: 'placed'
  readonly hostId: string
  readonly eligibleCount: number
} & ExclusionCounts
export type NotPlaced = {
  readonly kind: 'not-placed'
  readonly code: ErrorCode
} & ExclusionCounts

/** Chooses one of the eligible hosts, at least one; the draw decides among equals. */
export type PlacementRule = (eligible: readonly Candidate[], draw: number) => Candidate | undefined

/**
 * AVD's breadth-first: order by session count, then choose at random from the half with the
 * fewest, rounded up (of 9 hosts the first 5).
 */
const breadthFirst: PlacementRule = (eligible, draw) => {
  const ordered = [...eligible].sort(
    (a, b) => a.sessionCount - b.sessionCount || (a.hostId < b.hostId ? -1 : 1),
  )
  const half = Math.ceil(ordered.length / 2)
  return ordered[Math.min(half - 1, Math.floor(draw * half))]
}

const rules: Readonly<Record<string, PlacementRule>> = { 'breadth-first': breadthFirst }

export const isPlacementName = (name: string): boolean => Object.hasOwn(rules, name)

type ExclusionReason = 'tried' | 'unavailable' | 'draining' | 'full'

const exclusionOf = (
  candidate: Candidate,
  request: PlacementRequest,
): ExclusionReason | undefined => {
  if (request.tried.includes(candidate.hostId)) return 'tried'
  if (!candidate.available) return 'unavailable'
  if (candidate.draining) return 'draining'
  if (candidate.sessionCount >= request.sessionLimit) return 'full'
  return undefined
}

/** The one reason that covers every host, else the mixed one. */
const codeFor = (counts: ExclusionCounts, total: number): ErrorCode => {
  if (total === 0) return 'NO_HOST_IN_POOL'
  if (counts.fullCount === total) return 'ALL_HOSTS_FULL'
  if (counts.drainingCount === total) return 'ALL_HOSTS_DRAINING'
  if (counts.unavailableCount === total) return 'ALL_HOSTS_UNAVAILABLE'
  return 'NO_HOST_ELIGIBLE'
}

/**
 * Places one new user session. Never throws: a pool whose rule is unknown here (an older broker
 * on a newer log) takes nobody.
 */
export const place = (request: PlacementRequest): Placed | NotPlaced => {
  const eligible: Candidate[] = []
  const excluded: CandidateExcluded[] = []
  const counted: Record<ExclusionReason, number> = {
    tried: 0,
    unavailable: 0,
    draining: 0,
    full: 0,
  }
  for (const candidate of request.candidates) {
    const reason = exclusionOf(candidate, request)
    if (reason === undefined) {
      eligible.push(candidate)
      continue
    }
    counted[reason] += 1
    if (excluded.length < excludedCandidateCountMax) {
      excluded.push({ hostId: candidate.hostId, reason })
    }
  }
  const counts: ExclusionCounts = {
    fullCount: counted.full,
    drainingCount: counted.draining,
    unavailableCount: counted.unavailable,
    triedCount: counted.tried,
    excluded,
  }
  const chosen = own(rules, request.placement)?.(eligible, request.draw)
  if (chosen === undefined) {
    const code = codeFor(counts, request.candidates.length)
    return { kind: 'not-placed', code, ...counts }
  }
  return { kind: 'placed', hostId: chosen.hostId, eligibleCount: eligible.length, ...counts }
}
