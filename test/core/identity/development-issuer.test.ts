import { generateKeyPairSync } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createDevelopmentIssuer } from '../../../core/identity/development-issuer.ts'
import {
  ask,
  authorizePath,
  callback,
  codeOf,
  freeRdpId,
  nativeClient,
  origin,
  proofOf,
  redeem,
  signIn,
  startTestIssuer,
} from './development/test-issuer.ts'
import { createFakeSystem } from './fake-system.ts'

const text = (value: unknown): string => String(value)

describe('authorization code with PKCE', () => {
  it('gives a token for feed and connections, and nothing for administration', async () => {
    const issuer = await startTestIssuer()
    const returned = await signIn(issuer, authorizePath())
    expect(returned.status).toBe(303)
    expect(returned.location?.origin).toBe('http://127.0.0.1:49152')
    expect(returned.location?.searchParams.get('state')).toBe('state-1')
    expect(returned.location?.searchParams.get('iss')).toBe(`${origin}/dev`)
    const tokens = await redeem(issuer, returned.location?.searchParams.get('code') ?? '')
    expect(tokens.status).toBe(200)
    expect(tokens.json).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: 'causeway',
    })
    expect(tokens.headers['cache-control']).toBe('no-store')
    const token = text(tokens.json['access_token'])
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
    expect(await issuer.verify(token, 'user')).toMatchObject({
      kind: 'identity',
      name: 'alice',
      groups: ['staff'],
      roles: [],
    })
    expect(await issuer.verify(token, 'admin')).toMatchObject({ code: 'TOKEN_INVALID' })
  })

  it('a code is worth one use; the second ends what the first gave', async () => {
    const issuer = await startTestIssuer()
    const code = await codeOf(issuer, authorizePath())
    const first = await redeem(issuer, code)
    expect((await redeem(issuer, code)).json).toMatchObject({ error: 'invalid_grant' })
    const form = {
      grant_type: 'refresh_token',
      client_id: 'causeway-cli',
      refresh_token: text(first.json['refresh_token']),
    }
    expect((await ask(issuer, '/dev/token', { form })).json).toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('a code is worth nothing after a minute, when guessed, or elsewhere', async () => {
    const issuer = await startTestIssuer()
    const late = await codeOf(issuer, authorizePath())
    issuer.system.advance(60_000)
    const changes = [
      { code: late },
      { code: 'guessed' },
      { code: '' },
      { code: await codeOf(issuer, authorizePath()), redirect_uri: `${callback}/` },
      { code: await codeOf(issuer, authorizePath()), redirect_uri: '' },
      { code: await codeOf(issuer, authorizePath()), client_id: freeRdpId },
    ]
    for (const change of changes) {
      const answer = await redeem(issuer, '', change)
      expect([answer.status, answer.json['error']]).toEqual([400, 'invalid_grant'])
    }
  })

  it('the verifier must be there and match the challenge', async () => {
    const issuer = await startTestIssuer()
    for (const code_verifier of ['', 'w'.repeat(43), 'v'.repeat(42), `${'v'.repeat(43)}!`]) {
      const code = await codeOf(issuer, authorizePath())
      expect((await redeem(issuer, code, { code_verifier })).json).toMatchObject({
        error: 'invalid_grant',
      })
    }
  })

  it('a request without PKCE, or with the plain method, goes back with the reason', async () => {
    const issuer = await startTestIssuer()
    const changes = [
      { code_challenge: '' },
      { code_challenge_method: '' },
      { code_challenge_method: 'plain' },
      { code_challenge: 'short' },
    ]
    for (const change of changes) {
      const { status, location } = await ask(issuer, authorizePath(change))
      expect([status, location?.searchParams.get('error')]).toEqual([303, 'invalid_request'])
      expect(location?.searchParams.get('state')).toBe('state-1')
    }
  })

  it('a wrong response type or scope goes back with the reason', async () => {
    const issuer = await startTestIssuer()
    const wrong = async (change: Record<string, string>): Promise<string | null | undefined> =>
      (await ask(issuer, authorizePath(change))).location?.searchParams.get('error')
    expect(await wrong({ response_type: 'token' })).toBe('unsupported_response_type')
    const scopes = ['', 'openid', 'causeway causeway-admin', 'root', 'causeway root']
    for (const scope of [...scopes, 'https://www.wvd.microsoft.com/.default']) {
      expect(await wrong({ scope })).toBe('invalid_scope')
    }
  })

  it('an address that is not the client’s is told to the person and never gone to', async () => {
    const issuer = await startTestIssuer()
    const addresses = [
      'https://evil.example/callback',
      'http://127.0.0.1.evil.example/callback',
      'http://localhost:1/callback',
      'https://127.0.0.1:1/callback',
      'http://127.0.0.1:1/other',
      'http://127.0.0.1:1/callback?x=1',
      'http://127.0.0.1:1/callback#x',
      'http://user@127.0.0.1:1/callback',
      nativeClient,
      'javascript:alert(1)',
      'callback',
    ]
    for (const redirect_uri of addresses) {
      const answer = await ask(issuer, authorizePath({ redirect_uri }))
      expect([redirect_uri, answer.status]).toEqual([redirect_uri, 400])
      expect(answer.location).toBeUndefined()
    }
    const stranger = await ask(issuer, authorizePath({ client_id: 'stranger' }))
    expect(stranger.status).toBe(400)
    const twice = await ask(issuer, `${authorizePath()}&state=other`)
    expect(twice.status).toBe(400)
  })

  it('any loopback port will do, by number', async () => {
    const issuer = await startTestIssuer()
    for (const address of ['http://127.0.0.1/callback', 'http://[::1]:65535/callback']) {
      const answer = await ask(issuer, authorizePath({ redirect_uri: address }))
      expect(answer.status).toBe(200)
    }
  })

  it('openid adds an id token for the client alone', async () => {
    const issuer = await startTestIssuer()
    const path = authorizePath({ scope: 'openid causeway', nonce: 'n-1' })
    const { json } = await redeem(issuer, await codeOf(issuer, path))
    const token = text(json['id_token'])
    expect(decodeJwt(token)).toMatchObject({ aud: 'causeway-cli', nonce: 'n-1' })
    expect(await issuer.verify(token, 'user')).toMatchObject({ code: 'TOKEN_INVALID' })
  })
})

describe('administration', () => {
  it('is for users with a role, by a scope of its own', async () => {
    const issuer = await startTestIssuer()
    const path = authorizePath({ scope: 'causeway-admin' })
    const { json } = await redeem(issuer, await codeOf(issuer, path, 'admin'))
    const token = text(json['access_token'])
    expect(await issuer.verify(token, 'admin')).toMatchObject({ roles: ['administrator'] })
    expect(await issuer.verify(token, 'user')).toMatchObject({ code: 'TOKEN_INVALID' })
    const { location } = await signIn(issuer, path, 'alice')
    expect(location?.searchParams.get('error')).toBe('access_denied')
    expect(location?.searchParams.get('code')).toBeNull()
  })

  it('an administrator’s ordinary token carries no role', async () => {
    const issuer = await startTestIssuer()
    const { json } = await redeem(issuer, await codeOf(issuer, authorizePath(), 'admin'))
    expect(decodeJwt(text(json['access_token']))['roles']).toBeUndefined()
  })
})

describe('the sign-in page', () => {
  it('is plain, marked, and allowed nothing but its form', async () => {
    const issuer = await startTestIssuer()
    const { body, headers } = await ask(issuer, authorizePath())
    expect(body).toMatch(/not for production/)
    expect(body).toMatch(/autofocus/)
    expect(body).not.toMatch(/<script|javascript:|onload=|src=/i)
    expect(headers['x-causeway-development']).toBe('true')
    const policy = text(headers['content-security-policy'])
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/form-action 'self' http:\/\/127\.0\.0\.1:49152;/)
    expect(policy).not.toMatch(/unsafe|script/)
    expect(headers['set-cookie']).toMatch(/^__Host-.*; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
  })

  it('shows what was asked only escaped', async () => {
    const issuer = await startTestIssuer()
    const { body } = await ask(issuer, authorizePath({ state: '"><script>alert(1)</script>' }))
    expect(body).not.toMatch(/<script/)
    const parameter = authorizePath({ client_id: '<b>x' })
    expect((await ask(issuer, parameter)).body).not.toMatch(/<b>/)
  })

  it('a form that another page made is not taken', async () => {
    const issuer = await startTestIssuer()
    const path = authorizePath()
    const { csrf, cookie } = proofOf(await ask(issuer, path))
    const other = proofOf(await ask(issuer, path))
    const user = { name: 'alice', password: issuer.passwords.get('alice') ?? '' }
    const tries = [
      { form: { ...user, csrf } },
      { form: user, headers: { cookie } },
      { form: { ...user, csrf: '' }, headers: { cookie } },
      { form: { ...user, csrf }, headers: { cookie: other.cookie } },
    ]
    for (const sent of tries) {
      const answer = await ask(issuer, path, sent)
      expect([answer.status, answer.location]).toEqual([403, undefined])
    }
    const right = await ask(issuer, path, { form: { ...user, csrf }, headers: { cookie } })
    expect(right.status).toBe(303)
  })

  it('a wrong password and an unknown name look the same', async () => {
    const issuer = await startTestIssuer()
    const [wrong, unknown] = [
      await signIn(issuer, authorizePath(), 'alice', 'wrong-password-1'),
      await signIn(issuer, authorizePath(), 'mallory', 'wrong-password-1'),
    ]
    const fault = /<p class="fault"[^>]*>([^<]*)</
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(fault.exec(wrong.body)?.[1]).toBe(fault.exec(unknown.body)?.[1])
    expect(
      (await signIn(issuer, authorizePath(), 'ALICE', issuer.passwords.get('alice'))).status,
    ).toBe(303)
  })

  it('too many tries of one user are stopped, also the right one, until the window is over', async () => {
    const issuer = await startTestIssuer()
    const status = async (name: string, password?: string): Promise<number> =>
      (await signIn(issuer, authorizePath(), name, password)).status
    const tries = Array.from({ length: 10 }, () => status('alice', 'wrong-password-1'))
    // No more than eight passwords are looked at at once: those beyond are counted all the same.
    expect(new Set(await Promise.all(tries))).toEqual(new Set([401, 429]))
    expect(await status('alice')).toBe(429)
    expect(await status('bob')).toBe(303)
    issuer.system.advance(300_000)
    expect(await status('alice')).toBe(303)
  })
})

describe('where it answers', () => {
  it('only under its own names', async () => {
    const issuer = await startTestIssuer()
    const names = ['localhost', '127.0.0.1:8443', '[::1]:8443', 'LOCALHOST:1', 'desktops.example']
    const path = '/dev/.well-known/openid-configuration'
    for (const host of names) {
      expect((await ask(issuer, path, { headers: { host } })).status).toBe(200)
    }
    const foreign = ['evil.example', 'localhost.evil.example', 'localhost@evil.example', 'x y']
    for (const host of [...foreign, '[::2]', '127.0.0.2']) {
      const answer = await ask(issuer, path, { headers: { host } })
      expect([host, answer.status]).toEqual([host, 421])
      expect(answer.headers['x-causeway-development']).toBe('true')
    }
  })

  it('never to a proxy', async () => {
    const issuer = await startTestIssuer()
    const names = ['forwarded', 'x-forwarded-for', 'X-Forwarded-Host', 'x-forwarded-proto', 'via']
    for (const path of [
      authorizePath(),
      '/dev/keys',
      '/common/v2.0/.well-known/openid-configuration',
    ]) {
      for (const name of [...names, 'x-forwarded', 'x-real-ip']) {
        const answer = await ask(issuer, path, { headers: { [name]: '' } })
        expect([name, answer.status]).toEqual([name, 400])
        expect(text(answer.json['error_description'])).toMatch(/proxies/)
      }
    }
  })

  it('on loopback alone, unless somebody says otherwise', async () => {
    const ports = {
      system: createFakeSystem(),
      users: { find: () => undefined },
      key: generateKeyPairSync('ed25519').privateKey,
      publicUrl: () => origin,
    }
    const create = (bindAddress: string, allowNonLoopback = false): unknown =>
      createDevelopmentIssuer(ports, { bindAddress, allowNonLoopback })
    for (const address of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
      expect(create(address)).toBeDefined()
    }
    for (const address of ['0.0.0.0', '::', '192.168.1.7', '127.evil.example', '']) {
      expect(() => create(address)).toThrow(/not for a network/)
    }
    expect(create('0.0.0.0', true)).toBeDefined()
  })

  it('discovery names every address, and that this is for development', async () => {
    const issuer = await startTestIssuer()
    const { json } = await ask(issuer, '/dev/.well-known/openid-configuration')
    expect(json).toMatchObject({
      issuer: `${origin}/dev`,
      causeway_development: true,
      code_challenge_methods_supported: ['S256'],
    })
    const keys = await ask(issuer, '/dev/keys')
    expect(keys.json['keys']).toMatchObject([{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' }])
    expect(keys.body).not.toMatch(/"d"/)
  })

  it('malformed and oversized requests get a 4xx of OAuth', async () => {
    const issuer = await startTestIssuer()
    const json = await issuer.app.inject({
      method: 'POST',
      url: '/dev/token',
      headers: { host: 'localhost' },
      payload: { grant_type: 'authorization_code' },
    })
    expect([json.statusCode, json.json().error]).toEqual([400, 'invalid_request'])
    const large = await ask(issuer, '/dev/token', { form: { filler: 'x'.repeat(9_000) } })
    expect([large.status, large.json['error']]).toEqual([413, 'invalid_request'])
    const grants = [
      { client_id: 'causeway-cli', grant_type: 'password' },
      { client_id: 'causeway-cli' },
    ]
    for (const form of grants) {
      const answer = await ask(issuer, '/dev/token', { form })
      expect(answer.json).toMatchObject({ error: 'unsupported_grant_type' })
    }
    const nobody = await ask(issuer, '/dev/token', { form: { grant_type: 'refresh_token' } })
    expect([nobody.status, nobody.json['error']]).toEqual([401, 'invalid_client'])
  })
})

describe('FreeRDP’s own sign-in', () => {
  const path = authorizePath({
    client_id: freeRdpId,
    redirect_uri: nativeClient,
    scope: 'https://www.wvd.microsoft.com/.default',
    code_challenge: '',
    code_challenge_method: '',
    state: '',
  })
  const wish = { client_id: freeRdpId, redirect_uri: nativeClient, code_verifier: '' }

  it('works without PKCE, for our own audience alone, without a refresh token', async () => {
    const issuer = await startTestIssuer()
    const returned = await signIn(issuer, path)
    expect(returned.location?.href).toMatch(
      /^https:\/\/localhost:8443\/common\/oauth2\/nativeclient\?code=/,
    )
    const code = returned.location?.searchParams.get('code') ?? ''
    const tokens = await redeem(issuer, code, wish)
    expect(tokens.json['refresh_token']).toBeUndefined()
    const token = text(tokens.json['access_token'])
    expect(decodeJwt(token).aud).toBe('causeway')
    expect(await issuer.verify(token, 'user')).toMatchObject({ kind: 'identity' })
  })

  it('may ask for nothing else and be sent nowhere else', async () => {
    const issuer = await startTestIssuer()
    const base = { client_id: freeRdpId, redirect_uri: nativeClient }
    for (const scope of ['causeway', 'causeway-admin', 'ms-device-service://x/.default']) {
      const { location } = await ask(issuer, authorizePath({ ...base, scope }))
      expect(location?.searchParams.get('error')).toBe('invalid_scope')
    }
    const addresses = [
      callback,
      'https://evil.example:8443/common/oauth2/nativeclient',
      'https://localhost:9999/common/oauth2/nativeclient',
      'https://localhost/common/oauth2/nativeclient',
      'http://localhost:8443/common/oauth2/nativeclient',
      `${nativeClient}/x`,
    ]
    for (const redirect_uri of addresses) {
      const answer = await ask(issuer, authorizePath({ ...base, redirect_uri }))
      expect([redirect_uri, answer.status]).toEqual([redirect_uri, 400])
    }
  })

  it('has no devices and no renewal', async () => {
    const issuer = await startTestIssuer()
    const form = { client_id: freeRdpId, scope: 'https://www.wvd.microsoft.com/.default' }
    const answer = await ask(issuer, '/dev/device_authorization', { form })
    expect(answer.json).toMatchObject({ error: 'unauthorized_client' })
  })

  it('its page shows the address to paste, and nothing that came otherwise', async () => {
    const issuer = await startTestIssuer()
    const { location } = await signIn(issuer, path)
    const page = await ask(issuer, `${location?.pathname}${location?.search}`)
    const code = location?.searchParams.get('code') ?? 'none'
    expect(page.body).toContain(`<code>${nativeClient}?code=${code}</code>`)
    const odd = await ask(issuer, '/common/oauth2/nativeclient?code=<script>')
    expect([odd.status, odd.body.includes('<script')]).toEqual([400, false])
  })
})

describe('refresh tokens', () => {
  const renew = (issuer: Parameters<typeof ask>[0], refresh_token: string, more = {}) => {
    const base = { grant_type: 'refresh_token', client_id: 'causeway-cli', refresh_token }
    return ask(issuer, '/dev/token', { form: { ...base, ...more } })
  }

  it('each is good for one renewal, and an old one ends the sign-in', async () => {
    const issuer = await startTestIssuer()
    const first = await redeem(issuer, await codeOf(issuer, authorizePath()))
    const old = text(first.json['refresh_token'])
    const second = await renew(issuer, old)
    expect(second.status).toBe(200)
    const next = text(second.json['refresh_token'])
    expect(next).not.toBe(old)
    expect(await issuer.verify(text(second.json['access_token']), 'user')).toMatchObject({
      name: 'alice',
    })
    expect((await renew(issuer, old)).json).toMatchObject({ error: 'invalid_grant' })
    expect((await renew(issuer, next)).json).toMatchObject({ error: 'invalid_grant' })
  })

  it('renewing does not lengthen a sign-in, nor widen it', async () => {
    const issuer = await startTestIssuer()
    const first = await redeem(issuer, await codeOf(issuer, authorizePath(), 'admin'))
    const wider = await renew(issuer, text(first.json['refresh_token']), {
      scope: 'causeway-admin',
    })
    expect(wider.json).toMatchObject({ error: 'invalid_scope' })
    const again = await redeem(issuer, await codeOf(issuer, authorizePath()))
    issuer.system.advance(13 * 24 * 3_600_000)
    const renewed = await renew(issuer, text(again.json['refresh_token']))
    expect(renewed.status).toBe(200)
    issuer.system.advance(24 * 3_600_000)
    expect((await renew(issuer, text(renewed.json['refresh_token']))).json).toMatchObject({
      error: 'invalid_grant',
    })
  })

  it('nonsense is no token', async () => {
    const issuer = await startTestIssuer()
    for (const token of ['x', '.', 'a.b', '']) {
      expect((await renew(issuer, token)).json).toMatchObject({ error: 'invalid_grant' })
    }
  })
})
