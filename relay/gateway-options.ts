/** What the gateway's core needs from around it, and what it is told to keep to. */
import type { GatewayLimits } from './gateway-limits.ts'
import type { GatewayAuthority } from './gateway-ports.ts'
import type { BandwidthCaps } from './pacing.ts'

export type GatewayCorePorts = {
  readonly authority: GatewayAuthority
  readonly monotonicMs: () => number
  /** Runs once after the poll phase of this turn of the event loop. */
  readonly afterPoll: (run: () => void) => void
  /** Runs once after so many milliseconds, outside every handler. */
  readonly after: (ms: number, run: () => void) => void
  readonly eventLoopDelayMs: () => number
}

/** What a gateway allows a relay; absent: whatever its two ends like. */
export type RelayCaps = BandwidthCaps & {
  /** Longest time that a relay lasts, in milliseconds; looked at every legSweepMs. */
  readonly relayMs?: number
  /** Longest silence of both ends together, in milliseconds; looked at every legSweepMs. */
  readonly idleMs?: number
}

export type GatewayCoreOptions = {
  /** Are the legs on TLS? Then every write waits for the end of the turn. */
  readonly tls: boolean
  readonly limits: GatewayLimits
  readonly caps?: RelayCaps
}
