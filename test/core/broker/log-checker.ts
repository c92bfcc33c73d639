/** What must hold of every log, whatever happened while it was written. */
import { expect } from 'vitest'
import { createLiveState, type LiveState } from '../../../core/broker/live-state.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import { standingOf, stateDigest } from '../../../core/broker/state-digest.ts'
import { categoryOf, idOf } from '../../../core/broker/streams.ts'
import type { Connection } from '../../../core/domain/connection.ts'
import { isOpen } from '../../../core/domain/connection.ts'
import { type Host, sessionCountOf } from '../../../core/domain/host.ts'
import type { UserSession } from '../../../core/domain/user-session.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import type { SimSite } from './sim-site.ts'

const endings = new Set(['ConnectionRefused', 'ConnectionFailed', 'RelayEnded'])

/** Folds the log and checks each event as it comes. */
export const foldChecked = (events: readonly RecordedEvent[]): LiveState => {
  const live = createLiveState()
  const ended = new Set<string>()
  const sessionByStream = new Map<string, string>()
  const eventIds = new Set<string>()
  for (const recorded of events) {
    const { stream, revision, recordedAt } = recorded
    const event = decodeEvent(recorded)
    expect(eventIds.has(recorded.eventId), `event id ${recorded.eventId} twice`).toBe(false)
    eventIds.add(recorded.eventId)
    expect(ended.has(stream), `${event.type} after the end of ${stream}`).toBe(false)
    if (endings.has(event.type)) ended.add(stream)
    live.apply({ stream, revision, recordedAt, event })
    if (event.type === 'SeatReserved') {
      const host = live.stateOf('host', event.data.hostId)
      expect(sessionCountOf(host)).toBeLessThanOrEqual(event.data.sessionLimit)
    }
    if (event.type === 'UserSessionClaimed') {
      expect(sessionByStream.has(stream), `a second session in ${stream}`).toBe(false)
      sessionByStream.set(stream, event.data.userSessionId)
    }
    if (event.type === 'UserSessionEnded') sessionByStream.delete(stream)
  }
  return live
}

const statesOf = <S>(live: LiveState, category: string): S[] =>
  [...live.entries()]
    .filter(([, entry]) => entry.category === category)
    // The category names the state.
    .map(([, entry]) => entry.state as S)

/** Every seat belongs to a session that is there, on that host, and that somebody uses or left. */
export const checkSeats = (live: LiveState): void => {
  const open = live.indexes.openConnectionIds
  for (const host of statesOf<Host>(live, 'host')) {
    for (const [userSessionId, seat] of Object.entries(host.seats)) {
      const session = live.stateOf('session', idOf(seat.userSessionStream))
      expect(session.userSessionId, `seat of a session that is over on ${host.hostId}`).toBe(
        userSessionId,
      )
      expect(session.hostId === host.hostId || session.hostId === '').toBe(true)
      if (session.phase !== 'pending') continue
      expect(session.pendingConnectionIds.some((id) => open.has(id))).toBe(true)
    }
  }
  for (const session of statesOf<UserSession>(live, 'session')) {
    for (const id of session.pendingConnectionIds) {
      expect(open.has(id), `a closed connection waits for session ${session.userSessionId}`).toBe(
        true,
      )
    }
    if (session.phase === 'absent' || session.hostId === '') continue
    expect(Object.hasOwn(live.stateOf('host', session.hostId).seats, session.userSessionId)).toBe(
      true,
    )
  }
}

/** What a running broker holds is what a fold of the log gives. */
export const checkFoldIsLive = (events: readonly RecordedEvent[], live: LiveState): void => {
  const fold = createLiveState()
  const wanted = new Map([...live.entries()].map(([stream, entry]) => [stream, entry]))
  const checked = new Set<string>()
  for (const recorded of events) {
    const { stream, revision, recordedAt } = recorded
    fold.apply({ stream, revision, recordedAt, event: decodeEvent(recorded) })
    const entry = wanted.get(stream)
    if (entry?.revision !== revision) continue
    const folded = fold.get(entry.category, idOf(stream))
    expect(folded && stateDigest(folded.state), stream).toBe(stateDigest(entry.state))
    checked.add(stream)
  }
  expect([...wanted.keys()].filter((stream) => !checked.has(stream))).toEqual([])
  for (const [stream, entry] of fold.entries()) {
    const forgotten = entry.category === 'connection' && !isOpen(entry.state as Connection)
    if (!forgotten) expect(wanted.get(stream)?.revision, stream).toBe(entry.revision)
  }
  const [folded, standing] = [standingOf(fold), standingOf(live)]
  // One of the two may have forgotten a closed connection a moment before the other.
  if (folded.held === standing.held) expect(standing.indexes).toEqual(folded.indexes)
}

/** Everything that must hold once a site has come to rest. */
export const checkAtRest = async (site: SimSite): Promise<LiveState> => {
  const events = await site.events()
  const fold = foldChecked(events)
  checkFoldIsLive(events, site.broker().live)
  checkSeats(fold)
  const relaying = [...site.gateways.values()].flatMap((gateway) => gateway.relays()).sort()
  const openIds = [...fold.indexes.openConnectionIds].sort()
  expect(openIds, 'connections that are open at rest are those that relay').toEqual(relaying)
  expect(events.every((event) => categoryOf(event.stream) !== undefined)).toBe(true)
  return fold
}

/** How each connection ended: `RelayEnded` or the code. */
export const outcomesOf = (events: readonly RecordedEvent[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const recorded of events) {
    const event = decodeEvent(recorded)
    const name =
      event.type === 'ConnectionFailed' || event.type === 'ConnectionRefused'
        ? event.data.code
        : event.type === 'RelayEnded'
          ? 'RelayEnded'
          : undefined
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
