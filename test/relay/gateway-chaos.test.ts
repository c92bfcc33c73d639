/**
 * The gateway's core under random events, on sockets that throw when they are used after their end:
 * whatever comes in whatever order, every relay that started ends once, and nothing is left over.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, createCoreBench, type FakeRequest } from '../support/relay/core-bench.ts'

type Act =
  | { kind: 'client' | 'host'; id: number; credit: boolean }
  | { kind: 'hang-up' | 'close' | 'block' | 'drain' | 'drop'; leg: number }
  | { kind: 'frame'; leg: number; bytes: number }
  | { kind: 'text'; leg: number; text: string }
  | { kind: 'refuse' | 'end'; id: number }
  | { kind: 'settle' }
  | { kind: 'pass'; ms: number }

const id = fc.nat(2)
const leg = fc.nat(7)
const oneAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('client'), id, credit: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('host'), id, credit: fc.boolean() }) },
  fc.record({ kind: fc.constantFrom('hang-up', 'close', 'block', 'drain'), leg }),
  fc.record({ kind: fc.constant('drop'), leg }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('frame'), leg, bytes: fc.nat(30_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('text'),
      leg,
      text: fc.constantFrom('+20000', '+70000', 'fin', 'rst', 'ping 3', 'pong 1', 'nonsense'),
    }),
  },
  fc.record({ kind: fc.constantFrom('refuse', 'end'), id }),
  { weight: 5, arbitrary: fc.constant<Act>({ kind: 'settle' }) },
  fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(1_000, 6_000, 20_000) }),
)

const acts = fc.array(oneAct, { minLength: 10, maxLength: 60, size: 'max' })

describe.each([
  ['plain', false],
  ['TLS', true],
])('the %s core', (_, tls) => {
  test('survives any order of events and leaves nothing', async () => {
    const seen = { started: 0, ended: new Set<string>(), refused: 0 }
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const bench = createCoreBench({
          tls,
          limits: { legBufferedBytesMax: 100_000, creditWindowBytes: 80_000 },
        })
        const requests: FakeRequest[] = []
        /** One of the legs that are open now. */
        const alive = (index: number): FakeRequest | undefined => {
          const open = requests.filter(isOpen)
          return open[index % Math.max(1, open.length)]
        }
        for (const act of sequence) await play(bench, act, requests, alive)
        // What is on its way arrives, then everything is ended.
        await bench.settle()
        bench.core.endAll('gateway_stopped')
        await bench.pass(40_000)

        const reports = bench.authority.reports
        const count = (kind: string): number =>
          reports.filter((report) => report.kind === kind).length
        expect(count('relay-ended')).toBe(count('relay-started'))
        expect(bench.core.isIdle()).toBe(true)
        expect(bench.core.metrics()).toMatchObject({
          authorizingOrHeld: 0,
          bridged: 0,
          endingLegs: 0,
          bufferedBytes: 0,
        })
        expect(bench.core.load().connections).toBe(0)
        for (const request of requests) {
          expect(isOpen(request)).toBe(false)
        }
        seen.started += count('relay-started')
        for (const report of reports) {
          if (report.kind === 'relay-ended') seen.ended.add(report.reason)
        }
        seen.refused += requests.filter(({ refused }) => refused !== undefined).length
      }),
      { numRuns: 1_000 },
    )
    // A run that met nothing proves nothing.
    expect(seen.started).toBeGreaterThan(100)
    expect(seen.refused).toBeGreaterThan(100)
    expect([...seen.ended]).toEqual(
      expect.arrayContaining(['protocol_violation', 'client_closed', 'host_closed', 'overflow']),
    )
  })
})

const isOpen = ({ upgraded, socket }: FakeRequest): boolean =>
  upgraded() && socket.ended === undefined && !socket.closed

const play = async (
  bench: ReturnType<typeof createCoreBench>,
  act: Act,
  requests: FakeRequest[],
  alive: (index: number) => FakeRequest | undefined,
): Promise<void> => {
  switch (act.kind) {
    case 'client':
      requests.push(bench.client(`c${act.id}`, act.credit ? 'credit' : 'stock'))
      return
    case 'host':
      requests.push(bench.host(`c${act.id}`, act.credit ? 'credit' : 'stock'))
      return
    case 'hang-up': {
      const request = requests[act.leg]
      if (request && !request.upgraded() && !request.refused) request.hangUp()
      return
    }
    case 'close': {
      const request = alive(act.leg)
      if (request) request.peerCloses()
      return
    }
    case 'block': {
      const request = alive(act.leg)
      if (request) request.socket.blocked = true
      return
    }
    case 'drop': {
      const request = alive(act.leg)
      if (request) request.socket.dropping = true
      return
    }
    case 'drain': {
      const request = alive(act.leg)
      if (!request) return
      request.socket.blocked = false
      request.socket.buffered = 0
      bench.core.drained(request.leg())
      return
    }
    case 'frame': {
      const request = alive(act.leg)
      if (request) bench.core.frame(request.leg(), bytesOf(act.bytes))
      return
    }
    case 'text': {
      const request = alive(act.leg)
      if (request) bench.core.text(request.leg(), bytesOf(act.text))
      return
    }
    case 'refuse':
      bench.core.refuseConnection(`c${act.id}`, 'HOST_DECLINED', '')
      return
    case 'end':
      bench.core.endConnection(`c${act.id}`, 'administrator', 'administrator')
      return
    case 'settle':
      await bench.settle()
      return
    case 'pass':
      await bench.pass(act.ms)
  }
}
