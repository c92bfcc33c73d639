/**
 * Why a leg or a relay ended: one enumerated list, with the WebSocket close code that tells the
 * peer and whether it was an ordinary ending. A peer that vanishes is an ending, not an error.
 */

export type Side = 'client' | 'host'

/** Who brought a relay to its end. */
export type EndedBy = 'client' | 'host' | 'gateway' | 'administrator'

type Ending = {
  /** Code of the close frame that the remaining leg gets; its text is the reason's name. */
  readonly closeCode: number
  /** Ordinary endings are expected in daily use and raise no alarm. */
  readonly ordinary: boolean
}

const ending = (closeCode: number, ordinary: boolean): Ending => ({ closeCode, ordinary })

/** Close codes are stable and never reused: 1000 is ordinary, 4000 and up belong to Causeway. */
export const endings = {
  /** The client closed its leg, or its byte stream towards a stock host. */
  client_closed: ending(1000, true),
  host_closed: ending(1000, true),
  /** The TCP connection behind an agent or connector was reset: its leg said `rst`. */
  client_reset: ending(4001, true),
  host_reset: ending(4002, true),
  /** More than legBufferedBytesMax waited for a leg that its sender could not be held back for. */
  slow_client: ending(4003, false),
  slow_host: ending(4004, false),
  /** Buffered bytes did not shrink, or a leg of ours was silent or went without a close frame. */
  client_vanished: ending(4005, false),
  host_vanished: ending(4006, false),
  /** A leg broke proto/README.md: unknown text, data without credit or before pairing. */
  protocol_violation: ending(4007, false),
  /** A message above legMessageBytesMax. */
  message_too_large: ending(4008, false),
  /** A send was dropped below us, which is corruption: the pair cannot go on. */
  overflow: ending(4009, false),
  /** An administrator, or the broker on its behalf, ended the connection. */
  administrator: ending(4010, true),
  /** A newer connection to the same user session took over. */
  superseded: ending(4011, true),
  gateway_drain: ending(4012, true),
  gateway_stopped: ending(4013, true),
  /** The other leg did not come in time. */
  deadline: ending(4014, false),
  /** The broker failed the connection before its relay. */
  refused: ending(4015, false),
  /** A leg on TLS went without a close frame after a WebSocket ping: bytes of it may be lost. */
  client_pinged: ending(4016, false),
  host_pinged: ending(4017, false),
  /** The longest time that the gateway's settings allow a relay is over. */
  session_time: ending(4018, true),
  /** Neither end sent a byte for as long as the gateway's settings allow. */
  idle: ending(4020, true),
  /** A gateway for staging cut the relay, as it was told to. */
  chaos: ending(4019, true),
} as const satisfies Record<string, Ending>

export type EndReason = keyof typeof endings

/** Narrows a reason that came over a wire. */
export const isEndReason = (text: string): text is EndReason => Object.hasOwn(endings, text)

/** What uWebSockets says beside code 1006; other words of its own mean malformed frames. */
const tooLargeText = 'Received too big message'
const tcpFinText = 'Received TCP FIN before WebSocket close frame'

/**
 * Reason of a leg that its peer closed. A stock client's TCP connection that ends without a close
 * frame, by FIN as FreeRDP always does or by a reset, is an ordinary ending: uWebSockets does not
 * tell them apart. Our own legs always say goodbye: one that goes without was killed or cut off,
 * and the other end must not take what it has for the whole. The same holds after a ping that no
 * frame has followed: its answer may have cost input (see leg.ts).
 * @param code close code of the peer, or 1006 when there was no close frame
 * @param text the peer's close text, or for 1006 uWebSockets' own words
 */
export const closeReason = (
  leg: { readonly side: Side; readonly flow: 'stock' | 'credit'; readonly pingDoubtful: boolean },
  code: number,
  text: string,
): EndReason => {
  const { side, flow } = leg
  if (code === 1006 && text === tooLargeText) return 'message_too_large'
  if (code === 1006 && text !== '' && text !== tcpFinText) return 'protocol_violation'
  if (code === 1006 && leg.pingDoubtful) return `${side}_pinged`
  if (code === 1006 && flow === 'credit') return `${side}_vanished`
  return `${side}_closed`
}
