/**
 * The gateway without its sockets: requests become pairs, pairs become relays, and what the pure
 * machines decide is done. It dials nothing and pairs only what the broker authorised.
 * uws-gateway.ts puts it on real sockets.
 */
import type { ErrorCode } from '../core/domain/errors.ts'
import { createAdmission, type HeldRequest } from './admission.ts'
import { type Bridge, createBridge } from './bridge.ts'
import { createByteRate } from './byte-rate.ts'
import type { ChaosFaults } from './chaos.ts'
import { createChunkPool } from './chunk-pool.ts'
import { closeReason, type EndedBy, type EndReason } from './endings.ts'
import { createForwarding, type ForwardEvents } from './forward.ts'
import { type CoreMetrics, countOne, createGatewayCounters } from './gateway-counters.ts'
import type { GatewayCoreOptions, GatewayCorePorts } from './gateway-options.ts'
import type { ClientRequest, GatewayAuthority, GatewayLoad, LiveRelay } from './gateway-ports.ts'
import { readGatewayMetrics, readLiveRelays, readWaitingIds } from './gateway-view.ts'
import { createHalfOpen } from './half-open.ts'
import { isPingDoubtful, type Leg } from './leg.ts'
import { createLegEndings } from './leg-endings.ts'
import { createPacing } from './pacing.ts'
import { createPairTable } from './pair-table.ts'
import { sweepLeg } from './pressure.ts'
import { isConnectionId } from './request-head.ts'
import { createTurn } from './turn.ts'

export type GatewayCore = {
  /** A client asks for its leg. Answered through the request. */
  clientArrived(
    request: Pick<ClientRequest, 'transport' | 'ticket' | 'bearer'>,
    held: HeldRequest,
  ): void
  /** A host brings its leg. A malformed id is answered like a wrong secret. */
  hostArrived(connectionId: string, secret: string, held: HeldRequest): void
  /** Counts a refusal that the shell answered by itself. */
  countRefusal(code: ErrorCode): void
  /** The events of an open leg; all may be called from inside a socket's handler. */
  frame(leg: Leg, bytes: ArrayBuffer): void
  text(leg: Leg, bytes: ArrayBuffer): void
  drained(leg: Leg): void
  /** A WebSocket ping arrived, and was answered below us. */
  pinged(leg: Leg): void
  closed(leg: Leg, code: number, text: string): void
  /** The broker failed the connection: a waiting client gets the code's HTTP answer. */
  refuseConnection(connectionId: string, code: ErrorCode, detail: string): void
  /** Ends a relay, or a leg that waits for one. */
  endConnection(connectionId: string, reason: EndReason, by: EndedBy): void
  /** Faults for staging of one connection; undefined: the gateway's own. */
  setChaos(connectionId: string, chaos: ChaosFaults | undefined): void
  liveRelays(): readonly LiveRelay[]
  /** Connections whose one leg waits here for the other. */
  waitingConnectionIds(): readonly string[]
  load(): GatewayLoad
  metrics(): CoreMetrics
  isDraining(): boolean
  /**
   * Takes no new connections from `refuseAtMs` on (at once, unless given); whatever is left at the
   * deadline is ended. Called again, it counts anew.
   */
  startDrain(deadlineAtMs: number, refuseAtMs?: number): void
  /** Ends everything at once, with this reason. */
  endAll(reason: 'gateway_drain' | 'gateway_stopped'): void
  /** No pair, no ending leg, and a drain that has begun takes none any more. */
  isIdle(): boolean
  /** Looks at deadlines, keepalives and stalls. To be called every legSweepMs. */
  sweep(): void
}

/** Builds the gateway's core over a broker port, a clock and the event loop's turn. */
export const createGatewayCore = (
  ports: GatewayCorePorts,
  options: GatewayCoreOptions,
): GatewayCore => {
  const { authority, monotonicMs, after } = ports
  const { limits, caps = {} } = options
  const counters = createGatewayCounters()
  const halfOpen = createHalfOpen(limits)
  let drainAtMs = Number.POSITIVE_INFINITY
  let draining = false
  let takesUntilMs = 0
  let busyCount = 0
  const takesMore = (): boolean => monotonicMs() < takesUntilMs
  const refuses = (): boolean => draining && !takesMore()
  const rate = createByteRate(monotonicMs())
  const { relayMs = Number.POSITIVE_INFINITY, idleMs = Number.POSITIVE_INFINITY } = caps

  const turn = createTurn(ports.afterPoll, (leg) => {
    if (leg.pace !== undefined) pacing.admit(leg)
    forwarding.flush(leg)
    bridge.flushed(leg)
    endings.flushed(leg)
  })
  const { defer } = turn
  const chaosCut = (leg: Leg): void => endLater(leg, 'gateway', 'chaos')
  const pacing = createPacing({ monotonicMs, after, mark: turn.mark, cut: chaosCut }, caps)

  const endLater = (leg: Leg, by: EndedBy, reason: EndReason): void =>
    defer(() => pairs.stepLeg(leg, { kind: 'end', by, reason, code: 'GATEWAY_LOST' }))

  /** Stops the flow from this leg at once; the pair ends when the turn does. */
  const cut = (sender: Leg, reason: EndReason): void => {
    sender.other = undefined
    endLater(sender, 'gateway', reason)
  }

  const violated = (leg: Leg): void => {
    const alreadyCut = leg.phase === 'bridged' && leg.other === undefined
    if (alreadyCut || leg.phase === 'ending' || leg.phase === 'closed') return
    cut(leg, 'protocol_violation')
  }

  const events: ForwardEvents = {
    violated,
    creditLow: (leg) => bridge.creditLow(leg),
    overfull: (leg) => {
      if (leg.other === undefined) return
      cut(leg.other, leg.side === 'client' ? 'slow_client' : 'slow_host')
    },
    dropped: (leg) => cut(leg, 'overflow'),
  }

  const { gatherChunkBytes: chunkBytes, gatherChunkCountMax: idleCountMax } = limits
  const pool = createChunkPool({ chunkBytes, idleCountMax })
  const forwarding = createForwarding(
    { pool, mark: turn.mark, events },
    { deferred: options.tls, ...limits },
  )
  const endings = createLegEndings({ forwarding, mark: turn.mark }, limits)
  const pairs = createPairTable({
    authority,
    endings,
    counters,
    monotonicMs,
    defer,
    pacing,
    bridge: () => bridge,
  })
  const bridge: Bridge = createBridge(
    {
      forwarding,
      turn,
      events: { violated, ended: (leg, reason) => endLater(leg, leg.side, reason) },
      monotonicMs,
      relayCount: pairs.relayCount,
      busyCount: () => busyCount,
    },
    limits,
  )
  const admission = createAdmission({ halfOpen, turn, monotonicMs }, limits)

  const sweepOpenLeg = (leg: Leg, nowMs: number): void => {
    if (leg.phase !== 'waiting' && leg.phase !== 'bridged') return
    if (leg.congested) {
      forwarding.drained(leg)
      turn.mark(leg)
    }
    const verdict = sweepLeg(leg, nowMs, limits)
    if (verdict === 'ping') bridge.ping(leg, nowMs)
    if (verdict !== 'silent' && verdict !== 'stalled') return
    cut(leg, leg.side === 'client' ? 'client_vanished' : 'host_vanished')
  }

  const endByGateway = (
    connectionId: string,
    reason: 'gateway_drain' | 'gateway_stopped' | 'session_time' | 'idle',
  ): void => {
    const code = reason === 'gateway_drain' ? 'GATEWAY_DRAINING' : 'GATEWAY_LOST'
    pairs.step(connectionId, { kind: 'end', by: 'gateway', reason, code })
  }

  /** Looks at every pair; gives the data bytes of the gateway's whole life. */
  const sweepPairs = (nowMs: number): number => {
    let bytes = counters.endedBytesToClient + counters.endedBytesToHost
    busyCount = 0
    for (const entry of pairs.entries()) {
      const { connectionId, pair, client, host, bridgedAtMs } = entry
      if (client !== undefined) sweepOpenLeg(client, nowMs)
      if (host !== undefined) sweepOpenLeg(host, nowMs)
      const relayed = (client?.receivedBytes ?? 0) + (host?.receivedBytes ?? 0)
      bytes += relayed
      if (relayed - entry.seenBytes > limits.creditWindowFloorBytes) busyCount += 1
      if (relayed !== entry.seenBytes) {
        entry.seenBytes = relayed
        entry.heardAtMs = nowMs
      }
      if (pair.phase !== 'bridged') pairs.step(connectionId, { kind: 'clock', nowMs })
      else if (nowMs - bridgedAtMs >= relayMs) endByGateway(connectionId, 'session_time')
      else if (nowMs - entry.heardAtMs >= idleMs) endByGateway(connectionId, 'idle')
    }
    return bytes
  }

  const endAll = (reason: 'gateway_drain' | 'gateway_stopped'): void => {
    for (const { connectionId } of pairs.entries()) endByGateway(connectionId, reason)
  }

  const refused = (held: HeldRequest, code: ErrorCode): void => held.refuse(code, '')

  /**
   * Two turns of effects later: an authorisation that the broker sent just before this order is
   * already resolved but stands in the queue behind it.
   */
  const afterAnswers = (effect: () => void): void => defer(() => defer(effect))

  return {
    clientArrived: (request, held) => {
      if (refuses()) return refused(held, 'GATEWAY_DRAINING')
      const ask = (): ReturnType<GatewayAuthority['authorizeClient']> =>
        authority.authorizeClient({ ...request, clientAddress: held.address, flow: held.flow })
      admission.admit(held, ask, {
        admitted: (waiting, authorized) => pairs.arrive('client', authorized, waiting),
        late: ({ connectionId }) => authority.report({ kind: 'client-left', connectionId }),
      })
    },
    hostArrived: (connectionId, secret, held) => {
      if (!isConnectionId(connectionId) || secret === '') return refused(held, 'RENDEZVOUS_INVALID')
      if (refuses() && !pairs.has(connectionId)) return refused(held, 'GATEWAY_DRAINING')
      admission.admit(held, () => authority.authorizeHost({ connectionId, secret }), {
        admitted: (waiting, authorized) =>
          pairs.arrive('host', { ...authorized, connectionId }, waiting),
        late: () =>
          authority.report({
            kind: 'leg-lost-before-start',
            connectionId,
            side: 'host',
            reason: 'host_closed',
          }),
      })
    },
    countRefusal: (code) => countOne(counters.refused, code),
    frame: forwarding.frame,
    text: bridge.text,
    drained: (leg) => {
      if (leg.phase === 'closed') return
      forwarding.drained(leg)
      turn.mark(leg)
    },
    pinged: (leg) => {
      if (!options.tls) return
      leg.framesAtPing = Number.POSITIVE_INFINITY
      defer(() => {
        leg.framesAtPing = leg.receivedFrames
      })
    },
    closed: (leg, code, text) => {
      if (leg.phase === 'closed') return
      const { other, side, flow } = leg
      leg.phase = 'closed'
      leg.congested = true
      if (other !== undefined) other.other = undefined
      leg.other = undefined
      forwarding.discard(leg)
      endings.forget(leg)
      const reason = closeReason({ side, flow, pingDoubtful: isPingDoubtful(leg) }, code, text)
      // Both streams had ended: it was the first of them that ended the relay.
      if (reason === `${side}_closed` && leg.finSeen && other?.endedFirst) {
        endLater(other, other.side, `${other.side}_closed`)
        return
      }
      defer(() => pairs.stepLeg(leg, { kind: 'leg-closed', side, reason }))
    },
    refuseConnection: (connectionId, code, detail) =>
      afterAnswers(() => pairs.step(connectionId, { kind: 'refused', code, detail })),
    endConnection: (connectionId, reason, by) =>
      afterAnswers(() =>
        pairs.step(connectionId, { kind: 'end', by, reason, code: 'ENDED_BY_ADMINISTRATOR' }),
      ),
    setChaos: (connectionId, chaos) => defer(() => pairs.setChaos(connectionId, chaos)),
    liveRelays: () => readLiveRelays(pairs.entries()),
    waitingConnectionIds: () => readWaitingIds(pairs.entries()),
    load: () => ({
      connections: pairs.relayCount(),
      bytesPerSecond: rate.perSecond(),
      bufferedBytes: readLiveRelays(pairs.entries()).reduce((sum, r) => sum + r.bufferedBytes, 0),
      eventLoopDelayMs: ports.eventLoopDelayMs(),
    }),
    metrics: () =>
      readGatewayMetrics(pairs.entries(), counters, {
        authorizingOrHeld: halfOpen.count(),
        endingLegs: endings.count(),
        draining,
        eventLoopDelayMs: ports.eventLoopDelayMs(),
      }),
    isDraining: () => draining,
    startDrain: (deadlineAtMs, refuseAtMs = 0) => {
      draining = true
      takesUntilMs = refuseAtMs
      drainAtMs = deadlineAtMs
    },
    endAll: (reason) => defer(() => endAll(reason)),
    isIdle: () => !takesMore() && pairs.count() === 0 && endings.count() === 0,
    sweep: () => {
      const nowMs = monotonicMs()
      admission.sweep(nowMs)
      rate.look(nowMs, sweepPairs(nowMs))
      counters.legsCutUnflushedTotal += endings.sweep(nowMs)
      if (nowMs >= drainAtMs) endAll('gateway_drain')
    },
  }
}
