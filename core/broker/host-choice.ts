/**
 * Chooses hosts for new user sessions without looking at all of a pool. The order of its hosts
 * follows the record; which of them fell silent since is asked of those alone that are due.
 */
import type { Host } from '../domain/host.ts'
import {
  type Candidate,
  type NotPlaced,
  type Placed,
  type PlacementPolicy,
  place,
  placeAmong,
} from '../domain/placement.ts'
import type { BrokerSight } from './broker-sight.ts'
import { createDueQueue, type DueQueue } from './due-queue.ts'
import { acceptsByRecord, type HostSight } from './host-sight.ts'
import type { LiveState } from './live-state.ts'
import { createPoolPlaces, type PoolPlaces } from './pool-places.ts'
import type { System } from './ports.ts'

export type HostChoice = {
  /** Chooses as of this moment. Records nothing and reserves nothing. */
  choose(poolId: string, policy: PlacementPolicy): Placed | NotPlaced
  /** The hosts of the pool that are available by the record and silent by now. */
  silentHosts(poolId: string): readonly string[]
  /**
   * Counts the seat as taken while `reserve` runs; its decision is recorded, or came to nothing,
   * when its promise settles.
   */
  whileHeld<T>(
    seat: { readonly poolId: string; readonly hostId: string; readonly userSessionId: string },
    reserve: () => Promise<T>,
  ): Promise<T>
  /**
   * Resolves when the newest reservation that is under way in the pool has settled; undefined
   * where none is. While there is one, a pool that seems full need not be.
   */
  reservation(poolId: string): Promise<void> | undefined
}

export type HostChoicePorts = {
  readonly live: LiveState
  readonly hosts: Pick<HostSight, 'accepts' | 'isSilent' | 'freshUntil'>
  readonly brokers: Pick<BrokerSight, 'isDoubtful'>
  readonly brokerId: string
  readonly system: Pick<System, 'monotonicMs'>
}

type Pool = {
  readonly places: PoolPlaces
  /** When each available host may have fallen silent at the earliest. */
  readonly due: DueQueue
  reservationCount: number
  newestReservation: Promise<void> | undefined
}

/** Makes the choice of one broker. A pool is put in order when it is asked for the first time. */
export const createHostChoice = (ports: HostChoicePorts): HostChoice => {
  const { live, hosts, brokers, brokerId, system } = ports
  const pools = new Map<string, Pool>()

  live.indexes.watchHosts((host: Host) => pools.get(host.poolId)?.places.put(host))

  const hostIdsOf = (poolId: string) => live.indexes.hostIdsByPool.get(poolId) ?? new Set<string>()

  const poolOf = (poolId: string): Pool => {
    const known = pools.get(poolId)
    if (known) return known
    const places = createPoolPlaces(acceptsByRecord)
    const reservations = { reservationCount: 0, newestReservation: undefined }
    const pool: Pool = { places, due: createDueQueue(), ...reservations }
    for (const hostId of hostIdsOf(poolId)) places.put(live.stateOf('host', hostId))
    // Any id may be asked for; only pools that were made are kept.
    if (live.get('pool', poolId)) pools.set(poolId, pool)
    return pool
  }

  const silentHosts = (poolId: string): readonly string[] => {
    const { places, due } = poolOf(poolId)
    for (const hostId of places.takeArrivals()) due.set(hostId, hosts.freshUntil(hostId))
    const now = system.monotonicMs()
    const silent: string[] = []
    const looked: string[] = []
    for (let id = due.takeBefore(now); id !== undefined; id = due.takeBefore(now)) {
      if (!places.isAvailable(id)) continue
      looked.push(id)
      if (hosts.isSilent(id)) silent.push(id)
    }
    // Those that are silent are due until that is recorded.
    for (const hostId of looked) due.set(hostId, hosts.freshUntil(hostId))
    return silent
  }

  /** Looks at every host: what is not in the record yet may concern any of them. */
  const candidatesOf = (poolId: string): Candidate[] =>
    Array.from(poolOf(poolId).places.all(), ({ host: { hostId, draining }, load }) => {
      const { sessionCount } = load
      return { hostId, sessionCount, draining, available: hosts.accepts(hostId) }
    })

  const isByRecord = (poolId: string): boolean => {
    if (silentHosts(poolId).length > 0) return false
    for (const holder of poolOf(poolId).places.holders()) {
      if (holder !== brokerId && brokers.isDoubtful(holder)) return false
    }
    return true
  }

  return {
    choose: (poolId, policy) =>
      isByRecord(poolId)
        ? placeAmong(poolOf(poolId).places.sorted(policy), policy)
        : place({ ...policy, candidates: candidatesOf(poolId) }),
    silentHosts,
    whileHeld: ({ poolId, hostId, userSessionId }, reserve) => {
      const pool = poolOf(poolId)
      pool.places.hold(hostId, userSessionId)
      pool.reservationCount += 1
      const settled = reserve().finally(() => {
        pool.places.release(hostId, userSessionId)
        pool.reservationCount -= 1
        if (pool.reservationCount === 0) pool.newestReservation = undefined
      })
      const ignore = () => undefined
      pool.newestReservation = settled.then(ignore, ignore)
      return settled
    },
    reservation: (poolId) => poolOf(poolId).newestReservation,
  }
}
