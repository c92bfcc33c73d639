/** What our own end of a leg is given and gives back. Types only. */
import type { WebSocket } from 'ws'

/** Why it is over. */
export type LegClientEndKind =
  /** Both streams ended in order, or the other end closed the relay in order. */
  | 'closed'
  /** Our TCP peer reset its connection, or could not be written to. */
  | 'peer-reset'
  /** The relay was ended otherwise: the close code and text say why. */
  | 'leg-closed'
  /** The gateway was silent for too long. */
  | 'leg-silent'
  /** The gateway broke the rules of the leg. */
  | 'protocol-violation'
  /** The inspection refused to pass what the TCP peer sent. */
  | 'inspection-refused'
  /** We were told to end it. */
  | 'stopped'

export type LegClientEnd = {
  readonly kind: LegClientEndKind
  readonly detail: string
  readonly bytesToLeg: number
  readonly bytesFromLeg: number
}

/** Looks at the first bytes of a stream; what it holds back passes later or never. */
export type Inspection = {
  /** Bytes that go to the TCP peer; they always pass. */
  toPeer(bytes: Uint8Array): void
  /** Bytes from the TCP peer: what may pass now, or why nothing may pass any more. */
  fromPeer(bytes: Buffer): Buffer | { readonly refused: string }
  /** The TCP peer has ended its stream: what was held back. */
  flush(): Buffer
}

export type LegClientOptions = {
  /** Credit that the other end may have outstanding, in bytes. */
  readonly windowBytes: number
  /** Bytes of the TCP peer held while there is no credit for them. */
  readonly heldBytesMax: number
  readonly keepaliveMs: number
  readonly silenceMs: number
  /** What remains is dropped when nothing moved for this long after an end. */
  readonly closeMs: number
  readonly inspection?: Inspection
}

export type LegClient = {
  /** Starts relaying over an open, paused WebSocket. At most once. */
  attach(leg: WebSocket): void
  /** Ends both sides now. Idempotent. */
  stop(): void
  /** Resolves when the TCP connection and the WebSocket are gone. Never rejects. */
  readonly ended: Promise<LegClientEnd>
  /** Resolves when the TCP peer reset its connection, or left it without a word, before attach. */
  readonly left: Promise<void>
}
