import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseJoinToken } from '../../../../core/identity/registration-tokens.ts'
import { createTestApi, type TestApi } from '../../../support/broker/test-api.ts'
import { acceptOrders } from '../../../support/broker/test-broker.ts'

const groupPath = '/api/admin/workspaces/default/application-groups/staff-desktops'

/** Every administrative route, with a body that it takes, and who may use it. */
const routes: readonly (readonly [string, string, unknown, readonly string[]])[] = [
  ['GET', '/api/admin/workspaces', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/application-groups', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/resources', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/grants', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/pools', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/registration-tokens', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/hosts', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/hosts/h-one', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/gateways', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/user-sessions', undefined, ['administrator', 'operator', 'auditor']],
  ['GET', '/api/admin/connections', undefined, ['administrator', 'operator', 'auditor']],
  ['POST', '/api/admin/workspaces', { workspaceId: 'w', name: 'W' }, ['administrator']],
  ['DELETE', '/api/admin/workspaces/default', undefined, ['administrator']],
  [
    'POST',
    '/api/admin/workspaces/default/application-groups',
    { groupId: 'g', name: 'G', poolId: 'staff' },
    ['administrator'],
  ],
  ['DELETE', groupPath, undefined, ['administrator']],
  ['POST', `${groupPath}/resources`, { resourceId: 'r', name: 'R' }, ['administrator']],
  ['DELETE', `${groupPath}/resources/staff-desktop`, undefined, ['administrator']],
  ['POST', `${groupPath}/grants`, { group: 'interns' }, ['administrator']],
  ['DELETE', `${groupPath}/grants?principal=group:staff`, undefined, ['administrator']],
  ['POST', '/api/admin/pools', { poolId: 'p', name: 'P' }, ['administrator']],
  ['PATCH', '/api/admin/pools/staff', { sessionLimit: 3 }, ['administrator']],
  ['DELETE', '/api/admin/pools/staff', undefined, ['administrator']],
  ['POST', '/api/admin/registration-tokens', { poolId: 'staff' }, ['administrator']],
  ['DELETE', '/api/admin/registration-tokens/t', undefined, ['administrator']],
  ['POST', '/api/admin/hosts/h-one/drain', undefined, ['administrator', 'operator']],
  ['POST', '/api/admin/hosts/h-one/undrain', undefined, ['administrator', 'operator']],
  ['DELETE', '/api/admin/hosts/h-one', undefined, ['administrator']],
  ['POST', '/api/admin/gateways', { name: 'g' }, ['administrator']],
  ['POST', '/api/admin/gateways/g-one/drain', undefined, ['administrator', 'operator']],
  ['DELETE', '/api/admin/gateways/g-one', undefined, ['administrator']],
  ['DELETE', '/api/admin/user-sessions/s', undefined, ['administrator', 'operator']],
  ['DELETE', '/api/admin/connections/c', undefined, ['administrator', 'operator']],
  ['DELETE', '/api/admin/persons/u-one', undefined, ['administrator']],
  ['GET', '/api/admin/keys', undefined, ['administrator', 'operator', 'auditor']],
  ['POST', '/api/admin/keys/rotate', undefined, ['administrator']],
  ['DELETE', '/api/admin/keys/k', undefined, ['administrator']],
  ['GET', '/api/admin/chaos', undefined, ['administrator', 'operator', 'auditor']],
  ['PUT', '/api/admin/chaos/pool/x', { faults: 'cut=1' }, ['administrator']],
  ['DELETE', '/api/admin/chaos/pool/x', undefined, ['administrator']],
  ['GET', '/api/admin/upgrade', undefined, ['administrator', 'operator', 'auditor']],
  ['POST', '/api/admin/upgrade/finalize', undefined, ['administrator']],
  ['GET', '/api/audit/events', undefined, ['administrator', 'auditor']],
  ['GET', '/api/audit/state?time=0', undefined, ['administrator', 'auditor']],
  ['GET', '/api/audit/snapshots', undefined, ['administrator', 'auditor']],
  ['GET', '/api/audit/live', undefined, ['administrator', 'auditor']],
  ['GET', '/api/audit/size', undefined, ['administrator', 'auditor']],
  ['GET', '/api/audit/agreement', undefined, ['administrator', 'auditor']],
]

describe('administration', () => {
  let site: TestApi
  let root = ''
  beforeEach(async () => {
    site = await createTestApi()
    root = await site.adminToken('administrator')
  })
  afterEach(() => site.stop())

  const ask = (method: string, path: string, body?: unknown) =>
    site.ask(method, `/api/admin${path}`, root, body)

  const actors = async () => {
    const found = new Map<string, string>()
    for await (const batch of site.test.eventLog.readAll()) {
      for (const { type, actor } of batch) found.set(type, actor)
    }
    return found
  }

  describe('lets in', () => {
    it('is described whole by this table', async () => {
      const { body } = await site.ask('GET', '/api/openapi.json')
      const described = Object.entries(body['paths'] ?? {}).flatMap(([path, methods]) =>
        /^\/api\/(admin|audit)/.test(path)
          ? Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
          : [],
      )
      const templateOf = (method: string, path: string): string | undefined =>
        described.find((one) => {
          const pattern = one.replaceAll(/\{\w+\}/g, '[^/]+')
          return new RegExp(`^${pattern}$`).test(`${method} ${path.split('?')[0]}`)
        })
      const tabled = routes.map(([method, path]) => templateOf(method, path))
      expect(tabled.sort()).toEqual(described.sort())
    })

    it.each(routes)('%s %s: nobody without a role, no user, no other role', async (...route) => {
      const [method, path, body, roles] = route
      const size = await site.test.eventLog.size()
      const codes: unknown[] = []
      const tokens = [
        undefined,
        await site.userToken(),
        await site.adminToken(),
        await site.adminToken('butler'),
      ]
      for (const token of tokens)
        codes.push((await site.ask(method, path, token, body)).body['code'])
      expect(codes).toEqual(['TOKEN_MISSING', 'TOKEN_INVALID', 'ROLE_MISSING', 'ROLE_MISSING'])
      for (const role of ['administrator', 'operator', 'auditor']) {
        if (roles.includes(role)) continue
        const refused = await site.ask(method, path, await site.adminToken(role), body)
        expect([refused.status, refused.body['code']]).toEqual([403, 'ROLE_MISSING'])
      }
      expect(await site.test.eventLog.size()).toBe(size)
      for (const role of roles) {
        const answer = await site.ask(method, path, await site.adminToken(role), body)
        expect(answer.body['code']).not.toBe('ROLE_MISSING')
        expect(answer.status).toBeLessThan(500)
      }
    })
  })

  it('counts what administrators look at, with what they asked for', async () => {
    await ask('GET', '/hosts?limit=2')
    await ask('GET', '/hosts/h-one')
    const actor = expect.stringMatching(/^admin:u-/)
    expect(site.accessLog.counted).toEqual([
      { actor, action: 'GET /api/admin/hosts', query: { limit: '2' } },
      { actor, action: 'GET /api/admin/hosts/:hostId', query: { hostId: 'h-one' } },
    ])
  })

  it('records every change with its actor', async () => {
    await site.test.addHost('one', 'staff')
    await site.test.addGateway('one')
    const token = await ask('POST', '/registration-tokens', { poolId: 'staff' })
    const invited = await ask('POST', '/gateways', { name: 'two' })
    await site.ticketKeys.start()
    const group = '/workspaces/w/application-groups/g'
    const steps: readonly (readonly [string, string, unknown, string])[] = [
      ['POST', '/pools', { poolId: 'lab', name: 'Lab' }, 'PoolCreated'],
      ['PATCH', '/pools/lab', { sessionLimit: 3 }, 'PoolChanged'],
      ['POST', '/workspaces', { workspaceId: 'w', name: 'W' }, 'WorkspaceCreated'],
      [
        'POST',
        '/workspaces/w/application-groups',
        { groupId: 'g', name: 'G', poolId: 'lab' },
        'ApplicationGroupCreated',
      ],
      ['POST', `${group}/resources`, { resourceId: 'r', name: 'R' }, 'ResourcePublished'],
      ['POST', `${group}/grants`, { group: 'interns' }, 'AccessGranted'],
      ['DELETE', `${group}/grants?principal=group:interns`, undefined, 'AccessRevoked'],
      ['DELETE', `${group}/resources/r`, undefined, 'ResourceWithdrawn'],
      ['DELETE', group, undefined, 'ApplicationGroupRemoved'],
      ['DELETE', '/workspaces/w', undefined, 'WorkspaceRemoved'],
      ['POST', '/registration-tokens', { poolId: 'lab' }, 'RegistrationTokenIssued'],
      [
        'DELETE',
        `/registration-tokens/${token.body['tokenId']}`,
        undefined,
        'RegistrationTokenRevoked',
      ],
      ['DELETE', '/pools/lab', undefined, 'PoolRemoved'],
      ['POST', '/hosts/h-one/drain', undefined, 'DrainStarted'],
      ['POST', '/hosts/h-one/undrain', undefined, 'DrainStopped'],
      ['DELETE', '/hosts/h-one', undefined, 'HostRemoved'],
      ['POST', '/gateways', { name: 'three' }, 'GatewayInvited'],
      ['POST', '/gateways/g-one/drain', undefined, 'GatewayDrainStarted'],
      ['DELETE', `/gateways/${invited.body['gatewayId']}`, undefined, 'GatewayRemoved'],
      ['DELETE', '/persons/u-one', undefined, 'PersonErased'],
      ['POST', '/keys/rotate', undefined, 'TicketKeyRotationOrdered'],
      ['DELETE', '/keys/key-1', undefined, 'TicketKeyRetired'],
    ]
    const told: { type: string; actor: string }[][] = []
    for (const [method, path, body] of steps) {
      const size = await site.test.eventLog.size()
      await ask(method, path, body)
      const events: { type: string; actor: string }[] = []
      for await (const batch of site.test.eventLog.readAll()) events.push(...batch)
      told.push(events.slice(size).map(({ type, actor }) => ({ type, actor })))
    }
    const actor = told[0]?.[0]?.actor ?? ''
    expect(told).toEqual(steps.map(([, , , type]) => [{ type, actor }]))
    expect(actor).toMatch(/^admin:u-[a-z2-7]{52}$/)
    expect(await site.test.people.recall(actor.slice('admin:'.length))).toBe('root')
  })

  it('lists ticket keys, and orders a rotation that brokers follow', async () => {
    expect((await ask('POST', '/keys/rotate')).body['code']).toBe('NOT_FOUND')
    await site.ticketKeys.start()
    const signsFromAt = site.test.system.nowMs()
    const first = { keyId: 'key-1', brokerId: 'broker-1', state: 'signing', signsFromAt }
    expect((await ask('GET', '/keys')).body['items']).toEqual([first])
    const ordered = await ask('POST', '/keys/rotate')
    expect([ordered.status, ordered.body]).toEqual([202, { rotation: 1, brokerIds: ['broker-1'] }])
    site.test.system.advance(1_000)
    const keys = async () => (await ask('GET', '/keys')).body['items']
    await expect.poll(keys).toHaveLength(2)
    const laterMs = signsFromAt + 61_000
    expect(await keys()).toEqual([
      { ...first, retiresAt: laterMs + 3_600_000 },
      { ...first, keyId: 'key-2', state: 'waiting', signsFromAt: laterMs },
    ])
    expect((await ask('DELETE', '/keys/key-9')).body['code']).toBe('NOT_FOUND')
    expect((await ask('DELETE', '/keys/key-2')).status).toBe(204)
  })

  it('builds what a user then sees, and takes it down again', async () => {
    await ask('POST', '/pools', { poolId: 'lab', name: 'Lab', sessionLimit: 2 })
    await ask('POST', '/workspaces', { workspaceId: 'science', name: 'Science' })
    const group = { groupId: 'lab-desktops', name: 'Lab desktops', poolId: 'lab' }
    const groups = '/workspaces/science/application-groups'
    expect((await ask('POST', groups, group)).status).toBe(201)
    const resource = { resourceId: 'lab-desktop', name: 'Lab desktop' }
    const published = await ask('POST', `${groups}/lab-desktops/resources`, resource)
    expect(published.body).toMatchObject({ ...resource, poolId: 'lab', kind: 'desktop' })
    const grants = `${groups}/lab-desktops/grants`
    const person = { issuer: 'https://issuer.test', subject: 'eve' }
    const granted = await ask('POST', grants, person)
    const eve = await site.userToken({ subject: 'eve', groups: [] })
    const feed = async () => (await site.ask('GET', '/api/feed', eve)).body['items']
    expect(await feed()).toMatchObject([{ resourceId: 'lab-desktop', workspaceId: 'science' }])

    expect((await ask('DELETE', '/workspaces/science')).body['code']).toBe('IN_USE')
    expect((await ask('DELETE', '/pools/lab')).body).toMatchObject({
      code: 'IN_USE',
      message: expect.stringContaining('science/lab-desktops'),
    })
    const principal = encodeURIComponent(String(granted.body['principal']))
    expect((await ask('DELETE', `${grants}?principal=${principal}`)).status).toBe(204)
    expect(await feed()).toEqual([])
    expect((await ask('DELETE', `${groups}/lab-desktops`)).status).toBe(204)
    expect((await ask('DELETE', '/workspaces/science')).status).toBe(204)
    expect((await ask('DELETE', '/pools/lab')).status).toBe(204)
    expect((await ask('DELETE', '/pools/lab')).status).toBe(404)
  })

  it.each([
    ['a group claim', { group: 'interns' }, 'group:interns'],
    ['a user id', { userId: 'u-1' }, 'user:u-1'],
  ])('grants to %s, once however often it is asked', async (_name, body, principal) => {
    const path = '/workspaces/default/application-groups/staff-desktops/grants'
    for (let count = 0; count < 2; count++) {
      expect((await ask('POST', path, body)).body).toMatchObject({ principal })
    }
    const { items } = (await ask('GET', '/grants')).body
    const principals = (Array.isArray(items) ? items : []).map((item) => item.principal)
    expect(principals).toEqual(['group:staff', principal].sort())
  })

  it.each([[{}], [{ issuer: 'i' }], [{ group: 'g', userId: 'u' }], [{ subject: 's', group: 'g' }]])(
    'grants to nobody who is not clear: %j',
    async (body) => {
      const path = '/workspaces/default/application-groups/staff-desktops/grants'
      expect((await ask('POST', path, body)).body['code']).toBe('REQUEST_INVALID')
    },
  )

  it('publishes no second resource by the same id, anywhere', async () => {
    await ask('POST', '/workspaces', { workspaceId: 'w', name: 'W' })
    const group = { groupId: 'g', name: 'G', poolId: 'staff' }
    await ask('POST', '/workspaces/w/application-groups', group)
    const path = '/workspaces/w/application-groups/g/resources'
    const answer = await ask('POST', path, { resourceId: 'staff-desktop', name: 'Other' })
    expect([answer.status, answer.body['code']]).toEqual([409, 'ALREADY_EXISTS'])
  })

  it.each([
    ['a pool that is not there', { groupId: 'g', name: 'G', poolId: 'nowhere' }, 404],
    ['an id that is no slug', { groupId: 'G g', name: 'G', poolId: 'staff' }, 400],
    ['no name', { groupId: 'g', name: '', poolId: 'staff' }, 400],
  ])('makes no application group with %s', async (_name, body, status) => {
    const answer = await ask('POST', '/workspaces/default/application-groups', body)
    expect(answer.status).toBe(status)
  })

  describe('of pools', () => {
    it('changes what is given and leaves the rest', async () => {
      const { body } = await ask('PATCH', '/pools/staff', { sessionLimit: 3 })
      expect(body).toMatchObject({
        sessionLimit: 3,
        placement: 'breadth-first',
        policyVersion: 2,
      })
    })

    it.each([[{ sessionLimit: 0 }], [{ placement: 'nonsense' }], [{ sesionLimit: 3 }]])(
      'refuses %j and says why',
      async (body) => {
        const answer = await ask('PATCH', '/pools/staff', body)
        expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST_INVALID'])
      },
    )

    it('keeps a pool that has hosts', async () => {
      await ask('POST', '/pools', { poolId: 'lab', name: 'Lab' })
      await site.test.addHost('one', 'lab')
      expect((await ask('DELETE', '/pools/lab')).body['message']).toContain('1 hosts')
      await ask('DELETE', '/hosts/h-one')
      expect((await ask('DELETE', '/pools/lab')).status).toBe(204)
    })
  })

  describe('of registration tokens', () => {
    it('shows a token once, and its secret never again', async () => {
      const { status, body } = await ask('POST', '/registration-tokens', { poolId: 'staff' })
      expect(status).toBe(201)
      const parsed = parseJoinToken(String(body['token']))
      expect(parsed).toMatchObject({ kind: 'host', tokenId: body['tokenId'] })
      expect(body['expiresAt']).toBe(site.test.system.nowMs() + 24 * 3_600_000)
      const listed = await ask('GET', '/registration-tokens')
      expect(listed.body['items']).toMatchObject([{ poolId: 'staff', usesMax: 1, hostIds: [] }])
      expect(listed.text).not.toContain(String(body['token']))
    })

    it('lets a revoked token join nobody', async () => {
      const { body } = await ask('POST', '/registration-tokens', { poolId: 'staff' })
      const token = parseJoinToken(String(body['token']))
      if (!('tokenId' in token)) throw new Error('the API made it')
      expect((await ask('DELETE', `/registration-tokens/${token.tokenId}`)).status).toBe(204)
      expect((await ask('DELETE', `/registration-tokens/${token.tokenId}`)).status).toBe(404)
      const enrolled = await site.test.broker.enrolment.enrol({
        role: 'agent',
        protocolVersion: 1,
        address: '127.0.0.1',
        machineName: 'one',
        publicKey: new Uint8Array(32),
        machineId: '',
        join: { tokenId: token.tokenId, secretHash: token.secret },
      })
      expect(enrolled).toMatchObject({ code: 'REGISTRATION_TOKEN_INVALID' })
    })

    it.each([
      [{ poolId: 'staff', lifetimeMs: 28 * 24 * 3_600_000 }, 400],
      [{ poolId: 'staff', usesMax: 0 }, 400],
      [{ poolId: 'staff', addressRanges: ['10.0.0.0/99'] }, 400],
      [{ poolId: 'nowhere' }, 404],
    ])('issues none for %j', async (body, status) => {
      expect((await ask('POST', '/registration-tokens', body)).status).toBe(status)
    })
  })

  describe('of hosts', () => {
    it('shows each by its last beat', async () => {
      await site.test.addHost('one', 'staff')
      expect((await ask('GET', '/hosts')).body['items']).toMatchObject([
        {
          hostId: 'h-one',
          name: 'one',
          poolId: 'staff',
          status: 'Available',
          connected: true,
          draining: false,
          agentVersion: '1.0',
          lastBeatAt: site.test.system.nowMs(),
          sessionCount: 0,
          cpuLoad: 0.25,
        },
      ])
      expect((await ask('GET', '/hosts?poolId=other')).body['items']).toEqual([])
      site.test.system.advance(90_001)
      expect((await ask('GET', '/hosts/h-one')).body['status']).toBe('Unavailable')
    })

    it('drains and undrains, however often it is asked', async () => {
      await site.test.addHost('one', 'staff')
      for (let count = 0; count < 2; count++) {
        expect((await ask('POST', '/hosts/h-one/drain')).body['draining']).toBe(true)
      }
      expect((await ask('POST', '/hosts/h-one/undrain')).body['draining']).toBe(false)
      expect((await ask('POST', '/hosts/h-two/drain')).status).toBe(404)
    })

    it('closes the channel of a removed host, whose key counts no longer', async () => {
      const host = await site.test.addHost('one', 'staff')
      expect((await ask('DELETE', '/hosts/h-one')).status).toBe(204)
      expect(host.closedFor).toEqual(['the host was removed'])
      expect((await ask('GET', '/hosts/h-one')).status).toBe(404)
      const enrolled = await site.test.broker.enrolment.enrol({
        role: 'agent',
        protocolVersion: 1,
        address: '127.0.0.1',
        machineName: 'one',
        publicKey: new Uint8Array(32).fill(1),
        machineId: 'h-one',
        join: undefined,
      })
      expect(enrolled).toMatchObject({ code: 'AGENT_KEY_UNKNOWN' })
    })
  })

  describe('of gateways', () => {
    it('invites one by a token of its own', async () => {
      const { body } = await ask('POST', '/gateways', { name: 'north-1', region: 'north' })
      const token = parseJoinToken(String(body['token']))
      expect(token).toMatchObject({ kind: 'gateway', tokenId: body['gatewayId'] })
      expect((await ask('GET', '/gateways')).body['items']).toMatchObject([
        { phase: 'invited', name: 'north-1', region: 'north', connected: false },
      ])
    })

    it('sends nothing more to one that drains', async () => {
      await site.test.addGateway('one')
      expect((await ask('POST', '/gateways/g-one/drain')).body).toMatchObject({
        draining: true,
        connected: true,
        connectionCount: 0,
      })
      const user = await site.userToken()
      const asked = await site.ask('POST', '/api/connections', user, { resource: 'staff-desktop' })
      expect(asked.body['code']).toBe('GATEWAY_UNAVAILABLE')
    })

    it('closes the channel of a removed one', async () => {
      const gateway = await site.test.addGateway('one')
      expect((await ask('DELETE', '/gateways/g-one')).status).toBe(204)
      expect(gateway.closedFor).toEqual(['the gateway was removed'])
      expect((await ask('GET', '/gateways')).body['items']).toEqual([])
    })
  })

  describe('of sessions and connections', () => {
    const open = async () => {
      const gateway = await site.test.addGateway('one')
      acceptOrders(site.test, await site.test.addHost('one', 'staff'))
      const hints = {
        application: '||staff-desktop',
        loadBalanceInfo: 'Cookie: msts=staff-desktop',
      }
      const user = await site.userToken()
      const answer = await site.ask('POST', '/api/arm/v2/connections', user, hints)
      return { gateway, connectionId: String(answer.headers['x-causeway-connection-id']) }
    }

    it('shows what is going on', async () => {
      const { connectionId } = await open()
      expect((await ask('GET', '/connections')).body['items']).toMatchObject([
        { connectionId, phase: 'accepted', hostId: 'h-one', gatewayId: 'g-one', endedAt: 0 },
      ])
      expect((await ask('GET', '/user-sessions?poolId=staff')).body['items']).toMatchObject([
        { phase: 'pending', hostId: 'h-one', pendingConnectionIds: [connectionId] },
      ])
      expect((await ask('GET', '/hosts/h-one')).body['seats']).toMatchObject([{ connectionId }])
    })

    it('ends a connection that is being set up: it fails, and its seat is free', async () => {
      const { gateway, connectionId } = await open()
      expect((await ask('DELETE', `/connections/${connectionId}`)).status).toBe(204)
      expect(await gateway.sentOf('refuseConnection')).toMatchObject({
        connectionId,
        code: 'ENDED_BY_ADMINISTRATOR',
      })
      expect((await actors()).get('ConnectionFailed')).toMatch(/^admin:u-/)
      await site.test.broker.runner.advance(connectionId)
      expect((await ask('GET', '/hosts/h-one')).body['sessionCount']).toBe(0)
      expect((await ask('GET', '/connections')).body['items']).toEqual([])
      expect((await ask('GET', '/connections?state=recent')).body['items']).toMatchObject([
        { connectionId, outcome: 'failed', reason: 'ENDED_BY_ADMINISTRATOR' },
      ])
      expect((await ask('DELETE', `/connections/${connectionId}`)).status).toBe(404)
    })

    it('has a running relay cut by its gateway, and notes who asked', async () => {
      const { gateway, connectionId } = await open()
      const { broker, system } = site.test
      const cause = { actor: 'gateway:g-one', connectionId, causationId: system.newId() }
      const connection = broker.live.stateOf('connection', connectionId)
      const order = broker.channels.agent('h-one')
      expect(order?.machineId).toBe(connection.hostId)
      const now = system.nowMs()
      const gatewayId = 'g-one'
      const secretHash = connection.secretHash
      await broker.handler.execute(
        'connection',
        connectionId,
        [
          { type: 'RedeemTicket', gatewayId, flow: 'stock', sealed: new Uint8Array(1), now },
          { type: 'RedeemRendezvous', gatewayId, secretHash, now },
          { type: 'StartRelay', gatewayId },
        ],
        cause,
      )
      expect((await ask('DELETE', `/connections/${connectionId}`)).status).toBe(204)
      expect(await gateway.sentOf('endConnection')).toMatchObject({
        connectionId,
        reason: 'administrator',
        endedBy: 'administrator',
      })
      expect(site.accessLog.recorded).toMatchObject([
        { action: 'end-connection', query: { connectionId } },
      ])
    })

    it('ends a user session and frees its seat', async () => {
      await open()
      const { items } = (await ask('GET', '/user-sessions')).body
      const [session] = Array.isArray(items) ? items : []
      const path = `/user-sessions/${session.sessionKey}`
      expect((await ask('DELETE', path)).status).toBe(204)
      expect((await ask('DELETE', path)).status).toBe(404)
      expect((await ask('GET', '/hosts/h-one')).body['sessionCount']).toBe(0)
    })
  })

  describe('in pages', () => {
    it('gives as many as asked for, and where the next begin', async () => {
      for (const name of ['a', 'b', 'c']) await site.test.addHost(name, 'staff')
      const first = await ask('GET', '/hosts?limit=2')
      expect(first.body).toMatchObject({
        items: [{ hostId: 'h-a' }, { hostId: 'h-b' }],
        next: 'h-b',
      })
      const second = await ask('GET', '/hosts?limit=2&after=h-b')
      expect(second.body).toMatchObject({ items: [{ hostId: 'h-c' }] })
      expect(second.body).not.toHaveProperty('next')
    })

    it.each(['limit=0', 'limit=1001', 'limit=x', `after=${'x'.repeat(513)}`])(
      'refuses %s',
      async (query) => {
        expect((await ask('GET', `/hosts?${query}`)).body['code']).toBe('REQUEST_INVALID')
      },
    )
  })

  it('answers a full log with its code and changes nothing', async () => {
    site.test.breakLog(true)
    const answer = await ask('POST', '/pools', { poolId: 'lab', name: 'Lab' })
    expect([answer.status, answer.body['code']]).toEqual([507, 'LOG_FULL'])
    expect(answer.text).not.toContain('/secret')
    expect((await ask('GET', '/pools')).body['items']).toHaveLength(1)
    site.test.breakLog(false)
  })
})
