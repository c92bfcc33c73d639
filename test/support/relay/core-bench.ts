/** A gateway core on fake sockets, a fake clock and turns that end when the test says so. */
import type { HeldRequest } from '../../../relay/admission.ts'
import { createGatewayCore, type GatewayCore } from '../../../relay/gateway.ts'
import { defaultGatewayLimits, type GatewayLimits } from '../../../relay/gateway-limits.ts'
import type { RelayCaps } from '../../../relay/gateway-options.ts'
import type { Flow } from '../../../relay/gateway-ports.ts'
import type { Leg } from '../../../relay/leg.ts'
import { createFakeAuthority, type FakeAuthority } from './fake-authority.ts'
import { createFakeSocket, type FakeSocket } from './fake-socket.ts'

/** A request of the test's own making, and what became of it. */
export type FakeRequest = {
  readonly held: HeldRequest
  readonly socket: FakeSocket
  /** The leg, once the request was upgraded. */
  leg(): Leg
  upgraded(): boolean
  refused: { readonly code: string; readonly detail: string } | undefined
  /** The peer goes away while the request is held. */
  hangUp(): void
  /** The peer closes its open leg: the socket is gone, whoever uses it still fails. */
  peerCloses(): void
  /** Did the peer go by itself? */
  left: boolean
}

export type CoreBench = {
  readonly core: GatewayCore
  readonly authority: FakeAuthority
  request(flow: Flow, address?: string): FakeRequest
  /** A client that presents its ticket, and its request. */
  client(connectionId: string, flow?: Flow): FakeRequest
  host(connectionId: string, flow?: Flow): FakeRequest
  /** Lets promises settle and the turn end, until nothing is left to do. */
  settle(): Promise<void>
  /** Moves the clock in steps, sweeping at each. */
  pass(ms: number, stepMs?: number): Promise<void>
}

export const createCoreBench = (
  options: {
    readonly tls?: boolean
    readonly limits?: Partial<GatewayLimits>
    readonly caps?: RelayCaps
    /** Each look at the clock takes so long, as work between two looks does. */
    readonly lookMs?: number
    /** Which user a connection is of; by default each is of another. */
    readonly userKeyOf?: (connectionId: string) => string
  } = {},
): CoreBench => {
  const authority = createFakeAuthority(options.userKeyOf)
  let nowMs = 0
  let run: (() => void) | undefined
  let timers: Array<{ readonly atMs: number; run(): void }> = []
  const core = createGatewayCore(
    {
      authority,
      monotonicMs: () => {
        nowMs += options.lookMs ?? 0
        return nowMs
      },
      afterPoll: (callback) => {
        run = callback
      },
      after: (ms, callback) => timers.push({ atMs: nowMs + ms, run: callback }),
      eventLoopDelayMs: () => 3,
    },
    {
      tls: options.tls ?? false,
      limits: { ...defaultGatewayLimits, ...options.limits },
      caps: options.caps ?? {},
    },
  )

  const request = (flow: Flow, address = '10.0.0.1'): FakeRequest => {
    const socket = createFakeSocket()
    let leg: Leg | undefined
    let gone = false
    let onGone = (): void => undefined
    const spent = (): boolean => leg !== undefined || fake.refused !== undefined
    const fake: FakeRequest = {
      socket,
      leg: () => {
        if (leg === undefined) throw new Error('the request was not upgraded')
        return leg
      },
      upgraded: () => leg !== undefined,
      refused: undefined,
      left: false,
      hangUp: () => {
        fake.left = true
        gone = true
        onGone()
      },
      peerCloses: () => {
        fake.left = true
        socket.closed = true
        core.closed(fake.leg(), 1006, '')
      },
      held: {
        address,
        flow,
        isGone: () => gone,
        onGone: (callback) => {
          onGone = callback
        },
        upgrade: (open) => {
          if (gone || spent()) throw new Error('upgraded a request that is spent')
          const opened = open(socket)
          leg = opened
          socket.onClosed = () => core.closed(opened, 1000, '')
        },
        refuse: (code, detail) => {
          if (gone || spent()) throw new Error('refused a request that is spent')
          fake.refused = { code, detail }
          core.countRefusal(code)
        },
      },
    }
    return fake
  }

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet++) {
      await new Promise((resolve) => setImmediate(resolve))
      const callback = run
      run = undefined
      if (callback === undefined) continue
      callback()
      quiet = -1
    }
  }

  return {
    core,
    authority,
    request,
    client: (connectionId, flow = 'stock') => {
      const client = request(flow)
      const ticket = `ticket-${connectionId}`
      core.clientArrived({ transport: 'websocket', ticket, bearer: '' }, client.held)
      return client
    },
    host: (connectionId, flow = 'credit') => {
      const host = request(flow)
      core.hostArrived(connectionId, `secret-${connectionId}`, host.held)
      return host
    },
    settle,
    pass: async (ms, stepMs = 1_000) => {
      const until = nowMs + ms
      while (nowMs < until) {
        nowMs = Math.min(until, nowMs + stepMs)
        core.sweep()
        const due = timers.filter(({ atMs }) => atMs <= nowMs)
        timers = timers.filter(({ atMs }) => atMs > nowMs)
        for (const timer of due) timer.run()
        await settle()
      }
    },
  }
}

/** Bytes as uWebSockets hands them over. */
export const bytesOf = (content: string | number): ArrayBuffer => {
  const source = typeof content === 'string' ? Buffer.from(content) : Buffer.alloc(content, 0x61)
  return new Uint8Array(source).buffer
}
