/**
 * What a connection needs next: a pure function of the recorded states, so that a broker that
 * restarts between any two steps goes on by reading. Knows no clock: a wait names what it waits
 * for and how long, and the shell counts from the moment it first sees that name.
 */
import { type Connection, isOpen } from './connection.ts'
import type { ErrorCode } from './errors.ts'
import { isErrorCode } from './errors.ts'
import type { Gateway } from './gateway.ts'
import type { Host } from './host.ts'
import {
  clientLegMs,
  connectMs,
  hostChannelWaitMs,
  hostLegMs,
  rendezvousAnswerMs,
  rendezvousAttemptCountMax,
  rendezvousOrderMs,
  ticketLifetimeMs,
} from './limits.ts'
import { mayUnplace, placerOf, type UserSession } from './user-session.ts'

export type Situation = {
  readonly connection: Connection
  /** The user's session in the pool, or the initial state. */
  readonly session: UserSession
  /** The host that is assigned, or where the session lives; undefined without one. */
  readonly host: Host | undefined
  readonly gateway: Gateway | undefined
  /** The broker that asks: only the holder of the host's channel orders a rendezvous. */
  readonly brokerId: string
}

export type Timeout =
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly stage: string }
  | { readonly kind: 'decline'; readonly code: ErrorCode }

export type Step =
  /** Claim or join the user's session in the pool. */
  | { readonly kind: 'claim' }
  /** Choose a host for a session that has none, and reserve its seat. */
  | { readonly kind: 'place' }
  /** Take back a session from a host that did not answer. */
  | { readonly kind: 'unplace'; readonly hostId: string; readonly reason: string }
  /** Go where the session is. */
  | { readonly kind: 'assign'; readonly hostId: string }
  /** The host is gone for good: its session cannot be reached again. */
  | { readonly kind: 'abandon' }
  | { readonly kind: 'order' }
  | { readonly kind: 'decline'; readonly code: ErrorCode }
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly stage: string }
  /** The relay runs: the seat is taken and the session active. */
  | { readonly kind: 'activate' }
  /** The connection is over: its session is left or disconnected. */
  | { readonly kind: 'settle' }
  | {
      readonly kind: 'wait'
      /** Names what is waited for: a new name starts a new deadline. */
      readonly name: string
      readonly forMs: number
      readonly otherwise: Timeout
    }
  /** Nothing to do until something happens. */
  | { readonly kind: 'rest' }

const rest: Step = { kind: 'rest' }

const afterEnd = ({ connection, session }: Situation): Step => {
  const { connectionId } = connection
  const pending = session.pendingConnectionIds.includes(connectionId)
  // A relay may end before its session was marked active: it did run, so the session stays.
  if (pending && connection.outcome?.kind === 'ended') return { kind: 'activate' }
  const active = session.phase === 'active' && session.activeConnectionId === connectionId
  return pending || active ? { kind: 'settle' } : rest
}

const whileRelaying = ({ connection, session }: Situation): Step => {
  if (session.userSessionId !== connection.userSessionId) return rest
  const pending = session.pendingConnectionIds.includes(connection.connectionId)
  // A newer connection left the session, this relay still runs: the session is not disconnected.
  return pending || session.phase === 'disconnected' ? { kind: 'activate' } : rest
}

/** Its session was ended from outside while the connection was under way to it. */
const lostSession = ({ connection, session }: Situation): boolean =>
  session.userSessionId !== connection.userSessionId ||
  !session.pendingConnectionIds.includes(connection.connectionId)

const codeOr = (text: string, otherwise: ErrorCode): ErrorCode =>
  isErrorCode(text) ? text : otherwise

/** Another host may be tried only for a session that never ran, by the one who placed it. */
const afterDecline = (situation: Situation): Step | undefined => {
  const { connection, session } = situation
  const last = connection.triedHostIds.at(-1)
  if (last === undefined) return undefined
  const code = codeOr(connection.declinedCode, 'HOST_DECLINED')
  const fail: Step = { kind: 'fail', code, stage: 'rendezvous' }
  const mine = session.phase === 'pending' && placerOf(session) === connection.connectionId
  if (!mine || connection.triedHostIds.length >= rendezvousAttemptCountMax) return fail
  if (session.hostId !== last) return undefined
  const free = mayUnplace(session, connection.connectionId)
  return free ? { kind: 'unplace', hostId: last, reason: code } : fail
}

const whileAuthorized = (situation: Situation): Step => {
  const { connection, session, host } = situation
  if (connection.transport !== 'arm' && !connection.redeemed) {
    return {
      kind: 'wait',
      name: 'ticket',
      forMs: ticketLifetimeMs,
      otherwise: { kind: 'fail', code: 'CLIENT_LEG_TIMED_OUT', stage: 'ticket' },
    }
  }
  if (!session.pendingConnectionIds.includes(connection.connectionId)) return { kind: 'claim' }
  const declined = afterDecline(situation)
  if (declined) return declined
  if (session.hostId !== '') {
    return host?.phase === 'registered'
      ? { kind: 'assign', hostId: session.hostId }
      : { kind: 'abandon' }
  }
  if (placerOf(session) === connection.connectionId) return { kind: 'place' }
  return {
    kind: 'wait',
    name: 'placement',
    forMs: connectMs,
    otherwise: { kind: 'fail', code: 'CONNECT_TIMED_OUT', stage: 'placement' },
  }
}

const whileAssigned = ({ connection, host, brokerId }: Situation): Step => {
  const holder = host?.channel?.brokerId
  if (holder === brokerId) return { kind: 'order' }
  // Another broker holds the host's channel: it reads of the assignment in the log.
  const held = holder !== undefined
  return {
    kind: 'wait',
    name: `${held ? `order by ${holder}` : 'channel'} ${connection.attempt}`,
    forMs: held ? rendezvousOrderMs : hostChannelWaitMs,
    otherwise: { kind: 'decline', code: 'HOST_CHANNEL_LOST' },
  }
}

const whileOrdered = (situation: Situation): Step => {
  const { connection, host } = situation
  if (connection.hostLegJoined) return whileAccepted(situation)
  if (host?.channel === undefined) return { kind: 'decline', code: 'HOST_CHANNEL_LOST' }
  return {
    kind: 'wait',
    name: `answer ${connection.attempt}`,
    forMs: rendezvousAnswerMs,
    otherwise: { kind: 'decline', code: 'RENDEZVOUS_TIMED_OUT' },
  }
}

const whileAccepted = ({ connection, gateway }: Situation): Step => {
  if (!connection.hostLegJoined) {
    // No host reaches a gateway that is away: another host would fare no better.
    const otherwise: Timeout =
      gateway?.channel === undefined
        ? { kind: 'fail', code: 'GATEWAY_LOST', stage: 'host-leg' }
        : { kind: 'decline', code: 'HOST_LEG_TIMED_OUT' }
    const name = `host leg ${connection.attempt}`
    return { kind: 'wait', name, forMs: hostLegMs, otherwise }
  }
  return {
    kind: 'wait',
    name: 'client leg',
    forMs: clientLegMs,
    otherwise: { kind: 'fail', code: 'CLIENT_LEG_TIMED_OUT', stage: 'client-leg' },
  }
}

/**
 * The broker that takes the connection's steps: the one that holds its gateway's channel, once the
 * client is there, else the one that took the request. Any other may take them when it does not.
 */
export const leaderOf = (
  { redeemed, brokerId }: Pick<Connection, 'redeemed' | 'brokerId'>,
  gateway: Pick<Gateway, 'channel'> | undefined,
): string => (redeemed ? (gateway?.channel?.brokerId ?? brokerId) : brokerId)

/** Phases of an ARM connection in which its client waits for the answer. */
const unanswered: ReadonlySet<Connection['phase']> = new Set(['authorized', 'assigned', 'ordered'])

/** Does a client wait for the answer of the broker that took the request? */
export const awaitsAnswer = ({
  transport,
  redeemed,
  phase,
}: Pick<Connection, 'transport' | 'redeemed' | 'phase'>): boolean =>
  transport === 'arm' && !redeemed && unanswered.has(phase)

/** The next step of one connection. */
export const nextStep = (situation: Situation): Step => {
  const { connection } = situation
  if (!isOpen(connection)) return afterEnd(situation)
  switch (connection.phase) {
    case 'requested':
      // Request and authorization are one append, which a log may hand over in parts.
      return {
        kind: 'wait',
        name: 'authorization',
        forMs: connectMs,
        otherwise: { kind: 'fail', code: 'BROKER_RESTARTED', stage: 'authorization' },
      }
    case 'authorized':
      return whileAuthorized(situation)
    case 'relaying':
      return whileRelaying(situation)
    default:
      if (lostSession(situation)) {
        return { kind: 'fail', code: 'SESSION_ENDED', stage: 'rendezvous' }
      }
      return whileUnderWay(situation)
  }
}

const whileUnderWay = (situation: Situation): Step => {
  switch (situation.connection.phase) {
    case 'assigned':
      return whileAssigned(situation)
    case 'ordered':
      return whileOrdered(situation)
    case 'accepted':
      return whileAccepted(situation)
    default:
      return rest
  }
}
