/**
 * The shape of every aggregate: a pure function from state and command to events or a refusal,
 * and a fold that accepts every event.
 */
import type { Refusal } from './errors.ts'

export type Accepted<E> = { readonly kind: 'accepted'; readonly events: readonly E[] }
export type Decision<E> = Accepted<E> | Refusal

/** Time, ids and random draws arrive in the command; neither function reads a clock. */
export type Decider<S, C, E> = {
  readonly initialState: S
  readonly decide: (state: S, command: C) => Decision<E>
  readonly evolve: (state: S, event: E) => S
}

export const accept = <E>(...events: readonly E[]): Accepted<E> => ({ kind: 'accepted', events })

/** The command changes nothing: it was done before. */
export const nothing: Accepted<never> = { kind: 'accepted', events: [] }
