/**
 * Giving seats back. A seat is freed only by an appended event; whoever ends a user session also
 * releases its seat, and a sweep finishes what a crash or a fault left.
 */
import type { Host } from '../domain/host.ts'
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

/** Seats whose user session is over or lives elsewhere: what a crash between two appends leaves. */
export const orphanedSeats = (
  live: LiveState,
): readonly { hostId: string; userSessionId: string }[] => {
  const orphans: { hostId: string; userSessionId: string }[] = []
  // Removed hosts too: whoever sat there counts when the host comes back.
  for (const [, { category, state }] of live.entries()) {
    if (category !== 'host') continue
    // The category names the state.
    const { hostId, seats } = state as Host
    for (const [userSessionId, seat] of Object.entries(seats)) {
      const session = live.stateOf('session', idOf(seat.userSessionStream))
      const elsewhere = session.hostId !== '' && session.hostId !== hostId
      if (session.userSessionId !== userSessionId || elsewhere) {
        orphans.push({ hostId, userSessionId })
      }
    }
  }
  return orphans
}
