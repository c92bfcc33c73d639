/** One side of bulk transfers: all clients or all hosts, which send or receive as they are told. */
import { createHash } from 'node:crypto'
import { dataFrame, type LeanLeg, openLeanLeg } from '../bench/lean-leg.ts'
import {
  type BulkArrival,
  type BulkContent,
  bulkFrameBytes,
  createBulkContent,
  spoilt,
} from './bulk-content.ts'

export type BulkOrder =
  | {
      readonly kind: 'open'
      readonly side: 'client' | 'host'
      readonly port: number
      /** Names of the connections, one for each pair. */
      readonly names: readonly string[]
      readonly ca: string
      /** Whether the legs are of causeway.leg.v1, or stock. */
      readonly credit: boolean
    }
  /** SHA-256 of what each pair will carry. */
  | { readonly kind: 'digests'; readonly frameCount: number }
  /** Counts what comes from here on, up to so many frames on each pair. */
  | { readonly kind: 'expect'; readonly frameCount: number }
  /** Answered when all are there, or no more come. */
  | { readonly kind: 'receive' }
  | { readonly kind: 'send'; readonly frameCount: number; readonly spoil: boolean }
  /** What ends from here on is meant to. */
  | { readonly kind: 'settle' }
  | { readonly kind: 'close' }

export type BulkAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'expected'; readonly digests: readonly string[] }
  | { readonly kind: 'sending' }
  | { readonly kind: 'expecting' }
  | { readonly kind: 'received'; readonly arrivals: readonly BulkArrival[] }
  | { readonly kind: 'settled'; readonly endedEarly: number }
  | { readonly kind: 'closed' }

/** What a credit leg lets the gateway have under way, and what it takes before it allows more. */
const windowBytes = 4_194_304
const grantBytes = 262_144
/** Nothing for this long on any pair: what is missing does not come. */
const stillMs = 15_000

type Open = Extract<BulkOrder, { kind: 'open' }>

let legs: LeanLeg[] = []
let grants = false
let endedEarly = 0
let closing = false
let onEnded: () => void = () => undefined
let arrived: Promise<readonly BulkArrival[]> = Promise.resolve([])
let content: BulkContent | undefined

const answer = (message: BulkAnswer): void => {
  process.send?.(message)
}

const open = async (order: Open): Promise<void> => {
  grants = order.credit
  endedEarly = 0
  closing = false
  const { side, port, ca, credit } = order
  legs = await Promise.all(
    order.names.map((name) => {
      const path = side === 'host' ? `/rendezvous/${name}` : '/connect'
      return openLeanLeg({ port, path, bearer: name, credit, ca })
    }),
  )
  for (const leg of legs) {
    if (credit) leg.sendText(`+${windowBytes}`)
    leg.socket.on('error', () => undefined)
    leg.onClose = () => {
      if (closing) return
      endedEarly += 1
      onEnded()
    }
  }
  answer({ kind: 'opened' })
}

const expect = (frameCount: number): void => {
  const bytesPerPair = frameCount * bulkFrameBytes
  const states = legs.map(() => ({ hash: createHash('sha256'), bytes: 0, ungranted: 0 }))
  let missing = legs.length
  let arrivedAt = performance.now()
  let resolve = (_arrivals: readonly BulkArrival[]): void => undefined
  arrived = new Promise((settled) => {
    resolve = settled
  })
  const finish = (): void => {
    clearInterval(watch)
    onEnded = () => undefined
    for (const leg of legs) leg.onData = () => undefined
    resolve(states.map(({ hash, bytes }) => ({ bytes, digest: hash.digest('hex') })))
  }
  const watch = setInterval(() => {
    if (performance.now() - arrivedAt > stillMs) finish()
  }, 1_000)
  onEnded = finish
  for (const [index, leg] of legs.entries()) {
    const state = states[index]
    if (state === undefined) continue
    leg.onData = (piece) => {
      arrivedAt = performance.now()
      state.hash.update(piece)
      state.bytes += piece.length
      state.ungranted += piece.length
      if (grants && state.ungranted >= grantBytes) {
        leg.sendText(`+${state.ungranted}`)
        state.ungranted = 0
      }
      if (state.bytes === bytesPerPair) missing -= 1
      if (missing === 0) finish()
    }
  }
  answer({ kind: 'expecting' })
}

const receive = async (): Promise<void> => {
  answer({ kind: 'received', arrivals: await arrived })
}

const send = (frameCount: number, spoil: boolean): void => {
  for (const [pair, leg] of legs.entries()) {
    let index = 0
    leg.onWritable = () => {
      while (
        index < frameCount &&
        leg.creditBytes() >= bulkFrameBytes &&
        !leg.socket.writableNeedDrain
      ) {
        const frame = contentOf().frame(pair, index)
        const spoils = spoil && pair === 0 && index === frameCount >> 1
        leg.send(dataFrame(spoils ? spoilt(frame) : frame), bulkFrameBytes)
        index += 1
      }
    }
    leg.onWritable()
  }
  answer({ kind: 'sending' })
}

const contentOf = (): BulkContent => {
  content ??= createBulkContent()
  return content
}

const settle = (): void => {
  closing = true
  answer({ kind: 'settled', endedEarly })
}

const close = (): void => {
  for (const leg of legs) leg.socket.destroy()
  legs = []
  answer({ kind: 'closed' })
}

const run = async (order: BulkOrder): Promise<void> => {
  switch (order.kind) {
    case 'open':
      return open(order)
    case 'digests': {
      const { frameCount } = order
      const digests = legs.map((_, pair) => contentOf().digest(pair, frameCount))
      return answer({ kind: 'expected', digests })
    }
    case 'expect':
      return expect(order.frameCount)
    case 'receive':
      return receive()
    case 'send':
      return send(order.frameCount, order.spoil)
    case 'settle':
      return settle()
    case 'close':
      return close()
  }
}

process.on('message', (order: BulkOrder) => {
  run(order).catch((error: unknown) => {
    process.stderr.write(`bulk: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit())
