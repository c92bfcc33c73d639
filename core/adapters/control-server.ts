/**
 * The listener of the control port: TLS, one WebSocket for each agent and gateway, bounds on those
 * that have not proven a key. What is said on a channel is the session's business.
 */
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { createRequestRate } from '../api/request-rate.ts'
import { type ErrorCode, errorTable } from '../domain/errors.ts'
import {
  controlBacklogCountMax,
  controlBufferedBytesMax,
  controlChannelCountMax,
  controlHalfOpenCountMax,
  controlHalfOpenPerAddressMax,
  controlHandshakeMs,
  controlInboxBytesMax,
  controlInboxCountMax,
  controlKeepaliveMs,
  controlMessageBytesMax,
  controlOpeningBurstSeconds,
  controlOpeningsPerSecond,
  controlProvenMsMax,
  controlRetryAfterSeconds,
  controlSilenceMs,
  controlUnprovenBytesMax,
  controlUnprovenPieceBytesMin,
  requestHeadBytesMax,
  websocketFragmentCountMax,
  websocketPieceCountMax,
} from '../domain/limits.ts'
import { limitAllowance } from './control-allowance.ts'
import {
  type ControlSession,
  type ControlSessionOptions,
  type ControlSessionPorts,
  createControlSession,
} from './control-session.ts'
import { createHalfOpenDoor, type HalfOpenCounts, peerOf } from './half-open-door.ts'

/** The subprotocol that agents and gateways offer. */
export const controlSubprotocol = 'causeway.control.v1'

export type ControlServerPorts = Omit<ControlSessionPorts, 'onProven' | 'onUp' | 'onUnknown'>

/** Bounds default to those of the same name in limits.ts. */
export type ControlServerOptions = {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** PEM. */
  readonly tls: { readonly key: string; readonly cert: string }
  readonly siteId: string
  readonly brokerId: string
  readonly ticketPublicKeys: () => readonly Uint8Array[]
  readonly heartbeatIntervalMs: number
  readonly handshakeMs?: number
  readonly keepaliveMs?: number
  readonly silenceMs?: number
  readonly bufferedBytesMax?: number
  readonly inboxCountMax?: number
  readonly inboxBytesMax?: number
  readonly halfOpenPerAddressMax?: number
  readonly halfOpenCountMax?: number
  readonly channelCountMax?: number
  readonly reconnectSpreadMs?: () => number
  readonly openingsPerSecond?: number
  readonly openingBurstCountMax?: number
  readonly provenMsMax?: number
  readonly backlogCountMax?: number
}

export type ControlServerCounts = HalfOpenCounts & {
  /** Messages of a newer protocol that were skipped. */
  readonly unknownMessagesTotal: number
}

export type ControlServer = {
  /** Resolves with the address when the port listens; rejects when it is busy. */
  start(): Promise<{ readonly host: string; readonly port: number }>
  counts(): ControlServerCounts
  /** Ends every channel and waits until what they brought is handled. Idempotent. */
  stop(): Promise<void>
}

const refuseUpgrade = (
  socket: Duplex,
  status: string,
  message: string,
  code: ErrorCode = 'REQUEST_INVALID',
): void => {
  const body = JSON.stringify({ code, message })
  const later = code === 'RATE_LIMITED' ? `Retry-After: ${controlRetryAfterSeconds}\r\n` : ''
  const type = 'Content-Type: application/json'
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\n${later}${type}\r\n`
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

const unproven = {
  bytesMax: controlUnprovenBytesMax,
  pieceBytesMin: controlUnprovenPieceBytesMin,
}

/** Makes the server; nothing listens before start. */
export const createControlServer = (
  ports: ControlServerPorts,
  options: ControlServerOptions,
): ControlServer => {
  const sessions = new Set<ControlSession>()
  let unknownMessagesTotal = 0
  let stopping: Promise<void> | undefined
  const handshakeMs = options.handshakeMs ?? controlHandshakeMs
  const sessionOptions: Omit<ControlSessionOptions, 'address'> = {
    siteId: options.siteId,
    brokerId: options.brokerId,
    ticketPublicKeys: options.ticketPublicKeys,
    heartbeatIntervalMs: options.heartbeatIntervalMs,
    reconnectSpreadMs: options.reconnectSpreadMs ?? (() => 0),
    keepaliveMs: options.keepaliveMs ?? controlKeepaliveMs,
    silenceMs: options.silenceMs ?? controlSilenceMs,
    bufferedBytesMax: options.bufferedBytesMax ?? controlBufferedBytesMax,
    inboxCountMax: options.inboxCountMax ?? controlInboxCountMax,
    inboxBytesMax: options.inboxBytesMax ?? controlInboxBytesMax,
  }
  const perSecond = options.openingsPerSecond ?? controlOpeningsPerSecond
  const openings = createRequestRate(ports, {
    perSecondMax: perSecond,
    burstCountMax: options.openingBurstCountMax ?? perSecond * controlOpeningBurstSeconds,
    addressCountMax: 1,
  })
  const door = createHalfOpenDoor(ports, {
    backlog: {
      provenMsMax: options.provenMsMax ?? controlProvenMsMax,
      countMax: options.backlogCountMax ?? controlBacklogCountMax,
    },
    perAddressMax: options.halfOpenPerAddressMax ?? controlHalfOpenPerAddressMax,
    countMax: options.halfOpenCountMax ?? controlHalfOpenCountMax,
    admittedCountMax: options.channelCountMax ?? controlChannelCountMax,
    deadlineMs: handshakeMs,
  })
  const websockets = new WebSocketServer({
    noServer: true,
    maxPayload: controlMessageBytesMax,
    maxFragments: websocketFragmentCountMax,
    maxBufferedChunks: websocketPieceCountMax,
    perMessageDeflate: false,
    handleProtocols: () => controlSubprotocol,
  })
  const server = createServer({
    ...options.tls,
    minVersion: 'TLSv1.2',
    handshakeTimeout: handshakeMs,
    maxHeaderSize: requestHeadBytesMax,
    headersTimeout: handshakeMs,
    requestTimeout: handshakeMs,
  })

  // The deadline counts from the TCP connection: it covers TLS, the head and the proof.
  server.on('connection', (socket: Socket) => door.enter(socket))
  server.on('request', (_request, response) => {
    const { message } = errorTable.NOT_FOUND
    response.writeHead(404, { Connection: 'close', 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ code: 'NOT_FOUND', message: `${message}; use /control` }))
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) refuseUpgrade(socket, '400 Bad Request', 'the request cannot be read')
    else socket.destroy()
  })
  server.on('upgrade', (request, socket: Socket, head) => {
    const peer = peerOf(socket)
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',')
    socket.on('error', () => socket.destroy())
    if (request.url !== '/control') {
      refuseUpgrade(socket, '404 Not Found', 'the control channel is at /control')
    } else if (!offered.some((name) => name.trim() === controlSubprotocol)) {
      refuseUpgrade(socket, '400 Bad Request', `the client does not offer ${controlSubprotocol}`)
    } else if (!openings.take('')) {
      // A fleet that comes back at once is served at a steady rate, and none of it is kept waiting.
      const later = 'this broker opens as many channels as it can; try the next one, or later'
      refuseUpgrade(socket, '429 Too Many Requests', later, 'RATE_LIMITED')
    } else {
      websockets.handleUpgrade(request, socket, head, (websocket) => {
        const onUnknown = () => {
          unknownMessagesTotal += 1
        }
        const session = createControlSession(
          websocket,
          { ...ports, onUnknown, onProven: () => door.admit(peer), onUp: () => stopCounting() },
          { ...sessionOptions, address: socket.remoteAddress ?? '' },
        )
        const stopCounting = limitAllowance(socket, unproven, () => {
          // What it goes on to send stays with the kernel.
          websocket.pause()
          session.breakOff('more bytes came than a proof takes')
        })
        sessions.add(session)
        void session.finished.then(() => sessions.delete(session))
        if (stopping) session.close('the broker stops')
      })
    }
  })

  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const session of sessions) session.close('the broker stops')
    await Promise.all([...sessions].map((session) => session.finished))
    door.clear()
    server.closeAllConnections()
    websockets.close()
    await closed
  }

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ host: options.host, port: options.port, exclusive: true }, () => {
          server.off('error', reject)
          server.on('error', (error) => ports.log.warn({ error }, 'Control port failed to accept'))
          // A listening TCP server has an address and port.
          const { address, port } = server.address() as AddressInfo
          resolve({ host: address, port })
        })
      }),
    counts: () => ({ ...door.counts(), unknownMessagesTotal }),
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}
