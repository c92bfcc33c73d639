/**
 * The pairs of one gateway by connection id: steps each pair's machine and performs its effects on
 * held requests and legs. All of it runs from the turn or a timer, never inside a handler.
 */
import type { HeldRequest } from './admission.ts'
import type { Bridge } from './bridge.ts'
import type { ChaosFaults } from './chaos.ts'
import type { EndedBy, EndReason, Side } from './endings.ts'
import { countOne, type GatewayCounters } from './gateway-counters.ts'
import type { Authorized, GatewayAuthority } from './gateway-ports.ts'
import { createLeg, type Leg } from './leg.ts'
import type { LegEndings } from './leg-endings.ts'
import type { Pacing } from './pacing.ts'
import {
  newPair,
  type Pair,
  type PairEffect,
  type PairInput,
  type PairReport,
  stepPair,
} from './pairing.ts'

export type PairEntry = {
  readonly connectionId: string
  pair: Pair
  /** The client's request while it waits for the host leg. */
  held: HeldRequest | undefined
  client: Leg | undefined
  host: Leg | undefined
  bridgedAtMs: number
  /** Data bytes of both ends when last looked at, and since when they are as many. */
  seenBytes: number
  heardAtMs: number
  /** Of the client's authorization; empty before it. */
  userKey: string
  /** Faults of its own, on a gateway for staging. */
  chaos: ChaosFaults | undefined
}

export type PairTable = {
  /** An authorised request joins its pair, which it may be the first of. */
  arrive(side: Side, authorized: Authorized, request: HeldRequest): void
  /** Steps the pair of this connection; nothing when there is none. */
  step(connectionId: string, input: PairInput): void
  /** Steps the pair of this leg, if the leg is still part of it. */
  stepLeg(leg: Leg, input: PairInput): void
  /** Puts these faults into the connection, also while it is relayed. */
  setChaos(connectionId: string, chaos: ChaosFaults | undefined): void
  has(connectionId: string): boolean
  entries(): IterableIterator<PairEntry>
  relayCount(): number
  count(): number
}

export const createPairTable = (ports: {
  readonly authority: GatewayAuthority
  readonly endings: LegEndings
  readonly counters: GatewayCounters
  readonly monotonicMs: () => number
  readonly defer: (effect: () => void) => void
  readonly pacing: Pick<Pacing, 'begin' | 'change' | 'end'>
  /** Given late, because bridging needs the number of relays. */
  readonly bridge: () => Bridge
}): PairTable => {
  const { authority, counters } = ports
  const pairs = new Map<string, PairEntry>()
  let relays = 0

  const step = (entry: PairEntry, input: PairInput, arrival?: HeldRequest): void => {
    const next = stepPair(entry.pair, input)
    entry.pair = next.pair
    for (const effect of next.effects) perform(entry, effect, arrival)
    // A late input to an ended pair must not remove a newer one of the same connection.
    const isCurrent = pairs.get(entry.connectionId) === entry
    if (entry.pair.phase === 'ended' && isCurrent) pairs.delete(entry.connectionId)
  }

  const perform = (entry: PairEntry, effect: PairEffect, arrival?: HeldRequest): void => {
    switch (effect.kind) {
      case 'hold-client':
        entry.held = arrival
        arrival?.onGone(() => ports.defer(() => clientGone(entry)))
        return
      case 'accept-host':
        openLeg(entry, 'host', arrival)
        return
      case 'upgrade-client':
        openLeg(entry, 'client', entry.held)
        entry.held = undefined
        return
      case 'refuse-arrival':
        arrival?.refuse(effect.code, '')
        return
      case 'refuse-client':
        entry.held?.refuse(effect.code, effect.detail)
        entry.held = undefined
        return
      case 'bridge':
        startRelay(entry)
        return
      case 'end-leg': {
        const leg = entry[effect.side]
        if (leg !== undefined) ports.endings.end(leg, effect.reason, ports.monotonicMs())
        return
      }
      case 'report':
        report(entry, effect.report)
        return
    }
  }

  const openLeg = (entry: PairEntry, side: Side, request: HeldRequest | undefined): void =>
    request?.upgrade((socket) => {
      const leg = createLeg(entry.connectionId, side, request.flow, socket, ports.monotonicMs())
      entry[side] = leg
      return leg
    })

  const startRelay = (entry: PairEntry): void => {
    if (entry.client === undefined || entry.host === undefined) return
    relays += 1
    counters.relaysStartedTotal += 1
    entry.bridgedAtMs = ports.monotonicMs()
    entry.heardAtMs = entry.bridgedAtMs
    ports.pacing.begin(entry.client, entry.host, entry.userKey, entry.chaos)
    ports.bridge().join(entry.client, entry.host)
  }

  const report = (entry: PairEntry, value: PairReport): void => {
    const { connectionId } = entry
    if (value.kind === 'relay-ended') reportEnding(entry, value.endedBy, value.reason)
    else authority.report({ ...value, connectionId })
  }

  const reportEnding = (entry: PairEntry, endedBy: EndedBy, reason: EndReason): void => {
    const bytesToClient = entry.host?.receivedBytes ?? 0
    const bytesToHost = entry.client?.receivedBytes ?? 0
    const messagesToClient = entry.host?.receivedFrames ?? 0
    const messagesToHost = entry.client?.receivedFrames ?? 0
    const stalls = (entry.client?.stalls ?? 0) + (entry.host?.stalls ?? 0)
    relays -= 1
    ports.pacing.end(entry.userKey)
    counters.endedBytesToClient += bytesToClient
    counters.endedBytesToHost += bytesToHost
    counters.endedMessagesToClient += messagesToClient
    counters.endedMessagesToHost += messagesToHost
    counters.endedStalls += stalls
    countOne(counters.relaysEnded, reason)
    authority.report({
      kind: 'relay-ended',
      connectionId: entry.connectionId,
      endedBy,
      reason,
      bytesToClient,
      bytesToHost,
      durationMs: Math.round(ports.monotonicMs() - entry.bridgedAtMs),
      peakBufferedBytes: Math.max(
        entry.client?.peakBufferedBytes ?? 0,
        entry.host?.peakBufferedBytes ?? 0,
      ),
      ...{ messagesToClient, messagesToHost, stalls },
    })
  }

  const clientGone = (entry: PairEntry): void =>
    step(entry, { kind: 'leg-closed', side: 'client', reason: 'client_closed' })

  const entryFor = (connectionId: string): PairEntry => {
    const known = pairs.get(connectionId)
    if (known !== undefined) return known
    const entry: PairEntry = {
      connectionId,
      pair: newPair,
      held: undefined,
      client: undefined,
      host: undefined,
      bridgedAtMs: 0,
      seenBytes: 0,
      heardAtMs: 0,
      userKey: '',
      chaos: undefined,
    }
    pairs.set(connectionId, entry)
    return entry
  }

  return {
    arrive: (side, { connectionId, legDeadlineMs, userKey, chaos }, request) => {
      const entry = entryFor(connectionId)
      const deadlineAtMs = ports.monotonicMs() + legDeadlineMs
      if (entry.userKey === '') entry.userKey = userKey ?? ''
      entry.chaos ??= chaos
      // A held client that has just gone must not be upgraded: its going comes first.
      if (entry.held?.isGone() === true) clientGone(entry)
      if (entry.pair.phase === 'ended') return request.refuse('CLIENT_LEFT', '')
      step(entry, { kind: `${side}-arrived`, deadlineAtMs }, request)
    },
    step: (connectionId, input) => {
      const entry = pairs.get(connectionId)
      if (entry !== undefined) step(entry, input)
    },
    stepLeg: (leg, input) => {
      const entry = pairs.get(leg.connectionId)
      if (entry !== undefined && entry[leg.side] === leg) step(entry, input)
    },
    setChaos: (connectionId, chaos) => {
      const entry = pairs.get(connectionId)
      if (entry === undefined) return
      entry.chaos = chaos
      const { client, host } = entry
      const isBridged = client?.phase === 'bridged' && host?.phase === 'bridged'
      if (isBridged) ports.pacing.change(client, host, chaos)
    },
    has: (connectionId) => pairs.has(connectionId),
    entries: () => pairs.values(),
    relayCount: () => relays,
    count: () => pairs.size,
  }
}
