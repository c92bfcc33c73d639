/** Reads a gateway's numbers off its pairs: for metrics, heartbeats and reconciling. */
import type { CoreMetrics, GatewayCounters } from './gateway-counters.ts'
import type { LiveRelay } from './gateway-ports.ts'
import { waitingBytes } from './leg.ts'
import type { PairEntry } from './pair-table.ts'

/** Every bridged pair as it stands now. */
export const readLiveRelays = (entries: Iterable<PairEntry>): LiveRelay[] => {
  const relays: LiveRelay[] = []
  for (const { connectionId, pair, client, host } of entries) {
    if (pair.phase !== 'bridged' || client === undefined || host === undefined) continue
    relays.push({
      connectionId,
      bytesToClient: host.receivedBytes,
      bytesToHost: client.receivedBytes,
      bufferedBytes: waitingBytes(client) + waitingBytes(host),
      clientRoundTripMs: client.roundTripMs,
      hostRoundTripMs: host.roundTripMs,
    })
  }
  return relays
}

/** Connections whose one leg waits for the other. */
export const readWaitingIds = (entries: Iterable<PairEntry>): string[] =>
  [...entries].filter(({ pair }) => pair.phase !== 'bridged').map((entry) => entry.connectionId)

/** Gauges counted off the pairs, totals of ended relays plus what live ones moved so far. */
export const readGatewayMetrics = (
  entries: Iterable<PairEntry>,
  counters: GatewayCounters,
  rest: Pick<CoreMetrics, 'authorizingOrHeld' | 'endingLegs' | 'draining' | 'eventLoopDelayMs'>,
): CoreMetrics => {
  const count = { waitingForHost: 0, waitingForClient: 0, bridged: 0, bufferedBytes: 0 }
  const total = {
    bytesToClientTotal: counters.endedBytesToClient,
    bytesToHostTotal: counters.endedBytesToHost,
    messagesToClientTotal: counters.endedMessagesToClient,
    messagesToHostTotal: counters.endedMessagesToHost,
    stallsTotal: counters.endedStalls,
  }
  let legRoundTripMsMax = 0
  for (const { pair, client, host } of entries) {
    if (pair.phase === 'waiting-for-host') count.waitingForHost += 1
    if (pair.phase === 'waiting-for-client') count.waitingForClient += 1
    if (pair.phase === 'bridged') count.bridged += 1
    total.bytesToClientTotal += host?.receivedBytes ?? 0
    total.bytesToHostTotal += client?.receivedBytes ?? 0
    total.messagesToClientTotal += host?.receivedFrames ?? 0
    total.messagesToHostTotal += client?.receivedFrames ?? 0
    for (const leg of [client, host]) {
      if (leg === undefined) continue
      count.bufferedBytes += waitingBytes(leg)
      total.stallsTotal += leg.stalls
      legRoundTripMsMax = Math.max(legRoundTripMsMax, leg.roundTripMs ?? 0)
    }
  }
  return {
    ...count,
    ...rest,
    ...total,
    legRoundTripMsMax,
    relaysStartedTotal: counters.relaysStartedTotal,
    relaysEnded: counters.relaysEnded,
    refused: counters.refused,
    legsCutUnflushedTotal: counters.legsCutUnflushedTotal,
  }
}
