/** One event of every type, every field set, and arbitrary ones after the schema table. */
import fc from 'fast-check'
import type { DomainEvent } from '../../core/domain/events.ts'
import { type EventSchema, eventSchemas } from '../../proto/event-schemas.ts'

export type EventType = DomainEvent['type']
type DataOf<T extends EventType> = Extract<DomainEvent, { type: T }>['data']

const hash = Uint8Array.from({ length: 32 }, (_, n) => n * 7)
const sealed = Uint8Array.of(1, 2, 3, 255)
const at = 1_767_600_000_000

const host = { hostId: 'host-1' }
const pool = { poolId: 'staff' }
const site = { siteId: '0190a000-0000-7000-8000-000000000004' }
const gateway = { gatewayId: 'gateway-1' }
const connection = { connectionId: '0190a000-0000-7000-8000-000000000001' }
const session = { userSessionId: '0190a000-0000-7000-8000-000000000002' }
const group = { workspaceId: 'default', groupId: 'staff-desktops' }
const settings = {
  placement: 'breadth-first',
  sessionLimit: 10,
  disconnectedLimitMs: 28_800_000,
  homeRegion: '',
}
const channel = { brokerId: 'broker-1', incarnation: '0190a000-0000-7000-8000-000000000003' }
const counts = {
  fullCount: 3,
  drainingCount: 2,
  unavailableCount: 1,
  triedCount: 1,
  excluded: [
    { hostId: 'host-2', reason: 'full' },
    { hostId: 'host-3', reason: 'draining' },
  ],
}

/** A type that is added to the domain and not here does not compile. */
export const eventData: { readonly [T in EventType]: DataOf<T> } = {
  WorkspaceCreated: { workspaceId: 'default', name: 'Default – für alle' },
  WorkspaceRemoved: { workspaceId: 'default' },
  ApplicationGroupCreated: { ...group, name: 'Staff desktops', ...pool },
  ApplicationGroupRemoved: group,
  ResourcePublished: { ...group, resourceId: 'desk', name: 'Desk', kind: 'desktop' },
  ResourceWithdrawn: { ...group, resourceId: 'desk' },
  AccessGranted: { ...group, principal: 'group:staff' },
  AccessRevoked: { ...group, principal: 'user:0a1b' },
  PoolCreated: { ...pool, name: 'Staff', ...settings },
  PoolChanged: { ...pool, ...settings },
  PoolRemoved: pool,
  RegistrationTokenIssued: {
    ...pool,
    tokenId: 't1',
    secretHash: hash,
    expiresAt: at,
    usesMax: 5,
    namePattern: '',
    addressRanges: [],
  },
  RegistrationTokenRedeemed: { ...pool, tokenId: 't1', ...host },
  RegistrationTokenRevoked: { ...pool, tokenId: 't1' },
  HostRegistered: { ...host, ...pool, name: 'desk-1', publicKey: hash, tokenId: 't1' },
  HostRemoved: host,
  AgentConnected: { ...host, ...channel, agentVersion: '0.1.0' },
  AgentDisconnected: { ...host, ...channel, reason: 'closed with code 1006' },
  HostBecameAvailable: { ...host, beatAt: at },
  HostBecameUnavailable: { ...host, lastBeatAt: at },
  HostHealthChanged: { ...host, status: 'NeedsAssistance', failedChecks: ['URLCheck', 'disk'] },
  HostCertificateChanged: { ...host, resourceId: 'desk', fingerprint: hash, previous: sealed },
  DrainStarted: host,
  DrainStopped: host,
  SeatReserved: {
    ...host,
    ...session,
    ...connection,
    sessionLimit: 10,
    userSessionStream: 'session-staff-key',
  },
  SeatTaken: { ...host, ...session, ...connection },
  SeatReleased: { ...host, ...session, reason: 'logged-off' },
  UnassignedSessionReported: { ...host, hostSessionId: '7', claimedUserSessionId: 'claimed' },
  UnassignedSessionEnded: { ...host, hostSessionId: '7' },
  UserSessionClaimed: { ...session, ...pool, userId: 'u-1', ...connection },
  UserSessionJoined: { ...session, ...connection },
  UserSessionPlaced: { ...session, ...host, ...connection },
  UserSessionUnplaced: { ...session, ...host, ...connection, reason: 'TARGET_REFUSED' },
  UserSessionActivated: { ...session, ...connection },
  UserSessionDisconnected: { ...session, ...connection, at },
  UserSessionLeft: { ...session, ...connection },
  UserSessionEnded: { ...session, ...host, reason: 'logged-off' },
  ConnectionRequested: {
    ...connection,
    userId: 'u-1',
    resourceId: 'desk',
    transport: 'arm',
    ...gateway,
    predecessorId: 'p-1',
    brokerId: 'broker-1',
    sealed,
    ticketId: 'ticket-1',
  },
  ConnectionRefused: { ...connection, code: 'RESOURCE_NOT_AVAILABLE', detail: 'why' },
  ConnectionAuthorized: {
    ...connection,
    ...pool,
    userSessionStream: 'session-staff-key',
    ticketExpiresAt: at,
    ...group,
  },
  TicketRedeemed: { ...connection, ...gateway, flow: 'credit', sealed },
  HostAssigned: {
    ...connection,
    ...host,
    ...session,
    existingSession: true,
    placement: 'breadth-first',
    policyVersion: 3,
    draw: 0.625,
    sessionLimit: 10,
    eligibleCount: 4,
    attempt: 2,
    ...counts,
  },
  RendezvousSent: {
    ...connection,
    attempt: 1,
    ...host,
    ...gateway,
    secretHash: hash,
    brokerId: 'broker-1',
    expiresAt: at,
  },
  RendezvousAccepted: { ...connection, attempt: 1 },
  RendezvousDeclined: { ...connection, attempt: 1, code: 'TARGET_REFUSED', detail: 'refused' },
  HostLegJoined: { ...connection, attempt: 1, ...gateway },
  ClientLegJoined: { ...connection, ...gateway },
  RelayStarted: { ...connection, ...gateway },
  ConnectionEndOrdered: { ...connection, reason: 'administrator' },
  RelayEnded: {
    ...connection,
    endedBy: 'client',
    reason: 'closed',
    bytesToClient: Number.MAX_SAFE_INTEGER,
    bytesToHost: 12_345,
    durationMs: 3_600_000,
    peakBufferedBytes: 65_536,
    messagesToClient: 12,
    messagesToHost: 7,
    stalls: 2,
  },
  ConnectionFailed: {
    ...connection,
    stage: 'placement',
    code: 'NO_HOST_ELIGIBLE',
    fault: 'customer',
    detail: 'none',
    ...counts,
  },
  GatewayInvited: { ...gateway, name: 'gw', region: 'here', secretHash: hash, expiresAt: at },
  GatewayRegistered: { ...gateway, publicKey: hash },
  GatewayConnected: {
    ...gateway,
    ...channel,
    clientUrl: 'wss://gw:8444',
    ownUrl: 'wss://gw:8460',
    version: '0.1.0',
  },
  GatewayDisconnected: { ...gateway, ...channel, reason: 'lost' },
  GatewayDrainStarted: gateway,
  GatewayRemoved: gateway,
  PersonErased: { userId: 'u-0a1b' },
  TicketKeyPublished: {
    ...site,
    keyId: 'key-1',
    brokerId: 'broker-1',
    publicKey: hash,
    signsFrom: at,
  },
  TicketKeyRotationOrdered: site,
  TicketKeyRetired: { ...site, keyId: 'key-1', reason: 'superseded' },
  FeatureLevelRaised: { level: 2 },
}

/** Every event type, in the order of the schema table. */
export const eventTypes = Object.keys(eventSchemas) as EventType[]

/** The sample of one type. */
export const eventSample = (type: EventType): DomainEvent =>
  // The table above pairs each type with its own data.
  ({ type, data: eventData[type] }) as DomainEvent

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
/** Fields of 32 bits in events.proto; the others have 64. */
const narrow = new Set([
  ...['level', 'sessionLimit', 'usesMax', 'policyVersion', 'attempt', 'eligibleCount'],
  ...['fullCount', 'drainingCount', 'unavailableCount', 'triedCount'],
])

const fieldArbitrary = (name: string, kind: string): fc.Arbitrary<unknown> => {
  switch (kind) {
    case '!':
      return word
    case '#':
      return narrow.has(name) ? fc.nat(0x7fff_ffff) : fc.nat(Number.MAX_SAFE_INTEGER)
    case '%':
      // JSON has no -0, and no decision tells it from 0.
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
    case '?':
      return fc.boolean()
    case '&':
      return fc.uint8Array({ maxLength: 40 })
    case '*':
      return fc.array(text, { maxLength: 4 })
    case '=':
      return fc.array(fc.record({ hostId: text, reason: text }, { noNullPrototype: true }), {
        maxLength: 4,
      })
    default:
      return text
  }
}

/** Any data that the schema of this type allows. */
export const arbitraryEvent = (type: EventType): fc.Arbitrary<DomainEvent> => {
  const schema: EventSchema = eventSchemas[type]
  const fields = schema.fields.split(' ').map((field): [string, fc.Arbitrary<unknown>] => {
    const kind = /[!#%?&*=]$/.exec(field)?.[0] ?? ''
    const name = kind === '' ? field : field.slice(0, -1)
    return [name, fieldArbitrary(name, kind)]
  })
  return (
    fc
      .record(Object.fromEntries(fields), { noNullPrototype: true })
      // The schema names the fields of this very type.
      .map((data) => ({ type, data }) as unknown as DomainEvent)
  )
}
