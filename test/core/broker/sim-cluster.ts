/** Several brokers on one log and a fake clock, with agents and gateways spread over them. */
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { type Broker, createBroker } from '../../../core/broker/broker.ts'
import type { ConnectionRequest } from '../../../core/broker/connections.ts'
import type { EventLog, HeartbeatLog, RecordedEvent } from '../../../core/broker/ports.ts'
import { isInRanges } from '../../../core/identity/address-range.ts'
import {
  createTestHeartbeatLog,
  createTestPersonDirectory,
} from '../../support/broker/memory-ports.ts'
import { createFakeSystem, type FakeSystem } from '../../support/fake-system.ts'
import { createSimAgent, type SimAgent } from './sim-agent.ts'
import { type ClusterLog, createClusterLog } from './sim-cluster-log.ts'
import { createSimGateway, type SimGateway } from './sim-gateway.ts'
import type { Life } from './sim-log.ts'
import { createSimTickets, setUpSite } from './sim-set-up.ts'
import { type SiteOptions, systemOf } from './sim-site.ts'

export type ClusterOptions = SiteOptions & {
  readonly brokers?: readonly string[]
  /** Where a machine dials first, then the next ones in the order of the brokers; by its name. */
  readonly homes?: Readonly<Record<string, string>>
  /** How each broker reaches the log that they share; one memory log without it. */
  readonly logOf?: (brokerId: string) => EventLog
  /** What a broker calls itself; absent: as it is called here. */
  readonly names?: Readonly<Record<string, string>>
  /** How far the wall clock of a broker is from the others', in ms; by its name. */
  readonly clockOff?: Readonly<Record<string, number>>
  /** A clock and timers of the test's own. */
  readonly system?: FakeSystem
}

type Node = { life: Life; broker: Broker | undefined; readonly heartbeatLog: HeartbeatLog }

export type SimCluster = {
  readonly system: FakeSystem
  readonly log: ClusterLog
  readonly faults: unknown[]
  readonly agents: ReadonlyMap<string, SimAgent>
  readonly gateways: ReadonlyMap<string, SimGateway>
  /** A broker that lives; an error for one that does not. */
  broker(brokerId: string): Broker
  living(): readonly string[]
  /** Nothing of it gets out any more; its machines notice at once, or after so long. */
  kill(brokerId: string, noticedAfterMs?: number): void
  /** A new life on the same log. */
  start(brokerId: string): Promise<void>
  /** The machine is cut off from brokers and hosts from now on, and notices. */
  cutOff(machineId: string): void
  /** The machine dials this broker from now on, if it lives. */
  moveTo(machineId: string, brokerId: string): void
  holderOf(machineId: string): string | undefined
  agent(hostId: string): SimAgent
  gateway(gatewayId: string): SimGateway
  request(
    brokerId: string,
    userId: string,
    request?: Partial<ConnectionRequest>,
  ): ReturnType<Broker['connections']['request']>
  events(): Promise<RecordedEvent[]>
  stop(): Promise<void>
}

/** How often an agent or gateway without a channel tries again. */
const reconnectMs = 250
const beatMs = 30_000

const found = <T>(map: ReadonlyMap<string, T>, key: string): T => {
  const value = map.get(key)
  if (value === undefined) throw new Error(`no ${key}`)
  return value
}

/** Builds the site and brings everything up. */
export const createSimCluster = async (wishes: ClusterOptions = {}): Promise<SimCluster> => {
  const options = {
    seed: 1,
    pools: { desk: ['h1', 'h2'] },
    gateways: ['g1'],
    sessionLimit: 10,
    disconnectedLimitMs: 8 * 3_600_000,
    regions: {},
    brokers: ['b1', 'b2', 'b3'],
    homes: {},
    names: {} as Readonly<Record<string, string>>,
    clockOff: {} as Readonly<Record<string, number>>,
    ...wishes,
  }
  const system = options.system ?? createFakeSystem({ seed: options.seed })
  const memory = createMemoryEventLog()
  const logOf = options.logOf ?? (() => memory)
  const log = createClusterLog(logOf, system)
  const people = createTestPersonDirectory()
  const faults: unknown[] = []
  const onError = (error: unknown): void => void faults.push(error)
  const agents = new Map<string, SimAgent>()
  const gateways = new Map<string, SimGateway>()
  const homes = new Map<string, string>(Object.entries(options.homes))
  const holders = new Map<string, string>()
  const isCut = new Set<string>()
  const nodes = new Map<string, Node>(
    options.brokers.map((id) => [
      id,
      { life: { alive: false }, broker: undefined, heartbeatLog: createTestHeartbeatLog() },
    ]),
  )

  const living = (): string[] =>
    [...nodes].filter(([, { life, broker }]) => life.alive && broker).map(([id]) => id)

  /** Home first, then round the list: as a machine with several addresses does. */
  const dial = (machineId: string): Broker | undefined => {
    if (isCut.has(machineId)) return undefined
    const all = [...nodes.keys()]
    const first = Math.max(0, all.indexOf(homes.get(machineId) ?? ''))
    for (const id of [...all.slice(first), ...all.slice(0, first)]) {
      const { life, broker } = found(nodes, id)
      if (!(life.alive && broker)) continue
      holders.set(machineId, id)
      return broker
    }
    holders.delete(machineId)
    return undefined
  }

  const start = async (brokerId: string): Promise<void> => {
    const node = found(nodes, brokerId)
    const born: Life = { alive: true }
    node.life = born
    const off = options.clockOff[brokerId] ?? 0
    const own: FakeSystem = { ...system, nowMs: () => system.nowMs() + off }
    const broker = createBroker(
      {
        log: log.of(brokerId, born),
        heartbeatLog: node.heartbeatLog,
        people,
        tickets: createSimTickets(own),
        system: systemOf(own, born),
        userOf: async (bearer) => (bearer === '' ? undefined : bearer),
        userSessionKey: (poolId, userId) => `${poolId}-${userId}`,
        hostIdOf: (name) => name,
        isInRanges,
        onFault: (_connectionId, error) => onError(error),
      },
      { brokerId: options.names[brokerId] ?? brokerId, siteAudience: 'site' },
    )
    void broker.start().then(() => {
      if (born.alive) node.broker = broker
    }, onError)
    for (let turn = 0; turn < 400 && born.alive && node.broker !== broker; turn++) {
      await system.pass(1)
    }
  }

  const machines = (): (SimAgent | SimGateway)[] => [...agents.values(), ...gateways.values()]
  const idOf = (machine: SimAgent | SimGateway): string =>
    'hostId' in machine ? machine.hostId : machine.gatewayId

  const keepUp = (machine: SimAgent | SimGateway): void => {
    system.after(reconnectMs, () => {
      if (!machine.isUp()) void machine.connect()
      keepUp(machine)
    })
  }
  const keepBeating = (agent: SimAgent): void => {
    system.after(beatMs, () => {
      agent.beat()
      keepBeating(agent)
    })
  }

  const broker = (brokerId: string): Broker => {
    const node = found(nodes, brokerId)
    if (!(node.life.alive && node.broker)) throw new Error(`${brokerId} is dead`)
    return node.broker
  }

  for (const id of options.brokers) await start(id)
  await setUpSite(broker(options.brokers[0] ?? ''), options, system)
  for (const id of options.gateways) {
    gateways.set(
      id,
      createSimGateway(system, () => dial(id), id, onError),
    )
  }
  const gatewayAt = (url: string): SimGateway | undefined => {
    const id = /^wss:\/\/([^:]+):/.exec(url)?.[1] ?? ''
    return isCut.has(id) ? undefined : gateways.get(id)
  }
  for (const id of Object.values(options.pools).flat()) {
    agents.set(
      id,
      createSimAgent(system, () => dial(id), id, gatewayAt, onError),
    )
  }
  for (const machine of machines()) {
    await machine.connect()
    keepUp(machine)
  }
  for (const agent of agents.values()) keepBeating(agent)
  await system.pass(3_000)

  return {
    system,
    log,
    faults,
    agents,
    gateways,
    broker,
    living,
    kill: (brokerId, noticedAfterMs = 0) => {
      const node = found(nodes, brokerId)
      node.life.alive = false
      node.broker = undefined
      const notice = (): void => {
        for (const machine of machines()) {
          if (holders.get(idOf(machine)) === brokerId) machine.disconnect('the broker is gone')
        }
      }
      if (noticedAfterMs === 0) notice()
      else system.after(noticedAfterMs, notice)
    },
    start,
    cutOff: (machineId) => {
      isCut.add(machineId)
      const machine = agents.get(machineId) ?? found(gateways, machineId)
      machine.disconnect('cut off')
    },
    moveTo: (machineId, brokerId) => {
      homes.set(machineId, brokerId)
      const machine = agents.get(machineId) ?? found(gateways, machineId)
      machine.disconnect('moves')
    },
    holderOf: (machineId) => holders.get(machineId),
    agent: (hostId) => found(agents, hostId),
    gateway: (gatewayId) => found(gateways, gatewayId),
    request: (brokerId, userId, request = {}) =>
      broker(brokerId).connections.request(
        { userId, userName: userId, groups: ['all'] },
        {
          resourceId: Object.keys(options.pools)[0] ?? '',
          transport: 'websocket',
          clientAddress: '10.0.0.1',
          deviceName: 'laptop',
          ...request,
        },
      ),
    events: async () => {
      const all: RecordedEvent[] = []
      for await (const batch of logOf(options.brokers[0] ?? '').readAll()) all.push(...batch)
      return all
    },
    stop: async () => {
      for (const { life, broker: last } of nodes.values()) {
        life.alive = false
        void last?.stop()
      }
      await system.settle()
      await memory.stop()
    },
  }
}
