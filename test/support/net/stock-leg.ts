/**
 * A stock client of the raw transport: a WebSocket with a ticket that knows binary messages and
 * nothing else, neither credit nor half-close.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { WebSocket } from 'ws'
import type { Site } from '../site/site.ts'
import { lastJson } from '../site/site.ts'
import type { Taken } from './byte-flow.ts'
import { tagOf } from './tagged-target.ts'

export type StockLeg = {
  readonly connectionId: string
  /** Resolves when the socket has taken the message; false once the leg is closed. */
  send(message: Buffer): Promise<boolean>
  /** Stops and starts reading from the network. */
  pause(): void
  resume(): void
  received(): number
  /** Digest of the first `count` bytes received; rejects when the leg closes before. */
  take(count: number): Promise<Taken>
  /** Code and text of the gateway's close frame. */
  readonly closed: Promise<{ readonly code: number; readonly text: string }>
  close(): void
}

/**
 * Asks for a ticket as the user of `home` and opens a leg with it.
 * @param options.gatewayUrl `wss://host:port` of one worker; by default what the broker names
 */
export const openStockLeg = async (
  site: Site,
  tag: string,
  options: { readonly home?: string; readonly gatewayUrl?: string } = {},
): Promise<StockLeg> => {
  const home = options.home === undefined ? {} : { home: options.home }
  const printed = await site.ok(['connect', 'staff-desktop', '--print-ticket', '--json'], home)
  const permission = lastJson(printed) as { url: string; ticket: string; connectionId: string }
  const url = options.gatewayUrl === undefined ? permission.url : `${options.gatewayUrl}/connect`
  // Reached at an address, it still has that name in its certificate.
  const { hostname } = new URL(url)
  const servername = isIP(hostname) === 0 ? hostname : 'localhost'
  const socket = new WebSocket(url, {
    ...{ ca: readFileSync(site.ready.authorityFile), servername },
    headers: { Authorization: `Bearer ${permission.ticket}` },
    perMessageDeflate: false,
  })
  socket.binaryType = 'nodebuffer'
  const leg = watchLeg(socket, permission.connectionId)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  await leg.send(tagOf(tag))
  return leg
}

const watchLeg = (socket: WebSocket, connectionId: string): StockLeg => {
  const hash = createHash('sha256')
  let received = 0
  let onBytes = (): void => undefined
  socket.on('message', (data: Buffer) => {
    hash.update(data)
    received += data.length
    onBytes()
  })
  socket.on('error', () => undefined)
  const closed = new Promise<{ code: number; text: string }>((resolve) => {
    socket.once('close', (code, text) => resolve({ code, text: text.toString() }))
  })
  return {
    connectionId,
    send: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== WebSocket.OPEN) return resolve(false)
        socket.send(message, (error) => resolve(error === undefined || error === null))
      }),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    received: () => received,
    take: (count) =>
      new Promise((resolve, reject) => {
        onBytes = () => {
          if (received >= count) resolve({ bytes: received, sha256: hash.copy().digest('hex') })
        }
        onBytes()
        void closed.then(({ code, text }) =>
          reject(new Error(`the leg closed with ${code} ${text} after ${received} bytes`)),
        )
      }),
    closed,
    close: () => socket.close(1000),
  }
}
