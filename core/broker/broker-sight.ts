/**
 * Which other brokers seem to be gone. There is no protocol between brokers: one that left undone
 * what the log asked of it is doubted until the log shows anything of it again. Doubt steers new
 * connections elsewhere and ends nothing.
 */
import type { DomainEvent } from '../domain/events.ts'

export type BrokerSight = {
  /** It did not do in time what was its to do. */
  doubt(brokerId: string): void
  isDoubtful(brokerId: string): boolean
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

/** Doubts nobody at first. */
export const createBrokerSight = (): BrokerSight => {
  const doubtful = new Set<string>()
  return {
    doubt: (brokerId) => {
      doubtful.add(brokerId)
    },
    isDoubtful: (brokerId) => doubtful.has(brokerId),
    onEvent: (event, actor) => {
      if (doubtful.size === 0) return
      const speaker = speakerOf(event, actor)
      if (speaker !== undefined) doubtful.delete(speaker)
    },
  }
}
