/**
 * What the gateway needs from outside: the broker's side (implemented over the control channel) and
 * a clock. Types only; nothing here knows a socket.
 */
import type { Refusal } from '../core/domain/errors.ts'
import type { ChaosFaults } from './chaos.ts'
import type { EndedBy, EndReason, Side } from './endings.ts'

/** `credit` legs speak causeway.leg.v1; `stock` legs know only binary messages. */
export type Flow = 'stock' | 'credit'

export type ClientRequest = {
  readonly transport: 'websocket' | 'arm'
  readonly ticket: string
  /** The user's own token on the ARM transport, otherwise empty. */
  readonly bearer: string
  /** Text form of the peer's IP address. */
  readonly clientAddress: string
  readonly flow: Flow
}

export type HostRequest = {
  readonly connectionId: string
  /** The rendezvous secret, as sent. */
  readonly secret: string
}

export type Authorized = {
  readonly kind: 'authorized'
  readonly connectionId: string
  /** How long this leg may wait for the other, in milliseconds. */
  readonly legDeadlineMs: number
  /** The same for all connections of one user; for a client's leg only, and no name of theirs. */
  readonly userKey?: string
  /** Faults for staging, in place of the gateway's own; for a client's leg only. */
  readonly chaos?: ChaosFaults
}

/** What the broker is told of a connection's legs. */
export type LegReport =
  /** Both legs, which were authorised before, are joined. */
  | { readonly kind: 'relay-started'; readonly connectionId: string }
  /** The client went away before the relay started. */
  | { readonly kind: 'client-left'; readonly connectionId: string }
  /** A leg was lost, or did not come, before the relay started: it cannot go on here. */
  | {
      readonly kind: 'leg-lost-before-start'
      readonly connectionId: string
      readonly side: Side
      readonly reason: EndReason
    }
  | ({ readonly kind: 'relay-ended' } & RelayEnding)

export type RelayEnding = {
  readonly connectionId: string
  readonly endedBy: EndedBy
  readonly reason: EndReason
  readonly bytesToClient: number
  readonly bytesToHost: number
  readonly durationMs: number
  /** Most bytes that ever waited in the gateway for one of the two legs. */
  readonly peakBufferedBytes: number
  /** Data messages that arrived, by where they went. */
  readonly messagesToClient: number
  readonly messagesToHost: number
  /** How often one of the two legs took no more at once. */
  readonly stalls: number
}

/** The broker, as the gateway sees it. A rejected promise counts as BROKER_UNAVAILABLE. */
export type GatewayAuthority = {
  authorizeClient(request: ClientRequest): Promise<Authorized | Refusal>
  authorizeHost(request: HostRequest): Promise<Authorized | Refusal>
  /** Reliable delivery, across reconnects too, is the implementer's job. Never throws. */
  report(report: LegReport): void
  /** May new connections be authorised now? Shown by /readyz. */
  isReady(): boolean
}

export type GatewayClock = {
  /** Milliseconds of a clock that never steps. */
  monotonicMs(): number
}

export type LiveRelay = {
  readonly connectionId: string
  readonly bytesToClient: number
  readonly bytesToHost: number
  readonly bufferedBytes: number
  /** Last measured keepalive round trip of each leg of ours; undefined for stock legs. */
  readonly clientRoundTripMs: number | undefined
  readonly hostRoundTripMs: number | undefined
}

/** What a gateway's own heartbeat to the broker carries. */
export type GatewayLoad = {
  readonly connections: number
  readonly bytesPerSecond: number
  readonly bufferedBytes: number
  readonly eventLoopDelayMs: number
}
