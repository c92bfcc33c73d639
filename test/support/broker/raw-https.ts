/** Bytes to an HTTPS port as a test writes them, and what came back until it was closed. */
import { once } from 'node:events'
import { connect, type TLSSocket } from 'node:tls'

export type RawConnection = {
  readonly socket: TLSSocket
  /** Everything received, once the far end has closed. */
  readonly ended: Promise<string>
  /** Resolves when the text received so far matches. */
  received(pattern: RegExp): Promise<string>
}

/** A verified TLS connection to this port of loopback. */
export const openRaw = async (port: number, ca: string): Promise<RawConnection> => {
  const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca })
  let text = ''
  const waiters = new Set<() => void>()
  socket.on('data', (data) => {
    text += data.toString('latin1')
    for (const wake of waiters) wake()
  })
  socket.on('error', () => undefined)
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(text)))
  await Promise.race([once(socket, 'secureConnect').catch(() => undefined), ended])
  return {
    socket,
    ended,
    received: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!pattern.test(text)) return
          waiters.delete(look)
          resolve(text)
        }
        waiters.add(look)
        look()
      }),
  }
}
