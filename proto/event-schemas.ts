/**
 * Which generated message carries each event type, and which of its fields hold what. One row a
 * type and version; a version once written here stays for ever.
 */
import './plain-numbers.ts'
import type { Reader } from 'protobufjs/minimal.js'
import { causeway } from './generated/causeway.js'

const v1 = causeway.events.v1

/** How protobufjs encodes and decodes one message. */
export type MessageClass = {
  encode(message: object): { finish(): Uint8Array }
  decode(bytes: Uint8Array | Reader): object
}

/**
 * Fields of a payload, separated by blanks: `name!` a string that must not be empty, `name` a
 * string, `name#` a whole number, `name%` a finite number, `name?` a boolean, `name&` bytes,
 * `name*` a list of strings, `name=` the list of excluded candidates.
 */
export type EventSchema = {
  readonly version: number
  /** The log's feature level from which this version is written; core/domain/site.ts. */
  readonly level: number
  readonly message: MessageClass
  readonly fields: string
}

const schema = (message: object, fields: string): EventSchema => ({
  version: 1,
  level: 1,
  // The generated constructors carry encode and decode as static members.
  message: message as MessageClass,
  fields,
})

const counts = 'fullCount# drainingCount# unavailableCount# triedCount# excluded='

export const eventSchemas = {
  WorkspaceCreated: schema(v1.WorkspaceCreated, 'workspaceId! name!'),
  WorkspaceRemoved: schema(v1.WorkspaceRemoved, 'workspaceId!'),
  ApplicationGroupCreated: schema(
    v1.ApplicationGroupCreated,
    'workspaceId! groupId! name! poolId!',
  ),
  ApplicationGroupRemoved: schema(v1.ApplicationGroupRemoved, 'workspaceId! groupId!'),
  ResourcePublished: schema(v1.ResourcePublished, 'workspaceId! groupId! resourceId! name! kind!'),
  ResourceWithdrawn: schema(v1.ResourceWithdrawn, 'workspaceId! groupId! resourceId!'),
  AccessGranted: schema(v1.AccessGranted, 'workspaceId! groupId! principal!'),
  AccessRevoked: schema(v1.AccessRevoked, 'workspaceId! groupId! principal!'),
  PoolCreated: schema(
    v1.PoolCreated,
    'poolId! name! placement! sessionLimit# disconnectedLimitMs# homeRegion',
  ),
  PoolChanged: schema(
    v1.PoolChanged,
    'poolId! placement! sessionLimit# disconnectedLimitMs# homeRegion',
  ),
  PoolRemoved: schema(v1.PoolRemoved, 'poolId!'),
  RegistrationTokenIssued: schema(
    v1.RegistrationTokenIssued,
    'poolId! tokenId! secretHash& expiresAt# usesMax# namePattern addressRanges*',
  ),
  RegistrationTokenRedeemed: schema(v1.RegistrationTokenRedeemed, 'poolId! tokenId! hostId!'),
  RegistrationTokenRevoked: schema(v1.RegistrationTokenRevoked, 'poolId! tokenId!'),
  HostRegistered: schema(v1.HostRegistered, 'hostId! poolId! name! publicKey& tokenId!'),
  HostRemoved: schema(v1.HostRemoved, 'hostId!'),
  AgentConnected: schema(v1.AgentConnected, 'hostId! brokerId! incarnation! agentVersion'),
  AgentDisconnected: schema(v1.AgentDisconnected, 'hostId! brokerId! incarnation! reason'),
  HostBecameAvailable: schema(v1.HostBecameAvailable, 'hostId! beatAt#'),
  HostBecameUnavailable: schema(v1.HostBecameUnavailable, 'hostId! lastBeatAt#'),
  HostHealthChanged: schema(v1.HostHealthChanged, 'hostId! status! failedChecks*'),
  HostCertificateChanged: schema(
    v1.HostCertificateChanged,
    'hostId! resourceId fingerprint& previous&',
  ),
  DrainStarted: schema(v1.DrainStarted, 'hostId!'),
  DrainStopped: schema(v1.DrainStopped, 'hostId!'),
  SeatReserved: schema(
    v1.SeatReserved,
    'hostId! userSessionId! connectionId! sessionLimit# userSessionStream!',
  ),
  SeatTaken: schema(v1.SeatTaken, 'hostId! userSessionId! connectionId!'),
  SeatReleased: schema(v1.SeatReleased, 'hostId! userSessionId! reason!'),
  UnassignedSessionReported: schema(
    v1.UnassignedSessionReported,
    'hostId! hostSessionId! claimedUserSessionId',
  ),
  UnassignedSessionEnded: schema(v1.UnassignedSessionEnded, 'hostId! hostSessionId!'),
  UserSessionClaimed: schema(v1.UserSessionClaimed, 'userSessionId! poolId! userId! connectionId!'),
  UserSessionJoined: schema(v1.UserSessionJoined, 'userSessionId! connectionId!'),
  UserSessionPlaced: schema(v1.UserSessionPlaced, 'userSessionId! hostId! connectionId!'),
  UserSessionUnplaced: schema(
    v1.UserSessionUnplaced,
    'userSessionId! hostId! connectionId! reason!',
  ),
  UserSessionActivated: schema(v1.UserSessionActivated, 'userSessionId! connectionId!'),
  UserSessionDisconnected: schema(v1.UserSessionDisconnected, 'userSessionId! connectionId! at#'),
  UserSessionLeft: schema(v1.UserSessionLeft, 'userSessionId! connectionId!'),
  UserSessionEnded: schema(v1.UserSessionEnded, 'userSessionId! hostId reason!'),
  ConnectionRequested: schema(
    v1.ConnectionRequested,
    'connectionId! userId! resourceId! transport! gatewayId predecessorId brokerId! sealed& ' +
      'ticketId',
  ),
  ConnectionRefused: schema(v1.ConnectionRefused, 'connectionId! code! detail'),
  ConnectionAuthorized: schema(
    v1.ConnectionAuthorized,
    'connectionId! poolId! userSessionStream! ticketExpiresAt# workspaceId! groupId!',
  ),
  TicketRedeemed: schema(v1.TicketRedeemed, 'connectionId! gatewayId! flow! sealed&'),
  HostAssigned: schema(
    v1.HostAssigned,
    'connectionId! hostId! userSessionId! existingSession? placement! policyVersion# draw% ' +
      `sessionLimit# eligibleCount# attempt# ${counts}`,
  ),
  RendezvousSent: schema(
    v1.RendezvousSent,
    'connectionId! attempt# hostId! gatewayId! secretHash& brokerId! expiresAt#',
  ),
  RendezvousAccepted: schema(v1.RendezvousAccepted, 'connectionId! attempt#'),
  RendezvousDeclined: schema(v1.RendezvousDeclined, 'connectionId! attempt# code! detail'),
  HostLegJoined: schema(v1.HostLegJoined, 'connectionId! attempt# gatewayId!'),
  ClientLegJoined: schema(v1.ClientLegJoined, 'connectionId! gatewayId!'),
  RelayStarted: schema(v1.RelayStarted, 'connectionId! gatewayId!'),
  ConnectionEndOrdered: schema(v1.ConnectionEndOrdered, 'connectionId! reason!'),
  RelayEnded: schema(
    v1.RelayEnded,
    'connectionId! endedBy! reason! bytesToClient# bytesToHost# durationMs# peakBufferedBytes# ' +
      'messagesToClient# messagesToHost# stalls#',
  ),
  ConnectionFailed: schema(
    v1.ConnectionFailed,
    `connectionId! stage! code! fault! detail ${counts}`,
  ),
  GatewayInvited: schema(v1.GatewayInvited, 'gatewayId! name! region! secretHash& expiresAt#'),
  GatewayRegistered: schema(v1.GatewayRegistered, 'gatewayId! publicKey&'),
  GatewayConnected: schema(
    v1.GatewayConnected,
    'gatewayId! brokerId! incarnation! clientUrl! ownUrl! version',
  ),
  GatewayDisconnected: schema(v1.GatewayDisconnected, 'gatewayId! brokerId! incarnation! reason'),
  GatewayDrainStarted: schema(v1.GatewayDrainStarted, 'gatewayId!'),
  GatewayRemoved: schema(v1.GatewayRemoved, 'gatewayId!'),
  PersonErased: schema(v1.PersonErased, 'userId!'),
  TicketKeyPublished: schema(
    v1.TicketKeyPublished,
    'siteId! keyId! brokerId! publicKey& signsFrom#',
  ),
  TicketKeyRotationOrdered: schema(v1.TicketKeyRotationOrdered, 'siteId!'),
  TicketKeyRetired: schema(v1.TicketKeyRetired, 'siteId! keyId! reason!'),
  FeatureLevelRaised: schema(v1.FeatureLevelRaised, 'level#'),
} as const satisfies Record<string, EventSchema>

/** What is said of a person before it is sealed; never stored as it is. */
export const personalDataSchema: EventSchema = schema(
  v1.PersonalData,
  'userName clientAddress deviceName',
)

/** Names of the fields of a type that hold bytes; undefined for an unknown type. */
export const bytesFieldsOf = (type: string): readonly string[] | undefined => {
  const schemas: Readonly<Record<string, EventSchema>> = eventSchemas
  return Object.hasOwn(schemas, type)
    ? schemas[type]?.fields
        .split(' ')
        .flatMap((field) => (field.endsWith('&') ? [field.slice(0, -1)] : []))
    : undefined
}
