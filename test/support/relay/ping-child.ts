/**
 * A stock client in a process of its own, so that it is faster than the relay: uploads numbered
 * frames, with a WebSocket ping behind each of them, then says goodbye.
 */
import { dataFrame, openLeanLeg } from '../../../load/bench/lean-leg.ts'

export type PingOrder = {
  readonly port: number
  readonly ca: string
  readonly connectionId: string
  readonly frameCount: number
}

const frameBytes = 65_536

/** The payload of one frame; each differs from all others. */
export const numberedPayload = (index: number): Buffer =>
  Buffer.alloc(frameBytes, `frame ${index} `)

/** Masked with the zero key: a ping without content, and a close frame with code 1000. */
const pingFrame = Buffer.from([0x89, 0x80, 0, 0, 0, 0])
const closeFrame = Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8])

const run = async (order: PingOrder): Promise<void> => {
  const { port, ca, connectionId } = order
  // Made beforehand: nothing slows the sender down while it sends.
  const frames = Array.from({ length: order.frameCount }, (_, index) =>
    Buffer.concat([dataFrame(numberedPayload(index)), pingFrame]),
  )
  const leg = await openLeanLeg({
    port,
    path: '/connect',
    bearer: `ticket-${connectionId}`,
    credit: false,
    ca,
  })
  leg.socket.on('error', () => undefined)
  for (const frame of frames) leg.socket.write(frame)
  leg.socket.write(closeFrame)
}

process.on('message', (order: PingOrder) => {
  run(order).catch((error: unknown) => process.send?.({ error: String(error) }))
})
