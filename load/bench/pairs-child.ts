/**
 * The load generator: both ends of many pairs in one process, lean enough to outrun the relay. The
 * hosts send as fast as their credit allows, one way, until they are told to stop.
 */
import { randomBytes } from 'node:crypto'
import { dataFrame, type LeanLeg, openLeanLeg } from './lean-leg.ts'

export type PairsOrder =
  | {
      readonly kind: 'open'
      readonly clientPort: number
      readonly ownPort: number
      readonly pairs: number
      /** Number of the first pair, where several generators load one relay; 0 when absent. */
      readonly from?: number
      /** Clients' tickets, one for each pair; absent: the relay takes the pair's name for one. */
      readonly tickets?: readonly string[]
      readonly ca?: string
    }
  | { readonly kind: 'send'; readonly frameBytes: number }

export type PairsAnswer = { readonly kind: 'open' }

/** Bytes of ready-made frames that go into one write: small frames must not cost a write each. */
const batchBytes = 65_536
const openAtOnce = 32
const hosts: LeanLeg[] = []

const openPair = async (
  order: Extract<PairsOrder, { kind: 'open' }>,
  index: number,
): Promise<void> => {
  const id = `pair-${(order.from ?? 0) + index}`
  const tls = order.ca === undefined ? {} : { ca: order.ca }
  const client = openLeanLeg({
    port: order.clientPort,
    path: '/connect',
    bearer: order.tickets?.[index] ?? id,
    credit: false,
    ...tls,
  })
  const path = `/rendezvous/${id}`
  const host = await openLeanLeg({ port: order.ownPort, path, bearer: id, credit: true, ...tls })
  await client
  hosts.push(host)
}

const open = async (order: Extract<PairsOrder, { kind: 'open' }>): Promise<void> => {
  for (let from = 0; from < order.pairs; from += openAtOnce) {
    const count = Math.min(openAtOnce, order.pairs - from)
    await Promise.all(Array.from({ length: count }, (_, index) => openPair(order, from + index)))
  }
  process.send?.({ kind: 'open' } satisfies PairsAnswer)
}

const sendOn = (host: LeanLeg, frameBytes: number): void => {
  const frames = Math.max(1, Math.floor(batchBytes / frameBytes))
  const frame = dataFrame(randomBytes(frameBytes))
  const batch = Buffer.concat(Array.from({ length: frames }, () => frame))
  const payloadBytes = frames * frameBytes
  host.onWritable = () => {
    while (host.creditBytes() >= payloadBytes && !host.socket.writableNeedDrain) {
      host.send(batch, payloadBytes)
    }
  }
  host.onWritable()
}

process.on('message', (order: PairsOrder) => {
  if (order.kind === 'open') void open(order)
  else for (const host of hosts) sendOn(host, order.frameBytes)
})
process.on('disconnect', () => process.exit())
