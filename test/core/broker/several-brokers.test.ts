/** Request, agent and gateway at three brokers of one log: what one decides another delivers. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Granted } from '../../../core/broker/connections.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { type ClusterOptions, createSimCluster, type SimCluster } from './sim-cluster.ts'
import type { ClientRequest } from './sim-gateway.ts'

const spread = { homes: { g1: 'b3', h1: 'b2', h2: 'b2' } }

const clusterOf = async (options: ClusterOptions = spread): Promise<SimCluster> => {
  const cluster = await createSimCluster(options)
  onTestFinished(() => cluster.stop())
  return cluster
}

const granted = async (
  cluster: SimCluster,
  brokerId: string,
  userId: string,
  transport: 'websocket' | 'arm' = 'websocket',
): Promise<Granted> => {
  const answer = cluster.request(brokerId, userId, { transport })
  await cluster.system.pass(500)
  const grant = await answer
  if (grant.kind !== 'granted') throw new Error(`refused: ${grant.code}`)
  return grant
}

const ticketOf = ({ ticket, connection }: Granted): ClientRequest =>
  connection.transport === 'arm'
    ? { ticket, transport: 'arm', bearer: connection.userId }
    : { ticket, transport: 'websocket' }

const connected = async (cluster: SimCluster, grant: Granted, gatewayId = 'g1') => {
  const client = cluster.gateway(gatewayId).client(ticketOf(grant))
  await cluster.system.pass(1_000)
  return { client, result: await client.result }
}

const typesOf = async (cluster: SimCluster, connectionId: string): Promise<string[]> =>
  (await cluster.events())
    .filter((event) => event.stream === `connection-${connectionId}`)
    .map((event) => event.type)

const typesOfRelay = [
  'ConnectionRequested',
  'ConnectionAuthorized',
  'TicketRedeemed',
  'HostAssigned',
  'RendezvousSent',
  'RendezvousAccepted',
  'HostLegJoined',
  'ClientLegJoined',
  'RelayStarted',
]

describe('a request at one broker, its agent at another, its gateway at a third', () => {
  it('is relayed, with the events of a single broker', async () => {
    const cluster = await clusterOf()
    const grant = await granted(cluster, 'b1', 'alice')
    const { result } = await connected(cluster, grant)
    expect(result).toEqual({ kind: 'relaying', connectionId: grant.connectionId })
    expect(await typesOf(cluster, grant.connectionId)).toEqual(typesOfRelay)
    const sent = (await cluster.events()).map(decodeEvent).find((e) => e.type === 'RendezvousSent')
    expect(sent?.data).toMatchObject({ brokerId: 'b2' })
    expect(cluster.faults).toEqual([])
  })

  it('is answered to an ARM client once its host has accepted', async () => {
    const cluster = await clusterOf()
    const grant = await granted(cluster, 'b1', 'alice', 'arm')
    expect(grant.connection.phase).toBe('accepted')
    expect((await connected(cluster, grant)).result.kind).toBe('relaying')
  })

  it('finds the ticket though its gateway’s broker has not read of it yet', async () => {
    const cluster = await clusterOf()
    cluster.log.delays = { appendMs: () => 0, deliveryMs: () => 400, readMs: () => 5 }
    const answer = cluster.request('b1', 'alice')
    await cluster.system.settle()
    const grant = await answer
    if (grant.kind !== 'granted') throw new Error(grant.code)
    const client = cluster.gateway('g1').client(ticketOf(grant))
    await cluster.system.pass(5_000)
    expect((await client.result).kind).toBe('relaying')
    expect(cluster.faults).toEqual([])
  })

  it('one ticket that comes back at two brokers at once makes one connection', async () => {
    const cluster = await clusterOf({ ...spread, gateways: ['g1', 'g2'] })
    cluster.log.delays = { appendMs: () => 10, deliveryMs: () => 30, readMs: () => 5 }
    const grant = await granted(cluster, 'b1', 'alice')
    const { client } = await connected(cluster, grant)
    client.leave()
    await cluster.system.pass(1_000)
    const again = ['g1', 'g2'].map((id) => cluster.gateway(id).client(ticketOf(grant)))
    await cluster.system.pass(2_000)
    const results = await Promise.all(again.map((one) => one.result))
    expect(results.map(({ kind }) => kind).sort()).toEqual(['refused', 'relaying'])
    const requested = (await cluster.events()).filter(({ type }) => type === 'ConnectionRequested')
    expect(requested).toHaveLength(2)
  })

  it('takes no longer than one log round trip more than at a single broker', async () => {
    const delays = { appendMs: () => 10, deliveryMs: () => 20, readMs: () => 5 }
    const measure = async (cluster: SimCluster) => {
      const grant = await granted(cluster, 'b1', 'alice')
      cluster.log.delays = delays
      const appends = cluster.log.appendCount()
      const startedAt = cluster.system.monotonicMs()
      const { result } = cluster.gateway('g1').client(ticketOf(grant))
      let doneAt = 0
      void result.then(() => {
        doneAt = cluster.system.monotonicMs()
      })
      await cluster.system.pass(1_000)
      expect((await result).kind).toBe('relaying')
      return { ms: doneAt - startedAt, appends: cluster.log.appendCount() - appends }
    }
    const single = await measure(await clusterOf({ brokers: ['b1'] }))
    const three = await measure(await clusterOf())
    // One broker orders in the append that assigns; here another one holds the agent's channel.
    expect(three.appends).toBe(single.appends + 1)
    // There and back: the holder of the agent reads of the assignment, the gateway's of the order.
    expect(three.ms - single.ms).toBeLessThanOrEqual(2 * delays.deliveryMs() + delays.appendMs())
    expect(three.ms).toBeGreaterThan(single.ms)
  })
})

describe('what one broker decides another delivers', () => {
  it('a failure reaches the client through its gateway’s broker, the host through its own', async () => {
    const cluster = await clusterOf()
    for (const agent of cluster.agents.values()) agent.behave = () => 'no-leg'
    const grant = await granted(cluster, 'b1', 'alice')
    const client = cluster.gateway('g1').client(ticketOf(grant))
    await cluster.system.pass(200)
    expect(await cluster.broker('b1').endConnection(grant.connectionId, 'root')).toBe(true)
    await cluster.system.pass(50)
    expect(await client.result).toEqual({ kind: 'refused', code: 'ENDED_BY_ADMINISTRATOR' })
  })

  it('an administrator’s end at one broker cuts the relay that another’s gateway holds', async () => {
    const cluster = await clusterOf()
    const grant = await granted(cluster, 'b1', 'alice')
    await connected(cluster, grant)
    await cluster.broker('b2').endConnection(grant.connectionId, 'root')
    await cluster.system.pass(200)
    expect(cluster.gateway('g1').relays()).toEqual([])
    expect((await typesOf(cluster, grant.connectionId)).slice(-2)).toEqual([
      'ConnectionEndOrdered',
      'RelayEnded',
    ])
  })

  it('an end that was ordered while the gateway moved is carried out when it is back', async () => {
    const cluster = await clusterOf()
    const grant = await granted(cluster, 'b1', 'alice')
    await connected(cluster, grant)
    cluster.log.delays = { appendMs: () => 0, deliveryMs: () => 100, readMs: () => 0 }
    cluster.moveTo('g1', 'b2')
    void cluster.broker('b1').endConnection(grant.connectionId, 'root')
    await cluster.system.pass(6_000)
    expect(cluster.gateway('g1').relays()).toEqual([])
    expect((await typesOf(cluster, grant.connectionId)).at(-1)).toBe('RelayEnded')
  })
})

describe('machines that move between brokers', () => {
  it('a relay goes on while its gateway comes to a broker that lags behind', async () => {
    const cluster = await clusterOf()
    cluster.log.delays = { appendMs: () => 10, deliveryMs: () => 4_000, readMs: () => 10 }
    const grant = await granted(cluster, 'b3', 'alice')
    const client = cluster.gateway('g1').client(ticketOf(grant))
    // The host hears of it in time, the broker that the gateway goes to does not.
    cluster.moveTo('h1', 'b3')
    cluster.moveTo('h2', 'b3')
    await cluster.system.pass(1_000)
    expect((await client.result).kind).toBe('relaying')
    cluster.moveTo('g1', 'b2')
    await cluster.system.pass(10_000)
    expect(cluster.holderOf('g1')).toBe('b2')
    expect(cluster.gateway('g1').relays()).toEqual([grant.connectionId])
    client.leave()
    await cluster.system.pass(10_000)
    expect((await typesOf(cluster, grant.connectionId)).at(-1)).toBe('RelayEnded')
  })

  it('a relay that its gateway lost on the way is ended by the broker it comes to', async () => {
    const cluster = await clusterOf()
    const grant = await granted(cluster, 'b1', 'alice')
    await connected(cluster, grant)
    cluster.gateway('g1').kill()
    cluster.moveTo('g1', 'b2')
    await cluster.system.pass(10_000)
    expect((await typesOf(cluster, grant.connectionId)).at(-1)).toBe('RelayEnded')
  })

  it('an older channel is closed by the broker that reads of a newer one elsewhere', async () => {
    const cluster = await clusterOf()
    cluster.log.delays = { appendMs: () => 0, deliveryMs: () => 50, readMs: () => 0 }
    const older = cluster.broker('b2').channels.agent('h1')
    const newer = { ...older, incarnation: 'newer', role: 'agent', machineId: 'h1' } as const
    const closedFor: string[] = []
    await cluster
      .broker('b1')
      .hosts.connected(
        { ...newer, send: () => true, close: (reason) => void closedFor.push(reason) },
        '1',
      )
    expect(cluster.agent('h1').isUp()).toBe(true)
    await cluster.system.pass(60)
    expect(cluster.agent('h1').isUp()).toBe(false)
    expect(closedFor).toEqual([])
  })
})

describe('hosts that another broker hears', () => {
  it('are placed on though no beat of theirs comes here', async () => {
    const cluster = await clusterOf()
    // Beats of the hosts come to b2 alone, and longer ago than a host may be silent at b1.
    await cluster.system.pass(200_000)
    const grant = await granted(cluster, 'b1', 'alice')
    expect((await connected(cluster, grant)).result.kind).toBe('relaying')
    const types = (await cluster.events()).map(({ type }) => type)
    expect(types).not.toContain('HostBecameUnavailable')
    expect(cluster.broker('b1').feed({ userId: 'bob', groups: ['all'] })[0]?.state).toBe('ready')
  })

  it('are declared silent by the broker that holds their channel, without a decision', async () => {
    const cluster = await clusterOf()
    cluster.agent('h1').beat = () => undefined
    await cluster.system.pass(120_000)
    const silent = (await cluster.events())
      .filter(({ type }) => type === 'HostBecameUnavailable')
      .map(({ stream, actor }) => ({ stream, actor }))
    expect(silent).toEqual([{ stream: 'host-h1', actor: 'broker:b2' }])
  })
})
