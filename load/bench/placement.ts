/**
 * What a placement costs in large pools, and how long a storm of users takes to find its hosts.
 * Agents and gateway are simulated without sockets; every decision is durable.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { number, type Row } from './rows.ts'
import { openSimBroker, type SimBroker, type SimPool } from './sim-broker.ts'

/** Runs with a broker on a log of its own, in a folder that is gone afterwards. */
const withBroker = async <T>(pool: SimPool, use: (sim: SimBroker) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-placement-'))
  try {
    const log = await openLmdbEventLog({ folder, system: createSystem() })
    const sim = await openSimBroker(log, pool)
    const result = await use(sim)
    await sim.stop()
    await log.stop()
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** CPU time of this process for so many connections of new users, 32 at once, in milliseconds. */
const connectAll = async (sim: SimBroker, round: string, count: number): Promise<number> => {
  const before = process.cpuUsage()
  let next = 0
  const user = async (): Promise<void> => {
    while (next < count) {
      next += 1
      await sim.connect(`u-${round}-${next}`)
    }
  }
  await Promise.all(Array.from({ length: 32 }, user))
  const { user: own, system } = process.cpuUsage(before)
  return (own + system) / 1_000
}

export type PoolCost = {
  /** CPU milliseconds of one connection, the median of the rounds. */
  readonly smallMs: number
  readonly largeMs: number
  /** Median of the ratios of the rounds. */
  readonly ratio: number
}

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/**
 * Connections in two pools, in turn, so that what else the machine does concerns both alike. The
 * first round of each warms up and does not count.
 */
export const benchPoolSize = (options: {
  readonly small: number
  readonly large: number
  readonly rounds: number
  readonly connections: number
}): Promise<PoolCost> =>
  withBroker({ hosts: options.small }, (small) =>
    withBroker({ hosts: options.large }, async (large) => {
      const { rounds, connections } = options
      const costs: { small: number; large: number }[] = []
      for (let round = 0; round <= rounds; round++) {
        const cost = {
          small: (await connectAll(small, `${round}`, connections)) / connections,
          large: (await connectAll(large, `${round}`, connections)) / connections,
        }
        if (round > 0) costs.push(cost)
      }
      return {
        smallMs: medianOf(costs.map((cost) => cost.small)),
        largeMs: medianOf(costs.map((cost) => cost.large)),
        ratio: medianOf(costs.map((cost) => cost.large / cost.small)),
      }
    }),
  )

export type Storm = {
  readonly seconds: number
  readonly placed: number
  /** What those that were not placed were told, by its text. */
  readonly refused: readonly string[]
  readonly seatCountMax: number
}

/** So many users at once, each once, on hosts that take one each. */
export const benchStorm = (placement: string, hosts: number, userCount = hosts): Promise<Storm> =>
  withBroker({ hosts, placement, sessionLimit: 1 }, async (sim) => {
    const startedAt = performance.now()
    const users = Array.from({ length: userCount }, (_, index) => sim.place(`storm-${index}`))
    const told = await Promise.allSettled(users)
    const seconds = (performance.now() - startedAt) / 1_000
    const refused = told.flatMap((one) => (one.status === 'rejected' ? `${one.reason}` : []))
    const placed = told.length - refused.length
    return { seconds, placed, refused, seatCountMax: sim.seatCountMax() }
  })

const stormRow = async (placement: string, hosts: number): Promise<Row> => {
  const storm = await benchStorm(placement, hosts)
  return {
    measure: `logon storm, ${number(hosts)} users on as many hosts of limit 1, ${placement}`,
    value: `${number(storm.seconds, 1)} s`,
    how:
      `${number(storm.placed)} placed, ${number(storm.refused.length)} refused, at most ` +
      `${storm.seatCountMax} on a host; all at once, until both legs are ordered and the host's ` +
      'has joined; simulated without sockets',
  }
}

/** The rows of the table: `quick` measures briefly. */
export const placementRows = async (
  quick: boolean,
  say: (text: string) => void,
): Promise<Row[]> => {
  const [small, large] = quick ? [100, 1_000] : [1_000, 10_000]
  say('placement: the size of a pool')
  const cost = await benchPoolSize({
    ...{ small, large },
    ...(quick ? { rounds: 3, connections: 300 } : { rounds: 7, connections: 2_000 }),
  })
  const rows: Row[] = [
    {
      measure: `cost of a connection, ${number(large)} hosts in its pool against ${number(small)}`,
      value: `${number(cost.ratio, 2)} ×`,
      how:
        `CPU time of the whole process for each: ${number(cost.largeMs, 2)} ms against ` +
        `${number(cost.smallMs, 2)} ms; medians of rounds in turn; legs simulated`,
    },
  ]
  for (const placement of ['breadth-first', 'depth-first']) {
    say(`placement: a storm of users, ${placement}`)
    rows.push(await stormRow(placement, large))
  }
  return rows
}
