/**
 * A leg: one end's WebSocket on the gateway, with the numbers that forwarding and pressure read
 * and write on every frame. Plain mutable records, so that a frame allocates nothing; no uWS type.
 * INVARIANT: after `phase` is `closed` nobody calls `socket` again.
 */

import type { ChaosGate } from './chaos.ts'
import type { Side } from './endings.ts'
import type { Flow } from './gateway-ports.ts'
import type { TokenBucket } from './token-bucket.ts'

/** Answers of LegSocket.send, numbered as uWebSockets numbers them. */
export const sendBuffered = 0
export const sendDone = 1
export const sendDropped = 2

/** The part of a WebSocket that legs use; a uWebSockets socket fits it as it is. */
export type LegSocket = {
  /** sendDone, sendBuffered (kept, drains later) or sendDropped (lost: the stream is corrupt). */
  send(
    message: ArrayBuffer | Uint8Array<ArrayBuffer> | string,
    binary: boolean,
    compress: boolean,
  ): number
  getBufferedAmount(): number
  /** Sends a close frame and then FIN; the socket must not be used afterwards. */
  end(code: number, reason: string): void
  /** Drops the connection at once. */
  close(): void
}

/** One buffer of gathered bytes in a leg's chain; bytes[start, end) wait to be sent. */
export type Chunk = {
  readonly bytes: Uint8Array<ArrayBuffer>
  start: number
  end: number
  next: Chunk | undefined
}

/** A bucket that several legs take from, in equal shares while some of them wait for it. */
export type SharedBucket = {
  readonly bucket: TokenBucket
  waiterCount: number
  /** What each of those that waited may take at this tick. */
  shareBytes: number
}

/** How a capped leg is held back: see pacing.ts. */
export type Pace = {
  /** What its far end would take beyond sendableBytes: credit, or infinite for a stock leg. */
  withheldBytes: number
  readonly buckets: readonly TokenBucket[]
  /** One of the buckets, that of its user. */
  readonly shared: SharedBucket | undefined
  /** Only on a gateway for staging. */
  readonly gate: ChaosGate | undefined
  /** Most credit that its sender is granted: more would only wait here. */
  readonly windowBytes: number
  /** Waits for the next tick; what comes meanwhile waits with it. */
  waiting: boolean
  /** Has waited: its share is due. */
  isDue: boolean
}

/**
 * waiting: open, the other leg is not there. bridged: relaying. ending: flushing what it still
 * holds before its close frame. closed: the socket is gone.
 */
export type LegPhase = 'waiting' | 'bridged' | 'ending' | 'closed'

export type Leg = {
  readonly connectionId: string
  readonly side: Side
  readonly flow: Flow
  readonly socket: LegSocket
  phase: LegPhase
  /** The leg that this one's frames go to, while bridged. */
  other: Leg | undefined

  // What arrives from the far end.
  receivedBytes: number
  receivedFrames: number
  /** Data bytes the far end may still send; infinite for a stock leg. */
  allowanceBytes: number
  /** Below this allowance somebody has to look: to grant credit, or to cut. */
  refillBelowBytes: number
  /** What it may have under way and waiting here together, as far as the worker has room. */
  windowBytes: number
  /** When the window was last looked at, and what its receiver had taken by then. */
  windowAtMs: number
  windowDeliveredBytes: number
  /** Credit is due and waits for the end of the turn. */
  grantDue: boolean
  finSeen: boolean
  /** Its stream ended before the other one's. */
  endedFirst: boolean
  /** Anything arrived since the last sweep. */
  heard: boolean
  /**
   * receivedFrames at the end of the turn of its last WebSocket ping, infinite within that turn, -1
   * without any. uWebSockets answers a ping by itself, from inside its read, and under TLS that may
   * lose the input that was not read yet. A loss breaks every later TLS record, so that a frame of
   * a later turn proves that there was none.
   */
  framesAtPing: number

  // What waits to go to the far end.
  /**
   * Data bytes the far end lets us send; infinite for stock legs. On a leg with a pace: what the
   * pace has handed out of them.
   */
  sendableBytes: number
  pace: Pace | undefined
  head: Chunk | undefined
  tail: Chunk | undefined
  /** Bytes in the chain. */
  heldBytes: number
  /** The socket took the last send into its own buffer: feed it no more until it drains. */
  congested: boolean
  /** How often a send of data left the socket congested. */
  stalls: number
  /** What the socket held when last asked. */
  bufferedBytes: number
  /** Data bytes given to the socket. */
  sentBytes: number
  peakBufferedBytes: number
  /** In the turn's list of legs to flush. */
  marked: boolean
  /** Send `fin` once the chain is empty. */
  finDue: boolean

  // What the sweep remembers.
  heardAtMs: number
  deliveredBytes: number
  deliveredAtMs: number
  pingNumber: number
  pingAtMs: number
  roundTripMs: number | undefined
  /** The least one measured: those beside it waited behind data. */
  leastRoundTripMs: number | undefined
  /** Close frame to send once flushed, and until when to try. */
  closeCode: number
  closeText: string
  closeDeadlineMs: number
}

/** A leg that has just been upgraded. A credit leg may send nothing until it is granted credit. */
export const createLeg = (
  connectionId: string,
  side: Side,
  flow: Flow,
  socket: LegSocket,
  nowMs: number,
): Leg => ({
  connectionId,
  side,
  flow,
  socket,
  phase: 'waiting',
  other: undefined,
  receivedBytes: 0,
  receivedFrames: 0,
  allowanceBytes: flow === 'stock' ? Number.POSITIVE_INFINITY : 0,
  refillBelowBytes: 0,
  windowBytes: 0,
  windowAtMs: 0,
  windowDeliveredBytes: 0,
  grantDue: false,
  finSeen: false,
  endedFirst: false,
  heard: true,
  framesAtPing: -1,
  sendableBytes: flow === 'stock' ? Number.POSITIVE_INFINITY : 0,
  pace: undefined,
  head: undefined,
  tail: undefined,
  heldBytes: 0,
  congested: false,
  stalls: 0,
  bufferedBytes: 0,
  sentBytes: 0,
  peakBufferedBytes: 0,
  marked: false,
  finDue: false,
  heardAtMs: nowMs,
  deliveredBytes: 0,
  deliveredAtMs: nowMs,
  pingNumber: 0,
  pingAtMs: nowMs,
  roundTripMs: undefined,
  leastRoundTripMs: undefined,
  closeCode: 0,
  closeText: '',
  closeDeadlineMs: Number.POSITIVE_INFINITY,
})

/** A ping may have lost input of this leg, and nothing has shown yet that it did not. */
export const isPingDoubtful = (leg: Leg): boolean => leg.framesAtPing >= leg.receivedFrames

/** Bytes that wait in the gateway for this leg: ours and, as last seen, the socket's. */
export const waitingBytes = (leg: Leg): number => leg.heldBytes + leg.bufferedBytes
