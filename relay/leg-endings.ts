/**
 * Legs on their way out: each first gets what waits for it, then a close frame with the reason,
 * within legCloseMs. uWebSockets' own `end` bounds nothing while its buffer drains, so it is called
 * only on a drained socket; one that does not drain in time is dropped.
 */
import { type EndReason, endings } from './endings.ts'
import type { Forwarding } from './forward.ts'
import type { Leg } from './leg.ts'

export type LegEndings = {
  /** Starts to end an open leg. Only from the turn. */
  end(leg: Leg, reason: EndReason, nowMs: number): void
  /** The leg was flushed: if nothing is left, it gets its close frame. Only from the turn. */
  flushed(leg: Leg): void
  /** The peer closed it first. */
  forget(leg: Leg): void
  /** Drops legs whose time is over; gives how many. */
  sweep(nowMs: number): number
  count(): number
}

export const createLegEndings = (
  ports: { readonly forwarding: Forwarding; readonly mark: (leg: Leg) => void },
  limits: { readonly legCloseMs: number },
): LegEndings => {
  const ending = new Set<Leg>()

  /** INVARIANT: the phase is `closed` before the socket is told, since it calls back at once. */
  const detach = (leg: Leg): void => {
    ending.delete(leg)
    leg.phase = 'closed'
    leg.congested = true
    leg.bufferedBytes = 0
    ports.forwarding.discard(leg)
  }

  const drop = (leg: Leg): void => {
    detach(leg)
    leg.socket.close()
  }

  return {
    end: (leg, reason, nowMs) => {
      leg.other = undefined
      if (leg.phase === 'closed') return ports.forwarding.discard(leg)
      if (isPastHelp(leg, reason)) return drop(leg)
      leg.phase = 'ending'
      leg.closeCode = endings[reason].closeCode
      leg.closeText = reason
      leg.closeDeadlineMs = nowMs + limits.legCloseMs
      ending.add(leg)
      ports.mark(leg)
    },
    flushed: (leg) => {
      if (leg.phase !== 'ending' || leg.heldBytes > 0 || leg.congested) return
      detach(leg)
      leg.socket.end(leg.closeCode, leg.closeText)
    },
    forget: (leg) => {
      ending.delete(leg)
    },
    sweep: (nowMs) => {
      let dropped = 0
      for (const leg of ending) {
        if (nowMs < leg.closeDeadlineMs) continue
        drop(leg)
        dropped += 1
      }
      return dropped
    },
    count: () => ending.size,
  }
}

/** A leg that takes no bytes any more, whose stream has a hole, or that shall look like it. */
const isPastHelp = (leg: Leg, reason: EndReason): boolean =>
  reason === 'overflow' || reason === 'chaos' || reason === `${leg.side}_vanished`
