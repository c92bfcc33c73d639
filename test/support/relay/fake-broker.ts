/**
 * A broker for tests of machines: real TLS and WebSocket, with answers that the test chooses. It
 * also takes legs, as a gateway that hands each of them to the test.
 */
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { verifyChallenge } from '../../../core/identity/machine-keys.ts'
import {
  type ControlMessage,
  type ControlMessageOf,
  type ControlType,
  decodeControl,
  encodeControl,
} from '../../../proto/control-codec.ts'
import type { ServerCertificate } from './test-authority.ts'

export type FakeChannel = {
  readonly hello: ControlMessageOf<'hello'>
  readonly socket: WebSocket
  /** Everything after the proof. */
  readonly received: ControlMessage[]
  send(message: ControlMessage): void
  /** The first message of that type that satisfies the test, past or to come. */
  receive<T extends ControlType>(
    type: T,
    test?: (message: ControlMessageOf<T>) => boolean,
  ): Promise<ControlMessageOf<T>>
  readonly closed: Promise<number>
}

export type FakeBroker = {
  readonly url: string
  readonly port: number
  /** Channels that were welcomed, oldest first. */
  readonly channels: readonly FakeChannel[]
  /** TCP connections ever accepted, and open now. */
  connectionsTotal(): number
  connectionsOpen(): number
  /** The next channel that is welcomed. */
  nextChannel(): Promise<FakeChannel>
  /** The next leg that is opened. */
  nextLeg(): Promise<{ readonly request: IncomingMessage; readonly socket: WebSocket }>
  stop(): Promise<void>
}

export type FakeBrokerOptions = {
  readonly certificate: ServerCertificate
  readonly port?: number
  /** What a machine gets after its proof; default: welcome as `machine-1`. */
  readonly judge?: (
    hello: ControlMessageOf<'hello'>,
  ) => ControlMessageOf<'welcome'> | ControlMessageOf<'rejected'>
  /** Answers an upgrade by itself: a status and a body instead of a WebSocket. */
  readonly refuseLeg?: (request: IncomingMessage) => { status: number; body: string } | undefined
  /** Leaves every upgrade unanswered. */
  readonly silent?: boolean
}

export const welcomeAs = (machineId: string): ControlMessageOf<'welcome'> => ({
  type: 'welcome',
  machineId,
  heartbeatIntervalMs: 30_000,
  ticketPublicKeys: [],
  siteId: 'site-1',
  incarnation: 'incarnation-1',
  poolId: 'pool-1',
  region: '',
  reconnectSpreadMs: 0,
})

export const rejectWith = (code: string): ControlMessageOf<'rejected'> => ({
  type: 'rejected',
  code,
  detail: 'as the test wants',
})

/** A queue of things to come: each taker gets the next one. */
const createMailbox = <T>() => {
  const waiting: T[] = []
  const takers: ((value: T) => void)[] = []
  return {
    put: (value: T): void => {
      const taker = takers.shift()
      if (taker) taker(value)
      else waiting.push(value)
    },
    take: (): Promise<T> =>
      new Promise((resolve) => {
        const value = waiting.shift()
        if (value === undefined) takers.push(resolve)
        else resolve(value)
      }),
  }
}

const createFakeChannel = (
  socket: WebSocket,
  hello: ControlMessageOf<'hello'>,
): FakeChannel & { deliver(message: ControlMessage): void } => {
  const received: ControlMessage[] = []
  const checks = new Set<() => void>()
  return {
    hello,
    socket,
    received,
    deliver: (message) => {
      received.push(message)
      for (const check of checks) check()
    },
    send: (message) => socket.send(encodeControl(message)),
    receive: (type, test = () => true) =>
      new Promise((resolve) => {
        type Wanted = ControlMessageOf<typeof type>
        const isWanted = (message: ControlMessage): message is Wanted =>
          message.type === type && test(message as Wanted)
        const check = (): void => {
          const found = received.find(isWanted)
          if (found === undefined) return
          checks.delete(check)
          resolve(found)
        }
        checks.add(check)
        check()
      }),
    closed: new Promise((resolve) => {
      socket.once('close', resolve)
    }),
  }
}

const challenge = {
  type: 'challenge',
  nonce: new Uint8Array(32).fill(7),
  siteId: 'site-1',
  brokerId: 'broker-1',
} as const

/** Starts it on loopback. */
export const startFakeBroker = async (options: FakeBrokerOptions): Promise<FakeBroker> => {
  const judge = options.judge ?? (() => welcomeAs('machine-1'))
  const channels: FakeChannel[] = []
  const nextChannels = createMailbox<FakeChannel>()
  const nextLegs = createMailbox<{ request: IncomingMessage; socket: WebSocket }>()
  const open = new Set<Duplex>()
  let total = 0

  const server = createServer({ ...options.certificate, minVersion: 'TLSv1.2' })
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  })

  const serveChannel = (socket: WebSocket): void => {
    let hello: ControlMessageOf<'hello'> | undefined
    let channel: ReturnType<typeof createFakeChannel> | undefined
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer) => {
      const message = decodeControl(data)
      if (message.type === 'malformed' || message.type === 'unknown') {
        throw new Error(`machine sent ${JSON.stringify(message)}`)
      }
      if (channel !== undefined) return channel.deliver(message)
      if (message.type === 'hello') {
        hello = message
        socket.send(encodeControl(challenge))
        return undefined
      }
      if (message.type !== 'proof' || hello === undefined) throw new Error('proof expected')
      const verdict = verifyChallenge(
        hello.publicKey,
        { ...challenge, role: hello.role },
        message.signature,
      )
        ? judge(hello)
        : rejectWith('AGENT_KEY_UNKNOWN')
      socket.send(encodeControl(verdict))
      if (verdict.type === 'rejected') return socket.close(1000)
      channel = createFakeChannel(socket, hello)
      channels.push(channel)
      return nextChannels.put(channel)
    })
  }

  server.on('connection', (socket: Duplex) => {
    total += 1
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.on('tlsClientError', () => undefined)
  server.on('upgrade', (request, socket, head) => {
    if (options.silent) return
    const isControl = request.url === '/control'
    const refusal = isControl ? undefined : options.refuseLeg?.(request)
    if (refusal !== undefined) {
      const length = Buffer.byteLength(refusal.body)
      socket.end(
        `HTTP/1.1 ${refusal.status} No\r\nContent-Length: ${length}\r\n\r\n${refusal.body}`,
      )
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (isControl) serveChannel(webSocket)
      else nextLegs.put({ request, socket: webSocket })
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `wss://127.0.0.1:${port}`,
    port,
    channels,
    connectionsTotal: () => total,
    connectionsOpen: () => open.size,
    nextChannel: nextChannels.take,
    nextLeg: nextLegs.take,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets.clients) socket.terminate()
        for (const socket of open) socket.destroy()
      }),
  }
}

/** A port of loopback on which nothing listens now. */
export const closedPort = async (certificate: ServerCertificate): Promise<number> => {
  const broker = await startFakeBroker({ certificate })
  await broker.stop()
  return broker.port
}
