/**
 * A connection: one attempt of a user to reach a user session through a gateway. Its stream is
 * that of the process manager: inputs are recorded here first, so that a crash between two steps
 * is a re-read. Decides that it ends exactly once; connection-process.ts decides what comes next.
 */
import { sameBytes } from './bytes.ts'
import { type Connection, evolveConnection, initialConnection, isOpen } from './connection-state.ts'
import { accept, type Decider, type Decision, nothing } from './decider.ts'
import { type ErrorCode, errorTable, refuse, unreachable } from './errors.ts'
import type { ConnectionEvent, ExclusionCounts } from './events.ts'

export { type Connection, isOpen, type Outcome } from './connection-state.ts'

/** Recorded time is part of the input: deadlines after a restart count from it. */
export type ConnectionCommand =
  | {
      readonly type: 'RequestConnection'
      connectionId: string
      userId: string
      resourceId: string
      transport: string
      gatewayId: string
      predecessorId: string
      brokerId: string
      sealed: Uint8Array
      ticketId: string
    }
  | { readonly type: 'RefuseConnection'; code: ErrorCode; detail: string }
  | {
      readonly type: 'AuthorizeConnection'
      poolId: string
      userSessionStream: string
      ticketExpiresAt: number
      workspaceId: string
      groupId: string
    }
  | {
      readonly type: 'RedeemTicket'
      gatewayId: string
      flow: string
      sealed: Uint8Array
      now: number
    }
  | { readonly type: 'AssignHost'; assignment: Assignment }
  | {
      readonly type: 'SendRendezvous'
      attempt: number
      secretHash: Uint8Array
      brokerId: string
      expiresAt: number
    }
  | { readonly type: 'AcceptRendezvous'; attempt: number }
  | { readonly type: 'DeclineRendezvous'; attempt: number; code: ErrorCode; detail: string }
  | {
      readonly type: 'RedeemRendezvous'
      gatewayId: string
      secretHash: Uint8Array
      now: number
    }
  | { readonly type: 'StartRelay'; gatewayId: string }
  | { readonly type: 'OrderEnd'; reason: string }
  | {
      readonly type: 'EndRelay'
      endedBy: string
      reason: string
      bytesToClient: number
      bytesToHost: number
      durationMs: number
      peakBufferedBytes: number
      messagesToClient: number
      messagesToHost: number
      stalls: number
    }
  | {
      readonly type: 'FailConnection'
      code: ErrorCode
      stage: string
      detail: string
      counts: ExclusionCounts
    }

export type Assignment = {
  readonly hostId: string
  readonly userSessionId: string
  readonly existingSession: boolean
  readonly placement: string
  readonly policyVersion: number
  readonly draw: number
  readonly sessionLimit: number
  readonly eligibleCount: number
} & ExclusionCounts

export const noExclusions: ExclusionCounts = {
  fullCount: 0,
  drainingCount: 0,
  unavailableCount: 0,
  triedCount: 0,
  excluded: [],
}

const redeemTicket = (
  state: Connection,
  command: Extract<ConnectionCommand, { type: 'RedeemTicket' }>,
): Decision<ConnectionEvent> => {
  if (state.redeemed) return refuse('TICKET_IN_USE')
  if (state.phase === 'closed') return refuse('TICKET_SPENT')
  if (command.now >= state.ticketExpiresAt) return refuse('TICKET_EXPIRED')
  // ARM tickets name their gateway; the raw transport's client stays with the one it reached.
  if (state.gatewayId !== '' && state.gatewayId !== command.gatewayId) {
    return refuse('TICKET_INVALID', 'it is for another gateway')
  }
  const { connectionId } = state
  const { gatewayId, flow, sealed } = command
  return accept({ type: 'TicketRedeemed', data: { connectionId, gatewayId, flow, sealed } })
}

const redeemRendezvous = (
  state: Connection,
  command: Extract<ConnectionCommand, { type: 'RedeemRendezvous' }>,
): Decision<ConnectionEvent> => {
  const { gatewayId, secretHash, now } = command
  // One answer for every reason: whoever guesses learns nothing.
  const valid =
    (state.phase === 'ordered' || state.phase === 'accepted') &&
    !state.hostLegJoined &&
    state.gatewayId === gatewayId &&
    now < state.secretExpiresAt &&
    sameBytes(state.secretHash, secretHash)
  if (!valid) return refuse('RENDEZVOUS_INVALID')
  const { connectionId, attempt } = state
  // The leg may overtake the answer on the control channel: whoever dials has accepted.
  const accepted: ConnectionEvent[] =
    state.phase === 'ordered'
      ? [{ type: 'RendezvousAccepted', data: { connectionId, attempt } }]
      : []
  return accept(...accepted, { type: 'HostLegJoined', data: { connectionId, attempt, gatewayId } })
}

const decideRendezvous = (
  state: Connection,
  command: Extract<
    ConnectionCommand,
    { type: 'SendRendezvous' | 'AcceptRendezvous' | 'DeclineRendezvous' }
  >,
): Decision<ConnectionEvent> => {
  const { connectionId, attempt, hostId, gatewayId } = state
  // Answers to an order that has been replaced are late, not wrong.
  if (command.attempt !== attempt) return nothing
  switch (command.type) {
    case 'SendRendezvous': {
      if (state.phase !== 'assigned') return nothing
      const { secretHash, brokerId, expiresAt } = command
      return accept({
        type: 'RendezvousSent',
        data: { connectionId, attempt, hostId, gatewayId, secretHash, brokerId, expiresAt },
      })
    }
    case 'AcceptRendezvous':
      if (state.phase !== 'ordered') return nothing
      return accept({ type: 'RendezvousAccepted', data: { connectionId, attempt } })
    case 'DeclineRendezvous': {
      const waiting =
        state.phase === 'assigned' || state.phase === 'ordered' || state.phase === 'accepted'
      if (!waiting || state.hostLegJoined) return nothing
      const { code, detail } = command
      return accept({ type: 'RendezvousDeclined', data: { connectionId, attempt, code, detail } })
    }
    default:
      return unreachable(command)
  }
}

const end = (
  state: Connection,
  command: Extract<ConnectionCommand, { type: 'EndRelay' | 'FailConnection' }>,
): Decision<ConnectionEvent> => {
  if (!isOpen(state)) return nothing
  const { connectionId } = state
  if (command.type === 'EndRelay') {
    if (state.phase !== 'relaying') return nothing
    const { type: _type, ...account } = command
    return accept({ type: 'RelayEnded', data: { connectionId, ...account } })
  }
  if (state.phase === 'relaying') return nothing
  const { code, stage, detail, counts } = command
  const fault = errorTable[code].fault
  return accept({
    type: 'ConnectionFailed',
    data: { connectionId, stage, code, fault, detail, ...counts },
  })
}

const decideOpening = (
  state: Connection,
  command: Extract<ConnectionCommand, { type: 'RefuseConnection' | 'AuthorizeConnection' }>,
): Decision<ConnectionEvent> => {
  if (state.phase !== 'requested') return nothing
  const { connectionId } = state
  const { type, ...rest } = command
  if (type === 'RefuseConnection') {
    const { code, detail } = command
    return accept({ type: 'ConnectionRefused', data: { connectionId, code, detail } })
  }
  return accept({
    type: 'ConnectionAuthorized',
    data: { connectionId, ...(rest as Omit<typeof command, 'type'>) },
  })
}

const startRelay = (
  state: Connection,
  command: Extract<ConnectionCommand, { type: 'StartRelay' }>,
): Decision<ConnectionEvent> => {
  if (state.phase !== 'accepted' && state.phase !== 'ordered') return nothing
  if (state.gatewayId !== command.gatewayId) return refuse('TICKET_INVALID', 'another gateway')
  if (!state.redeemed) return refuse('TICKET_INVALID', 'no ticket was redeemed')
  const { connectionId, gatewayId } = state
  const joined: ConnectionEvent[] = state.clientLegJoined
    ? []
    : [{ type: 'ClientLegJoined', data: { connectionId, gatewayId } }]
  if (!state.hostLegJoined) return refuse('RENDEZVOUS_INVALID', 'no host leg')
  return accept(...joined, { type: 'RelayStarted', data: { connectionId, gatewayId } })
}

const decide = (state: Connection, command: ConnectionCommand): Decision<ConnectionEvent> => {
  if (command.type === 'RequestConnection') {
    if (state.phase !== 'unknown') return nothing
    const { type: _type, ...data } = command
    return accept({ type: 'ConnectionRequested', data })
  }
  if (state.phase === 'unknown') return refuse('NOT_FOUND', 'no such connection')
  switch (command.type) {
    case 'RefuseConnection':
    case 'AuthorizeConnection':
      return decideOpening(state, command)
    case 'RedeemTicket':
      return redeemTicket(state, command)
    case 'AssignHost': {
      if (state.phase !== 'authorized') return nothing
      const { connectionId } = state
      const attempt = state.attempt + 1
      return accept({
        type: 'HostAssigned',
        data: { connectionId, attempt, ...command.assignment },
      })
    }
    case 'SendRendezvous':
    case 'AcceptRendezvous':
    case 'DeclineRendezvous':
      return decideRendezvous(state, command)
    case 'RedeemRendezvous':
      return redeemRendezvous(state, command)
    case 'StartRelay':
      return startRelay(state, command)
    case 'OrderEnd': {
      if (state.phase !== 'relaying') return nothing
      const data = { connectionId: state.connectionId, reason: command.reason }
      return accept({ type: 'ConnectionEndOrdered', data })
    }
    case 'EndRelay':
    case 'FailConnection':
      return end(state, command)
    default:
      return unreachable(command)
  }
}

/**
 * `evolve` takes the recorded time as a third argument: deadlines of a broker that restarts
 * count from it.
 */
export const connectionDecider: Omit<
  Decider<Connection, ConnectionCommand, ConnectionEvent>,
  'evolve'
> & { readonly evolve: (state: Connection, event: ConnectionEvent, at?: number) => Connection } = {
  initialState: initialConnection,
  decide,
  evolve: evolveConnection,
}
