import { createHash, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { paceBurstMs } from '../../core/domain/limits.ts'
import { dataFrame, type LeanLeg, openLeanLeg } from '../../load/bench/lean-leg.ts'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { createFakeAuthority } from '../support/relay/fake-authority.ts'
import { startTestGateway, type TestGateway } from '../support/relay/test-gateway.ts'

const rate = 2_000_000
const total = 1_500_000

let certificate: TestCertificate
beforeAll(() => {
  certificate = createTestCertificate()
})
afterAll(() => certificate.remove())

describe.each([
  ['plain', false],
  ['TLS', true],
])('a capped relay over %s sockets', (_, tls) => {
  let gateway: TestGateway
  afterEach(() => gateway.gateway.stop())

  const dial = (side: 'client' | 'host', id: string): Promise<LeanLeg> =>
    openLeanLeg({
      port: side === 'host' ? gateway.ownPort : gateway.clientPort,
      path: side === 'host' ? `/rendezvous/${id}` : '/connect',
      bearer: side === 'host' ? `secret-${id}` : `ticket-${id}`,
      credit: side === 'host',
      ...(tls && { ca: certificate.caPem }),
    })

  /** Sends `total` random bytes from an agent to a stock client; resolves once they are there. */
  const download = async (id: string): Promise<void> => {
    const opening = dial('client', id)
    const host = await dial('host', id)
    const client = await opening
    const payload = randomBytes(total)
    const frameBytes = 12_500
    let sent = 0
    host.onWritable = () => {
      while (sent < total && host.creditBytes() >= frameBytes) {
        host.send(dataFrame(payload.subarray(sent, sent + frameBytes)), frameBytes)
        sent += frameBytes
      }
    }
    const hash = createHash('sha256')
    let received = 0
    await new Promise<void>((resolve) => {
      client.onData = (piece) => {
        hash.update(piece)
        received += piece.length
        if (received === total) resolve()
      }
      host.onWritable()
    })
    expect(hash.digest('hex')).toBe(createHash('sha256').update(payload).digest('hex'))
    client.socket.destroy()
    host.socket.destroy()
  }

  /** Least time that so many bytes take at the rate: a slow machine takes longer, never less. */
  const leastMs = (bytes: number): number => ((bytes / rate) * 1_000 - paceBurstMs) * 0.95

  test('brings every byte, no faster than its cap', async () => {
    const caps = { relayBytesPerSecond: rate }
    gateway = await startTestGateway({ caps, ...(tls && { certificate }) })
    const startedMs = performance.now()
    await download('c1')
    expect(performance.now() - startedMs).toBeGreaterThan(leastMs(total))
  })

  test('shares the cap of its user', async () => {
    const caps = { userBytesPerSecond: rate }
    gateway = await startTestGateway({
      authority: createFakeAuthority(() => 'one user'),
      caps,
      ...(tls && { certificate }),
    })
    const startedMs = performance.now()
    await Promise.all([download('c1'), download('c2')])
    expect(performance.now() - startedMs).toBeGreaterThan(leastMs(2 * total))
  })
})
