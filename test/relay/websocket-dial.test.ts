/** What a hostile gateway or broker may send to those who dial it. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createSystem } from '../../core/adapters/system.ts'
import { websocketFragmentCountMax, websocketPieceCountMax } from '../../core/domain/limits.ts'
import { dialWebSocket } from '../../relay/websocket-dial.ts'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'

let certificate: TestCertificate
const closers: Array<() => void> = []
beforeAll(() => {
  certificate = createTestCertificate()
})
afterEach(() => {
  for (const close of closers.splice(0)) close()
})
afterAll(() => certificate.remove())

/** Dials a server of the test's own; gives the socket at both ends. */
const dialled = async () => {
  const server = createServer({
    key: readFileSync(certificate.keyFile),
    cert: readFileSync(certificate.certFile),
  })
  const websockets = new WebSocketServer({ noServer: true })
  const upgraded = new Promise<Socket>((resolve) => {
    server.on('upgrade', (request, socket: Socket, head) => {
      websockets.handleUpgrade(request, socket, head, () => resolve(socket))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const result = await dialWebSocket(
    { system: createSystem() },
    {
      url: `wss://localhost:${port}/`,
      subprotocol: 'test',
      ca: certificate.caPem,
      deadlineMs: 10_000,
      messageBytesMax: 1_048_576,
    },
  )
  if (result.kind !== 'open') throw new Error(`the dial ended ${result.kind}`)
  const { socket } = result
  closers.push(() => {
    socket.terminate()
    server.closeAllConnections()
    server.close()
  })
  const failed = once(socket, 'error')
  socket.resume()
  return { raw: await upgraded, failed }
}

describe('a dialled WebSocket', () => {
  test('fails on a message in more fragments than ours ever have', async () => {
    const { raw, failed } = await dialled()
    const first = Buffer.of(0x02, 1, 0)
    const next = Buffer.of(0x00, 1, 0)
    raw.write(Buffer.concat([first, ...Array(websocketFragmentCountMax).fill(next)]))
    const [error] = await failed
    expect(error).toMatchObject({ message: 'Too many message fragments' })
  })

  test('fails on a frame that trickles in byte by byte', async () => {
    const { raw, failed } = await dialled()
    raw.setNoDelay(true)
    raw.write(Buffer.of(0x82, 126, 0xff, 0xff))
    raw.on('error', () => undefined)
    // One after the other: writes that wait are joined into one TLS record.
    for (let count = 0; count <= websocketPieceCountMax; count++) {
      await new Promise((resolve) => raw.write(Buffer.of(0), resolve))
    }
    const [error] = await failed
    expect(error).toMatchObject({ message: 'Too many buffered chunks' })
  })
})
