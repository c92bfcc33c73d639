/**
 * The hot path: a frame from one leg to the other. No await, no log, no parsing, and no allocation
 * but the view that copying needs. Two forms behind one interface:
 * - plain: large frames go straight from the receive buffer; small ones are gathered for the turn;
 * - deferred (TLS): every frame is gathered, because a write inside a handler destroys the
 *   sender's input (see turn.ts).
 * A socket is fed one buffer beyond what it takes at once and no more until it drained: under TLS
 * its own buffer shows no progress before all of it is gone. The rest waits in the leg's chain.
 */
import type { ChunkPool } from './chunk-pool.ts'
import { type Chunk, type Leg, sendDone, sendDropped } from './leg.ts'
import { finText } from './leg-text.ts'

/** What forwarding meets and leaves to others; all may be called from inside a handler. */
export type ForwardEvents = {
  /** A frame came before pairing, after `fin`, or beyond the credit. The frame is not forwarded. */
  violated(leg: Leg): void
  /** The leg's allowance fell below its refill mark. Called once until grantDue is cleared. */
  creditLow(leg: Leg): void
  /** More bytes wait for this leg than the bound allows. */
  overfull(leg: Leg): void
  /** The socket lost a message: the stream is corrupt. */
  dropped(leg: Leg): void
}

export type Forwarding = {
  /** Takes a frame over before it returns: the buffer is dead afterwards. */
  frame(from: Leg, bytes: ArrayBuffer): void
  /** Sends what waits for the leg, as far as its socket and its credit allow. */
  flush(leg: Leg): void
  /** Sends a text message ahead of the data that waits. Only from the turn. */
  text(leg: Leg, message: string): void
  /** The socket drained: looks at what is left in it. Sends nothing. */
  drained(leg: Leg): void
  /** Forgets what waits for the leg and gives its buffers back. */
  discard(leg: Leg): void
}

export type ForwardOptions = {
  /** Gather every frame and write only from the turn: needed under TLS. */
  readonly deferred: boolean
  readonly straightFrameBytesMin: number
  readonly legBufferedBytesMax: number
}

/** Makes the forwarding functions of one worker. `mark` asks for a flush at the end of the turn. */
export const createForwarding = (
  ports: {
    readonly pool: ChunkPool
    readonly mark: (leg: Leg) => void
    readonly events: ForwardEvents
  },
  options: ForwardOptions,
): Forwarding => {
  const { pool, mark, events } = ports
  const straightBytesMin = options.deferred
    ? Number.POSITIVE_INFINITY
    : options.straightFrameBytesMin

  /** Both bounds in one comparison: a credit leg's mark is 0 or the point where it gets more. */
  const checkAllowance = (from: Leg): boolean => {
    if (from.allowanceBytes < 0) {
      events.violated(from)
      return false
    }
    if (!from.grantDue) {
      from.grantDue = true
      events.creditLow(from)
    }
    return true
  }

  const send = (to: Leg, bytes: ArrayBuffer | Uint8Array<ArrayBuffer>, length: number): void => {
    to.sendableBytes -= length
    to.sentBytes += length
    const status = to.socket.send(bytes, true, false)
    if (status === sendDone) return
    to.congested = true
    to.stalls += 1
    if (status === sendDropped) {
      events.dropped(to)
      return
    }
    to.bufferedBytes = to.socket.getBufferedAmount()
  }

  const notePeak = (leg: Leg): void => {
    const waiting = leg.heldBytes + leg.bufferedBytes
    if (waiting > leg.peakBufferedBytes) leg.peakBufferedBytes = waiting
  }

  const gather = (to: Leg, source: Uint8Array<ArrayBuffer>): void => {
    let taken = 0
    while (taken < source.length) {
      let tail = to.tail
      if (tail === undefined || tail.end === tail.bytes.length) {
        const chunk = pool.take()
        if (tail === undefined) to.head = chunk
        else tail.next = chunk
        to.tail = chunk
        tail = chunk
      }
      const count = Math.min(source.length - taken, tail.bytes.length - tail.end)
      const part = count === source.length ? source : source.subarray(taken, taken + count)
      tail.bytes.set(part, tail.end)
      tail.end += count
      taken += count
    }
    to.heldBytes += source.length
  }

  const releaseHead = (leg: Leg, chunk: Chunk): void => {
    leg.head = chunk.next
    if (chunk.next === undefined) leg.tail = undefined
    pool.give(chunk)
  }

  /** Sends the first buffer of the chain, or as much of it as the credit allows. */
  const sendHead = (leg: Leg, chunk: Chunk): void => {
    const count = Math.min(chunk.end - chunk.start, leg.sendableBytes)
    const part = chunk.bytes.subarray(chunk.start, chunk.start + count)
    chunk.start += count
    leg.heldBytes -= count
    send(leg, part, count)
    if (chunk.start === chunk.end) releaseHead(leg, chunk)
  }

  const flush = (leg: Leg): void => {
    if (leg.phase === 'closed') return
    while (leg.head !== undefined && !leg.congested && leg.sendableBytes > 0) {
      sendHead(leg, leg.head)
    }
    notePeak(leg)
    if (leg.finDue && leg.heldBytes === 0) {
      leg.finDue = false
      text(leg, finText)
    }
  }

  const text = (leg: Leg, message: string): void => {
    if (leg.phase === 'closed') return
    const status = leg.socket.send(message, false, false)
    if (status === sendDone) return
    leg.congested = true
    if (status === sendDropped) {
      events.dropped(leg)
      return
    }
    leg.bufferedBytes = leg.socket.getBufferedAmount()
  }

  const frame = (from: Leg, bytes: ArrayBuffer): void => {
    from.heard = true
    const to = from.other
    if (to === undefined || from.finSeen) {
      events.violated(from)
      return
    }
    const length = bytes.byteLength
    from.receivedBytes += length
    from.receivedFrames += 1
    from.allowanceBytes -= length
    if (from.allowanceBytes < from.refillBelowBytes && !checkAllowance(from)) return
    if (
      length >= straightBytesMin &&
      to.heldBytes === 0 &&
      !to.congested &&
      to.sendableBytes >= length
    ) {
      send(to, bytes, length)
      if (to.congested) notePeak(to)
      return
    }
    gather(to, new Uint8Array(bytes))
    if (waitsTooLong(to)) {
      events.overfull(to)
      return
    }
    if (!options.deferred) sendFull(to)
    mark(to)
  }

  /** On a plain socket full buffers go at once; the rest goes at the end of the turn. */
  const sendFull = (leg: Leg): void => {
    while (leg.head !== leg.tail && !leg.congested && leg.sendableBytes > 0) {
      if (leg.head === undefined) break
      sendHead(leg, leg.head)
    }
  }

  const waitsTooLong = (to: Leg): boolean =>
    to.heldBytes + to.bufferedBytes > options.legBufferedBytesMax

  return {
    frame,
    flush,
    text,
    drained: (leg) => {
      leg.bufferedBytes = leg.socket.getBufferedAmount()
      if (leg.bufferedBytes === 0) leg.congested = false
    },
    discard: (leg) => {
      while (leg.head !== undefined) releaseHead(leg, leg.head)
      leg.heldBytes = 0
      leg.finDue = false
    },
  }
}
