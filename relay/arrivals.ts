/**
 * Fresh TCP connections of one worker: which are taken, and how many never sent a whole request,
 * be it for a failed handshake or because they were probes. uWebSockets tells of neither.
 */
import { createTokenBucket } from './token-bucket.ts'
import { createUnheard, type UnheardLimits } from './unheard.ts'

export type Arrivals = {
  /** May a connection from this address stay? Takes its place if so. */
  enter(address: string): boolean
  /** A connection of this address sent a request. */
  heard(address: string): void
  /** A connection that was not a WebSocket has closed, refused ones included. */
  closed(): void
  /** A connection became a WebSocket. */
  upgraded(): void
  openedTotal(): number
  /** @param held requests that are neither answered nor upgraded now */
  unheardTotal(held: number): number
}

/** Makes a count of nobody, with all places free. */
export const createArrivals = (
  monotonicMs: () => number,
  limits: UnheardLimits & {
    readonly newConnectionsPerSecondMax: number
    readonly newConnectionBurstMax: number
  },
): Arrivals => {
  const { newConnectionsPerSecondMax, newConnectionBurstMax } = limits
  const unheard = createUnheard(limits)
  const fresh = createTokenBucket(newConnectionsPerSecondMax, newConnectionBurstMax, monotonicMs())
  const count = { entered: 0, refused: 0, heard: 0, closed: 0, upgraded: 0 }
  let unheardMost = 0
  return {
    enter: (address) => {
      const nowMs = monotonicMs()
      const hasPlace = fresh.available(nowMs) >= 1 && unheard.enter(address, nowMs)
      if (hasPlace) fresh.take(1)
      count[hasPlace ? 'entered' : 'refused'] += 1
      return hasPlace
    },
    heard: (address) => {
      count.heard += 1
      unheard.heard(address)
    },
    closed: () => {
      count.closed += 1
    },
    upgraded: () => {
      count.upgraded += 1
    },
    openedTotal: () => count.entered,
    unheardTotal: (held) => {
      // An answered connection closes a little after its answer: a total never goes back for that.
      const answered = count.heard - count.upgraded - held
      unheardMost = Math.max(unheardMost, count.closed - count.refused - answered)
      return unheardMost
    },
  }
}
