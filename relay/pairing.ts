/**
 * How two legs of one connection become a relay and how it ends: a pure machine. It knows no
 * socket and no clock; time arrives in inputs, and what must be done leaves as effects.
 *
 *   new -> waiting-for-host -> bridged -> ended
 *      \-> waiting-for-client -^
 *
 * The client's upgrade is held until the host leg has joined, so that whatever fails before the
 * relay is an HTTP status for the client.
 * INVARIANT: an ended pair has no open leg and no held request, and emits nothing but refusals of
 * newcomers; after relay-started there is exactly one relay-ended.
 */
import type { ErrorCode } from '../core/domain/errors.ts'
import type { EndedBy, EndReason, Side } from './endings.ts'

export type Pair =
  | { readonly phase: 'new' }
  /** The client's request is held. */
  | { readonly phase: 'waiting-for-host'; readonly deadlineAtMs: number }
  /** The host leg is open. */
  | { readonly phase: 'waiting-for-client'; readonly deadlineAtMs: number }
  | { readonly phase: 'bridged' }
  | { readonly phase: 'ended' }

export type PairInput =
  /** An authorised request; its upgrade is still in our hands. */
  | { readonly kind: 'client-arrived'; readonly deadlineAtMs: number }
  | { readonly kind: 'host-arrived'; readonly deadlineAtMs: number }
  /** The peer closed a leg, or a held request went away. */
  | { readonly kind: 'leg-closed'; readonly side: Side; readonly reason: EndReason }
  /** The broker failed the connection before its relay. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string }
  /** Somebody other than a peer ends it; `code` is for a client that is still held. */
  | {
      readonly kind: 'end'
      readonly by: EndedBy
      readonly reason: EndReason
      readonly code: ErrorCode
    }
  /** Time has passed. */
  | { readonly kind: 'clock'; readonly nowMs: number }

export type PairReport =
  /** The broker authorised both legs: the relay's start tells it that they joined. */
  | { readonly kind: 'relay-started' | 'client-left' }
  | { readonly kind: 'leg-lost-before-start'; readonly side: Side; readonly reason: EndReason }
  | { readonly kind: 'relay-ended'; readonly endedBy: EndedBy; readonly reason: EndReason }

export type PairEffect =
  /** Keeps the arriving client request as the held one. */
  | { readonly kind: 'hold-client' }
  /** Upgrades the arriving host request. */
  | { readonly kind: 'accept-host' }
  /** Upgrades the held client request. */
  | { readonly kind: 'upgrade-client' }
  | { readonly kind: 'refuse-arrival'; readonly code: ErrorCode }
  /** Answers the held client request. */
  | { readonly kind: 'refuse-client'; readonly code: ErrorCode; readonly detail: string }
  /** Lets data flow between the two open legs. */
  | { readonly kind: 'bridge' }
  | { readonly kind: 'end-leg'; readonly side: Side; readonly reason: EndReason }
  | { readonly kind: 'report'; readonly report: PairReport }

export type PairStep = { readonly pair: Pair; readonly effects: readonly PairEffect[] }

export const newPair: Pair = { phase: 'new' }

const ended: Pair = { phase: 'ended' }
const bridged: Pair = { phase: 'bridged' }

const stay = (pair: Pair): PairStep => ({ pair, effects: [] })
const end = (...effects: readonly PairEffect[]): PairStep => ({ pair: ended, effects })
const report = (value: PairReport): PairEffect => ({ kind: 'report', report: value })
const endLeg = (side: Side, reason: EndReason): PairEffect => ({ kind: 'end-leg', side, reason })
const lost = (side: Side, reason: EndReason): PairEffect =>
  report({ kind: 'leg-lost-before-start', side, reason })

const conflict: PairEffect = { kind: 'refuse-arrival', code: 'LEG_CONFLICT' }

/** Both legs are here: the client gets its 101 and the relay starts. */
const startRelay: readonly PairEffect[] = [
  { kind: 'upgrade-client' },
  { kind: 'bridge' },
  report({ kind: 'relay-started' }),
]

const acceptHost: readonly PairEffect[] = [{ kind: 'accept-host' }]

/** The next state and what to do, for every input in every state. Never throws. */
export const stepPair = (pair: Pair, input: PairInput): PairStep => {
  switch (pair.phase) {
    case 'new':
      return stepNew(pair, input)
    case 'waiting-for-host':
      return stepWaitingForHost(pair, input)
    case 'waiting-for-client':
      return stepWaitingForClient(pair, input)
    case 'bridged':
      return stepBridged(pair, input)
    case 'ended':
      return { pair, effects: isArrival(input) ? [conflict] : [] }
  }
}

const isArrival = (input: PairInput): boolean =>
  input.kind === 'client-arrived' || input.kind === 'host-arrived'

const stepNew = (pair: Pair, input: PairInput): PairStep => {
  switch (input.kind) {
    case 'client-arrived':
      return {
        pair: { phase: 'waiting-for-host', deadlineAtMs: input.deadlineAtMs },
        effects: [{ kind: 'hold-client' }],
      }
    case 'host-arrived':
      return {
        pair: { phase: 'waiting-for-client', deadlineAtMs: input.deadlineAtMs },
        effects: acceptHost,
      }
    default:
      return stay(pair)
  }
}

const stepWaitingForHost = (
  pair: Extract<Pair, { phase: 'waiting-for-host' }>,
  input: PairInput,
): PairStep => {
  switch (input.kind) {
    case 'client-arrived':
      return { pair, effects: [conflict] }
    case 'host-arrived':
      return { pair: bridged, effects: [...acceptHost, ...startRelay] }
    case 'leg-closed':
      return input.side === 'client' ? end(report({ kind: 'client-left' })) : stay(pair)
    case 'refused':
      return end({ kind: 'refuse-client', code: input.code, detail: input.detail })
    case 'end':
      return end(
        { kind: 'refuse-client', code: input.code, detail: '' },
        lost('client', input.reason),
      )
    case 'clock':
      if (input.nowMs < pair.deadlineAtMs) return stay(pair)
      return end(
        { kind: 'refuse-client', code: 'HOST_LEG_TIMED_OUT', detail: '' },
        lost('host', 'deadline'),
      )
  }
}

const stepWaitingForClient = (
  pair: Extract<Pair, { phase: 'waiting-for-client' }>,
  input: PairInput,
): PairStep => {
  switch (input.kind) {
    case 'client-arrived':
      return { pair: bridged, effects: [{ kind: 'hold-client' }, ...startRelay] }
    case 'host-arrived':
      return { pair, effects: [conflict] }
    case 'leg-closed':
      return input.side === 'host' ? end(lost('host', input.reason)) : stay(pair)
    case 'refused':
      return end(endLeg('host', 'refused'))
    case 'end':
      return end(endLeg('host', input.reason), lost('host', input.reason))
    case 'clock':
      if (input.nowMs < pair.deadlineAtMs) return stay(pair)
      return end(endLeg('host', 'deadline'), lost('client', 'deadline'))
  }
}

const stepBridged = (pair: Pair, input: PairInput): PairStep => {
  switch (input.kind) {
    case 'client-arrived':
    case 'host-arrived':
      return { pair, effects: [conflict] }
    case 'leg-closed': {
      const endedBy = input.side
      return end(
        endLeg(input.side === 'client' ? 'host' : 'client', input.reason),
        report({ kind: 'relay-ended', endedBy, reason: input.reason }),
      )
    }
    case 'end':
      return end(
        endLeg('client', input.reason),
        endLeg('host', input.reason),
        report({ kind: 'relay-ended', endedBy: input.by, reason: input.reason }),
      )
    // The relay has started: the broker can end it, no longer refuse it.
    case 'refused':
    case 'clock':
      return stay(pair)
  }
}
