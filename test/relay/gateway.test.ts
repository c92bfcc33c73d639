import { describe, expect, test } from 'vitest'
import {
  bytesOf,
  type CoreBench,
  createCoreBench,
  type FakeRequest,
} from '../support/relay/core-bench.ts'

const pair = async (
  bench: CoreBench,
  flows: { client?: 'stock' | 'credit'; host?: 'stock' | 'credit' } = {},
): Promise<{ client: FakeRequest; host: FakeRequest }> => {
  const client = bench.client('c1', flows.client)
  await bench.settle()
  const host = bench.host('c1', flows.host)
  await bench.settle()
  return { client, host }
}

const kinds = (bench: CoreBench): string[] => bench.authority.reports.map(({ kind }) => kind)
const ending = (bench: CoreBench) =>
  bench.authority.reports.find((report) => report.kind === 'relay-ended')

describe('joining', () => {
  test('the client is upgraded only after the host leg has joined', async () => {
    const bench = createCoreBench()
    const client = bench.client('c1')
    await bench.settle()
    expect(client.upgraded()).toBe(false)
    expect(bench.core.waitingConnectionIds()).toEqual(['c1'])
    const host = bench.host('c1')
    await bench.settle()
    expect([client.upgraded(), host.upgraded()]).toEqual([true, true])
    expect(kinds(bench)).toEqual(['relay-started'])
    expect(bench.core.waitingConnectionIds()).toEqual([])
  })

  test('a wrong ticket or secret gets the answer of the broker and leaves nothing', async () => {
    const bench = createCoreBench()
    const client = bench.request('stock')
    bench.core.clientArrived({ transport: 'websocket', ticket: 'x', bearer: '' }, client.held)
    const host = bench.request('credit')
    bench.core.hostArrived('c1', 'wrong', host.held)
    await bench.settle()
    expect(client.refused?.code).toBe('TICKET_INVALID')
    expect(host.refused?.code).toBe('RENDEZVOUS_INVALID')
    expect(bench.core.isIdle()).toBe(true)
    expect(bench.core.metrics().authorizingOrHeld).toBe(0)
    expect(bench.core.metrics().refused).toEqual(
      new Map([
        ['TICKET_INVALID', 1],
        ['RENDEZVOUS_INVALID', 1],
      ]),
    )
  })

  test('a malformed connection id is answered like a wrong secret, without asking', async () => {
    const bench = createCoreBench()
    const host = bench.request('credit')
    bench.core.hostArrived('../c1', 'secret-c1', host.held)
    await bench.settle()
    expect(host.refused).toEqual({ code: 'RENDEZVOUS_INVALID', detail: '' })
    expect(bench.authority.hostRequests).toEqual([])
  })

  test('a second leg on either side is a conflict and harms nobody', async () => {
    const bench = createCoreBench()
    const { client, host } = await pair(bench)
    const again = [bench.client('c1'), bench.host('c1')]
    await bench.settle()
    expect(again.map(({ refused }) => refused?.code)).toEqual(['LEG_CONFLICT', 'LEG_CONFLICT'])
    bench.core.frame(host.leg(), bytesOf('still here'))
    await bench.settle()
    expect(Buffer.from(client.socket.bytes()).toString()).toBe('still here')
  })

  test('the broker gets a late answer back when the request is gone', async () => {
    const bench = createCoreBench()
    let open = (): void => undefined
    bench.authority.gate = new Promise((resolve) => {
      open = resolve
    })
    const client = bench.client('c1')
    const host = bench.host('c2')
    client.hangUp()
    host.hangUp()
    open()
    await bench.settle()
    expect(bench.authority.reports).toEqual([
      { kind: 'client-left', connectionId: 'c1' },
      {
        kind: 'leg-lost-before-start',
        connectionId: 'c2',
        side: 'host',
        reason: 'host_closed',
      },
    ])
    expect(bench.core.metrics().authorizingOrHeld).toBe(0)
  })

  test('a broker that does not answer is unavailable and gets its late answer back', async () => {
    const bench = createCoreBench()
    let open = (): void => undefined
    bench.authority.gate = new Promise((resolve) => {
      open = resolve
    })
    const client = bench.client('c1')
    await bench.pass(10_000)
    expect(client.refused?.code).toBe('BROKER_UNAVAILABLE')
    open()
    await bench.settle()
    expect(kinds(bench)).toEqual(['client-left'])
  })

  test('a broker that fails is unavailable', async () => {
    const bench = createCoreBench()
    bench.authority.authorizeClient = () => Promise.reject(new Error('channel lost'))
    const client = bench.client('c1')
    await bench.settle()
    expect(client.refused?.code).toBe('BROKER_UNAVAILABLE')
  })

  test('requests that are not legs yet are bounded for each address', async () => {
    const bench = createCoreBench({ limits: { halfOpenPerAddressMax: 2 } })
    bench.authority.gate = new Promise(() => undefined)
    const clients = ['c1', 'c2', 'c3'].map((id) => bench.client(id))
    await bench.settle()
    expect(clients.map(({ refused }) => refused?.code)).toEqual([
      undefined,
      undefined,
      'RATE_LIMITED',
    ])
    clients[0]?.hangUp()
    const next = bench.client('c4')
    await bench.settle()
    expect(next.refused).toBeUndefined()
  })
})

describe('before the relay', () => {
  test('a client that leaves is reported, and its late host is turned away', async () => {
    const bench = createCoreBench()
    const client = bench.client('c1')
    await bench.settle()
    client.hangUp()
    await bench.settle()
    expect(bench.authority.reports).toEqual([{ kind: 'client-left', connectionId: 'c1' }])
    expect(bench.core.isIdle()).toBe(true)
  })

  test('a client that leaves in the turn in which its host comes is never upgraded', async () => {
    const bench = createCoreBench()
    const client = bench.client('c1')
    await bench.settle()
    const host = bench.host('c1')
    client.hangUp()
    await bench.settle()
    expect(client.upgraded()).toBe(false)
    expect(host.refused?.code ?? 'waits').toMatch(/CLIENT_LEFT|waits/)
    expect(kinds(bench)).not.toContain('relay-started')
  })

  test('a client that comes back at once is not forgotten with the one that left', async () => {
    const bench = createCoreBench()
    const first = bench.client('c1')
    await bench.settle()
    const host = bench.host('c1')
    first.hangUp()
    const second = bench.client('c1')
    await bench.settle()
    if (!host.upgraded()) bench.host('c1')
    await bench.settle()
    expect(second.upgraded()).toBe(true)
    expect(bench.core.liveRelays()).toHaveLength(1)
  })

  test('what the broker refuses becomes the answer of the held client', async () => {
    const bench = createCoreBench()
    const client = bench.client('c1')
    await bench.settle()
    bench.core.refuseConnection('c1', 'HOST_DECLINED', 'no seat')
    await bench.settle()
    expect(client.refused).toEqual({ code: 'HOST_DECLINED', detail: 'no seat' })
    expect(bench.core.isIdle()).toBe(true)
  })

  test('a refusal that overtakes its own authorisation is not lost', async () => {
    const bench = createCoreBench()
    let open = (): void => undefined
    bench.authority.gate = new Promise((resolve) => {
      open = resolve
    })
    const client = bench.client('c1')
    await bench.settle()
    // Both messages arrive in one read of the control channel.
    open()
    bench.core.refuseConnection('c1', 'ALL_HOSTS_FULL', '')
    await bench.settle()
    expect(client.refused?.code).toBe('ALL_HOSTS_FULL')
  })

  test('each side waits until its deadline, and a client learns that no host came', async () => {
    const bench = createCoreBench()
    const client = bench.client('c1')
    const host = bench.host('c2')
    await bench.pass(9_000)
    expect([client.refused, host.socket.ended]).toEqual([undefined, undefined])
    await bench.pass(2_000)
    expect(client.refused?.code).toBe('HOST_LEG_TIMED_OUT')
    expect(host.socket.ended).toEqual({ code: 4014, reason: 'deadline' })
    expect(bench.core.isIdle()).toBe(true)
  })

  test('data before pairing ends the leg', async () => {
    const bench = createCoreBench()
    const host = bench.host('c1')
    await bench.settle()
    bench.core.frame(host.leg(), bytesOf('too early'))
    await bench.settle()
    expect(host.socket.ended).toEqual({ code: 4007, reason: 'protocol_violation' })
    expect(bench.authority.reports.at(-1)).toEqual({
      kind: 'leg-lost-before-start',
      connectionId: 'c1',
      side: 'host',
      reason: 'protocol_violation',
    })
  })
})

describe.each([
  ['plain', false],
  ['TLS', true],
])('a %s relay', (_, tls) => {
  test('carries bytes both ways and counts them', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench, { host: 'stock' })
    bench.core.frame(client.leg(), bytesOf(20_000))
    bench.core.frame(client.leg(), bytesOf(10))
    bench.core.frame(host.leg(), bytesOf(30_000))
    await bench.settle()
    expect(host.socket.bytes().length).toBe(20_010)
    expect(client.socket.bytes().length).toBe(30_000)
    expect(bench.core.liveRelays()).toMatchObject([
      { connectionId: 'c1', bytesToClient: 30_000, bytesToHost: 20_010, bufferedBytes: 0 },
    ])
    await bench.pass(1_000)
    expect(bench.core.load()).toMatchObject({
      connections: 1,
      bytesPerSecond: 50_010,
      eventLoopDelayMs: 3,
    })
  })

  test('what arrived before one end closed reaches the other before its close frame', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench)
    bench.core.frame(host.leg(), bytesOf('last words'))
    bench.core.closed(host.leg(), 1000, '')
    expect(client.socket.ended).toBeUndefined()
    await bench.settle()
    expect(Buffer.from(client.socket.bytes()).toString()).toBe('last words')
    expect(client.socket.ended).toEqual({ code: 1000, reason: 'host_closed' })
    expect(ending(bench)).toMatchObject({ endedBy: 'host', reason: 'host_closed' })
  })

  test('a leg that does not take its last bytes in time is dropped', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench)
    client.socket.blocked = true
    bench.core.frame(host.leg(), bytesOf(1_000))
    await bench.settle()
    bench.core.closed(host.leg(), 1000, '')
    await bench.settle()
    await bench.pass(4_000)
    expect([client.socket.ended, client.socket.closed]).toEqual([undefined, false])
    await bench.pass(1_000)
    expect(client.socket.closed).toBe(true)
    expect(bench.core.metrics().legsCutUnflushedTotal).toBe(1)
    expect(bench.core.isIdle()).toBe(true)
  })

  test('a host of ours gets credit as a stock client drains, within the window', async () => {
    const limits = {
      ...{ creditWindowBytes: 100_000, creditWindowFloorBytes: 100_000 },
      creditWindowBytesMin: 1_000,
    }
    const bench = createCoreBench({ tls, limits })
    const { client, host } = await pair(bench)
    expect(host.socket.texts).toEqual(['+100000', 'ping 1'])
    client.socket.blocked = true
    bench.core.frame(host.leg(), bytesOf(60_000))
    await bench.settle()
    expect(host.socket.texts).toEqual(['+100000', 'ping 1'])
    bench.core.frame(host.leg(), bytesOf(40_000))
    await bench.settle()
    expect(bench.core.metrics().bufferedBytes).toBe(100_000)
    client.socket.blocked = false
    client.socket.buffered = 0
    bench.core.drained(client.leg())
    await bench.settle()
    expect(host.socket.texts).toEqual(['+100000', 'ping 1', '+100000'])
    expect(client.socket.bytes().length).toBe(100_000)
  })

  test('a host beyond its credit is cut', async () => {
    const bench = createCoreBench({ tls, limits: { creditWindowFloorBytes: 100_000 } })
    const { client, host } = await pair(bench)
    client.socket.blocked = true
    bench.core.frame(host.leg(), bytesOf(100_001))
    await bench.settle()
    expect(host.socket.ended).toEqual({ code: 4007, reason: 'protocol_violation' })
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'protocol_violation' })
  })

  test('a stock client that outruns its host is cut at the bound', async () => {
    const bench = createCoreBench({ tls, limits: { legBufferedBytesMax: 50_000 } })
    const { client, host } = await pair(bench)
    for (let sent = 0; sent < 5; sent++) bench.core.frame(client.leg(), bytesOf(10_000))
    await bench.settle()
    expect(client.socket.ended).toBeUndefined()
    bench.core.frame(client.leg(), bytesOf(10_000))
    await bench.settle()
    expect(client.socket.ended).toEqual({ code: 4004, reason: 'slow_host' })
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'slow_host' })
    await bench.pass(6_000)
    expect(host.socket.closed).toBe(true)
  })

  test('a host of ours gets what the stock client sent as far as it grants credit', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench)
    bench.core.frame(client.leg(), bytesOf(50_000))
    await bench.settle()
    expect(host.socket.bytes().length).toBe(0)
    bench.core.text(host.leg(), bytesOf('+30000'))
    await bench.settle()
    expect(host.socket.bytes().length).toBe(30_000)
    bench.core.text(host.leg(), bytesOf('+30000'))
    await bench.settle()
    expect(host.socket.bytes().length).toBe(50_000)
  })

  test('between two legs of ours each is granted a window and kept to it', async () => {
    const bench = createCoreBench({ tls, limits: { creditWindowFloorBytes: 1_000 } })
    const { client, host } = await pair(bench, { client: 'credit' })
    for (const { socket } of [client, host]) expect(socket.texts).toEqual(['+1000', 'ping 1'])
    bench.core.text(host.leg(), bytesOf('+500'))
    bench.core.frame(client.leg(), bytesOf(700))
    await bench.settle()
    // What its credit does not cover waits here, and counts against the sender's window.
    expect(host.socket.bytes().length).toBe(500)
    expect(client.socket.texts).toEqual(['+1000', 'ping 1', '+500'])
    bench.core.text(host.leg(), bytesOf('+500'))
    await bench.settle()
    expect(host.socket.bytes().length).toBe(700)
    bench.core.frame(client.leg(), bytesOf(801))
    await bench.settle()
    expect(ending(bench)).toMatchObject({ reason: 'protocol_violation' })
  })

  test('credit that a host granted while it waited is kept for it', async () => {
    const bench = createCoreBench({ tls })
    const host = bench.host('c1')
    await bench.settle()
    bench.core.text(host.leg(), bytesOf('+300'))
    bench.core.text(host.leg(), bytesOf('+400'))
    await bench.settle()
    const client = bench.client('c1', 'credit')
    await bench.settle()
    bench.core.frame(client.leg(), bytesOf(701))
    await bench.settle()
    expect(host.socket.bytes().length).toBe(700)
  })

  test('a window grows with the path to the sender, as far as its receiver takes it', async () => {
    const limits = { creditWindowFloorBytes: 1_000, creditWindowBytes: 8_000 }
    const bench = createCoreBench({ tls, limits })
    const { client, host } = await pair(bench)
    const granted = (): number =>
      host.socket.texts
        .filter((text) => text.startsWith('+'))
        .reduce((sum, text) => sum + Number(text), 0)
    await bench.pass(100)
    bench.core.text(host.leg(), bytesOf('pong 1'))
    await bench.settle()
    let sent = 0
    const windows: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      const due = granted() - sent
      bench.core.frame(host.leg(), bytesOf(due))
      sent += due
      await bench.pass(100)
      windows.push(granted() - sent)
    }
    // The first grant comes before anything was delivered.
    expect(windows).toEqual([1_000, 2_000, 4_000, 8_000, 8_000])
    expect(client.socket.bytes().length).toBe(sent)
  })

  test('a window does not grow with a trip that waited behind the window itself', async () => {
    const limits = { creditWindowFloorBytes: 1_000, creditWindowBytes: 8_000, legKeepaliveMs: 150 }
    const bench = createCoreBench({ tls, limits })
    const { host } = await pair(bench)
    const granted = (): number =>
      host.socket.texts
        .filter((text) => text.startsWith('+'))
        .reduce((sum, text) => sum + Number(text), 0)
    const pongLate = async (number: number, lateMs: number): Promise<void> => {
      await bench.pass(lateMs)
      bench.core.text(host.leg(), bytesOf(`pong ${number}`))
      await bench.settle()
    }
    await pongLate(1, 1)
    let sent = 0
    for (let turn = 0; turn < 6; turn++) {
      await bench.pass(200)
      const pings = host.socket.texts.filter((text) => text.startsWith('ping')).length
      await pongLate(pings, 100)
      const due = granted() - sent
      bench.core.frame(host.leg(), bytesOf(due))
      sent += due
    }
    await bench.settle()
    expect(bench.core.liveRelays()[0]?.hostRoundTripMs).toBeGreaterThan(50)
    expect(granted() - sent).toBe(1_000)
  })

  test('credit beyond the window is a violation', async () => {
    const bench = createCoreBench({ tls, limits: { creditWindowBytes: 1_000 } })
    const { host } = await pair(bench, { client: 'credit' })
    bench.core.text(host.leg(), bytesOf('+1001'))
    await bench.settle()
    expect(host.socket.ended?.reason).toBe('protocol_violation')
  })

  test('fin passes between legs of ours and ends the relay of a stock client', async () => {
    const ours = createCoreBench({ tls })
    const both = await pair(ours, { client: 'credit' })
    ours.core.text(both.host.leg(), bytesOf('fin'))
    await ours.settle()
    expect(both.client.socket.texts.at(-1)).toBe('fin')
    expect(ending(ours)).toBeUndefined()

    const stock = createCoreBench({ tls })
    const { client, host } = await pair(stock)
    stock.core.text(host.leg(), bytesOf('fin'))
    await stock.settle()
    expect(client.socket.ended).toEqual({ code: 1000, reason: 'host_closed' })
    expect(host.socket.ended).toEqual({ code: 1000, reason: 'host_closed' })
    expect(ending(stock)).toMatchObject({ endedBy: 'host', reason: 'host_closed' })
  })

  test('after both fins the first one ended the relay, whichever leg closes first', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench, { client: 'credit' })
    bench.core.text(host.leg(), bytesOf('fin'))
    bench.core.text(client.leg(), bytesOf('fin'))
    bench.core.closed(client.leg(), 1000, '')
    await bench.settle()
    expect(ending(bench)).toMatchObject({ endedBy: 'host', reason: 'host_closed' })
    expect(host.socket.ended).toEqual({ code: 1000, reason: 'host_closed' })
  })

  test('rst reaches the other leg of ours and ends the relay', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench, { client: 'credit' })
    bench.core.text(client.leg(), bytesOf('rst'))
    await bench.settle()
    expect(host.socket.texts).toContain('rst')
    expect(host.socket.ended?.reason).toBe('client_reset')
    expect(ending(bench)).toMatchObject({ endedBy: 'client', reason: 'client_reset' })
    expect(client.socket.ended?.reason).toBe('client_reset')
  })

  test.each([
    ['text on a stock leg', 'client', '+5'],
    ['an unknown text', 'host', 'hello'],
    ['a text above its bound', 'host', `ping ${'1'.repeat(80)}`],
  ] as const)('%s is a violation', async (__, side, text) => {
    const bench = createCoreBench({ tls })
    const legs = await pair(bench)
    bench.core.text(legs[side].leg(), bytesOf(text))
    await bench.settle()
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'protocol_violation' })
    expect(legs.client.socket.ended?.code).toBe(4007)
  })

  test('a lost message ends the relay at once on both sides', async () => {
    const bench = createCoreBench({ tls })
    const { client, host } = await pair(bench)
    client.socket.dropping = true
    bench.core.frame(host.leg(), bytesOf(20_000))
    await bench.settle()
    expect([client.socket.closed, host.socket.closed]).toEqual([true, true])
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'overflow' })
  })
})

describe('time', () => {
  test('our legs are pinged and measured, and silence ends the relay', async () => {
    const bench = createCoreBench()
    const { client, host } = await pair(bench)
    await bench.pass(15_000)
    expect(host.socket.texts.at(-1)).toBe('ping 2')
    bench.core.text(host.leg(), bytesOf('pong 2'))
    expect(bench.core.liveRelays()[0]?.hostRoundTripMs).toBe(0)
    expect(client.socket.texts).toEqual([])
    await bench.pass(46_000)
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'host_vanished' })
    expect(host.socket.closed).toBe(true)
    expect(client.socket.ended).toEqual({ code: 4006, reason: 'host_vanished' })
  })

  test('a ping of the far end is answered', async () => {
    const bench = createCoreBench()
    const { host } = await pair(bench)
    bench.core.text(host.leg(), bytesOf('ping 42'))
    await bench.settle()
    expect(host.socket.texts).toContain('pong 42')
  })

  test('a client that takes nothing for the stall time has vanished', async () => {
    const bench = createCoreBench({ limits: { legSilenceMs: 1e9 } })
    const { client, host } = await pair(bench)
    client.socket.blocked = true
    bench.core.frame(host.leg(), bytesOf(20_000))
    await bench.pass(59_000)
    expect(ending(bench)).toBeUndefined()
    await bench.pass(3_000)
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'client_vanished' })
    expect(client.socket.closed).toBe(true)
    expect(host.socket.ended?.reason).toBe('client_vanished')
  })
})

describe('a WebSocket ping, which the library answers from inside its read', () => {
  test.each(['client', 'host'] as const)(
    'makes an end without a close frame doubtful on the %s leg, until a frame follows',
    async (side) => {
      const doubtful = createCoreBench({ tls: true })
      const { [side]: leg } = await pair(doubtful)
      doubtful.core.pinged(leg.leg())
      // What comes within the ping's own turn may lie before the loss.
      doubtful.core.frame(leg.leg(), bytesOf(10))
      await doubtful.settle()
      leg.peerCloses()
      await doubtful.settle()
      expect(ending(doubtful)).toMatchObject({ endedBy: side, reason: `${side}_pinged` })

      const proven = createCoreBench({ tls: true })
      const { [side]: other } = await pair(proven)
      proven.core.pinged(other.leg())
      await proven.settle()
      proven.core.frame(other.leg(), bytesOf(10))
      await proven.settle()
      other.peerCloses()
      await proven.settle()
      expect(ending(proven)?.reason).not.toBe(`${side}_pinged`)
    },
  )

  test('costs nothing without TLS', async () => {
    const bench = createCoreBench()
    const { client } = await pair(bench)
    bench.core.pinged(client.leg())
    client.peerCloses()
    await bench.settle()
    expect(ending(bench)).toMatchObject({ endedBy: 'client', reason: 'client_closed' })
  })
})

describe('orders', () => {
  test('an administrator ends a relay: both ends are told', async () => {
    const bench = createCoreBench()
    const { client, host } = await pair(bench)
    bench.core.endConnection('c1', 'administrator', 'administrator')
    await bench.settle()
    for (const leg of [client, host]) {
      expect(leg.socket.ended).toEqual({ code: 4010, reason: 'administrator' })
    }
    expect(ending(bench)).toMatchObject({ endedBy: 'administrator', reason: 'administrator' })
  })

  test('a draining gateway takes no new client but lets a waiting one have its host', async () => {
    const bench = createCoreBench({ limits: { legSilenceMs: 1e9 } })
    const waiting = bench.client('c1')
    await bench.settle()
    bench.core.startDrain(60_000)
    const late = bench.client('c2')
    const foreign = bench.host('c3')
    const host = bench.host('c1')
    await bench.settle()
    expect(late.refused?.code).toBe('GATEWAY_DRAINING')
    expect(foreign.refused?.code).toBe('GATEWAY_DRAINING')
    expect([waiting.upgraded(), host.upgraded()]).toEqual([true, true])
    await bench.pass(59_000)
    expect(ending(bench)).toBeUndefined()
  })

  test('a replaced gateway takes what was on its way to it, and only then no more', async () => {
    const bench = createCoreBench({ limits: { legSilenceMs: 1e9 } })
    bench.core.startDrain(600_000, 45_000)
    expect([bench.core.isDraining(), bench.core.isIdle()]).toEqual([true, false])
    await bench.pass(44_000)
    const client = bench.client('c1')
    await bench.settle()
    const host = bench.host('c1')
    await bench.settle()
    expect([client.upgraded(), host.upgraded()]).toEqual([true, true])
    await bench.pass(2_000)
    const late = bench.client('c2')
    await bench.settle()
    expect(late.refused?.code).toBe('GATEWAY_DRAINING')
    expect([ending(bench), bench.core.isIdle()]).toEqual([undefined, false])
    // A stop in the middle of it: the relay now has as long as any stop gives.
    bench.core.startDrain(47_000)
    await bench.pass(1_500)
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'gateway_drain' })
  })

  test('what is left when the drain is over is ended with that reason', async () => {
    const bench = createCoreBench({ limits: { legSilenceMs: 1e9 } })
    const { client } = await pair(bench)
    bench.core.startDrain(5_000)
    await bench.pass(5_000)
    expect(ending(bench)).toMatchObject({ endedBy: 'gateway', reason: 'gateway_drain' })
    expect(client.socket.ended?.code).toBe(4012)
    expect(bench.core.isIdle()).toBe(true)
  })

  test('the end of everything answers held clients and closes waiting hosts', async () => {
    const bench = createCoreBench()
    const client = bench.client('c1')
    const host = bench.host('c2')
    await bench.settle()
    bench.core.endAll('gateway_stopped')
    await bench.settle()
    expect(client.refused?.code).toBe('GATEWAY_LOST')
    expect(host.socket.ended?.reason).toBe('gateway_stopped')
    expect(bench.core.isIdle()).toBe(true)
  })
})
