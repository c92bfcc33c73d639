/**
 * WebSocket pings of a client that uploads faster than the relay reads, over TLS. uWebSockets
 * answers a ping by itself from inside its read, which may lose the rest of the input (see leg.ts):
 * then the relay must end with a reason of its own, and never hand on what has a hole.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestCertificate, type TestCertificate } from '../support/relay/certificates.ts'
import { numberedPayload, type PingOrder } from '../support/relay/ping-child.ts'
import { startTestGateway, type TestGateway } from '../support/relay/test-gateway.ts'

const childFile = fileURLToPath(new URL('../support/relay/ping-child.ts', import.meta.url))
/** 12 MiB: less than a leg may buffer, so that no bound of ours ends the relay. */
const frameCount = 192
const attempts = 4
/** The relay reads nothing meanwhile, so that its next read is as large as reads can be. */
const pauseMs = 300

let certificate: TestCertificate
let gateway: TestGateway
const children: ChildProcess[] = []
beforeAll(async () => {
  certificate = createTestCertificate()
  gateway = await startTestGateway({ certificate })
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill()
})
afterAll(async () => {
  await gateway.gateway.stop()
  certificate.remove()
})

/** What reached the host, and why the relay ended. */
const upload = async (connectionId: string): Promise<{ received: Buffer; reason: string }> => {
  const child = fork(childFile, { execArgv: ['--import', 'tsx'] })
  children.push(child)
  const order: PingOrder = {
    port: gateway.clientPort,
    ca: certificate.caPem,
    connectionId,
    frameCount,
  }
  child.send(order)
  const host = await gateway.host(connectionId, { stock: true })
  await gateway.authority.reported('relay-started', connectionId)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs)
  const { reason } = await gateway.authority.reported('relay-ended', connectionId)
  await host.closed
  return { received: host.received(), reason }
}

test('pings during a fast upload: all bytes arrive, or the relay says that some were lost', async () => {
  const whole = Buffer.concat(
    Array.from({ length: frameCount }, (_, index) => numberedPayload(index)),
  )
  const reasons: string[] = []
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { received, reason } = await upload(`ping-${attempt}`)
    reasons.push(reason)
    if (reason === 'client_closed') expect(received.length).toBe(whole.length)
    else expect(reason).toBe('client_pinged')
    expect(whole.subarray(0, received.length).equals(received)).toBe(true)
  }
  // The day on which no ping loses anything, the reason and this test can go.
  expect(reasons).toContain('client_pinged')
})
