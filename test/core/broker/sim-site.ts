/** A whole site on a fake clock: a broker that may die, agents, gateways and users. */

import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { type Broker, createBroker } from '../../../core/broker/broker.ts'
import type { ConnectionRequest } from '../../../core/broker/connections.ts'
import type { PersonDirectory, RecordedEvent, System } from '../../../core/broker/ports.ts'
import { isInRanges } from '../../../core/identity/address-range.ts'
import {
  createTestHeartbeatLog,
  createTestPersonDirectory,
} from '../../support/broker/memory-ports.ts'
import { createFakeSystem, type FakeSystem } from '../../support/fake-system.ts'
import { createSimAgent, type SimAgent } from './sim-agent.ts'
import { createSimGateway, type SimGateway } from './sim-gateway.ts'
import { createSimLog, type Life, type SimLog } from './sim-log.ts'
import { createSimTickets, setUpSite } from './sim-set-up.ts'

export type SiteOptions = {
  readonly seed?: number
  /** Names of hosts by pool. */
  readonly pools?: Readonly<Record<string, readonly string[]>>
  readonly gateways?: readonly string[]
  readonly sessionLimit?: number
  readonly disconnectedLimitMs?: number
  /** Regions of gateways and home regions of pools, by name; the others have none. */
  readonly regions?: Readonly<Record<string, string>>
}

export type SimSite = {
  readonly system: FakeSystem
  readonly log: SimLog
  readonly faults: unknown[]
  readonly people: PersonDirectory
  readonly agents: ReadonlyMap<string, SimAgent>
  readonly gateways: ReadonlyMap<string, SimGateway>
  /** The broker of this moment; an error while there is none. */
  broker(): Broker
  isBrokerAlive(): boolean
  /** A new broker on the same log; agents and gateways come back by themselves. */
  restart(): Promise<void>
  agent(hostId: string): SimAgent
  gateway(gatewayId: string): SimGateway
  request(
    userId: string,
    request?: Partial<ConnectionRequest>,
  ): ReturnType<Broker['connections']['request']>
  events(): Promise<RecordedEvent[]>
  stop(): Promise<void>
}

/** How often an agent or gateway without a channel tries again. */
const reconnectMs = 250
const beatMs = 30_000

/** What a dead broker asked for does not happen. */
export const systemOf = (system: FakeSystem, life: Life): System => ({
  ...system,
  after: (delayMs, callback) => system.after(delayMs, () => life.alive && callback()),
})

/** Builds the site and brings everything up. */
export const createSimSite = async (wishes: SiteOptions = {}): Promise<SimSite> => {
  const options: Required<SiteOptions> = {
    seed: 1,
    pools: { desk: ['h1', 'h2'] },
    gateways: ['g1'],
    sessionLimit: 10,
    disconnectedLimitMs: 8 * 3_600_000,
    regions: {},
    ...wishes,
  }
  const system = createFakeSystem({ seed: options.seed })
  const memory = createMemoryEventLog()
  const log = createSimLog(memory, () => {
    for (const machine of [...agents.values(), ...gateways.values()])
      machine.disconnect('broker died')
  })
  const heartbeatLog = createTestHeartbeatLog()
  const people = createTestPersonDirectory()
  const faults: unknown[] = []
  const agents = new Map<string, SimAgent>()
  const gateways = new Map<string, SimGateway>()
  let life: Life = { alive: false }
  let current: Broker | undefined

  const brokerOf = (): Broker | undefined => (life.alive ? current : undefined)
  const onError = (error: unknown): void => void faults.push(error)

  const start = async (): Promise<void> => {
    const born: Life = { alive: true }
    const broker = createBroker(
      {
        log: log.of(born),
        heartbeatLog,
        people,
        tickets: createSimTickets(system),
        system: systemOf(system, born),
        userOf: async (bearer) => (bearer === '' ? undefined : bearer),
        userSessionKey: (poolId, userId) => `${poolId}-${userId}`,
        hostIdOf: (name) => name,
        isInRanges,
        onFault: (_connectionId, error) => onError(error),
      },
      { brokerId: 'b1', siteAudience: 'site' },
    )
    life = born
    // A broker that dies while it starts never comes up: nobody waits for it for ever.
    void broker.start().then(
      () => {
        if (born.alive) current = broker
      },
      (error: unknown) => {
        // The process ends; who runs it starts another one.
        born.alive = false
        onError(error)
      },
    )
    for (let turn = 0; turn < 200 && born.alive && current !== broker; turn++) await system.settle()
  }

  const keepUp = (machine: { isUp(): boolean; connect(): Promise<void> }): void => {
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

  await start()
  if (current) await setUpSite(current, options, system)
  for (const gatewayId of options.gateways) {
    gateways.set(gatewayId, createSimGateway(system, brokerOf, gatewayId, onError))
  }
  const gatewayAt = (url: string): SimGateway | undefined =>
    gateways.get(/^wss:\/\/([^:]+):/.exec(url)?.[1] ?? '')
  for (const hostId of Object.values(options.pools).flat()) {
    agents.set(hostId, createSimAgent(system, brokerOf, hostId, gatewayAt, onError))
  }
  for (const machine of [...gateways.values(), ...agents.values()]) {
    await machine.connect()
    keepUp(machine)
  }
  for (const agent of agents.values()) keepBeating(agent)
  await system.pass(3_000)

  const broker = (): Broker => {
    if (!(life.alive && current)) throw new Error('the broker is dead')
    return current
  }

  return {
    system,
    log,
    faults,
    people,
    agents,
    gateways,
    broker,
    isBrokerAlive: () => life.alive && current !== undefined,
    restart: async () => {
      life.alive = false
      current = undefined
      for (const machine of [...agents.values(), ...gateways.values()])
        machine.disconnect('restart')
      await start()
    },
    agent: (hostId) => {
      const agent = agents.get(hostId)
      if (!agent) throw new Error(`no agent ${hostId}`)
      return agent
    },
    gateway: (gatewayId) => {
      const gateway = gateways.get(gatewayId)
      if (!gateway) throw new Error(`no gateway ${gatewayId}`)
      return gateway
    },
    request: (userId, request = {}) =>
      broker().connections.request(
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
      for await (const batch of memory.readAll()) all.push(...batch)
      return all
    },
    stop: async () => {
      life.alive = false
      await current?.stop()
      await memory.stop()
    },
  }
}
