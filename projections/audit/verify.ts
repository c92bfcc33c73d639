/**
 * `log verify`: the fold of the whole log against what the running broker holds, stream by stream
 * at exactly the revision that the broker had, and the broker against what gateways and agents say.
 */
import { createLiveState, type DecodedEvent } from '../../core/broker/live-state.ts'
import { stateDigest } from '../../core/broker/state-digest.ts'
import { categoryOf, idOf } from '../../core/broker/streams.ts'

/** What the broker holds of one stream. */
export type LiveDigest = {
  readonly stream: string
  readonly revision: number
  readonly digest: string
}

export type VerifyFinding = {
  readonly stream: string
  readonly kind: /** The fold gives another state at the same revision. */
    | 'different'
    /** The broker holds a stream, or a revision of it, that the log does not have in order. */
    | 'not-in-log'
    /** A revision is missing or comes twice in the log. */
    | 'gap'
  readonly revision: number
}

export type VerifyResult = {
  readonly events: number
  readonly streams: number
  /** Streams whose state was compared with the broker's. */
  readonly compared: number
  readonly findings: readonly VerifyFinding[]
}

export type Verification = {
  /** Folds one event, in log order. */
  apply(event: DecodedEvent): void
  result(): VerifyResult
}

/** Starts a verification against digests that were taken before the log is read. */
export const createVerification = (digests: readonly LiveDigest[]): Verification => {
  const expected = new Map(digests.map((digest) => [digest.stream, digest]))
  const revisions = new Map<string, number>()
  /** Streams with a gap: what follows it cannot be folded. */
  const broken = new Set<string>()
  const findings: VerifyFinding[] = []
  const live = createLiveState()
  let compared = 0
  let events = 0

  const compare = (event: DecodedEvent): void => {
    const wanted = expected.get(event.stream)
    const category = categoryOf(event.stream)
    if (wanted?.revision !== event.revision || category === undefined) return
    expected.delete(event.stream)
    compared += 1
    const state = live.stateOf(category, idOf(event.stream))
    if (stateDigest(state) !== wanted.digest) {
      findings.push({ stream: event.stream, kind: 'different', revision: event.revision })
    }
  }

  return {
    apply: (event) => {
      events += 1
      const { stream, revision } = event
      const last = revisions.get(stream) ?? -1
      revisions.set(stream, Math.max(last, revision))
      if (revision !== last + 1) {
        findings.push({ stream, kind: 'gap', revision })
        if (revision > last) broken.add(stream)
        return
      }
      if (broken.has(stream)) return
      live.apply(event)
      compare(event)
    },
    result: () => ({
      events,
      streams: revisions.size,
      compared,
      findings: [
        ...findings,
        ...[...expected.values()].map(
          ({ stream, revision }): VerifyFinding => ({ stream, kind: 'not-in-log', revision }),
        ),
      ],
    }),
  }
}
