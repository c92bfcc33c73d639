/**
 * Which other brokers, and which gateways, seem to be gone. There is no protocol between brokers:
 * one that left undone what the log asked of it is doubted until the log shows anything of it
 * again. Doubt steers new connections elsewhere and ends nothing.
 */
import type { DomainEvent } from '../domain/events.ts'
import type { LiveState } from './live-state.ts'

export type BrokerSight = {
  /** It did not do in time what was its to do. */
  doubt(brokerId: string): void
  isDoubtful(brokerId: string): boolean
  /** Did a host or its leg not get through to this gateway, and nothing came of it since? */
  isDoubtfulGateway(gatewayId: string): boolean
  /** Whatever a broker records shows that it lives. */
  onEvent(event: DomainEvent, actor: string): void
}

const actorPrefix = 'broker:'

/** Which broker the event speaks of as alive, or undefined. */
const speakerOf = (event: DomainEvent, actor: string): string | undefined => {
  if (actor.startsWith(actorPrefix)) return actor.slice(actorPrefix.length)
  switch (event.type) {
    case 'AgentConnected':
    case 'GatewayConnected':
    case 'ConnectionRequested':
    case 'RendezvousSent':
      return event.data.brokerId
    default:
      return undefined
  }
}

/** Why a rendezvous came to nothing at the gateway's end, or on the way there. */
const gatewayCodes: ReadonlySet<string> = new Set([
  'GATEWAY_UNAVAILABLE',
  'GATEWAY_LOST',
  'HOST_LEG_TIMED_OUT',
])

const gatewayPrefix = 'gateway:'

/** Doubts nobody at first. */
export const createBrokerSight = (live: Pick<LiveState, 'stateOf'>): BrokerSight => {
  const doubtful = new Set<string>()
  const doubtfulGateways = new Set<string>()

  const lookAtGateway = (event: DomainEvent, actor: string): void => {
    if (actor.startsWith(gatewayPrefix)) {
      doubtfulGateways.delete(actor.slice(gatewayPrefix.length))
    } else if (event.type === 'GatewayConnected') {
      doubtfulGateways.delete(event.data.gatewayId)
    } else if (event.type === 'RendezvousDeclined' || event.type === 'ConnectionFailed') {
      const { code, connectionId } = event.data
      const { gatewayId } = live.stateOf('connection', connectionId)
      if (gatewayId !== '' && gatewayCodes.has(code)) doubtfulGateways.add(gatewayId)
    }
  }

  return {
    doubt: (brokerId) => {
      doubtful.add(brokerId)
    },
    isDoubtful: (brokerId) => doubtful.has(brokerId),
    isDoubtfulGateway: (gatewayId) => doubtfulGateways.has(gatewayId),
    onEvent: (event, actor) => {
      lookAtGateway(event, actor)
      if (doubtful.size === 0) return
      const speaker = speakerOf(event, actor)
      if (speaker !== undefined) doubtful.delete(speaker)
    },
  }
}
