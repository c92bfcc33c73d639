/**
 * A person, as far as the log knows one: an opaque id, and when somebody erased what the directory
 * held of them. Never a name.
 */
import { accept, type Decider, type Decision } from './decider.ts'
import { refuse } from './errors.ts'
import type { PersonEvent } from './events.ts'
import { personIdCharsMax } from './limits.ts'

export type Person = {
  readonly userId: string
  /** How often they were erased: who signs in again afterwards can be erased again. */
  readonly erasureCount: number
}

export type PersonCommand = { readonly type: 'ErasePerson'; readonly userId: string }

const initialState: Person = { userId: '', erasureCount: 0 }

const decide = (_state: Person, { userId }: PersonCommand): Decision<PersonEvent> => {
  const fits = userId.length > 0 && userId.length <= personIdCharsMax
  if (!fits) return refuse('REQUEST_INVALID', 'userId is empty or too long')
  return accept({ type: 'PersonErased', data: { userId } })
}

const evolve = (state: Person, { data: { userId } }: PersonEvent): Person => ({
  userId,
  erasureCount: state.erasureCount + 1,
})

export const personDecider: Decider<Person, PersonCommand, PersonEvent> = {
  initialState,
  decide,
  evolve,
}
