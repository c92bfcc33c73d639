/**
 * One connection of a simulated user: the order, the leg of a stock client, RDP's first exchange,
 * then small messages whose echo it waits for until its time is over.
 */
import type { WebSocket } from 'ws'
import type { System } from '../../core/broker/ports.ts'
import { legAuthorizeMs, legMessageBytesMax, swarmAnswerMs } from '../../core/domain/limits.ts'
import { dialWebSocket } from '../../relay/websocket-dial.ts'
import type { SwarmHttps } from './https-client.ts'
import type { SwarmNetwork } from './network.ts'
import { OrderFailure, type OrderOptions, orderConnection } from './order.ts'
import { connectionConfirm, connectionRequest } from './stub-rdp.ts'

export type SimUserHandlers = {
  /** The first byte came back, so long after the order. */
  onStarted(ms: number): void
  /** An echo came back whole. */
  onEcho(bytes: number, ms: number): void
}

/** How one connection went. */
export type SimUserEnd =
  /** It lasted as long as it should. */
  | { readonly kind: 'left' }
  /** It was relayed, and the relay ended too early. */
  | { readonly kind: 'broken'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string }

export type SimUserOptions = OrderOptions & {
  readonly stayMs: number
  readonly sendBytes: number
  readonly sendEveryMs: number
  /** Leaves at once. */
  readonly signal: AbortSignal
}

type Ports = {
  readonly system: Pick<System, 'after' | 'monotonicMs'>
  readonly network: SwarmNetwork
  readonly https: SwarmHttps
}

/** Connects once and stays. Never rejects. */
export const connectSimUser = async (
  ports: Ports,
  options: SimUserOptions,
  handlers: SimUserHandlers,
): Promise<SimUserEnd> => {
  const startedAt = ports.system.monotonicMs()
  const permission = await orderConnection(ports.https, options).catch((error: unknown) => ({
    failed: error instanceof OrderFailure ? error.code : 'API_UNREACHABLE',
  }))
  if ('failed' in permission) return { kind: 'refused', code: permission.failed }
  const { ca, secureContext } = ports.network
  const dialled = await dialWebSocket(ports, {
    url: permission.url,
    headers: permission.headers,
    ca,
    secureContext,
    localAddress: ports.network.localAddress(options.index),
    deadlineMs: legAuthorizeMs + swarmAnswerMs,
    messageBytesMax: legMessageBytesMax,
    signal: options.signal,
  })
  if (dialled.kind === 'refused') {
    return { kind: 'refused', code: dialled.code || `HTTP_${dialled.status}` }
  }
  if (dialled.kind !== 'open') {
    return { kind: 'refused', code: dialled.kind === 'failed' ? 'LEG_FAILED' : 'LEG_TIMED_OUT' }
  }
  return stay(ports, dialled.socket, options, {
    ...handlers,
    onStarted: () => handlers.onStarted(ports.system.monotonicMs() - startedAt),
  })
}

const stay = (
  { system }: Ports,
  socket: WebSocket,
  options: SimUserOptions,
  handlers: { onStarted(): void; onEcho(bytes: number, ms: number): void },
): Promise<SimUserEnd> =>
  new Promise((resolve) => {
    const message = Buffer.alloc(options.sendBytes, 0x5a)
    let awaited = connectionConfirm.length
    let sentAt = 0
    let started = false
    let leaving = false

    const say = (): void => {
      if (leaving) return
      sentAt = system.monotonicMs()
      awaited = message.length
      socket.send(message)
    }
    const leave = (): void => {
      leaving = true
      cancelSay()
      socket.close(1000)
    }
    let cancelSay: () => void = () => undefined
    let cancelLeave: () => void = system.after(swarmAnswerMs, leave)

    socket.on('message', (data: Buffer) => {
      awaited -= data.length
      if (awaited > 0) return
      if (started) handlers.onEcho(message.length, system.monotonicMs() - sentAt)
      else {
        started = true
        handlers.onStarted()
        cancelLeave()
        cancelLeave = system.after(options.stayMs, leave)
      }
      cancelSay = system.after(options.sendEveryMs, say)
    })
    socket.once('close', (code) => {
      cancelSay()
      cancelLeave()
      options.signal.removeEventListener('abort', leave)
      if (!started) resolve({ kind: 'refused', code: leaving ? 'ECHO_TIMED_OUT' : `CLOSE_${code}` })
      else if (leaving) resolve({ kind: 'left' })
      else resolve({ kind: 'broken', code: `CLOSE_${code}` })
    })
    options.signal.addEventListener('abort', leave)
    if (options.signal.aborted) leave()
    socket.send(connectionRequest)
    socket.resume()
  })
