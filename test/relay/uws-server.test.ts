import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createLeg } from '../../relay/leg.ts'
import { holdRequest, readUpgradeHead } from '../../relay/uws-requests.ts'
import { createUwsServer, type UwsServer } from '../../relay/uws-server.ts'

/** CONNECTION_CLOSE set and RESPONSE_PENDING not, wherever uWebSockets may look for its flags. */
const flagsThatClose = 0xf7

/** Takes memory of every small size and fills it, as a busy process does at any moment. */
const takeMemory = (): Buffer[] =>
  Array.from({ length: 170 }, (_, index) =>
    Buffer.allocUnsafeSlow(16 + index * 8).fill(flagsThatClose),
  )

describe('an upgrade that comes later than its request', () => {
  let server: UwsServer | undefined
  afterEach(() => server?.close())

  test('leaves the connection open, whatever takes memory while it happens', async () => {
    const kept: Buffer[][] = []
    let closed = 0
    const running: UwsServer = createUwsServer(undefined, {
      connection: () => undefined,
      routes: (app) =>
        app.ws('/*', {
          upgrade: (res, req, context) => {
            const held = holdRequest(res, readUpgradeHead(req), context, {
              upgradeHeld: (upgrade) => running.upgradeHeld(upgrade),
              refuse: () => undefined,
            })
            setImmediate(() =>
              held.upgrade((socket) => {
                kept.push(takeMemory())
                return createLeg('c1', 'client', 'stock', socket, 0)
              }),
            )
          },
          open: (ws) => {
            const { link } = ws.getUserData() as { link: { open(socket: unknown): unknown } }
            link.open(ws)
          },
          close: () => {
            closed += 1
          },
        }),
    })
    server = running
    await running.prepare()
    const port = running.listen('127.0.0.1', 0, false)
    for (let round = 0; round < 10; round++) {
      const sockets = Array.from({ length: 20 }, () => new WebSocket(`ws://127.0.0.1:${port}/`))
      await Promise.all(sockets.map((socket) => once(socket, 'open')))
      expect(closed).toBe(0)
      for (const socket of sockets) socket.terminate()
      while (closed < sockets.length) await new Promise((resolve) => setImmediate(resolve))
      closed = 0
    }
    expect(kept.length).toBe(200)
  })
})
