/**
 * One broker in this process, whose agents and gateway are simulated without sockets: what remains
 * is the broker's own work, and the log's. Users are new ones each time, so that each connection
 * is placed, and every decision is durable before the next step.
 */

import { createPrivateKey } from 'node:crypto'
import { createMemoryHeartbeatLog } from '../../core/adapters/memory-heartbeat-log.ts'
import { createMemoryPersonDirectory } from '../../core/adapters/memory-person-directory.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { type Broker, createBroker } from '../../core/broker/broker.ts'
import type { Channel } from '../../core/broker/channels.ts'
import type { EventLog } from '../../core/broker/ports.ts'
import { sessionLimitMax } from '../../core/domain/limits.ts'
import { newMachineKey, rawPublicKey } from '../../core/identity/machine-keys.ts'
import { createTickets } from '../../core/identity/tickets.ts'
import type { ControlMessage } from '../../proto/control-codec.ts'

export type SimBroker = {
  /** One connection from its request to its end; milliseconds until both legs were ordered. */
  connect(userId: string): Promise<number>
  /** One request until its user has a seat and both legs their orders; no leg comes. */
  place(userId: string): Promise<void>
  /** Seats of the host that has the most. */
  seatCountMax(): number
  stop(): Promise<void>
}

export type SimPool = {
  readonly hosts: number
  /** The placement of the one pool; breadth-first without a limit when absent. */
  readonly placement?: string
  readonly sessionLimit?: number
}

const poolId = 'bench'
const gatewayId = 'g-bench'
const siteAudience = 'site:bench'

type Receive = (channel: Channel, message: ControlMessage) => Promise<void>

/** A machine's end of a channel: messages are handled one after the other, as on a socket. */
const openChannel = (
  machineId: string,
  role: 'agent' | 'gateway',
  receive: Receive,
  onMessage: (message: ControlMessage) => void,
) => {
  let inbox: Promise<unknown> = Promise.resolve()
  const channel: Channel = {
    ...{ machineId, role, incarnation: `${machineId}-1` },
    send: (message) => {
      setImmediate(onMessage, message)
      return true
    },
    close: () => undefined,
  }
  const send = (message: ControlMessage): Promise<unknown> => {
    inbox = inbox.then(() => receive(channel, message))
    return inbox
  }
  return { channel, send }
}

const setUp = async (
  { handler }: Broker,
  { placement = 'breadth-first', sessionLimit = sessionLimitMax }: SimPool,
  hostIds: readonly string[],
  nowMs: number,
) => {
  const cause = (causationId: string) => ({ actor: 'admin:bench', connectionId: '', causationId })
  const settings = { placement, sessionLimit, disconnectedLimitMs: 0 }
  const pool = { type: 'CreatePool', poolId, name: poolId, settings } as const
  await handler.execute('pool', poolId, pool, cause('pool'))
  await handler.execute(
    'workspace',
    'w',
    [
      { type: 'CreateWorkspace', workspaceId: 'w', name: 'W' },
      { type: 'CreateApplicationGroup', groupId: 'all', name: 'all', poolId },
      ...[
        { type: 'PublishResource', groupId: 'all', resourceId: poolId, name: poolId } as const,
      ].map((command) => ({ ...command, kind: 'desktop' })),
      { type: 'GrantAccess', groupId: 'all', principal: 'group:all' },
    ],
    cause('workspace'),
  )
  const publicKey = new Uint8Array(32)
  const register = (hostId: string) => {
    const command = { hostId, poolId, name: hostId, publicKey, tokenId: 't' }
    return handler.execute('host', hostId, { type: 'RegisterHost', ...command }, cause(hostId))
  }
  await Promise.all(hostIds.map(register))
  const secretHash = new Uint8Array(32)
  const expiresAt = nowMs + 60_000
  const invite = { gatewayId, name: gatewayId, region: 'r', secretHash, expiresAt }
  const commands = [
    { type: 'InviteGateway', ...invite } as const,
    { type: 'RegisterGateway', secretHash, publicKey, now: nowMs } as const,
  ]
  await handler.execute('gateway', gatewayId, commands, cause('gateway'))
}

const beat: ControlMessage = {
  ...{ type: 'heartbeat', activeSessions: 0, disconnectedSessions: 0, cpuLoad: 0 },
  ...{ memoryUsedBytes: 1, memoryTotalBytes: 2, agentVersion: '1', healthChecks: [] },
}

/** Starts the broker on a log that is empty, with the hosts of one pool. Owns no log. */
export const openSimBroker = async (log: EventLog, pool: SimPool): Promise<SimBroker> => {
  const system = createSystem()
  const key = createPrivateKey(newMachineKey())
  const publicKey = rawPublicKey(key)
  const faults: unknown[] = []
  const broker = createBroker(
    {
      log,
      heartbeatLog: createMemoryHeartbeatLog({ system, retentionMs: 60_000 }),
      people: createMemoryPersonDirectory(system),
      tickets: createTickets(
        { signing: () => key, find: () => publicKey },
        { siteId: 'bench', nowMs: system.nowMs },
      ),
      system,
      userOf: async (bearer) => bearer,
      userSessionKey: (pool, userId) => `${pool}-${userId}`,
      hostIdOf: (name) => name,
      isInRanges: () => true,
      onFault: (_connectionId, error) => faults.push(error),
    },
    { brokerId: 'b-bench', siteAudience },
  )
  await broker.start()
  const hostIds = Array.from({ length: pool.hosts }, (_, index) => `h-${index}`)
  await setUp(broker, pool, hostIds, system.nowMs())

  const questions = new Map<string, (message: ControlMessage) => void>()
  const gateway = openChannel(gatewayId, 'gateway', broker.gateways.receive, (message) => {
    if (message.type === 'legAuthorized' || message.type === 'legRefused') {
      questions.get(message.requestId)?.(message)
      questions.delete(message.requestId)
    }
  })
  await broker.gateways.connected(gateway.channel, '1', {
    ...{ type: 'gatewayState', clientUrl: 'wss://g:1', ownUrl: 'wss://g:2', draining: false },
    ...{ liveRelays: [], waitingConnectionIds: [], takesChaos: false },
  })

  const ask = (question: ControlMessage & { readonly requestId: string }): Promise<string> =>
    new Promise((resolve, reject) => {
      questions.set(question.requestId, (answer) =>
        answer.type === 'legAuthorized'
          ? resolve(answer.connectionId)
          : reject(new Error(JSON.stringify(answer))),
      )
      // Gateways handle their questions side by side.
      void broker.gateways.receive(gateway.channel, question)
    })
  const report = (connectionId: string, kind: 'relay-started' | 'relay-ended') =>
    broker.gateways.receive(gateway.channel, {
      ...{ type: 'legReport', reportId: system.newId(), connectionId, kind, side: '' },
      ...{
        endedBy: kind === 'relay-ended' ? 'client' : '',
        reason: 'client_closed',
        bytesToClient: 1,
      },
      ...{ bytesToHost: 1, durationMs: 1, peakBufferedBytes: 0 },
      ...{ messagesToClient: 1, messagesToHost: 1, stalls: 0 },
    })

  const hostLegs = new Map<string, Promise<unknown>>()
  const join = async (hostId: string): Promise<void> => {
    const agent = openChannel(hostId, 'agent', broker.hosts.receive, (message) => {
      if (message.type !== 'rendezvousOrder') return
      const { connectionId, attempt, secret } = message
      const answer = { connectionId, attempt, accepted: true, code: '', detail: '' }
      void agent.send({ type: 'rendezvousAnswer', ...answer })
      const question = { requestId: system.newId(), connectionId, secret }
      hostLegs.set(connectionId, ask({ type: 'authorizeHost', ...question }))
    })
    await broker.hosts.connected(agent.channel, '1')
    await agent.send(beat)
  }
  await Promise.all(hostIds.map(join))

  const request = async (userId: string) => {
    const granted = await broker.connections.request(
      { userId, userName: userId, groups: ['all'] },
      { resourceId: poolId, transport: 'arm', clientAddress: '127.0.0.1', deviceName: 'bench' },
    )
    if (granted.kind === 'refused') throw new Error(`${granted.code} ${granted.detail}`)
    return granted
  }

  return {
    connect: async (userId) => {
      const startedAt = performance.now()
      const granted = await request(userId)
      const orderedMs = performance.now() - startedAt
      const { connectionId, ticket } = granted
      await hostLegs.get(connectionId)
      hostLegs.delete(connectionId)
      const requestId = system.newId()
      const client = {
        transport: 'arm',
        ticket,
        bearer: userId,
        clientAddress: '127.0.0.1',
      } as const
      await ask({ type: 'authorizeClient', requestId, flow: 'stock', ...client })
      await report(connectionId, 'relay-started')
      await report(connectionId, 'relay-ended')
      if (faults.length > 0) throw faults[0]
      return orderedMs
    },
    place: async (userId) => {
      const { connectionId } = await request(userId)
      await hostLegs.get(connectionId)
      hostLegs.delete(connectionId)
    },
    seatCountMax: () =>
      Math.max(...hostIds.map((id) => Object.keys(broker.live.stateOf('host', id).seats).length)),
    stop: broker.stop,
  }
}

export type SimResult = {
  readonly connections: number
  readonly perSecond: number
  /** From the request until host and gateway have their orders. */
  readonly p50Ms: number
  readonly p99Ms: number
}

export type SimOptions = SimPool & {
  readonly users: number
  readonly seconds: number
  /** Before them, not counted: a program that has just started is compiled meanwhile. */
  readonly warmUpSeconds: number
}

/** Connections of so many users at once, each a new one after the other, for so long. */
export const benchSimBroker = async (log: EventLog, options: SimOptions): Promise<SimResult> => {
  const sim = await openSimBroker(log, options)
  const latencies: number[] = []
  const startedAt = performance.now() + options.warmUpSeconds * 1_000
  const until = startedAt + options.seconds * 1_000
  const user = async (index: number): Promise<void> => {
    for (let turn = 0; performance.now() < until; turn++) {
      const connectMs = await sim.connect(`u-${index}-${turn}`)
      if (performance.now() >= startedAt) latencies.push(connectMs)
    }
  }
  await Promise.all(Array.from({ length: options.users }, (_, index) => user(index)))
  const seconds = (performance.now() - startedAt) / 1_000
  await sim.stop()
  latencies.sort((a, b) => a - b)
  return {
    connections: latencies.length,
    perSecond: latencies.length / seconds,
    p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  }
}
