/**
 * Giving seats back. A seat is freed only by an appended event; whoever ends a user session also
 * releases its seat, and a sweep finishes what a crash or a fault left.
 */
import type { Host } from '../domain/host.ts'
import { own } from '../domain/lookup.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import { idOf } from './streams.ts'

/** Frees the seat of a user session, if there is one. */
export const releaseSeat = async (
  handler: Pick<CommandHandler, 'execute'>,
  hostId: string,
  userSessionId: string,
  reason: string,
  cause: Cause,
): Promise<void> => {
  if (hostId === '' || userSessionId === '') return
  await handler.execute('host', hostId, { type: 'ReleaseSeat', userSessionId, reason }, cause)
}

type SeatPlace = {
  readonly hostId: string
  readonly userSessionId: string
  readonly userSessionStream: string
}

/** Is the user session of the seat over, or does it live elsewhere? */
export const isOrphaned = (live: LiveState, hostId: string, userSessionId: string): boolean => {
  const seat = own(live.stateOf('host', hostId).seats, userSessionId)
  if (!seat) return false
  const session = live.stateOf('session', idOf(seat.userSessionStream))
  const elsewhere = session.hostId !== '' && session.hostId !== hostId
  return session.userSessionId !== userSessionId || elsewhere
}

/** Seats whose user session is over or lives elsewhere: what a crash between two appends leaves. */
export const orphanedSeats = (live: LiveState): readonly SeatPlace[] => {
  const orphans: SeatPlace[] = []
  // Removed hosts too: whoever sat there counts when the host comes back.
  for (const [, { category, state }] of live.entries()) {
    if (category !== 'host') continue
    // The category names the state.
    const { hostId, seats } = state as Host
    for (const [userSessionId, { userSessionStream }] of Object.entries(seats)) {
      if (!isOrphaned(live, hostId, userSessionId)) continue
      orphans.push({ hostId, userSessionId, userSessionStream })
    }
  }
  return orphans
}
