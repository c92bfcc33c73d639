/** A leg's socket for tests: takes what its script lets it take, remembers everything. */
import { type LegSocket, sendBuffered, sendDone, sendDropped } from '../../../relay/leg.ts'

export type FakeSocket = LegSocket & {
  /** Data messages in order, copied. */
  readonly frames: Uint8Array[]
  readonly texts: string[]
  /** All data bytes so far. */
  bytes(): Uint8Array
  /** Bytes that sit in the socket. */
  buffered: number
  /** While true, every send stays in the socket's own buffer. */
  blocked: boolean
  /** While true, every send is lost. */
  dropping: boolean
  ended: { readonly code: number; readonly reason: string } | undefined
  closed: boolean
  /** Called when the gateway ends or closes it, as uWebSockets calls its close handler. */
  onClosed: (() => void) | undefined
}

export const createFakeSocket = (): FakeSocket => {
  const useable = (): void => {
    if (socket.ended !== undefined || socket.closed) throw new Error('socket used after its end')
  }
  const socket: FakeSocket = {
    frames: [],
    texts: [],
    bytes: () => Buffer.concat(socket.frames),
    buffered: 0,
    blocked: false,
    dropping: false,
    ended: undefined,
    closed: false,
    onClosed: undefined,
    send: (message, binary) => {
      useable()
      if (socket.dropping) return sendDropped
      const length = typeof message === 'string' ? message.length : message.byteLength
      if (typeof message === 'string') socket.texts.push(message)
      else socket.frames.push(new Uint8Array(message).slice())
      if (binary !== (typeof message !== 'string')) throw new Error('data must be binary')
      if (!socket.blocked) return sendDone
      socket.buffered += length
      return sendBuffered
    },
    getBufferedAmount: () => {
      useable()
      return socket.buffered
    },
    end: (code, reason) => {
      useable()
      socket.ended = { code, reason }
      socket.onClosed?.()
    },
    close: () => {
      useable()
      socket.closed = true
      socket.onClosed?.()
    },
  }
  return socket
}
