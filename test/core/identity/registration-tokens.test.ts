import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  createJoinTokens,
  formatJoinToken,
  hashSecret,
  type JoinToken,
  parseJoinToken,
} from '../../../core/identity/registration-tokens.ts'
import { createFakeSystem } from './fake-system.ts'

const token: JoinToken = {
  kind: 'host',
  brokers: ['wss://localhost:8445', 'wss://[::1]:8445'],
  authority: 'ab'.repeat(32),
  tokenId: 'token-1',
  secret: new Uint8Array(32).fill(9),
}

const refused = (text: string): string => {
  const parsed = parseJoinToken(text)
  if (parsed.kind !== 'refused') throw new Error(`${text} was accepted`)
  expect(parsed.code).toBe('REGISTRATION_TOKEN_INVALID')
  return parsed.detail
}

const encode = (value: unknown): string =>
  `causeway-join.${Buffer.from(JSON.stringify(value)).toString('base64url')}`

const secret = Buffer.from(token.secret).toString('base64url')
const wire = { v: 1, ...token, secret }

it('a token comes back as it was made, with blanks of the clipboard around it', () => {
  expect(parseJoinToken(formatJoinToken(token))).toEqual(token)
  expect(parseJoinToken(` ${formatJoinToken(token)}\n`)).toEqual(token)
})

it('any token survives being written and read', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const kinds = fc.constantFrom('host' as const, 'gateway' as const)
  const ports = fc.array(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(bytes, kinds, ports, (bytes32, kind, numbers) => {
      const brokers = numbers.map((port) => `wss://broker.example:${port}`)
      const made = { ...token, kind, brokers, authority: '', secret: bytes32 }
      expect(parseJoinToken(formatJoinToken(made))).toEqual(made)
    }),
  )
})

it('what is wrong is named', () => {
  expect(refused('')).toMatch(/does not begin with causeway-join/)
  expect(refused('causeway-join.')).toMatch(/cut off/)
  expect(refused(formatJoinToken(token).slice(0, -9))).toMatch(/cut off/)
  expect(refused('x'.repeat(20_000))).toMatch(/longer/)
  expect(refused(encode({ ...wire, v: 2 }))).toMatch(/newer version/)
  expect(refused(encode({ ...wire, kind: 'root' }))).toMatch(/kind/)
  expect(refused(encode({ ...wire, authority: 'AB' }))).toMatch(/authority/)
  expect(refused(encode({ ...wire, secret: 'short' }))).toMatch(/secret/)
  expect(refused(encode({ ...wire, tokenId: '' }))).toMatch(/tokenId/)
  expect(refused(encode({ ...wire, more: 1 }))).toMatch(/not valid/)
  expect(refused(encode([]))).toMatch(/not valid/)
})

it('a broker is a wss address and nothing more', () => {
  const wrong = [
    'https://a:1',
    'ws://a:1',
    'wss://',
    'wss://a:1/path',
    'wss://u:p@a:1',
    'wss://a:1?x=1',
    'a:1',
  ]
  for (const broker of wrong) {
    expect(refused(encode({ ...wire, brokers: [broker] }))).toMatch(/brokers/)
  }
  expect(refused(encode({ ...wire, brokers: [] }))).toMatch(/brokers/)
  const many = Array.from({ length: 9 }, (_, index) => `wss://a:${index + 1}`)
  expect(refused(encode({ ...wire, brokers: many }))).toMatch(/brokers/)
})

it('each token made has a secret of its own, known elsewhere by its hash alone', () => {
  const system = createFakeSystem()
  const brokers = (): string[] => ['wss://localhost:8445']
  const tokens = createJoinTokens({ system, brokers }, { kind: 'gateway', authority: '' })
  const [first, second] = [tokens.create('a'), tokens.create('b')]
  const parsed = parseJoinToken(first.token)
  if (parsed.kind === 'refused') throw new Error(parsed.detail)
  expect(parsed).toMatchObject({ kind: 'gateway', tokenId: 'a', brokers: brokers() })
  expect(hashSecret(parsed.secret)).toEqual(first.secretHash)
  expect(second.secretHash).not.toEqual(first.secretHash)
})
