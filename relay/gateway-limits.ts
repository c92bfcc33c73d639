/**
 * The bounds that one gateway keeps, gathered from the limits file so that a test or an operator
 * can change one without touching the others.
 */
import * as limits from '../core/domain/limits.ts'

export type GatewayLimits = {
  readonly legMessageBytesMax: number
  readonly legBufferedBytesMax: number
  readonly legTextBytesMax: number
  readonly creditWindowBytes: number
  readonly creditWindowBytesMin: number
  readonly creditWindowFloorBytes: number
  readonly workerTurnBytesMax: number
  readonly workerWindowBytesMax: number
  readonly requestHeadBytesMax: number
  readonly legKeepaliveMs: number
  readonly legSilenceMs: number
  readonly legStallMs: number
  readonly legCloseMs: number
  readonly legSweepMs: number
  readonly legAuthorizeMs: number
  readonly halfOpenPerAddressMax: number
  readonly halfOpenCountMax: number
  readonly unheardPerAddressMax: number
  readonly unheardCountMax: number
  readonly unheardMs: number
  readonly newConnectionsPerSecondMax: number
  readonly newConnectionBurstMax: number
  readonly straightFrameBytesMin: number
  readonly gatherChunkBytes: number
  readonly gatherChunkCountMax: number
}

/** Units and reasons stand in core/domain/limits.ts. */
export const defaultGatewayLimits: GatewayLimits = {
  legMessageBytesMax: limits.legMessageBytesMax,
  legBufferedBytesMax: limits.legBufferedBytesMax,
  legTextBytesMax: limits.legTextBytesMax,
  creditWindowBytes: limits.creditWindowBytes,
  creditWindowBytesMin: limits.creditWindowBytesMin,
  creditWindowFloorBytes: limits.creditWindowFloorBytes,
  workerTurnBytesMax: limits.workerTurnBytesMax,
  workerWindowBytesMax: limits.workerWindowBytesMax,
  requestHeadBytesMax: limits.requestHeadBytesMax,
  legKeepaliveMs: limits.legKeepaliveMs,
  legSilenceMs: limits.legSilenceMs,
  legStallMs: limits.legStallMs,
  legCloseMs: limits.legCloseMs,
  legSweepMs: limits.legSweepMs,
  legAuthorizeMs: limits.legAuthorizeMs,
  halfOpenPerAddressMax: limits.halfOpenPerAddressMax,
  halfOpenCountMax: limits.halfOpenCountMax,
  unheardPerAddressMax: limits.unheardPerAddressMax,
  unheardCountMax: limits.unheardCountMax,
  unheardMs: limits.unheardMs,
  newConnectionsPerSecondMax: limits.newConnectionsPerSecondMax,
  newConnectionBurstMax: limits.newConnectionBurstMax,
  straightFrameBytesMin: limits.straightFrameBytesMin,
  gatherChunkBytes: limits.gatherChunkBytes,
  gatherChunkCountMax: limits.gatherChunkCountMax,
}
