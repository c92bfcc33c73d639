/** What the API needs from the outside: a broker, who callers are, and where reads are noted. */
import type { Broker } from '../broker/broker.ts'
import type { EventLog, PersonDirectory, System } from '../broker/ports.ts'
import type { TicketKeys } from '../broker/ticket-keys.ts'
import type { TokenVerifier } from '../identity/verify-token.ts'

/** Who a bearer token speaks for. */
export type Identity = {
  /** The one verification of tokens. */
  readonly verify: TokenVerifier
  /** The user id of an issuer's subject, for grants to one person. */
  readonly userIdOf: (issuer: string, subject: string) => string
}

/** Makes the text by which a machine joins; the secret is in the text and nowhere else. */
export type JoinTokens = {
  create(tokenId: string): { readonly token: string; readonly secretHash: Uint8Array }
}

export type AccessRecord = {
  /** `admin:<user id>`. */
  readonly actor: string
  readonly action: string
  readonly query: Readonly<Record<string, string>>
}

/** The log of who read what. */
export type AccessLog = {
  /** Resolves when the line is written; throws Fault LOG_UNAVAILABLE when it cannot be. */
  record(entry: AccessRecord): Promise<void>
  /** Counts a frequent read: one line for all that are the same within a while. Never throws. */
  count(entry: AccessRecord): void
  /**
   * Puts a person's opaque id wherever their name stands in what was noted. Throws Fault
   * LOG_UNAVAILABLE when it cannot; some files may be done then.
   */
  forget(name: string, userId: string): Promise<void>
}

type Write = (fields: Readonly<Record<string, unknown>>, text: string) => void

/** Where trouble is told; pino's loggers fit. */
export type ApiLog = { readonly debug: Write; readonly warn: Write }

/** The state of the log at a moment of the past, and how it was come by. */
export type PastState = {
  /** Events of the log up to the moment. */
  readonly events: number
  /** Of these, how many the snapshot covered that it began with. */
  readonly snapshotEvents: number
  readonly position?: string | undefined
  /** As a person reads it: UTF-8 of whole lines `{"section":…,"id":…,"value":…}`. */
  readonly pieces: readonly Uint8Array[]
}

/** How the snapshots compare with a fold of the log. */
export type SnapshotsVerified = {
  readonly verified: number
  readonly findings: readonly {
    readonly events: number
    readonly position: string
    /** A stream, an index, `place` for one of another log, `file` for one that cannot be read. */
    readonly what: string
  }[]
}

type OnProgress = (events: number) => void

/** States of the past, for auditors. */
export type PastStates = {
  /** Throws Fault NOT_FOUND for a position that the log does not have. */
  stateAt(moment: PastMoment, onProgress?: OnProgress): Promise<PastState>
  /** Holds every snapshot against a fold of the whole log. */
  verify(onProgress?: OnProgress): Promise<SnapshotsVerified>
}

/** A time in milliseconds since 1970, or the position of the last event that counts. */
export type PastMoment =
  | { readonly kind: 'time'; readonly timeMs: number }
  | { readonly kind: 'position'; readonly position: string }

export type ApiPorts = {
  readonly broker: Pick<
    Broker,
    | 'live'
    | 'handler'
    | 'channels'
    | 'heartbeats'
    | 'hosts'
    | 'gateways'
    | 'chaos'
    | 'connections'
    | 'feed'
    | 'endConnection'
    | 'endUserSession'
    | 'followed'
    | 'agreement'
    | 'featureLevel'
  >
  readonly eventLog: Pick<
    EventLog,
    'readAll' | 'subscribe' | 'size' | 'head' | 'parsePosition' | 'comparePositions'
  >
  readonly history: PastStates
  readonly people: Pick<PersonDirectory, 'open' | 'remember' | 'recall' | 'erase'>
  readonly identity: Identity
  readonly hostTokens: JoinTokens
  readonly gatewayTokens: JoinTokens
  readonly ticketKeys: Pick<TicketKeys, 'list' | 'rotate' | 'retire'>
  readonly accessLog: AccessLog
  readonly system: Pick<System, 'nowMs' | 'monotonicMs' | 'newId' | 'after'>
  readonly log: ApiLog
  /** Is the broker done with its replay, and does its log take decisions? */
  readonly isReady: () => boolean
}
