/**
 * A user's session in a pool: one stream for each user and pool, so that there is never a second
 * one. Decides who claims it, where it lives and when it ends; knows nothing of seats.
 */
import { accept, type Decider, type Decision, nothing } from './decider.ts'
import { refuse, unreachable } from './errors.ts'
import type { UserSessionEvent } from './events.ts'
import { pendingConnectionsPerUserMax } from './limits.ts'

export type UserSession = {
  /** `absent` before the first claim and after each end. */
  readonly phase: 'absent' | 'pending' | 'active' | 'disconnected'
  readonly userSessionId: string
  readonly poolId: string
  readonly userId: string
  /** Where it lives; empty until placed. */
  readonly hostId: string
  /** Connections being set up for it. The first one places it, the others wait. */
  readonly pendingConnectionIds: readonly string[]
  /** The connection whose relay started last. */
  readonly activeConnectionId: string
  /** Milliseconds since 1970; 0 unless disconnected. */
  readonly disconnectedAt: number
}

export type UserSessionCommand =
  | {
      readonly type: 'ClaimUserSession'
      userSessionId: string
      poolId: string
      userId: string
      connectionId: string
    }
  | { readonly type: 'PlaceUserSession'; hostId: string; connectionId: string }
  | { readonly type: 'UnplaceUserSession'; hostId: string; connectionId: string; reason: string }
  | { readonly type: 'ActivateUserSession'; connectionId: string }
  | { readonly type: 'DisconnectUserSession'; connectionId: string; at: number }
  | { readonly type: 'LeaveUserSession'; connectionId: string }
  | { readonly type: 'EndUserSession'; userSessionId: string; reason: string }

const initialState: UserSession = {
  phase: 'absent',
  userSessionId: '',
  poolId: '',
  userId: '',
  hostId: '',
  pendingConnectionIds: [],
  activeConnectionId: '',
  disconnectedAt: 0,
}

/** The connection that may place the session: the first that waits for it. */
export const placerOf = (session: UserSession): string | undefined =>
  session.pendingConnectionIds[0]

/**
 * May this connection take the session back from its host? Only one that never ran, and only while
 * no other connection waits for it: that one may be on its way to the host, and would run there.
 */
export const mayUnplace = (session: UserSession, connectionId: string): boolean =>
  session.phase === 'pending' && session.pendingConnectionIds.every((id) => id === connectionId)

const claim = (
  state: UserSession,
  command: Extract<UserSessionCommand, { type: 'ClaimUserSession' }>,
): Decision<UserSessionEvent> => {
  const { userSessionId, poolId, userId, connectionId } = command
  if (state.phase === 'absent') {
    const data = { userSessionId, poolId, userId, connectionId }
    return accept({ type: 'UserSessionClaimed', data })
  }
  if (state.pendingConnectionIds.includes(connectionId)) return nothing
  if (state.pendingConnectionIds.length >= pendingConnectionsPerUserMax) {
    return refuse('PENDING_LIMIT', `${pendingConnectionsPerUserMax} are under way`)
  }
  const data = { userSessionId: state.userSessionId, connectionId }
  return accept({ type: 'UserSessionJoined', data })
}

const leave = (state: UserSession, connectionId: string): Decision<UserSessionEvent> => {
  if (!state.pendingConnectionIds.includes(connectionId)) return nothing
  const { userSessionId, hostId } = state
  const left: UserSessionEvent = { type: 'UserSessionLeft', data: { userSessionId, connectionId } }
  const last = state.phase === 'pending' && state.pendingConnectionIds.length === 1
  if (!last) return accept(left)
  return accept<UserSessionEvent>(left, {
    type: 'UserSessionEnded',
    data: { userSessionId, hostId, reason: 'never-started' },
  })
}

const decide = (state: UserSession, command: UserSessionCommand): Decision<UserSessionEvent> => {
  if (command.type === 'ClaimUserSession') return claim(state, command)
  if (state.phase === 'absent') return nothing
  const { userSessionId } = state
  switch (command.type) {
    case 'PlaceUserSession': {
      const { hostId, connectionId } = command
      if (state.hostId !== '') return nothing
      return accept({ type: 'UserSessionPlaced', data: { userSessionId, hostId, connectionId } })
    }
    case 'UnplaceUserSession': {
      const { hostId, connectionId, reason } = command
      // A session that ever ran stays where it is: its desktop is there.
      if (state.hostId !== hostId || !mayUnplace(state, connectionId)) return nothing
      return accept({
        type: 'UserSessionUnplaced',
        data: { userSessionId, hostId, connectionId, reason },
      })
    }
    case 'ActivateUserSession': {
      const { connectionId } = command
      if (state.activeConnectionId === connectionId && state.phase === 'active') return nothing
      return accept({ type: 'UserSessionActivated', data: { userSessionId, connectionId } })
    }
    case 'DisconnectUserSession': {
      const { connectionId, at } = command
      if (state.phase !== 'active' || state.activeConnectionId !== connectionId) return nothing
      return accept({ type: 'UserSessionDisconnected', data: { userSessionId, connectionId, at } })
    }
    case 'LeaveUserSession':
      return leave(state, command.connectionId)
    case 'EndUserSession': {
      if (state.userSessionId !== command.userSessionId) return nothing
      const { hostId } = state
      const data = { userSessionId, hostId, reason: command.reason }
      return accept({ type: 'UserSessionEnded', data })
    }
    default:
      return unreachable(command)
  }
}

const evolve = (state: UserSession, event: UserSessionEvent): UserSession => {
  switch (event.type) {
    case 'UserSessionClaimed': {
      const { userSessionId, poolId, userId, connectionId } = event.data
      return {
        ...initialState,
        phase: 'pending',
        userSessionId,
        poolId,
        userId,
        pendingConnectionIds: [connectionId],
      }
    }
    case 'UserSessionJoined':
      return {
        ...state,
        pendingConnectionIds: [...state.pendingConnectionIds, event.data.connectionId],
      }
    case 'UserSessionPlaced':
      return { ...state, hostId: event.data.hostId }
    case 'UserSessionUnplaced':
      return { ...state, hostId: '' }
    case 'UserSessionActivated': {
      const { connectionId } = event.data
      return {
        ...state,
        phase: 'active',
        activeConnectionId: connectionId,
        disconnectedAt: 0,
        pendingConnectionIds: state.pendingConnectionIds.filter((id) => id !== connectionId),
      }
    }
    case 'UserSessionDisconnected':
      return { ...state, phase: 'disconnected', disconnectedAt: event.data.at }
    case 'UserSessionLeft': {
      const { connectionId } = event.data
      return {
        ...state,
        pendingConnectionIds: state.pendingConnectionIds.filter((id) => id !== connectionId),
      }
    }
    case 'UserSessionEnded':
      return initialState
    default:
      return unreachable(event)
  }
}

export const userSessionDecider: Decider<UserSession, UserSessionCommand, UserSessionEvent> = {
  initialState,
  decide,
  evolve,
}
