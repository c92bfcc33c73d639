import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createUserIds, toBase32 } from '../../../core/identity/user-id.ts'

const ids = createUserIds(new Uint8Array(32).fill(1))

it('the same person has the same id, and it says nothing of them', () => {
  const id = ids.userId('https://issuer.example', 'alice')
  expect(id).toBe(ids.userId('https://issuer.example', 'alice'))
  expect(id).toMatch(/^u-[a-z2-7]{52}$/)
})

it('another key makes everybody somebody else', () => {
  const others = createUserIds(new Uint8Array(32).fill(2))
  expect(others.userId('i', 's')).not.toBe(ids.userId('i', 's'))
})

it('a key of another length is a bug', () => {
  expect(() => createUserIds(new Uint8Array(16))).toThrow(/32 bytes/)
})

it('two different pairs never run together into one id', () => {
  const texts = fc.string({ maxLength: 8 })
  fc.assert(
    fc.property(texts, texts, texts, texts, (a, b, c, d) => {
      const same = a === c && b === d
      expect(ids.userId(a, b) === ids.userId(c, d)).toBe(same)
      expect(ids.userSessionKey(a, b) === ids.userSessionKey(c, d)).toBe(same)
    }),
  )
  expect(ids.userId('ab', 'c')).not.toBe(ids.userId('a', 'bc'))
})

it('a user id is never a session key', () => {
  expect(ids.userId('a', 'b').slice(2)).not.toBe(ids.userSessionKey('a', 'b').slice(2))
})

it('base32 is that of RFC 4648 section 10', () => {
  const encode = (text: string): string => toBase32(Buffer.from(text))
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map(encode)).toEqual([
    '',
    'my',
    'mzxq',
    'mzxw6',
    'mzxw6yq',
    'mzxw6ytb',
    'mzxw6ytboi',
  ])
})
