/**
 * The steps that bring a user session to a host: choose, reserve a seat, place, take back. Each is
 * safe to repeat.
 */
import { type Assignment, type Connection, noExclusions } from '../domain/connection.ts'
import { type ErrorCode, isErrorCode } from '../domain/errors.ts'
import type { ExclusionCounts } from '../domain/events.ts'
import type { NotPlaced, Placed } from '../domain/placement.ts'
import { mayUnplace } from '../domain/user-session.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { Heartbeats } from './heartbeats.ts'
import type { HostChoice } from './host-choice.ts'
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
  readonly choice: HostChoice
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
  const { handler, live, hosts, choice, heartbeats, system, causeOf, fail } = ports

  /** A silent host met by a decision is recorded as such first, so the log tells who was there. */
  const observeHost = async (hostId: string, cause: Cause): Promise<void> => {
    if (!hosts.isSilent(hostId)) return
    const lastBeatAt = heartbeats.lastBeatAt(hostId)
    await handler.execute('host', hostId, { type: 'ObserveSilence', lastBeatAt }, cause)
  }

  /** Chooses when the log tells who is there; undefined when there is something to wait for. */
  const choose = async (
    connection: Connection,
    draw: number,
  ): Promise<Placed | NotPlaced | undefined> => {
    const { poolId, triedHostIds: tried } = connection
    const silent = choice.silentHosts(poolId)
    await Promise.all(silent.map((id) => observeHost(id, causeOf(connection, 'observe'))))
    const { placement, sessionLimit } = live.stateOf('pool', poolId).settings
    const chosen = choice.choose(poolId, { placement, sessionLimit, tried, draw })
    // A seat that is being reserved may come to nothing: nobody is refused because of it.
    const reservation = chosen.kind === 'placed' ? undefined : choice.reservation(poolId)
    if (reservation === undefined) return chosen
    await reservation
    return undefined
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
    const draw = system.random()
    const chosen = await choose(connection, draw)
    // The next turn chooses among what is there then.
    if (chosen === undefined) return
    if (chosen.kind === 'not-placed') {
      const { kind: _kind, code, ...counts } = chosen
      // Where a host was tried, what it said is the reason; that there is no other explains less.
      const { declinedCode } = connection
      if (isErrorCode(declinedCode)) return fail(connection, declinedCode, 'rendezvous', counts)
      return fail(connection, code, 'placement', counts)
    }
    const reservedNow = await reserve(connection, chosen.hostId, userSessionId)
    // Somebody took the last seat first: the next turn sees that and chooses again.
    if (reservedNow.kind === 'refused') return
    await settlePlacement(connection, chosen.hostId, userSessionId, { ...chosen, draw })
  }

  const reserve = (connection: Connection, hostId: string, userSessionId: string) => {
    const { connectionId, poolId, userSessionStream } = connection
    const { sessionLimit } = live.stateOf('pool', poolId).settings
    const seat = { userSessionId, connectionId, sessionLimit, userSessionStream }
    const command = { type: 'ReserveSeat', ...seat } as const
    return choice.whileHeld({ poolId, hostId, userSessionId }, () =>
      handler.execute('host', hostId, command, causeOf(connection, 'reserve')),
    )
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
