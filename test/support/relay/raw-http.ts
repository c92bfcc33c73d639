/** Speaks HTTP over a bare socket, as hostile and foreign clients do. */
import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'

export type RawAnswer = {
  readonly status: number
  readonly head: string
  readonly body: string
}

export type RawTarget = { readonly port: number; readonly ca?: string }

/** Opens a socket, with TLS when an authority is given. Errors are left to `close`. */
export const openRaw = async ({ port, ca }: RawTarget): Promise<Socket> => {
  const socket =
    ca === undefined
      ? connect(port, '127.0.0.1')
      : tlsConnect({ port, host: '127.0.0.1', ca, servername: 'localhost' })
  await new Promise<void>((resolve, reject) => {
    socket.once(ca === undefined ? 'connect' : 'secureConnect', () => resolve())
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  return socket
}

/** Sends the parts in writes of their own and reads until the server closes. */
export const exchange = async (target: RawTarget, ...parts: string[]): Promise<string> => {
  const socket = await openRaw(target)
  socket.setNoDelay(true)
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  for (const part of parts) {
    if (socket.destroyed) break
    await new Promise((resolve) => socket.write(part, resolve))
    // Long enough for the part to be a read of its own at the server.
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  await closed
  return Buffer.concat(chunks).toString('latin1')
}

/** The same, split into status, head and body. Status 0: closed without a word. */
export const request = async (target: RawTarget, ...parts: string[]): Promise<RawAnswer> => {
  const text = await exchange(target, ...parts)
  const end = text.indexOf('\r\n\r\n')
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0),
    head: end < 0 ? text : text.slice(0, end),
    body: end < 0 ? '' : text.slice(end + 4),
  }
}

/** The head of a WebSocket upgrade as FreeRDP writes it. */
export const upgradeHead = (path: string, headers: Record<string, string> = {}): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n')
