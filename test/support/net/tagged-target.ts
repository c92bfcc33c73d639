/**
 * A plain TCP service behind an agent, in the test's own process. Who dials says first, in a tag of
 * fixed length, which connection it is, so that a test holds both ends of each relay and an agent
 * that only probes whether the target is there is told apart.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Bytes of a tag, in ASCII. */
export const tagBytes = 16

export type Target = {
  /** What an agent's `--target` takes. */
  readonly address: string
  /** The target's end of the connection that sent this tag; rejects past the deadline. */
  peer(tag: string, deadlineMs: number): Promise<Socket>
  /** Connections that sent a tag, all told. */
  taggedCount(): number
  stop(): Promise<void>
}

const padded = (tag: string): string => tag.padEnd(tagBytes, '.')

/** Both ends live on after the other one ended: half-closing is for the test to do. */
export const startTarget = async (): Promise<Target> => {
  const peers = new Map<string, Socket>()
  const waiting = new Map<string, (socket: Socket) => void>()
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    const onProbed = (): void => {
      socket.destroy()
    }
    const onReadable = (): void => {
      const tag: Buffer | null = socket.read(tagBytes)
      if (tag === null) return
      socket.off('readable', onReadable)
      socket.off('end', onProbed)
      const name = tag.toString('latin1')
      peers.set(name, socket)
      waiting.get(name)?.(socket)
    }
    socket.on('readable', onReadable)
    socket.once('end', onProbed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // A listening server answers with an address, never with a pipe's name.
    address: `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`,
    taggedCount: () => peers.size,
    peer: (tag, deadlineMs) =>
      new Promise((resolve, reject) => {
        const known = peers.get(padded(tag))
        if (known !== undefined) return resolve(known)
        const timer = setTimeout(() => {
          reject(new Error(`no connection ${tag} reached the target in ${deadlineMs} ms`))
        }, deadlineMs)
        waiting.set(padded(tag), (socket) => {
          clearTimeout(timer)
          resolve(socket)
        })
      }),
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Connects to a local port and sends the tag. The socket is read by nobody yet. */
export const dialTagged = async (port: number, tag: string): Promise<Socket> => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  socket.write(padded(tag), 'latin1')
  return socket
}

/** The first bytes of a client that speaks the target's protocol without `dialTagged`. */
export const tagOf = (tag: string): Buffer => Buffer.from(padded(tag), 'latin1')
