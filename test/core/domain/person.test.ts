import { describe, expect, it } from 'vitest'
import type { PersonEvent } from '../../../core/domain/events.ts'
import { personIdCharsMax } from '../../../core/domain/limits.ts'
import { type PersonCommand, personDecider } from '../../../core/domain/person.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(personDecider)
const erase: PersonCommand = { type: 'ErasePerson', userId: 'u-1' }
const erased: PersonEvent = { type: 'PersonErased', data: { userId: 'u-1' } }

describe('a person', () => {
  it('is erased, and again after coming back', () => {
    given().when(erase).thenRecorded(erased)
    given(erased).when(erase).thenRecorded(erased)
    expect(given(erased, erased).state).toEqual({ userId: 'u-1', erasureCount: 2 })
  })

  it.each(['', 'u'.repeat(personIdCharsMax + 1)])('is not "%s"', (userId) =>
    given().when({ type: 'ErasePerson', userId }).thenRefused('REQUEST_INVALID'),
  )

  it('counts every erasure that was recorded', () => {
    const commands = Array.from({ length: 5 }, () => erase)
    const { state, events } = runCommands(personDecider, commands)
    expect(events).toHaveLength(5)
    expect(state.erasureCount).toBe(5)
  })
})
