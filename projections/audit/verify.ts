/**
 * `log verify`: the fold of the whole log against what the running broker holds. Each state is
 * compared at exactly the revision that the broker had; all that the log has up to the position
 * that the broker says it has followed must be there; indexes are compared at a position where
 * the broker held exactly what the log has up to it.
 */
import { createLiveState, keptUntilMs } from '../../core/broker/live-state.ts'
import { type Standing, standingOf, stateDigest } from '../../core/broker/state-digest.ts'
import { type Category, categoryOf, idOf } from '../../core/broker/streams.ts'
import type { ReplayedEvent } from './moment.ts'

/** What the broker holds of one stream. */
export type LiveDigest = {
  readonly stream: string
  readonly revision: number
  readonly digest: string
}

/** Where the broker stood at one moment: it had folded all events up to `followed`, or none. */
export type LiveStanding = Standing & { readonly followed?: string | undefined }

/** What the broker said before the log was read. */
export type LiveView = {
  readonly followed?: string | undefined
  /** Of the moment at which it had followed so far. */
  readonly digests: readonly LiveDigest[]
  /** Several moments: the first at which nothing was ahead of its position serves. */
  readonly standings: readonly LiveStanding[]
}

export type VerifyFinding =
  | {
      readonly kind: /** The fold gives another state at the same revision. */
        | 'different'
        /** The broker holds a stream, or a revision of it, that the log does not have in order. */
        | 'not-in-log'
        /** A revision is missing or comes twice in the log. */
        | 'gap'
        /** The broker is past a later event of the stream and holds this revision of it. */
        | 'stale'
        /** The broker is past this revision of the stream and holds nothing of it. */
        | 'missing'
      readonly stream: string
      readonly revision: number
    }
  /** The broker found its way by an index that the fold does not give. */
  | { readonly kind: 'index'; readonly index: string }
  /** The log does not have the position that the broker says it has followed. */
  | { readonly kind: 'unknown-position'; readonly position: string }

export type VerifyResult = {
  readonly events: number
  readonly streams: number
  /** Streams whose state was compared with the broker's. */
  readonly compared: number
  /** False: at each of its moments the broker was ahead of its position, or lacked something. */
  readonly indexesCompared: boolean
  readonly findings: readonly VerifyFinding[]
}

export type Verification = {
  /** Folds one event, in log order. */
  apply(event: ReplayedEvent): void
  result(): VerifyResult
}

/** Starts a verification of what the broker held before the log is read. */
export const createVerification = (view: LiveView): Verification => {
  const held = new Map(view.digests.map((digest) => [digest.stream, digest]))
  const unseen = new Map(held)
  const positions = new Set([view, ...view.standings].map(({ followed }) => followed))
  /** Streams with a gap: what follows it cannot be folded. */
  const broken = new Set<string>()
  const findings: VerifyFinding[] = []
  const live = createLiveState()
  /** What the broker does not hold although the fold does where it stood. */
  let absent: { stream: string; revision: number; keptUntilMs: number }[] = []
  /** The fold is past all that the broker says it has followed. */
  let past = false
  let indexesCompared = false
  let recordedAtMax = 0
  let compared = 0
  let events = 0
  let streams = 0

  const compare = (category: Category, { stream, revision }: ReplayedEvent): void => {
    const wanted = held.get(stream)
    if (wanted?.revision === revision) {
      unseen.delete(stream)
      compared += 1
      const state = live.stateOf(category, idOf(stream))
      if (stateDigest(state) !== wanted.digest)
        findings.push({ kind: 'different', stream, revision })
    } else if (wanted?.revision === revision - 1 && !past) {
      findings.push({ kind: 'stale', stream, revision: wanted.revision })
    }
  }

  const fold = (event: ReplayedEvent): void => {
    const { stream, revision } = event
    const category = categoryOf(stream)
    if (category === undefined || broken.has(stream)) return
    // A connection that the fold has forgotten was over: nothing may follow.
    const last = live.get(category, idOf(stream))?.revision ?? -1
    if (last < 0) streams += 1
    if (revision !== last + 1) {
      findings.push({ kind: 'gap', stream, revision })
      if (revision > last) broken.add(stream)
      return
    }
    live.apply(event)
    compare(category, event)
  }

  const compareIndexes = (standings: readonly LiveStanding[]): void => {
    if (indexesCompared || standings.length === 0) return
    const folded = standingOf(live)
    const same = standings.find((standing) => standing.held === folded.held)
    if (!same) return
    indexesCompared = true
    for (const [index, digest] of Object.entries(folded.indexes)) {
      if (same.indexes[index] !== digest) findings.push({ kind: 'index', index })
    }
  }

  const reach = (position: string | undefined): void => {
    if (!positions.delete(position)) return
    if (position === view.followed) {
      past = true
      absent = [...live.entries()]
        .filter(([stream]) => !held.has(stream) && !broken.has(stream))
        .map(([stream, entry]) => ({
          stream,
          revision: entry.revision,
          keptUntilMs: keptUntilMs(entry),
        }))
    }
    compareIndexes(view.standings.filter(({ followed }) => followed === position))
  }

  reach(undefined)
  return {
    apply: (event) => {
      events += 1
      recordedAtMax = Math.max(recordedAtMax, event.recordedAt)
      fold(event)
      reach(event.position)
    },
    result: () => {
      // Ahead of its position the broker may have seen any time that the log has.
      const missing = absent.filter((one) => one.keptUntilMs > recordedAtMax)
      const rest: VerifyFinding[] = [
        ...missing.map(({ stream, revision }) => ({ kind: 'missing', stream, revision }) as const),
        ...[...unseen.values()].map(
          ({ stream, revision }) => ({ kind: 'not-in-log', stream, revision }) as const,
        ),
        ...[...positions].flatMap((position) =>
          position === undefined ? [] : [{ kind: 'unknown-position', position } as const],
        ),
      ]
      return { events, streams, compared, indexesCompared, findings: [...findings, ...rest] }
    },
  }
}
