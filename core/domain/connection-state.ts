/**
 * What is known of a connection, and how each event changes it. connection.ts decides.
 */
import { unreachable } from './errors.ts'
import type { ConnectionEvent } from './events.ts'

export type ConnectionPhase =
  | 'unknown'
  | 'requested'
  /** Allowed; a ticket is out and not yet redeemed (ARM: being set up all the same). */
  | 'authorized'
  | 'assigned'
  | 'ordered'
  | 'accepted'
  | 'relaying'
  | 'closed'

export type Outcome =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly code: string; readonly stage: string }
  | { readonly kind: 'ended'; readonly endedBy: string; readonly reason: string }

export type Connection = {
  readonly phase: ConnectionPhase
  readonly connectionId: string
  readonly userId: string
  readonly resourceId: string
  readonly poolId: string
  readonly workspaceId: string
  readonly transport: string
  readonly predecessorId: string
  readonly brokerId: string
  /** The gateway that holds, or will hold, the client. */
  readonly gatewayId: string
  readonly ticketId: string
  readonly ticketExpiresAt: number
  readonly redeemed: boolean
  readonly userSessionStream: string
  readonly userSessionId: string
  readonly hostId: string
  readonly attempt: number
  readonly existingSession: boolean
  readonly triedHostIds: readonly string[]
  /** Code of the last declined rendezvous. */
  readonly declinedCode: string
  readonly secretHash: Uint8Array
  readonly secretExpiresAt: number
  readonly hostLegJoined: boolean
  readonly clientLegJoined: boolean
  /** Why somebody ordered the end of the running relay; empty where nobody did. */
  readonly endOrderedFor: string
  /** Milliseconds since 1970 of the events that deadlines count from. */
  readonly requestedAt: number
  readonly redeemedAt: number
  readonly orderedAt: number
  readonly acceptedAt: number
  readonly endedAt: number
  readonly outcome: Outcome | undefined
}

export const initialConnection: Connection = {
  phase: 'unknown',
  connectionId: '',
  userId: '',
  resourceId: '',
  poolId: '',
  workspaceId: '',
  transport: '',
  predecessorId: '',
  brokerId: '',
  gatewayId: '',
  ticketId: '',
  ticketExpiresAt: 0,
  redeemed: false,
  userSessionStream: '',
  userSessionId: '',
  hostId: '',
  attempt: 0,
  existingSession: false,
  triedHostIds: [],
  declinedCode: '',
  secretHash: new Uint8Array(),
  secretExpiresAt: 0,
  hostLegJoined: false,
  clientLegJoined: false,
  endOrderedFor: '',
  requestedAt: 0,
  redeemedAt: 0,
  orderedAt: 0,
  acceptedAt: 0,
  endedAt: 0,
  outcome: undefined,
}

/** True from the request until exactly one ending. */
export const isOpen = (connection: Connection): boolean =>
  connection.phase !== 'unknown' && connection.phase !== 'closed'

/**
 * Folds one event. `at` is its recorded time: deadlines of a broker that restarts count from it.
 */
export const evolveConnection = (state: Connection, event: ConnectionEvent, at = 0): Connection => {
  switch (event.type) {
    case 'ConnectionRequested': {
      const { sealed: _sealed, ...request } = event.data
      return { ...initialConnection, ...request, phase: 'requested', requestedAt: at }
    }
    case 'ConnectionRefused': {
      const outcome: Outcome = { kind: 'refused', code: event.data.code }
      return { ...state, phase: 'closed', endedAt: at, outcome }
    }
    case 'ConnectionAuthorized': {
      const { poolId, userSessionStream, ticketExpiresAt, workspaceId } = event.data
      return {
        ...state,
        phase: 'authorized',
        poolId,
        userSessionStream,
        ticketExpiresAt,
        workspaceId,
      }
    }
    case 'TicketRedeemed': {
      const { gatewayId } = event.data
      return { ...state, redeemed: true, redeemedAt: at, gatewayId }
    }
    case 'HostAssigned': {
      const { hostId, userSessionId, existingSession, attempt } = event.data
      return { ...state, phase: 'assigned', hostId, userSessionId, existingSession, attempt }
    }
    case 'RendezvousSent': {
      const { secretHash, expiresAt } = event.data
      return { ...state, phase: 'ordered', secretHash, secretExpiresAt: expiresAt, orderedAt: at }
    }
    case 'RendezvousAccepted':
      return { ...state, phase: 'accepted', acceptedAt: at }
    case 'RendezvousDeclined': {
      const triedHostIds = [...state.triedHostIds, state.hostId]
      const declinedCode = event.data.code
      return { ...state, phase: 'authorized', triedHostIds, declinedCode, secretExpiresAt: 0 }
    }
    case 'HostLegJoined':
      return { ...state, hostLegJoined: true }
    case 'ClientLegJoined':
      return { ...state, clientLegJoined: true }
    case 'RelayStarted':
      return { ...state, phase: 'relaying' }
    case 'ConnectionEndOrdered':
      return { ...state, endOrderedFor: event.data.reason }
    case 'RelayEnded': {
      const { endedBy, reason } = event.data
      const outcome: Outcome = { kind: 'ended', endedBy, reason }
      return { ...state, phase: 'closed', endedAt: at, outcome }
    }
    case 'ConnectionFailed': {
      const { code, stage } = event.data
      return { ...state, phase: 'closed', endedAt: at, outcome: { kind: 'failed', code, stage } }
    }
    default:
      return unreachable(event)
  }
}
