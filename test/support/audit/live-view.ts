/** What a broker with this live state would say of itself to `log verify`. */
import type { LiveState } from '../../../core/broker/live-state.ts'
import { standingOf, stateDigest } from '../../../core/broker/state-digest.ts'
import type { LiveStanding, LiveView } from '../../../projections/audit/verify.ts'

/** Where it stands, having followed the log up to this position. */
export const standingAt = (live: LiveState, followed: string | undefined): LiveStanding => ({
  followed,
  ...standingOf(live),
})

/** All that it holds, with one moment at which it stands so. */
export const liveViewOf = (live: LiveState, followed: string | undefined): LiveView => ({
  followed,
  digests: [...live.entries()].map(([stream, { revision, state }]) => ({
    stream,
    revision,
    digest: stateDigest(state),
  })),
  standings: [standingAt(live, followed)],
})

/** The view as lines of `GET /api/audit/live`. */
export const liveLinesOf = ({ digests, standings }: LiveView): string =>
  [standings[0], ...digests].map((line) => `${JSON.stringify(line)}\n`).join('')
