/** The API's port with real TLS and HTTP, at the edges of the protocol. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ApiOptions } from '../../../core/api/server.ts'
import { openRaw } from '../../support/broker/raw-https.ts'
import { createTestApi, type TestApi } from '../../support/broker/test-api.ts'

describe('the API’s port', () => {
  let site: TestApi
  let port = 0
  const start = async (options: Partial<ApiOptions> = {}) => {
    site = await createTestApi(options)
    port = (await site.api.start()).port
  }
  afterEach(() => site.stop())

  const raw = async (text: string) => {
    const connection = await openRaw(port, site.caPem)
    connection.socket.write(text)
    return connection
  }
  const head = (line: string, headers: readonly string[] = []) =>
    `${[line, 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`
  const bodyOf = (text: string): Record<string, unknown> =>
    JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))

  it('serves a request and keeps the connection for the next', async () => {
    await start()
    const connection = await raw(head('GET /healthz HTTP/1.1'))
    await connection.received(/"ok"/)
    connection.socket.write(head('GET /readyz HTTP/1.1', ['Connection: close']))
    expect(await connection.ended).toMatch(/"ok".*HTTP\/1\.1 200 OK.*"ready"/s)
  })

  it('refuses FreeRDP’s fallback after ARM by one short answer, and closes', async () => {
    await start()
    const connection = await raw(
      head('RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1', [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'RDG-Connection-Id: {11111111-1111-1111-1111-111111111111}',
        'Content-Length: 0',
      ]),
    )
    const text = await connection.ended
    expect(text).toMatch(/^HTTP\/1\.1 405 Method Not Allowed\r\nConnection: close\r\n/)
    expect(bodyOf(text)).toMatchObject({ code: 'REQUEST_INVALID' })
    expect(text.length).toBeLessThan(600)
  })

  it('shows FreeRDP the code of a refused ARM order in the reason phrase', async () => {
    await start()
    const body = '{"application":"||x","loadBalanceInfo":"y"}'
    const token = await site.userToken()
    const connection = await raw(
      head('POST /api/arm/v2/connections/ HTTP/1.1', [
        `Authorization: Bearer ${token}`,
        'Content-Type: application/json',
        'Connection: close',
        `Content-Length: ${body.length}`,
      ]) + body,
    )
    const text = await connection.ended
    const line = text.slice(0, text.indexOf('\r\n'))
    expect(line).toBe('HTTP/1.1 403 RESOURCE_NOT_AVAILABLE: no such resource is granted to you')
    expect(text).toMatch(/content-length: \d+/i)
    expect(bodyOf(text)).toMatchObject({ Code: 'E_PROXY_ORCHESTRATION_RESOURCE_NOT_AVAILABLE' })
  })

  it('answers garbage with 400 and closes', async () => {
    await start()
    const text = await (await raw('\u0003\u0000\u0000\u0013 X.224\r\n\r\n')).ended
    expect(text).toMatch(/^HTTP\/1\.1 40[05] /)
  })

  it('answers a head larger than the bound with 431', async () => {
    await start()
    const connection = await raw(head('GET /healthz HTTP/1.1', [`X-Long: ${'x'.repeat(40_000)}`]))
    const text = await connection.ended
    expect(text).toMatch(/^HTTP\/1\.1 431 /)
    expect(bodyOf(text)).toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it('takes a head with the longest token', async () => {
    await start()
    const authorization = `Authorization: Bearer ${'x'.repeat(16_384)}`
    const connection = await raw(
      head('GET /api/feed HTTP/1.1', [authorization, 'Connection: close']),
    )
    expect(bodyOf(await connection.ended)).toMatchObject({ code: 'TOKEN_INVALID' })
  })

  it('answers a head that does not end with 408 at its deadline', async () => {
    await start({ headMs: 150 })
    const connection = await raw('GET /healthz HTTP/1.1\r\nHost: loc')
    expect(await connection.ended).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('answers a body that does not end with 408 at its deadline', async () => {
    await start({ headMs: 100, requestMs: 200 })
    const token = await site.userToken()
    const connection = await raw(
      head('POST /api/connections HTTP/1.1', [
        `Authorization: Bearer ${token}`,
        'Content-Type: application/json',
        'Content-Length: 100',
      ]).concat('{'),
    )
    expect(await connection.ended).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('closes a connection that says nothing after TLS at its deadline', async () => {
    await start({ headMs: 150 })
    const connection = await openRaw(port, site.caPem)
    await connection.ended
  })

  it('refuses a body larger than the bound without reading it', async () => {
    await start()
    const token = await site.userToken()
    const connection = await raw(
      head('POST /api/connections HTTP/1.1', [
        `Authorization: Bearer ${token}`,
        'Content-Type: application/json',
        'Content-Length: 10000000',
      ]),
    )
    const text = await connection.ended
    expect(text).toMatch(/^HTTP\/1\.1 413 /)
    expect(bodyOf(text)).toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it('refuses an unknown caller before the body is sent, and closes', async () => {
    await start()
    const connection = await raw(
      head('POST /api/connections HTTP/1.1', [
        'Content-Type: application/json',
        'Content-Length: 60000',
      ]),
    )
    expect(await connection.ended).toMatch(/^HTTP\/1\.1 401 .*connection: close/is)
  })

  it.each([
    ['no JSON', 'application/json', '{', 'the body is not JSON'],
    ['an empty body', 'application/json', '', 'the body is not JSON'],
    ['poison', 'application/json', '{"__proto__":{"a":1}}', 'the body is not JSON'],
    ['another form', 'text/xml', '<a/>', 'content-type is not application/json'],
  ])('says what is wrong with %s', async (_name, type, body, message) => {
    await start()
    const token = await site.userToken()
    const connection = await raw(
      head('POST /api/connections HTTP/1.1', [
        `Authorization: Bearer ${token}`,
        `Content-Type: ${type}`,
        'Connection: close',
        `Content-Length: ${body.length}`,
      ]) + body,
    )
    const text = await connection.ended
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(bodyOf(text)).toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining(message),
    })
  })

  it.each(['/nothing', '/api/feed/../admin', '/%zz', '/api/admin/hosts/%00'])(
    'answers %s in the one form',
    async (path) => {
      await start()
      const connection = await raw(head(`GET ${path} HTTP/1.1`, ['Connection: close']))
      const text = await connection.ended
      expect(text).toMatch(/^HTTP\/1\.1 40[014] /)
      expect(bodyOf(text)).toHaveProperty('remedy')
    },
  )

  it('leaks nothing of a failure of ours', async () => {
    await start({
      plugins: [
        async (app) => {
          app.get('/broken', () => Promise.reject(new Error('the secret is 4711')))
        },
      ],
    })
    const text = await (await raw(head('GET /broken HTTP/1.1', ['Connection: close']))).ended
    expect(text).toMatch(/^HTTP\/1\.1 500 /)
    expect(bodyOf(text)).toMatchObject({ code: 'INTERNAL' })
    expect(text).not.toContain('4711')
    expect(site.warnings).toMatchObject([{ code: 'INTERNAL', route: '/broken' }])
  })

  it('refuses an address that sends too many requests, before it looks at them', async () => {
    await start({ requestBurstCountMax: 2, requestsPerSecond: 1 })
    const statuses: number[] = []
    for (let count = 0; count < 3; count++)
      statuses.push((await site.ask('GET', '/api/feed')).status)
    expect(statuses).toEqual([401, 401, 429])
    site.test.system.advance(1_000)
    expect((await site.ask('GET', '/healthz')).status).toBe(200)
  })

  it('refuses TLS 1.1', async () => {
    await start()
    const socket = connectTls({
      port,
      host: '127.0.0.1',
      ca: site.caPem,
      servername: 'localhost',
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    const [error] = await once(socket, 'error')
    expect(String(error)).toMatch(/version|protocol/i)
  })

  it('takes so many connections without a request of one address and no more', async () => {
    await start({ halfOpenPerAddressMax: 1 })
    const first = await openRaw(port, site.caPem)
    const second = await openRaw(port, site.caPem)
    expect(await second.ended).toBe('')
    first.socket.write(head('GET /healthz HTTP/1.1'))
    await first.received(/"ok"/)
    const third = await raw(head('GET /healthz HTTP/1.1', ['Connection: close']))
    expect(await third.ended).toMatch(/"ok"/)
  })

  it('refuses to start on a port that is in use', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const busy = typeof address === 'object' && address ? address.port : 0
    site = await createTestApi({ port: busy })
    await expect(site.api.start()).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })

  it('frees the place of an auditor who leaves in the middle', async () => {
    await start()
    const auditor = await site.adminToken('auditor')
    const request = head('GET /api/audit/events HTTP/1.1', [`Authorization: Bearer ${auditor}`])
    // More than the sockets between us hold, so that the answer is still under way.
    const { broker } = site.test
    for (let index = 0; index < 300; index++) {
      const cause = { actor: `admin:${'x'.repeat(400)}`, connectionId: '', causationId: `${index}` }
      const groupId = 'staff-desktops'
      const type = index % 2 === 0 ? 'GrantAccess' : 'RevokeAccess'
      const commands = Array.from({ length: 60 }, (_, number) => ({
        type: type as 'GrantAccess',
        groupId,
        principal: `group:${number}${'y'.repeat(200)}`,
      }))
      await broker.handler.execute('workspace', 'default', commands, cause)
    }
    for (let count = 0; count < 10; count++) {
      const connection = await raw(request)
      await connection.received(/x-ndjson/)
      connection.socket.destroy()
      await connection.ended
    }
    await vi.waitFor(async () => {
      expect((await site.ask('GET', '/api/audit/live', auditor)).status).toBe(200)
    })
  })

  it('closes every connection when it stops', async () => {
    await start()
    const connection = await openRaw(port, site.caPem)
    await site.api.stop()
    await connection.ended
  })

  describe('describes itself', () => {
    it('in OpenAPI, with who may use each route', async () => {
      await start()
      const { body } = await site.ask('GET', '/api/openapi.json')
      expect(body).toMatchObject({
        openapi: '3.1.0',
        paths: {
          '/api/feed': { get: { security: [{ user: [] }] } },
          '/healthz': { get: { security: [] } },
          '/api/admin/hosts/{hostId}/drain': {
            post: {
              security: [{ admin: ['administrator', 'operator'] }],
              parameters: [{ name: 'hostId', in: 'path', required: true }],
            },
          },
          '/api/admin/pools': {
            post: {
              requestBody: {
                content: {
                  'application/json': {
                    schema: { type: 'object', required: ['poolId', 'name'] },
                  },
                },
              },
            },
          },
        },
      })
    })
  })
})
