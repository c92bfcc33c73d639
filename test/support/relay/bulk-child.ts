/**
 * One end of many pairs, in a process of its own so that it is faster than the relay: dials every
 * leg, sends its bytes as fast as credit allows, hashes what it receives, grants credit for it, and
 * prints one line of JSON with the digests when everything is there.
 */
import { createHash, randomBytes } from 'node:crypto'
import { dataFrame, openLeanLeg } from '../../../load/bench/lean-leg.ts'
import { creditText } from '../../../relay/leg-text.ts'

export type BulkOrder = {
  readonly port: number
  readonly side: 'client' | 'host'
  readonly credit: boolean
  readonly ca?: string
  readonly connectionIds: readonly string[]
  readonly frameBytes: number
  /** Bytes that each leg sends and expects. */
  readonly sendBytes: number
  readonly receiveBytes: number
  /** Credit that each leg grants, when it speaks credit. */
  readonly windowBytes: number
}

export type BulkResult = {
  readonly sent: readonly string[]
  readonly received: readonly string[]
}

const run = async (order: BulkOrder): Promise<BulkResult> => {
  const results = await Promise.all(order.connectionIds.map((id) => runLeg(order, id)))
  return {
    sent: results.map(({ sent }) => sent),
    received: results.map(({ received }) => received),
  }
}

/** Frames of random bytes, all different, so that lost and swapped ones show in the digest. */
const makeFrames = (order: BulkOrder): { payload: Buffer; frame: Buffer }[] =>
  Array.from({ length: 61 }, () => {
    const payload = randomBytes(order.frameBytes)
    return { payload, frame: dataFrame(payload) }
  })

const runLeg = async (
  order: BulkOrder,
  id: string,
): Promise<{ sent: string; received: string }> => {
  const host = order.side === 'host'
  const frames = makeFrames(order)
  const count = order.sendBytes / order.frameBytes
  // Hashed beforehand: nothing slows the sender down while it sends.
  const sentHash = createHash('sha256')
  for (let index = 0; index < count; index++) {
    sentHash.update(frames[index % frames.length]?.payload ?? '')
  }
  const leg = await openLeanLeg({
    port: order.port,
    path: host ? `/rendezvous/${id}` : '/connect',
    bearer: host ? `secret-${id}` : `ticket-${id}`,
    credit: order.credit,
    ...(order.ca && { ca: order.ca }),
  })
  const receivedHash = createHash('sha256')
  let index = 0
  let received = 0
  let ungranted = 0
  if (order.credit) leg.sendText(creditText(order.windowBytes))
  await new Promise<void>((resolve, reject) => {
    const finishIfDone = (): void => {
      if (index === count && received === order.receiveBytes) resolve()
    }
    leg.onWritable = () => {
      while (index < count && leg.creditBytes() >= order.frameBytes) {
        const frame = frames[index % frames.length]?.frame
        if (frame === undefined) return
        index += 1
        if (!leg.send(frame, order.frameBytes)) break
      }
      finishIfDone()
    }
    leg.onData = (piece) => {
      receivedHash.update(piece)
      received += piece.length
      ungranted += piece.length
      if (order.credit && ungranted >= order.windowBytes / 4) {
        leg.sendText(creditText(ungranted))
        ungranted = 0
      }
      finishIfDone()
    }
    leg.onClose = () => reject(new Error(`${order.side} ${id} lost after ${received} bytes`))
    leg.onWritable()
  })
  leg.onClose = () => undefined
  return { sent: sentHash.digest('hex'), received: receivedHash.digest('hex') }
}

process.on('message', (order: BulkOrder) => {
  run(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
