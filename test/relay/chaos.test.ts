import { describe, expect, test } from 'vitest'
import { chaosPattern, createChaosGate, parseChaos } from '../../relay/chaos.ts'
import { bytesOf, createCoreBench } from '../support/relay/core-bench.ts'

const stepMs = 10

const join = async (chaos: string, host: 'stock' | 'credit' = 'stock') => {
  const bench = createCoreBench({ tls: true, caps: { chaos: parseChaos(chaos) } })
  const requests = { client: bench.client('c1'), host: bench.host('c1', host) }
  await bench.settle()
  const received = (): number => Buffer.concat(requests.client.socket.frames).length
  const send = async (bytes: number): Promise<void> => {
    bench.core.frame(requests.host.leg(), bytesOf(bytes))
    await bench.settle()
  }
  return { bench, ...requests, received, send, pass: (ms: number) => bench.pass(ms, stepMs) }
}

describe('the setting', () => {
  test('names faults with their measures', () => {
    const text = 'latency=200,bandwidth=1000,stall=5,cut=7'
    expect(chaosPattern.test(text)).toBe(true)
    expect(parseChaos(text)).toEqual({
      ...{ latencyMs: 200, bytesPerSecond: 1_000 },
      ...{ stallAfterBytes: 5, cutAfterBytes: 7 },
    })
    expect(parseChaos('latency=99999999').latencyMs).toBe(10_000)
  })

  test.each([
    '',
    'latency',
    'latency=0',
    'latency=-1',
    'cut=1,',
    ',cut=1',
    'loss=1',
    'cut=1;stall=2',
  ])('does not take %j', (text) => {
    expect(chaosPattern.test(text)).toBe(false)
  })
})

describe('a gate', () => {
  test('lets each byte pass after its own time', () => {
    const gate = createChaosGate({ latencyMs: 100 })
    gate.came(10, 0)
    gate.came(30, 60)
    expect([99, 100, 159, 160].map((nowMs) => gate.passableBytes(nowMs))).toEqual([0, 10, 10, 30])
  })
})

describe('a gateway for staging', () => {
  test('brings everything later by its latency', async () => {
    const { send, received, pass } = await join('latency=200')
    await send(1_000)
    await pass(190)
    expect(received()).toBe(0)
    await send(500)
    await pass(20)
    expect(received()).toBe(1_000)
    await pass(200)
    expect(received()).toBe(1_500)
  })

  test('holds even a stock sender to its bandwidth', async () => {
    const { send, received, pass } = await join('bandwidth=100000')
    await send(900_000)
    await pass(5_000)
    expect(received()).toBeGreaterThan(500_000 * 0.95)
    expect(received()).toBeLessThan(500_000 * 1.05)
  })

  test('stalls after so many bytes and stays open, until somebody ends it', async () => {
    const { bench, client, send, received, pass } = await join('stall=1500')
    await send(1_000)
    await send(1_000)
    await pass(2_000)
    expect(received()).toBe(1_500)
    expect(bench.core.metrics().bridged).toBe(1)
    bench.core.endConnection('c1', 'administrator', 'administrator')
    await pass(6_000)
    expect([received(), client.socket.closed, bench.core.isIdle()]).toEqual([1_500, true, true])
  })

  test('cuts after so many bytes without a close frame', async () => {
    const { bench, client, host, send, received, pass } = await join('cut=1500', 'credit')
    await send(1_000)
    expect(bench.core.metrics().bridged).toBe(1)
    await send(1_000)
    await pass(100)
    expect(received()).toBe(1_500)
    for (const { socket } of [client, host]) {
      expect([socket.closed, socket.ended]).toEqual([true, undefined])
    }
    expect(bench.authority.reports).toContainEqual(
      expect.objectContaining({ kind: 'relay-ended', endedBy: 'gateway', reason: 'chaos' }),
    )
  })
})
