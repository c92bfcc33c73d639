/**
 * Carries out the steps that connection-process.ts names. Each is safe to repeat: what was
 * recorded before is found and not recorded again.
 */
import type { Assignment, Connection } from '../domain/connection.ts'
import { noExclusions } from '../domain/connection.ts'
import type { Step, Timeout } from '../domain/connection-process.ts'
import { type ErrorCode, Fault } from '../domain/errors.ts'
import type { DomainEvent, ExclusionCounts } from '../domain/events.ts'
import { rendezvousLifetimeMs } from '../domain/limits.ts'
import type { BrokerSight } from './broker-sight.ts'
import type { Channels } from './channels.ts'
import type { Cause, CommandHandler, ExecuteOptions } from './handle-command.ts'
import type { Heartbeats } from './heartbeats.ts'
import type { HostChoice } from './host-choice.ts'
import type { HostSight } from './host-sight.ts'
import type { LiveState } from './live-state.ts'
import { createPlacementSteps } from './placement-steps.ts'
import type { System } from './ports.ts'
import { releaseSeat } from './seats.ts'
import type { RendezvousSecrets } from './secrets.ts'
import { idOf } from './streams.ts'

type ActiveStep = Exclude<Step, { kind: 'wait' | 'rest' }> | Timeout

export type StepRunner = {
  /** Reads on in the streams on which the connection's next step is judged. */
  refresh(connection: Connection): Promise<void>
  /**
   * Performs one step. Throws a Fault when the log does not take it. What a deadline brings about
   * happens only while the connection is at the revision at which it ran out.
   */
  run(step: ActiveStep, connection: Connection, atRevision?: number): Promise<void>
}

export type StepPorts = {
  readonly handler: CommandHandler
  readonly live: LiveState
  readonly channels: Channels
  readonly hosts: HostSight
  readonly choice: HostChoice
  readonly brokers: Pick<BrokerSight, 'doubt'>
  readonly heartbeats: Pick<Heartbeats, 'lastBeatAt'>
  readonly system: System
  readonly secrets: RendezvousSecrets
  readonly brokerId: string
}

const isRendezvousSent = ({ type }: DomainEvent): boolean => type === 'RendezvousSent'

/** Makes the performer of one broker. */
export const createStepRunner = (ports: StepPorts): StepRunner => {
  const { handler, live, channels, brokers, system, secrets, brokerId } = ports

  /**
   * The last event of the connection caused the step: stable across a restart. Two brokers may
   * decide differently at the same place: theirs are two causes.
   */
  const causeOf = (connection: Connection, step: string): Cause => {
    const { connectionId } = connection
    const revision = live.get('connection', connectionId)?.revision ?? -1
    const causationId = `${connectionId}@${revision}/${step}/${brokerId}`
    return { actor: `broker:${brokerId}`, connectionId, causationId }
  }

  const fail = async (
    connection: Connection,
    code: ErrorCode,
    stage: string,
    counts: ExclusionCounts = noExclusions,
    options: ExecuteOptions = {},
  ): Promise<void> => {
    const { connectionId } = connection
    const command = { type: 'FailConnection', code, stage, detail: '', counts } as const
    const cause = causeOf(connection, 'fail')
    await handler.execute('connection', connectionId, command, cause, options)
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

  const endSession = async (connection: Connection, reason: string): Promise<void> => {
    const sessionId = idOf(connection.userSessionStream)
    const { userSessionId, hostId } = live.stateOf('session', sessionId)
    const cause = causeOf(connection, 'end-session')
    const command = { type: 'EndUserSession', userSessionId, reason } as const
    await handler.execute('session', sessionId, command, cause)
    await releaseSeat(handler, hostId, userSessionId, reason, cause)
  }

  const order = async (connection: Connection): Promise<void> => {
    const { connectionId, attempt, gatewayId } = connection
    const { ownUrl } = live.stateOf('gateway', gatewayId)
    if (ownUrl === '') return fail(connection, 'GATEWAY_LOST', 'rendezvous')
    const { secret, command } = prepareOrder(attempt)
    const cause = causeOf(connection, 'order')
    const sent = await handler.execute('connection', connectionId, command, cause)
    if (sent.kind === 'executed' && sent.events.length > 0) await deliver(sent.state, secret)
  }

  const prepareOrder = (attempt: number) => {
    const { secret, secretHash } = secrets.create()
    const expiresAt = system.nowMs() + rendezvousLifetimeMs
    const command = { type: 'SendRendezvous', attempt, secretHash, brokerId, expiresAt } as const
    return { secret, command }
  }

  /**
   * Records where the connection goes. Where this broker holds the host's channel, the order is
   * part of the same append: it would be the next one.
   */
  const assign = async (connection: Connection, assignment: Assignment): Promise<void> => {
    const { connectionId, attempt, gatewayId } = connection
    const command = { type: 'AssignHost', assignment } as const
    const cause = causeOf(connection, 'assign')
    const holder = live.stateOf('host', assignment.hostId).channel?.brokerId
    if (holder !== brokerId || live.stateOf('gateway', gatewayId).ownUrl === '') {
      await handler.execute('connection', connectionId, command, cause)
      return
    }
    const { secret, command: send } = prepareOrder(attempt + 1)
    const sent = await handler.execute('connection', connectionId, [command, send], cause)
    const ordered = sent.kind === 'executed' && sent.events.some(isRendezvousSent)
    if (ordered) await deliver(sent.state, secret)
  }

  /** Tells the host; its answer, or none, is the connection's next event. */
  const deliver = async (connection: Connection, secret: string): Promise<void> => {
    const { connectionId, attempt, hostId, gatewayId } = connection
    const gateway = live.stateOf('gateway', gatewayId)
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
    if (delivered !== true) await decline(connection, 'HOST_CHANNEL_LOST')
  }

  const decline = async (
    connection: Connection,
    code: ErrorCode,
    options: ExecuteOptions = {},
  ): Promise<void> => {
    const { connectionId, attempt, hostId } = connection
    const command = { type: 'DeclineRendezvous', attempt, code, detail: '' } as const
    const cause = causeOf(connection, 'decline')
    const declined = await handler.execute('connection', connectionId, command, cause, options)
    if (declined.kind === 'refused' || declined.events.length === 0) return
    if (code === 'HOST_CHANNEL_LOST') await missHolder(hostId, cause)
  }

  /**
   * The broker that holds the host's channel did not order in time. Until it shows itself, nobody
   * else sends users there; it records its channel anew when it reads this.
   */
  const missHolder = async (hostId: string, cause: Cause): Promise<void> => {
    const { channel } = live.stateOf('host', hostId)
    if (channel === undefined || channel.brokerId === brokerId) return
    brokers.doubt(channel.brokerId)
    const command = { type: 'DisconnectAgent', reason: 'broker-silent', ...channel } as const
    await handler.execute('host', hostId, command, cause)
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

  const placement = createPlacementSteps({ ...ports, causeOf, fail, assign })

  return {
    refresh: async ({ connectionId, userSessionStream, hostId, gatewayId }) => {
      await handler.catchUp('connection', connectionId)
      if (userSessionStream !== '') await handler.catchUp('session', idOf(userSessionStream))
      if (hostId !== '') await handler.catchUp('host', hostId)
      if (gatewayId !== '') await handler.catchUp('gateway', gatewayId)
    },
    run: (step, connection, atRevision) => {
      const options = atRevision === undefined ? {} : { atRevision }
      switch (step.kind) {
        case 'claim':
          return claim(connection)
        case 'place':
          return placement.placeSession(connection)
        case 'unplace':
          return placement.unplace(connection, step.hostId, step.reason)
        case 'assign':
          return placement.assignExisting(connection, step.hostId)
        case 'abandon':
          return endSession(connection, 'host-removed')
        case 'order':
          return order(connection)
        case 'decline':
          return decline(connection, step.code, options)
        case 'fail':
          return fail(connection, step.code, step.stage, noExclusions, options)
        case 'activate':
          return activate(connection)
        case 'settle':
          return settle(connection)
      }
    },
  }
}
