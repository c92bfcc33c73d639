/**
 * Nothing that arrives may end the worker: random heads and random frames over bare sockets, while
 * a well-behaved pair goes on untouched. The seed is printed with a failure.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { openRaw, type RawTarget, upgradeHead } from '../support/relay/raw-http.ts'
import { startTestGateway, type TestGateway, type TestLeg } from '../support/relay/test-gateway.ts'

/** Writes everything, gives the server a moment, and hangs up. */
const shout = async (target: RawTarget, parts: readonly Uint8Array[]): Promise<void> => {
  const socket = await openRaw(target)
  socket.resume()
  for (const part of parts) socket.write(part)
  await new Promise((resolve) => setTimeout(resolve, 1))
  socket.destroy()
}

const token = fc.constantFrom('GET', 'POST', 'HEAD', 'OPTIONS', 'RDG_OUT_DATA', 'PRI', '')
const path = fc.constantFrom('/connect', '/arm', '/rendezvous/x', '/healthz', '/', '//', '*', '/%')
const headerName = fc.constantFrom(
  'Host',
  'Upgrade',
  'Connection',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Version',
  'Authorization',
  'Cookie',
  'Content-Length',
  'Transfer-Encoding',
  'X\u0000',
)
const headerValue = fc.oneof(
  fc.constantFrom('websocket', 'Upgrade', 'dGhlIHNhbXBsZSBub25jZQ==', 'chunked', '-1', '9e99'),
  fc.string({ maxLength: 300 }),
)
const anyHead = fc
  .tuple(token, path, fc.string({ maxLength: 60 }), fc.array(fc.tuple(headerName, headerValue)))
  .map(([method, url, query, headers]) =>
    Buffer.from(
      `${method} ${url}?${query} HTTP/1.1\r\n${headers
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
      'latin1',
    ),
  )
const anyBytes = fc.uint8Array({ maxLength: 400 })

/** Frames that look right at first: any opcode, flags and stated length, some masked. */
const anyFrame = fc
  .tuple(fc.nat(255), fc.nat(255), fc.uint8Array({ maxLength: 200 }))
  .map(([first, second, rest]) => new Uint8Array([first, second, ...rest]))
const anyMaskedFrame = fc
  .tuple(fc.constantFrom(0, 1, 2, 8, 9, 10), fc.boolean(), fc.uint8Array({ maxLength: 120 }))
  .map(
    ([opcode, fin, payload]) =>
      new Uint8Array([(fin ? 0x80 : 0) | opcode, 0x80 | payload.length, 0, 0, 0, 0, ...payload]),
  )
const anyText = fc
  .constantFrom('+1', '+99999999999', 'fin', 'rst', 'ping 1', 'pong 1', 'x', '')
  .map((text) => new Uint8Array([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]))

describe.each([
  ['plain', false, 400],
  ['TLS', true, 150],
])('over %s', (_, tls, numRuns) => {
  let certificate: TestCertificate
  let gateway: TestGateway
  let client: TestLeg
  let host: TestLeg
  beforeAll(async () => {
    certificate = createTestCertificate()
    gateway = await startTestGateway({
      limits: { legSweepMs: 10 },
      ...(tls && { certificate }),
    })
    const hostOpen = gateway.host('good')
    client = await gateway.client('good')
    host = await hostOpen
  })
  afterAll(async () => {
    await gateway.gateway.stop()
    certificate.remove()
  })

  const target = (): RawTarget => ({
    port: gateway.clientPort,
    ...(tls && { ca: certificate.caPem }),
  })

  /** The good pair still carries bytes. */
  const expectAlive = async (): Promise<void> => {
    const before = client.received().length
    host.socket.send(Buffer.from('alive'))
    await client.until((leg) => leg.received().length === before + 5)
  }

  const batch = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.array(arbitrary, { minLength: 4, maxLength: 8 })

  test('random heads harm nobody', async () => {
    const heads = fc.array(fc.oneof(anyHead, anyBytes), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(batch(heads), async (all) => {
        await Promise.all(all.map((parts) => shout(target(), parts)))
      }),
      { numRuns },
    )
    await expectAlive()
  })

  test('random frames on every kind of leg harm nobody else', async () => {
    let serial = 0
    const frames = fc.array(fc.oneof(anyFrame, anyMaskedFrame, anyText), {
      minLength: 1,
      maxLength: 6,
    })
    const leg = fc.tuple(fc.constantFrom('host', 'pair'), fc.boolean(), frames)
    await fc.assert(
      fc.asyncProperty(batch(leg), async (all) => {
        await Promise.all(
          all.map(async ([kind, credit, parts]) => {
            const id = `fuzz-${serial++}`
            const offer: Record<string, string> = credit
              ? { 'Sec-WebSocket-Protocol': 'causeway.leg.v1' }
              : {}
            const hostHead = upgradeHead(`/rendezvous/${id}`, {
              ...offer,
              Authorization: `Bearer secret-${id}`,
            })
            const clientHead = upgradeHead('/connect', {
              ...offer,
              Authorization: `Bearer ticket-${id}`,
            })
            const hostSide = shout(target(), [Buffer.from(hostHead), ...parts])
            if (kind === 'pair') await shout(target(), [Buffer.from(clientHead), ...parts])
            await hostSide
          }),
        )
      }),
      { numRuns },
    )
    await expectAlive()
    const settled = (): boolean => {
      const metrics = gateway.gateway.metrics()
      return metrics.bridged === 1 && metrics.waitingForHost + metrics.waitingForClient === 0
    }
    while (!settled()) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(gateway.gateway.metrics().authorizingOrHeld).toBe(0)
    expect(gateway.gateway.metrics().endingLegs).toBe(0)
  })
})
