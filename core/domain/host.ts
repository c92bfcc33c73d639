/**
 * A session host: its registration, the control channel that leads to it, and its seats. Decides
 * that there are never more seats than the limit; the placement only proposes.
 */
import { sameBytes } from './bytes.ts'
import { accept, type Decider, type Decision, nothing } from './decider.ts'
import { refuse, unreachable } from './errors.ts'
import type { HostEvent } from './events.ts'
import { evolveHost, type Host, initialHost, sessionCountOf } from './host-state.ts'
import { appendEventCountMax, hostTargetCountMax, nameLengthMax } from './limits.ts'
import { own } from './lookup.ts'

export { type Host, type Seat, sessionCountOf } from './host-state.ts'

export type HostCommand =
  | {
      readonly type: 'RegisterHost'
      hostId: string
      poolId: string
      name: string
      publicKey: Uint8Array
      tokenId: string
    }
  | { readonly type: 'RemoveHost' }
  | { readonly type: 'ConnectAgent'; brokerId: string; incarnation: string; agentVersion: string }
  | { readonly type: 'DisconnectAgent'; brokerId: string; incarnation: string; reason: string }
  | {
      readonly type: 'ObserveBeat'
      beatAt: number
      status: string
      failedChecks: readonly string[]
    }
  | { readonly type: 'ObserveSilence'; lastBeatAt: number }
  | { readonly type: 'ReportCertificate'; resourceId: string; fingerprint: Uint8Array }
  | { readonly type: 'DrainHost' }
  | { readonly type: 'UndrainHost' }
  | {
      readonly type: 'ReserveSeat'
      userSessionId: string
      connectionId: string
      sessionLimit: number
      userSessionStream: string
    }
  | { readonly type: 'TakeSeat'; userSessionId: string; connectionId: string }
  | {
      readonly type: 'ReleaseSeat'
      userSessionId: string
      reason: string
      /** Only the seat that this connection reserved or took; absent: whoever did. */
      connectionId?: string
    }
  | {
      readonly type: 'ReportUnassigned'
      sessions: readonly { hostSessionId: string; claimedUserSessionId: string }[]
    }

const register = (
  state: Host,
  command: Extract<HostCommand, { type: 'RegisterHost' }>,
): Decision<HostEvent> => {
  const { hostId, poolId, name, publicKey, tokenId } = command
  if (name.length === 0 || name.length > nameLengthMax) {
    return refuse('REQUEST_INVALID', 'host name is empty or too long')
  }
  if (publicKey.length !== 32) return refuse('REQUEST_INVALID', 'public key is not 32 bytes')
  if (state.phase === 'registered') {
    if (!sameBytes(state.publicKey, publicKey)) return refuse('HOST_NAME_TAKEN', name)
    if (state.poolId !== poolId) {
      return refuse('HOST_NAME_TAKEN', `${name} belongs to pool ${state.poolId}`)
    }
    return nothing
  }
  // A token knows its hosts, so that a lost answer can be repeated; removal ends that for good.
  if (state.phase === 'removed' && state.tokenIds.includes(tokenId)) {
    return refuse('REGISTRATION_TOKEN_INVALID', `${name} was removed and needs a new token`)
  }
  return accept({ type: 'HostRegistered', data: { hostId, poolId, name, publicKey, tokenId } })
}

const observeBeat = (
  state: Host,
  command: Extract<HostCommand, { type: 'ObserveBeat' }>,
): Decision<HostEvent> => {
  const { hostId } = state
  const { beatAt, status, failedChecks } = command
  const events: HostEvent[] = []
  if (!state.available) events.push({ type: 'HostBecameAvailable', data: { hostId, beatAt } })
  // A host that comes back is Available until its checks say otherwise.
  const statusBefore = state.available ? state.status : 'Available'
  const changed =
    statusBefore !== status || state.failedChecks.join('\n') !== failedChecks.join('\n')
  if (changed) events.push({ type: 'HostHealthChanged', data: { hostId, status, failedChecks } })
  return accept(...events)
}

const reserveSeat = (
  state: Host,
  command: Extract<HostCommand, { type: 'ReserveSeat' }>,
): Decision<HostEvent> => {
  const { userSessionId, connectionId, sessionLimit, userSessionStream } = command
  if (own(state.seats, userSessionId)) return nothing
  if (state.draining) return refuse('ALL_HOSTS_DRAINING', state.hostId)
  if (sessionCountOf(state) >= sessionLimit) return refuse('ALL_HOSTS_FULL', state.hostId)
  const { hostId } = state
  return accept({
    type: 'SeatReserved',
    data: { hostId, userSessionId, connectionId, sessionLimit, userSessionStream },
  })
}

const reportUnassigned = (
  state: Host,
  command: Extract<HostCommand, { type: 'ReportUnassigned' }>,
): Decision<HostEvent> => {
  const { hostId } = state
  const reported = new Map(
    command.sessions.map((session) => [session.hostSessionId, session.claimedUserSessionId]),
  )
  const arrived = [...reported]
    .filter(([hostSessionId]) => !Object.hasOwn(state.unassigned, hostSessionId))
    .map(
      ([hostSessionId, claimedUserSessionId]): HostEvent => ({
        type: 'UnassignedSessionReported',
        data: { hostId, hostSessionId, claimedUserSessionId },
      }),
    )
  const gone = Object.keys(state.unassigned)
    .filter((hostSessionId) => !reported.has(hostSessionId))
    .map(
      (hostSessionId): HostEvent => ({
        type: 'UnassignedSessionEnded',
        data: { hostId, hostSessionId },
      }),
    )
  // One append holds so many; what is left is recorded when the command comes again.
  return accept(...[...gone, ...arrived].slice(0, appendEventCountMax))
}

const decideChannel = (
  state: Host,
  command: Extract<HostCommand, { type: 'ConnectAgent' | 'DisconnectAgent' }>,
): Decision<HostEvent> => {
  const { hostId } = state
  if (command.type === 'ConnectAgent') {
    const { brokerId, incarnation, agentVersion } = command
    if (state.channel?.incarnation === incarnation) return nothing
    const data = { hostId, brokerId, incarnation, agentVersion }
    return accept({ type: 'AgentConnected', data })
  }
  // An older channel that ends late says nothing about the newer one.
  if (state.channel?.incarnation !== command.incarnation) return nothing
  const { brokerId, incarnation, reason } = command
  return accept({ type: 'AgentDisconnected', data: { hostId, brokerId, incarnation, reason } })
}

const decideSeat = (
  state: Host,
  command: Extract<HostCommand, { type: 'TakeSeat' | 'ReleaseSeat' }>,
): Decision<HostEvent> => {
  const { hostId } = state
  const { userSessionId } = command
  const seat = own(state.seats, userSessionId)
  if (!seat) return nothing
  if (command.type === 'ReleaseSeat') {
    // What a slower broker gives back may be another connection's by now.
    const wanted = command.connectionId ?? seat.connectionId
    if (seat.connectionId !== wanted) return nothing
    const data = { hostId, userSessionId, reason: command.reason }
    return accept({ type: 'SeatReleased', data })
  }
  if (seat.phase === 'taken') return nothing
  const data = { hostId, userSessionId, connectionId: command.connectionId }
  return accept({ type: 'SeatTaken', data })
}

const decide = (state: Host, command: HostCommand): Decision<HostEvent> => {
  if (command.type === 'RegisterHost') return register(state, command)
  // Seats of a removed host are still given back.
  if (command.type === 'ReleaseSeat') return decideSeat(state, command)
  if (state.phase !== 'registered') return refuse('NOT_FOUND', 'no such host')
  const { hostId } = state
  switch (command.type) {
    case 'RemoveHost':
      return accept({ type: 'HostRemoved', data: { hostId } })
    case 'ConnectAgent':
    case 'DisconnectAgent':
      return decideChannel(state, command)
    case 'ObserveBeat':
      return observeBeat(state, command)
    case 'ObserveSilence':
      if (!state.available) return nothing
      return accept({
        type: 'HostBecameUnavailable',
        data: { hostId, lastBeatAt: command.lastBeatAt },
      })
    case 'ReportCertificate': {
      const { resourceId, fingerprint } = command
      const previous = own(state.fingerprints, resourceId) ?? new Uint8Array()
      if (sameBytes(previous, fingerprint)) return nothing
      const known = Object.hasOwn(state.fingerprints, resourceId)
      if (!known && Object.keys(state.fingerprints).length >= hostTargetCountMax) {
        return refuse('REQUEST_INVALID', `the host has ${hostTargetCountMax} targets already`)
      }
      const data = { hostId, resourceId, fingerprint, previous }
      return accept({ type: 'HostCertificateChanged', data })
    }
    case 'DrainHost':
      return state.draining ? nothing : accept({ type: 'DrainStarted', data: { hostId } })
    case 'UndrainHost':
      return state.draining ? accept({ type: 'DrainStopped', data: { hostId } }) : nothing
    case 'ReserveSeat':
      return reserveSeat(state, command)
    case 'TakeSeat':
      return decideSeat(state, command)
    case 'ReportUnassigned':
      return reportUnassigned(state, command)
    default:
      return unreachable(command)
  }
}

export const hostDecider: Decider<Host, HostCommand, HostEvent> = {
  initialState: initialHost,
  decide,
  evolve: evolveHost,
}
