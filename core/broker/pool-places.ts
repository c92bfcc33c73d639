/**
 * The hosts of one pool, kept in the order in which placements look at them. A function of the
 * recorded states, and of the seats that are being reserved here just now: those count as taken,
 * so that a storm of users does not run for the same seat.
 */
import { type Host, sessionCountOf } from '../domain/host.ts'
import { type HostLoad, type RankedHosts, rankedOf, type SortedHosts } from '../domain/placement.ts'
import { createHostOrder, type HostOrder } from './host-order.ts'

export type PoolPlaces = {
  /** Takes the newest state of a host of the pool; one that is not registered is left out. */
  put(host: Host): void
  /** By what may be done with each, for one decision. Valid until the next change. */
  sorted(policy: { readonly tried: readonly string[]; readonly sessionLimit: number }): SortedHosts
  /** Counts a seat as taken while its reservation is on its way to the log. */
  hold(hostId: string, userSessionId: string): void
  /** Ends that: by now the reservation is recorded, or it came to nothing. */
  release(hostId: string, userSessionId: string): void
  /** Every host with its load, in no order. */
  all(): Iterable<{ readonly host: Host; readonly load: HostLoad }>
  /** Ids of brokers that hold channels of these hosts. */
  holders(): IterableIterator<string>
  /** Hosts that became available, or whose channel changed, since they were taken last. */
  takeArrivals(): readonly string[]
  /** Is it available by the record? */
  isAvailable(hostId: string): boolean
}

type Kind = 'open' | 'draining' | 'unavailable'
type Entry = { readonly host: Host; readonly kind: Kind; readonly load: HostLoad }

const none: ReadonlySet<string> = new Set()

/** The hosts in [from, to) of an order, without some of them, given by their ranks ascending. */
const partOf = (
  order: HostOrder,
  [from, to]: readonly [number, number],
  left: readonly number[],
): RankedHosts => ({
  size: () => to - from - left.length,
  at: (index) => {
    let rank = from + index
    for (const out of left) if (out <= rank) rank += 1
    return index >= 0 && rank < to ? order.at(rank) : undefined
  },
  countBelow: (sessionCount) => {
    const rank = Math.min(to, Math.max(from, order.countBelow(sessionCount)))
    return rank - from - left.filter((out) => out < rank).length
  },
})

/**
 * Makes an empty pool. `accepts` judges a host by the recorded state alone: what time and other
 * brokers make of it is up to the caller.
 */
export const createPoolPlaces = (accepts: (host: Host) => boolean): PoolPlaces => {
  const orders: Readonly<Record<Kind, HostOrder>> = {
    open: createHostOrder(),
    draining: createHostOrder(),
    unavailable: createHostOrder(),
  }
  const entries = new Map<string, Entry>()
  /** User sessions whose seat is being reserved, by host. */
  const held = new Map<string, Set<string>>()
  const holders = new Map<string, number>()
  let arrivals = new Set<string>()

  const loadOf = (host: Host): HostLoad => {
    let sessionCount = sessionCountOf(host)
    for (const id of held.get(host.hostId) ?? none) {
      if (!Object.hasOwn(host.seats, id)) sessionCount += 1
    }
    return { hostId: host.hostId, sessionCount }
  }

  const kindOf = (host: Host): Kind => {
    if (!accepts(host)) return 'unavailable'
    return host.draining ? 'draining' : 'open'
  }

  const countHolder = (host: Host | undefined, more: number): void => {
    const brokerId = host?.channel?.brokerId
    if (brokerId === undefined) return
    const count = (holders.get(brokerId) ?? 0) + more
    if (count === 0) holders.delete(brokerId)
    else holders.set(brokerId, count)
  }

  const remove = (hostId: string): void => {
    const entry = entries.get(hostId)
    if (entry === undefined) return
    orders[entry.kind].remove(entry.load)
    entries.delete(hostId)
    countHolder(entry.host, -1)
    arrivals.delete(hostId)
  }

  const put = (host: Host): void => {
    const { hostId } = host
    if (host.phase !== 'registered') {
      remove(hostId)
      return
    }
    const before = entries.get(hostId)
    const [load, kind] = [loadOf(host), kindOf(host)]
    const moved = before?.kind !== kind || before.load.sessionCount !== load.sessionCount
    if (moved) {
      if (before) orders[before.kind].remove(before.load)
      orders[kind].add(load)
    }
    entries.set(hostId, { host, kind, load: moved || !before ? load : before.load })
    if (before?.host.channel !== host.channel) {
      countHolder(before?.host, -1)
      countHolder(host, 1)
    }
    const news = !before?.host.available || before.host.channel !== host.channel
    if (host.available && news) arrivals.add(hostId)
  }

  const again = (hostId: string): void => {
    const entry = entries.get(hostId)
    if (entry) put(entry.host)
  }

  return {
    put,
    sorted: ({ tried, sessionLimit }) => {
      const triedEntries = [...new Set(tried)].flatMap((hostId) => entries.get(hostId) ?? [])
      const out = (kind: Kind, [from, to]: readonly [number, number]): RankedHosts => {
        const ranks = triedEntries
          .filter((entry) => entry.kind === kind)
          .map(({ load }) => orders[kind].rankOf(load))
          .filter((rank) => rank >= from && rank < to)
        return partOf(
          orders[kind],
          [from, to],
          ranks.sort((a, b) => a - b),
        )
      }
      const { open, draining, unavailable } = orders
      const free = open.countBelow(sessionLimit)
      return {
        eligible: out('open', [0, free]),
        full: out('open', [free, open.size()]),
        draining: out('draining', [0, draining.size()]),
        unavailable: out('unavailable', [0, unavailable.size()]),
        tried: rankedOf(triedEntries.map(({ load }) => load)),
      }
    },
    hold: (hostId, userSessionId) => {
      const here = held.get(hostId)
      if (here) here.add(userSessionId)
      else held.set(hostId, new Set([userSessionId]))
      again(hostId)
    },
    release: (hostId, userSessionId) => {
      const here = held.get(hostId)
      here?.delete(userSessionId)
      if (here?.size === 0) held.delete(hostId)
      again(hostId)
    },
    all: () => entries.values(),
    holders: () => holders.keys(),
    takeArrivals: () => {
      const taken = [...arrivals]
      arrivals = new Set()
      return taken
    },
    isAvailable: (hostId) => entries.get(hostId)?.host.available === true,
  }
}
