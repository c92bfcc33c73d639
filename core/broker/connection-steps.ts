/**
 * Carries out the steps that connection-process.ts names. Each is safe to repeat: what was
 * recorded before is found and not recorded again.
 */
import type { Connection } from '../domain/connection.ts'
import { noExclusions } from '../domain/connection.ts'
import type { Step, Timeout } from '../domain/connection-process.ts'
import { type ErrorCode, Fault } from '../domain/errors.ts'
import type { ExclusionCounts } from '../domain/events.ts'
import { sessionCountOf } from '../domain/host.ts'
import { rendezvousLifetimeMs } from '../domain/limits.ts'
import { type Candidate, type Placed, place } from '../domain/placement.ts'
import type { Channels } from './channels.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import { acceptsSessions, type Heartbeats } from './heartbeats.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { releaseSeat } from './seats.ts'
import type { RendezvousSecrets } from './secrets.ts'
import { idOf } from './streams.ts'

type ActiveStep = Exclude<Step, { kind: 'wait' | 'rest' }> | Timeout

export type StepRunner = {
  /** Performs one step. Throws a Fault when the log does not take it. */
  run(step: ActiveStep, connection: Connection): Promise<void>
}

export type StepPorts = {
  readonly handler: CommandHandler
  readonly live: LiveState
  readonly channels: Channels
  readonly heartbeats: Heartbeats
  readonly system: System
  readonly secrets: RendezvousSecrets
  readonly brokerId: string
}

/** Makes the performer of one broker. */
export const createStepRunner = (ports: StepPorts): StepRunner => {
  const { handler, live, channels, heartbeats, system, secrets, brokerId } = ports

  /** The last event of the connection caused the step: stable across a restart. */
  const causeOf = (connection: Connection, step: string): Cause => {
    const { connectionId } = connection
    const revision = live.get('connection', connectionId)?.revision ?? -1
    const causationId = `${connectionId}@${revision}/${step}`
    return { actor: `broker:${brokerId}`, connectionId, causationId }
  }

  const fail = async (
    connection: Connection,
    code: ErrorCode,
    stage: string,
    counts: ExclusionCounts = noExclusions,
    detail = '',
  ): Promise<void> => {
    const { connectionId, gatewayId, hostId, attempt } = connection
    const command = { type: 'FailConnection', code, stage, detail, counts } as const
    await handler.execute('connection', connectionId, command, causeOf(connection, 'fail'))
    channels.gateway(gatewayId)?.send({ type: 'refuseConnection', connectionId, code, detail })
    if (hostId !== '') {
      channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code })
    }
  }

  const claim = async (connection: Connection): Promise<void> => {
    const { connectionId, poolId, userId } = connection
    const result = await handler.execute(
      'session',
      idOf(connection.userSessionStream),
      { type: 'ClaimUserSession', userSessionId: system.newId(), poolId, userId, connectionId },
      causeOf(connection, 'claim'),
    )
    if (result.kind === 'refused') await fail(connection, result.code, 'claim')
  }

  /** A silent host met by a decision is recorded as such first, so the log tells who was there. */
  const observeHost = async (hostId: string, cause: Cause): Promise<void> => {
    const host = live.stateOf('host', hostId)
    if (!host.available || heartbeats.isFresh(hostId)) return
    const lastBeatAt = heartbeats.lastBeatAt(hostId)
    await handler.execute('host', hostId, { type: 'ObserveSilence', lastBeatAt }, cause)
  }

  const isAvailable = (hostId: string): boolean => {
    const host = live.stateOf('host', hostId)
    return host.available && host.channel !== undefined && acceptsSessions(host.status)
  }

  const candidatesOf = async (connection: Connection): Promise<Candidate[]> => {
    const hostIds = [...(live.indexes.hostIdsByPool.get(connection.poolId) ?? [])]
    const silent = hostIds.filter(
      (id) => !heartbeats.isFresh(id) && live.stateOf('host', id).available,
    )
    await Promise.all(silent.map((id) => observeHost(id, causeOf(connection, 'observe'))))
    return hostIds.map((hostId) => {
      const host = live.stateOf('host', hostId)
      const sessionCount = sessionCountOf(host)
      return { hostId, sessionCount, draining: host.draining, available: isAvailable(hostId) }
    })
  }

  const assign = async (
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
    const assignment = {
      hostId,
      userSessionId: session.userSessionId,
      existingSession: session.phase !== 'pending',
      placement: placed ? pool.settings.placement : 'existing-session',
      policyVersion: pool.policyVersion,
      draw,
      sessionLimit: pool.settings.sessionLimit,
      eligibleCount,
      ...counts,
    }
    const cause = causeOf(connection, 'assign')
    const command = { type: 'AssignHost', assignment } as const
    await handler.execute('connection', connection.connectionId, command, cause)
  }

  const settlePlacement = async (
    connection: Connection,
    hostId: string,
    placed: (Placed & { draw: number }) | undefined,
  ): Promise<void> => {
    const { connectionId } = connection
    const cause = causeOf(connection, 'place')
    const sessionId = idOf(connection.userSessionStream)
    const command = { type: 'PlaceUserSession', hostId, connectionId } as const
    const result = await handler.execute('session', sessionId, command, cause)
    const session = live.stateOf('session', sessionId)
    if (result.kind === 'refused' || session.hostId !== hostId) {
      await releaseSeat(handler, hostId, session.userSessionId, 'placed-elsewhere', cause)
      return
    }
    await assign(connection, hostId, placed)
  }

  const placeSession = async (connection: Connection): Promise<void> => {
    const session = live.stateOf('session', idOf(connection.userSessionStream))
    const reserved = live.indexes.hostIdByUserSession.get(session.userSessionId)
    // A crash between reserving and placing left the seat behind: it is used.
    if (reserved !== undefined && !connection.triedHostIds.includes(reserved)) {
      return settlePlacement(connection, reserved, undefined)
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
      return fail(connection, code, 'placement', counts)
    }
    const reservedNow = await handler.execute(
      'host',
      chosen.hostId,
      {
        type: 'ReserveSeat',
        userSessionId: session.userSessionId,
        connectionId: connection.connectionId,
        sessionLimit: settings.sessionLimit,
        userSessionStream: connection.userSessionStream,
      },
      causeOf(connection, 'reserve'),
    )
    // Somebody took the last seat first: the next turn sees that and chooses again.
    if (reservedNow.kind === 'refused') return
    await settlePlacement(connection, chosen.hostId, { ...chosen, draw })
  }

  const unplace = async (connection: Connection, hostId: string, reason: string): Promise<void> => {
    const { connectionId, userSessionId } = connection
    const cause = causeOf(connection, 'unplace')
    const command = { type: 'UnplaceUserSession', hostId, connectionId, reason } as const
    await handler.execute('session', idOf(connection.userSessionStream), command, cause)
    await releaseSeat(handler, hostId, userSessionId, reason, cause)
  }

  const assignExisting = async (connection: Connection, hostId: string): Promise<void> => {
    await observeHost(hostId, causeOf(connection, 'observe'))
    if (isAvailable(hostId)) return assign(connection, hostId, undefined)
    return fail(connection, 'SESSION_HOST_UNAVAILABLE', 'placement')
  }

  const endSession = async (connection: Connection, reason: string): Promise<void> => {
    const sessionId = idOf(connection.userSessionStream)
    const { userSessionId, hostId } = live.stateOf('session', sessionId)
    const cause = causeOf(connection, 'end-session')
    const command = { type: 'EndUserSession', userSessionId, reason } as const
    await handler.execute('session', sessionId, command, cause)
    await releaseSeat(handler, hostId, userSessionId, reason, cause)
  }

  const order = async (connection: Connection): Promise<void> => {
    const { connectionId, attempt, hostId, gatewayId } = connection
    const gateway = live.stateOf('gateway', gatewayId)
    if (gateway.ownUrl === '') return fail(connection, 'GATEWAY_LOST', 'rendezvous')
    const { secret, secretHash } = secrets.create()
    const expiresAt = system.nowMs() + rendezvousLifetimeMs
    const sent = await handler.execute(
      'connection',
      connectionId,
      { type: 'SendRendezvous', attempt, secretHash, brokerId, expiresAt },
      causeOf(connection, 'order'),
    )
    if (sent.kind === 'refused' || sent.events.length === 0) return
    const delivered = channels.agent(hostId)?.send({
      type: 'rendezvousOrder',
      connectionId,
      attempt,
      gatewayUrl: `${gateway.ownUrl}/rendezvous/${connectionId}`,
      secret,
      resourceId: connection.resourceId,
      userSessionId: connection.userSessionId,
      deadlineMs: rendezvousLifetimeMs,
    })
    if (delivered !== true) await decline(sent.state, 'HOST_CHANNEL_LOST')
  }

  const decline = async (connection: Connection, code: ErrorCode): Promise<void> => {
    const { connectionId, attempt, hostId } = connection
    const command = { type: 'DeclineRendezvous', attempt, code, detail: '' } as const
    await handler.execute('connection', connectionId, command, causeOf(connection, 'decline'))
    channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code })
  }

  const activate = async (connection: Connection): Promise<void> => {
    const { connectionId, hostId, userSessionId } = connection
    const cause = causeOf(connection, 'activate')
    const take = { type: 'TakeSeat', userSessionId, connectionId } as const
    await handler.execute('host', hostId, take, cause)
    const command = { type: 'ActivateUserSession', connectionId } as const
    await handler.execute('session', idOf(connection.userSessionStream), command, cause)
  }

  const settle = async (connection: Connection): Promise<void> => {
    const { connectionId, userSessionStream } = connection
    const cause = causeOf(connection, 'settle')
    const at = system.nowMs()
    const before = live.stateOf('session', idOf(userSessionStream))
    const result = await handler.execute(
      'session',
      idOf(userSessionStream),
      [
        { type: 'LeaveUserSession', connectionId },
        { type: 'DisconnectUserSession', connectionId, at },
      ],
      cause,
    )
    if (result.kind === 'refused') throw new Fault('INTERNAL', `settle was refused: ${result.code}`)
    const ended = result.events.some((event) => event.type === 'UserSessionEnded')
    if (ended) {
      const { hostId, userSessionId } = before
      await releaseSeat(handler, hostId, userSessionId, 'never-started', cause)
    }
  }

  return {
    run: (step, connection) => {
      switch (step.kind) {
        case 'claim':
          return claim(connection)
        case 'place':
          return placeSession(connection)
        case 'unplace':
          return unplace(connection, step.hostId, step.reason)
        case 'assign':
          return assignExisting(connection, step.hostId)
        case 'abandon':
          return endSession(connection, 'host-removed')
        case 'order':
          return order(connection)
        case 'decline':
          return decline(connection, step.code)
        case 'fail':
          return fail(connection, step.code, step.stage)
        case 'activate':
          return activate(connection)
        case 'settle':
          return settle(connection)
      }
    },
  }
}
