/** What a host's list of sessions says beside the seats that are taken there. */
import type { Host } from '../domain/host.ts'
import { sessionGraceMs } from '../domain/limits.ts'
import type { UserSession } from '../domain/user-session.ts'

export type ListedSession = { readonly hostSessionId: string; readonly userSessionId: string }

export type Stranger = { readonly hostSessionId: string; readonly claimedUserSessionId: string }

/** Sorts a list into the user sessions whose seats are here, and those that nobody assigned. */
export const sortSessions = (
  seats: Host['seats'],
  sessions: readonly ListedSession[],
): { readonly present: ReadonlySet<string>; readonly strangers: readonly Stranger[] } => {
  const present = new Set<string>()
  const strangers: Stranger[] = []
  for (const { hostSessionId, userSessionId } of sessions) {
    // A seat holds one session: a second one that names it is a stranger.
    const ours = Object.hasOwn(seats, userSessionId) && !present.has(userSessionId)
    if (ours) present.add(userSessionId)
    else strangers.push({ hostSessionId, claimedUserSessionId: userSessionId })
  }
  return { present, strangers }
}

/**
 * May a session with a taken seat be absent from the list and live? One that was listed before may
 * not. One that never was may still be at the log-on screen while its relay runs; afterwards the
 * host has the grace to list it.
 */
export const mayBeAbsent = (
  { phase, disconnectedAt }: Pick<UserSession, 'phase' | 'disconnectedAt'>,
  wasListed: boolean,
  nowMs: number,
): boolean => {
  if (wasListed) return false
  return phase === 'active' || (phase === 'disconnected' && nowMs - disconnectedAt < sessionGraceMs)
}
