import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createGateway } from '../../relay/uws-gateway.ts'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { createFakeAuthority } from '../support/relay/fake-authority.ts'
import { openRaw, type RawTarget, request, upgradeHead } from '../support/relay/raw-http.ts'
import { openLeg, startTestGateway, type TestGateway } from '../support/relay/test-gateway.ts'

let certificate: TestCertificate
beforeAll(() => {
  certificate = createTestCertificate()
})
afterAll(() => certificate.remove())

const get = (path: string, headers: Record<string, string> = {}): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')

const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` })
const json = (body: string): unknown => JSON.parse(body)

describe.each([
  ['plain', false],
  ['TLS', true],
])('the %s listener', (_, tls) => {
  let gateway: TestGateway
  let target: RawTarget
  beforeAll(async () => {
    gateway = await startTestGateway({ ...(tls && { certificate }) })
    target = { port: gateway.clientPort, ...(tls && { ca: certificate.caPem }) }
  })
  afterAll(() => gateway.gateway.stop())

  test('answers health and readiness', async () => {
    expect((await request(target, get('/healthz'))).status).toBe(200)
    expect((await request(target, get('/readyz'))).status).toBe(200)
    gateway.authority.ready = false
    const answer = await request(target, get('/readyz'))
    gateway.authority.ready = true
    expect([answer.status, json(answer.body)]).toEqual([503, { status: 'no broker' }])
  })

  test.each([
    ['GET /', get('/'), 404, 'NOT_FOUND'],
    ['another method', 'POST /connect HTTP/1.1\r\nHost: x\r\n\r\n', 404, 'NOT_FOUND'],
    [
      'the method of MS-TSGU',
      'RDG_OUT_DATA /remoteDesktopGateway/ HTTP/1.1\r\nHost: x\r\n\r\n',
      404,
      'NOT_FOUND',
    ],
    ['a leg without upgrade', get('/connect', bearer('ticket-c1')), 400, 'REQUEST_INVALID'],
    ['no ticket', upgradeHead('/connect'), 401, 'TICKET_INVALID'],
    ['a wrong ticket', upgradeHead('/connect', bearer('x')), 401, 'TICKET_INVALID'],
    ['no secret', upgradeHead('/rendezvous/c1'), 403, 'RENDEZVOUS_INVALID'],
    ['a wrong secret', upgradeHead('/rendezvous/c1', bearer('x')), 403, 'RENDEZVOUS_INVALID'],
    ['a wrong id', upgradeHead('/rendezvous/c%2F1', bearer('x')), 403, 'RENDEZVOUS_INVALID'],
    ['ARM without a ticket', get('/arm'), 401, 'TICKET_INVALID'],
    ['ARM without a token', upgradeHead('/arm?ticket=ticket-c1'), 401, 'TOKEN_MISSING'],
    [
      'ARM without the cookie',
      upgradeHead('/arm?ticket=ticket-c1', bearer('user')),
      403,
      'AFFINITY_INVALID',
    ],
    [
      'ARM with a made-up cookie',
      upgradeHead('/arm?ticket=ticket-c1', { ...bearer('user'), Cookie: 'ARRAffinity=abc' }),
      403,
      'AFFINITY_INVALID',
    ],
  ])('answers %s with a status and a code, then closes', async (__, text, status, code) => {
    const answer = await request(target, text)
    expect(answer.status).toBe(status)
    expect(answer.head.toLowerCase()).toContain('content-type: application/json')
    expect(json(answer.body)).toMatchObject({ code, message: expect.any(String) })
  })

  test('wrong secret, wrong id and no secret cannot be told apart', async () => {
    const answers = await Promise.all(
      ['/rendezvous/known', '/rendezvous/unknown', '/rendezvous/a%20b'].map((path) =>
        request(target, upgradeHead(path, bearer('guess'))),
      ),
    )
    const headOf = ({ head, body }: { head: string; body: string }): string => `${head}${body}`
    expect(new Set(answers.map(headOf)).size).toBe(1)
  })

  test.each(['/connect', '/connect/', '/connect?x=1'])('pairs a client of %s', async (path) => {
    const id = `path-${tls}-${path.length}-${path.endsWith('/')}`
    const client = openLeg(
      new WebSocket(gateway.url(path), {
        headers: bearer(`ticket-${id}`),
        ...(tls && { ca: certificate.caPem }),
      }),
    )
    await gateway.host(id)
    expect((await client).socket.protocol).toBe('')
    ;(await client).socket.close()
    await gateway.authority.reported('relay-ended', id)
  })

  test('the ARM order: cookie first, then the upgrade with it, token in the query', async () => {
    const path = '/arm/?ticket=ticket-arm'
    const first = await request(target, get(path, bearer('user')))
    expect(first.status).toBe(403)
    const cookie = /^set-cookie: (ARRAffinity=[^;\s]+); Path=\/; Secure; HttpOnly\r?$/im.exec(
      first.head,
    )?.[1]
    expect(cookie).toBeDefined()
    const client = openLeg(
      new WebSocket(
        gateway.url('/arm?ticket=ticket-arm&ClmTk=Bearer%20user.token&X-MS-User-Agent=x%2F3.0'),
        { headers: { Cookie: cookie ?? '' }, ...(tls && { ca: certificate.caPem }) },
      ),
    )
    await gateway.host('arm')
    const leg = await client
    expect(gateway.authority.clientRequests.at(-1)).toEqual({
      transport: 'arm',
      ticket: 'ticket-arm',
      bearer: 'user.token',
      clientAddress: '127.0.0.1',
      flow: 'stock',
    })
    leg.socket.close()
    await gateway.authority.reported('relay-ended', 'arm')
  })

  test('a held client gets the HTTP answer of what failed', async () => {
    const waiting = request(target, upgradeHead('/connect', bearer('ticket-held')))
    while (!gateway.gateway.waitingConnectionIds().includes('held')) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    gateway.gateway.refuseConnection('held', 'ALL_HOSTS_FULL', '')
    const answer = await waiting
    expect(answer.status).toBe(503)
    expect(json(answer.body)).toMatchObject({ code: 'ALL_HOSTS_FULL' })
  })

  test('a held client that hangs up is reported, and its place is free', async () => {
    const socket = await openRaw(target)
    socket.write(upgradeHead('/connect', bearer('ticket-gone')))
    while (!gateway.gateway.waitingConnectionIds().includes('gone')) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    socket.destroy()
    await gateway.authority.reported('client-left', 'gone')
    expect(gateway.gateway.waitingConnectionIds()).not.toContain('gone')
  })

  const padding = (bytes: number): Record<string, string> => ({ 'X-Padding': 'p'.repeat(bytes) })
  const inTwo = (text: string): [string, string] => [
    text.slice(0, text.length / 2),
    text.slice(text.length / 2),
  ]

  test.each([6_000, 8_000, 12_000, 15_000])(
    'a head of more than %i bytes passes in one write and in two',
    async (bytes) => {
      const text = get('/healthz', padding(bytes))
      expect((await request(target, text)).status).toBe(200)
      expect((await request(target, ...inTwo(text))).status).toBe(200)
      const leg = upgradeHead('/connect', { ...padding(bytes), ...bearer('x') })
      expect((await request(target, leg)).status).toBe(401)
      expect((await request(target, ...inTwo(leg))).status).toBe(401)
    },
  )

  test('a head beyond the bound is refused in one write and in two', async () => {
    const text = upgradeHead('/connect', { ...padding(17_000), ...bearer('ticket-big') })
    const whole = await request(target, text)
    expect([whole.status, json(whole.body)]).toMatchObject([413, { code: 'REQUEST_TOO_LARGE' }])
    expect((await request(target, ...inTwo(text))).status).toBe(431)
    expect(gateway.authority.clientRequests.map(({ ticket }) => ticket)).not.toContain('ticket-big')
  })
})

describe.each([
  ['plain', false],
  ['TLS', true],
])('connections to the %s listener that ask for nothing', (_, tls) => {
  let gateway: TestGateway
  let target: RawTarget
  const silent: Socket[] = []
  beforeEach(async () => {
    const limits = { unheardPerAddressMax: 3 }
    gateway = await startTestGateway({ limits, ...(tls && { certificate }) })
    target = { port: gateway.clientPort, ...(tls && { ca: certificate.caPem }) }
  })
  afterEach(async () => {
    for (const socket of silent.splice(0)) socket.destroy()
    await gateway.gateway.stop()
  })

  const beSilent = async (): Promise<Socket> => {
    const socket = connect(gateway.ownPort, '127.0.0.1')
    silent.push(socket)
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    return socket
  }

  test('are closed beyond the bound, and counted', async () => {
    const kept = [await beSilent(), await beSilent(), await beSilent()]
    await once(await beSilent(), 'close')
    expect(kept.map(({ closed }) => closed)).toEqual([false, false, false])
    expect(gateway.gateway.metrics().refused).toEqual(new Map([['RATE_LIMITED', 1]]))
  })

  test('leave their places to those that ask', async () => {
    await beSilent()
    const texts = [get('/healthz'), get('/none'), get('/connect'), get('/arm'), get('/readyz')]
    for (const text of [...texts, upgradeHead('/connect'), upgradeHead('/rendezvous/c1')]) {
      expect((await request(target, text)).status).not.toBe(0)
    }
    const host = gateway.host('asked')
    const client = gateway.client('asked')
    await Promise.all([host, client])
    expect((await request(target, get('/healthz'))).status).toBe(200)
  })
})

describe('TLS', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startTestGateway({ certificate })
  })
  afterAll(() => gateway.gateway.stop())

  type Version = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
  type PortName = 'clientPort' | 'ownPort'
  const handshake = (version: Version, port: PortName): Promise<string> =>
    new Promise((resolve) => {
      const socket = tlsConnect(
        {
          port: gateway[port],
          host: '127.0.0.1',
          ca: certificate.caPem,
          minVersion: version,
          maxVersion: version,
          // OpenSSL 3 offers the old versions at security level 0 only.
          ciphers: 'DEFAULT:@SECLEVEL=0',
        },
        () => {
          resolve(socket.getProtocol() ?? 'none')
          socket.destroy()
        },
      )
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(`refused ${error.code}`))
    })

  const ports: readonly PortName[] = ['clientPort', 'ownPort']

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
    for (const port of ports) expect(await handshake(version, port)).toBe(version)
  })

  test.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused by the server', async (version) => {
    for (const port of ports) {
      expect(await handshake(version, port)).toBe('refused ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
    }
  })
})

describe('listening', () => {
  const closers: Array<() => Promise<unknown>> = []
  afterEach(async () => {
    for (const close of closers.splice(0)) await close()
  })
  const gatewayOn = (clientPort: number, ownPort: number) => {
    const gateway = createGateway(
      { authority: createFakeAuthority(), clock: { monotonicMs: () => performance.now() } },
      { host: '127.0.0.1', clientPort, ownPort },
    )
    closers.push(() => gateway.stop())
    return gateway
  }

  test('two workers share the port for clients, each with an own port', async () => {
    const first = await gatewayOn(0, 0).start()
    const second = await gatewayOn(first.clientPort, 0).start()
    expect(second.clientPort).toBe(first.clientPort)
    expect(second.ownPort).not.toBe(first.ownPort)
  })

  test("another worker's own port is refused with its name", async () => {
    const first = await gatewayOn(0, 0).start()
    await expect(gatewayOn(0, first.ownPort).start()).rejects.toThrow(
      `cannot listen on 127.0.0.1:${first.ownPort}`,
    )
  })

  test('a port that a foreign server holds is refused, and the other port is let go', async () => {
    const foreign = createServer()
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => foreign.close(resolve)))
    const address = foreign.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(gatewayOn(port, 0).start()).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`)
    await expect(gatewayOn(0, port).start()).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`)
  })

  test('stopping twice is stopping once, also when it never started', async () => {
    const gateway = gatewayOn(0, 0)
    await gateway.start()
    await Promise.all([gateway.stop(), gateway.stop()])
    await gatewayOn(0, 0).stop()
  })

  test('a drained gateway has let its shared port go and keeps its own for hosts', async () => {
    const gateway = gatewayOn(0, 0)
    const { clientPort, ownPort } = await gateway.start()
    await gateway.drain(100)
    await expect(openRaw({ port: clientPort })).rejects.toThrow('ECONNREFUSED')
    const answer = await request({ port: ownPort }, get('/readyz'))
    expect([answer.status, json(answer.body)]).toEqual([503, { status: 'draining' }])
  })
})
