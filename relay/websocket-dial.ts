/**
 * Opens one WebSocket to a broker or gateway over verified TLS: certificate and name are checked,
 * TLS 1.2 at least, no redirect is followed, and every wait has a deadline. A refused upgrade is
 * read, so that its reason reaches the caller. What the socket then carries is not known here.
 */
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { SecureContext } from 'node:tls'
import { WebSocket } from 'ws'
import type { System } from '../core/broker/ports.ts'
import {
  controlTextCharsMax,
  refusalBodyBytesMax,
  websocketFragmentCountMax,
  websocketPieceCountMax,
} from '../core/domain/limits.ts'

export type DialOptions = {
  /** `wss://host:port/path`; anything but wss is refused unread. */
  readonly url: string
  /** Absent: none is offered, as a stock client does. */
  readonly subprotocol?: string
  readonly headers?: Readonly<Record<string, string>>
  /** PEM of the only authority to trust; absent: the public ones that Node.js knows. */
  readonly ca?: string | undefined
  /** Made of `ca` once, for whoever dials so often that making it each time counts. */
  readonly secureContext?: SecureContext | undefined
  /** IPv4 address to dial from, where one address has too few ports. */
  readonly localAddress?: string | undefined
  /** From the first packet to the open WebSocket, in milliseconds. */
  readonly deadlineMs: number
  /** Larger messages from the peer end the WebSocket. */
  readonly messageBytesMax: number
  /** Gives the dial up. */
  readonly signal?: AbortSignal
}

export type DialResult =
  /** Paused: the caller adds its listeners, then resumes it. */
  | { readonly kind: 'open'; readonly socket: WebSocket }
  /** The peer answered with an HTTP status; `code` and `message` are those of its JSON, or ''. */
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly message: string
    }
  /** No answer in time. */
  | { readonly kind: 'timed-out' }
  /** No connection, no trust, or not a WebSocket. */
  | { readonly kind: 'failed'; readonly detail: string }

/** Dials once. Never rejects. */
export const dialWebSocket = (
  ports: { readonly system: Pick<System, 'after'> },
  options: DialOptions,
): Promise<DialResult> =>
  new Promise((resolve) => {
    if (!options.url.startsWith('wss://') || !URL.canParse(options.url)) {
      return resolve({ kind: 'failed', detail: 'url is not a wss url' })
    }
    if (options.signal?.aborted) return resolve({ kind: 'failed', detail: 'given up' })
    const socket = openSocket(options)
    let settled = false
    const settle = (result: DialResult): void => {
      if (settled) return
      settled = true
      cancelDeadline()
      options.signal?.removeEventListener('abort', giveUp)
      socket.removeAllListeners('open')
      socket.removeAllListeners('unexpected-response')
      // What goes wrong later ends in a close event; the error before it says nothing new here.
      socket.on('error', () => undefined)
      socket.removeListener('error', onError)
      if (result.kind !== 'open') socket.terminate()
      resolve(result)
    }
    const giveUp = (): void => settle({ kind: 'failed', detail: 'given up' })
    const onError = (error: Error): void => settle({ kind: 'failed', detail: describe(error) })
    const cancelDeadline = ports.system.after(options.deadlineMs, () =>
      settle({ kind: 'timed-out' }),
    )
    options.signal?.addEventListener('abort', giveUp)
    socket.on('error', onError)
    socket.once('open', () => {
      // A message may arrive with the handshake's last bytes, before the caller listens.
      socket.pause()
      settle({ kind: 'open', socket })
    })
    socket.once('unexpected-response', (request, response) => {
      readRefusal(request, response, (refusal) => settle({ kind: 'refused', ...refusal }))
    })
  })

const openSocket = (options: DialOptions): WebSocket =>
  new WebSocket(options.url, options.subprotocol === undefined ? [] : [options.subprotocol], {
    headers: { ...options.headers },
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.secureContext === undefined ? {} : { secureContext: options.secureContext }),
    ...(options.localAddress === undefined
      ? {}
      : { localAddress: options.localAddress, family: 4 }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    followRedirects: false,
    perMessageDeflate: false,
    maxPayload: options.messageBytesMax,
    maxFragments: websocketFragmentCountMax,
    maxBufferedChunks: websocketPieceCountMax,
  })

/** An error in one clause; OpenSSL's own codes name what is wrong with a certificate. */
const describe = (error: Error & { readonly code?: unknown }): string =>
  typeof error.code === 'string' && !error.message.includes(error.code)
    ? `${error.message} (${error.code})`
    : error.message

type RefusalText = { readonly status: number; readonly code: string; readonly message: string }

const readRefusal = (
  request: ClientRequest,
  response: IncomingMessage,
  done: (refusal: RefusalText) => void,
): void => {
  const chunks: Buffer[] = []
  let size = 0
  const finish = (): void => {
    response.removeAllListeners('data')
    request.destroy()
    done({ status: response.statusCode ?? 0, ...parseRefusal(Buffer.concat(chunks)) })
  }
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size > refusalBodyBytesMax) finish()
  })
  response.once('end', finish)
  response.once('error', finish)
}

const parseRefusal = (body: Buffer): { code: string; message: string } => {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    if (typeof parsed !== 'object' || parsed === null) return { code: '', message: '' }
    const { code, message } = parsed as { code?: unknown; message?: unknown }
    return { code: boundedText(code), message: boundedText(message) }
  } catch {
    return { code: '', message: '' }
  }
}

const boundedText = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, controlTextCharsMax) : ''
