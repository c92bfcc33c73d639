import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChunkPool } from '../../relay/chunk-pool.ts'
import { createForwarding, type Forwarding } from '../../relay/forward.ts'
import { createLeg, type Leg } from '../../relay/leg.ts'
import { createTurn, type Turn } from '../../relay/turn.ts'
import { createFakeSocket, type FakeSocket } from '../support/relay/fake-socket.ts'

const chunkBytes = 64
const bound = 10_000

type Bench = {
  readonly forwarding: Forwarding
  readonly turn: Turn
  readonly from: Leg
  readonly to: Leg
  readonly socket: FakeSocket
  readonly events: string[]
  readonly idleChunks: () => number
  /** Ends the turn of the event loop. */
  endTurn(): void
}

const createBench = (deferred: boolean, flow: 'stock' | 'credit' = 'stock'): Bench => {
  const events: string[] = []
  let run: (() => void) | undefined
  const turn = createTurn(
    (callback) => {
      run = callback
    },
    (leg) => forwarding.flush(leg),
  )
  const pool = createChunkPool({ chunkBytes, idleCountMax: 1_000 })
  const forwarding = createForwarding(
    {
      pool,
      mark: turn.mark,
      events: {
        violated: (leg) => events.push(`violated ${leg.side}`),
        creditLow: (leg) => events.push(`credit low ${leg.side}`),
        overfull: (leg) => events.push(`overfull ${leg.side}`),
        dropped: (leg) => events.push(`dropped ${leg.side}`),
      },
    },
    { deferred, straightFrameBytesMin: 32, legBufferedBytesMax: bound },
  )
  const socket = createFakeSocket()
  const from = createLeg('c1', 'client', 'stock', createFakeSocket(), 0)
  const to = createLeg('c1', 'host', flow, socket, 0)
  from.other = to
  to.other = from
  from.phase = 'bridged'
  to.phase = 'bridged'
  const endTurn = (): void => {
    const callback = run
    run = undefined
    callback?.()
  }
  return { forwarding, turn, from, to, socket, events, endTurn, idleChunks: pool.idleCount }
}

const frameOf = (length: number, value = length): ArrayBuffer =>
  new Uint8Array(length).fill(value % 251).buffer

describe('plain forwarding', () => {
  test('a large frame goes straight on', () => {
    const { forwarding, from, socket } = createBench(false)
    forwarding.frame(from, frameOf(32))
    expect(socket.frames.map(({ length }) => length)).toEqual([32])
  })

  test('small frames of one turn become one send at its end', () => {
    const { forwarding, from, socket, endTurn } = createBench(false)
    for (let count = 0; count < 5; count++) forwarding.frame(from, frameOf(10))
    expect(socket.frames).toEqual([])
    endTurn()
    expect(socket.frames.map(({ length }) => length)).toEqual([50])
  })

  test('a large frame never overtakes gathered small ones', () => {
    const { forwarding, from, socket, endTurn } = createBench(false)
    forwarding.frame(from, frameOf(10, 1))
    forwarding.frame(from, frameOf(40, 2))
    forwarding.frame(from, frameOf(10, 3))
    endTurn()
    const expected = Buffer.concat([frameOf(10, 1), frameOf(40, 2), frameOf(10, 3)].map(toBytes))
    expect(Buffer.compare(socket.bytes(), expected)).toBe(0)
  })

  test('full gather buffers go within the turn', () => {
    const { forwarding, from, socket, endTurn } = createBench(false)
    for (let count = 0; count < 20; count++) forwarding.frame(from, frameOf(20))
    expect(socket.bytes().length).toBe(Math.floor((20 * 20 - 1) / chunkBytes) * chunkBytes)
    endTurn()
    expect(socket.bytes().length).toBe(400)
  })
})

describe('deferred forwarding', () => {
  test('nothing is written before the end of the turn, whatever arrives', () => {
    const { forwarding, from, socket, endTurn } = createBench(true)
    for (const length of [1, 500, 32, 64, 128]) forwarding.frame(from, frameOf(length))
    expect(socket.frames).toEqual([])
    endTurn()
    expect(socket.bytes().length).toBe(1 + 500 + 32 + 64 + 128)
  })

  test('the frame is copied: its buffer may die at once', () => {
    const { forwarding, from, socket, endTurn } = createBench(true)
    const frame = frameOf(100, 7)
    forwarding.frame(from, frame)
    structuredClone(frame, { transfer: [frame] })
    endTurn()
    expect(socket.bytes().every((byte) => byte === 7)).toBe(true)
  })
})

describe.each([
  ['plain', false],
  ['deferred', true],
])('%s forwarding', (_, deferred) => {
  test('feeds a full socket no more until it drained', () => {
    const { forwarding, from, to, socket, turn, endTurn } = createBench(deferred)
    socket.blocked = true
    forwarding.frame(from, frameOf(32))
    endTurn()
    for (let count = 0; count < 4; count++) forwarding.frame(from, frameOf(32))
    endTurn()
    expect(socket.frames.length).toBe(1)
    expect(to.peakBufferedBytes).toBe(32 * 5)
    socket.blocked = false
    socket.buffered = 0
    forwarding.drained(to)
    turn.mark(to)
    endTurn()
    expect(socket.bytes().length).toBe(32 * 5)
    expect(to.heldBytes).toBe(0)
  })

  test('sends a credit leg no more than it granted', () => {
    const { forwarding, from, to, socket, turn, endTurn } = createBench(deferred, 'credit')
    forwarding.frame(from, frameOf(100))
    endTurn()
    expect(socket.bytes().length).toBe(0)
    to.sendableBytes += 70
    turn.mark(to)
    endTurn()
    expect(socket.bytes().length).toBe(70)
    expect(to.heldBytes).toBe(30)
  })

  test('tells once when more than the bound waits', () => {
    const { forwarding, from, to, socket, events, endTurn } = createBench(deferred)
    socket.blocked = true
    while (!events.includes('overfull host')) {
      forwarding.frame(from, frameOf(50))
      endTurn()
    }
    expect(to.heldBytes + to.bufferedBytes).toBeGreaterThan(bound)
    expect(to.heldBytes + to.bufferedBytes).toBeLessThanOrEqual(bound + 50)
  })

  test('a lost message is told, never passed over', () => {
    const { forwarding, from, socket, events, endTurn } = createBench(deferred)
    socket.dropping = true
    forwarding.frame(from, frameOf(40))
    endTurn()
    expect(events).toEqual(['dropped host'])
  })

  test('a sender beyond its credit is stopped', () => {
    const { forwarding, from, socket, events, endTurn } = createBench(deferred)
    from.allowanceBytes = 60
    forwarding.frame(from, frameOf(40))
    forwarding.frame(from, frameOf(40))
    endTurn()
    expect(events).toEqual(['violated client'])
    expect(socket.bytes().length).toBe(40)
  })

  test('low credit is told once until somebody has looked', () => {
    const { forwarding, from, events } = createBench(deferred)
    from.allowanceBytes = 1_000
    from.refillBelowBytes = 500
    for (let count = 0; count < 9; count++) forwarding.frame(from, frameOf(100))
    expect(events).toEqual(['credit low client'])
    from.grantDue = false
    forwarding.frame(from, frameOf(1))
    expect(events).toEqual(['credit low client', 'credit low client'])
  })

  test('a frame on a leg that has no partner, or after fin, is a violation', () => {
    const { forwarding, from, socket, events, endTurn } = createBench(deferred)
    from.finSeen = true
    forwarding.frame(from, frameOf(40))
    from.finSeen = false
    from.other = undefined
    forwarding.frame(from, frameOf(40))
    endTurn()
    expect(events).toEqual(['violated client', 'violated client'])
    expect(socket.frames).toEqual([])
  })

  test('fin follows the last byte that waits', () => {
    const { forwarding, from, to, socket, turn, endTurn } = createBench(deferred)
    socket.blocked = true
    forwarding.frame(from, frameOf(40))
    forwarding.frame(from, frameOf(40))
    endTurn()
    to.finDue = true
    turn.mark(to)
    endTurn()
    expect(socket.texts).toEqual([])
    socket.blocked = false
    socket.buffered = 0
    forwarding.drained(to)
    turn.mark(to)
    endTurn()
    expect(socket.bytes().length).toBe(80)
    expect(socket.texts).toEqual(['fin'])
  })

  test('whatever sizes, stops and credits come, the stream arrives whole and in order', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('frame' as const), length: fc.integer({ min: 0, max: 300 }) }),
      fc.record({ kind: fc.constant('turn' as const) }),
      fc.record({ kind: fc.constant('block' as const) }),
      fc.record({ kind: fc.constant('drain' as const) }),
      fc.record({ kind: fc.constant('credit' as const), bytes: fc.integer({ min: 1, max: 500 }) }),
    )
    const flow = fc.constantFrom<('stock' | 'credit')[]>('stock', 'credit')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), flow, (steps, toFlow) => {
        const { forwarding, from, to, socket, turn, endTurn, idleChunks } = createBench(
          deferred,
          toFlow,
        )
        const sent: Uint8Array[] = []
        let next = 0
        const drain = (): void => {
          socket.blocked = false
          socket.buffered = 0
          forwarding.drained(to)
          turn.mark(to)
        }
        for (const one of steps) {
          if (one.kind === 'frame') {
            const bytes = new Uint8Array(one.length).map(() => next++ % 251)
            sent.push(bytes.slice())
            forwarding.frame(from, bytes.buffer)
          } else if (one.kind === 'turn') endTurn()
          else if (one.kind === 'block') socket.blocked = true
          else if (one.kind === 'drain') drain()
          else if (toFlow === 'credit') {
            to.sendableBytes += one.bytes
            turn.mark(to)
          }
          const arrived = socket.bytes().length
          expect(to.heldBytes + arrived).toBe(from.receivedBytes)
        }
        to.sendableBytes = Number.POSITIVE_INFINITY
        drain()
        endTurn()
        expect(Buffer.compare(socket.bytes(), Buffer.concat(sent))).toBe(0)
        expect(to.heldBytes).toBe(0)
        expect(to.head).toBeUndefined()
        expect(idleChunks()).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 500 },
    )
  })

  test('discarding gives every buffer back', () => {
    const { forwarding, from, to, socket, endTurn, idleChunks } = createBench(deferred)
    socket.blocked = true
    for (let count = 0; count < 10; count++) forwarding.frame(from, frameOf(100))
    endTurn()
    const before = idleChunks()
    forwarding.discard(to)
    expect(to.heldBytes).toBe(0)
    expect(idleChunks()).toBeGreaterThan(before)
  })
})

const toBytes = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer)
