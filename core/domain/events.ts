/**
 * Every event of the decision log as the domain sees it. Payload fields are those of
 * proto/events.proto; proto/event-codec.ts turns one into the other.
 */

type Event<T extends string, D> = { readonly type: T; readonly data: Readonly<D> }

export type WorkspaceEvent =
  | Event<'WorkspaceCreated', { workspaceId: string; name: string }>
  | Event<'WorkspaceRemoved', { workspaceId: string }>
  | Event<
      'ApplicationGroupCreated',
      { workspaceId: string; groupId: string; name: string; poolId: string }
    >
  | Event<'ApplicationGroupRemoved', { workspaceId: string; groupId: string }>
  | Event<
      'ResourcePublished',
      { workspaceId: string; groupId: string; resourceId: string; name: string; kind: string }
    >
  | Event<'ResourceWithdrawn', { workspaceId: string; groupId: string; resourceId: string }>
  | Event<'AccessGranted', { workspaceId: string; groupId: string; principal: string }>
  | Event<'AccessRevoked', { workspaceId: string; groupId: string; principal: string }>

export type PoolSettings = {
  placement: string
  sessionLimit: number
  disconnectedLimitMs: number
  /** Region whose gateways its connections go to while there are any; empty for any region. */
  homeRegion: string
}

export type PoolEvent =
  | Event<'PoolCreated', { poolId: string; name: string } & PoolSettings>
  | Event<'PoolChanged', { poolId: string } & PoolSettings>
  | Event<'PoolRemoved', { poolId: string }>
  | Event<
      'RegistrationTokenIssued',
      {
        poolId: string
        tokenId: string
        secretHash: Uint8Array
        expiresAt: number
        usesMax: number
        namePattern: string
        addressRanges: readonly string[]
      }
    >
  | Event<'RegistrationTokenRedeemed', { poolId: string; tokenId: string; hostId: string }>
  | Event<'RegistrationTokenRevoked', { poolId: string; tokenId: string }>

export type HostEvent =
  | Event<
      'HostRegistered',
      { hostId: string; poolId: string; name: string; publicKey: Uint8Array; tokenId: string }
    >
  | Event<'HostRemoved', { hostId: string }>
  | Event<
      'AgentConnected',
      { hostId: string; brokerId: string; incarnation: string; agentVersion: string }
    >
  | Event<
      'AgentDisconnected',
      { hostId: string; brokerId: string; incarnation: string; reason: string }
    >
  | Event<'HostBecameAvailable', { hostId: string; beatAt: number }>
  | Event<'HostBecameUnavailable', { hostId: string; lastBeatAt: number }>
  | Event<'HostHealthChanged', { hostId: string; status: string; failedChecks: readonly string[] }>
  | Event<
      'HostCertificateChanged',
      { hostId: string; resourceId: string; fingerprint: Uint8Array; previous: Uint8Array }
    >
  | Event<'DrainStarted', { hostId: string }>
  | Event<'DrainStopped', { hostId: string }>
  | Event<
      'SeatReserved',
      {
        hostId: string
        userSessionId: string
        connectionId: string
        sessionLimit: number
        userSessionStream: string
      }
    >
  | Event<'SeatTaken', { hostId: string; userSessionId: string; connectionId: string }>
  | Event<'SeatReleased', { hostId: string; userSessionId: string; reason: string }>
  | Event<
      'UnassignedSessionReported',
      { hostId: string; hostSessionId: string; claimedUserSessionId: string }
    >
  | Event<'UnassignedSessionEnded', { hostId: string; hostSessionId: string }>

export type UserSessionEvent =
  | Event<
      'UserSessionClaimed',
      { userSessionId: string; poolId: string; userId: string; connectionId: string }
    >
  | Event<'UserSessionJoined', { userSessionId: string; connectionId: string }>
  | Event<'UserSessionPlaced', { userSessionId: string; hostId: string; connectionId: string }>
  | Event<
      'UserSessionUnplaced',
      { userSessionId: string; hostId: string; connectionId: string; reason: string }
    >
  | Event<'UserSessionActivated', { userSessionId: string; connectionId: string }>
  | Event<'UserSessionDisconnected', { userSessionId: string; connectionId: string; at: number }>
  | Event<'UserSessionLeft', { userSessionId: string; connectionId: string }>
  | Event<'UserSessionEnded', { userSessionId: string; hostId: string; reason: string }>

/** Why a host was passed over: draining, full, unavailable, tried. */
export type CandidateExcluded = { readonly hostId: string; readonly reason: string }

export type ExclusionCounts = {
  fullCount: number
  drainingCount: number
  unavailableCount: number
  triedCount: number
  excluded: readonly CandidateExcluded[]
}

export type ConnectionEvent =
  | Event<
      'ConnectionRequested',
      {
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
    >
  | Event<'ConnectionRefused', { connectionId: string; code: string; detail: string }>
  | Event<
      'ConnectionAuthorized',
      {
        connectionId: string
        poolId: string
        userSessionStream: string
        ticketExpiresAt: number
        workspaceId: string
        groupId: string
      }
    >
  | Event<
      'TicketRedeemed',
      { connectionId: string; gatewayId: string; flow: string; sealed: Uint8Array }
    >
  | Event<
      'HostAssigned',
      {
        connectionId: string
        hostId: string
        userSessionId: string
        existingSession: boolean
        placement: string
        policyVersion: number
        draw: number
        sessionLimit: number
        eligibleCount: number
        attempt: number
      } & ExclusionCounts
    >
  | Event<
      'RendezvousSent',
      {
        connectionId: string
        attempt: number
        hostId: string
        gatewayId: string
        secretHash: Uint8Array
        brokerId: string
        expiresAt: number
      }
    >
  | Event<'RendezvousAccepted', { connectionId: string; attempt: number }>
  | Event<
      'RendezvousDeclined',
      { connectionId: string; attempt: number; code: string; detail: string }
    >
  | Event<'HostLegJoined', { connectionId: string; attempt: number; gatewayId: string }>
  | Event<'ClientLegJoined', { connectionId: string; gatewayId: string }>
  | Event<'RelayStarted', { connectionId: string; gatewayId: string }>
  /** Somebody ordered the end of a running relay; its gateway carries it out. */
  | Event<'ConnectionEndOrdered', { connectionId: string; reason: string }>
  | Event<
      'RelayEnded',
      {
        connectionId: string
        endedBy: string
        reason: string
        bytesToClient: number
        bytesToHost: number
        durationMs: number
        peakBufferedBytes: number
        /** Data messages that arrived for it, and how often its leg's socket was full. */
        messagesToClient: number
        messagesToHost: number
        stalls: number
      }
    >
  | Event<
      'ConnectionFailed',
      {
        connectionId: string
        stage: string
        code: string
        fault: string
        detail: string
      } & ExclusionCounts
    >

export type GatewayEvent =
  | Event<
      'GatewayInvited',
      { gatewayId: string; name: string; region: string; secretHash: Uint8Array; expiresAt: number }
    >
  | Event<'GatewayRegistered', { gatewayId: string; publicKey: Uint8Array }>
  | Event<
      'GatewayConnected',
      {
        gatewayId: string
        brokerId: string
        incarnation: string
        clientUrl: string
        ownUrl: string
        version: string
      }
    >
  | Event<
      'GatewayDisconnected',
      { gatewayId: string; brokerId: string; incarnation: string; reason: string }
    >
  | Event<'GatewayDrainStarted', { gatewayId: string }>
  | Event<'GatewayRemoved', { gatewayId: string }>

/** Who was erased, by their opaque id. */
export type PersonEvent = Event<'PersonErased', { userId: string }>
export type SiteEvent =
  | Event<
      'TicketKeyPublished',
      { siteId: string; keyId: string; brokerId: string; publicKey: Uint8Array; signsFrom: number }
    >
  | Event<'TicketKeyRotationOrdered', { siteId: string }>
  | Event<'TicketKeyRetired', { siteId: string; keyId: string; reason: string }>
/** From here on events may be written that only brokers of this level understand. */
export type FeaturesEvent = Event<'FeatureLevelRaised', { level: number }>

export type DomainEvent =
  | WorkspaceEvent
  | PoolEvent
  | HostEvent
  | UserSessionEvent
  | ConnectionEvent
  | GatewayEvent
  | PersonEvent
  | SiteEvent
  | FeaturesEvent
