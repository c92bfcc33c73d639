import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { openLeanLeg } from '../../../load/bench/lean-leg.ts'

let server: WebSocketServer

beforeEach(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
})

afterEach(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
})

const target = () => ({
  // A listening TCP server has an address and port.
  port: (server.address() as AddressInfo).port,
  ...{ path: '/leg', bearer: 'b', credit: false },
})

describe('a lean leg', () => {
  it('sends further lines of its request', async () => {
    const connected = once(server, 'connection')
    const leg = await openLeanLeg({
      ...target(),
      headers: ['Cookie: a=1; b=2', 'Origin: http://o'],
    })
    const [, request] = (await connected) as [WebSocket, IncomingMessage]
    expect(request.headers).toMatchObject({ cookie: 'a=1; b=2', origin: 'http://o' })
    leg.socket.destroy()
  })

  it('is open only once the awaited text has come, whatever other texts come before', async () => {
    const connected = once(server, 'connection')
    let open = false
    const opening = openLeanLeg({ ...target(), awaitedText: 'c' }).then((leg) => {
      open = true
      return leg
    })
    const [socket] = (await connected) as [WebSocket]
    const ponged = once(socket, 'message')
    socket.send('x')
    // Its answer shows that it has read what came before.
    socket.send('ping 7')
    expect(String((await ponged)[0])).toBe('pong 7')
    expect(open).toBe(false)
    socket.send('c')
    const leg = await opening
    expect(open).toBe(true)
    leg.socket.destroy()
  })
})
