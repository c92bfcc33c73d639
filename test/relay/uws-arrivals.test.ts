import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { startTestGateway, type TestGateway } from '../support/relay/test-gateway.ts'

let certificate: TestCertificate
beforeAll(() => {
  certificate = createTestCertificate()
})
afterAll(() => certificate.remove())

let gateway: TestGateway
afterEach(() => gateway.gateway.stop())

const dial = async (): Promise<Socket> => {
  const socket = connect(gateway.clientPort, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.resume()
  await once(socket, 'connect')
  return socket
}

const closed = (socket: Socket): Promise<unknown> =>
  socket.closed ? Promise.resolve() : once(socket, 'close')

describe('a gateway', () => {
  test('counts handshakes that fail, and not the legs and requests beside them', async () => {
    gateway = await startTestGateway({ certificate })
    const client = gateway.client('c1')
    const host = await gateway.host('c1')
    for (let count = 0; count < 3; count++) {
      const socket = await dial()
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await closed(socket)
    }
    const legs = [await client, host]
    for (const leg of legs) leg.socket.close()
    await Promise.all(legs.map((leg) => leg.closed))
    const { connectionsOpenedTotal, connectionsUnheardTotal, nativeFile } =
      gateway.gateway.metrics()
    expect([connectionsOpenedTotal, connectionsUnheardTotal]).toEqual([5, 3])
    expect(nativeFile).toMatch(/^uws_.+\.node$/)
  })

  test('closes connections beyond its rate before TLS, and takes others later', async () => {
    gateway = await startTestGateway({
      certificate,
      limits: { newConnectionsPerSecondMax: 4, newConnectionBurstMax: 2 },
    })
    const sockets = await Promise.all(Array.from({ length: 12 }, dial))
    await Promise.race(sockets.map(closed))
    const { refused, connectionsOpenedTotal } = gateway.gateway.metrics()
    expect(refused.get('RATE_LIMITED') ?? 0).toBeGreaterThan(0)
    expect(connectionsOpenedTotal).toBeLessThan(12)
    for (const socket of sockets) socket.destroy()
    const later = async (): Promise<unknown> => {
      const socket = await dial()
      const first = await Promise.race([
        closed(socket).then(() => 'closed'),
        new Promise((resolve) => setTimeout(resolve, 50, 'open')),
      ])
      socket.destroy()
      return first
    }
    while ((await later()) !== 'open');
  })
})
