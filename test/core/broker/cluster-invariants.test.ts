/**
 * Three brokers, 200 users, 20 hosts with a limit of 10, several requests of each user at once
 * through different brokers, over a log that is slow and late at random. From printed seeds.
 */
import { describe, expect, it } from 'vitest'
import { Fault } from '../../../core/domain/errors.ts'
import { seededRandom } from '../../support/fake-system.ts'
import { checkCluster } from './cluster-checker.ts'
import { foldChecked, outcomesOf } from './log-checker.ts'
import { createSimCluster, type SimCluster } from './sim-cluster.ts'
import type { SimClient } from './sim-gateway.ts'

const brokers = ['b1', 'b2', 'b3'] as const
const gateways = ['g1', 'g2', 'g3'] as const
const hosts = Array.from({ length: 20 }, (_, n) => `h${n + 1}`)
const userCount = 200

const pick = <T>(random: () => number, list: readonly T[]): T => {
  const one = list[Math.floor(random() * list.length)]
  if (one === undefined) throw new Error('an empty list')
  return one
}

/** A sleepy network: mostly a few milliseconds, now and then a second and more. */
const lateness = (random: () => number, usualMs: number, worstMs: number) => (): number =>
  random() < 0.97 ? random() * usualMs : random() * worstMs

const startCluster = async (seed: number): Promise<SimCluster> => {
  const homes = Object.fromEntries(hosts.map((id, n) => [id, brokers[n % 3] ?? 'b1']))
  const cluster = await createSimCluster({
    seed,
    pools: { desk: hosts },
    gateways,
    sessionLimit: 10,
    homes: { ...homes, g1: 'b1', g2: 'b2', g3: 'b3' },
  })
  const random = seededRandom(seed * 7_919)
  cluster.log.delays = {
    appendMs: lateness(random, 8, 300),
    deliveryMs: lateness(random, 25, 2_000),
    readMs: lateness(random, 5, 100),
  }
  return cluster
}

type Storm = {
  readonly cluster: SimCluster
  readonly random: () => number
  readonly clients: SimClient[]
  readonly refused: string[]
}

/** One user asks one broker, and dials what it is told, wherever that is. */
const askOnce = (storm: Storm, userId: string): void => {
  const { cluster, random, clients, refused } = storm
  const transport = random() < 0.4 ? 'arm' : 'websocket'
  const asked = cluster.request(pick(random, brokers), userId, { transport })
  asked.then(
    (grant) => {
      if (grant.kind === 'refused') return void refused.push(grant.code)
      const own = /wss:\/\/([^:]+)/.exec(grant.gatewayUrl)?.[1] ?? ''
      const gateway = cluster.gateway(transport === 'arm' ? own : pick(random, gateways))
      const { ticket } = grant
      clients.push(gateway.client({ ticket, transport, bearer: transport === 'arm' ? userId : '' }))
    },
    (error: unknown) => cluster.faults.push(error),
  )
}

const runStorm = async (cluster: SimCluster, seed: number): Promise<Storm> => {
  const random = seededRandom(seed)
  const storm: Storm = { cluster, random, clients: [], refused: [] }
  // Twice: the second time most users have a session already, or have just left one.
  for (const wave of [1, 2]) {
    for (let n = 0; n < userCount; n++) {
      const requests = 1 + Math.floor(random() * 3)
      for (let m = 0; m < requests; m++) {
        cluster.system.after(random() * 1_500, () => askOnce(storm, `u${n}`))
      }
    }
    await cluster.system.pass(wave === 1 ? 4_000 : 8_000)
    for (const client of storm.clients) if (random() < 0.3) client.leave()
  }
  return storm
}

const finish = async ({ cluster, clients }: Storm): Promise<void> => {
  cluster.log.delays = { appendMs: () => 1, deliveryMs: () => 2, readMs: () => 1 }
  // Those that never ran out of a ticket do so.
  await cluster.system.pass(130_000)
  for (const client of clients) client.leave()
  await cluster.system.pass(60_000)
}

describe('any number of requests at three brokers at once', () => {
  it.each([1, 2, 3])(
    'seed %i',
    async (seed) => {
      const cluster = await startCluster(seed)
      try {
        const storm = await runStorm(cluster, seed)
        const busy = foldChecked(await cluster.events())
        expect(busy.indexes.openConnectionIds.size).toBeGreaterThan(userCount / 2)
        await finish(storm)
        const events = await checkCluster(cluster)
        const outcomes = outcomesOf(events)
        const ended = [...outcomes.values()].reduce((sum, count) => sum + count, 0)
        const requested = events.filter(({ type }) => type === 'ConnectionRequested').length
        expect(ended, 'every connection has one outcome').toBe(requested)
        // Nobody ended a session: a broker that thinks so looked at what is old.
        expect(outcomes.get('SESSION_ENDED')).toBeUndefined()
        expect(outcomes.get('RelayEnded')).toBeGreaterThan(userCount)
        const others = cluster.faults.filter(
          (fault) => !(fault instanceof Fault && fault.retriable),
        )
        expect(others).toEqual([])
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      } finally {
        await cluster.stop()
      }
    },
    120_000,
  )

  it('and the check catches a log that takes appends of any expected revision', async () => {
    const cluster = await startCluster(1)
    cluster.log.ignoreRevisions = true
    await runStorm(cluster, 1).catch(() => undefined)
    const events = await cluster.events()
    expect(() => foldChecked(events)).toThrow('a second session')
    await cluster.stop()
  }, 120_000)
})
