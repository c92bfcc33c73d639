/** Plain counters of one gateway: counted where it happens, read by metrics and load. */
import type { ErrorCode } from '../core/domain/errors.ts'
import type { EndReason } from './endings.ts'

export type GatewayCounters = {
  relaysStartedTotal: number
  /** Data bytes of relays that have ended; live ones are added when somebody reads. */
  endedBytesToClient: number
  endedBytesToHost: number
  endedMessagesToClient: number
  endedMessagesToHost: number
  /** Sends towards legs of ended relays that left the socket congested. */
  endedStalls: number
  readonly relaysEnded: Map<EndReason, number>
  readonly refused: Map<ErrorCode, number>
  /** Legs that still held bytes when their time to flush was over. */
  legsCutUnflushedTotal: number
}

/** What the gateway's core shows of itself: gauges as of now, totals since its start. */
export type CoreMetrics = {
  readonly authorizingOrHeld: number
  readonly waitingForHost: number
  readonly waitingForClient: number
  readonly bridged: number
  readonly endingLegs: number
  readonly bufferedBytes: number
  readonly bytesToClientTotal: number
  readonly bytesToHostTotal: number
  readonly messagesToClientTotal: number
  readonly messagesToHostTotal: number
  readonly stallsTotal: number
  /** Longest round trip of all legs of ours, as measured last; 0 without any. */
  readonly legRoundTripMsMax: number
  readonly relaysStartedTotal: number
  readonly relaysEnded: ReadonlyMap<EndReason, number>
  readonly refused: ReadonlyMap<ErrorCode, number>
  readonly legsCutUnflushedTotal: number
  readonly draining: boolean
  readonly eventLoopDelayMs: number
}

/** The same and what the sockets around the core add. */
export type GatewayMetrics = CoreMetrics & {
  /** Sets of certificates that open connections came by; above 1 after a change. */
  readonly certificateSets: number
  readonly connectionsOpenedTotal: number
  /** Connections that ended before a whole request: failed handshakes, probes, silent ones. */
  readonly connectionsUnheardTotal: number
  /** Name of the native file that moves the bytes. */
  readonly nativeFile: string
}

export const createGatewayCounters = (): GatewayCounters => ({
  relaysStartedTotal: 0,
  endedBytesToClient: 0,
  endedBytesToHost: 0,
  endedMessagesToClient: 0,
  endedMessagesToHost: 0,
  endedStalls: 0,
  relaysEnded: new Map(),
  refused: new Map(),
  legsCutUnflushedTotal: 0,
})

/** Adds one to a labelled counter; labels come from closed lists, so the map stays small. */
export const countOne = <K>(counts: Map<K, number>, label: K): void => {
  counts.set(label, (counts.get(label) ?? 0) + 1)
}
