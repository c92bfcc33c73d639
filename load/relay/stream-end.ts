/** One end of a bare stream, with the face of a leg, so that one generator drives both. */
import { connect, type Socket } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import type { LeanLeg } from '../bench/lean-leg.ts'

export type End = LeanLeg

/** Makes an end of a connected socket. It has no credit but what its socket takes. */
export const streamEnd = (socket: Socket): End => {
  const end: End = {
    socket,
    creditBytes: () => Number.POSITIVE_INFINITY,
    send: (bytes) => socket.write(bytes),
    sendText: () => undefined,
    onData: () => undefined,
    onWritable: () => undefined,
    onClose: () => undefined,
  }
  socket.on('data', (piece) => end.onData(piece))
  socket.on('drain', () => end.onWritable())
  socket.on('close', () => end.onClose())
  return end
}

/** Dials 127.0.0.1. @param ca authority of the far certificate; absent: no TLS */
export const openStream = (port: number, ca: string | undefined): Promise<End> =>
  new Promise((resolve, reject) => {
    const address = { port, host: '127.0.0.1' }
    const socket = ca === undefined ? connect(address) : tlsConnect({ ...address, ca })
    socket.setNoDelay(true)
    socket.once(ca === undefined ? 'connect' : 'secureConnect', () => resolve(streamEnd(socket)))
    socket.once('error', reject)
  })
