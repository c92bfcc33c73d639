/** The HTTPS listener under the API: TLS 1.2 or newer, and a bound on every head and wait. */
import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import { createHalfOpenDoor, type HalfOpenDoor, peerOf } from '../adapters/half-open-door.ts'
import type { System } from '../broker/ports.ts'
import {
  apiConnectionCountMax,
  apiHeadBytesMax,
  apiHeadMs,
  apiIdleMs,
  apiKeepaliveMs,
  apiRequestMs,
  halfOpenCountMax,
  halfOpenPerAddressMax,
} from '../domain/limits.ts'

export type ApiListenerOptions = {
  /** PEM. */
  readonly tls: { readonly key: string; readonly cert: string }
  /** For tests; defaults are the bounds of the same name in limits.ts. */
  readonly headMs?: number
  readonly requestMs?: number
  readonly idleMs?: number
  readonly halfOpenPerAddressMax?: number
}

export type ApiListener = { readonly server: Server; readonly door: HalfOpenDoor }

/** Makes the listener; it answers with `handler` once it listens. */
export const createApiListener = (
  ports: { readonly system: Pick<System, 'after' | 'monotonicMs'> },
  options: ApiListenerOptions,
  handler: RequestListener,
): ApiListener => {
  const headMs = options.headMs ?? apiHeadMs
  const door = createHalfOpenDoor(ports, {
    perAddressMax: options.halfOpenPerAddressMax ?? halfOpenPerAddressMax,
    countMax: halfOpenCountMax,
    admittedCountMax: apiConnectionCountMax,
    // TLS has this long, and then the head again: the parser's own answer (408) comes first.
    deadlineMs: 2 * headMs + 1_000,
  })
  const server = createServer({
    ...options.tls,
    minVersion: 'TLSv1.2',
    handshakeTimeout: headMs,
    maxHeaderSize: apiHeadBytesMax,
    headersTimeout: headMs,
    requestTimeout: options.requestMs ?? apiRequestMs,
    keepAliveTimeout: apiKeepaliveMs,
    // Deadlines are looked at this often.
    connectionsCheckingInterval: Math.min(1_000, headMs),
  })
  server.timeout = options.idleMs ?? apiIdleMs
  server.maxConnections = apiConnectionCountMax + halfOpenCountMax
  server.on('connection', (socket: Socket) => door.enter(socket))
  server.on('request', (request, response) => {
    // The head is whole: from here on the request's own deadlines count.
    door.admit(peerOf(request.socket))
    handler(request, response)
  })
  return { server, door }
}
