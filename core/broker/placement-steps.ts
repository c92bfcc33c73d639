/**
 * The steps that bring a user session to a host: choose, reserve a seat, place, take back. Each is
 * safe to repeat.
 */
import { type Assignment, type Connection, noExclusions } from '../domain/connection.ts'
import { type ErrorCode, isErrorCode } from '../domain/errors.ts'
import type { ExclusionCounts } from '../domain/events.ts'
import { sessionCountOf } from '../domain/host.ts'
import { type Candidate, type Placed, place } from '../domain/placement.ts'
import { mayUnplace } from '../domain/user-session.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { Heartbeats } from './heartbeats.ts'
import type { HostSight } from './host-sight.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { releaseSeat } from './seats.ts'
import { idOf } from './streams.ts'

export type PlacementSteps = {
  /** Chooses a host for a session that has none, and goes there. */
  placeSession(connection: Connection): Promise<void>
  /** Takes back a session from a host that did not answer, with its seat. */
  unplace(connection: Connection, hostId: string, reason: string): Promise<void>
  /** Goes where the session is. */
  assignExisting(connection: Connection, hostId: string): Promise<void>
}

export type PlacementStepPorts = {
  readonly handler: CommandHandler
  readonly live: LiveState
  readonly hosts: HostSight
  readonly heartbeats: Pick<Heartbeats, 'lastBeatAt'>
  readonly system: Pick<System, 'random'>
  readonly causeOf: (connection: Connection, step: string) => Cause
  readonly fail: (
    connection: Connection,
    code: ErrorCode,
    stage: string,
    counts?: ExclusionCounts,
  ) => Promise<void>
  readonly assign: (connection: Connection, assignment: Assignment) => Promise<void>
}

/** Makes the placing steps of one broker. */
export const createPlacementSteps = (ports: PlacementStepPorts): PlacementSteps => {
  const { handler, live, hosts, heartbeats, system, causeOf, fail } = ports

  /** A silent host met by a decision is recorded as such first, so the log tells who was there. */
  const observeHost = async (hostId: string, cause: Cause): Promise<void> => {
    if (!hosts.isSilent(hostId)) return
    const lastBeatAt = heartbeats.lastBeatAt(hostId)
    await handler.execute('host', hostId, { type: 'ObserveSilence', lastBeatAt }, cause)
  }

  const candidatesOf = async (connection: Connection): Promise<Candidate[]> => {
    const hostIds = [...(live.indexes.hostIdsByPool.get(connection.poolId) ?? [])]
    const silent = hostIds.filter(hosts.isSilent)
    await Promise.all(silent.map((id) => observeHost(id, causeOf(connection, 'observe'))))
    return hostIds.map((hostId) => {
      const host = live.stateOf('host', hostId)
      const sessionCount = sessionCountOf(host)
      return { hostId, sessionCount, draining: host.draining, available: hosts.accepts(hostId) }
    })
  }

  const assignTo = async (
    connection: Connection,
    hostId: string,
    placed: (ExclusionCounts & { eligibleCount: number; draw: number }) | undefined,
  ): Promise<void> => {
    const session = live.stateOf('session', idOf(connection.userSessionStream))
    const pool = live.stateOf('pool', connection.poolId)
    const { eligibleCount, draw, ...counts } = placed ?? {
      eligibleCount: 1,
      draw: 0,
      ...noExclusions,
    }
    const existingSession = session.phase !== 'pending'
    // Without candidates of its own it follows an earlier decision: where the session is, or goes.
    const followed = existingSession ? 'existing-session' : 'same-session'
    const assignment = {
      hostId,
      userSessionId: session.userSessionId,
      existingSession,
      placement: placed ? pool.settings.placement : followed,
      policyVersion: pool.policyVersion,
      draw,
      sessionLimit: pool.settings.sessionLimit,
      eligibleCount,
      ...counts,
    }
    await ports.assign(connection, assignment)
  }

  const settlePlacement = async (
    connection: Connection,
    hostId: string,
    userSessionId: string,
    placed: (Placed & { draw: number }) | undefined,
  ): Promise<void> => {
    const { connectionId } = connection
    const cause = causeOf(connection, 'place')
    const sessionId = idOf(connection.userSessionStream)
    const command = { type: 'PlaceUserSession', hostId, connectionId } as const
    const result = await handler.execute('session', sessionId, command, cause)
    const session = live.stateOf('session', sessionId)
    const here = session.userSessionId === userSessionId && session.hostId === hostId
    if (result.kind === 'refused' || !here) {
      await releaseSeat(handler, hostId, userSessionId, 'placed-elsewhere', cause)
      return
    }
    await assignTo(connection, hostId, placed)
  }

  const placeSession = async (connection: Connection): Promise<void> => {
    const { userSessionId } = live.stateOf('session', idOf(connection.userSessionStream))
    const reserved = live.indexes.hostIdByUserSession.get(userSessionId)
    if (reserved !== undefined) {
      // A crash between reserving and placing left the seat behind: it is used.
      if (!connection.triedHostIds.includes(reserved)) {
        return settlePlacement(connection, reserved, userSessionId, undefined)
      }
      // One between unplacing and releasing: it is given back before there is a second one.
      await releaseSeat(
        handler,
        reserved,
        userSessionId,
        'unplaced',
        causeOf(connection, 'release'),
      )
    }
    const { settings } = live.stateOf('pool', connection.poolId)
    const draw = system.random()
    const candidates = await candidatesOf(connection)
    const chosen = place({
      candidates,
      placement: settings.placement,
      sessionLimit: settings.sessionLimit,
      tried: connection.triedHostIds,
      draw,
    })
    if (chosen.kind === 'not-placed') {
      const { kind: _kind, code, ...counts } = chosen
      // Where a host was tried, what it said is the reason; that there is no other explains less.
      const { declinedCode } = connection
      if (isErrorCode(declinedCode)) return fail(connection, declinedCode, 'rendezvous', counts)
      return fail(connection, code, 'placement', counts)
    }
    const reservedNow = await handler.execute(
      'host',
      chosen.hostId,
      {
        type: 'ReserveSeat',
        userSessionId,
        connectionId: connection.connectionId,
        sessionLimit: settings.sessionLimit,
        userSessionStream: connection.userSessionStream,
      },
      causeOf(connection, 'reserve'),
    )
    // Somebody took the last seat first: the next turn sees that and chooses again.
    if (reservedNow.kind === 'refused') return
    await settlePlacement(connection, chosen.hostId, userSessionId, { ...chosen, draw })
  }

  const unplace = async (connection: Connection, hostId: string, reason: string): Promise<void> => {
    const { connectionId } = connection
    const sessionId = idOf(connection.userSessionStream)
    const { userSessionId } = live.stateOf('session', sessionId)
    const cause = causeOf(connection, 'unplace')
    const command = { type: 'UnplaceUserSession', hostId, connectionId, reason } as const
    await handler.execute('session', sessionId, command, cause)
    // It may have begun to run there in the meantime, for another connection of the user.
    const session = live.stateOf('session', sessionId)
    if (session.userSessionId === userSessionId && session.hostId === hostId) return
    const release = { type: 'ReleaseSeat', userSessionId, reason, connectionId } as const
    await handler.execute('host', hostId, release, cause)
  }

  const assignExisting = async (connection: Connection, hostId: string): Promise<void> => {
    await observeHost(hostId, causeOf(connection, 'observe'))
    if (hosts.accepts(hostId)) return assignTo(connection, hostId, undefined)
    const session = live.stateOf('session', idOf(connection.userSessionStream))
    if (session.phase !== 'pending')
      return fail(connection, 'SESSION_HOST_UNAVAILABLE', 'placement')
    // It never ran there, and nobody else is on the way: it may go elsewhere.
    if (mayUnplace(session, connection.connectionId))
      return unplace(connection, hostId, 'HOST_CHANNEL_LOST')
    return fail(connection, 'HOST_CHANNEL_LOST', 'placement')
  }

  return { placeSession, unplace, assignExisting }
}
