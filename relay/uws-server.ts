/**
 * uWebSockets.js as a server: loads the native module, makes a plain or TLS app, listens and stops;
 * reads request heads, answers them, and holds upgrades.
 * One of the two files that know uWebSockets.js; uws-gateway.ts is the other.
 */

import type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_listen_socket,
  us_socket_context_t,
  WebSocketBehavior,
} from 'uWebSockets.js'
import { STATUS_CODES } from 'node:http'
import { createRequire } from 'node:module'
import type { ErrorCode } from '../core/domain/errors.ts'
import { requestHeadBytesMax } from '../core/domain/limits.ts'
import type { HeldRequest } from './admission.ts'
import type { Leg, LegSocket } from './leg.ts'
import { legSubprotocol } from './leg-text.ts'
import { addressText, headBytes, offeredFlow, type RequestHead } from './request-head.ts'
import { createUpgradeAnchor, type UpgradeAnchor } from './upgrade-anchor.ts'

/** The module also exports the listen flag, which its types hide in an enum that is not there. */
type Uws = typeof import('uWebSockets.js') & { readonly LIBUS_LISTEN_EXCLUSIVE_PORT: number }

export type TlsFiles = {
  /** PEM files; the certificate file may hold a chain. */
  readonly certFile: string
  readonly keyFile: string
}

/** uWebSockets takes host, port and flags together; its types list the two halves only. */
type ListenApp = {
  listen(
    host: string,
    port: number,
    options: number,
    callback: (socket: us_listen_socket | false) => void,
  ): unknown
}

export type UwsServer = {
  readonly app: TemplatedApp
  /** To be awaited before the first upgrade. */
  prepare(): Promise<void>
  /** Runs an upgrade of a request that was held: see upgrade-anchor.ts. */
  upgradeHeld(upgrade: () => void): void
  /**
   * Listens; port 0 takes a free one.
   * @param shared other processes may share the port, clients are spread over them; otherwise a
   * port that anybody holds is refused
   * @returns the port
   * @throws Error naming host and port when it cannot be had
   */
  listen(host: string, port: number, shared: boolean): number
  /** Closes one listener; the second call for a port does nothing. */
  stopListening(port: number): void
  /** Closes every listener and connection. */
  close(): void
}

/**
 * Loads the native module. Heads that arrive in pieces are bounded by an environment variable that
 * the module reads while it is loaded, so the import must come second.
 */
const loadUws = (): Uws => {
  process.env['UWS_HTTP_MAX_HEADERS_SIZE'] = String(requestHeadBytesMax)
  // The module is untyped CommonJS once loaded this way; its own declarations describe it.
  return createRequire(import.meta.url)('uWebSockets.js') as Uws
}

/** TLS 1.2 is the least: uSockets sets it for every SSLApp (tested in uws-gateway.test.ts). */
export const createUwsServer = (tls: TlsFiles | undefined): UwsServer => {
  const uws = loadUws()
  const app =
    tls === undefined
      ? uws.App()
      : uws.SSLApp({
          cert_file_name: tls.certFile,
          key_file_name: tls.keyFile,
          // An idle leg then holds no TLS buffers: 8 KB a pair in place of 40.
          ssl_prefer_low_memory_usage: true,
        })
  const listeners = new Map<number, us_listen_socket>()
  let anchor: UpgradeAnchor | undefined
  let closed = false

  const bind = (host: string, port: number, flags: number, to = app): us_listen_socket => {
    let listener: us_listen_socket | false = false
    // The callback runs before listen returns. See ListenApp for the cast.
    const listenApp = to as unknown as ListenApp
    listenApp.listen(host, port, flags, (socket) => {
      listener = socket
    })
    if (listener !== false) return listener
    throw new Error(`cannot listen on ${host}:${port}: the port is taken or not allowed`)
  }

  /** uWebSockets makes no port shareable that the kernel chose: have it chosen, then bind anew. */
  const freePort = (host: string): number => {
    const listener = bind(host, 0, uws.LIBUS_LISTEN_EXCLUSIVE_PORT)
    const port = uws.us_socket_local_port(listener)
    uws.us_listen_socket_close(listener)
    return port
  }

  const openAnchor = (): Promise<UpgradeAnchor> => {
    const anchorApp = uws.App()
    const flags = uws.LIBUS_LISTEN_EXCLUSIVE_PORT
    let listener: us_listen_socket | undefined
    return createUpgradeAnchor(
      anchorApp,
      () => {
        listener = bind('127.0.0.1', 0, flags, anchorApp)
        return uws.us_socket_local_port(listener)
      },
      () => {
        if (listener !== undefined) uws.us_listen_socket_close(listener)
      },
    )
  }

  return {
    app,
    prepare: async () => {
      anchor ??= await openAnchor()
    },
    upgradeHeld: (upgrade) => {
      if (anchor === undefined) upgrade()
      else anchor.run(upgrade)
    },
    listen: (host, port, shared) => {
      const flags = shared ? 0 : uws.LIBUS_LISTEN_EXCLUSIVE_PORT
      const listener = bind(host, shared && port === 0 ? freePort(host) : port, flags)
      const actualPort = uws.us_socket_local_port(listener)
      listeners.set(actualPort, listener)
      return actualPort
    },
    stopListening: (port) => {
      // INVARIANT: a listener is closed once; uWebSockets crashes on the second close.
      const listener = listeners.get(port)
      if (listener === undefined || closed) return
      listeners.delete(port)
      uws.us_listen_socket_close(listener)
    },
    close: () => {
      if (closed) return
      closed = true
      listeners.clear()
      anchor?.close()
      app.close()
    },
  }
}

/**
 * Per-connection data on the socket itself: no side map is asked for every frame. `open` is let go
 * once it has made the leg, and the request's head with it.
 */
export type Link = { leg: Leg | undefined; open: ((socket: LegSocket) => Leg) | undefined }

/** Answers JSON and closes the connection: nobody has a second request for a gateway. */
export const answer = (res: HttpResponse, status: number, body: object, setCookie = ''): void => {
  res.cork(() => {
    res.writeStatus(`${status} ${STATUS_CODES[status] ?? 'Refused'}`)
    res.writeHeader('Content-Type', 'application/json')
    if (setCookie !== '') res.writeHeader('Set-Cookie', setCookie)
    res.end(JSON.stringify(body), true)
  })
}

type Answer = (res: HttpResponse, req: HttpRequest) => void

/** The app's routes, each of which says first that its connection was heard. */
export type Routes = {
  get(pattern: string, handle: Answer): void
  any(pattern: string, handle: Answer): void
  ws<Data>(pattern: string, behavior: WebSocketBehavior<Data> & { upgrade: Upgrade }): void
}

export type Upgrade = (res: HttpResponse, req: HttpRequest, context: us_socket_context_t) => void

/** Closes fresh connections, before TLS, for which `enter` has no place. */
export const watchUnheard = (
  app: TemplatedApp,
  unheard: { enter(address: string): boolean; heard(address: string): void },
): Routes => {
  const watch = (res: HttpResponse, count: unknown): void => {
    // A connection that closed, with a count of -1, has no address any more.
    if (Number(count) < 0) return
    if (!unheard.enter(addressText(res.getRemoteAddress()))) res.close()
  }
  const heard = (res: HttpResponse): void => unheard.heard(addressText(res.getRemoteAddress()))
  const hearing =
    (handle: Answer): Answer =>
    (res, req) => {
      heard(res)
      handle(res, req)
    }
  app.filter(watch)
  return {
    get: (pattern, handle) => app.get(pattern, hearing(handle)),
    any: (pattern, handle) => app.any(pattern, hearing(handle)),
    ws: (pattern, behavior) => {
      const upgrade: Upgrade = (res, req, context) => {
        heard(res)
        behavior.upgrade(res, req, context)
      }
      app.ws(pattern, { ...behavior, upgrade })
    },
  }
}

/** Bytes of the request's head. */
export const headLength = (req: HttpRequest): number =>
  headBytes(req.getMethod(), req.getUrl(), queryOf(req), (visit) => req.forEach(visit))

/** Without a question mark it gives undefined, whatever its types say. */
const queryOf = (req: HttpRequest): string => req.getQuery() ?? ''

/** What is read of a request while it may be read: uWebSockets takes it back on return. */
export type UpgradeHead = RequestHead & { readonly parameter: string }

export const readUpgradeHead = (req: HttpRequest): UpgradeHead => {
  const headers: Record<string, string> = {
    authorization: req.getHeader('authorization'),
    cookie: req.getHeader('cookie'),
    'sec-websocket-key': req.getHeader('sec-websocket-key'),
    'sec-websocket-protocol': req.getHeader('sec-websocket-protocol'),
  }
  return {
    query: queryOf(req),
    parameter: req.getParameter(0) ?? '',
    get: (name) => headers[name] ?? '',
  }
}

/** An upgrade request in the hands of the gateway, which answers it when it likes. */
export const holdRequest = (
  res: HttpResponse,
  head: UpgradeHead,
  context: us_socket_context_t,
  ports: {
    readonly upgradeHeld: (upgrade: () => void) => void
    readonly refuse: (res: HttpResponse, code: ErrorCode, detail: string) => void
  },
): HeldRequest => {
  const flow = offeredFlow(head.get('sec-websocket-protocol'))
  let gone = false
  let onGone = (): void => undefined
  res.onAborted(() => {
    gone = true
    onGone()
  })
  return {
    address: addressText(res.getRemoteAddress()),
    flow,
    isGone: () => gone,
    onGone: (callback) => {
      onGone = callback
    },
    upgrade: (open) => {
      if (gone) return
      const link: Link = { leg: undefined, open }
      const protocol = flow === 'credit' ? legSubprotocol : ''
      const key = head.get('sec-websocket-key')
      // No extensions are answered: compressing what is encrypted end to end gains nothing.
      ports.upgradeHeld(() => res.upgrade({ link }, key, protocol, '', context))
    },
    refuse: (code, detail) => {
      if (!gone) ports.refuse(res, code, detail)
    },
  }
}
