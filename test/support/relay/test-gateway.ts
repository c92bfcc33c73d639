/** Starts a gateway on loopback with a fake broker, and dials legs with `ws`, as agents do. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { GatewayLimits } from '../../../relay/gateway-limits.ts'
import type { RelayCaps } from '../../../relay/gateway-options.ts'
import { legSubprotocol } from '../../../relay/leg-text.ts'
import { createGateway, type Gateway } from '../../../relay/uws-gateway.ts'
import type { TlsFiles } from '../../../relay/uws-server.ts'
import type { TestCertificate } from './certificates.ts'
import { createFakeAuthority, type FakeAuthority } from './fake-authority.ts'

export type TestGateway = {
  readonly gateway: Gateway
  readonly authority: FakeAuthority
  readonly clientPort: number
  readonly ownPort: number
  /** `ws://…` or `wss://…` of a path on the port for clients, or on the worker's own. */
  url(path: string, own?: boolean): string
  http(path: string, own?: boolean): string
  /** Dials a leg; resolves when it is open. */
  host(connectionId: string, options?: DialOptions): Promise<TestLeg>
  client(connectionId: string, options?: DialOptions): Promise<TestLeg>
}

export type DialOptions = { readonly stock?: boolean }

/** A leg as its far end sees it: what arrived, and the socket. */
export type TestLeg = {
  readonly socket: WebSocket
  readonly texts: string[]
  /** All data bytes so far. */
  received(): Buffer
  /** Resolves when the condition holds, looked at whenever something arrives. */
  until(condition: (leg: TestLeg) => boolean): Promise<void>
  /** Resolves with the close frame's code and text. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

export const startTestGateway = async (
  options: {
    readonly certificate?: TestCertificate & Pick<TlsFiles, 'named'>
    readonly limits?: Partial<GatewayLimits>
    readonly authority?: FakeAuthority
    readonly caps?: RelayCaps
  } = {},
): Promise<TestGateway> => {
  const authority = options.authority ?? createFakeAuthority()
  const { certificate } = options
  const gateway = createGateway(
    { authority, clock: { monotonicMs: () => performance.now() } },
    {
      host: '127.0.0.1',
      clientPort: 0,
      ownPort: 0,
      limits: { legSweepMs: 20, ...options.limits },
      ...(options.caps && { caps: options.caps }),
      ...(certificate && { tls: certificate }),
    },
  )
  const { clientPort, ownPort } = await gateway.start()
  const tls = certificate === undefined ? '' : 's'
  const base = (own: boolean): string => `${tls}://127.0.0.1:${own ? ownPort : clientPort}`
  const url = (path: string, own = false): string => `ws${base(own)}${path}`
  const dial = (target: string, bearer: string, stock: boolean): Promise<TestLeg> =>
    openLeg(
      new WebSocket(target, stock ? [] : [legSubprotocol], {
        headers: { authorization: `Bearer ${bearer}` },
        perMessageDeflate: false,
        ...(certificate && { ca: certificate.caPem }),
      }),
    )
  return {
    gateway,
    authority,
    clientPort,
    ownPort,
    url,
    http: (path, own = false) => `http${base(own)}${path}`,
    host: (id, { stock = false } = {}) =>
      dial(url(`/rendezvous/${id}`, true), `secret-${id}`, stock),
    client: (id, { stock = true } = {}) => dial(url('/connect'), `ticket-${id}`, stock),
  }
}

/** Wraps a socket that is being opened; collects from the first message on. */
export const openLeg = async (socket: WebSocket): Promise<TestLeg> => {
  const chunks: Buffer[] = []
  const texts: string[] = []
  const checks = new Set<() => void>()
  const check = (): void => {
    for (const run of checks) run()
  }
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) chunks.push(Buffer.from(data))
    else texts.push(data.toString())
    check()
  })
  const leg: TestLeg = {
    socket,
    texts,
    received: () => Buffer.concat(chunks),
    until: (condition) =>
      new Promise((resolve) => {
        const run = (): void => {
          if (!condition(leg)) return
          checks.delete(run)
          resolve()
        }
        checks.add(run)
        run()
      }),
    closed: new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    }),
  }
  await once(socket, 'open')
  socket.on('error', () => undefined)
  return leg
}
