/** The control port with real TLS and WebSockets; the broker behind it is played by the test. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import {
  type ControlServer,
  type ControlServerOptions,
  createControlServer,
} from '../../../core/adapters/control-server.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { Channel } from '../../../core/broker/channels.ts'
import type { Enrolled, MachineHello } from '../../../core/broker/enrolment.ts'
import { Fault, type Refusal, refuse } from '../../../core/domain/errors.ts'
import {
  controlMessageBytesMax,
  controlUnprovenBytesMax,
  websocketFragmentCountMax,
} from '../../../core/domain/limits.ts'
import { newMachineKey, openMachineKey } from '../../../core/identity/machine-keys.ts'
import { hashSecret } from '../../../core/identity/registration-tokens.ts'
import type { ControlMessage } from '../../../proto/control-codec.ts'
import { type ControlMachine, dialControl } from '../../support/broker/control-machine.ts'
import { openRaw } from '../../support/broker/raw-https.ts'
import { createTestCertificate, type TestCertificate } from '../../support/relay/certificates.ts'

let certificate: TestCertificate
beforeAll(() => {
  certificate = createTestCertificate()
})
afterAll(() => certificate.remove())

/** A broker that enrols whoever proves a key, and remembers what it is told. */
const createFakeBroker = () => {
  const waiters = new Set<() => void>()
  const broker = {
    hellos: [] as MachineHello[],
    channels: [] as Channel[],
    told: [] as string[],
    verdict: undefined as Enrolled | Refusal | Error | undefined,
    /** Awaited before a message counts as handled. */
    gate: undefined as Promise<void> | undefined,
    failing: false,
    tell: (line: string) => {
      broker.told.push(line)
      for (const wake of waiters) wake()
    },
    /** Resolves when this line has been told. */
    heard: (line: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!broker.told.includes(line)) return
          waiters.delete(look)
          resolve()
        }
        waiters.add(look)
        look()
      }),
    enrolment: {
      enrol: async (hello: MachineHello): Promise<Enrolled | Refusal> => {
        broker.hellos.push(hello)
        if (broker.verdict instanceof Error) throw broker.verdict
        const enrolled = {
          kind: 'enrolled',
          machineId: 'm-1',
          poolId: 'staff',
          region: 'north',
        } as const
        return broker.verdict ?? enrolled
      },
    },
  }
  const side = (role: string) => ({
    connected: async (channel: Channel) => {
      broker.channels.push(channel)
      broker.tell(`${role} connected`)
    },
    disconnected: async (_channel: Channel, reason: string) => {
      broker.tell(`${role} disconnected: ${reason}`)
    },
    receive: async (_channel: Channel, message: ControlMessage) => {
      broker.tell(`${role} begins ${message.type}`)
      await broker.gate
      if (broker.failing) throw new Fault('LOG_FULL', 'no space')
      broker.tell(`${role} says ${message.type}`)
    },
  })
  return { ...broker, broker, hosts: side('agent'), gateways: side('gateway') }
}

const beat: ControlMessage = {
  type: 'heartbeat',
  activeSessions: 0,
  disconnectedSessions: 0,
  cpuLoad: 0,
  memoryUsedBytes: 0,
  memoryTotalBytes: 0,
  agentVersion: '1.0',
  healthChecks: [],
}

const gatewayState: ControlMessage = {
  type: 'gatewayState',
  clientUrl: 'wss://localhost:1',
  ownUrl: 'wss://localhost:2',
  draining: false,
  takesChaos: false,
  liveRelays: [],
  waitingConnectionIds: [],
}

describe('the control port', () => {
  let fake = createFakeBroker()
  let server: ControlServer
  let port = 0
  const sockets: WebSocket[] = []

  const start = async (options: Partial<ControlServerOptions> = {}) => {
    fake = createFakeBroker()
    server = createControlServer(
      {
        broker: { enrolment: fake.enrolment, hosts: fake.hosts, gateways: fake.gateways },
        system: createSystem(),
        log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
      },
      {
        host: '127.0.0.1',
        port: 0,
        tls: {
          key: readFileSync(certificate.keyFile, 'utf8'),
          cert: readFileSync(certificate.certFile, 'utf8'),
        },
        siteId: 'site-1',
        brokerId: 'broker-1',
        ticketPublicKeys: () => [new Uint8Array(32).fill(9)],
        heartbeatIntervalMs: 30_000,
        ...options,
      },
    )
    port = (await server.start()).port
  }

  const dial = async (key = openMachineKey(newMachineKey())): Promise<ControlMachine> => {
    const machine = await dialControl(port, certificate.caPem, key)
    sockets.push(machine.socket)
    return machine
  }

  const join = async (role: 'agent' | 'gateway' = 'agent') => {
    const machine = await dial()
    await machine.greet({ role })
    await machine.take('welcome')
    return machine
  }

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate()
    await server.stop()
  })

  describe('at the opening', () => {
    it('welcomes a machine that proves its key, and tells the broker afterwards', async () => {
      await start()
      const machine = await dial()
      const secret = new Uint8Array(32).fill(4)
      await machine.greet({ machineId: '', join: { tokenId: 't-1', secret } })
      expect(await machine.take('welcome')).toMatchObject({
        machineId: 'm-1',
        poolId: 'staff',
        region: 'north',
        siteId: 'site-1',
        heartbeatIntervalMs: 30_000,
        ticketPublicKeys: [new Uint8Array(32).fill(9)],
      })
      await fake.broker.heard('agent connected')
      expect(fake.hellos[0]).toMatchObject({
        machineName: 'host-1',
        publicKey: machine.key.publicKey,
        join: { tokenId: 't-1', secretHash: hashSecret(secret) },
      })
      expect(server.counts()).toMatchObject({ halfOpen: 0, admitted: 1 })
    })

    it('tells agents, not gateways, over how long they come back together', async () => {
      await start({ reconnectSpreadMs: () => 7_000 })
      const spreads = []
      for (const role of ['agent', 'gateway'] as const) {
        const machine = await dial()
        await machine.greet({ role })
        spreads.push((await machine.take('welcome')).reconnectSpreadMs)
      }
      expect(spreads).toEqual([7_000, 0])
    })

    it('tells more machines than it may open in a second to try later', async () => {
      await start({ openingsPerSecond: 0.001, openingBurstCountMax: 2 })
      await join()
      await join()
      const raw = await openRaw(port, certificate.caPem)
      const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13'
      const key = `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`
      const protocol = 'Sec-WebSocket-Protocol: causeway.control.v1'
      const head = ['GET /control HTTP/1.1', 'Host: localhost', upgrade, key, protocol]
      raw.socket.write(`${head.join('\r\n')}\r\n\r\n`)
      const answer = await raw.ended
      expect(answer).toContain('HTTP/1.1 429 ')
      expect(answer).toContain('\r\nRetry-After: 2\r\n')
      expect(answer).toContain('"code":"RATE_LIMITED"')
      // Those that are up stay up.
      await expect.poll(() => server.counts()).toMatchObject({ halfOpen: 0, admitted: 2 })
    })

    it('refuses a signature by another key, before the broker is asked', async () => {
      await start()
      const machine = await dial()
      const stranger = openMachineKey(newMachineKey())
      await machine.greet({ publicKey: stranger.publicKey })
      expect(await machine.take('rejected')).toMatchObject({ code: 'AGENT_KEY_UNKNOWN' })
      await machine.closed
      expect(fake.hellos).toEqual([])
    })

    it('refuses a proof that was made for an earlier challenge', async () => {
      await start()
      const key = openMachineKey(newMachineKey())
      const first = await dial(key)
      const old = await first.greet()
      await first.take('welcome')
      const second = await dial(key)
      second.send({
        type: 'hello',
        protocolVersion: 1,
        role: 'agent',
        machineName: 'host-1',
        softwareVersion: '1.0',
        publicKey: key.publicKey,
        machineId: 'h-host-1',
      })
      const fresh = await second.take('challenge')
      expect(fresh.nonce).not.toEqual(old.nonce)
      const { nonce, siteId, brokerId } = old
      second.send({
        type: 'proof',
        signature: key.sign({ role: 'agent', nonce, siteId, brokerId }),
      })
      expect(await second.take('rejected')).toMatchObject({ code: 'AGENT_KEY_UNKNOWN' })
    })

    it('refuses a proof that was made for the other role', async () => {
      await start()
      const machine = await dial()
      machine.send({
        type: 'hello',
        protocolVersion: 1,
        role: 'gateway',
        machineName: 'g',
        softwareVersion: '',
        publicKey: machine.key.publicKey,
        machineId: 'g-1',
      })
      const { nonce, siteId, brokerId } = await machine.take('challenge')
      const signature = machine.key.sign({ role: 'agent', nonce, siteId, brokerId })
      machine.send({ type: 'proof', signature })
      expect(await machine.take('rejected')).toMatchObject({ code: 'AGENT_KEY_UNKNOWN' })
    })

    it('passes the broker’s refusal on, with its code', async () => {
      await start()
      fake.broker.verdict = refuse('HOST_NAME_TAKEN', 'host-1')
      const machine = await dial()
      await machine.greet()
      expect(await machine.take('rejected')).toMatchObject({
        code: 'HOST_NAME_TAKEN',
        detail: 'host-1',
      })
      expect((await machine.closed).code).toBe(1008)
      expect(fake.told).toEqual([])
    })

    it('says that the log is full without saying where', async () => {
      await start()
      fake.broker.verdict = new Fault('LOG_FULL', '/var/lib/secret')
      const machine = await dial()
      await machine.greet()
      const rejected = await machine.take('rejected')
      expect(rejected.code).toBe('LOG_FULL')
      expect(rejected.detail).not.toContain('/var/lib')
    })

    it('refuses a newer protocol by its own code', async () => {
      await start()
      const machine = await dial()
      machine.send({
        type: 'hello',
        protocolVersion: 2,
        role: 'agent',
        machineName: 'host-1',
        softwareVersion: '9.0',
        publicKey: machine.key.publicKey,
        machineId: 'h-host-1',
      })
      expect(await machine.take('rejected')).toMatchObject({
        code: 'PROTOCOL_VERSION_UNSUPPORTED',
      })
    })

    it.each([
      ['garbage', Uint8Array.of(0xff, 0xff, 0xff, 0xff)],
      ['a text message', 'hello'],
    ])('closes on %s', async (_name, data) => {
      await start()
      const machine = await dial()
      machine.socket.send(data)
      expect(await machine.take('rejected')).toMatchObject({ code: 'REQUEST_INVALID' })
      await machine.closed
      await vi.waitFor(() => expect(server.counts()).toMatchObject({ halfOpen: 0, admitted: 0 }))
    })

    it('closes on a message that comes before its turn', async () => {
      await start()
      const machine = await dial()
      machine.send(beat)
      expect(await machine.take('rejected')).toMatchObject({
        code: 'REQUEST_INVALID',
        detail: 'heartbeat is out of order',
      })
    })

    it('reads no more of a machine than a proof takes', async () => {
      await start()
      const machine = await dial()
      // Less than a message may have later on, and not whole yet.
      machine.socket.send(new Uint8Array(controlUnprovenBytesMax), { fin: false })
      expect(await machine.take('rejected')).toMatchObject({
        code: 'REQUEST_INVALID',
        detail: 'more bytes came than a proof takes',
      })
      expect((await machine.closed).code).toBe(1008)
      await vi.waitFor(() => expect(server.counts()).toMatchObject({ halfOpen: 0, admitted: 0 }))
    })

    it('counts what comes in pieces that make no message yet', async () => {
      await start()
      const machine = await dial()
      machine.socket.send(new Uint8Array(controlUnprovenBytesMax / 2), { fin: false })
      machine.socket.ping()
      machine.socket.send(new Uint8Array(controlUnprovenBytesMax / 2), { fin: false })
      expect(await machine.take('rejected')).toMatchObject({ code: 'REQUEST_INVALID' })
      await machine.closed
    })

    it.each(['unproven', 'welcomed'])('closes on fragments of a %s machine', async (which) => {
      await start()
      const machine = which === 'welcomed' ? await join() : await dial()
      for (let count = 0; count <= websocketFragmentCountMax; count++) {
        machine.socket.send(Uint8Array.of(0), { fin: false })
      }
      expect((await machine.closed).code).toBe(1008)
    })

    it('takes a large message once the machine is welcomed, and none beyond the bound', async () => {
      await start()
      const machine = await join()
      // Field 99 of the envelope, with as much in it as fits.
      const bytes = controlMessageBytesMax - 5
      const head = [0x9a, 0x06, (bytes & 0x7f) | 0x80, ((bytes >> 7) & 0x7f) | 0x80, bytes >> 14]
      machine.socket.send(Buffer.concat([Uint8Array.from(head), Buffer.alloc(bytes)]))
      machine.send(beat)
      await fake.broker.heard('agent says heartbeat')
      expect(server.counts().unknownMessagesTotal).toBe(1)
      machine.socket.send(new Uint8Array(controlMessageBytesMax + 1))
      expect((await machine.closed).code).toBe(1009)
    })
  })

  describe('on the way to it', () => {
    it('closes a TCP connection that never speaks TLS at the deadline', async () => {
      await start({ handshakeMs: 150 })
      const socket = connectTcp(port, '127.0.0.1')
      socket.on('error', () => undefined)
      await once(socket, 'close')
      await vi.waitFor(() => expect(server.counts()).toMatchObject({ halfOpen: 0, admitted: 0 }))
    })

    it('closes a machine that never proves its key at the deadline', async () => {
      await start({ handshakeMs: 150 })
      const machine = await dial()
      await machine.closed
      const gone = { halfOpen: 0, admitted: 0, lateTotal: 1 }
      await vi.waitFor(() => expect(server.counts()).toMatchObject(gone))
    })

    it('lets the deadline pass for a machine that has proven its key', async () => {
      await start({ handshakeMs: 150 })
      const machine = await join()
      const idle = await dial()
      await idle.closed
      machine.send(beat)
      await fake.broker.heard('agent says heartbeat')
    })

    it('takes so many unproven connections of one address and no more', async () => {
      await start({ halfOpenPerAddressMax: 1 })
      const machine = await dial()
      await expect(dialControl(port, certificate.caPem)).rejects.toThrow()
      expect(server.counts()).toMatchObject({ halfOpen: 1, refusedTotal: 1 })
      await machine.greet()
      await machine.take('welcome')
      const another = await dial()
      expect(another.socket.readyState).toBe(WebSocket.OPEN)
    })

    it('tells a machine beyond the number of channels that there is no room', async () => {
      await start({ channelCountMax: 1 })
      await join()
      const second = await dial()
      await second.greet()
      expect(await second.take('rejected')).toMatchObject({ code: 'RATE_LIMITED' })
    })

    it('refuses TLS 1.1', async () => {
      await start()
      const socket = connectTls({
        port,
        host: '127.0.0.1',
        ca: certificate.caPem,
        servername: 'localhost',
        minVersion: 'TLSv1.1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      })
      const [error] = await once(socket, 'error')
      expect(String(error)).toMatch(/version|protocol/i)
    })

    it.each([
      ['another path', '/other', 'causeway.control.v1', 404],
      ['another subprotocol', '/control', 'other', 400],
    ])('answers an upgrade to %s and closes', async (_name, path, protocol, status) => {
      await start()
      const socket = new WebSocket(`wss://localhost:${port}${path}`, protocol, {
        ca: certificate.caPem,
      })
      const [error] = await once(socket, 'error')
      expect(String(error)).toContain(String(status))
    })

    it('answers HTTP nonsense with 400 and goes on', async () => {
      await start()
      const socket = connectTls({ port, host: '127.0.0.1', ca: certificate.caPem })
      socket.write('NONSENSE\r\n\r\n')
      let text = ''
      socket.on('data', (data) => {
        text += data.toString()
      })
      await once(socket, 'close')
      expect(text).toMatch(/^HTTP\/1\.1 400 /)
      await join()
    })
  })

  describe('on an open channel', () => {
    it('handles what belongs together in order, and the rest side by side', async () => {
      await start()
      const machine = await join('gateway')
      machine.send(gatewayState)
      await fake.broker.heard('gateway connected')
      let open = () => undefined as unknown
      fake.broker.gate = new Promise((resolve) => {
        open = () => resolve()
      })
      const request = (requestId: string): ControlMessage => ({
        type: 'authorizeHost',
        requestId,
        connectionId: 'c-1',
        secret: 's',
      })
      const report = (reportId: string): ControlMessage => ({
        type: 'legReport',
        reportId,
        connectionId: 'c-1',
        kind: 'client-left',
        side: '',
        endedBy: '',
        reason: '',
        bytesToClient: 0,
        bytesToHost: 0,
        durationMs: 0,
        peakBufferedBytes: 0,
        messagesToClient: 0,
        messagesToHost: 0,
        stalls: 0,
      })
      for (const id of ['1', '2']) machine.send(request(id))
      for (const id of ['1', '2']) machine.send(report(id))
      machine.send({
        type: 'gatewayLoad',
        connections: 0,
        bytesPerSecond: 0,
        bufferedBytes: 0,
        eventLoopDelayMs: 0,
        draining: false,
      })
      await fake.broker.heard('gateway begins gatewayLoad')
      const begun = fake.told.filter((line) => line.startsWith('gateway begins'))
      // Both requests are under way; the second report waits for the first.
      expect(begun.sort()).toEqual([
        'gateway begins authorizeHost',
        'gateway begins authorizeHost',
        'gateway begins gatewayLoad',
        'gateway begins legReport',
      ])
      open()
    })

    it('hears a gateway’s state first of all', async () => {
      await start()
      const machine = await join('gateway')
      machine.send({ type: 'authorizeHost', requestId: 'r', connectionId: 'c', secret: 's' })
      expect(await machine.closed).toMatchObject({ code: 1008 })
      expect(fake.told).toEqual([])
    })

    it('answers a leg that the log could not take, and keeps the channel', async () => {
      await start()
      const machine = await join('gateway')
      machine.send(gatewayState)
      fake.broker.failing = true
      machine.send({ type: 'authorizeHost', requestId: 'r-1', connectionId: 'c', secret: 's' })
      expect(await machine.take('legRefused')).toMatchObject({
        requestId: 'r-1',
        code: 'LOG_FULL',
      })
      fake.broker.failing = false
      machine.send({ type: 'authorizeHost', requestId: 'r-2', connectionId: 'c', secret: 's' })
      await fake.broker.heard('gateway says authorizeHost')
      expect(machine.socket.readyState).toBe(WebSocket.OPEN)
    })

    it('closes a channel whose messages pile up', async () => {
      await start({ inboxCountMax: 2 })
      const machine = await join()
      await fake.broker.heard('agent connected')
      let open = () => undefined as unknown
      fake.broker.gate = new Promise((resolve) => {
        open = () => resolve()
      })
      for (let count = 0; count < 3; count++) machine.send(beat)
      const { code, reason } = await machine.closed
      expect({ code, reason }).toEqual({
        code: 1008,
        reason: 'more messages wait on this channel than the broker takes',
      })
      open()
      await fake.broker.heard(`agent disconnected: ${reason}`)
      // The first was being handled; what waited behind it is never begun.
      expect(fake.told.filter((line) => line.endsWith('heartbeat'))).toEqual([
        'agent begins heartbeat',
        'agent says heartbeat',
      ])
    })

    it('takes no more to send than the bound, and says so', async () => {
      await start({ bufferedBytesMax: 300 })
      await join()
      await fake.broker.heard('agent connected')
      const [channel] = fake.channels
      const order = (secret: string): ControlMessage => ({
        type: 'rendezvousOrder',
        connectionId: 'c',
        attempt: 1,
        gatewayUrl: 'wss://localhost/',
        secret,
        resourceId: '',
        userSessionId: '',
        deadlineMs: 1,
      })
      expect(channel?.send(order('s'))).toBe(true)
      expect(channel?.send(order('s'.repeat(400)))).toBe(false)
    })

    it('reports a closed channel once, after everything it brought', async () => {
      await start()
      const machine = await join()
      machine.send(beat)
      machine.socket.close(1000)
      await fake.broker.heard('agent disconnected: closed with code 1000')
      expect(fake.told).toEqual([
        'agent connected',
        'agent begins heartbeat',
        'agent says heartbeat',
        'agent disconnected: closed with code 1000',
      ])
    })

    it('lets a machine go that falls silent', async () => {
      await start({ keepaliveMs: 40, silenceMs: 120 })
      const key = openMachineKey(newMachineKey())
      const machine = await dialControl(port, certificate.caPem, key)
      sockets.push(machine.socket)
      await machine.greet()
      await machine.take('welcome')
      // It neither sends nor answers pings any more.
      machine.socket.pause()
      await fake.broker.heard('agent disconnected: nothing was heard from the machine')
    })

    it('skips a message of a newer protocol and counts it', async () => {
      await start()
      const machine = await join()
      // Field 99 of the envelope, an empty message.
      machine.socket.send(Uint8Array.of(0x9a, 0x06, 0x00))
      machine.send(beat)
      await fake.broker.heard('agent says heartbeat')
      expect(server.counts().unknownMessagesTotal).toBe(1)
    })

    it('ends every channel when it stops', async () => {
      await start()
      const machine = await join()
      await fake.broker.heard('agent connected')
      await server.stop()
      expect((await machine.closed).reason).toBe('the broker stops')
      expect(fake.told).toContain('agent disconnected: the broker stops')
    })
  })
})
