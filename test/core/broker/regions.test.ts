/** Two regions, each with its brokers, gateway, hosts and pool; one of them is cut off. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { rendezvousAnswerMs, rendezvousOrderMs } from '../../../core/domain/limits.ts'
import { checkCluster } from './cluster-checker.ts'
import { createSimCluster, type SimCluster } from './sim-cluster.ts'

const startRegions = async (): Promise<SimCluster> => {
  const cluster = await createSimCluster({
    brokers: ['west-1', 'west-2', 'east-1', 'east-2'],
    pools: { 'west-desk': ['w1', 'w2'], 'east-desk': ['e1', 'e2'] },
    gateways: ['gw', 'ge'],
    regions: { 'west-desk': 'west', gw: 'west', 'east-desk': 'east', ge: 'east' },
    homes: { w1: 'west-1', w2: 'west-2', gw: 'west-1', e1: 'east-1', e2: 'east-2', ge: 'east-1' },
  })
  cluster.log.delays = { appendMs: () => 5, deliveryMs: () => 10, readMs: () => 3 }
  onTestFinished(() => cluster.stop())
  return cluster
}

/** An ARM request and its client: what they are told, and through which gateway. */
const connect = async (cluster: SimCluster, brokerId: string, userId: string, pool: string) => {
  const startedAt = cluster.system.monotonicMs()
  const asked = cluster.request(brokerId, userId, { transport: 'arm', resourceId: pool })
  const told = asked.then(async (grant) => {
    const ms = cluster.system.monotonicMs() - startedAt
    if (grant.kind === 'refused') return { kind: grant.code, gatewayId: '', ms }
    const { gatewayId } = grant.connection
    const client = { ticket: grant.ticket, transport: 'arm', bearer: userId } as const
    const { kind } = await cluster.gateway(gatewayId).client(client).result
    return { kind, gatewayId, ms }
  })
  await cluster.system.pass(14_000)
  return told
}

const cutWest = (cluster: SimCluster, machines: readonly string[]): void => {
  for (const id of machines) cluster.cutOff(id)
  for (const id of ['west-1', 'west-2']) cluster.kill(id)
}

describe('two regions', () => {
  it('a connection goes through the gateway of its pool’s region, whoever takes the request', async () => {
    const cluster = await startRegions()
    for (const [brokerId, pool, gatewayId] of [
      ['east-1', 'west-desk', 'gw'],
      ['west-1', 'east-desk', 'ge'],
      ['west-2', 'west-desk', 'gw'],
    ] as const) {
      const user = `${brokerId}-${pool}`
      const told = await connect(cluster, brokerId, user, pool)
      expect(told).toMatchObject({ kind: 'relaying', gatewayId })
    }
  })

  it('one that is cut off leaves the other working, and what it held fails with a reason', async () => {
    const cluster = await startRegions()
    await connect(cluster, 'east-1', 'early', 'east-desk')
    cutWest(cluster, ['w1', 'w2', 'gw'])
    const east = await connect(cluster, 'east-2', 'alice', 'east-desk')
    expect(east).toMatchObject({ kind: 'relaying', gatewayId: 'ge' })
    expect(east.ms).toBeLessThan(500)
    expect(cluster.gateway('ge').relays()).toHaveLength(2)

    const west = await connect(cluster, 'east-1', 'bob', 'west-desk')
    expect(west.kind).toBe('HOST_CHANNEL_LOST')
    expect(west.ms).toBeLessThan(2 * (rendezvousOrderMs + rendezvousAnswerMs))
    // Once it is known that the region is gone, nobody waits for it.
    const later = await connect(cluster, 'east-1', 'carol', 'west-desk')
    expect(later).toMatchObject({ kind: 'ALL_HOSTS_UNAVAILABLE' })
    expect(later.ms).toBeLessThan(500)
    await checkCluster(cluster)
  })

  it('hosts that outlive their region’s brokers and gateway are reached through the other', async () => {
    const cluster = await startRegions()
    cutWest(cluster, ['gw', 'w2'])
    await cluster.system.pass(1_000)
    expect(cluster.holderOf('w1')).toMatch(/^east/)
    // From those that fail the brokers learn what of the west is gone: no broker there says so.
    const told = []
    for (const user of ['a', 'b', 'c', 'd']) {
      told.push(await connect(cluster, 'east-1', user, 'west-desk'))
    }
    expect(told.at(-1)).toMatchObject({ kind: 'relaying', gatewayId: 'ge' })
  })
})
