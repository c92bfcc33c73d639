/**
 * Giving seats back. A seat is freed only by an appended event; whoever ends a user session also
 * releases its seat, and a sweep at the start finishes what a crash left.
 */
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
  for (const [userSessionId, hostId] of live.indexes.hostIdByUserSession) {
    const seat = live.stateOf('host', hostId).seats[userSessionId]
    if (!seat) continue
    const session = live.stateOf('session', idOf(seat.userSessionStream))
    const elsewhere = session.hostId !== '' && session.hostId !== hostId
    if (session.userSessionId !== userSessionId || elsewhere)
      orphans.push({ hostId, userSessionId })
  }
  return orphans
}
