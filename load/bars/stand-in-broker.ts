/**
 * As much of a broker as a gateway needs: takes its control channel, tells it the keys of tickets,
 * and lets everybody in whose ticket it made. What it costs is not measured.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { clientLegMs, heartbeatIntervalMs } from '../../core/domain/limits.ts'
import { rawPublicKey } from '../../core/identity/machine-keys.ts'
import { createTickets } from '../../core/identity/tickets.ts'
import {
  type ControlMessage,
  type ControlMessageOf,
  decodeControl,
  encodeControl,
} from '../../proto/control-codec.ts'
import type { Certificate } from '../relay/generator-child.ts'

export type StandInBroker = {
  readonly url: string
  /** A ticket for a client of this connection. */
  mint(connectionId: string): string
  /** The first gateway's addresses, once it has told them. */
  readonly gateway: Promise<{ readonly clientPort: number; readonly ownPort: number }>
  stop(): void
}

const siteId = 'site-bench'
const ticketMs = 3_600_000

const createTicketPress = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = rawPublicKey(publicKey)
  const nowMs = () => Date.now()
  const keys = { signing: () => privateKey, find: () => raw }
  const tickets = createTickets(keys, { siteId, nowMs })
  const connectionIds = new Map<string, string>()
  return {
    raw,
    connectionIds,
    mint: (connectionId: string): string => {
      const ticket = tickets.mint({
        ...{ ticketId: `t-${connectionId}`, connectionId, userId: 'user', resourceId: 'desktop' },
        ...{ principal: 'user:bench', audience: `site:${siteId}`, expiresAt: nowMs() + ticketMs },
      })
      connectionIds.set(ticket, connectionId)
      return ticket
    },
  }
}

const welcomeWith = (ticketPublicKey: Uint8Array): ControlMessageOf<'welcome'> => ({
  ...{ type: 'welcome', machineId: 'gateway-bench', heartbeatIntervalMs, siteId },
  ...{ ticketPublicKeys: [ticketPublicKey], incarnation: 'bench', poolId: '', region: '' },
  reconnectSpreadMs: 0,
})

/** Listens on loopback with this certificate. */
export const startStandInBroker = async (certificate: Certificate): Promise<StandInBroker> => {
  const press = createTicketPress()
  let tell: (ports: { clientPort: number; ownPort: number }) => void = () => undefined
  const gateway = new Promise<{ clientPort: number; ownPort: number }>((resolve) => {
    tell = resolve
  })
  const granted = (requestId: string, connectionId: string): ControlMessage => ({
    ...{ type: 'legAuthorized', requestId, connectionId },
    ...{ legDeadlineMs: clientLegMs, userKey: 'user', chaos: '' },
  })
  const answerTo = (message: ReturnType<typeof decodeControl>): ControlMessage | undefined => {
    switch (message.type) {
      case 'hello': {
        const nonce = new Uint8Array(randomBytes(32))
        return { type: 'challenge', nonce, siteId, brokerId: 'broker-bench' }
      }
      case 'proof':
        return welcomeWith(press.raw)
      case 'gatewayState': {
        const portOf = (url: string): number => Number(new URL(url).port)
        tell({ clientPort: portOf(message.clientUrl), ownPort: portOf(message.ownUrl) })
        return undefined
      }
      case 'authorizeClient': {
        const { requestId, ticket } = message
        const connectionId = press.connectionIds.get(ticket)
        const detail = 'it was not made here'
        if (connectionId !== undefined) return granted(requestId, connectionId)
        return { type: 'legRefused', requestId, code: 'TICKET_INVALID', detail }
      }
      case 'authorizeHost':
        return granted(message.requestId, message.connectionId)
      case 'legReport':
        return { type: 'legReportAck', reportId: message.reportId }
      default:
        return undefined
    }
  }
  const serve = (socket: WebSocket): void => {
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer) => {
      const answer = answerTo(decodeControl(data))
      if (answer !== undefined) socket.send(encodeControl(answer))
    })
  }
  const { certFile, keyFile } = certificate
  const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) })
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  sockets.on('connection', serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address and port.
  const { port } = server.address() as AddressInfo
  return {
    url: `wss://127.0.0.1:${port}`,
    mint: press.mint,
    gateway,
    stop: () => {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
    },
  }
}
