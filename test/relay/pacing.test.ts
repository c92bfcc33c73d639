import { describe, expect, test } from 'vitest'
import { parseLegText } from '../../relay/leg-text.ts'
import {
  bytesOf,
  type CoreBench,
  createCoreBench,
  type FakeRequest,
} from '../support/relay/core-bench.ts'

const rate = 200_000
const tickMs = 10
const seconds = 10

type Flow = 'stock' | 'credit'

/** A far end that sends all that its credit allows, and grants again what it has received. */
const createFarEnd = (bench: CoreBench, request: FakeRequest) => {
  const { socket } = request
  let read = 0
  let granted = 0
  let sent = 0
  return {
    socket,
    send: (): void => {
      for (const text of socket.texts.slice(read)) {
        const message = parseLegText(text)
        if (message?.kind === 'credit') granted += message.bytes
      }
      read = socket.texts.length
      const count = Math.min(granted - sent, 262_144)
      if (count <= 0) return
      sent += count
      bench.core.frame(request.leg(), bytesOf(count))
    },
    received: () => socket.frames.reduce((sum, frame) => sum + frame.length, 0),
    grant: (bytes: number) => bench.core.text(request.leg(), bytesOf(`+${bytes}`)),
  }
}

const join = async (bench: CoreBench, id: string, flow: { client: Flow; host: Flow }) => {
  const client = bench.client(id, flow.client)
  const host = bench.host(id, flow.host)
  await bench.settle()
  return {
    request: { client, host },
    client: createFarEnd(bench, client),
    host: createFarEnd(bench, host),
  }
}

const run = async (bench: CoreBench, steps: number, each: () => void): Promise<void> => {
  for (let step = 0; step < steps; step++) {
    each()
    await bench.settle()
    await bench.pass(tickMs, tickMs)
  }
}

const steps = (seconds * 1_000) / tickMs
const within5Percent = (bytes: number, perSecond: number): void => {
  expect(bytes).toBeGreaterThan(perSecond * seconds * 0.95)
  expect(bytes).toBeLessThan(perSecond * seconds * 1.05)
}

describe.each([
  ['plain', false],
  ['TLS', true],
])('a bandwidth cap, %s', (_, tls) => {
  test('of a relay holds from an agent to a stock client within 5 %', async () => {
    const bench = createCoreBench({ tls, caps: { relayBytesPerSecond: rate } })
    const { client, host } = await join(bench, 'c1', { client: 'stock', host: 'credit' })
    await run(bench, steps, host.send)
    within5Percent(client.received(), rate)
  })

  test('holds both ways between two legs of ours, at the same time', async () => {
    const bench = createCoreBench({ tls, caps: { relayBytesPerSecond: rate } })
    const { client, host } = await join(bench, 'c1', { client: 'credit', host: 'credit' })
    client.grant(1_000_000)
    host.grant(1_000_000)
    let clientHad = 0
    let hostHad = 0
    await run(bench, steps, () => {
      host.send()
      client.send()
      const [clientHas, hostHas] = [client.received(), host.received()]
      if (clientHas > clientHad) client.grant(clientHas - clientHad)
      if (hostHas > hostHad) host.grant(hostHas - hostHad)
      clientHad = clientHas
      hostHad = hostHas
    })
    within5Percent(client.received(), rate)
    within5Percent(host.received(), rate)
  })

  test('never exceeds what the receiver has granted', async () => {
    const bench = createCoreBench({ tls, caps: { relayBytesPerSecond: rate } })
    const { client, host } = await join(bench, 'c1', { client: 'credit', host: 'credit' })
    client.grant(70_000)
    await run(bench, 200, host.send)
    expect(client.received()).toBe(70_000)
  })

  const flow = { client: 'stock', host: 'credit' } as const

  test('of a user is shared evenly by the relays of that user alone', async () => {
    const bench = createCoreBench({
      tls,
      caps: { userBytesPerSecond: rate },
      userKeyOf: (id) => (id === 'other' ? 'u2' : 'u1'),
    })
    const pairs = [
      await join(bench, 'c1', flow),
      await join(bench, 'c2', flow),
      await join(bench, 'c3', flow),
    ]
    const other = await join(bench, 'other', flow)
    await run(bench, steps, () => {
      for (const { host } of [...pairs, other]) host.send()
    })
    const shares = pairs.map(({ client }) => client.received())
    within5Percent(
      shares.reduce((sum, share) => sum + share, 0),
      rate,
    )
    for (const share of shares) within5Percent(share, rate / 3)
    within5Percent(other.client.received(), rate)
  })

  // Whoever was flushed first had nearly all of it: a little more had come in before the next one.
  test('of a user is shared evenly although time passes between two flushes', async () => {
    const caps = { userBytesPerSecond: rate }
    const bench = createCoreBench({ tls, lookMs: 0.1, caps, userKeyOf: () => 'u1' })
    const pairs = [await join(bench, 'c1', flow), await join(bench, 'c2', flow)]
    await run(bench, steps, () => {
      for (const { host } of pairs) host.send()
    })
    const [first = 0, second = 0] = pairs.map(({ client }) => client.received())
    expect(first + second).toBeGreaterThan(rate * seconds * 0.95)
    expect(Math.abs(first - second)).toBeLessThan((first + second) * 0.025)
  })

  test('does not touch what a stock client sends', async () => {
    const bench = createCoreBench({ tls, caps: { relayBytesPerSecond: rate } })
    const { request, host } = await join(bench, 'c1', { client: 'stock', host: 'credit' })
    host.grant(4_000_000)
    for (let sent = 0; sent < 4_000_000; sent += 500_000) {
      bench.core.frame(request.client.leg(), bytesOf(500_000))
    }
    await bench.settle()
    expect(host.received()).toBe(4_000_000)
  })

  test('lets a relay that ends give what it still holds, then its close frame', async () => {
    const bench = createCoreBench({ tls, caps: { relayBytesPerSecond: rate } })
    const { request, client, host } = await join(bench, 'c1', { client: 'stock', host: 'credit' })
    host.send()
    await bench.settle()
    const { receivedBytes } = request.host.leg()
    expect(client.received()).toBeLessThan(receivedBytes)
    bench.core.endConnection('c1', 'administrator', 'administrator')
    await bench.settle()
    expect(client.received()).toBe(receivedBytes)
    expect(client.socket.ended?.reason).toBe('administrator')
  })
})

test('without caps a frame goes through in its turn and nothing waits', async () => {
  const bench = createCoreBench()
  const { request, client } = await join(bench, 'c1', { client: 'stock', host: 'credit' })
  expect([request.client.leg().pace, request.host.leg().pace]).toEqual([undefined, undefined])
  bench.core.frame(request.host.leg(), bytesOf(100_000))
  await bench.settle()
  expect(client.received()).toBe(100_000)
})

describe('the longest time of a relay', () => {
  test('ends it with its own reason, and leaves younger ones', async () => {
    const bench = createCoreBench({ caps: { relayMs: 60_000 } })
    const flow = { client: 'stock', host: 'credit' } as const
    const first = await join(bench, 'c1', flow)
    await bench.pass(30_000)
    const second = await join(bench, 'c2', flow)
    for (let beat = 0; beat < 29; beat++) {
      for (const { request } of [first, second]) {
        bench.core.frame(request.host.leg(), bytesOf('beat'))
      }
      await bench.pass(1_000)
    }
    expect(bench.core.metrics().bridged).toBe(2)
    await bench.pass(1_000)
    expect(bench.core.metrics().bridged).toBe(1)
    expect(first.client.socket.ended).toEqual({ code: 4018, reason: 'session_time' })
    expect(bench.authority.reports).toContainEqual(
      expect.objectContaining({
        kind: 'relay-ended',
        connectionId: 'c1',
        endedBy: 'gateway',
        reason: 'session_time',
      }),
    )
    expect(second.client.socket.ended).toBeUndefined()
  })
})
describe('faults of one connection', () => {
  const flow = { client: 'stock', host: 'credit' } as const

  test('come with its authorization, and leave others alone', async () => {
    const bench = createCoreBench({})
    bench.authority.chaos.set('c1', { stallAfterBytes: 100_000 })
    const slow = bench.client('c1', flow.client)
    const host = bench.host('c1', flow.host)
    const other = await join(bench, 'c2', flow)
    await bench.settle()
    const far = createFarEnd(bench, slow)
    bench.core.frame(host.leg(), bytesOf(150_000))
    bench.core.frame(other.request.host.leg(), bytesOf(150_000))
    await bench.pass(1_000, tickMs)
    expect([far.received(), other.client.received()]).toEqual([100_000, 150_000])
  })

  test('are set, changed and taken away while it is relayed, and count from then on', async () => {
    const bench = createCoreBench({})
    const { request, client } = await join(bench, 'c1', flow)
    const send = async (): Promise<number> => {
      bench.core.frame(request.host.leg(), bytesOf(60_000))
      await bench.pass(500, tickMs)
      return client.received()
    }
    expect(await send()).toBe(60_000)
    bench.core.setChaos('c1', { stallAfterBytes: 100_000 })
    await bench.settle()
    expect(await send()).toBe(120_000)
    expect(await send()).toBe(160_000)
    bench.core.setChaos('c1', { stallAfterBytes: 50_000 })
    await bench.pass(500, tickMs)
    expect(client.received()).toBe(180_000)
    expect(await send()).toBe(210_000)
    bench.core.setChaos('c1', undefined)
    await bench.pass(500, tickMs)
    expect(client.received()).toBe(240_000)
    expect([request.client.leg().pace, request.host.leg().pace]).toEqual([undefined, undefined])
    expect(await send()).toBe(300_000)
  })

  test('cut a running relay after so many bytes more', async () => {
    const bench = createCoreBench({})
    const { request, client } = await join(bench, 'c1', flow)
    bench.core.frame(request.host.leg(), bytesOf(60_000))
    await bench.pass(100, tickMs)
    bench.core.setChaos('c1', { cutAfterBytes: 10_000 })
    bench.core.setChaos('unknown', { cutAfterBytes: 1 })
    await bench.settle()
    expect(bench.core.metrics().bridged).toBe(1)
    bench.core.frame(request.host.leg(), bytesOf(60_000))
    await bench.pass(100, tickMs)
    expect(client.received()).toBe(70_000)
    const { bridged, relaysEnded } = bench.core.metrics()
    expect([bridged, relaysEnded.get('chaos')]).toEqual([0, 1])
  })
})
