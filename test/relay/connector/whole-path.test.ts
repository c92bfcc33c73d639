/** Connector, real gateway over TLS and agent together: bytes, endings and bounds end to end. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import { formatJoinToken } from '../../../core/identity/registration-tokens.ts'
import { type Agent, createAgent } from '../../../relay/agent/agent.ts'
import { type Connector, createConnector } from '../../../relay/connector/connector.ts'
import {
  type FakeBroker,
  type FakeChannel,
  startFakeBroker,
} from '../../support/relay/fake-broker.ts'
import {
  dialLocal,
  type FakeTarget,
  readAll,
  startFakeTarget,
  writeRandom,
} from '../../support/relay/fake-target.ts'
import { createRecordedLog } from '../../support/relay/quiet-log.ts'
import { createTestAuthority } from '../../support/relay/test-authority.ts'
import { startTestGateway, type TestGateway } from '../../support/relay/test-gateway.ts'

const system = createSystem()
const cleanUps: (() => unknown)[] = []
let broker: FakeBroker
let channel: FakeChannel
let gateway: TestGateway
let target: FakeTarget
let agent: Agent
let connector: Connector
let connectionCount = 0

/** Plays the broker: orders the rendezvous for the connection whose ticket it hands out. */
const openTicket = (caPem: string) => async () => {
  connectionCount += 1
  const connectionId = `path-${connectionCount}`
  channel.send({
    type: 'rendezvousOrder',
    connectionId,
    attempt: 1,
    gatewayUrl: gateway.url(`/rendezvous/${connectionId}`, true),
    secret: `secret-${connectionId}`,
    resourceId: 'resource-1',
    userSessionId: '',
    deadlineMs: 10_000,
  })
  return { url: gateway.url('/connect'), ticket: `ticket-${connectionId}`, ca: caPem }
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-path-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  const authority = await createTestAuthority()
  const issued = await authority.issue()
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') }
  writeFileSync(files.certFile, issued.cert)
  writeFileSync(files.keyFile, issued.key)
  broker = await startFakeBroker({ certificate: issued })
  cleanUps.push(broker.stop)
  gateway = await startTestGateway({
    certificate: { ...files, caPem: authority.caPem, remove: () => undefined },
  })
  cleanUps.push(() => gateway.gateway.stop())
  target = await startFakeTarget()
  cleanUps.push(target.stop)
  const joinToken = formatJoinToken({
    kind: 'host',
    brokers: [broker.url],
    authority: authority.fingerprint,
    tokenId: 'token-1',
    secret: new Uint8Array(32),
  })
  const log = createRecordedLog()
  agent = createAgent(
    { system, log },
    {
      dataFolder: join(folder, 'agent'),
      joinToken,
      softwareVersion: '0.1.0',
      targets: new Map([['', { host: '127.0.0.1', port: target.port, protocol: 'tcp' as const }]]),
    },
  )
  cleanUps.push(agent.stop)
  channel = await broker.nextChannel()
  await channel.receive('heartbeat')
  const probe = await target.next()
  probe.destroy()
  connector = await createConnector(
    { system, log, openTicket: openTicket(authority.caPem) },
    { listen: { host: '127.0.0.1', port: 0 } },
  )
  cleanUps.push(connector.stop)
})

afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
})

/** A user's connection and the target's end of it. */
const openPath = async (): Promise<{ local: Socket; remote: Socket }> => {
  const local = await dialLocal(connector.address.port)
  return { local, remote: await target.next() }
}

/** Random bytes both ways at once; both ends must have the same. */
const exchange = async (
  ends: { readonly local: Socket; readonly remote: Socket },
  bytes: number,
  pause?: () => number,
): Promise<void> => {
  const [downRead, upRead, downSent, upSent] = await Promise.all([
    readAll(ends.local, pause),
    readAll(ends.remote, pause),
    writeRandom(ends.remote, bytes),
    writeRandom(ends.local, bytes),
  ])
  expect(downRead).toEqual({ bytes, sha256: downSent, ending: 'end' })
  expect(upRead).toEqual({ bytes, sha256: upSent, ending: 'end' })
}

describe('bytes', () => {
  it('100 MB each way arrive with the same hash', async () => {
    await exchange(await openPath(), 100_000_000)
    const ended = await gateway.authority.reported('relay-ended', `path-${connectionCount}`)
    expect(ended).toMatchObject({ bytesToClient: 100_000_000, bytesToHost: 100_000_000 })
  })

  it('many connections with random pauses at both ends arrive whole', async () => {
    // Each local connection is paired with the target connection that answers its own greeting.
    const remotes = new Map<string, Socket>()
    const greet = async (remote: Socket): Promise<void> => {
      const name = await new Promise<string>((resolve) => {
        remote.once('data', (data: Buffer) => {
          remote.pause()
          resolve(data.toString())
        })
      })
      remotes.set(name, remote)
    }
    const names = Array.from({ length: 16 }, (_, index) => `path ${index}`.padEnd(8))
    const locals = await Promise.all(
      names.map(async (name) => {
        const local = await dialLocal(connector.address.port)
        local.write(name)
        return local
      }),
    )
    await Promise.all(names.map(async () => greet(await target.next())))
    await Promise.all(
      names.map(async (name, index) => {
        const local = locals[index]
        const remote = remotes.get(name)
        if (local === undefined || remote === undefined) throw new Error(`${name} has no ends`)
        const pausing = exchange({ local, remote }, 2_000_000, () => (Math.random() < 0.05 ? 3 : 0))
        remote.resume()
        await pausing
      }),
    )
  })
})

describe('a slow end', () => {
  /** Writes until nothing is taken any more; the bytes that were. */
  const fill = async (socket: Socket): Promise<number> => {
    let written = 0
    const block = Buffer.alloc(65_536)
    for (let idle = 0; idle < 20; ) {
      if (socket.writableNeedDrain) {
        idle += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      } else {
        idle = 0
        socket.write(block)
        written += block.length
        if (written > 200_000_000) break
      }
    }
    return written
  }

  it.each(['local', 'remote'] as const)('the %s one holds its far end back', async (slow) => {
    const ends = await openPath()
    const fast = slow === 'local' ? ends.remote : ends.local
    ends[slow].pause()
    const written = await fill(fast)
    // Windows and the kernel's buffers, far from what the sender would have sent.
    expect(written).toBeLessThan(60_000_000)
    const reading = readAll(ends[slow])
    ends[slow].resume()
    fast.end()
    expect(await reading).toMatchObject({ bytes: written, ending: 'end' })
    ends.local.destroy()
    ends.remote.destroy()
  })
})

describe('endings', () => {
  it('a half-close crosses, and the answer comes back', async () => {
    const { local, remote } = await openPath()
    const question = readAll(remote)
    local.end('question')
    expect(await question).toMatchObject({ bytes: 8, ending: 'end' })
    const answer = readAll(local)
    remote.end('the answer')
    expect(await answer).toMatchObject({ bytes: 10, ending: 'end' })
  })

  it.each([
    ['local', 'remote', 'client_reset'],
    ['remote', 'local', 'host_reset'],
  ] as const)('a reset of the %s end resets the other', async (from, to, reason) => {
    const ends = await openPath()
    // One byte through shows that the relay stands.
    ends.remote.write('x')
    await new Promise((resolve) => ends.local.once('data', resolve))
    const reading = readAll(ends[to])
    ends[to].resume()
    ends[from].resetAndDestroy()
    expect((await reading).ending).toBe('reset')
    const ended = await gateway.authority.reported('relay-ended', `path-${connectionCount}`)
    expect(ended.reason).toBe(reason)
  })

  it('an administrator’s end reaches both ends', async () => {
    const ends = await openPath()
    ends.remote.write('x')
    await new Promise((resolve) => ends.local.once('data', resolve))
    const readings = Promise.all([readAll(ends.local), readAll(ends.remote)])
    gateway.gateway.endConnection(`path-${connectionCount}`, 'administrator', 'administrator')
    expect((await readings).map(({ ending }) => ending)).toEqual(['reset', 'reset'])
  })

  it('nothing is left of any of them', async () => {
    await expect.poll(connector.connectionCount).toBe(0)
    await expect.poll(agent.relays).toEqual([])
    await expect.poll(target.open).toBe(0)
  })
})
