/**
 * One control channel over an open WebSocket, seen from the machine that dialled: proves the key,
 * then carries messages until it ends. Keeps the channel alive and notices silence. Dialling and
 * dialling again are the control client's business.
 */
import type { RawData, WebSocket } from 'ws'
import type { System } from '../core/broker/ports.ts'
import {
  type ControlMessage,
  type ControlMessageOf,
  decodeControl,
  encodeControl,
} from '../proto/control-codec.ts'

export type Welcome = ControlMessageOf<'welcome'>

/** How a channel ended. */
export type ChannelEnd =
  /** The broker said no; `code` is of the error table, as far as this version knows it. */
  | { readonly kind: 'rejected'; readonly code: string; readonly detail: string }
  | { readonly kind: 'lost'; readonly detail: string }

export type ControlChannel = {
  /** Queues a message; false when the channel is not up or too much waits already. */
  send(message: ControlMessage): boolean
  /** Ends the channel in an orderly way; onEnd follows. Idempotent. */
  close(): void
  /** Resolves when the socket is gone, which is at most a second after the channel's end. */
  readonly closed: Promise<void>
}

export type ChannelHandlers = {
  onWelcome(welcome: Welcome): void
  onMessage(message: ControlMessage): void
  /** A message of a newer protocol version was skipped. */
  onUnknown?(): void
  /** Called once, after which nothing else is. */
  onEnd(end: ChannelEnd): void
}

export type ChannelOptions = {
  readonly hello: ControlMessageOf<'hello'>
  /** Ed25519 signature over the transcript of this challenge. */
  readonly sign: (challenge: ControlMessageOf<'challenge'>) => Uint8Array
  readonly handshakeMs: number
  readonly keepaliveMs: number
  readonly silenceMs: number
  readonly bufferedBytesMax: number
}

type Phase = 'challenge' | 'verdict' | 'up' | 'ended'

/** How long the peer may take for its part of the closing handshake. */
const closeMs = 1_000

/** Runs the channel on a paused, open WebSocket. */
export const createControlChannel = (
  socket: WebSocket,
  ports: { readonly system: Pick<System, 'after' | 'monotonicMs'> },
  options: ChannelOptions,
  handlers: ChannelHandlers,
): ControlChannel => {
  const { system } = ports
  let phase: Phase = 'challenge'
  let heardAt = system.monotonicMs()
  let cancelClose: () => void = () => undefined

  const end = (result: ChannelEnd): void => {
    if (phase === 'ended') return
    phase = 'ended'
    cancelHandshake()
    cancelKeepalive()
    socket.removeAllListeners('message')
    if (socket.readyState === socket.OPEN) socket.close(1000)
    cancelClose = system.after(closeMs, () => socket.terminate())
    handlers.onEnd(result)
  }

  const lose = (detail: string): void => end({ kind: 'lost', detail })

  const write = (message: ControlMessage): boolean => {
    const bytes = encodeControl(message)
    if (socket.bufferedAmount + bytes.length > options.bufferedBytesMax) return false
    socket.send(bytes)
    return true
  }

  const keepAlive = (): void => {
    if (system.monotonicMs() - heardAt >= options.silenceMs) {
      // Nobody would answer a closing handshake.
      lose('nothing was heard from the broker')
      socket.terminate()
    } else {
      socket.ping()
      cancelKeepalive = system.after(options.keepaliveMs, keepAlive)
    }
  }

  const onMessage = (message: ControlMessage): void => {
    if (message.type === 'rejected') {
      end({ kind: 'rejected', code: message.code, detail: message.detail })
    } else if (phase === 'up') {
      handlers.onMessage(message)
    } else if (phase === 'challenge' && message.type === 'challenge') {
      phase = 'verdict'
      write({ type: 'proof', signature: options.sign(message) })
    } else if (phase === 'verdict' && message.type === 'welcome') {
      phase = 'up'
      cancelHandshake()
      handlers.onWelcome(message)
    } else {
      lose(`the broker sent ${message.type} during the opening`)
    }
  }

  const onData = (data: RawData, isBinary: boolean): void => {
    heardAt = system.monotonicMs()
    if (!(isBinary && data instanceof Uint8Array)) {
      lose('the broker sent a text message')
      return
    }
    const message = decodeControl(data)
    if (message.type === 'unknown') handlers.onUnknown?.()
    else if (message.type === 'malformed') lose(`the broker sent nonsense: ${message.detail}`)
    else onMessage(message)
  }

  const heard = (): void => {
    heardAt = system.monotonicMs()
  }
  const cancelHandshake = system.after(options.handshakeMs, () => {
    lose('the broker did not finish the opening in time')
  })
  let cancelKeepalive = system.after(options.keepaliveMs, keepAlive)
  socket.on('message', onData)
  socket.on('ping', heard)
  socket.on('pong', heard)
  // The close event follows and tells the rest.
  socket.on('error', (error) => lose(error.message))
  const closed = new Promise<void>((resolve) => {
    socket.once('close', (code) => {
      lose(`closed with code ${code}`)
      cancelClose()
      resolve()
    })
  })
  write(options.hello)
  socket.resume()
  return {
    send: (message) => phase === 'up' && write(message),
    close: () => lose('closed by this side'),
    closed,
  }
}
