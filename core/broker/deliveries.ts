/**
 * What the log tells the machines: whichever broker decided it, the one that holds the channel of
 * the agent or gateway says so there. Orders are not here: their secret is in no log.
 */
import { Fault } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import { namesakeGraceMs } from '../domain/limits.ts'
import type { Channel, Channels } from './channels.ts'
import type { CommandHandler } from './handle-command.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'

export type Deliveries = {
  /** Acts on one event that was folded, of this broker or another. */
  onEvent(event: DomainEvent, actor: string): void
}

export type DeliveryPorts = {
  readonly live: LiveState
  readonly handler: Pick<CommandHandler, 'execute'>
  readonly channels: Channels
  readonly system: Pick<System, 'newId' | 'monotonicMs'>
  readonly brokerId: string
  readonly onFault: (connectionId: string, error: unknown) => void
}

type Holding = Extract<DomainEvent, { type: 'AgentConnected' | 'GatewayConnected' }>
type Losing = Extract<DomainEvent, { type: 'AgentDisconnected' | 'GatewayDisconnected' }>

/** Makes the deliveries of one broker. */
export const createDeliveries = (ports: DeliveryPorts): Deliveries => {
  const { live, handler, channels, system, brokerId, onFault } = ports
  /** Channels of this broker that the log knows: only these can be replaced by a newer event. */
  const recorded = new WeakSet<Channel>()

  const channelOf = (event: Holding | Losing): Channel | undefined =>
    'hostId' in event.data
      ? channels.agent(event.data.hostId)
      : channels.gateway(event.data.gatewayId)

  const beganAt = system.monotonicMs()
  let toldAt = Number.NEGATIVE_INFINITY

  /**
   * Another process has the name of this one, as a copied data folder has: each takes the machines
   * of the other for its own, and no connection is made any more.
   */
  const tellOfNamesake = ({ data }: Holding): void => {
    const now = system.monotonicMs()
    // What this broker wrote in the life before may come late.
    if (data.brokerId !== brokerId || channels.hasHad(data.incarnation)) return
    if (now - beganAt < namesakeGraceMs || now - toldAt < namesakeGraceMs) return
    toldAt = now
    onFault('', new Fault('BROKER_NAME_TAKEN', brokerId))
  }

  /** The newest holder counts: an older channel of the machine here is one that nobody uses. */
  const onHolder = (event: Holding): void => {
    tellOfNamesake(event)
    const channel = channelOf(event)
    if (channel === undefined) return
    if (event.data.incarnation === channel.incarnation) recorded.add(channel)
    else if (recorded.has(channel)) channel.close('the machine has a newer channel elsewhere')
  }

  /** Another broker took this one for gone: the channel is there, so it is recorded again. */
  const onLoss = (event: Losing): void => {
    const channel = channelOf(event)
    if (channel === undefined || channel.incarnation !== event.data.incarnation) return
    const { incarnation } = channel
    const cause = {
      actor: `broker:${brokerId}`,
      connectionId: '',
      causationId: system.newId(),
    }
    if ('hostId' in event.data) {
      const { hostId } = event.data
      const { agentVersion } = live.stateOf('host', hostId)
      const command = { type: 'ConnectAgent', brokerId, incarnation, agentVersion } as const
      handler.execute('host', hostId, command, cause).catch((error: unknown) => onFault('', error))
      return
    }
    const { gatewayId } = event.data
    const { clientUrl, ownUrl, version } = live.stateOf('gateway', gatewayId)
    const facts = { brokerId, incarnation, clientUrl, ownUrl, version }
    const command = { type: 'ConnectGateway', ...facts } as const
    handler
      .execute('gateway', gatewayId, command, cause)
      .catch((error: unknown) => onFault('', error))
  }

  const cancelRendezvous = (connectionId: string, code: string, actor: string): void => {
    const { hostId, attempt } = live.stateOf('connection', connectionId)
    if (hostId === '' || actor === `agent:${hostId}`) return
    channels.agent(hostId)?.send({ type: 'rendezvousCancel', connectionId, attempt, code })
  }

  return {
    onEvent: (event, actor) => {
      switch (event.type) {
        case 'ConnectionFailed': {
          const { connectionId, code, detail } = event.data
          const { gatewayId } = live.stateOf('connection', connectionId)
          if (actor !== `gateway:${gatewayId}`) {
            const refusal = { type: 'refuseConnection', connectionId, code, detail } as const
            channels.gateway(gatewayId)?.send(refusal)
          }
          return cancelRendezvous(connectionId, code, actor)
        }
        case 'RendezvousDeclined':
          return cancelRendezvous(event.data.connectionId, event.data.code, actor)
        case 'ConnectionEndOrdered': {
          const { connectionId, reason } = event.data
          const { gatewayId } = live.stateOf('connection', connectionId)
          const order = { type: 'endConnection', connectionId, reason } as const
          channels.gateway(gatewayId)?.send({ ...order, endedBy: 'administrator' })
          return
        }
        case 'AgentConnected':
        case 'GatewayConnected':
          return onHolder(event)
        case 'AgentDisconnected':
        case 'GatewayDisconnected':
          return onLoss(event)
        default:
          return
      }
    },
  }
}
