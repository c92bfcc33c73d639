/**
 * The gateway's end of a leg, for tests: keeps the credit rules, notes every breach, and sends or
 * takes bytes as the test says.
 */
import type { WebSocket } from 'ws'
import { creditText, parseLegText } from '../../../relay/leg-text.ts'

export type FakeLeg = {
  readonly socket: WebSocket
  /** Every text but credit and keepalives. */
  readonly texts: string[]
  /** Bytes that came beyond the credit that was granted. */
  breachBytes(): number
  received(): Buffer
  receivedBytes(): number
  /** Bytes that we may still send. */
  credit(): number
  creditTotal(): number
  grant(bytes: number): void
  send(bytes: Uint8Array): void
  text(message: string): void
  /** Resolves when the condition holds, looked at whenever something arrives. */
  until(condition: () => boolean): Promise<void>
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
}

export const createFakeLeg = (socket: WebSocket): FakeLeg => {
  const texts: string[] = []
  const chunks: Buffer[] = []
  const checks = new Set<() => void>()
  let receivedBytes = 0
  let grantedBytes = 0
  let breachBytes = 0
  let creditBytes = 0
  let creditTotal = 0
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      chunks.push(Buffer.from(data))
      receivedBytes += data.length
      breachBytes = Math.max(breachBytes, receivedBytes - grantedBytes)
    } else {
      const text = data.toString()
      const message = parseLegText(text)
      if (message?.kind === 'credit') {
        creditBytes += message.bytes
        creditTotal += message.bytes
      } else if (message?.kind === 'ping') {
        socket.send(`pong ${message.number}`)
      } else {
        texts.push(text)
      }
    }
    for (const check of checks) check()
  })
  return {
    socket,
    texts,
    breachBytes: () => breachBytes,
    received: () => Buffer.concat(chunks),
    receivedBytes: () => receivedBytes,
    credit: () => creditBytes,
    creditTotal: () => creditTotal,
    grant: (bytes) => {
      grantedBytes += bytes
      socket.send(creditText(bytes))
    },
    send: (bytes) => {
      creditBytes -= bytes.length
      socket.send(bytes, { binary: true })
    },
    text: (message) => socket.send(message),
    until: (condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return
          checks.delete(check)
          resolve()
        }
        checks.add(check)
        check()
      }),
    closed: new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    }),
  }
}
