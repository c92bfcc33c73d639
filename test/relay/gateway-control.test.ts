import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSystem } from '../../core/adapters/system.ts'
import { newMachineKey, openMachineKey, rawPublicKey } from '../../core/identity/machine-keys.ts'
import { createTickets } from '../../core/identity/tickets.ts'
import { createControlTrust } from '../../relay/control-trust.ts'
import {
  type ControlledGateway,
  createGatewayControl,
  type GatewayControl,
  type GatewayControlOptions,
} from '../../relay/gateway-control.ts'
import type { RelayEnding } from '../../relay/gateway-ports.ts'
import { type FakeBroker, startFakeBroker, welcomeAs } from '../support/relay/fake-broker.ts'
import { createRecordedLog } from '../support/relay/quiet-log.ts'
import {
  createTestAuthority,
  type ServerCertificate,
  type TestAuthority,
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

const startBroker = async (port = 0): Promise<FakeBroker> => {
  const broker = await startFakeBroker({ certificate, port })
  cleanUps.push(broker.stop)
  return broker
}

type Order = readonly ['refuse' | 'end' | 'chaos', ...unknown[]]

const startControl = (
  broker: FakeBroker,
  options: Partial<GatewayControlOptions> = {},
): GatewayControl & { readonly orders: Order[] } => {
  const system = createSystem()
  const orders: Order[] = []
  const control = createGatewayControl(
    {
      system,
      log: createRecordedLog(),
      key: openMachineKey(newMachineKey()),
      trust: createControlTrust(
        { system },
        { ca: authority.caPem, fingerprint: '', deadlineMs: 1_000 },
      ),
    },
    {
      brokerUrls: [broker.url],
      machineName: 'gateway-a',
      softwareVersion: '0.1.0',
      machineId: 'gateway-1',
      clientUrl: 'wss://gateway.example:8444',
      ownUrl: 'wss://gateway.example:8460',
      delayMinMs: 5,
      delayMaxMs: 20,
      ...options,
    },
  )
  const gateway: ControlledGateway = {
    liveRelays: () => [{ connectionId: 'live-1', bytesToClient: 5, bytesToHost: 6 }],
    waitingConnectionIds: () => ['waiting-1'],
    load: () => ({ connections: 1, bytesPerSecond: 2.5, bufferedBytes: 3, eventLoopDelayMs: 0.5 }),
    metrics: () => ({ draining: false }),
    refuseConnection: (...args) => orders.push(['refuse', ...args]),
    endConnection: (...args) => orders.push(['end', ...args]),
    setChaos: (...args) => orders.push(['chaos', ...args]),
  }
  control.start(gateway)
  cleanUps.push(control.stop)
  return { ...control, orders }
}

const clientRequest = {
  transport: 'websocket',
  ticket: 'the-ticket',
  bearer: '',
  clientAddress: '192.0.2.1',
  flow: 'stock',
} as const

const ending = (connectionId: string): RelayEnding & { readonly kind: 'relay-ended' } => ({
  kind: 'relay-ended',
  connectionId,
  endedBy: 'client',
  reason: 'client_closed',
  bytesToClient: 10,
  bytesToHost: 20,
  durationMs: 30.4,
  peakBufferedBytes: 40,
  messagesToClient: 12,
  messagesToHost: 7,
  stalls: 2,
})

describe('after the welcome', () => {
  it('the state comes first, then the load, again and again', async () => {
    const broker = await startBroker()
    startControl(broker, { loadIntervalMs: 10 })
    const channel = await broker.nextChannel()
    expect(channel.hello.role).toBe('gateway')
    await expect.poll(() => channel.received.length).toBeGreaterThan(3)
    expect(channel.received[0]).toEqual({
      type: 'gatewayState',
      clientUrl: 'wss://gateway.example:8444',
      ownUrl: 'wss://gateway.example:8460',
      draining: false,
      liveRelays: [{ connectionId: 'live-1', bytesToClient: 5, bytesToHost: 6 }],
      waitingConnectionIds: ['waiting-1'],
      takesChaos: false,
    })
    expect(new Set(channel.received.slice(1).map(({ type }) => type))).toEqual(
      new Set(['gatewayLoad']),
    )
  })

  it('orders reach the gateway; what a newer broker names differently has a safe meaning', async () => {
    const broker = await startBroker()
    const control = startControl(broker)
    const channel = await broker.nextChannel()
    const connectionId = 'connection-1'
    channel.send({ type: 'refuseConnection', connectionId, code: 'ALL_HOSTS_FULL', detail: 'so' })
    channel.send({ type: 'refuseConnection', connectionId, code: 'A_NEW_CODE', detail: '' })
    channel.send({ type: 'endConnection', connectionId, reason: 'superseded', endedBy: 'gateway' })
    channel.send({ type: 'endConnection', connectionId, reason: 'a_new_reason', endedBy: '' })
    await expect
      .poll(() => control.orders)
      .toEqual([
        ['refuse', connectionId, 'ALL_HOSTS_FULL', 'so'],
        ['refuse', connectionId, 'INTERNAL', ''],
        ['end', connectionId, 'superseded', 'gateway'],
        ['end', connectionId, 'administrator', 'administrator'],
      ])
  })
})

describe('a question', () => {
  it('is answered by the broker, each by its own id and in any order', async () => {
    const broker = await startBroker()
    const { authority: port } = startControl(broker)
    const channel = await broker.nextChannel()
    await expect.poll(port.isReady).toBe(true)
    const client = port.authorizeClient(clientRequest)
    const host = port.authorizeHost({ connectionId: 'connection-1', secret: 's' })
    const asked = await channel.receive('authorizeClient')
    expect(asked).toMatchObject(clientRequest)
    const { requestId } = await channel.receive('authorizeHost')
    channel.send({ type: 'legRefused', requestId, code: 'RENDEZVOUS_INVALID', detail: 'late' })
    channel.send({
      type: 'legAuthorized',
      requestId: asked.requestId,
      connectionId: 'connection-2',
      legDeadlineMs: 900,
      userKey: 'user-key-1',
      chaos: 'latency=5',
    })
    expect(await host).toEqual({ kind: 'refused', code: 'RENDEZVOUS_INVALID', detail: 'late' })
    expect(await client).toEqual({
      kind: 'authorized',
      connectionId: 'connection-2',
      legDeadlineMs: 900,
      userKey: 'user-key-1',
    })
  })

  it.each([true, false])(
    'faults of administrators count where they are taken: %s',
    async (takes) => {
      const broker = await startBroker()
      const { authority: port, orders } = startControl(broker, { takesChaos: takes })
      const channel = await broker.nextChannel()
      await expect.poll(port.isReady).toBe(true)
      await expect.poll(() => channel.received[0]).toMatchObject({ takesChaos: takes })
      const client = port.authorizeClient(clientRequest)
      const { requestId } = await channel.receive('authorizeClient')
      const leg = { connectionId: 'c1', legDeadlineMs: 900, userKey: 'u', chaos: 'cut=5' }
      channel.send({ type: 'legAuthorized', requestId, ...leg })
      const chaos = { cutAfterBytes: 5 }
      expect(await client).toEqual({
        ...{ kind: 'authorized', connectionId: 'c1', legDeadlineMs: 900, userKey: 'u' },
        ...(takes && { chaos }),
      })
      channel.send({ type: 'setChaos', connectionId: 'c1', chaos: 'latency=7' })
      channel.send({ type: 'setChaos', connectionId: 'c1', chaos: 'no such fault' })
      channel.send({ type: 'setChaos', connectionId: 'c1', chaos: '' })
      channel.send({
        type: 'endConnection',
        connectionId: 'c1',
        reason: 'chaos',
        endedBy: 'gateway',
      })
      await expect.poll(() => orders.at(-1)?.[0]).toBe('end')
      const set = [{ latencyMs: 7 }, undefined, undefined].map((faults) => ['chaos', 'c1', faults])
      expect(orders.slice(0, -1)).toEqual(takes ? set : [])
    },
  )

  const unavailable = { kind: 'refused', code: 'BROKER_UNAVAILABLE' }

  it('without a broker is refused at once', async () => {
    const broker = await startBroker()
    await broker.stop()
    const { authority: port } = startControl(broker)
    expect(port.isReady()).toBe(false)
    expect(await port.authorizeClient(clientRequest)).toMatchObject(unavailable)
  })

  it('that the broker leaves open is refused in time', async () => {
    const broker = await startBroker()
    const { authority: port } = startControl(broker, { answerMs: 30 })
    await broker.nextChannel()
    await expect.poll(port.isReady).toBe(true)
    expect(await port.authorizeClient(clientRequest)).toMatchObject(unavailable)
  })

  it('is refused when the channel is lost meanwhile', async () => {
    const broker = await startBroker()
    const { authority: port } = startControl(broker)
    const channel = await broker.nextChannel()
    await expect.poll(port.isReady).toBe(true)
    const answer = port.authorizeClient(clientRequest)
    await channel.receive('authorizeClient')
    channel.socket.terminate()
    expect(await answer).toMatchObject(unavailable)
  })

  it('with a ticket of no key that counts is refused here, until the keys change', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const [old, fresh] = [new Uint8Array(32).fill(9), rawPublicKey(publicKey)]
    const judge = () => ({ ...welcomeAs('gateway-1'), ticketPublicKeys: [old] })
    const broker = await startFakeBroker({ certificate, judge })
    cleanUps.push(broker.stop)
    const { authority: port } = startControl(broker)
    const channel = await broker.nextChannel()
    await expect.poll(port.isReady).toBe(true)
    const keys = { signing: () => privateKey, find: () => undefined }
    const ticket = await createTickets(keys, { siteId: 'site-1', nowMs: Date.now }).mint({
      ...{ ticketId: 't', connectionId: 'c', userId: 'u', resourceId: 'r', principal: 'p' },
      audience: 'site:site-1',
      expiresAt: Date.now() + 60_000,
    })
    const request = { ...clientRequest, ticket }
    expect(await port.authorizeClient(request)).toMatchObject({ code: 'TICKET_INVALID' })
    expect(channel.received.map(({ type }) => type)).not.toContain('authorizeClient')
    channel.send({ type: 'ticketKeys', publicKeys: [fresh, old] })
    await expect
      .poll(async () => {
        const asked = port.authorizeClient(request)
        const { requestId } = await Promise.race([
          channel.receive('authorizeClient'),
          asked.then(() => ({ requestId: '' })),
        ])
        if (requestId === '') return 'refused here'
        channel.send({ type: 'legRefused', requestId, code: 'TICKET_SPENT', detail: '' })
        const answer = await asked
        return 'code' in answer ? answer.code : answer.kind
      })
      .toBe('TICKET_SPENT')
  })

  it('that no broker would read is refused without asking, and the gateway lives', async () => {
    const broker = await startBroker()
    const { authority: port } = startControl(broker)
    await broker.nextChannel()
    await expect.poll(port.isReady).toBe(true)
    const huge = 'x'.repeat(20_000)
    expect(await port.authorizeClient({ ...clientRequest, ticket: huge })).toMatchObject({
      code: 'TICKET_INVALID',
    })
    expect(await port.authorizeHost({ connectionId: huge, secret: 's' })).toMatchObject({
      code: 'RENDEZVOUS_INVALID',
    })
  })
})

describe('reports', () => {
  it('are sent once and forgotten when they are acknowledged', async () => {
    const broker = await startBroker()
    const control = startControl(broker, { resendMs: 20 })
    const channel = await broker.nextChannel()
    await expect.poll(control.authority.isReady).toBe(true)
    control.authority.report(ending('connection-1'))
    const report = await channel.receive('legReport')
    expect(report).toMatchObject({ kind: 'relay-ended', endedBy: 'client', durationMs: 30 })
    channel.send({ type: 'legReportAck', reportId: report.reportId })
    await expect.poll(control.pendingReportCount).toBe(0)
  })

  it('are repeated with the same id until they are acknowledged', async () => {
    const broker = await startBroker()
    const control = startControl(broker, { resendMs: 20 })
    const channel = await broker.nextChannel()
    await expect.poll(control.authority.isReady).toBe(true)
    control.authority.report({ kind: 'relay-started', connectionId: 'connection-1' })
    const ids = (): string[] =>
      channel.received.flatMap((message) => (message.type === 'legReport' ? message.reportId : []))
    await expect.poll(() => ids().length).toBeGreaterThan(2)
    expect(new Set(ids()).size).toBe(1)
  })

  it('of an outage arrive after it, in order, behind the state', async () => {
    const broker = await startBroker()
    const control = startControl(broker)
    const first = await broker.nextChannel()
    await expect.poll(control.authority.isReady).toBe(true)
    control.authority.report({ kind: 'relay-started', connectionId: 'connection-1' })
    await first.receive('legReport')
    await broker.stop()
    control.authority.report(ending('connection-1'))
    control.authority.report({
      kind: 'leg-lost-before-start',
      connectionId: 'connection-2',
      side: 'host',
      reason: 'deadline',
    })
    const again = await startBroker(broker.port)
    const channel = await again.nextChannel()
    await expect
      .poll(() => channel.received.filter(({ type }) => type === 'legReport'))
      .toMatchObject([
        { kind: 'relay-started', connectionId: 'connection-1' },
        { kind: 'relay-ended', connectionId: 'connection-1' },
        { kind: 'leg-lost', side: 'host', reason: 'deadline' },
      ])
    expect(channel.received[0]?.type).toBe('gatewayState')
  })

  it('beyond the bound lose progress, never endings, and stop new connections', async () => {
    const broker = await startBroker()
    await broker.stop()
    const control = startControl(broker, { reportCountMax: 10 })
    for (let index = 0; index < 8; index++) {
      control.authority.report({ kind: 'relay-started', connectionId: `connection-${index}` })
    }
    for (let index = 0; index < 12; index++) control.authority.report(ending(`connection-${index}`))
    expect(control.pendingReportCount()).toBe(12)
    const again = await startBroker(broker.port)
    const channel = await again.nextChannel()
    const reports = () => channel.received.filter((message) => message.type === 'legReport')
    await expect.poll(() => reports().length).toBe(12)
    expect(reports().every((message) => message.kind === 'relay-ended')).toBe(true)
    expect(control.authority.isReady()).toBe(false)
    for (const { reportId } of reports()) channel.send({ type: 'legReportAck', reportId })
    await expect.poll(control.authority.isReady).toBe(true)
  })
})

it('stopping answers what is open and closes the channel', async () => {
  const broker = await startBroker()
  const control = startControl(broker)
  const channel = await broker.nextChannel()
  await expect.poll(control.authority.isReady).toBe(true)
  const answer = control.authority.authorizeClient(clientRequest)
  await channel.receive('authorizeClient')
  await Promise.all([control.stop(), control.stop()])
  expect(await answer).toMatchObject({ code: 'BROKER_UNAVAILABLE' })
  expect(await control.finished).toEqual({ kind: 'stopped' })
  await expect.poll(broker.connectionsOpen).toBe(0)
})
