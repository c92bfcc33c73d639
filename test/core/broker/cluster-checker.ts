/** What must hold of the one log of several brokers, and of each broker, once all is at rest. */
import { expect } from 'vitest'
import type { LiveState } from '../../../core/broker/live-state.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import type { Host } from '../../../core/domain/host.ts'
import { checkFoldIsLive, checkSeats, foldChecked } from './log-checker.ts'
import type { SimCluster } from './sim-cluster.ts'

/** No user session sits on two hosts, and no session stream on two sessions. */
export const checkOneSeatEach = (live: LiveState): void => {
  const hostOf = new Map<string, string>()
  for (const [, { category, state }] of live.entries()) {
    if (category !== 'host') continue
    // The category names the state.
    const { hostId, seats } = state as Host
    for (const { userSessionStream } of Object.values(seats)) {
      const other = hostOf.get(userSessionStream)
      expect(other, `${userSessionStream} has a seat on ${hostId} too`).toBeUndefined()
      hostOf.set(userSessionStream, hostId)
    }
  }
}

/** Checks the log and every living broker; gives the events for further questions. */
export const checkCluster = async (cluster: SimCluster): Promise<RecordedEvent[]> => {
  const events = await cluster.events()
  const fold = foldChecked(events)
  checkSeats(fold)
  checkOneSeatEach(fold)
  for (const id of cluster.living()) checkFoldIsLive(events, cluster.broker(id).live)
  const relaying = [...cluster.gateways.values()].flatMap((gateway) => gateway.relays()).sort()
  const open = [...fold.indexes.openConnectionIds].sort()
  expect(open, 'connections that are open at rest are those that relay').toEqual(relaying)
  return events
}
