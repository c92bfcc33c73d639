import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dataFrame, type LeanLeg, openLeanLeg } from '../../load/bench/lean-leg.ts'
import type { GatewayLimits } from '../../relay/gateway-limits.ts'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { startTestGateway, type TestGateway } from '../support/relay/test-gateway.ts'

let certificate: TestCertificate
beforeAll(() => {
  certificate = createTestCertificate()
})
afterAll(() => certificate.remove())

const megabyte = 1_048_576

describe.each([
  ['plain', false],
  ['TLS', true],
])('a relay over %s sockets', (_, tls) => {
  const gateways: TestGateway[] = []
  afterEach(async () => {
    for (const { gateway } of gateways.splice(0)) await gateway.stop()
  })

  const start = async (limits: Partial<GatewayLimits> = {}): Promise<TestGateway> => {
    const gateway = await startTestGateway({ limits, ...(tls && { certificate }) })
    gateways.push(gateway)
    return gateway
  }

  const lean = (gateway: TestGateway, side: 'client' | 'host', credit: boolean): Promise<LeanLeg> =>
    openLeanLeg({
      port: side === 'host' ? gateway.ownPort : gateway.clientPort,
      path: side === 'host' ? '/rendezvous/c1' : '/connect',
      bearer: side === 'host' ? 'secret-c1' : 'ticket-c1',
      credit,
      ...(tls && { ca: certificate.caPem }),
    })

  const pair = async (
    gateway: TestGateway,
    credit = { client: false, host: true },
  ): Promise<{ client: LeanLeg; host: LeanLeg }> => {
    const client = lean(gateway, 'client', credit.client)
    const host = await lean(gateway, 'host', credit.host)
    return { client: await client, host }
  }

  const closed = (leg: LeanLeg): Promise<void> =>
    new Promise((resolve) => {
      if (leg.socket.closed) resolve()
      leg.onClose = resolve
    })

  test('a client that stops reading stops its host, and both go on again later', async () => {
    const gateway = await start({ creditWindowBytes: megabyte, legSilenceMs: 60_000 })
    const { client, host } = await pair(gateway)
    const total = 32 * megabyte
    const frame = dataFrame(Buffer.alloc(65_536, 7))
    let sent = 0
    let received = 0
    client.socket.pause()
    const stopped = new Promise<void>((resolve) => {
      host.onWritable = () => {
        while (sent < total && host.creditBytes() >= 65_536) {
          sent += 65_536
          host.send(frame, 65_536)
        }
        // No more credit comes while half a window and more waits in the gateway.
        const { bufferedBytes } = gateway.gateway.metrics()
        if (host.creditBytes() < 65_536 && bufferedBytes > megabyte / 2) resolve()
      }
      const poll = setInterval(() => host.onWritable(), 5)
      host.onClose = () => clearInterval(poll)
    })
    await stopped
    expect(sent).toBeLessThan(total)
    expect(gateway.gateway.metrics().bufferedBytes).toBeLessThan(megabyte + 1_024)
    await new Promise<void>((resolve) => {
      client.onData = (piece) => {
        received += piece.length
        if (received === total) resolve()
      }
      client.socket.resume()
    })
    expect(sent).toBe(total)
    client.socket.destroy()
    host.socket.destroy()
    await closed(host)
    const { peakBufferedBytes } = await gateway.authority.reported('relay-ended')
    expect(peakBufferedBytes).toBeLessThan(megabyte + 1_024)
  })

  test('a stock client that sends to a host that takes nothing is cut at the bound', async () => {
    const gateway = await start({ legBufferedBytesMax: 2 * megabyte, legCloseMs: 100 })
    const { client, host } = await pair(gateway)
    host.sendText('+1000000')
    host.socket.pause()
    const frame = dataFrame(Buffer.alloc(65_536, 7))
    let open = true
    client.onClose = () => {
      open = false
    }
    client.onWritable = () => {
      while (open && client.send(frame, 65_536));
    }
    client.onWritable()
    const ended = await gateway.authority.reported('relay-ended')
    expect(ended).toMatchObject({ endedBy: 'gateway', reason: 'slow_host' })
    expect(ended.peakBufferedBytes).toBeLessThan(3 * megabyte + 1_024)
    await closed(client)
    host.socket.destroy()
  })

  test('a stock client never gets a ping, a leg of ours gets them as text', async () => {
    const gateway = await start({ legKeepaliveMs: 30 })
    const { client, host } = await pair(gateway)
    let bytes = 0
    client.socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    // Three keepalives, all answered by the leg itself; their round trip is measured.
    await new Promise<void>((resolve) => {
      let pings = 0
      host.socket.on('data', (chunk: Buffer) => {
        if (chunk.toString('latin1').includes('ping ')) pings += 1
        if (pings === 3) resolve()
      })
    })
    const [relay] = gateway.gateway.liveRelays()
    expect(relay?.hostRoundTripMs).toBeGreaterThan(0)
    expect(relay?.clientRoundTripMs).toBeUndefined()
    expect(bytes).toBe(0)
    client.socket.destroy()
    host.socket.destroy()
  })

  test.each([
    ['closes its TCP connection, as FreeRDP does,', (leg: LeanLeg) => leg.socket.end()],
    ['vanishes', (leg: LeanLeg) => leg.socket.destroy()],
  ])('a client that %s has closed', async (__, leave) => {
    const gateway = await start()
    const { client, host } = await pair(gateway)
    leave(client)
    await closed(host)
    expect(await gateway.authority.reported('relay-ended')).toMatchObject({
      endedBy: 'client',
      reason: 'client_closed',
    })
  })

  test('a message above the bound ends the relay with that reason', async () => {
    const gateway = await start({ legMessageBytesMax: 100_000 })
    const { client, host } = await pair(gateway)
    client.send(dataFrame(Buffer.alloc(100_001)), 100_001)
    await closed(host)
    expect(await gateway.authority.reported('relay-ended')).toMatchObject({
      endedBy: 'client',
      reason: 'message_too_large',
    })
  })

  test('half-close passes between legs of ours, the other direction goes on', async () => {
    const gateway = await start()
    const hostOpen = gateway.host('half')
    const client = await gateway.client('half', { stock: false })
    const host = await hostOpen
    client.socket.send('+100')
    host.socket.send('+100')
    await client.until(({ texts }) => texts.some((text) => text.startsWith('+')))
    client.socket.send(Buffer.from('question'))
    client.socket.send('fin')
    await host.until(({ texts }) => texts.includes('fin'))
    expect(host.received().toString()).toBe('question')
    host.socket.send(Buffer.from('answer'))
    host.socket.send('fin')
    await client.until(({ texts }) => texts.includes('fin'))
    expect(client.received().toString()).toBe('answer')
    client.socket.close(1000)
    expect(await host.closed).toEqual({ code: 1000, reason: 'client_closed' })
  })

  test('an administrator ends a relay: both ends learn why', async () => {
    const gateway = await start()
    const hostOpen = gateway.host('order')
    const client = await gateway.client('order')
    const host = await hostOpen
    gateway.gateway.endConnection('order', 'administrator', 'administrator')
    const expected = { code: 4010, reason: 'administrator' }
    expect(await client.closed).toEqual(expected)
    expect(await host.closed).toEqual(expected)
  })

  test('stopping the gateway tells every leg, and the ports are free at once', async () => {
    const gateway = await startTestGateway({ ...(tls && { certificate }) })
    const waiting = await gateway.host('waiting')
    const hostOpen = gateway.host('c1')
    const client = await gateway.client('c1')
    const host = await hostOpen
    await gateway.gateway.stop()
    for (const leg of [waiting, client, host]) {
      expect(await leg.closed).toEqual({ code: 4013, reason: 'gateway_stopped' })
    }
    expect(gateway.authority.reports.at(-1)?.kind).toMatch(/relay-ended|leg-lost-before-start/)
  })
})

describe('a reset of the TCP connection', () => {
  test('is an ordinary ending: nothing tells it from a FIN', async () => {
    const gateway = await startTestGateway()
    const hostOpen = gateway.host('c1')
    const { port, path } = { port: gateway.clientPort, path: '/connect' }
    const client = await openLeanLeg({ port, path, bearer: 'ticket-c1', credit: false })
    const host = await hostOpen
    client.socket.resetAndDestroy()
    expect(await host.closed).toEqual({ code: 1000, reason: 'client_closed' })
    await gateway.gateway.stop()
  })
})
