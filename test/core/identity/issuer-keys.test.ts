import { generateKeyPairSync } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import {
  createAuthority,
  issueServerCertificate,
  newCertificateKey,
} from '../../../core/identity/authority.ts'
import { discoveredKeys } from '../../../core/identity/issuer-keys.ts'
import { createTrustedFetch } from '../../../core/identity/trusted-fetch.ts'
import { createTokenVerifier } from '../../../core/identity/verify-token.ts'
import { createFakeSystem } from './fake-system.ts'

const real = { nowMs: () => Date.now(), randomBytes: createFakeSystem().randomBytes }
const caKey = newCertificateKey()
const serverKey = newCertificateKey()
const ca = await createAuthority({ system: real }, { siteId: 'test', key: caKey })
const authority = { certificate: ca, key: caKey }
const certificate = await issueServerCertificate(
  { system: real },
  { authority, names: ['localhost'], key: serverKey },
)
const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicJwk = { ...(await exportJWK(signing.publicKey)), kid: 'one', alg: 'ES256' }

type Answer = { readonly status?: number; readonly body?: unknown; readonly text?: string }

/** An issuer that answers so at these paths; `asked` counts requests by path. */
const startIssuer = async (answers: (base: string) => Record<string, Answer>) => {
  const asked: Record<string, number> = {}
  const answer: RequestListener = (request, response) => {
    const path = request.url ?? ''
    asked[path] = (asked[path] ?? 0) + 1
    const { status = 200, body, text } = answers(base)[path] ?? { status: 404 }
    response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' })
    response.end(text ?? JSON.stringify(body))
  }
  const server = createServer({ cert: certificate, key: serverKey }, answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((done) => server.close(() => done())))
  const base = `https://localhost:${(server.address() as AddressInfo).port}`
  return { base, asked }
}

const discovery = '/.well-known/openid-configuration'

const verifierFor = (issuer: string, trust: string | undefined = ca) => {
  const system = createFakeSystem(Date.now())
  const fetch = createTrustedFetch({ system }, { ca: trust, answerMs: 2_000 })
  const trusted = {
    issuer,
    keys: discoveredKeys({ fetch, system }, { issuer }),
    algorithms: ['ES256'],
    audiences: { user: 'causeway', admin: undefined },
    rolesClaim: 'roles',
    groupsClaim: 'groups',
    groupsRequired: false,
  }
  const ports = { nowMs: system.nowMs, userIdOf: (_issuer: string, subject: string) => subject }
  return { verify: createTokenVerifier([trusted], ports), system }
}

const mint = (issuer: string, kid = 'one'): Promise<string> =>
  new SignJWT({ iss: issuer, sub: 'alice', aud: 'causeway' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(signing.privateKey)

const whole = (base: string): Record<string, Answer> => ({
  [discovery]: { body: { issuer: base, jwks_uri: `${base}/keys` } },
  '/keys': { body: { keys: [publicJwk] } },
})

const unavailable = { kind: 'refused', code: 'ISSUER_UNAVAILABLE' }

it('keys are found by discovery and asked for once', async () => {
  const { base, asked } = await startIssuer(whole)
  const { verify } = verifierFor(base)
  const token = await mint(base)
  const twice = await Promise.all([verify(token, 'user'), verify(token, 'user')])
  expect(twice).toMatchObject([{ kind: 'identity' }, { kind: 'identity' }])
  expect(await verify(token, 'user')).toMatchObject({ kind: 'identity' })
  expect(asked).toEqual({ [discovery]: 1, '/keys': 1 })
})

it('unknown key ids do not make a storm of requests', async () => {
  const { base, asked } = await startIssuer(whole)
  const { verify } = verifierFor(base)
  expect(await verify(await mint(base), 'user')).toMatchObject({ kind: 'identity' })
  for (const kid of ['a', 'b', 'c', 'd']) {
    expect(await verify(await mint(base, kid), 'user')).toMatchObject({ code: 'TOKEN_INVALID' })
  }
  expect(asked['/keys']).toBe(1)
})

it('a document that names another issuer is not believed', async () => {
  const { base } = await startIssuer((own) => ({
    ...whole(own),
    [discovery]: { body: { issuer: `${own}/`, jwks_uri: `${own}/keys` } },
  }))
  expect(await verifierFor(base).verify(await mint(base), 'user')).toMatchObject(unavailable)
})

it('keys over plain http, redirects and nonsense are no answer', async () => {
  const documents: Answer[] = [
    { body: { issuer: 'BASE', jwks_uri: 'http://localhost/keys' } },
    { body: { issuer: 'BASE' } },
    { status: 302, body: {} },
    { status: 500, body: {} },
    { text: 'no json' },
    { text: 'null' },
    { text: ' '.repeat(300_000) },
  ]
  for (const document of documents) {
    const { base } = await startIssuer((own) => ({
      ...whole(own),
      [discovery]: JSON.parse(JSON.stringify(document).replace('BASE', own)),
    }))
    expect(await verifierFor(base).verify(await mint(base), 'user')).toMatchObject(unavailable)
  }
})

it('an issuer whose certificate is of another authority, or of the system’s, is not asked', async () => {
  const { base, asked } = await startIssuer(whole)
  const otherKey = newCertificateKey()
  const other = await createAuthority({ system: real }, { siteId: 'other', key: otherKey })
  for (const trust of [other, '']) {
    const { verify } = verifierFor(base, trust)
    expect(await verify(await mint(base), 'user')).toMatchObject(unavailable)
  }
  expect(asked).toEqual({})
})

it('an issuer that failed is left alone for a while, then asked again', async () => {
  let broken = true
  const { base, asked } = await startIssuer((own) => (broken ? {} : whole(own)))
  const { verify, system } = verifierFor(base)
  const token = await mint(base)
  expect(await verify(token, 'user')).toMatchObject(unavailable)
  broken = false
  expect(await verify(token, 'user')).toMatchObject(unavailable)
  expect(asked[discovery]).toBe(1)
  system.advance(2_000)
  expect(await verify(token, 'user')).toMatchObject({ kind: 'identity' })
})

it('a request that is not over https is never sent', async () => {
  const fetch = createTrustedFetch({ system: createFakeSystem() }, { ca })
  await expect(fetch('http://localhost:1/')).rejects.toThrow(/not an https address/)
})

it('an answer that does not come in time is given up', async () => {
  const server = createServer({ cert: certificate, key: serverKey }, () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(() => done()))
  })
  const { port } = server.address() as AddressInfo
  const fetch = createTrustedFetch({ system: createFakeSystem() }, { ca, answerMs: 50 })
  await expect(fetch(`https://localhost:${port}/`)).rejects.toThrow(/did not answer in time/)
})
