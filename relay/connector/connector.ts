/**
 * `causeway connect`: a local TCP port whose connections each become a client leg on a gateway.
 * Any TCP client can use it. It asks for a ticket for each connection, decides nothing, and never
 * listens beyond this machine unless told to.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { System } from '../../core/broker/ports.ts'
import {
  connectorDialMs,
  connectorRelayCountMax,
  creditWindowBytes,
  legCloseMs,
  legHeldBytesMax,
  legKeepaliveMs,
  legMessageBytesMax,
  legSilenceMs,
} from '../../core/domain/limits.ts'
import { createLegClient } from '../leg-client.ts'
import type { LegClient, LegClientEnd } from '../leg-client-ports.ts'
import { legSubprotocol } from '../leg-text.ts'
import type { Log } from '../log-port.ts'
import { type DialResult, dialWebSocket } from '../websocket-dial.ts'

/** Permission for one connection, and where to use it. */
type ConnectorTicket = {
  /** `wss://gateway:port/connect`. */
  readonly url: string
  readonly ticket: string
  /** PEM of the only authority to trust; absent: the public ones. */
  readonly ca?: string | undefined
}

/** Why a local connection did not become a relay. */
export type ConnectorRefusal = {
  /** HTTP status of the gateway; 0 when there was none. */
  readonly status: number
  /** Of the error table where the gateway sent one, else ''. */
  readonly code: string
  readonly message: string
}

export type ConnectorOptions = {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** Allows addresses other than loopback, where anybody who reaches them gets the desktop. */
  readonly allowOpenListen?: boolean
  readonly relayCountMax?: number
  readonly dialMs?: number
  readonly windowBytes?: number
}

export type Connector = {
  readonly address: { readonly host: string; readonly port: number }
  /** Local connections that are open now. */
  connectionCount(): number
  /** Closes the port and all connections. Idempotent. */
  stop(): Promise<void>
}

export type ConnectorPorts = {
  readonly system: Pick<System, 'after' | 'monotonicMs'>
  readonly log: Log
  /** A rejection counts as a refusal with its message. */
  readonly openTicket: () => Promise<ConnectorTicket>
  readonly onRefused?: (refusal: ConnectorRefusal) => void
  readonly onEnded?: (end: LegClientEnd) => void
}

const loopback = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/

/** Listens; rejects when the address cannot be listened on. */
export const createConnector = async (
  ports: ConnectorPorts,
  options: ConnectorOptions,
): Promise<Connector> => {
  const { host, port } = options.listen
  if (!(loopback.test(host) || options.allowOpenListen)) {
    throw new Error(`listen address ${host} is not loopback: choose 127.0.0.1, or allow it`)
  }
  const serving = new Set<{ readonly abort: AbortController; readonly done: Promise<void> }>()
  const server = createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, (socket) => {
    if (serving.size >= (options.relayCountMax ?? connectorRelayCountMax)) {
      socket.on('error', () => undefined)
      socket.resetAndDestroy()
      ports.onRefused?.({ status: 0, code: '', message: 'too many local connections' })
      return
    }
    const abort = new AbortController()
    const done = serve(socket, abort, ports, options)
    const entry = { abort, done }
    serving.add(entry)
    void done.finally(() => serving.delete(entry))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // A listening server answers with an address, never with a pipe's name.
  const bound = server.address() as AddressInfo
  return {
    address: { host: bound.address, port: bound.port },
    connectionCount: () => serving.size,
    stop: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      const all = [...serving]
      for (const { abort } of all) abort.abort()
      await Promise.all(all.map(({ done }) => done))
      await closed
    },
  }
}

const serve = async (
  socket: Socket,
  abort: AbortController,
  ports: ConnectorPorts,
  options: ConnectorOptions,
): Promise<void> => {
  const leg = createLegClient(socket, ports, {
    windowBytes: options.windowBytes ?? creditWindowBytes,
    heldBytesMax: legHeldBytesMax,
    keepaliveMs: legKeepaliveMs,
    silenceMs: legSilenceMs,
    closeMs: legCloseMs,
  })
  abort.signal.addEventListener('abort', () => leg.stop())
  // Whoever leaves while we still dial takes the dial along.
  void leg.left.then(() => abort.abort())
  const refusal = await dialGateway(leg, abort.signal, ports, options)
  if (refusal !== undefined) {
    if (!abort.signal.aborted) {
      ports.log.debug({ ...refusal }, 'Connection was refused')
      ports.onRefused?.(refusal)
    }
    leg.stop()
  }
  const end = await leg.ended
  if (refusal === undefined) ports.onEnded?.(end)
}

/** Undefined when the leg is attached. */
const dialGateway = async (
  leg: LegClient,
  signal: AbortSignal,
  ports: ConnectorPorts,
  options: ConnectorOptions,
): Promise<ConnectorRefusal | undefined> => {
  let ticket: ConnectorTicket
  try {
    ticket = await ports.openTicket()
  } catch (error) {
    const message = error instanceof Error ? error.message : 'no ticket'
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return { status: 0, code, message }
  }
  const dialled = await dialWebSocket(ports, {
    url: ticket.url,
    subprotocol: legSubprotocol,
    headers: { Authorization: `Bearer ${ticket.ticket}` },
    ca: ticket.ca,
    deadlineMs: options.dialMs ?? connectorDialMs,
    messageBytesMax: legMessageBytesMax,
    signal,
  })
  if (dialled.kind !== 'open') return refusalOf(dialled)
  leg.attach(dialled.socket)
  return undefined
}

const refusalOf = (result: Exclude<DialResult, { kind: 'open' }>): ConnectorRefusal => {
  switch (result.kind) {
    case 'refused':
      return { status: result.status, code: result.code, message: result.message }
    case 'timed-out':
      return { status: 0, code: 'CONNECT_TIMED_OUT', message: 'the gateway did not answer in time' }
    case 'failed':
      return { status: 0, code: 'GATEWAY_UNAVAILABLE', message: result.detail }
  }
}
