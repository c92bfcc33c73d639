/**
 * The gateway on uWebSockets.js: a thin shell that turns requests and socket events into calls of
 * gateway.ts. Nothing is decided here but which route a request takes and the form of an answer.
 */

import type { HttpRequest, HttpResponse, WebSocket, WebSocketBehavior } from 'uWebSockets.js'
import { randomBytes } from 'node:crypto'
import { type ErrorCode, errorTable } from '../core/domain/errors.ts'
import type { HeldRequest } from './admission.ts'
import { type Affinity, createAffinity } from './affinity.ts'
import { createArrivals } from './arrivals.ts'
import { createEventLoopDelay } from './event-loop-delay.ts'
import { createGatewayCore, type GatewayCore } from './gateway.ts'
import type { GatewayMetrics } from './gateway-counters.ts'
import { defaultGatewayLimits, type GatewayLimits } from './gateway-limits.ts'
import type { RelayCaps } from './gateway-options.ts'
import type { GatewayAuthority, GatewayClock } from './gateway-ports.ts'
import { armCredentials, bearerToken } from './request-head.ts'
import {
  answer,
  headLength,
  holdRequest,
  type Link,
  type Routes,
  readUpgradeHead,
  routesOf,
  type Upgrade,
  type UpgradeHead,
  watchUnheard,
} from './uws-requests.ts'
import { createUwsServer, type TlsFiles, type UwsServer } from './uws-server.ts'

export type GatewayOptions = {
  /** Address to listen on, for both ports. */
  readonly host: string
  /** Port for clients, which other workers may share; 0 takes a free one. */
  readonly clientPort: number
  /** This worker's own port, for hosts and ARM clients; 0 takes a free one. */
  readonly ownPort: number
  /** Absent: plain HTTP and WebSocket, for a TLS balancer in front or for measuring. */
  readonly tls?: TlsFiles
  /** Bounds that differ from core/domain/limits.ts. */
  readonly limits?: Partial<GatewayLimits>
  readonly caps?: RelayCaps
}

export type Gateway = Pick<
  GatewayCore,
  'refuseConnection' | 'endConnection' | 'setChaos' | 'liveRelays' | 'waitingConnectionIds' | 'load'
> & {
  /** Listens on both ports. Throws an Error that names the port which cannot be had. */
  start(): Promise<{ readonly clientPort: number; readonly ownPort: number }>
  /** Ends every relay with reason gateway_stopped, flushes, closes. Idempotent, bounded in time. */
  stop(): Promise<void>
  /**
   * Lets the clients' port go and, after `handoverMs` (default 0), takes no new connections;
   * existing ones go on. Resolves when the last one has ended, at the latest after `deadlineMs`
   * milliseconds and the time that closing takes. Called again, both times count anew.
   */
  drain(deadlineMs: number, handoverMs?: number): Promise<void>
  metrics(): GatewayMetrics
  /**
   * New connections get these certificates, existing ones go on; without TLS it does nothing.
   * Throws an Error when the files are no pair, and then all stays as it was.
   */
  reloadTls(tls: TlsFiles): void
}

type Socket = WebSocket<{ readonly link: Link }>

/** How often `stop` and `drain` look whether everything has ended. */
const idlePollMs = 20

/** Makes a gateway; nothing listens before `start`. */
export const createGateway = (
  ports: { readonly authority: GatewayAuthority; readonly clock: GatewayClock },
  options: GatewayOptions,
): Gateway => {
  const limits: GatewayLimits = { ...defaultGatewayLimits, ...options.limits }
  const monotonicMs = (): number => ports.clock.monotonicMs()
  const loopDelay = createEventLoopDelay()
  const core = createGatewayCore(
    {
      authority: ports.authority,
      monotonicMs,
      afterPoll: setImmediate,
      after: (ms, run) => void setTimeout(run, ms).unref(),
      eventLoopDelayMs: loopDelay.lastMs,
    },
    { tls: options.tls !== undefined, limits, caps: options.caps ?? {} },
  )
  const arrivals = createArrivals(monotonicMs, limits)
  const enter = (address: string): boolean => {
    const hasPlace = arrivals.enter(address)
    if (!hasPlace) core.countRefusal('RATE_LIMITED')
    return hasPlace
  }
  const affinity = createAffinity(randomBytes(32))
  const server: UwsServer = createUwsServer(options.tls, {
    // A connection that closed has no address any more.
    connection: (res, count) => (count > 0 ? watchUnheard(res, { enter }) : arrivals.closed()),
    routes: (app, closed) =>
      addRoutes(routesOf(app, { arrivals, closed }), {
        upgradeHeld: (upgrade) => server.upgradeHeld(upgrade),
        ...{ core, affinity, limits, authority: ports.authority },
      }),
  })
  let sweeper: NodeJS.Timeout | undefined
  let clientPort = 0
  let stopped: Promise<void> | undefined

  const untilIdle = (deadlineAtMs: number): Promise<void> =>
    new Promise((resolve) => {
      const poll = setInterval(() => {
        if (!core.isIdle() && monotonicMs() < deadlineAtMs) return
        clearInterval(poll)
        resolve()
      }, idlePollMs)
    })

  const stop = async (): Promise<void> => {
    core.startDrain(Number.POSITIVE_INFINITY)
    core.endAll('gateway_stopped')
    if (sweeper !== undefined) await untilIdle(monotonicMs() + limits.legCloseMs)
    clearInterval(sweeper)
    loopDelay.stop()
    server.close()
  }

  return {
    start: async () => {
      await server.prepare()
      const ownPort = server.listen(options.host, options.ownPort, false)
      try {
        clientPort = server.listen(options.host, options.clientPort, true)
      } catch (error) {
        server.stopListening(ownPort)
        throw error
      }
      sweeper = setInterval(() => {
        loopDelay.sample()
        core.sweep()
      }, limits.legSweepMs)
      return { clientPort, ownPort }
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
    drain: async (deadlineMs, handoverMs = 0) => {
      server.stopListening(clientPort)
      core.startDrain(monotonicMs() + deadlineMs, monotonicMs() + handoverMs)
      await untilIdle(monotonicMs() + deadlineMs + limits.legCloseMs + limits.legSweepMs)
    },
    refuseConnection: core.refuseConnection,
    endConnection: core.endConnection,
    setChaos: core.setChaos,
    liveRelays: core.liveRelays,
    waitingConnectionIds: core.waitingConnectionIds,
    load: core.load,
    metrics: () => {
      const metrics = core.metrics()
      return {
        ...metrics,
        certificateSets: server.appCount(),
        connectionsOpenedTotal: arrivals.openedTotal(),
        connectionsUnheardTotal: arrivals.unheardTotal(metrics.authorizingOrHeld),
        nativeFile: server.nativeFile,
      }
    },
    reloadTls: server.reload,
  }
}

/** Every route, with and without a trailing slash: clients differ. */
const addRoutes = (
  routes: Routes,
  ports: {
    readonly upgradeHeld: UwsServer['upgradeHeld']
    readonly core: GatewayCore
    readonly authority: GatewayAuthority
    readonly affinity: Affinity
    readonly limits: GatewayLimits
  },
): void => {
  const { upgradeHeld, core, authority, affinity, limits } = ports
  const refuse = (res: HttpResponse, code: ErrorCode, detail: string): void => {
    core.countRefusal(code)
    answer(res, errorTable[code].httpStatus, refusalBody(code, detail))
  }
  /** Answers a head beyond the bound; uWebSockets bounds only those that come in pieces. */
  const isRefusedForSize = (res: HttpResponse, req: HttpRequest): boolean => {
    if (headLength(req) <= limits.requestHeadBytesMax) return false
    refuse(res, 'REQUEST_TOO_LARGE', 'the head')
    return true
  }
  /** Holds an upgrade request whose head is within bounds. */
  const legRoute = (
    path: string,
    arrived: (held: HeldRequest, head: UpgradeHead) => void,
  ): void => {
    const behavior = legBehavior(core, limits, (res, req, context) => {
      if (isRefusedForSize(res, req)) return
      const head = readUpgradeHead(req)
      arrived(holdRequest(res, head, context, { upgradeHeld, refuse }), head)
    })
    for (const pattern of [path, `${path}/`]) {
      routes.ws(pattern, behavior)
      if (path === '/arm') continue
      routes.get(pattern, (res) =>
        refuse(res, 'REQUEST_INVALID', 'a WebSocket upgrade is expected'),
      )
    }
  }

  legRoute('/connect', (held, head) => {
    const ticket = bearerToken(head.get('authorization'))
    if (ticket === '') return held.refuse('TICKET_INVALID', 'send it as Authorization: Bearer')
    core.clientArrived({ transport: 'websocket', ticket, bearer: '' }, held)
  })

  legRoute('/arm', (held, head) => {
    const { ticket, bearer } = armCredentials(head)
    if (ticket === '') return held.refuse('TICKET_INVALID', 'the query has no ticket')
    if (bearer === '') return held.refuse('TOKEN_MISSING', '')
    if (!affinity.verify(head.get('cookie'), ticket)) return held.refuse('AFFINITY_INVALID', '')
    core.clientArrived({ transport: 'arm', ticket, bearer }, held)
  })

  // The ARM order first asks without upgrade: FreeRDP wants a 403 with the cookie, then reconnects.
  for (const pattern of ['/arm', '/arm/']) {
    routes.get(pattern, (res, req) => {
      if (isRefusedForSize(res, req)) return
      const { ticket } = armCredentials(readUpgradeHead(req))
      if (ticket === '') return refuse(res, 'TICKET_INVALID', 'the query has no ticket')
      answer(res, 403, refusalBody('AFFINITY_INVALID', ''), affinity.setCookie(ticket))
    })
  }

  legRoute('/rendezvous/:connectionId', (held, head) =>
    core.hostArrived(head.parameter, bearerToken(head.get('authorization')), held),
  )

  routes.get('/healthz', (res) => answer(res, 200, { status: 'ok' }))
  routes.get('/readyz', (res) => {
    if (core.isDraining()) return answer(res, 503, { status: 'draining' })
    if (!authority.isReady()) return answer(res, 503, { status: 'no broker' })
    answer(res, 200, { status: 'ready' })
  })
  routes.any('/*', (res) => refuse(res, 'NOT_FOUND', ''))
}

const refusalBody = (code: ErrorCode, detail: string): { code: string; message: string } => {
  const { message } = errorTable[code]
  return { code, message: detail === '' ? message : `${message}: ${detail}` }
}

/** The socket events of a leg. Frames are forwarded or copied before `message` returns. */
const legBehavior = (
  core: GatewayCore,
  limits: GatewayLimits,
  upgrade: Upgrade,
): WebSocketBehavior<{ readonly link: Link }> & { upgrade: Upgrade } => ({
  upgrade,
  maxPayloadLength: limits.legMessageBytesMax,
  // Ours is the smaller bound; this one turns a mistake of ours into an ending with a reason.
  maxBackpressure: limits.legBufferedBytesMax + limits.legMessageBytesMax,
  // A WebSocket ping crashes FreeRDP 3.10, and a stock client may be silent for hours.
  sendPingsAutomatically: false,
  idleTimeout: 0,
  compression: 0,
  open: (ws: Socket) => {
    const { link } = ws.getUserData()
    link.leg = link.open?.(ws)
    link.open = undefined
  },
  message: (ws: Socket, bytes, isBinary) => {
    const { leg } = ws.getUserData().link
    if (leg === undefined) return
    if (isBinary) core.frame(leg, bytes)
    else core.text(leg, bytes)
  },
  ping: (ws: Socket) => {
    const { leg } = ws.getUserData().link
    if (leg !== undefined) core.pinged(leg)
  },
  drain: (ws: Socket) => {
    const { leg } = ws.getUserData().link
    if (leg !== undefined) core.drained(leg)
  },
  close: (ws: Socket, code, message) => {
    const { leg } = ws.getUserData().link
    if (leg !== undefined) core.closed(leg, code, Buffer.from(message).toString('latin1'))
  },
})
