import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { compactVerify, SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { clockSkewMs, mintedTicketCountMax, tokenBytesMax } from '../../../core/domain/limits.ts'
import { rawPublicKey } from '../../../core/identity/machine-keys.ts'
import {
  createTickets,
  createTicketVerifier,
  type TicketKeys,
  ticketKeyIdOf,
} from '../../../core/identity/tickets.ts'
import { createFakeSystem, startMs } from './fake-system.ts'

const pair = generateKeyPairSync('ed25519')
const older = generateKeyPairSync('ed25519')
const options = { siteId: 'site-1', nowMs: () => startMs }
const keysOf = (privateKey: KeyObject, ...publicKeys: readonly KeyObject[]): TicketKeys => {
  const byId = new Map(
    publicKeys.map(rawPublicKey).map((raw) => [ticketKeyIdOf(raw), raw] as const),
  )
  return { signing: () => privateKey, find: (keyId) => byId.get(keyId) }
}
const keys = keysOf(pair.privateKey, pair.publicKey, older.publicKey)
const tickets = createTickets(keys, options)

const wish = {
  ticketId: 't-1',
  connectionId: 'c-1',
  userId: 'u-1',
  resourceId: 'r-1',
  principal: 'group:staff',
  audience: 'gateway-1',
  expiresAt: startMs + 120_000,
}
const { audience: _audience, expiresAt: _expiresAt, ...claims } = wish
const invalid = { kind: 'refused', code: 'TICKET_INVALID' }

it('a ticket comes back as it was minted', async () => {
  const ticket = tickets.mint(wish)
  expect(tickets.read(ticket, 'gateway-1')).toEqual({
    kind: 'ticket',
    expired: false,
    ...claims,
  })
})

it('a ticket made too long ago to be known by its text counts by its signature', () => {
  const many = createTickets(keys, options)
  const first = many.mint(wish)
  for (let index = 0; index <= mintedTicketCountMax; index++) {
    many.mint({ ...wish, ticketId: `t-${index}` })
  }
  expect(many.read(first, 'gateway-1')).toMatchObject({ kind: 'ticket', ...claims })
})

it('age is told and not refused, since a redeemed ticket may come back', async () => {
  const system = createFakeSystem()
  const aging = createTickets(keys, { ...options, nowMs: system.nowMs })
  const ticket = aging.mint(wish)
  system.advance(119_999)
  expect(aging.read(ticket, 'gateway-1')).toMatchObject({ expired: false })
  system.advance(1)
  expect(aging.read(ticket, 'gateway-1')).toMatchObject({ expired: true, ...claims })
})

it('another gateway, another site, a prefix or a wildcard do not fit', async () => {
  const ticket = tickets.mint(wish)
  for (const audience of ['gateway-2', 'gateway-', 'gateway-11', '*', '']) {
    expect(tickets.read(ticket, audience)).toMatchObject(invalid)
  }
  const elsewhere = createTickets(keys, { ...options, siteId: 'site-2' })
  expect(elsewhere.read(ticket, 'gateway-1')).toMatchObject(invalid)
})

it('a wildcard or an empty name is never minted', () => {
  for (const field of ['audience', 'resourceId', 'userId', 'connectionId', 'principal'] as const) {
    expect(() => tickets.mint({ ...wish, [field]: '*' })).toThrow(/wildcard/)
    expect(() => tickets.mint({ ...wish, [field]: '' })).toThrow(/wildcard/)
  }
})

it('public keys alone read tickets, those of an older key too', async () => {
  const verifier = createTicketVerifier({
    ...options,
    publicKeys: [pair.publicKey, older.publicKey].map((key) => rawPublicKey(key)),
  })
  const old = createTickets(keysOf(older.privateKey), options)
  expect(verifier(tickets.mint(wish), 'gateway-1')).toMatchObject(claims)
  expect(verifier(old.mint(wish), 'gateway-1')).toMatchObject(claims)
})

it('a key that was withdrawn or is a stranger’s signs nothing', async () => {
  const narrow = createTickets(keysOf(pair.privateKey, pair.publicKey), options)
  const stranger = generateKeyPairSync('ed25519')
  for (const privateKey of [older.privateKey, stranger.privateKey]) {
    const foreign = createTickets(keysOf(privateKey), options)
    expect(narrow.read(foreign.mint(wish), 'gateway-1')).toMatchObject(invalid)
  }
})

it('a ticket whose key was retired is told apart, and a new key signs at once', async () => {
  let signing = older.privateKey
  let retired = false
  const { find } = keys
  const turning = createTickets(
    {
      signing: () => signing,
      find: (keyId) =>
        retired && keyId === ticketKeyIdOf(rawPublicKey(older.publicKey)) ? 'retired' : find(keyId),
    },
    options,
  )
  const before = turning.mint(wish)
  signing = pair.privateKey
  const after = turning.mint(wish)
  expect(turning.read(before, 'gateway-1')).toMatchObject(claims)
  retired = true
  expect(turning.read(before, 'gateway-1')).toEqual({
    ...invalid,
    detail: 'its key is retired',
  })
  expect(turning.read(after, 'gateway-1')).toMatchObject(claims)
})

const forge = async (
  change: { header?: object; payload?: object },
  key = pair.privateKey,
): Promise<string> => {
  const [head = '', body = ''] = tickets.mint(wish).split('.')
  const read = (part: string): object => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  return new SignJWT({ ...read(body), ...change.payload })
    .setProtectedHeader({ alg: 'EdDSA', ...read(head), ...change.header })
    .sign(key)
}

it('type, header and claims are exact, though the signature is right', async () => {
  expect(tickets.read(await forge({}), 'gateway-1')).toMatchObject(claims)
  const changes = [
    { header: { typ: 'at+jwt' } },
    { header: { typ: undefined } },
    { header: { kid: undefined } },
    { header: { extra: 1 } },
    { payload: { aud: ['gateway-1', 'gateway-2'] } },
    { payload: { aud: ['gateway-1'] } },
    { payload: { sub: undefined } },
    { payload: { sub: '' } },
    { payload: { cid: undefined } },
    { payload: { res: undefined } },
    { payload: { jti: undefined } },
    { payload: { exp: 'later' } },
    { payload: { iat: undefined } },
    { payload: { iat: (startMs + clockSkewMs) / 1_000 + 1 } },
    { payload: { more: true } },
  ]
  for (const change of changes) {
    expect(tickets.read(await forge(change), 'gateway-1')).toMatchObject(invalid)
  }
})

it('what is no ticket is refused', async () => {
  const [head = '', body = '', signature = ''] = tickets.mint(wish).split('.')
  const none = Buffer.from('{"alg":"none","typ":"causeway-ticket+jwt"}').toString('base64url')
  const texts = [
    '',
    'x',
    '..',
    `${none}.${body}.`,
    `${head}.${body}.`,
    `${body}.${body}.${signature}`,
  ]
  for (const text of [...texts, 'x'.repeat(tokenBytesMax + 1)]) {
    expect(tickets.read(text, 'gateway-1')).toMatchObject(invalid)
  }
})

it('is a signature that others can check, and no other writing of it is taken', async () => {
  const ticket = tickets.mint(wish)
  const { payload, protectedHeader } = await compactVerify(ticket, pair.publicKey)
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'causeway-ticket+jwt' })
  expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toMatchObject({ sub: 'u-1' })
  const [head = '', body = '', signature = ''] = ticket.split('.')
  // 64 bytes leave four bits of the last letter unused.
  const last = signature.at(-1) === 'A' ? 'B' : 'A'
  const cut = Buffer.from(signature, 'base64url').subarray(1).toString('base64url')
  const others = [
    `${ticket}=`,
    `${ticket}.`,
    ` ${ticket}`,
    `${head}.${body}.${signature.slice(0, -1)}${last}`,
    `${head}.${body}.${cut}`,
    `${head}.${body}.${signature.replaceAll('_', '/').replaceAll('-', '+')}==`,
    `${head}.${body.slice(0, -2)}.${signature}`,
  ]
  for (const other of others) expect(tickets.read(other, 'gateway-1')).toMatchObject(invalid)
})

it('any other bit makes it none', () => {
  const ticket = tickets.mint(wish)
  for (let at = 0; at < ticket.length; at++) {
    const letter = ticket[at] === 'Q' ? 'R' : 'Q'
    const changed = `${ticket.slice(0, at)}${letter}${ticket.slice(at + 1)}`
    expect(tickets.read(changed, 'gateway-1')).toMatchObject(invalid)
  }
})
