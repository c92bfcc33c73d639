/** A real broker over a memory log, with machines that a test plays. */

import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { type Broker, createBroker } from '../../../core/broker/broker.ts'
import type { TicketClaims, TicketPort } from '../../../core/broker/connections.ts'
import type { EventVersions } from '../../../core/broker/event-versions.ts'
import type { EventLog, HeartbeatLog, PersonDirectory } from '../../../core/broker/ports.ts'
import { Fault, refuse } from '../../../core/domain/errors.ts'
import { isInRanges } from '../../../core/identity/address-range.ts'
import { createUserIds } from '../../../core/identity/user-id.ts'
import { createFakeChannel, type FakeChannel } from './fake-channel.ts'
import { createManualSystem, type ManualSystem } from './manual-system.ts'
import { createTestHeartbeatLog, createTestPersonDirectory } from './memory-ports.ts'

export const testSiteId = 'test-site'

export type TestBroker = {
  readonly broker: Broker
  readonly eventLog: EventLog
  readonly people: PersonDirectory
  readonly system: ManualSystem
  readonly userIds: ReturnType<typeof createUserIds>
  /** While set, appends fail with a Fault of the log. */
  breakLog(broken: boolean): void
  /** A registered host with its channel up and a first beat. */
  addHost(name: string, poolId: string): Promise<FakeChannel>
  beat(host: FakeChannel): Promise<void>
  /** A registered gateway with its channel up. */
  addGateway(name: string): Promise<FakeChannel>
  readonly faults: unknown[]
  /** What it was told that it is too old for. */
  readonly tooNew: Fault[]
  stop(): Promise<void>
}

/** Tickets that are looked up: `ticket.<connection id>`. */
const createTestTickets = (system: ManualSystem): TicketPort => {
  type Minted = TicketClaims & { readonly audience: string; readonly expiresAt: number }
  const minted = new Map<string, Minted>()
  return {
    mint: (claims) => {
      const ticket = `ticket.${claims.connectionId}`
      minted.set(ticket, claims)
      return ticket
    },
    read: (ticket, audience) => {
      const claims = minted.get(ticket)
      if (claims?.audience !== audience) return refuse('TICKET_INVALID')
      return { kind: 'ticket', expired: system.nowMs() >= claims.expiresAt, ...claims }
    },
  }
}

const test = { actor: 'admin:test', connectionId: '' }

export type TestBrokerOptions = {
  /** Shared with others, and stopped by its owner. */
  readonly log?: EventLog
  readonly brokerId?: string
  readonly versions?: EventVersions
  readonly heartbeatLog?: HeartbeatLog
}

/** Starts on an empty log, or on one that others have too. */
export const createTestBroker = async (options: TestBrokerOptions = {}): Promise<TestBroker> => {
  const system = createManualSystem()
  const memory = options.log ?? createMemoryEventLog()
  const people = createTestPersonDirectory()
  const userIds = createUserIds(new Uint8Array(32).fill(7))
  const faults: unknown[] = []
  const tooNew: Fault[] = []
  let broken = false
  const eventLog: EventLog = {
    ...memory,
    append: (stream, expected, events) =>
      broken
        ? Promise.reject(new Fault('LOG_FULL', '/secret/path is full'))
        : memory.append(stream, expected, events),
  }
  const broker = createBroker(
    {
      log: eventLog,
      heartbeatLog: options.heartbeatLog ?? createTestHeartbeatLog(),
      people,
      tickets: createTestTickets(system),
      system,
      userOf: async () => undefined,
      userSessionKey: userIds.userSessionKey,
      hostIdOf: (name) => `h-${name}`,
      isInRanges,
      onFault: (_connectionId, error) => faults.push(error),
      onTooNew: (fault) => tooNew.push(fault),
    },
    {
      brokerId: options.brokerId ?? 'broker-1',
      siteAudience: 'gateways',
      ...(options.versions === undefined ? {} : { versions: options.versions }),
    },
  )
  await broker.start()

  const causationId = () => system.newId()
  const beat = (host: FakeChannel) =>
    broker.hosts.receive(host, {
      type: 'heartbeat',
      activeSessions: 0,
      disconnectedSessions: 0,
      cpuLoad: 0.25,
      memoryUsedBytes: 1,
      memoryTotalBytes: 2,
      agentVersion: '1.0',
      healthChecks: [],
    })
  return {
    broker,
    eventLog,
    people,
    system,
    userIds,
    faults,
    tooNew,
    breakLog: (value) => {
      broken = value
    },
    beat,
    addHost: async (name, poolId) => {
      const hostId = `h-${name}`
      const publicKey = new Uint8Array(32).fill(1)
      await broker.handler.execute(
        'host',
        hostId,
        { type: 'RegisterHost', hostId, poolId, name, publicKey, tokenId: 'token' },
        { ...test, causationId: causationId() },
      )
      const channel = createFakeChannel('agent', hostId, `${hostId}-channel`)
      await broker.hosts.connected(channel, '1.0')
      await beat(channel)
      return channel
    },
    addGateway: async (name) => {
      const gatewayId = `g-${name}`
      const secretHash = new Uint8Array(32).fill(2)
      const now = system.nowMs()
      await broker.handler.execute(
        'gateway',
        gatewayId,
        [
          {
            type: 'InviteGateway',
            gatewayId,
            name,
            region: 'default',
            secretHash,
            expiresAt: now + 60_000,
          },
          { type: 'RegisterGateway', secretHash, publicKey: new Uint8Array(32).fill(3), now },
        ],
        { ...test, causationId: causationId() },
      )
      const channel = createFakeChannel('gateway', gatewayId, `${gatewayId}-channel`)
      await broker.gateways.connected(channel, '1.0', {
        type: 'gatewayState',
        clientUrl: 'wss://gateway.test:8444',
        ownUrl: `wss://${name}.gateway.test:8460`,
        draining: false,
        takesChaos: false,
        liveRelays: [],
        waitingConnectionIds: [],
      })
      return channel
    },
    stop: async () => {
      await broker.stop()
      if (options.log === undefined) await eventLog.stop()
    },
  }
}

/** Lets an agent accept every order as the real one does. */
export const acceptOrders = ({ broker }: TestBroker, host: FakeChannel): void => {
  host.onSend = (message) => {
    if (message.type !== 'rendezvousOrder') return
    const { connectionId, attempt } = message
    const answer = { connectionId, attempt, accepted: true, code: '', detail: '' }
    void broker.hosts.receive(host, { type: 'rendezvousAnswer', ...answer })
  }
}

/** Lets an agent decline every order with this code. */
export const declineOrders = ({ broker }: TestBroker, host: FakeChannel, code: string): void => {
  host.onSend = (message) => {
    if (message.type !== 'rendezvousOrder') return
    const { connectionId, attempt } = message
    const answer = { connectionId, attempt, accepted: false, code, detail: 'no' }
    void broker.hosts.receive(host, { type: 'rendezvousAnswer', ...answer })
  }
}
