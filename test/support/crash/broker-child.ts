/**
 * A broker on the stores of a folder, with users who ask, connect and leave, and machines that
 * accept, decline and fall silent, until it is killed. It prints each acknowledged event as
 * `event <stream> <revision> <event id>` and each connection that a user was told to have as
 * `granted <id>`. Its only end is a signal.
 */
import { join } from 'node:path'
import { openLmdbEventLog } from '../../../core/adapters/lmdb-event-log.ts'
import { openLmdbHeartbeatLog } from '../../../core/adapters/lmdb-heartbeat-log.ts'
import { openLmdbPersonDirectory } from '../../../core/adapters/lmdb-person-directory.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { type Broker, createBroker } from '../../../core/broker/broker.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import { isInRanges } from '../../../core/identity/address-range.ts'
import { type Behaviour, createSimAgent, type SimAgent } from '../../core/broker/sim-agent.ts'
import { createSimGateway, type SimGateway } from '../../core/broker/sim-gateway.ts'
import { createSimTickets, setUpSite } from '../../core/broker/sim-set-up.ts'
import { seededRandom } from '../fake-system.ts'
import { brokerLogFolder, crashPlan } from './broker-folder.ts'
import { tell } from './tell.ts'

const [folder = '', seed = '0'] = process.argv.slice(2)
const userCount = 24
const sessionsReportMs = 20
const stayMsMax = 30

const random = seededRandom(Number(seed))
const system = createSystem()
const say = (line: string): void => tell(`${line}\n`)
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]

say('ready')
const log = await openLmdbEventLog({ folder: brokerLogFolder(folder), system })
const heartbeatLog = await openLmdbHeartbeatLog({ folder: join(folder, 'heartbeats'), system })
const people = await openLmdbPersonDirectory({ folder: join(folder, 'people'), system })

/** Says at once, so that a line means that the acknowledgement was there. */
const toldLog: EventLog = {
  ...log,
  append: async (stream, expected, events) => {
    const result = await log.append(stream, expected, events)
    if (result.kind !== 'appended') return result
    const first = result.revision - events.length + 1
    const lines = events.map(({ eventId }, at) => `event ${stream} ${first + at} ${eventId}`)
    say(lines.join('\n'))
    return result
  },
}

const broker: Broker = createBroker(
  {
    log: toldLog,
    heartbeatLog,
    people,
    tickets: createSimTickets(system),
    system,
    userOf: async (bearer) => (bearer === '' ? undefined : bearer),
    userSessionKey: (poolId, userId) => `${poolId}-${userId}`,
    hostIdOf: (name) => name,
    isInRanges,
    onFault: (connectionId, error) => {
      throw new Error(`a decision on ${connectionId} could not be recorded`, { cause: error })
    },
  },
  { brokerId: 'b1', siteAudience: 'site' },
)

const fail = (error: unknown): void => {
  throw error
}
const gateways = new Map<string, SimGateway>()
const agents: SimAgent[] = []
const behaviours: readonly Behaviour[] = [
  ...Array<Behaviour>(40).fill('accept'),
  ...(['leg-first', 'no-leg', 'silent'] as const),
  { decline: 'TARGET_REFUSED' },
  { failLater: 'TARGET_REFUSED' },
]

const bringUpMachines = async (): Promise<void> => {
  const brokerOf = () => broker
  for (const id of crashPlan.gateways) {
    const gateway = createSimGateway(system, brokerOf, id, fail)
    gateways.set(id, gateway)
    await gateway.connect()
  }
  const gatewayAt = (url: string) => gateways.get(/^wss:\/\/([^:]+):/.exec(url)?.[1] ?? '')
  for (const id of Object.values(crashPlan.pools).flat()) {
    const agent = createSimAgent(system, brokerOf, id, gatewayAt, fail)
    agent.behave = () => pick(behaviours) ?? 'accept'
    agents.push(agent)
    await agent.connect()
  }
}

const visit = async (userId: string): Promise<void> => {
  const transport = random() < 0.5 ? 'arm' : 'websocket'
  const resourceId = pick(Object.keys(crashPlan.pools)) ?? ''
  const asked = { resourceId, transport, clientAddress: '10.0.0.1', deviceName: 'pc' } as const
  const answer = await broker.connections.request(
    { userId, userName: userId, groups: ['all'] },
    asked,
  )
  if (answer.kind === 'refused') return void (await sleep(stayMsMax))
  say(`granted ${answer.connectionId}`)
  const gateway = pick([...gateways.values()])
  if (gateway === undefined || random() < 0.1) return
  const bearer = transport === 'arm' ? userId : ''
  const own = gateways.get(answer.connection.gatewayId) ?? gateway
  const client = own.client({ ticket: answer.ticket, transport, bearer })
  if (random() < 0.9) await client.result
  await sleep(random() * stayMsMax)
  client.leave()
}

const keepVisiting = async (userId: string): Promise<void> => {
  for (;;) await visit(userId)
}

const keepReporting = async (): Promise<void> => {
  for (;;) {
    await sleep(sessionsReportMs)
    const agent = pick(agents)
    const gone = pick([...(agent?.sessions.keys() ?? [])])
    if (gone !== undefined) agent?.logOff(gone)
    agent?.report()
  }
}

await broker.start()
await setUpSite(broker, crashPlan, system)
await bringUpMachines()
const users = Array.from({ length: userCount }, (_, user) => `user-${user}`)
await Promise.all([...users.map(keepVisiting), keepReporting()])
