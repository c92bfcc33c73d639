import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../core/adapters/system.ts'
import { createControlTrust } from '../../relay/control-trust.ts'
import { type FakeBroker, startFakeBroker } from '../support/relay/fake-broker.ts'
import { createTestAuthority, type TestAuthority } from '../support/relay/test-authority.ts'

let authority: TestAuthority
const cleanUps: (() => Promise<void>)[] = []

beforeAll(async () => {
  authority = await createTestAuthority()
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

const startBroker = async (options: Parameters<TestAuthority['issue']>[0] = {}) => {
  const broker: FakeBroker = await startFakeBroker({ certificate: await authority.issue(options) })
  cleanUps.push(broker.stop)
  return broker
}

const trustOf = (fingerprint: string, pinned: string[] = []) =>
  createControlTrust(
    { system: createSystem() },
    { fingerprint, deadlineMs: 2_000, onPinned: (ca) => pinned.push(ca) },
  )

describe('a fingerprint', () => {
  it('finds the authority in the chain and pins it, once for all brokers', async () => {
    const broker = await startBroker()
    const pinned: string[] = []
    const trust = trustOf(authority.fingerprint, pinned)
    const first = await trust.resolve(broker.url)
    if (first.kind !== 'trusted') throw new Error(`unexpected ${first.kind}`)
    expect(first.ca?.trim()).toBe(authority.caPem.trim())
    expect(await trust.resolve('wss://127.0.0.1:1')).toEqual(first)
    expect(pinned).toEqual([first.ca])
    expect(broker.connectionsTotal()).toBe(1)
  })

  it('finds the authority even when the server has another name: that is checked later', async () => {
    const broker = await startBroker({ names: ['elsewhere.example'] })
    expect((await trustOf(authority.fingerprint).resolve(broker.url)).kind).toBe('trusted')
  })

  it('of nobody who answers is an end, and nothing is said on that connection', async () => {
    const broker = await startBroker()
    const pinned: string[] = []
    const result = await trustOf('00'.repeat(32), pinned).resolve(broker.url)
    expect(result).toEqual({
      kind: 'untrusted',
      detail: expect.stringContaining('no authority with fingerprint 0000'),
    })
    expect(pinned).toEqual([])
    expect(broker.channels).toEqual([])
  })

  it('of a server certificate is no authority', async () => {
    const { X509Certificate } = await import('node:crypto')
    const certificate = await authority.issue()
    const broker = await startFakeBroker({ certificate })
    cleanUps.push(broker.stop)
    const leaf = new X509Certificate(certificate.cert).fingerprint256.replaceAll(':', '')
    const result = await trustOf(leaf.toLowerCase()).resolve(broker.url)
    expect(result.kind).toBe('untrusted')
  })
})

describe('a broker that cannot be reached', () => {
  it('may be tried again', async () => {
    const broker = await startBroker()
    await broker.stop()
    const result = await trustOf(authority.fingerprint).resolve(broker.url)
    expect(result.kind).toBe('unreachable')
  })

  it('does not hold the machine up when it never speaks TLS', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanUps.push(() => new Promise((resolve) => server.close(() => resolve())))
    const { port } = server.address() as AddressInfo
    const trust = createControlTrust(
      { system: createSystem() },
      { fingerprint: authority.fingerprint, deadlineMs: 30 },
    )
    expect(await trust.resolve(`wss://127.0.0.1:${port}`)).toEqual({
      kind: 'unreachable',
      detail: 'no TLS handshake in time',
    })
  })
})

it('without a fingerprint the public authorities count', async () => {
  expect(await trustOf('').resolve('wss://127.0.0.1:1')).toEqual({ kind: 'trusted' })
})
