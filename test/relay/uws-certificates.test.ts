import { once } from 'node:events'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { startTestGateway, type TestGateway } from '../support/relay/test-gateway.ts'

let first: TestCertificate
let second: TestCertificate
let named: TestCertificate
beforeAll(() => {
  first = createTestCertificate(['first.example', 'localhost'])
  second = createTestCertificate(['second.example', 'localhost'])
  named = createTestCertificate(['named.example', '*.wild.example'])
})
afterAll(() => {
  for (const certificate of [first, second, named]) certificate.remove()
})

let gateway: TestGateway
beforeEach(async () => {
  const names = ['named.example', '*.wild.example']
  gateway = await startTestGateway({
    certificate: { ...first, named: [{ ...named, names }] },
  })
})
afterEach(() => gateway.gateway.stop())

const dial = async (
  port: number,
  options: ConnectionOptions = {},
  onSession: (ticket: Buffer) => void = () => undefined,
): Promise<TLSSocket> => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
  socket.on('session', onSession)
  await once(socket, 'secureConnect')
  return socket
}

const nameShown = async (port: number, options?: ConnectionOptions): Promise<unknown> => {
  const socket = await dial(port, options)
  const { subject } = socket.getPeerCertificate()
  socket.destroy()
  return subject.CN
}

const healthOf = async (socket: TLSSocket): Promise<string> => {
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'close')
  return text.split('\r\n')[0] ?? ''
}

describe('certificates', () => {
  test('change for new connections on both ports while a relay goes on', async () => {
    const { clientPort, ownPort } = gateway
    const opening = gateway.client('c1')
    const host = await gateway.host('c1', { stock: true })
    const client = await opening
    expect([await nameShown(clientPort), await nameShown(ownPort)]).toEqual([
      'first.example',
      'first.example',
    ])
    gateway.gateway.reloadTls(second)
    for (const port of [clientPort, ownPort, clientPort, ownPort]) {
      expect(await nameShown(port)).toBe('second.example')
    }
    client.socket.send(Buffer.from('still'))
    host.socket.send(Buffer.from('here'))
    await host.until((leg) => leg.received().toString() === 'still')
    await client.until((leg) => leg.received().toString() === 'here')
    expect(gateway.gateway.metrics().certificateSets).toBe(2)
    client.socket.close()
    await host.closed
    await until(() => gateway.gateway.metrics().certificateSets === 1)
    expect(await nameShown(clientPort)).toBe('second.example')
  })

  test('stay when the new files are no pair', async () => {
    const mixed = { certFile: second.certFile, keyFile: first.keyFile }
    expect(() => gateway.gateway.reloadTls(mixed)).toThrow()
    expect(await nameShown(gateway.clientPort)).toBe('first.example')
    expect(gateway.gateway.metrics().certificateSets).toBe(1)
  })

  test.each([
    ['named.example', 'named.example'],
    ['desk.wild.example', 'named.example'],
    ['a.desk.wild.example', 'first.example'],
    ['other.example', 'first.example'],
  ])('a client that asks for %s is shown the one of %s, and served', async (asked, shown) => {
    const socket = await dial(gateway.clientPort, { servername: asked })
    expect(socket.getPeerCertificate().subject.CN).toBe(shown)
    expect(await healthOf(socket)).toBe('HTTP/1.1 200 OK')
  })
})

describe('a handshake', () => {
  test.each([
    ['TLSv1.3', {}],
    ['TLSv1.2', { maxVersion: 'TLSv1.2' as const }],
    ['TLSv1.3', { servername: 'named.example' }],
  ])('of %s with %j is shortened by a session ticket', async (version, options) => {
    let session: Buffer | undefined
    const socket = await dial(gateway.clientPort, options, (ticket) => {
      session = ticket
    })
    expect([socket.getProtocol(), socket.isSessionReused()]).toEqual([version, false])
    await healthOf(socket)
    const again = await dial(gateway.clientPort, { ...options, session })
    expect(again.isSessionReused()).toBe(true)
    expect(await healthOf(again)).toBe('HTTP/1.1 200 OK')
  })

  test.each([
    ['an old version', { minVersion: 'TLSv1' as const, maxVersion: 'TLSv1.1' as const }],
    ['a suite without authenticated encryption', { maxVersion: 'TLSv1.2' as const }],
    [
      'such a suite for a name of its own',
      { maxVersion: 'TLSv1.2' as const, servername: 'named.example' },
    ],
  ])('of %s is refused', async (_, options) => {
    const ciphers = 'ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0'
    await expect(dial(gateway.clientPort, { ...options, ciphers })).rejects.toThrow(/alert/)
  })
})

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
