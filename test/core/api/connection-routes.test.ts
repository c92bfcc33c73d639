import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { type Answered, createTestApi, type TestApi } from '../../support/broker/test-api.ts'
import { acceptOrders, declineOrders } from '../../support/broker/test-broker.ts'

const armPath = '/api/arm/v2/connections/'
const armBody = {
  application: '||staff-desktop',
  loadBalanceInfo: 'Cookie: msts=staff-desktop',
  LogonToken: null,
  gatewayLoadBalancerToken: null,
}

describe('requests for connections', () => {
  let site: TestApi
  beforeEach(async () => {
    site = await createTestApi()
  })
  afterEach(() => site.stop())

  const arm = async (body: unknown = armBody, token?: string): Promise<Answered> =>
    site.ask('POST', armPath, token ?? (await site.userToken()), body, {
      'x-ms-user-agent': 'FreeRDP/3.10.3',
    })

  /** Answers of an ARM request while its deadlines run out, one after the other. */
  const armThroughDeadlines = async (): Promise<Answered> => {
    let answered = false
    const answer = arm().finally(() => {
      answered = true
    })
    while (!answered) {
      await new Promise((resolve) => setImmediate(resolve))
      if (site.test.broker.live.indexes.openConnectionIds.size > 0) site.test.system.advance(500)
    }
    return answer
  }

  const seatsOf = (name: string) =>
    Object.keys(site.test.broker.live.stateOf('host', `h-${name}`).seats)

  const outcomes = async () => {
    const found: Record<string, unknown>[] = []
    for await (const batch of site.test.eventLog.readAll()) {
      for (const { type } of batch) {
        if (/^Connection(Failed|Refused)$|^RelayEnded$/.test(type)) found.push({ type })
      }
    }
    return found
  }

  describe('over the raw transport', () => {
    it('give a ticket, a gateway and a time', async () => {
      await site.test.addGateway('one')
      const token = await site.userToken()
      const body = { resource: 'staff-desktop' }
      const answer = await site.ask('POST', '/api/connections', token, body)
      expect(answer.status).toBe(201)
      const { connectionId } = answer.body
      expect(answer.body).toEqual({
        connectionId,
        ticket: `ticket.${String(connectionId)}`,
        url: 'wss://gateway.test:8444/connect',
        expiresAt: site.test.system.nowMs() + 120_000,
      })
    })

    it('are refused alike for what is not granted and what is not there', async () => {
      await site.test.addGateway('one')
      const eve = await site.userToken({ subject: 'eve', groups: [] })
      const ask = (resource: string) => site.ask('POST', '/api/connections', eve, { resource })
      const [hidden, unknown] = [await ask('staff-desktop'), await ask('no-such-thing')]
      expect(hidden.status).toBe(403)
      expect([hidden.status, hidden.text]).toEqual([unknown.status, unknown.text])
    })

    it('say so when no gateway is there', async () => {
      const body = { resource: 'staff-desktop' }
      const answer = await site.ask('POST', '/api/connections', await site.userToken(), body)
      expect([answer.status, answer.body['code']]).toEqual([503, 'GATEWAY_UNAVAILABLE'])
    })

    it.each([['\ud800'], ['staff\udfff']])(
      'never record what no text can be: %j',
      async (resource) => {
        await site.test.addGateway('one')
        const size = await site.test.eventLog.size()
        const raw = await site.ask('POST', '/api/connections', await site.userToken(), { resource })
        expect([raw.status, raw.body['code']]).toEqual([400, 'REQUEST_INVALID'])
        const loadBalanceInfo = `Cookie: msts=${resource}`
        const hints = { application: `||${resource}`, loadBalanceInfo }
        const arm = await site.ask('POST', '/api/arm/v2/connections', await site.userToken(), hints)
        expect(arm.status).toBe(400)
        expect(await site.test.eventLog.size()).toBe(size)
      },
    )

    it('cut what was asked for between two characters', async () => {
      const resource = `${'x'.repeat(63)}\u{1f600}`
      await site.test.addGateway('one')
      const raw = await site.ask('POST', '/api/connections', await site.userToken(), { resource })
      expect(raw.status).toBe(403)
      const types: string[] = []
      for await (const batch of site.test.eventLog.readAll()) {
        types.push(...batch.map((event) => decodeEvent(event).type))
      }
      expect(types).toContain('ConnectionRefused')
    })

    it.each([[{}], [{ resource: '' }], [{ resource: 7 }], [{ resource: 'x'.repeat(129) }], [[]]])(
      'name the field that is wrong: %j',
      async (body) => {
        const answer = await site.ask('POST', '/api/connections', await site.userToken(), body)
        expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST_INVALID'])
        expect(answer.body['message']).toContain('body')
      },
    )
  })

  describe('in AVD’s order', () => {
    it('name the worker that holds the client, once the host has accepted', async () => {
      await site.test.addGateway('one')
      acceptOrders(site.test, await site.test.addHost('one', 'staff'))
      const answer = await arm()
      expect(answer.status).toBe(200)
      const connectionId = String(answer.headers['x-causeway-connection-id'])
      expect(answer.body).toEqual({
        gatewayLocation: `wss://one.gateway.test:8460/arm?ticket=ticket.${connectionId}`,
      })
      expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)))
      expect(answer.headers['transfer-encoding']).toBeUndefined()
      const connection = site.test.broker.live.stateOf('connection', connectionId)
      expect(connection).toMatchObject({ phase: 'accepted', transport: 'arm', hostId: 'h-one' })
    })

    it('work without the slash at the end as well', async () => {
      await site.test.addGateway('one')
      acceptOrders(site.test, await site.test.addHost('one', 'staff'))
      const path = '/api/arm/v2/connections'
      expect((await site.ask('POST', path, await site.userToken(), armBody)).status).toBe(200)
    })

    it('keep what the client calls itself in the sealed part, bounded', async () => {
      await site.test.addGateway('one')
      acceptOrders(site.test, await site.test.addHost('one', 'staff'))
      const headers = { 'x-ms-user-agent': `Free\u0007RDP ${'x'.repeat(500)}` }
      const token = await site.userToken()
      await site.ask('POST', armPath, token, armBody, headers)
      const auditor = await site.adminToken('auditor')
      const { text } = await site.ask('GET', '/api/audit/events', auditor)
      const lines = text.trim().split('\n')
      const requested = lines.map((line) => JSON.parse(line)).find((e) => 'person' in e)
      expect(requested.person).toMatchObject({ userName: 'alice', clientAddress: '127.0.0.1' })
      expect(requested.person.deviceName).toMatch(/^FreeRDP x+$/)
      expect(requested.person.deviceName).toHaveLength(128)
    })

    const refusal = (answer: Answered) => [
      answer.status,
      answer.body['Code'],
      answer.reason.split(':')[0],
    ]

    it.each([
      ['another application', { ...armBody, application: '||other' }],
      ['another routing text', { ...armBody, loadBalanceInfo: 'Cookie: msts=other' }],
      ['neither', { LogonToken: null }],
    ])('are refused for %s', async (_name, body) => {
      await site.test.addGateway('one')
      const answer = await arm(body)
      expect(refusal(answer)).toEqual([
        403,
        'E_PROXY_ORCHESTRATION_RESOURCE_NOT_AVAILABLE',
        'RESOURCE_NOT_AVAILABLE',
      ])
      expect(await outcomes()).toEqual([{ type: 'ConnectionRefused' }])
    })

    it('say that the pool has no host', async () => {
      await site.test.addGateway('one')
      const answer = await arm()
      expect(refusal(answer)).toEqual([
        503,
        'E_PROXY_ORCHESTRATION_LB_NO_SESSIONHOST',
        'NO_HOST_IN_POOL',
      ])
      expect(await outcomes()).toEqual([{ type: 'ConnectionFailed' }])
    })

    it('say that every host drains', async () => {
      await site.test.addGateway('one')
      await site.test.addHost('one', 'staff')
      await site.ask('POST', '/api/admin/hosts/h-one/drain', await site.adminToken('operator'))
      expect(refusal(await arm())).toEqual([
        503,
        'E_PROXY_ORCHESTRATION_LB_ALL_DRAINING',
        'ALL_HOSTS_DRAINING',
      ])
    })

    it('say that every host is full', async () => {
      await site.test.addGateway('one')
      acceptOrders(site.test, await site.test.addHost('one', 'staff'))
      const admin = await site.adminToken('administrator')
      await site.ask('PATCH', '/api/admin/pools/staff', admin, { sessionLimit: 1 })
      expect((await arm()).status).toBe(200)
      const bob = await site.userToken({ subject: 'bob' })
      expect(refusal(await arm(armBody, bob))).toEqual([
        503,
        'E_PROXY_ORCHESTRATION_LB_NO_CAPACITY',
        'ALL_HOSTS_FULL',
      ])
    })

    it('say that every host is silent', async () => {
      await site.test.addGateway('one')
      await site.test.addHost('one', 'staff')
      site.test.system.advance(90_001)
      expect(refusal(await arm())).toEqual([
        503,
        'E_PROXY_ORCHESTRATION_LB_NO_HEALTHY_SESSIONHOST',
        'ALL_HOSTS_UNAVAILABLE',
      ])
    })

    it.each([
      ['TARGET_REFUSED', 503, 'E_PROXY_ORCHESTRATION_TARGET_REFUSED'],
      ['TARGET_UNKNOWN', 503, 'E_PROXY_ORCHESTRATION_TARGET_UNKNOWN'],
      ['HOST_DECLINED', 503, 'E_PROXY_ORCHESTRATION_HOST_DECLINED'],
    ])('pass on why the host declined: %s', async (code, status, armCode) => {
      await site.test.addGateway('one')
      declineOrders(site.test, await site.test.addHost('one', 'staff'), code)
      const answer = await armThroughDeadlines()
      expect(answer.status).toBeGreaterThanOrEqual(500)
      expect(seatsOf('one')).toEqual([])
      expect(refusal(answer)).toEqual([status, armCode, code])
    })

    it('try the next host once when the first declines', async () => {
      await site.test.addGateway('one')
      const hosts = [
        await site.test.addHost('one', 'staff'),
        await site.test.addHost('two', 'staff'),
      ]
      const [first, second] = hosts
      if (!first || !second) throw new Error('two hosts were added')
      declineOrders(site.test, first, 'TARGET_REFUSED')
      acceptOrders(site.test, second)
      const answer = await arm()
      expect(answer.status).toBe(200)
      expect([seatsOf('one').length, seatsOf('two').length]).toEqual([0, 1])
    })

    it('give up on a host that never answers, and free its seat', async () => {
      await site.test.addGateway('one')
      await site.test.addHost('one', 'staff')
      const began = site.test.system.nowMs()
      const answer = await armThroughDeadlines()
      expect(answer.status).toBe(504)
      expect(answer.body['Code']).toBe('E_PROXY_ORCHESTRATION_RENDEZVOUS_TIMED_OUT')
      expect(answer.reason).toMatch(/^RENDEZVOUS_TIMED_OUT: the host did not answer/)
      expect(site.test.system.nowMs() - began).toBeLessThanOrEqual(15_000)
      expect(seatsOf('one')).toEqual([])
    })

    it('answer a missing token in the same form', async () => {
      const answer = await site.ask('POST', armPath, undefined, armBody)
      expect(refusal(answer)).toEqual([401, 'E_UNAUTHORIZED', 'TOKEN_MISSING'])
    })

    it('answer a full log with its code and nothing of what it said', async () => {
      await site.test.addGateway('one')
      site.test.breakLog(true)
      const answer = await arm()
      expect(refusal(answer)).toEqual([507, 'E_LOG_FULL', 'LOG_FULL'])
      expect(answer.text).not.toContain('/secret')
      expect(JSON.stringify(site.warnings)).toContain('LOG_FULL')
      site.test.breakLog(false)
    })

    it('limit what one user may have under way', async () => {
      await site.test.addGateway('one')
      await site.test.addHost('one', 'staff')
      const token = await site.userToken()
      const body = { resource: 'staff-desktop' }
      const asked = Array.from({ length: 25 }, () =>
        site.ask('POST', '/api/connections', token, body),
      )
      const statuses = (await Promise.all(asked)).map(({ status }) => status)
      expect(statuses.filter((status) => status === 201)).toHaveLength(20)
      const more = await site.ask('POST', '/api/connections', token, body)
      expect([more.status, more.body['code']]).toEqual([429, 'PENDING_LIMIT'])
    })
  })
})
