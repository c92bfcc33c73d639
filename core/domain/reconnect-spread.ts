/**
 * Over how long the agents of a fleet come back when they lose a broker together: told to each of
 * them while all is well, as nobody can tell them afterwards.
 */
import { controlOpeningsPerSecond, reconnectSpreadMaxMs } from './limits.ts'

/**
 * Milliseconds over which that many hosts draw their first dial, so that one broker that is left
 * could open their channels at its rate, in channels per second. A small site comes back at once.
 */
export const reconnectSpreadMs = (
  hostCount: number,
  openingsPerSecond: number = controlOpeningsPerSecond,
): number => Math.min(reconnectSpreadMaxMs, Math.ceil((hostCount * 1_000) / openingsPerSecond))
