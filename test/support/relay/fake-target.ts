/** A TCP server for tests of agents, and small tools for bulk bytes. */
import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export type FakeTarget = {
  readonly port: number
  /** Connections that are open now. */
  open(): number
  /** The next connection, half-open capable and unread. */
  next(): Promise<Socket>
  stop(): Promise<void>
}

/** Listens on loopback; with `serve` every connection is served so, without it `next` hands them out. */
export const startFakeTarget = async (serve?: (socket: Socket) => void): Promise<FakeTarget> => {
  const sockets = new Set<Socket>()
  const waiting: Socket[] = []
  const takers: ((socket: Socket) => void)[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    if (serve) {
      serve(socket)
      return
    }
    const taker = takers.shift()
    if (taker) taker(socket)
    else waiting.push(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    next: () =>
      new Promise((resolve) => {
        const socket = waiting.shift()
        if (socket) resolve(socket)
        else takers.push(resolve)
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Connects to a port of loopback. */
export const dialLocal = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.removeListener('error', reject)
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })

/** How a connection ended for its reader. */
export type ReadResult = {
  readonly bytes: number
  readonly sha256: string
  readonly ending: 'end' | 'reset'
}

/** Reads to the end; with `pause` it stops now and then for as many milliseconds as that says. */
export const readAll = (socket: Socket, pause?: () => number): Promise<ReadResult> =>
  new Promise((resolve) => {
    const hash = createHash('sha256')
    let bytes = 0
    const finish = (ending: 'end' | 'reset'): void =>
      resolve({ bytes, sha256: hash.digest('hex'), ending })
    let ended = false
    socket.once('end', () => {
      ended = true
      finish('end')
    })
    socket.once('close', () => {
      if (!ended) finish('reset')
    })
    socket.on('data', (chunk: Buffer) => {
      hash.update(chunk)
      bytes += chunk.length
      const pauseMs = pause?.() ?? 0
      if (pauseMs === 0) return
      socket.pause()
      setTimeout(() => socket.resume(), pauseMs)
    })
  })

/** How a connection to this port of loopback ends, even when that is before it was made. */
export const endingOf = async (port: number): Promise<'end' | 'reset'> => {
  try {
    return (await readAll(await dialLocal(port))).ending
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return 'reset'
    throw error
  }
}

/** Writes random bytes, respecting backpressure, then ends; the SHA-256 of what was written. */
export const writeRandom = async (socket: Socket, length: number): Promise<string> => {
  const hash = createHash('sha256')
  const block = randomBytes(262_144)
  let left = length
  while (left > 0) {
    // Each block differs, so that a lost or doubled one shows.
    block.writeUIntBE(left, 0, 6)
    const piece = Buffer.from(block.subarray(0, Math.min(left, block.length)))
    hash.update(piece)
    left -= piece.length
    if (!socket.write(piece)) {
      await new Promise<void>((resolve, reject) => {
        const onClose = (): void => reject(new Error('closed while writing'))
        socket.once('close', onClose)
        socket.once('drain', () => {
          socket.removeListener('close', onClose)
          resolve()
        })
      })
    }
  }
  socket.end()
  return hash.digest('hex')
}
