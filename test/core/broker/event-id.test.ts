import fc from 'fast-check'
import { expect, it } from 'vitest'
import { deriveEventId } from '../../../core/broker/event-id.ts'

const uuid8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it('stays what it was: a log that is there recognises what is written again', () => {
  expect(deriveEventId('c', 's', 1)).toBe('63f5bb8e-4949-8e30-9faa-83ac537b9da9')
})

it('is a UUID of version 8, and another one for another cause, stream or ordinal', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (cause, stream, ordinal) => {
      const id = deriveEventId(cause, stream, ordinal)
      expect(id).toMatch(uuid8)
      const others = [
        deriveEventId(`${cause}1`, stream, ordinal),
        deriveEventId(cause, `${stream}1`, ordinal),
        deriveEventId(cause, stream, ordinal + 1),
      ]
      expect(new Set([id, ...others]).size).toBe(4)
    }),
  )
})
