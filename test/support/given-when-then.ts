/**
 * The one way in which deciders are tested: given events, when a command comes, then events or a
 * refusal.
 */
import { expect } from 'vitest'
import type { Decider } from '../../core/domain/decider.ts'
import type { ErrorCode } from '../../core/domain/errors.ts'

type Decides<S, C, E> = Pick<Decider<S, C, E>, 'initialState' | 'decide' | 'evolve'>

export type When<S, E> = {
  /** Exactly these events, in this order. */
  thenRecorded(...events: readonly E[]): void
  /** Only the types matter here. */
  thenTypes(...types: readonly string[]): void
  thenNothing(): void
  thenRefused(code: ErrorCode, detail?: string): void
  /** The state after the events that were recorded. */
  readonly state: S
}

export type Given<S, C, E> = (...events: readonly E[]) => {
  when(command: C): When<S, E>
  readonly state: S
}

/** Makes `given` for one decider. */
export const specOf =
  <S, C, E extends { readonly type: string }>(decider: Decides<S, C, E>): Given<S, C, E> =>
  (...events) => {
    const fold = (state: S, event: E): S => decider.evolve(state, event)
    const state = events.reduce(fold, decider.initialState)
    return {
      state,
      when: (command) => {
        const decision = decider.decide(state, command)
        const recorded = decision.kind === 'accepted' ? decision.events : []
        const types = () => {
          expect(decision.kind).toBe('accepted')
          return recorded.map((event) => event.type)
        }
        return {
          state: recorded.reduce(fold, state),
          thenRecorded: (...expected) => {
            expect(decision).toEqual({ kind: 'accepted', events: expected })
          },
          thenTypes: (...expected) => expect(types()).toEqual(expected),
          thenNothing: () => expect(decision).toEqual({ kind: 'accepted', events: [] }),
          thenRefused: (code, detail) => {
            expect(decision).toMatchObject({
              kind: 'refused',
              code,
              ...(detail === undefined ? {} : { detail }),
            })
          },
        }
      },
    }
  }

/**
 * Runs commands one after the other. Every decision must be a value, and every state must be the
 * fold of what was recorded.
 */
export const runCommands = <S, C, E extends { readonly type: string }>(
  decider: Decides<S, C, E>,
  commands: readonly C[],
  check: (state: S, recorded: readonly E[], all: readonly E[]) => void = () => undefined,
): { readonly state: S; readonly events: readonly E[] } => {
  let state = decider.initialState
  const all: E[] = []
  for (const command of commands) {
    const decision = decider.decide(state, command)
    if (decision.kind === 'refused') {
      expect(typeof decision.code).toBe('string')
      continue
    }
    for (const event of decision.events) state = decider.evolve(state, event)
    all.push(...decision.events)
    check(state, decision.events, all)
    const again = all.reduce((folded, event) => decider.evolve(folded, event), decider.initialState)
    expect(again).toEqual(state)
  }
  return { state, events: all }
}
