/**
 * Requests and answers on uWebSockets.js: reads request heads, answers them, holds upgrades, and
 * says which connections were heard. One of the files that know uWebSockets.js.
 */

import type {
  HttpRequest,
  HttpResponse,
  TemplatedApp,
  us_socket_context_t,
  WebSocketBehavior,
} from 'uWebSockets.js'
import { STATUS_CODES } from 'node:http'
import type { ErrorCode } from '../core/domain/errors.ts'
import type { HeldRequest } from './admission.ts'
import type { Arrivals } from './arrivals.ts'
import type { Leg, LegSocket } from './leg.ts'
import { legSubprotocol } from './leg-text.ts'
import { addressText, headBytes, offeredFlow, type RequestHead } from './request-head.ts'

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

/** Closes a fresh connection, before TLS, for which `enter` has no place. */
export const watchUnheard = (res: HttpResponse, arrivals: Pick<Arrivals, 'enter'>): void => {
  if (!arrivals.enter(addressText(res.getRemoteAddress()))) res.close()
}

/** Routes of this app, or of the name that it was browsed to. */
export const routesOf = (
  app: TemplatedApp,
  ports: { readonly arrivals: Pick<Arrivals, 'heard' | 'upgraded'>; readonly closed: () => void },
): Routes => {
  const heard = (res: HttpResponse): void =>
    ports.arrivals.heard(addressText(res.getRemoteAddress()))
  const hearing =
    (handle: Answer): Answer =>
    (res, req) => {
      heard(res)
      handle(res, req)
    }
  return {
    get: (pattern, handle) => app.get(pattern, hearing(handle)),
    any: (pattern, handle) => app.any(pattern, hearing(handle)),
    ws: (pattern, behavior) =>
      app.ws(pattern, {
        ...behavior,
        upgrade: (res, req, context) => {
          heard(res)
          behavior.upgrade(res, req, context)
        },
        open: (ws) => {
          ports.arrivals.upgraded()
          behavior.open?.(ws)
        },
        close: (ws, code, message) => {
          ports.closed()
          behavior.close?.(ws, code, message)
        },
      }),
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
