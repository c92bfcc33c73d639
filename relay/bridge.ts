/**
 * What passes between two bridged legs beside data: credit, half-close, reset, keepalive. Decides
 * who grants credit to whom. Every write goes through the turn, never out of a handler.
 *
 * sender credit: the gateway grants, as what waits for the receiver drains, within a window that
 *   follows the path to the sender.
 * receiver credit: the gateway holds what exceeds the receiver's credit.
 * sender stock: only the buffer bound, and then it is cut.
 */
import type { EndReason } from './endings.ts'
import type { Forwarding } from './forward.ts'
import { type Leg, waitingBytes } from './leg.ts'
import { creditText, parseLegText, pingText, pongText, rstText } from './leg-text.ts'
import {
  adaptWindow,
  creditToGrant,
  floorBytes,
  refillMarkBytes,
  type WindowLimits,
  windowBytes,
} from './pressure.ts'
import type { Turn } from './turn.ts'

export type BridgeEvents = {
  /** The leg's far end wants the relay to end. */
  ended(leg: Leg, reason: EndReason): void
  /** The leg broke the rules. */
  violated(leg: Leg): void
}

export type Bridge = {
  /** Lets data flow between two open legs. Only from the turn. */
  join(client: Leg, host: Leg): void
  /** A text message arrived on a leg; may be called from inside a handler. */
  text(leg: Leg, bytes: ArrayBuffer): void
  /** The leg's allowance is low: it gets credit at the end of the turn, if any is due. */
  creditLow(leg: Leg): void
  /** The leg was flushed: its sender may get credit now. Only from the turn. */
  flushed(leg: Leg): void
  /** Sends a keepalive. Only from the turn or a timer. */
  ping(leg: Leg, nowMs: number): void
}

/**
 * @param ports.relayCount how many relays share the worker's windows now
 * @param ports.busyCount how many of them move more than a window's floor between two sweeps
 */
export const createBridge = (
  ports: {
    readonly forwarding: Forwarding
    readonly turn: Turn
    readonly events: BridgeEvents
    readonly monotonicMs: () => number
    readonly relayCount: () => number
    readonly busyCount: () => number
  },
  limits: WindowLimits & { readonly legTextBytesMax: number },
): Bridge => {
  const { forwarding, turn, events } = ports

  const pacedWindowBytes = ({ pace }: Leg): number =>
    Math.max(limits.creditWindowBytesMin, pace?.windowBytes ?? Number.POSITIVE_INFINITY)

  const sendLater = (leg: Leg, message: string): void =>
    turn.defer(() => forwarding.text(leg, message))

  const ping = (leg: Leg, nowMs: number): void => {
    leg.pingNumber += 1
    leg.pingAtMs = nowMs
    forwarding.text(leg, pingText(leg.pingNumber))
  }

  const openDirection = (sender: Leg, receiver: Leg): void => {
    if (receiver.pace !== undefined) {
      receiver.pace.withheldBytes = receiver.sendableBytes
      receiver.sendableBytes = 0
    }
    if (sender.flow === 'stock') return
    sender.windowBytes = floorBytes(limits, ports.busyCount())
    sender.windowAtMs = ports.monotonicMs()
    sender.grantDue = true
    grant(sender, receiver)
    // Before data flows: later ones wait behind data.
    ping(sender, sender.windowAtMs)
  }

  /** Looks once a round trip what the receiver took, and lets the window follow. */
  const adapt = (sender: Leg, receiver: Leg): void => {
    const { leastRoundTripMs: tripMs } = sender
    if (tripMs === undefined) return
    const nowMs = ports.monotonicMs()
    const elapsedMs = nowMs - sender.windowAtMs
    if (elapsedMs < tripMs || elapsedMs === 0) return
    const delivered = receiver.sentBytes - receiver.bufferedBytes
    const bytes = ((delivered - sender.windowDeliveredBytes) * tripMs) / elapsedMs
    const trip = { bytes, floorBytes: floorBytes(limits, ports.busyCount()) }
    sender.windowBytes = adaptWindow(limits, sender.windowBytes, trip)
    sender.windowAtMs = nowMs
    sender.windowDeliveredBytes = delivered
  }

  const grant = (sender: Leg, receiver: Leg): void => {
    adapt(sender, receiver)
    const share = windowBytes(limits, ports.relayCount())
    const window = Math.min(share, sender.windowBytes, pacedWindowBytes(receiver))
    sender.refillBelowBytes = refillMarkBytes(window)
    const waiting = waitingBytes(receiver)
    const bytes = creditToGrant(window, sender.allowanceBytes, waiting)
    if (bytes > 0) {
      sender.allowanceBytes += bytes
      sender.grantDue = false
      forwarding.text(sender, creditText(bytes))
    } else if (waiting === 0) {
      // The window shrank: the next frame below the new mark asks again.
      sender.grantDue = false
    }
  }

  const flushed = (receiver: Leg): void => {
    const sender = receiver.other
    if (sender?.grantDue === true) grant(sender, receiver)
  }

  const onCredit = (leg: Leg, bytes: number): void => {
    const { pace } = leg
    if (pace === undefined) leg.sendableBytes += bytes
    else pace.withheldBytes += bytes
    if (leg.sendableBytes + (pace?.withheldBytes ?? 0) > limits.creditWindowBytes) {
      events.violated(leg)
      return
    }
    if (leg.other !== undefined) turn.mark(leg)
  }

  const onFin = (leg: Leg): void => {
    const receiver = leg.other
    if (leg.finSeen) {
      events.violated(leg)
      return
    }
    leg.finSeen = true
    leg.endedFirst = receiver?.finSeen !== true
    if (receiver === undefined || receiver.flow === 'stock') {
      events.ended(leg, leg.side === 'client' ? 'client_closed' : 'host_closed')
      return
    }
    receiver.finDue = true
    turn.mark(receiver)
  }

  const onRst = (leg: Leg): void => {
    if (leg.other?.flow === 'credit') sendLater(leg.other, rstText)
    events.ended(leg, leg.side === 'client' ? 'client_reset' : 'host_reset')
  }

  const onPong = (leg: Leg, number: number): void => {
    // A pong to an older ping, or to none, measures nothing.
    if (number !== leg.pingNumber || leg.pingNumber === 0) return
    const tripMs = ports.monotonicMs() - leg.pingAtMs
    leg.roundTripMs = tripMs
    // A window made to measure for a trip that waited behind the window itself would grow for ever.
    leg.leastRoundTripMs = Math.min(tripMs, leg.leastRoundTripMs ?? tripMs)
  }

  const text = (leg: Leg, bytes: ArrayBuffer): void => {
    leg.heard = true
    if (leg.phase === 'ending' || leg.phase === 'closed') return
    if (leg.flow === 'stock' || bytes.byteLength > limits.legTextBytesMax) {
      events.violated(leg)
      return
    }
    const message = parseLegText(String.fromCharCode(...new Uint8Array(bytes)))
    switch (message?.kind) {
      case 'credit':
        onCredit(leg, message.bytes)
        return
      case 'fin':
        onFin(leg)
        return
      case 'rst':
        onRst(leg)
        return
      case 'ping':
        sendLater(leg, pongText(message.number))
        return
      case 'pong':
        onPong(leg, message.number)
        return
      case undefined:
        events.violated(leg)
        return
    }
  }

  return {
    join: (client, host) => {
      // One of them closed in this very turn: its closing is on its way and ends the pair.
      if (client.phase !== 'waiting' || host.phase !== 'waiting') return
      client.other = host
      host.other = client
      client.phase = 'bridged'
      host.phase = 'bridged'
      openDirection(host, client)
      openDirection(client, host)
    },
    text,
    creditLow: (sender) =>
      turn.defer(() => {
        const receiver = sender.other
        if (receiver !== undefined) grant(sender, receiver)
      }),
    flushed,
    ping,
  }
}
