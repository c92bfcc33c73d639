/**
 * Pure policy of flow control: how much credit to grant, and what the sweep makes of a leg. It
 * looks at numbers and answers; others send, ping and cut.
 */
import type { Leg } from './leg.ts'

export type WindowLimits = {
  readonly creditWindowBytes: number
  readonly creditWindowFloorBytes: number
  readonly creditWindowBytesMin: number
  readonly workerWindowBytesMax: number
  readonly workerTurnBytesMax: number
}

/** Where a window begins, and what it shrinks to: busy relays share what one turn may move. */
export const floorBytes = (limits: WindowLimits, busyCount: number): number => {
  const share = Math.floor(limits.workerTurnBytesMax / Math.max(1, busyCount))
  return Math.min(limits.creditWindowFloorBytes, Math.max(limits.creditWindowBytesMin, share))
}

/**
 * The credit window of one relay: the full one while all relays of the worker fit their shared
 * budget, an equal share beyond that, never less than the least window.
 */
export const windowBytes = (limits: WindowLimits, relayCount: number): number => {
  const share = Math.floor(limits.workerWindowBytesMax / Math.max(1, relayCount))
  return Math.max(limits.creditWindowBytesMin, Math.min(limits.creditWindowBytes, share))
}

/**
 * The window that follows the path: twice what the receiver took within one round trip to the
 * sender, so that a sender held back by its window doubles it each round trip, and one whose
 * receiver is slow does not fill the gateway. It shrinks by an eighth at a time: a pause in what
 * the sender has to say is no shorter path. (Receive buffer auto-tuning: Fisk and Feng, "Dynamic
 * Right-Sizing in TCP", 2001.)
 * @param trip.bytes what the receiver took within one round trip
 * @param trip.floorBytes see floorBytes
 */
export const adaptWindow = (
  limits: WindowLimits,
  window: number,
  trip: { readonly bytes: number; readonly floorBytes: number },
): number => {
  const wanted = Math.max(trip.floorBytes, 2 * trip.bytes)
  if (wanted >= window) return Math.min(limits.creditWindowBytes, wanted)
  return Math.max(wanted, window - window / 8)
}

/**
 * Credit to grant a sender, so that what it may still send and what already waits for its receiver
 * stay within the window together. Grants are held back until half a window is due: a text for
 * every frame would cost more than the frame.
 * @returns bytes, or 0 for no grant now
 */
export const creditToGrant = (
  windowSize: number,
  allowanceBytes: number,
  waitingForReceiverBytes: number,
): number => {
  const due = windowSize - allowanceBytes - waitingForReceiverBytes
  return due >= windowSize / 2 ? Math.floor(due) : 0
}

/** Below this allowance a sender gets credit again. */
export const refillMarkBytes = (windowSize: number): number => Math.floor(windowSize / 2)

export type SweepLimits = {
  readonly legKeepaliveMs: number
  readonly legSilenceMs: number
  readonly legStallMs: number
}

/** `stalled` and `silent` mean that the far end has vanished; `ping` that a keepalive is due. */
export type SweepVerdict = 'fine' | 'ping' | 'silent' | 'stalled'

/**
 * Looks at a leg at intervals, writes what it saw into it, and judges.
 *
 * Progress is what the socket delivered (given to it minus still in it), so new data that piles up
 * behind a dead peer never looks like life. Bytes that wait for credit are no stall: the peer is
 * slow, which the buffer bound covers. A stock leg is silent as long as it likes.
 */
export const sweepLeg = (leg: Leg, nowMs: number, limits: SweepLimits): SweepVerdict => {
  const delivered = leg.sentBytes - leg.bufferedBytes
  const progressed = delivered > leg.deliveredBytes
  if (progressed || leg.bufferedBytes === 0) {
    leg.deliveredBytes = delivered
    leg.deliveredAtMs = nowMs
  } else if (nowMs - leg.deliveredAtMs >= limits.legStallMs) {
    return 'stalled'
  }
  if (leg.heard || progressed) {
    leg.heard = false
    leg.heardAtMs = nowMs
  }
  if (leg.flow === 'stock') return 'fine'
  if (nowMs - leg.heardAtMs >= limits.legSilenceMs) return 'silent'
  return nowMs - leg.pingAtMs >= limits.legKeepaliveMs ? 'ping' : 'fine'
}
