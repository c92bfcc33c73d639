/** Brokers on one log whose wall clocks are an hour apart: nothing expires that was not due. */
import { expect, it, onTestFinished } from 'vitest'
import { ticketLifetimeMs } from '../../../core/domain/limits.ts'
import { checkCluster } from './cluster-checker.ts'
import { createSimCluster, type SimCluster } from './sim-cluster.ts'

const hourMs = 3_600_000
const restMs = 240_000

const startCluster = async (ms: number): Promise<SimCluster> => {
  const cluster = await createSimCluster({
    brokers: ['b1', 'b2', 'b3'],
    pools: { desk: ['h1', 'h2', 'h3'] },
    gateways: ['g1', 'g2', 'g3'],
    homes: { h1: 'b1', h2: 'b2', h3: 'b3', g1: 'b1', g2: 'b2', g3: 'b3' },
    clockOff: { b2: ms, b3: -ms },
  })
  cluster.log.delays = { appendMs: () => 5, deliveryMs: () => 10, readMs: () => 3 }
  onTestFinished(() => cluster.stop())
  return cluster
}

const connect = async (cluster: SimCluster, brokerId: string, gatewayId: string) => {
  const userId = `${brokerId}-${gatewayId}`
  const asked = cluster.request(brokerId, userId, { transport: 'websocket' })
  await cluster.system.pass(500)
  const grant = await asked
  if (grant.kind === 'refused') return { kind: grant.code, leave: () => undefined }
  const order = { ticket: grant.ticket, transport: 'websocket' } as const
  const client = cluster.gateway(gatewayId).client(order)
  await cluster.system.pass(14_000)
  const result = await client.result
  return { kind: result.kind === 'refused' ? result.code : result.kind, leave: client.leave }
}

/** Each broker's tickets at each gateway, with hosts of all brokers. */
const connectAll = async (cluster: SimCluster) => {
  const told: { kind: string; leave: () => void }[] = []
  for (const brokerId of ['b1', 'b2', 'b3']) {
    for (const gatewayId of ['g1', 'g2', 'g3']) {
      told.push(await connect(cluster, brokerId, gatewayId))
    }
  }
  const holders = [...cluster.agents.keys()].map((hostId) => cluster.holderOf(hostId))
  expect(new Set(holders)).toEqual(new Set(['b1', 'b2', 'b3']))
  return told
}

const relayCount = (cluster: SimCluster): number =>
  [...cluster.gateways.values()].flatMap((one) => one.relays()).length

const finish = async (cluster: SimCluster, clients: readonly { leave: () => void }[]) => {
  for (const { leave } of clients) leave()
  await cluster.system.pass(restMs)
  await checkCluster(cluster)
  expect(relayCount(cluster)).toBe(0)
  expect(cluster.faults).toEqual([])
}

it('clocks that are within the life of a ticket change nothing', async () => {
  const cluster = await startCluster(ticketLifetimeMs / 3)
  const told = await connectAll(cluster)
  expect(told.map(({ kind }) => kind)).toEqual(told.map(() => 'relaying'))
  await cluster.system.pass(restMs)
  expect(relayCount(cluster)).toBe(told.length)
  await finish(cluster, told)
})

it('clocks an hour apart let tickets of one broker expire at another, and nothing else', async () => {
  const cluster = await startCluster(hourMs)
  const told = await connectAll(cluster)
  const kinds = new Set(told.map(({ kind }) => kind))
  expect(kinds).toEqual(new Set(['relaying', 'TICKET_EXPIRED']))
  await cluster.system.pass(restMs)
  expect(relayCount(cluster)).toBe(told.filter(({ kind }) => kind === 'relaying').length)
  await finish(cluster, told)
})
