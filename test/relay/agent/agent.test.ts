import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../../core/adapters/system.ts'
import { formatJoinToken } from '../../../core/identity/registration-tokens.ts'
import type { ControlMessageOf } from '../../../proto/control-codec.ts'
import { type Agent, type AgentOptions, createAgent } from '../../../relay/agent/agent.ts'
import type { Target } from '../../../relay/agent/target-dial.ts'
import {
  type FakeBroker,
  type FakeBrokerOptions,
  type FakeChannel,
  startFakeBroker,
} from '../../support/relay/fake-broker.ts'
import { createFakeLeg, type FakeLeg } from '../../support/relay/fake-leg.ts'
import {
  dialLocal,
  type FakeTarget,
  readAll,
  startFakeTarget,
} from '../../support/relay/fake-target.ts'
import { createRecordedLog } from '../../support/relay/quiet-log.ts'
import {
  createTestAuthority,
  type ServerCertificate,
  type TestAuthority,
  untrustedServers,
} from '../../support/relay/test-authority.ts'

let authority: TestAuthority
let certificate: ServerCertificate
const cleanUps: (() => unknown)[] = []

beforeAll(async () => {
  authority = await createTestAuthority()
  certificate = await authority.issue()
})

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-agent-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const startBroker = async (options: Partial<FakeBrokerOptions> = {}): Promise<FakeBroker> => {
  const broker = await startFakeBroker({ certificate, ...options })
  cleanUps.push(broker.stop)
  return broker
}

const startTarget = async (...args: Parameters<typeof startFakeTarget>): Promise<FakeTarget> => {
  const target = await startFakeTarget(...args)
  cleanUps.push(target.stop)
  return target
}

const tokenFor = (broker: FakeBroker, change: object = {}): string =>
  formatJoinToken({
    kind: 'host',
    brokers: [broker.url],
    authority: authority.fingerprint,
    tokenId: 'token-1',
    secret: new Uint8Array(32).fill(3),
    ...change,
  })

const startAgent = (options: Partial<AgentOptions> & Pick<AgentOptions, 'targets'>): Agent => {
  const agent = createAgent(
    { system: createSystem(), log: createRecordedLog() },
    {
      dataFolder: makeFolder(),
      softwareVersion: '0.1.0',
      name: 'host-a',
      control: { delayMinMs: 5, delayMaxMs: 20 },
      ...options,
    },
  )
  cleanUps.push(agent.stop)
  return agent
}

const tcp = (port: number): Target => ({ host: '127.0.0.1', port, protocol: 'tcp' })
const only = (target: Target): ReadonlyMap<string, Target> => new Map([['', target]])

type Stage = {
  readonly broker: FakeBroker
  readonly channel: FakeChannel
  readonly target: FakeTarget
  readonly agent: Agent
}

/** A broker with an agent on it, in front of one target. */
const setStage = async (
  options: Partial<AgentOptions> = {},
  brokerOptions: Partial<FakeBrokerOptions> = {},
): Promise<Stage> => {
  const broker = await startBroker(brokerOptions)
  const target = await startTarget()
  const agent = startAgent({
    targets: only(tcp(target.port)),
    joinToken: tokenFor(broker),
    ...options,
  })
  const channel = await broker.nextChannel()
  // The first heartbeat has looked at the target.
  await channel.receive('heartbeat')
  if (options.targets === undefined) (await target.next()).destroy()
  return { broker, channel, target, agent }
}

const orderOf = (
  broker: FakeBroker,
  change: Partial<ControlMessageOf<'rendezvousOrder'>> = {},
): ControlMessageOf<'rendezvousOrder'> => ({
  type: 'rendezvousOrder',
  connectionId: 'connection-1',
  attempt: 1,
  gatewayUrl: `${broker.url}/rendezvous/connection-1`,
  secret: 'the-secret',
  resourceId: 'resource-1',
  userSessionId: 'session-1',
  deadlineMs: 5_000,
  ...change,
})

/** Orders a rendezvous and takes both its ends. */
const joinBoth = async ({ broker, channel, target }: Stage) => {
  channel.send(orderOf(broker))
  const socket = await target.next()
  const { request, socket: webSocket } = await broker.nextLeg()
  const leg: FakeLeg = createFakeLeg(webSocket)
  expect(await channel.receive('rendezvousOutcome')).toMatchObject({ code: '', attempt: 1 })
  return { socket, leg, request }
}

describe('joining', () => {
  it('a restarted agent is the same host again, without a token', async () => {
    const broker = await startBroker()
    const target = await startTarget((socket) => socket.resume())
    const dataFolder = makeFolder()
    const targets = only(tcp(target.port))
    const first = startAgent({ dataFolder, targets, joinToken: tokenFor(broker) })
    const { hello } = await broker.nextChannel()
    expect(hello).toMatchObject({ machineName: 'host-a', join: { tokenId: 'token-1' } })
    await expect.poll(first.machineId).toBe('machine-1')
    await first.stop()
    const second = startAgent({ dataFolder, targets })
    const again = await broker.nextChannel()
    expect(again.hello).toMatchObject({ machineId: 'machine-1', publicKey: hello.publicKey })
    expect(again.hello.join).toBeUndefined()
    expect(second.machineId()).toBe('machine-1')
  })

  it('a second agent in the same folder is refused, and the first goes on', async () => {
    const { agent, broker } = await setStage({ dataFolder: makeFolder() })
    const dataFolder = makeFolder()
    const targets = only(tcp(1))
    startAgent({ dataFolder, targets, joinToken: tokenFor(broker) })
    expect(() => startAgent({ dataFolder, targets })).toThrow(
      expect.objectContaining({ code: 'LOG_IN_USE' }),
    )
    expect(agent.isUp()).toBe(true)
  })

  it('without registration or token it says what it needs', () => {
    expect(() => startAgent({ targets: only(tcp(1)) })).toThrow(/pass a join token/)
  })

  it('a token for a gateway, or a damaged one, is refused', async () => {
    const broker = await startBroker()
    const targets = only(tcp(1))
    const joinToken = tokenFor(broker, { kind: 'gateway' })
    expect(() => startAgent({ targets, joinToken })).toThrow(/for a gateway, not for a host/)
    expect(() => startAgent({ targets, joinToken: joinToken.slice(0, 60) })).toThrow(/damaged/)
  })

  it('a broker of another authority than the token names ends it before a word is said', async () => {
    const broker = await startBroker()
    const joinToken = tokenFor(broker, { authority: 'ab'.repeat(32) })
    const agent = startAgent({ targets: only(tcp(1)), joinToken })
    expect(await agent.finished).toMatchObject({ kind: 'untrusted' })
    expect(broker.channels).toEqual([])
  })

  it('an agent listens on nothing', async () => {
    const listeners = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
    const { broker } = await setStage()
    const before = listeners()
    startAgent({ targets: only(tcp(1)), joinToken: tokenFor(broker) })
    await broker.nextChannel()
    expect(listeners()).toBe(before)
  })
})

describe('an order', () => {
  it('is accepted once the target answers, and the leg carries the secret', async () => {
    const stage = await setStage()
    const { request } = await joinBoth(stage)
    expect(await stage.channel.receive('rendezvousAnswer')).toMatchObject({ accepted: true })
    expect(request.url).toBe('/rendezvous/connection-1')
    expect(request.headers['authorization']).toBe('Bearer the-secret')
    expect(request.headers['sec-websocket-protocol']).toBe('causeway.leg.v1')
    expect(stage.agent.relays()).toEqual([
      { connectionId: 'connection-1', userSessionId: 'session-1' },
    ])
  })

  it('dials the target that the configuration names for its resource', async () => {
    const [special, general] = [await startTarget(), await startTarget((socket) => socket.resume())]
    const targets = new Map([
      ['', tcp(general.port)],
      ['resource-7', tcp(special.port)],
    ])
    const { broker, channel } = await setStage({ targets })
    const probe = await special.next()
    probe.destroy()
    channel.send(orderOf(broker, { resourceId: 'resource-7' }))
    await special.next()
    expect(await channel.receive('rendezvousAnswer')).toMatchObject({ accepted: true })
  })

  const declined = async (stage: Stage) => {
    const answer = await stage.channel.receive('rendezvousAnswer')
    expect(answer.accepted).toBe(false)
    return answer.code
  }

  it('for a resource without target is declined as unknown', async () => {
    const target = await startTarget((socket) => socket.resume())
    const stage = await setStage({ targets: new Map([['resource-7', tcp(target.port)]]) })
    stage.channel.send(orderOf(stage.broker))
    expect(await declined(stage)).toBe('TARGET_UNKNOWN')
  })

  it('is declined when the target refuses', async () => {
    const stage = await setStage()
    await stage.target.stop()
    stage.channel.send(orderOf(stage.broker))
    expect(await declined(stage)).toBe('TARGET_REFUSED')
  })

  it('is declined when the target is silent', async () => {
    // A documentation address: packets to it go nowhere, or the network says so at once.
    const silent: Target = { host: '192.0.2.1', port: 3389, protocol: 'tcp' }
    const stage = await setStage({
      targets: new Map([
        ['', tcp((await startTarget((socket) => socket.resume())).port)],
        ['silent', silent],
      ]),
      rendezvous: { targetDialMs: 50 },
    })
    stage.channel.send(orderOf(stage.broker, { resourceId: 'silent' }))
    expect(['TARGET_TIMED_OUT', 'TARGET_REFUSED']).toContain(await declined(stage))
  })

  it('beyond the bound is declined', async () => {
    const stage = await setStage({ rendezvous: { relayCountMax: 1 } })
    await joinBoth(stage)
    stage.channel.send(orderOf(stage.broker, { connectionId: 'connection-2' }))
    const answer = await stage.channel.receive('rendezvousAnswer', (one) => !one.accepted)
    expect(answer).toMatchObject({ connectionId: 'connection-2', code: 'HOST_DECLINED' })
  })

  it('whose gateway refuses is reported with the gateway’s own code', async () => {
    const body = JSON.stringify({ code: 'RENDEZVOUS_INVALID', message: 'used' })
    const stage = await setStage({}, { refuseLeg: () => ({ status: 403, body }) })
    stage.channel.send(orderOf(stage.broker))
    expect(await stage.channel.receive('rendezvousOutcome')).toMatchObject({
      code: 'RENDEZVOUS_INVALID',
      detail: expect.stringContaining('403 used'),
    })
    await expect.poll(stage.target.open).toBe(0)
  })

  it.each(untrustedServers)('whose gateway shows $what is not carried out', async (server) => {
    const gateway = await startBroker({ certificate: await server.issue(authority) })
    const stage = await setStage()
    stage.channel.send(orderOf(stage.broker, { gatewayUrl: `${gateway.url}/rendezvous/x` }))
    expect(await stage.channel.receive('rendezvousOutcome')).toMatchObject({
      code: 'GATEWAY_UNAVAILABLE',
      detail: expect.stringMatching(server.says),
    })
    await expect.poll(stage.target.open).toBe(0)
  })

  it('that the broker takes back closes the target and dials no gateway', async () => {
    const stage = await setStage()
    const { leg, socket } = await joinBoth(stage)
    const reading = readAll(socket)
    const cancel = { connectionId: 'connection-1', attempt: 1, code: 'CLIENT_LEFT' }
    stage.channel.send({ type: 'rendezvousCancel', ...cancel })
    expect((await reading).ending).toBe('reset')
    expect((await leg.closed).code).toBe(1000)
    await expect.poll(stage.agent.relays).toEqual([])
  })
})

describe('a relay', () => {
  it('goes on while the control channel is away', async () => {
    const stage = await setStage()
    const { leg, socket } = await joinBoth(stage)
    stage.channel.socket.terminate()
    await stage.broker.nextChannel()
    leg.grant(100)
    socket.write('still here')
    await leg.until(() => leg.receivedBytes() === 10)
    expect(leg.received().toString()).toBe('still here')
  })

  it('of a stopped agent ends at both ends', async () => {
    const stage = await setStage()
    const { leg, socket } = await joinBoth(stage)
    const reading = readAll(socket)
    await stage.agent.stop()
    expect((await reading).ending).toBe('reset')
    expect((await leg.closed).code).toBe(1000)
  })

  it('is over when its leg is, though the target lingers', async () => {
    const stage = await setStage()
    const { leg, socket } = await joinBoth(stage)
    leg.socket.close(1000)
    await expect.poll(stage.agent.relays).toEqual([])
    expect(socket.destroyed).toBe(false)
  })

  it('to an RDP target is ended when its answer selects standard RDP security', async () => {
    const target = await startTarget()
    const rdp: Target = { host: '127.0.0.1', port: target.port, protocol: 'rdp' }
    const targets = new Map([
      ['', tcp((await startTarget((socket) => socket.resume())).port)],
      ['resource-1', rdp],
    ])
    const stage = { ...(await setStage({ targets })), target }
    // The heartbeat and the reading of the certificate came before.
    for (let probes = 0; probes < 2; probes++) (await target.next()).destroy()
    const { leg, socket } = await joinBoth(stage)
    leg.grant(1_000)
    leg.send(Buffer.from('030000130ee000000000000100080003000000', 'hex'))
    await new Promise<void>((resolve) => socket.once('data', () => resolve()))
    socket.write(Buffer.from('030000130ed000001234000200080000000000', 'hex'))
    await leg.closed
    expect(leg.receivedBytes()).toBe(0)
  })
})

describe('reports', () => {
  it('a heartbeat follows the welcome and then comes at its interval', async () => {
    const { channel } = await setStage({ heartbeatIntervalMs: 20 })
    const beat = await channel.receive('heartbeat')
    expect(beat).toMatchObject({
      activeSessions: 0,
      agentVersion: '0.1.0',
      healthChecks: [{ name: 'SxSStack', result: 'succeeded', fatal: true }],
    })
    expect(beat.memoryTotalBytes).toBeGreaterThan(beat.memoryUsedBytes)
    const count = (): number => channel.received.filter(({ type }) => type === 'heartbeat').length
    await expect.poll(count).toBeGreaterThan(4)
  })

  it('a target that refuses is a failed, fatal check', async () => {
    const broker = await startBroker()
    const port = (await startTarget()).port
    await cleanUps.pop()?.()
    startAgent({ targets: only(tcp(port)), joinToken: tokenFor(broker) })
    const beat = await (await broker.nextChannel()).receive('heartbeat')
    expect(beat.healthChecks).toMatchObject([{ name: 'SxSStack', result: 'failed', fatal: true }])
  })

  it('relays count as active sessions where there is no hook', async () => {
    const stage = await setStage({ heartbeatIntervalMs: 20 })
    await joinBoth(stage)
    await stage.channel.receive('heartbeat', (beat) => beat.activeSessions === 1)
  })

  it('sessions of the hook are reported on change and again after each reconnect', async () => {
    const list = [{ hostSessionId: '1', userSessionId: '', state: 'active', account: 'al' }]
    const script = `console.log(${JSON.stringify(JSON.stringify(list))})`
    const sessionsHook = [process.execPath, '-e', script]
    const stage = await setStage({ sessionsHook, sessionsIntervalMs: 30, heartbeatIntervalMs: 20 })
    expect(await stage.channel.receive('sessionsReport')).toMatchObject({ sessions: list })
    await stage.channel.receive('heartbeat', (beat) => beat.activeSessions === 1)
    const reports = stage.channel.received.filter(({ type }) => type === 'sessionsReport')
    expect(reports.length).toBe(1)
    stage.channel.socket.terminate()
    const again = await stage.broker.nextChannel()
    expect(await again.receive('sessionsReport')).toMatchObject({ sessions: list })
  })

  it('the certificate of an RDP target without TLS is reported as none', async () => {
    const target = await startTarget((socket) => {
      socket.once('data', () => socket.write(Buffer.from('0300000b06d00000123400', 'hex')))
      socket.once('end', () => socket.end())
    })
    const rdp: Target = { host: '127.0.0.1', port: target.port, protocol: 'rdp' }
    const { channel } = await setStage({ targets: only(rdp) })
    const report = await channel.receive('certificateReport')
    expect(report).toMatchObject({ resourceId: '', fingerprintSha256: new Uint8Array(0) })
  })
})

it('a stopped agent leaves no connection', async () => {
  const stage = await setStage()
  await joinBoth(stage)
  await stage.agent.stop()
  await expect.poll(stage.broker.connectionsOpen).toBe(0)
  await expect.poll(stage.target.open).toBe(0)
  await expect(dialLocal(stage.target.port)).resolves.toBeDefined()
})
