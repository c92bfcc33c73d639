/**
 * When to dial again after a control channel could not be opened or was lost, and whom. Pure: the
 * draws arrive as arguments.
 */
import { reconnectAddressMs } from '../../core/domain/limits.ts'

export type ReconnectLimits = {
  /** Largest delay after the first failure, in milliseconds. */
  readonly delayMinMs: number
  /** No delay is longer than this, in milliseconds. */
  readonly delayMaxMs: number
}

export type Redial = {
  /** Rounds through all addresses that failed since a channel last held, from 1. */
  readonly failedRounds: number
  /** Addresses of the present round that were not dialled yet. */
  readonly addressesLeft: number
  /** A channel was up and is lost: over how long the broker wants its machines back; else 0. */
  readonly spreadMs: number
}

/** Beyond this the doubling has long met every sensible delayMaxMs. */
const doublingsMax = 30

/**
 * Milliseconds to wait: the bound doubles with each failure, and half of it is drawn, so that
 * thousands of agents that lost one broker together do not come back together.
 * @param failures failed rounds since a channel last held, from 1
 * @param draw uniform in [0, 1)
 */
export const reconnectDelayMs = (
  failures: number,
  draw: number,
  limits: ReconnectLimits,
): number => {
  const doublings = Math.min(Math.max(failures - 1, 0), doublingsMax)
  const bound = Math.min(limits.delayMaxMs, limits.delayMinMs * 2 ** doublings)
  return bound / 2 + (bound / 2) * draw
}

/**
 * Milliseconds until the next dial. The next address of a round follows soon: a broker that is
 * left is found quickly. Between rounds the delay grows. Who had a channel draws over the spread.
 * @param draws two numbers, uniform in [0, 1)
 */
export const redialDelayMs = (
  { failedRounds, addressesLeft, spreadMs }: Redial,
  [draw, spreadDraw]: readonly [number, number],
  limits: ReconnectLimits,
): number => {
  const bound = Math.min(reconnectAddressMs, limits.delayMaxMs)
  if (addressesLeft > 0) return bound / 2 + (bound / 2) * draw
  return reconnectDelayMs(failedRounds, draw, limits) + spreadMs * spreadDraw
}

/**
 * The same entries in random order (Fisher-Yates), so that agents spread over brokers.
 * @param draw gives uniform numbers in [0, 1)
 */
export const shuffled = <T>(entries: readonly T[], draw: () => number): readonly T[] => {
  const result: T[] = []
  for (const entry of entries) {
    const place = Math.floor(draw() * (result.length + 1))
    const moved = result[place]
    if (moved === undefined) {
      result.push(entry)
    } else {
      result[place] = entry
      result.push(moved)
    }
  }
  return result
}
