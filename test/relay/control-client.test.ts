import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../core/adapters/system.ts'
import { newMachineKey, openMachineKey } from '../../core/identity/machine-keys.ts'
import type { ControlMessage } from '../../proto/control-codec.ts'
import type { Welcome } from '../../relay/control-channel.ts'
import {
  type ControlClient,
  type ControlClientOptions,
  createControlClient,
} from '../../relay/control-client.ts'
import { createControlTrust } from '../../relay/control-trust.ts'
import {
  closedPort,
  type FakeBroker,
  type FakeBrokerOptions,
  rejectWith,
  startFakeBroker,
  welcomeAs,
} from '../support/relay/fake-broker.ts'
import { createRecordedLog } from '../support/relay/quiet-log.ts'
import {
  createTestAuthority,
  type ServerCertificate,
  type TestAuthority,
  untrustedServers,
} from '../support/relay/test-authority.ts'

let authority: TestAuthority
let certificate: ServerCertificate
const cleanUps: (() => Promise<void>)[] = []

beforeAll(async () => {
  authority = await createTestAuthority()
  certificate = await authority.issue()
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const startBroker = async (options: Partial<FakeBrokerOptions> = {}): Promise<FakeBroker> => {
  const broker = await startFakeBroker({ certificate, ...options })
  cleanUps.push(broker.stop)
  return broker
}

type Started = ControlClient & {
  readonly ups: Welcome[]
  readonly downs: string[]
  readonly messages: ControlMessage[]
  readonly log: ReturnType<typeof createRecordedLog>
  logged(pattern: RegExp): Promise<string>
}

const join = { tokenId: 'token-1', secret: new Uint8Array(32).fill(3) }

const startClient = (
  brokerUrls: readonly string[],
  options: Partial<ControlClientOptions> & { ca?: string } = {},
): Started => {
  const system = createSystem()
  const log = createRecordedLog()
  const { ca = authority.caPem, ...rest } = options
  const started = { ups: [] as Welcome[], downs: [] as string[], messages: [] as ControlMessage[] }
  const client = createControlClient(
    {
      system,
      log,
      key: openMachineKey(newMachineKey()),
      trust: createControlTrust({ system }, { ca, fingerprint: '', deadlineMs: 1_000 }),
    },
    {
      brokerUrls,
      role: 'agent',
      machineName: 'host-a',
      softwareVersion: '0.1.0',
      join,
      delayMinMs: 1,
      delayMaxMs: 4,
      ...rest,
    },
    {
      onUp: (welcome) => started.ups.push(welcome),
      onMessage: (message) => started.messages.push(message),
      onDown: (detail) => started.downs.push(detail),
    },
  )
  cleanUps.push(client.stop)
  const logged = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const line = log.lines.find(({ fields }) => pattern.test(String(fields['detail'])))
      if (line) return String(line.fields['detail'])
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return { ...client, ...started, log, logged }
}

describe('opening', () => {
  it('a machine joins with its token, then comes back as the machine it became', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url])
    const first = await broker.nextChannel()
    expect(first.hello).toMatchObject({ role: 'agent', machineId: '', join })
    first.socket.close(1001)
    const second = await broker.nextChannel()
    expect(second.hello.machineId).toBe('machine-1')
    expect(second.hello.join).toBeUndefined()
    expect(client.downs).toEqual(['closed with code 1001'])
  })

  it('messages travel both ways once the channel is up, and none before', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url])
    expect(client.send({ type: 'legReportAck', reportId: 'early' })).toBe(false)
    const channel = await broker.nextChannel()
    channel.send({ type: 'legReportAck', reportId: 'down' })
    await expect.poll(() => client.messages).toEqual([{ type: 'legReportAck', reportId: 'down' }])
    expect(client.send({ type: 'legReportAck', reportId: 'up' })).toBe(true)
    expect(await channel.receive('legReportAck')).toEqual({ type: 'legReportAck', reportId: 'up' })
  })

  it('a message of a newer version is skipped and the channel stays', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url])
    const channel = await broker.nextChannel()
    channel.socket.send(Buffer.from([0xfa, 0x3f, 0x01, 0x20]))
    channel.send({ type: 'legReportAck', reportId: 'after' })
    await expect.poll(() => client.messages.length).toBe(1)
    expect(client.isUp()).toBe(true)
  })

  it('a malformed message ends the channel, and the client comes back', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url])
    const channel = await broker.nextChannel()
    channel.socket.send(Buffer.from([0x0a, 0xff]))
    await broker.nextChannel()
    expect(client.downs[0]).toMatch(/nonsense/)
  })

  it('a broker that never finishes the opening is given up', async () => {
    const broker = await startBroker({ silent: true })
    const client = startClient([broker.url], { handshakeMs: 30 })
    expect(await client.logged(/in time/)).toMatch(/no answer in time/)
  })

  it('another broker of the list is used when one does not answer', async () => {
    const broker = await startBroker()
    const dead = `wss://127.0.0.1:${await closedPort(certificate)}`
    startClient([dead, broker.url, dead])
    expect((await broker.nextChannel()).hello.machineName).toBe('host-a')
  })
})

describe('trust', () => {
  const refusesToSpeak = async (options: Partial<FakeBrokerOptions>, pattern: RegExp) => {
    const broker = await startBroker(options)
    const client = startClient([broker.url])
    expect(await client.logged(/certificate|altnames/i)).toMatch(pattern)
    expect(broker.channels).toEqual([])
    expect(client.isUp()).toBe(false)
  }

  it.each(untrustedServers)('$what is refused', async ({ issue, says }) => {
    await refusesToSpeak({ certificate: await issue(authority) }, says)
  })

  it('a plain ws address is never dialled', async () => {
    const client = startClient(['ws://127.0.0.1:1'])
    expect(await client.logged(/wss/)).toMatch(/url is not a wss url/)
  })
})

describe('rejection', () => {
  const finals = [
    'REGISTRATION_TOKEN_INVALID',
    'REGISTRATION_TOKEN_EXPIRED',
    'HOST_NAME_TAKEN',
    'PROTOCOL_VERSION_UNSUPPORTED',
  ]
  it.each(finals)('%s ends the trying and says so', async (code) => {
    const broker = await startBroker({ judge: () => rejectWith(code) })
    const client = startClient([broker.url])
    expect(await client.finished).toMatchObject({ kind: 'rejected', code })
    expect(broker.connectionsTotal()).toBe(1)
  })

  it('a passing trouble of the broker is tried again', async () => {
    let count = 0
    const broker = await startBroker({
      judge: () => (++count < 3 ? rejectWith('LOG_UNAVAILABLE') : welcomeAs('machine-1')),
    })
    startClient([broker.url])
    await broker.nextChannel()
    expect(count).toBe(3)
  })

  it('a machine whose key is unknown asks again, slowly', async () => {
    let known = false
    const broker = await startBroker({
      judge: () => (known ? welcomeAs('machine-9') : rejectWith('AGENT_KEY_UNKNOWN')),
    })
    const { join: _, ...registered } = { join, machineId: 'machine-9' }
    const client = startClient([broker.url], { ...registered, join: undefined, unknownKeyMs: 30 })
    await client.logged(/unknown to the broker/)
    known = true
    expect((await broker.nextChannel()).hello.machineId).toBe('machine-9')
  })

  it('a machine that was removed joins anew when it has a token', async () => {
    const broker = await startBroker({
      judge: (hello) => (hello.join ? welcomeAs('machine-2') : rejectWith('AGENT_KEY_UNKNOWN')),
    })
    startClient([broker.url], { machineId: 'machine-1' })
    expect((await broker.nextChannel()).hello.join).toEqual(join)
  })
})

describe('life', () => {
  it('a silent broker is noticed and dialled again', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url], { keepaliveMs: 10, silenceMs: 40 })
    const channel = await broker.nextChannel()
    // A frozen peer: neither pongs nor data.
    channel.socket.pause()
    await broker.nextChannel()
    expect(client.downs[0]).toMatch(/nothing was heard/)
  })

  it('keepalives hold an idle channel', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url], { keepaliveMs: 10, silenceMs: 60 })
    const channel = await broker.nextChannel()
    let pings = 0
    channel.socket.on('ping', () => {
      pings += 1
    })
    await expect.poll(() => pings).toBeGreaterThan(20)
    expect(client.downs).toEqual([])
  })

  it('a long outage leaves nothing behind', async () => {
    const port = await closedPort(certificate)
    const client = startClient([`wss://127.0.0.1:${port}`], { delayMinMs: 0.01, delayMaxMs: 0.01 })
    const retries = (): number =>
      client.log.lines.filter(({ text }) => text.includes('dialled again')).length
    const resources = (): number =>
      process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout/.test(name)).length
    await expect.poll(retries, { timeout: 30_000 }).toBeGreaterThan(100)
    const before = resources()
    await expect.poll(retries, { timeout: 50_000 }).toBeGreaterThan(3_000)
    // One attempt is under way at any time; thousands have gone.
    expect(resources()).toBeLessThan(before + 20)
    const broker = await startBroker({ port })
    expect((await broker.nextChannel()).hello.machineName).toBe('host-a')
    expect(broker.connectionsOpen()).toBe(1)
  })

  it('stopping closes the channel, is idempotent, and ends the trying', async () => {
    const broker = await startBroker()
    const client = startClient([broker.url])
    const channel = await broker.nextChannel()
    await Promise.all([client.stop(), client.stop()])
    expect(await channel.closed).toBe(1000)
    expect(await client.finished).toEqual({ kind: 'stopped' })
    await expect.poll(broker.connectionsOpen).toBe(0)
    expect(client.send({ type: 'legReportAck', reportId: 'late' })).toBe(false)
  })

  it('stopping gives a dial up that nobody answers', async () => {
    const broker = await startBroker({ silent: true })
    const client = startClient([broker.url])
    await expect.poll(broker.connectionsOpen).toBe(1)
    await client.stop()
    await expect.poll(broker.connectionsOpen).toBe(0)
  })
})
