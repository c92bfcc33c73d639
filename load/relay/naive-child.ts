/**
 * Relays as one would write them in an hour, to be measured beside ours: whoever brings the same
 * name is joined, what comes from one goes to the other, nobody is asked for anything.
 *
 * node naive-child.js uws | ws                    (both ends dial, WebSocket)
 * node naive-child.js net TARGET_PORT             (one end dials, bare TCP)
 */
import { createServer as createHttpServer } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

export type NaiveAnswer = { readonly kind: 'listening'; readonly port: number }

/** Beyond this the naive relay of uWebSockets.js would drop messages in silence. */
const heldBytesMax = 64 * 2 ** 20
const messageBytesMax = 1_048_576

const listening = (port: number): void => {
  process.send?.({ kind: 'listening', port } satisfies NaiveAnswer)
}

const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

/** Clients name themselves by their bearer, hosts by their path. */
const nameFrom = (url: string, authorization: string): string =>
  url === '/connect' ? authorization.replace('Bearer ', '') : nameOf(url)

const startUws = (): void => {
  type Data = { readonly name: string; other?: Socket }
  type Socket = import('uWebSockets.js').WebSocket<Data>
  const waiting = new Map<string, Socket>()
  // Its types say what it is; they come without the import that would load it for the others too.
  const uws = createRequire(import.meta.url)('uWebSockets.js') as typeof import('uWebSockets.js')
  uws
    .App()
    .ws<Data>('/*', {
      maxPayloadLength: messageBytesMax,
      maxBackpressure: heldBytesMax,
      idleTimeout: 0,
      sendPingsAutomatically: false,
      compression: 0,
      upgrade: (res, req, context) =>
        res.upgrade<Data>(
          { name: nameFrom(req.getUrl(), req.getHeader('authorization')) },
          req.getHeader('sec-websocket-key'),
          req.getHeader('sec-websocket-protocol'),
          req.getHeader('sec-websocket-extensions'),
          context,
        ),
      open: (socket) => {
        const data = socket.getUserData()
        const other = waiting.get(data.name)
        if (other === undefined) {
          waiting.set(data.name, socket)
          return
        }
        data.other = other
        other.getUserData().other = socket
      },
      message: (socket, bytes, isBinary) =>
        void socket.getUserData().other?.send(bytes, isBinary, false),
    })
    .listen('127.0.0.1', 0, (token) => {
      if (token !== false) listening(uws.us_socket_local_port(token))
    })
}

const portOf = (server: Server): number => {
  // A listening TCP server has an address and port.
  const { port } = server.address() as AddressInfo
  return port
}

const startWs = (): void => {
  const waiting = new Map<string, WebSocket>()
  const http = createHttpServer()
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  /** Reads on when what was sent has gone: the only bound that `ws` offers. */
  const join = (from: WebSocket, to: WebSocket): void => {
    from.on('message', (data, isBinary) => {
      from.pause()
      to.send(data, { binary: isBinary }, () => from.resume())
    })
  }
  server.on('connection', (socket, request) => {
    const name = nameFrom(request.url ?? '', request.headers.authorization ?? '')
    const other = waiting.get(name)
    if (other === undefined) {
      waiting.set(name, socket)
      return
    }
    join(socket, other)
    join(other, socket)
  })
  http.listen(0, '127.0.0.1', () => listening(portOf(http)))
}

const startNet = (targetPort: number): void => {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const host = connect({ port: targetPort, host: '127.0.0.1', noDelay: true })
    for (const [from, to] of [
      [client, host],
      [host, client],
    ] as const) {
      from.pipe(to)
      from.on('error', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1', () => listening(portOf(server)))
}

const [kind, target] = process.argv.slice(2)
if (kind === 'uws') startUws()
else if (kind === 'ws') startWs()
else startNet(Number(target))
process.on('disconnect', () => process.exit())
