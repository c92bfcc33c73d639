/**
 * What gateways say on their channels, and which one a new connection goes to. Losing sight of a
 * gateway ends nothing: its next report, or a new life of the same gateway, does.
 */
import type { ControlMessage } from '../../proto/control-codec.ts'
import { noExclusions } from '../domain/connection.ts'
import { type ErrorCode, Fault, isErrorCode, type Refusal } from '../domain/errors.ts'
import { logRetryMs, relayReconcileMs } from '../domain/limits.ts'
import type { Agreement } from './agreement.ts'
import type { Channel, Channels } from './channels.ts'
import type { Connections } from './connections.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { idOf } from './streams.ts'

type Message<T extends ControlMessage['type']> = Extract<ControlMessage, { type: T }>

export type Load = { readonly connections: number; readonly bufferedBytes: number }

export type Gateways = {
  connected(channel: Channel, version: string, state: Message<'gatewayState'>): Promise<void>
  disconnected(channel: Channel, reason: string): Promise<void>
  receive(channel: Channel, message: ControlMessage): Promise<void>
  /** The gateway that a new connection goes to: fewest connections first. */
  choose(): { gatewayId: string; ownUrl: string; clientUrl: string } | undefined
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
  readonly onFault: (connectionId: string, error: unknown) => void
}

const endedBy = ['client', 'host', 'gateway', 'administrator']

/** Makes the gateway side of one broker. */
export const createGateways = (ports: GatewaysPorts): Gateways => {
  const { live, handler, channels, system, brokerId } = ports
  const loads = new Map<string, Load & { draining: boolean }>()

  const causeOf = (gatewayId: string, connectionId: string): Cause => ({
    actor: `gateway:${gatewayId}`,
    connectionId,
    causationId: system.newId(),
  })

  const answer = (
    channel: Channel,
    requestId: string,
    granted: Refusal | { kind: 'leg-granted'; connectionId: string; legDeadlineMs: number },
  ): void => {
    if (granted.kind === 'refused') {
      const { code, detail } = granted
      channel.send({ type: 'legRefused', requestId, code, detail })
      return
    }
    const { connectionId, legDeadlineMs } = granted
    channel.send({ type: 'legAuthorized', requestId, connectionId, legDeadlineMs })
  }

  const authorizeClient = async (
    channel: Channel,
    message: Message<'authorizeClient'>,
  ): Promise<void> => {
    const { transport, ticket, flow, clientAddress, bearer } = message
    const bearerUserId = bearer === '' ? undefined : await ports.userOf(bearer)
    const gatewayId = channel.machineId
    const redemption = { ticket, transport, flow, clientAddress, gatewayId, bearerUserId }
    answer(channel, message.requestId, await ports.connections().redeemTicket(redemption))
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
    const failed = await handler.execute('connection', connectionId, command, cause)
    const { hostId, attempt } = live.stateOf('connection', connectionId)
    if (failed.kind === 'refused' || failed.events.length === 0 || hostId === '') return
    channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code })
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
    const connection = live.get('connection', connectionId)?.state
    // Only the gateway that holds the connection speaks for it.
    if (connection?.gatewayId === gatewayId) {
      const cause = causeOf(gatewayId, connectionId)
      if (kind === 'client-leg-joined') {
        const command = { type: 'JoinClientLeg', gatewayId } as const
        await handler.execute('connection', connectionId, command, cause)
      } else if (kind === 'relay-started') {
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
  const reconcile = async (
    channel: Channel,
    state: Message<'gatewayState'>,
    heldBefore: readonly string[],
  ): Promise<void> => {
    const gatewayId = channel.machineId
    const alive = new Set(state.liveRelays.map((relay) => relay.connectionId))
    const waiting = new Set(state.waitingConnectionIds)
    for (const connectionId of heldBefore) {
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
      })
      await fail(gatewayId, connectionId, 'GATEWAY_LOST', 'client-leg')
    }
    for (const connectionId of alive) {
      if (isHeld(connectionId)) continue
      channel.send({ type: 'endConnection', connectionId, reason: 'refused', endedBy: 'gateway' })
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
    heldBefore: readonly string[],
  ): void => {
    system.after(delayMs, () => {
      if (channels.gateway(channel.machineId) !== channel) return
      reconcile(channel, state, heldBefore).catch((error: unknown) => {
        ports.onFault('', error)
        if (error instanceof Fault && error.retriable) {
          reconcileLater(logRetryMs, channel, state, heldBefore)
        }
      })
    })
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
      const before = heldAt(gatewayId)
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
      loads.set(gatewayId, {
        connections: state.liveRelays.length,
        bufferedBytes: 0,
        draining: state.draining,
      })
      // Endings that were not acknowledged before arrive first, with their real reasons.
      reconcileLater(relayReconcileMs, channel, state, before)
    },
    disconnected: async (channel, reason) => {
      const { machineId: gatewayId, incarnation } = channel
      channels.remove(channel)
      if (channels.gateway(gatewayId) === undefined) loads.delete(gatewayId)
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
          return answer(channel, requestId, await redeem(channel.machineId, connectionId, secret))
        }
        case 'machineState':
          return ports.agreement.answered(channel, message)
        case 'legReport':
          return takeReport(channel, message)
        case 'gatewayLoad': {
          const { connections, bufferedBytes, draining } = message
          loads.set(channel.machineId, { connections, bufferedBytes, draining })
          return
        }
        default:
          return
      }
    },
    choose: () => {
      let best: { gatewayId: string; connections: number } | undefined
      for (const [gatewayId, load] of loads) {
        const { phase, draining, channel } = live.stateOf('gateway', gatewayId)
        if (load.draining || draining || phase !== 'registered' || !channel) continue
        if (!best || load.connections < best.connections) {
          best = { gatewayId, connections: load.connections }
        }
      }
      if (!best) return undefined
      // Counted at once: until its next report a storm would all go to one gateway.
      const chosen = loads.get(best.gatewayId)
      if (chosen) loads.set(best.gatewayId, { ...chosen, connections: chosen.connections + 1 })
      const { gatewayId, ownUrl, clientUrl } = live.stateOf('gateway', best.gatewayId)
      return { gatewayId, ownUrl, clientUrl }
    },
    loadOf: (gatewayId) => loads.get(gatewayId),
  }
}
