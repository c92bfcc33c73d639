/**
 * Requests before they are legs: counted, asked about at the broker, and answered exactly once.
 * An unauthorised request never gets past this point.
 */
import { type ErrorCode, type Refusal, refuse } from '../core/domain/errors.ts'
import type { Authorized, Flow } from './gateway-ports.ts'
import type { HalfOpen } from './half-open.ts'
import type { Leg, LegSocket } from './leg.ts'
import type { Turn } from './turn.ts'

/** An upgrade request in our hands. After `upgrade` or `refuse`, or once gone, it is spent. */
export type HeldRequest = {
  /** Text form of the peer's address. */
  readonly address: string
  readonly flow: Flow
  isGone(): boolean
  /** Has the callback run, from inside a handler, when the peer goes; replaces the one before. */
  onGone(callback: () => void): void
  /** Answers 101; `open` gets the live socket before this returns. */
  upgrade(open: (socket: LegSocket) => Leg): void
  /** Answers the code's HTTP status with {code, message}. */
  refuse(code: ErrorCode, detail: string): void
}

export type AdmissionOutcome = {
  /** Authorised and still there. Called from the turn. */
  admitted(request: HeldRequest, authorized: Authorized): void
  /** Authorised after the request had gone or was refused for want of an answer. */
  late(authorized: Authorized): void
}

export type Admission = {
  /** Asks the broker about a request; refuses it itself when there are too many. */
  admit(
    request: HeldRequest,
    ask: () => Promise<Authorized | Refusal>,
    outcome: AdmissionOutcome,
  ): void
  /** Refuses what the broker has not answered in time. */
  sweep(nowMs: number): void
}

type Asking = { readonly request: HeldRequest; readonly deadlineMs: number }

export const createAdmission = (
  ports: {
    readonly halfOpen: HalfOpen
    readonly turn: Turn
    readonly monotonicMs: () => number
  },
  limits: { readonly legAuthorizeMs: number },
): Admission => {
  const { halfOpen, turn } = ports
  const open = new Set<Asking>()

  const answered = (
    asking: Asking,
    answer: Authorized | Refusal,
    outcome: AdmissionOutcome,
  ): void => {
    const waiting = open.delete(asking) && !asking.request.isGone()
    if (answer.kind === 'refused') {
      if (waiting) asking.request.refuse(answer.code, answer.detail)
    } else if (waiting) {
      outcome.admitted(asking.request, answer)
    } else {
      outcome.late(answer)
    }
  }

  return {
    admit: (held, ask, outcome) => {
      if (!halfOpen.enter(held.address)) return held.refuse('RATE_LIMITED', '')
      const request = counted(held, halfOpen)
      const deadlineMs = ports.monotonicMs() + limits.legAuthorizeMs
      const asking: Asking = { request, deadlineMs }
      open.add(asking)
      request.onGone(() => open.delete(asking))
      const settle = (answer: Authorized | Refusal): void =>
        turn.defer(() => answered(asking, answer, outcome))
      ask().then(settle, () => settle(refuse('BROKER_UNAVAILABLE')))
    },
    sweep: (nowMs) => {
      for (const asking of open) {
        if (nowMs < asking.deadlineMs) continue
        open.delete(asking)
        if (!asking.request.isGone()) asking.request.refuse('BROKER_UNAVAILABLE', '')
      }
    },
  }
}

/** The same request, giving its half-open place back once it is spent. */
const counted = (held: HeldRequest, halfOpen: HalfOpen): HeldRequest => {
  let inside = true
  const leave = (): void => {
    if (!inside) return
    inside = false
    halfOpen.leave(held.address)
  }
  const onGone = (callback: () => void): void =>
    held.onGone(() => {
      leave()
      callback()
    })
  onGone(() => undefined)
  return {
    address: held.address,
    flow: held.flow,
    isGone: held.isGone,
    onGone,
    upgrade: (openLeg) => {
      leave()
      held.upgrade(openLeg)
    },
    refuse: (code, detail) => {
      leave()
      held.refuse(code, detail)
    },
  }
}
