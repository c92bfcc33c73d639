/**
 * One end of a bulk transfer, in whatever network it was started: a bare TCP connection, or a leg
 * as agent and connector open it, with a TCP connection of its own behind it.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createSystem } from '../../core/adapters/system.ts'
import {
  creditWindowBytes,
  legCloseMs,
  legHeldBytesMax,
  legKeepaliveMs,
  legMessageBytesMax,
  legSilenceMs,
} from '../../core/domain/limits.ts'
import { createLegClient } from '../../relay/leg-client.ts'
import { legSubprotocol } from '../../relay/leg-text.ts'
import { dialWebSocket } from '../../relay/websocket-dial.ts'

export type EndOrder =
  /** Takes one TCP connection. */
  | { readonly kind: 'listen'; readonly host: string; readonly sends: boolean }
  | {
      readonly kind: 'dial'
      readonly host: string
      readonly port: number
      readonly sends: boolean
    }
  /** Opens a leg at the gateway. */
  | {
      readonly kind: 'leg'
      readonly url: string
      readonly bearer: string
      readonly ca: string
      readonly sends: boolean
    }
  | { readonly kind: 'count' }

export type EndAnswer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'counted'; readonly receivedBytes: number }

const pieceBytes = 262_144
const dialMs = 10_000
let receivedBytes = 0

const answer = (message: EndAnswer): void => {
  process.send?.(message)
}

/** Sends as fast as the socket takes it, or counts what comes. */
const use = (socket: Socket, sends: boolean): void => {
  socket.on('error', () => undefined)
  socket.on('data', (piece) => {
    receivedBytes += piece.length
  })
  if (!sends) return
  const piece = Buffer.alloc(pieceBytes, 7)
  const fill = (): void => {
    while (socket.write(piece)) {
      // Until the socket holds enough.
    }
  }
  socket.on('drain', fill)
  fill()
}

const listen = async (host: string, taken: (socket: Socket) => void): Promise<number> => {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, taken)
  server.listen(0, host)
  await once(server, 'listening')
  // A listening TCP server has an address and port.
  return (server.address() as AddressInfo).port
}

const dial = async (host: string, port: number): Promise<Socket> => {
  const socket = connect({ host, port, noDelay: true, allowHalfOpen: true })
  await once(socket, 'connect')
  return socket
}

const openLeg = async (order: Extract<EndOrder, { kind: 'leg' }>): Promise<void> => {
  const system = createSystem()
  const port = await listen('127.0.0.1', (socket) => use(socket, order.sends))
  const client = createLegClient(
    await dial('127.0.0.1', port),
    { system },
    {
      windowBytes: creditWindowBytes,
      heldBytesMax: legHeldBytesMax,
      keepaliveMs: legKeepaliveMs,
      silenceMs: legSilenceMs,
      closeMs: legCloseMs,
    },
  )
  const dialled = await dialWebSocket(
    { system },
    {
      url: order.url,
      subprotocol: legSubprotocol,
      headers: { Authorization: `Bearer ${order.bearer}` },
      ca: order.ca,
      deadlineMs: dialMs,
      messageBytesMax: legMessageBytesMax,
    },
  )
  if (dialled.kind !== 'open') throw new Error(`the gateway: ${JSON.stringify(dialled)}`)
  client.attach(dialled.socket)
}

const run = async (order: EndOrder): Promise<void> => {
  switch (order.kind) {
    case 'listen': {
      const port = await listen(order.host, (socket) => use(socket, order.sends))
      return answer({ kind: 'listening', port })
    }
    case 'dial':
      use(await dial(order.host, order.port), order.sends)
      return answer({ kind: 'open' })
    case 'leg':
      await openLeg(order)
      return answer({ kind: 'open' })
    case 'count':
      return answer({ kind: 'counted', receivedBytes })
  }
}

process.on('message', (order: EndOrder) => {
  run(order).catch((error: unknown) => {
    process.stderr.write(`end: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit())
