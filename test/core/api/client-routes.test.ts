import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApi, type TestApi, type TokenWishes } from '../../support/broker/test-api.ts'
import { acceptOrders } from '../../support/broker/test-broker.ts'

describe('what a user’s programs ask', () => {
  let site: TestApi
  beforeEach(async () => {
    site = await createTestApi()
  })
  afterEach(() => site.stop())

  it('tells anybody how to sign in and whom to trust', async () => {
    const { status, body, headers } = await site.ask('GET', '/api/client-config')
    expect(status).toBe(200)
    expect(body).toMatchObject({ issuer: 'https://issuer.test', siteId: 'test-site' })
    expect(body['authority']).toContain('BEGIN CERTIFICATE')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  it('says whether it lives and whether it is ready', async () => {
    expect((await site.ask('GET', '/healthz')).status).toBe(200)
    expect((await site.ask('GET', '/readyz')).status).toBe(200)
    site.ready = false
    expect((await site.ask('GET', '/healthz')).status).toBe(200)
    expect((await site.ask('GET', '/readyz')).status).toBe(503)
  })

  it('shows what is granted, and why nothing can take the user', async () => {
    await site.test.addGateway('one')
    const { status, body } = await site.ask('GET', '/api/feed', await site.userToken())
    expect(status).toBe(200)
    expect(body['items']).toEqual([
      {
        resourceId: 'staff-desktop',
        name: 'Staff desktop',
        kind: 'desktop',
        workspaceId: 'default',
        workspaceName: 'Default',
        poolId: 'staff',
        state: 'NO_HOST_IN_POOL',
        reason: {
          code: 'NO_HOST_IN_POOL',
          message: 'the pool has no session host',
          remedy: 'join a host with `causeway agent --join`',
        },
        fingerprints: [],
        rdpPath: '/feed/rdp/staff-desktop.rdp',
        loadBalanceInfo: 'Cookie: msts=staff-desktop',
      },
    ])
  })

  it('shows a resource as ready once a host is there', async () => {
    await site.test.addGateway('one')
    acceptOrders(site.test, await site.test.addHost('one', 'staff'))
    const { body } = await site.ask('GET', '/api/feed', await site.userToken())
    expect(body['items']).toMatchObject([{ state: 'ready' }])
    expect(JSON.stringify(body)).not.toContain('reason')
  })

  it('shows nothing to a user without a grant', async () => {
    const token = await site.userToken({ subject: 'eve', groups: ['guests'] })
    expect((await site.ask('GET', '/api/feed', token)).body).toEqual({ items: [] })
  })

  it('counts reads of the feed in the access log, by the opaque user id', async () => {
    await site.ask('GET', '/api/feed', await site.userToken())
    const actor = `user:${site.test.userIds.userId('https://issuer.test', 'alice')}`
    expect(site.accessLog.counted).toEqual([{ actor, action: 'feed', query: {} }])
  })

  it('serves the .rdp file of a granted resource for the ARM order', async () => {
    const token = await site.userToken()
    const answer = await site.ask('GET', '/feed/rdp/staff-desktop.rdp', token)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/x-rdp; charset=utf-8',
      'content-disposition': 'attachment; filename="staff-desktop.rdp"',
    })
    const lines = answer.text.split('\r\n')
    expect(lines).toContain('gatewayhostname:s:api.test:8443')
    expect(lines).toContain('resourceprovider:s:arm')
    expect(lines).toContain('loadbalanceinfo:s:Cookie: msts=staff-desktop')
    expect(answer.text).not.toContain(token.slice(0, 20))
  })

  it('answers alike for a resource that is not granted and one that is not there', async () => {
    const token = await site.userToken({ subject: 'eve', groups: [] })
    const [hidden, unknown] = await Promise.all([
      site.ask('GET', '/feed/rdp/staff-desktop.rdp', token),
      site.ask('GET', '/feed/rdp/no-such-thing.rdp', token),
    ])
    expect(hidden.status).toBe(403)
    expect(hidden.body['code']).toBe('RESOURCE_NOT_AVAILABLE')
    expect([hidden.status, hidden.text]).toEqual([unknown.status, unknown.text])
    // The name asked for might be anything: it is not noted.
    expect(site.accessLog.counted.map(({ query }) => query)).toEqual([{}, {}])
  })

  it('takes the client’s address for the .rdp file from no header', async () => {
    const token = await site.userToken()
    const headers = { host: 'evil.test', 'x-forwarded-host': 'evil.test' }
    const answer = await site.ask('GET', '/feed/rdp/staff-desktop.rdp', token, undefined, headers)
    expect(answer.text).not.toContain('evil')
  })

  it.each<[string, TokenWishes, string]>([
    ['for administration', { audience: 'causeway-admin', roles: ['auditor'] }, 'TOKEN_INVALID'],
    ['of another issuer', { issuer: 'https://other.test' }, 'TOKEN_INVALID'],
    ['that has expired', { expiresInS: -600 }, 'TOKEN_EXPIRED'],
  ])('refuses a token %s and records nothing', async (_name, wishes, code) => {
    const size = await site.test.eventLog.size()
    const token = await site.userToken(wishes)
    const { status, body, headers } = await site.ask('GET', '/api/feed', token)
    expect([status, body['code']]).toEqual([401, code])
    expect(headers['www-authenticate']).toBe('Bearer')
    expect(await site.test.eventLog.size()).toBe(size)
    expect(site.api.refusals()).toEqual({ [code]: 1 })
  })

  it.each([
    ['none', undefined],
    ['another scheme', 'Basic YWxpY2U6cHc='],
    ['a token with a blank', 'Bearer a b'],
  ])('refuses a request with %s', async (_name, authorization) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
    const { status, body } = await site.ask('GET', '/api/feed', undefined, undefined, headers)
    expect([status, body['code']]).toEqual([401, 'TOKEN_MISSING'])
    expect(body['remedy']).toContain('causeway login')
  })

  it('refuses an unsigned token', async () => {
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
    const claims = (await site.userToken()).split('.')[1]
    const { status } = await site.ask('GET', '/api/feed', `${none}.${claims}.`)
    expect(status).toBe(401)
  })

  it('refuses a token signed with a shared secret', async () => {
    const token = await new SignJWT({ sub: 'alice' })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer('https://issuer.test')
      .sign(new Uint8Array(32))
    expect((await site.ask('GET', '/api/feed', token)).status).toBe(401)
  })
})
