/**
 * Bulk over TLS from a sender faster than the relay, in processes of their own. A write from inside
 * a message handler would lose the sender's input here after a few dozen frames (see turn.ts); no
 * lighter test shows it.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { creditWindowBytes } from '../../core/domain/limits.ts'
import type { BulkOrder, BulkResult } from '../support/relay/bulk-child.ts'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { startTestGateway } from '../support/relay/test-gateway.ts'

const childFile = fileURLToPath(new URL('../support/relay/bulk-child.ts', import.meta.url))
const megabyte = 1_048_576

let certificate: TestCertificate
const children: ChildProcess[] = []
beforeAll(() => {
  certificate = createTestCertificate()
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill()
})
afterAll(() => certificate.remove())

const startEnd = async (order: BulkOrder): Promise<BulkResult> => {
  const child = fork(childFile, { execArgv: ['--import', 'tsx'] })
  children.push(child)
  child.send(order)
  const [answer] = (await once(child, 'message')) as [{ result?: BulkResult; error?: string }]
  if (answer.result === undefined) throw new Error(answer.error)
  return answer.result
}

const frameBytes = 65_536
/** WebSocket header of the one message that a socket holds. */
const headerBytesMax = 10

describe.each([
  ['TLS', true],
  ['plain', false],
])('over %s', (_, tls) => {
  test('1 GiB from a host reaches a stock client whole', async () => {
    const { gateway, authority, clientPort, ownPort } = await startTestGateway({
      ...(tls && { certificate }),
      limits: { legSweepMs: 1_000 },
    })
    const bytes = 1_024 * megabyte
    const common = {
      connectionIds: ['bulk'],
      frameBytes,
      windowBytes: creditWindowBytes,
      ...(tls && { ca: certificate.caPem }),
    }
    const [client, host] = await Promise.all([
      startEnd({
        ...common,
        port: clientPort,
        side: 'client',
        credit: false,
        sendBytes: 0,
        receiveBytes: bytes,
      }),
      startEnd({
        ...common,
        port: ownPort,
        side: 'host',
        credit: true,
        sendBytes: bytes,
        receiveBytes: 0,
      }),
    ])
    expect(client.received).toEqual(host.sent)
    expect(gateway.liveRelays()).toMatchObject([{ bytesToClient: bytes }])
    expect(authority.reports.map(({ kind }) => kind)).not.toContain('relay-ended')
    await gateway.stop()
    const ended = await authority.reported('relay-ended')
    expect(ended.peakBufferedBytes).toBeLessThanOrEqual(creditWindowBytes + headerBytesMax)
  })

  test('64 MiB each on 16 pairs of ours, both ways at once, arrive whole', async () => {
    const { gateway, authority, clientPort, ownPort } = await startTestGateway({
      ...(tls && { certificate }),
      limits: { legSweepMs: 1_000 },
    })
    const bytes = 32 * megabyte
    const common = {
      connectionIds: Array.from({ length: 16 }, (__, index) => `bulk-${index}`),
      credit: true,
      frameBytes,
      sendBytes: bytes,
      receiveBytes: bytes,
      windowBytes: creditWindowBytes,
      ...(tls && { ca: certificate.caPem }),
    }
    const [client, host] = await Promise.all([
      startEnd({ ...common, port: clientPort, side: 'client' }),
      startEnd({ ...common, port: ownPort, side: 'host' }),
    ])
    expect(client.received).toEqual(host.sent)
    expect(host.received).toEqual(client.sent)
    expect(new Set(client.sent).size).toBe(16)
    expect(authority.reports.map(({ kind }) => kind)).not.toContain('relay-ended')
    await gateway.stop()
  })
})
