/**
 * What gateways say on their channels. Losing sight of a
 * gateway ends nothing: its next report, or a new life of the same gateway, does.
 */
import type { ControlMessage } from '../../proto/control-codec.ts'
import { noExclusions } from '../domain/connection.ts'
import { type ErrorCode, Fault, isErrorCode, type Refusal } from '../domain/errors.ts'
import { logRetryMs, relayReconcileMs } from '../domain/limits.ts'
import type { Agreement } from './agreement.ts'
import type { Channel, Channels } from './channels.ts'
import type { ChaosRules } from './chaos.ts'
import type { Connections } from './connections.ts'
import type { GatewayChoice, Load } from './gateway-choice.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import type { GatewayLoadSample, System } from './ports.ts'
import type { LegGranted } from './redemption.ts'
import { hashSecretText } from './secrets.ts'
import { idOf } from './streams.ts'

type Message<T extends ControlMessage['type']> = Extract<ControlMessage, { type: T }>

export type Gateways = {
  connected(channel: Channel, version: string, state: Message<'gatewayState'>): Promise<void>
  disconnected(channel: Channel, reason: string): Promise<void>
  receive(channel: Channel, message: ControlMessage): Promise<void>
  /** What the gateway reported last, on its channel to this broker. */
  loadOf(gatewayId: string): Load | undefined
}

export type GatewaysPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly channels: Channels
  readonly connections: () => Connections
  readonly system: System
  readonly brokerId: string
  /** The user of a bearer token, or undefined. */
  readonly userOf: (bearer: string) => Promise<string | undefined>
  readonly agreement: Pick<Agreement, 'answered'>
  readonly chaos: Pick<ChaosRules, 'connected' | 'faultsAt'>
  readonly choice: Pick<GatewayChoice, 'setLoad' | 'loadOf' | 'forget'>
  /** Resolves when this broker has followed all that the log holds now. */
  readonly caughtUp: () => Promise<void>
  readonly onFault: (connectionId: string, error: unknown) => void
  /** Keeps what a gateway told of its load, where somebody reads it. */
  readonly recordLoad: (sample: GatewayLoadSample) => void
}

/** What gateways know a user by, to count connections of one user together: no id, no name. */
const userKeyOf = (userId: string): string =>
  Buffer.from(hashSecretText(userId)).toString('base64url')

const endedBy = ['client', 'host', 'gateway', 'administrator']

/** Makes the gateway side of one broker. */
export const createGateways = (ports: GatewaysPorts): Gateways => {
  const { live, handler, channels, system, brokerId, choice } = ports
  /** Connections whose client came over each channel: its gateway has them or reports their end. */
  const cameOver = new WeakMap<Channel, Set<string>>()

  const causeOf = (gatewayId: string, connectionId: string): Cause => ({
    actor: `gateway:${gatewayId}`,
    connectionId,
    causationId: system.newId(),
  })

  const answer = (
    channel: Channel,
    requestId: string,
    granted: Refusal | LegGranted,
    userKey: string,
  ): void => {
    if (granted.kind === 'refused') {
      const { code, detail } = granted
      channel.send({ type: 'legRefused', requestId, code, detail })
      return
    }
    const { connectionId, legDeadlineMs } = granted
    const chaos = userKey === '' ? '' : ports.chaos.faultsAt(channel, connectionId)
    const leg = { requestId, connectionId, legDeadlineMs, userKey, chaos }
    channel.send({ type: 'legAuthorized', ...leg })
  }

  const authorizeClient = async (
    channel: Channel,
    message: Message<'authorizeClient'>,
  ): Promise<void> => {
    const { transport, ticket, flow, clientAddress, bearer } = message
    const bearerUserId = bearer === '' ? undefined : await ports.userOf(bearer)
    const gatewayId = channel.machineId
    const redemption = { ticket, transport, flow, clientAddress, gatewayId, bearerUserId }
    const granted = await ports.connections().redeemTicket(redemption)
    if (granted.kind === 'refused') return answer(channel, message.requestId, granted, '')
    const { connectionId } = granted
    cameOver.get(channel)?.add(connectionId)
    const { userId } = live.stateOf('connection', connectionId)
    answer(channel, message.requestId, granted, userKeyOf(userId))
  }

  const fail = async (
    gatewayId: string,
    connectionId: string,
    code: ErrorCode,
    stage: string,
  ): Promise<void> => {
    const counts = noExclusions
    const command = { type: 'FailConnection', code, stage, detail: '', counts } as const
    const cause = causeOf(gatewayId, connectionId)
    await handler.execute('connection', connectionId, command, cause)
  }

  /** Has its user session moved on to a newer relay? Then the host gave this one up for that. */
  const isTakenOver = (connectionId: string): boolean => {
    const { userSessionStream } = live.stateOf('connection', connectionId)
    const { activeConnectionId } = live.stateOf('session', idOf(userSessionStream))
    if (activeConnectionId === connectionId || activeConnectionId === '') return false
    return live.stateOf('connection', activeConnectionId).phase === 'relaying'
  }

  const endRelay = async (
    gatewayId: string,
    ending: Omit<Message<'legReport'>, 'type' | 'reportId' | 'kind' | 'side'>,
  ): Promise<void> => {
    const { connectionId, ...account } = ending
    const by = endedBy.includes(account.endedBy) ? account.endedBy : 'gateway'
    const reason = by === 'host' && isTakenOver(connectionId) ? 'taken_over' : account.reason
    const command = { type: 'EndRelay', ...account, reason, endedBy: by } as const
    await handler.execute('connection', connectionId, command, causeOf(gatewayId, connectionId))
  }

  const takeReport = async (channel: Channel, report: Message<'legReport'>): Promise<void> => {
    const { connectionId, kind } = report
    const gatewayId = channel.machineId
    const known = live.get('connection', connectionId)?.state
    // Another broker may have recorded the gateway's part before the channel came here.
    if (known?.gatewayId !== gatewayId) await handler.catchUp('connection', connectionId)
    const connection = live.get('connection', connectionId)?.state
    // Only the gateway that holds the connection speaks for it.
    if (connection?.gatewayId === gatewayId) {
      const cause = causeOf(gatewayId, connectionId)
      if (kind === 'relay-started') {
        const command = { type: 'StartRelay', gatewayId } as const
        await handler.execute('connection', connectionId, command, cause)
      } else if (kind === 'client-left') {
        await fail(gatewayId, connectionId, 'CLIENT_LEFT', 'client-leg')
      } else if (kind === 'leg-lost') {
        const host = report.side === 'host'
        const code = host ? 'HOST_LEG_TIMED_OUT' : 'CLIENT_LEG_TIMED_OUT'
        await fail(gatewayId, connectionId, code, host ? 'host-leg' : 'client-leg')
      } else if (kind === 'relay-ended') {
        const { type: _type, reportId: _id, kind: _kind, side: _side, ...ending } = report
        await endRelay(gatewayId, ending)
      }
    }
    channel.send({ type: 'legReportAck', reportId: report.reportId })
  }

  /** What the log believes in and the gateway does not know any more, and the reverse. */
  const reconcile = async (channel: Channel, state: Message<'gatewayState'>): Promise<void> => {
    // What other brokers recorded of its connections counts, as far as it came before the channel.
    await ports.caughtUp()
    const gatewayId = channel.machineId
    const alive = new Set(state.liveRelays.map((relay) => relay.connectionId))
    const waiting = new Set(state.waitingConnectionIds)
    for (const connectionId of heldAt(gatewayId)) {
      if (cameOver.get(channel)?.has(connectionId)) continue
      if (alive.has(connectionId) || waiting.has(connectionId)) continue
      // Each records nothing where the connection is not in its phase.
      await endRelay(gatewayId, {
        connectionId,
        endedBy: 'gateway',
        reason: 'gateway_lost',
        bytesToClient: 0,
        bytesToHost: 0,
        durationMs: 0,
        peakBufferedBytes: 0,
        messagesToClient: 0,
        messagesToHost: 0,
        stalls: 0,
      })
      await fail(gatewayId, connectionId, 'GATEWAY_LOST', 'client-leg')
    }
    for (const connectionId of alive) {
      const { endOrderedFor } = live.stateOf('connection', connectionId)
      const ordered = endOrderedFor !== ''
      if (isHeld(connectionId) && !ordered) continue
      const reason = ordered ? endOrderedFor : 'refused'
      const endedBy = ordered ? 'administrator' : 'gateway'
      channel.send({ type: 'endConnection', connectionId, reason, endedBy })
    }
    for (const connectionId of waiting) {
      if (isHeld(connectionId)) continue
      const outcome = live.get('connection', connectionId)?.state.outcome
      const failed = outcome?.kind === 'failed' && isErrorCode(outcome.code)
      const code = failed ? outcome.code : 'BROKER_RESTARTED'
      channel.send({ type: 'refuseConnection', connectionId, code, detail: '' })
    }
  }

  /** Done by the newest channel alone, and until it is done: nobody else ends these relays. */
  const reconcileLater = (
    delayMs: number,
    channel: Channel,
    state: Message<'gatewayState'>,
    isRetry = false,
  ): void => {
    system.after(delayMs, () => {
      if (channels.gateway(channel.machineId) !== channel) return
      reconcile(channel, state).catch((error: unknown) => {
        const isPassing = error instanceof Fault && error.retriable
        // A log that is away fails every try alike: once says it.
        if (!isRetry || !isPassing) ports.onFault('', error)
        if (isPassing) reconcileLater(logRetryMs, channel, state, true)
      })
    })
  }

  const takeLoad = async (
    gatewayId: string,
    load: { connections: number; bufferedBytes: number; draining: boolean },
  ): Promise<void> => {
    choice.setLoad(gatewayId, load)
    if (!load.draining || live.stateOf('gateway', gatewayId).draining) return
    // Other brokers choose gateways too: they read of it.
    await handler.execute('gateway', gatewayId, { type: 'DrainGateway' }, causeOf(gatewayId, ''))
  }

  const isHeld = (connectionId: string): boolean => live.indexes.openConnectionIds.has(connectionId)

  /** Connections whose client the gateway has: those that relay, and those with a spent ticket. */
  const heldAt = (gatewayId: string): string[] =>
    [...live.indexes.openConnectionIds].filter((id) => {
      const connection = live.get('connection', id)?.state
      return connection?.redeemed === true && connection.gatewayId === gatewayId
    })

  return {
    connected: async (channel, version, state) => {
      const { machineId: gatewayId, incarnation } = channel
      const { clientUrl, ownUrl } = state
      cameOver.set(channel, new Set())
      channels.add(channel)
      const command = {
        type: 'ConnectGateway',
        brokerId,
        incarnation,
        clientUrl,
        ownUrl,
        version,
      } as const
      await handler.execute('gateway', gatewayId, command, causeOf(gatewayId, ''))
      const connections = state.liveRelays.length
      ports.chaos.connected(channel, state.takesChaos)
      await takeLoad(gatewayId, { connections, bufferedBytes: 0, draining: state.draining })
      // Endings that were not acknowledged before arrive first, with their real reasons.
      reconcileLater(relayReconcileMs, channel, state)
    },
    disconnected: async (channel, reason) => {
      const { machineId: gatewayId, incarnation } = channel
      channels.remove(channel)
      if (channels.gateway(gatewayId) === undefined) choice.forget(gatewayId)
      const command = { type: 'DisconnectGateway', brokerId, incarnation, reason } as const
      await handler.execute('gateway', gatewayId, command, causeOf(gatewayId, ''))
    },
    receive: async (channel, message) => {
      switch (message.type) {
        case 'authorizeClient':
          return authorizeClient(channel, message)
        case 'authorizeHost': {
          const { connectionId, secret, requestId } = message
          const redeem = ports.connections().redeemRendezvous
          const granted = await redeem(channel.machineId, connectionId, secret)
          return answer(channel, requestId, granted, '')
        }
        case 'machineState':
          return ports.agreement.answered(channel, message)
        case 'legReport':
          return takeReport(channel, message)
        case 'gatewayLoad': {
          const { type: _type, ...load } = message
          const gatewayId = channel.machineId
          ports.recordLoad({ gatewayId, receivedAt: system.nowMs(), ...load })
          const { connections, bufferedBytes, draining } = load
          return takeLoad(gatewayId, { connections, bufferedBytes, draining })
        }
        default:
          return
      }
    },
    loadOf: choice.loadOf,
  }
}
