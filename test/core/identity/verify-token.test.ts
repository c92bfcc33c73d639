import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactSign, exportJWK, type JWTPayload, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../core/domain/errors.ts'
import { clockSkewMs, tokenBytesMax } from '../../../core/domain/limits.ts'
import { localKeys } from '../../../core/identity/issuer-keys.ts'
import {
  createTokenVerifier,
  type Identity,
  type Purpose,
  type TrustedIssuer,
} from '../../../core/identity/verify-token.ts'
import { startMs } from './fake-system.ts'

const issuer = 'https://issuer.example'
const now = startMs / 1_000
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const keySet = {
  keys: [
    { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
    { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' },
  ],
}

const trusted: TrustedIssuer = {
  issuer,
  keys: localKeys(keySet),
  algorithms: ['ES256', 'RS256'],
  typ: 'at+jwt',
  audiences: { user: 'causeway', admin: 'causeway-admin' },
  rolesClaim: 'roles',
  groupsClaim: 'groups',
  groupsRequired: false,
}

const verify = (
  token: string,
  purpose: Purpose = 'user',
  changes: Partial<TrustedIssuer> = {},
): Promise<unknown> =>
  createTokenVerifier([{ ...trusted, ...changes }], {
    nowMs: () => startMs,
    userIdOf: (...parts) => parts.join('|'),
  })(token, purpose)

type Wish = {
  readonly claims?: JWTPayload
  readonly header?: { alg?: string; typ?: string; kid?: string }
  readonly key?: KeyObject
}

const claims: JWTPayload = {
  iss: issuer,
  sub: 'alice',
  aud: 'causeway',
  iat: now,
  exp: now + 3_600,
  groups: ['staff'],
}

const mint = ({ claims: more = {}, header = {}, key = ec.privateKey }: Wish = {}) =>
  new SignJWT({ ...claims, ...more })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'ec', ...header })
    .sign(key)

const admin = { aud: 'causeway-admin', roles: ['auditor'] }
const invalid = { kind: 'refused', code: 'TOKEN_INVALID' }

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a token that is right', () => {
  it('names the person by issuer and subject together', async () => {
    const identity: Identity = {
      kind: 'identity',
      userId: `${issuer}|alice`,
      issuer,
      subject: 'alice',
      name: 'alice',
      groups: ['staff'],
      roles: [],
      purpose: 'user',
      expiresAtMs: startMs + 3_600_000,
    }
    expect(await verify(await mint())).toEqual(identity)
  })

  it('may be signed with any algorithm of the list', async () => {
    const header = { alg: 'RS256', kid: 'rsa' }
    const token = await mint({ header, key: rsa.privateKey })
    expect(await verify(token)).toMatchObject({ kind: 'identity' })
  })

  it('shows the name without control and bidi characters', async () => {
    const token = await mint({ claims: { preferred_username: 'al\u202eice\u001b[2J' } })
    expect(await verify(token)).toMatchObject({ name: 'al ice [2J' })
  })
})

describe('signature and algorithm', () => {
  it('none is refused, however it is spelled', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      const token = `${encode({ alg, typ: 'at+jwt' })}.${encode(claims)}.`
      expect(await verify(token)).toMatchObject(invalid)
    }
  })

  it('an HMAC with the public key as its secret is refused', async () => {
    const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' })
    const body = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: 'rsa' })}.${encode(claims)}`
    const mac = createHmac('sha256', pem).update(body).digest('base64url')
    expect(await verify(`${body}.${mac}`)).toMatchObject(invalid)
  })

  it('an asymmetric algorithm outside the list is refused', async () => {
    const header = { alg: 'PS256', kid: 'rsa' }
    expect(await verify(await mint({ header, key: rsa.privateKey }))).toMatchObject(invalid)
  })

  it('a key of somebody else is refused under a known key id and an unknown one', async () => {
    for (const kid of ['ec', 'other']) {
      const token = await mint({ header: { kid }, key: stranger.privateKey })
      expect(await verify(token)).toMatchObject(invalid)
    }
  })

  it('a key in the header is not looked at', async () => {
    const jwk = await exportJWK(stranger.publicKey)
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', jwk })
      .sign(stranger.privateKey)
    expect(await verify(token)).toMatchObject(invalid)
  })

  it('a changed payload is refused', async () => {
    const [head = '', , signature = ''] = (await mint()).split('.')
    const payload = encode({ ...claims, sub: 'bob' })
    expect(await verify(`${head}.${payload}.${signature}`)).toMatchObject(invalid)
  })

  it('an issuer whose list allows an HMAC or nothing is a fault of the configuration', () => {
    for (const algorithms of [['HS256'], ['none'], []]) {
      expect(() => verify('x', 'user', { algorithms })).toThrow(/asymmetric/)
    }
  })
})

describe('type, issuer, audience', () => {
  it('a token of another type is refused', async () => {
    for (const typ of ['JWT', 'causeway-ticket+jwt', '']) {
      expect(await verify(await mint({ header: { typ } }))).toMatchObject(invalid)
    }
  })

  it('an issuer without an exact type gives access tokens and plain ones, never untyped', async () => {
    const { typ: _exact, ...rest } = trusted
    const open = createTokenVerifier([rest], { nowMs: () => startMs, userIdOf: (_i, s) => s })
    for (const typ of ['at+jwt', 'application/at+jwt', 'JWT', 'jwt']) {
      expect(await open(await mint({ header: { typ } }), 'user')).toMatchObject({
        kind: 'identity',
      })
    }
    expect(await open(await mint({ header: { typ: '' } }), 'user')).toMatchObject(invalid)
  })

  it('another issuer is refused, also one that begins alike', async () => {
    for (const iss of ['https://evil.example', `${issuer}/`, '']) {
      expect(await verify(await mint({ claims: { iss } }))).toMatchObject(invalid)
    }
  })

  it('another audience is refused, Microsoft’s among them', async () => {
    for (const aud of ['https://www.wvd.microsoft.com', 'causeway-', '', ['other']]) {
      expect(await verify(await mint({ claims: { aud } }))).toMatchObject(invalid)
    }
  })

  it('an audience among others is accepted, both of ours together are not', async () => {
    const among = await mint({ claims: { aud: ['account', 'causeway'] } })
    expect(await verify(among)).toMatchObject({ kind: 'identity' })
    const both = await mint({ claims: { aud: ['causeway', 'causeway-admin'], roles: ['auditor'] } })
    expect(await verify(both, 'user')).toMatchObject(invalid)
    expect(await verify(both, 'admin')).toMatchObject(invalid)
  })

  it('two purposes with one audience are a fault of the configuration', () => {
    const audiences = { user: 'causeway', admin: 'causeway' }
    expect(() => verify('x', 'user', { audiences })).toThrow(/differ/)
  })
})

describe('purposes', () => {
  it('a user token never opens administration', async () => {
    const token = await mint({ claims: { roles: ['administrator'] } })
    expect(await verify(token, 'admin')).toMatchObject(invalid)
    expect(await verify(token, 'user')).toMatchObject({ roles: [] })
  })

  it('an admin token never opens the feed', async () => {
    expect(await verify(await mint({ claims: admin }), 'user')).toMatchObject(invalid)
    expect(await verify(await mint({ claims: admin }), 'admin')).toMatchObject({
      roles: ['auditor'],
    })
  })

  it('an admin token without a known role opens nothing', async () => {
    for (const roles of [[], ['root'], undefined]) {
      const token = await mint({ claims: { aud: 'causeway-admin', roles } })
      expect(await verify(token, 'admin')).toMatchObject({ code: 'ROLE_MISSING' })
    }
  })

  it('an issuer without an audience for it opens nothing', async () => {
    const audiences = { user: 'causeway', admin: undefined }
    expect(await verify(await mint({ claims: admin }), 'admin', { audiences })).toMatchObject(
      invalid,
    )
  })

  it('roles come from the claim that the issuer is configured with', async () => {
    const token = await mint({ claims: { aud: 'causeway-admin', 'https://x/r': 'operator' } })
    expect(await verify(token, 'admin', { rolesClaim: 'https://x/r' })).toMatchObject({
      roles: ['operator'],
    })
  })
})

describe('time', () => {
  const skew = clockSkewMs / 1_000

  it('an expired token is told from a wrong one', async () => {
    const token = await mint({ claims: { exp: now - skew } })
    expect(await verify(token)).toMatchObject({ code: 'TOKEN_EXPIRED' })
    expect(await verify(await mint({ claims: { exp: now - skew + 1 } }))).toMatchObject({
      kind: 'identity',
    })
  })

  it('a token of the future is refused beyond the skew', async () => {
    for (const claim of ['nbf', 'iat']) {
      const within = await mint({ claims: { [claim]: now + skew } })
      expect(await verify(within)).toMatchObject({ kind: 'identity' })
      const beyond = await mint({ claims: { [claim]: now + skew + 1 } })
      expect(await verify(beyond)).toMatchObject(invalid)
    }
  })

  it('sub, exp and iat are required', async () => {
    for (const claim of ['sub', 'exp', 'iat']) {
      expect(await verify(await mint({ claims: { [claim]: undefined } }))).toMatchObject(invalid)
    }
  })

  it('claims of the wrong kind are refused', async () => {
    const signed = (payload: object): Promise<string> =>
      new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'ec' })
        .sign(ec.privateKey)
    expect(await verify(await signed(claims))).toMatchObject({ kind: 'identity' })
    const kinds = [{ sub: '' }, { sub: 7 }, { exp: 'soon' }, { iat: 'now' }, { aud: 7 }, { iss: 7 }]
    for (const wrong of kinds) {
      expect(await verify(await signed({ ...claims, ...wrong }))).toMatchObject(invalid)
    }
    for (const payload of [[], 'text', null, 7]) {
      expect(await verify(await signed(Object(payload)))).toMatchObject(invalid)
    }
    const sub = 's'.repeat(300)
    expect(await verify(await mint({ claims: { sub } }))).toMatchObject(invalid)
  })
})

describe('groups', () => {
  it('none, an empty list and no word of groups are three different things', async () => {
    const overage = { groups: undefined, _claim_names: { groups: 'src1' } }
    expect(await verify(await mint({ claims: overage }))).toMatchObject({
      code: 'TOKEN_GROUPS_MISSING',
    })
    expect(await verify(await mint({ claims: { groups: [] } }))).toMatchObject({ groups: [] })
    const silent = await mint({ claims: { groups: undefined } })
    expect(await verify(silent)).toMatchObject({ groups: [] })
    expect(await verify(silent, 'user', { groupsRequired: true })).toMatchObject({
      code: 'TOKEN_GROUPS_MISSING',
    })
  })

  it('hasgroups without the groups is an overage', async () => {
    for (const hasgroups of [true, 'true']) {
      const token = await mint({ claims: { groups: undefined, hasgroups } })
      expect(await verify(token)).toMatchObject({ code: 'TOKEN_GROUPS_MISSING' })
    }
    expect(await verify(await mint({ claims: { hasgroups: true } }))).toMatchObject({
      groups: ['staff'],
    })
  })

  it('an overage of another claim is none of ours', async () => {
    const token = await mint({ claims: { _claim_names: { address: 'src1' } } })
    expect(await verify(token)).toMatchObject({ groups: ['staff'] })
  })

  it('a list that is no list of texts is refused, not cut', async () => {
    for (const groups of [7, ['a', 7], [''], { a: 1 }, ['g'.repeat(257)]]) {
      expect(await verify(await mint({ claims: { groups } }))).toMatchObject(invalid)
    }
    const many = Array.from({ length: 1_025 }, (_, index) => `g${index}`)
    expect(await verify(await mint({ claims: { groups: many } }))).toMatchObject(invalid)
  })
})

describe('what is no token', () => {
  it('is refused without a look at its inside', async () => {
    expect(await verify('')).toMatchObject({ code: 'TOKEN_MISSING' })
    for (const text of ['x', 'a.b', 'a.b.c', '..', `${await mint()}.x`, '{}', 'é.é.é']) {
      expect(await verify(text)).toMatchObject(invalid)
    }
  })

  it('is refused when it is too long, though signed', async () => {
    const token = await mint({ claims: { filler: 'x'.repeat(tokenBytesMax) } })
    expect(await verify(token)).toMatchObject({ ...invalid, detail: 'it is too long' })
  })

  it('never stands in the refusal', async () => {
    const token = await mint({ claims: { sub: 'very-private', aud: 'other' } })
    expect(JSON.stringify(await verify(token))).not.toMatch(/very-private/)
  })
})

it('no answer from the issuer means no', async () => {
  const keys = async (): Promise<never> => {
    throw new Fault('ISSUER_UNAVAILABLE', issuer)
  }
  expect(await verify(await mint(), 'user', { keys })).toMatchObject({
    kind: 'refused',
    code: 'ISSUER_UNAVAILABLE',
  })
})

it('a token of one issuer is never looked at with the keys of another', async () => {
  const other = 'https://other.example'
  const strangers = localKeys({
    keys: [{ ...(await exportJWK(stranger.publicKey)), kid: 'ec' }],
  })
  const both = createTokenVerifier([trusted, { ...trusted, issuer: other, keys: strangers }], {
    nowMs: () => startMs,
    userIdOf: (...parts) => parts.join('|'),
  })
  const crossed = await mint({ key: stranger.privateKey })
  expect(await both(crossed, 'user')).toMatchObject(invalid)
  const own = await mint({ claims: { iss: other }, key: stranger.privateKey })
  expect(await both(own, 'user')).toMatchObject({ userId: `${other}|alice` })
})
