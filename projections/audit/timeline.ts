/**
 * The timeline of one connection: each recorded step with its time, who decided it, and from which
 * facts. Pure: the events come in, the story goes out.
 */
import { errorTable, isErrorCode } from '../../core/domain/errors.ts'
import type { DomainEvent } from '../../core/domain/events.ts'

/** What the timeline needs of an event line. */
export type TimelineEvent = {
  readonly event: DomainEvent
  readonly recordedAt: number
  readonly position: string
  readonly actor: string
  readonly actorName?: string | undefined
  readonly connectionId: string
  readonly eventId: string
  readonly person?: { readonly userName: string; readonly clientAddress: string } | null | undefined
}

export type TimelineStep = {
  /** Step of the connection sequence, 1 to 12; 0 for what belongs to no step. */
  readonly step: number
  /** What the step is about; empty for no step. */
  readonly name: string
  readonly type: string
  /** Where the log has it: what `audit state --at` takes. */
  readonly position: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Milliseconds since the step before. */
  readonly afterMs: number
  readonly actor: string
  readonly eventId: string
  /** One clause a fact. */
  readonly facts: readonly string[]
}

export type UnseenStep = { readonly step: number; readonly name: string; readonly where: string }

export type Timeline = {
  readonly connectionId: string
  readonly steps: readonly TimelineStep[]
  /** Steps of the sequence that this connection has no event of, and who would know. */
  readonly unseen: readonly UnseenStep[]
  /** How it ended, whose fault it was and what to do; empty while it is open. */
  readonly verdict: readonly string[]
}

/**
 * The twelve steps of a connection. Sign-in and feed (1 to 4) lie before it and in the access log;
 * the handshake of client and host (11) is theirs alone.
 */
export const stepNames: Readonly<Record<number, string>> = {
  1: 'sign-in',
  2: 'feed asked',
  3: 'feed answered',
  4: 'connection file',
  5: 'request',
  6: 'authorization',
  7: 'placement',
  8: 'rendezvous',
  9: 'legs',
  10: 'relay',
  11: 'handshake of client and host',
  12: 'end',
}

/** Who knows of a step that is no decision, and so never an event. */
const knownElsewhere: Readonly<Record<number, string>> = {
  1: 'the issuer of the token knows',
  2: 'counted in the access log',
  3: 'counted in the access log',
  4: 'counted in the access log',
  11: 'inside the relay, for client and host alone',
}

const unseenSteps = (steps: readonly TimelineStep[]): UnseenStep[] =>
  Object.entries(stepNames)
    .map(([number, name]) => ({ step: Number(number), name }))
    .filter(({ step }) => !steps.some((seen) => seen.step === step))
    .map(({ step, name }) => ({ step, name, where: knownElsewhere[step] ?? 'did not happen' }))

const stepOf: Readonly<Partial<Record<DomainEvent['type'], number>>> = {
  ConnectionRequested: 5,
  ConnectionRefused: 6,
  ConnectionAuthorized: 6,
  TicketRedeemed: 6,
  UserSessionClaimed: 7,
  UserSessionJoined: 7,
  SeatReserved: 7,
  UserSessionPlaced: 7,
  UserSessionUnplaced: 7,
  HostAssigned: 7,
  RendezvousSent: 8,
  RendezvousAccepted: 8,
  RendezvousDeclined: 8,
  HostLegJoined: 9,
  ClientLegJoined: 9,
  RelayStarted: 10,
  SeatTaken: 10,
  UserSessionActivated: 10,
  ConnectionEndOrdered: 12,
  RelayEnded: 12,
  ConnectionFailed: 12,
  UserSessionDisconnected: 12,
  UserSessionLeft: 12,
  SeatReleased: 12,
}

type Counts = {
  readonly fullCount: number
  readonly drainingCount: number
  readonly unavailableCount: number
  readonly triedCount: number
  readonly excluded: readonly { readonly hostId: string; readonly reason: string }[]
}

const countFacts = (counts: Counts): string[] => {
  const passed: [number, string][] = [
    [counts.fullCount, 'full'],
    [counts.drainingCount, 'draining'],
    [counts.unavailableCount, 'unavailable'],
    [counts.triedCount, 'tried before'],
  ]
  const facts = passed.flatMap(([count, why]) => (count > 0 ? [`passed over ${count} ${why}`] : []))
  return [...facts, ...counts.excluded.map(({ hostId, reason }) => `${hostId} was ${reason}`)]
}

const factsOf = ({ event, person }: TimelineEvent): string[] => {
  switch (event.type) {
    case 'ConnectionRequested': {
      const { userId, resourceId, transport, predecessorId } = event.data
      const who = person ? [`${person.userName} from ${person.clientAddress}`] : []
      const before = predecessorId === '' ? [] : [`takes up ${predecessorId}`]
      return [
        ...who,
        `user ${userId}`,
        `resource ${resourceId}`,
        `transport ${transport}`,
        ...before,
      ]
    }
    case 'ConnectionAuthorized':
      return [`pool ${event.data.poolId}`, `granted by ${event.data.groupId}`]
    case 'HostAssigned': {
      const { hostId, placement, draw, policyVersion, sessionLimit, eligibleCount } = event.data
      const chosen = [
        `${placement}, policy ${policyVersion}, draw ${draw.toFixed(4)}`,
        `${eligibleCount} eligible, limit ${sessionLimit} sessions`,
      ]
      const followed =
        placement === 'same-session' ? ['the session was placed there before'] : chosen
      const why = event.data.existingSession ? ["the user's session lives there"] : followed
      return [`host ${hostId}, attempt ${event.data.attempt}`, ...why, ...countFacts(event.data)]
    }
    case 'SeatReserved':
    case 'SeatTaken':
    case 'SeatReleased':
      return [`host ${event.data.hostId}`]
    case 'RendezvousSent':
      return [`attempt ${event.data.attempt} to ${event.data.hostId}`, `by ${event.data.brokerId}`]
    case 'RendezvousDeclined':
      return [event.data.code, event.data.detail].filter((text) => text !== '')
    case 'TicketRedeemed':
    case 'HostLegJoined':
    case 'ClientLegJoined':
    case 'RelayStarted':
      return [`gateway ${event.data.gatewayId}`]
    case 'RelayEnded': {
      const { endedBy, reason, bytesToClient, bytesToHost, durationMs } = event.data
      const { peakBufferedBytes, messagesToClient, messagesToHost, stalls } = event.data
      return [
        `by ${endedBy}: ${reason}`,
        `${bytesToClient} bytes to the client, ${bytesToHost} to the host in ${durationMs} ms`,
        `at most ${peakBufferedBytes} bytes buffered`,
        `${messagesToClient} messages to the client, ${messagesToHost} to the host`,
        `${stalls} stalls`,
      ]
    }
    case 'ConnectionRefused':
      return [event.data.code]
    case 'ConnectionFailed':
      return [`${event.data.code} at ${event.data.stage}`, ...countFacts(event.data)]
    default:
      return []
  }
}

const faultNames = { user: "the user's", customer: "the customer's", service: 'ours' } as const

const verdictOf = (events: readonly TimelineEvent[]): string[] => {
  for (const { event } of events) {
    if (event.type === 'RelayEnded') {
      return [`ended by ${event.data.endedBy}: ${event.data.reason}`]
    }
    if (event.type !== 'ConnectionRefused' && event.type !== 'ConnectionFailed') continue
    const { code } = event.data
    if (!isErrorCode(code)) return [code]
    const { message, fault, remedy } = errorTable[code]
    return [`${code}: ${message}`, `whose fault: ${faultNames[fault]}`, `what to do: ${remedy}`]
  }
  return []
}

/** Tells one connection's story from the events of any stream, in log order. */
export const timelineOf = (connectionId: string, events: readonly TimelineEvent[]): Timeline => {
  const own = events.filter((line) => line.connectionId === connectionId)
  let before = own[0]?.recordedAt ?? 0
  const steps = own.map((line): TimelineStep => {
    const afterMs = line.recordedAt - before
    before = line.recordedAt
    const step = stepOf[line.event.type] ?? 0
    return {
      step,
      name: stepNames[step] ?? '',
      type: line.event.type,
      position: line.position,
      at: line.recordedAt,
      afterMs,
      actor: line.actorName === undefined ? line.actor : `${line.actorName} (${line.actor})`,
      eventId: line.eventId,
      facts: factsOf(line),
    }
  })
  return { connectionId, steps, unseen: unseenSteps(steps), verdict: verdictOf(own) }
}
