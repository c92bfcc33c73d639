import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ChaosFaults } from '../../relay/chaos.ts'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { startTestGateway, type TestGateway, type TestLeg } from '../support/relay/test-gateway.ts'

let certificate: TestCertificate
beforeAll(() => {
  certificate = createTestCertificate()
})
afterAll(() => certificate.remove())

describe.each([
  ['plain', false],
  ['TLS', true],
])('a gateway for staging over %s sockets', (_, tls) => {
  let gateway: TestGateway
  afterEach(() => gateway.gateway.stop())

  const pair = async (chaos: ChaosFaults): Promise<{ client: TestLeg; host: TestLeg }> => {
    gateway = await startTestGateway({ caps: { chaos }, ...(tls && { certificate }) })
    const client = gateway.client('c1')
    const host = await gateway.host('c1', { stock: true })
    return { client: await client, host }
  }

  test('cuts both ends without a close frame after its bytes', async () => {
    const { client, host } = await pair({ cutAfterBytes: 100_000 })
    for (let count = 0; count < 20; count++) host.socket.send(Buffer.alloc(10_000, count))
    expect(await client.closed).toEqual({ code: 1006, reason: '' })
    expect(await host.closed).toEqual({ code: 1006, reason: '' })
    expect(client.received().length).toBeLessThanOrEqual(100_000)
    expect(await gateway.authority.reported('relay-ended')).toMatchObject({ reason: 'chaos' })
  })

  test('brings bytes no sooner than its latency, in order and whole', async () => {
    const { client, host } = await pair({ latencyMs: 100 })
    const startedMs = performance.now()
    const sent = Buffer.from(Array.from({ length: 50_000 }, (_value, index) => index % 251))
    for (let at = 0; at < sent.length; at += 1_000) {
      client.socket.send(sent.subarray(at, at + 1_000))
    }
    await host.until((leg) => leg.received().length > 0)
    expect(performance.now() - startedMs).toBeGreaterThan(95)
    await host.until((leg) => leg.received().length === sent.length)
    expect(host.received().equals(sent)).toBe(true)
    client.socket.close()
    await host.closed
  })
})
