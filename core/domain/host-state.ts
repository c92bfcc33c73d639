/**
 * What is known of a session host, and how each event changes it. host.ts decides.
 */
import { unreachable } from './errors.ts'
import type { HostEvent } from './events.ts'
import { own } from './lookup.ts'

export type Seat = {
  readonly phase: 'reserved' | 'taken'
  readonly connectionId: string
  readonly userSessionStream: string
}

export type Host = {
  readonly phase: 'unknown' | 'registered' | 'removed'
  readonly hostId: string
  readonly poolId: string
  readonly name: string
  readonly publicKey: Uint8Array
  /** The registration tokens it ever joined with. */
  readonly tokenIds: readonly string[]
  readonly draining: boolean
  /** As last recorded; a decision looks at the last beat itself. */
  readonly available: boolean
  readonly status: string
  readonly failedChecks: readonly string[]
  /** The newest control channel, if one is up. */
  readonly channel: { readonly brokerId: string; readonly incarnation: string } | undefined
  readonly agentVersion: string
  /** By user session id. */
  readonly seats: Readonly<Record<string, Seat>>
  /** Sessions the host reported that no decision put there, by the host's own id. */
  readonly unassigned: Readonly<Record<string, string>>
  /** RDP certificate fingerprints by resource id; '' is the default target. */
  readonly fingerprints: Readonly<Record<string, Uint8Array>>
}

export const initialHost: Host = {
  phase: 'unknown',
  hostId: '',
  poolId: '',
  name: '',
  publicKey: new Uint8Array(),
  tokenIds: [],
  draining: false,
  available: false,
  status: 'Unavailable',
  failedChecks: [],
  channel: undefined,
  agentVersion: '',
  seats: {},
  unassigned: {},
  fingerprints: {},
}

/** How many seats each value of `seats` has: it never changes, and is asked for often. */
const seatCounts = new WeakMap<Host['seats'], number>()

const seatCountOf = (seats: Host['seats']): number => {
  const known = seatCounts.get(seats)
  if (known !== undefined) return known
  const count = Object.keys(seats).length
  seatCounts.set(seats, count)
  return count
}

/** Seats and sessions of strangers: what the limit is compared with. */
export const sessionCountOf = (host: Host): number =>
  seatCountOf(host.seats) + Object.keys(host.unassigned).length

/** The seats with one of them set. */
const withSeat = (before: Host['seats'], userSessionId: string, seat: Seat): Host['seats'] => {
  const seats = { ...before, [userSessionId]: seat }
  const more = Object.hasOwn(before, userSessionId) ? 0 : 1
  seatCounts.set(seats, seatCountOf(before) + more)
  return seats
}

const without = <V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> => {
  const { [key]: _removed, ...rest } = record
  return rest
}

const evolveSeats = (
  state: Host,
  event: Extract<HostEvent, { type: 'SeatReserved' | 'SeatTaken' | 'SeatReleased' }>,
): Host => {
  const { userSessionId } = event.data
  switch (event.type) {
    case 'SeatReserved': {
      const { connectionId, userSessionStream } = event.data
      const seat: Seat = { phase: 'reserved', connectionId, userSessionStream }
      return { ...state, seats: withSeat(state.seats, userSessionId, seat) }
    }
    case 'SeatTaken': {
      const seat = own(state.seats, userSessionId)
      if (!seat) return state
      const taken: Seat = { ...seat, phase: 'taken', connectionId: event.data.connectionId }
      return { ...state, seats: withSeat(state.seats, userSessionId, taken) }
    }
    case 'SeatReleased':
      return { ...state, seats: without(state.seats, userSessionId) }
    default:
      return unreachable(event)
  }
}

/** Folds one event. */
export const evolveHost = (state: Host, event: HostEvent): Host => {
  switch (event.type) {
    case 'HostRegistered': {
      const { hostId, poolId, name, publicKey, tokenId } = event.data
      // Seats outlive a removal and a new registration: users may still sit there.
      const { seats } = state
      const tokenIds = [...state.tokenIds, tokenId]
      const facts = { hostId, poolId, name, publicKey, tokenIds, seats }
      return { ...initialHost, phase: 'registered', ...facts }
    }
    case 'HostRemoved':
      return { ...state, phase: 'removed', channel: undefined, available: false }
    case 'AgentConnected': {
      const { brokerId, incarnation, agentVersion } = event.data
      return { ...state, channel: { brokerId, incarnation }, agentVersion }
    }
    case 'AgentDisconnected':
      return { ...state, channel: undefined }
    case 'HostBecameAvailable':
      return { ...state, available: true, status: 'Available' }
    case 'HostBecameUnavailable':
      return { ...state, available: false, status: 'Unavailable' }
    case 'HostHealthChanged':
      return { ...state, status: event.data.status, failedChecks: [...event.data.failedChecks] }
    case 'HostCertificateChanged': {
      const { resourceId, fingerprint } = event.data
      return { ...state, fingerprints: { ...state.fingerprints, [resourceId]: fingerprint } }
    }
    case 'DrainStarted':
      return { ...state, draining: true }
    case 'DrainStopped':
      return { ...state, draining: false }
    case 'SeatReserved':
    case 'SeatTaken':
    case 'SeatReleased':
      return evolveSeats(state, event)
    case 'UnassignedSessionReported': {
      const { hostSessionId, claimedUserSessionId } = event.data
      const unassigned = { ...state.unassigned, [hostSessionId]: claimedUserSessionId }
      return { ...state, unassigned }
    }
    case 'UnassignedSessionEnded':
      return { ...state, unassigned: without(state.unassigned, event.data.hostSessionId) }
    default:
      return unreachable(event)
  }
}
