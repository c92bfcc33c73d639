/** A broker's state as a person reads it: plain values under names, without keys and secrets. */
import type { Entry, LiveState } from '../../core/broker/live-state.ts'
import { isOpen } from '../../core/domain/connection.ts'
import { sessionCountOf } from '../../core/domain/host.ts'

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain }

export type Section = 'workspaces' | 'pools' | 'hosts' | 'gateways' | 'userSessions' | 'connections'

/** One thing that exists, by its id within its section. */
export type Thing = {
  readonly section: Section
  readonly id: string
  readonly value: { readonly [key: string]: Plain }
}

const workspaceThing = (live: LiveState, id: string): Thing => {
  const { name, groups } = live.stateOf('workspace', id)
  const shown: Record<string, Plain> = {}
  for (const group of Object.values(groups)) {
    const resources = Object.keys(group.resources)
    shown[group.groupId] = { poolId: group.poolId, resources, grants: [...group.principals] }
  }
  return { section: 'workspaces', id, value: { name, applicationGroups: shown } }
}

const hostThing = (live: LiveState, poolId: string, id: string): Thing => {
  const host = live.stateOf('host', id)
  const value = {
    name: host.name,
    poolId,
    status: host.status,
    draining: host.draining,
    connected: host.channel !== undefined,
    sessionCount: sessionCountOf(host),
    seats: Object.fromEntries(Object.entries(host.seats).map(([key, seat]) => [key, seat.phase])),
    unassigned: Object.keys(host.unassigned),
  }
  return { section: 'hosts', id, value }
}

const gatewayThing = (live: LiveState, id: string): Thing => {
  const { name, phase, region, channel, draining, ownUrl } = live.stateOf('gateway', id)
  const value = { name, phase, region, ownUrl, connected: channel !== undefined, draining }
  return { section: 'gateways', id, value }
}

const entryThing = ({ category, state }: Entry): Thing | undefined => {
  if (category === 'session' && 'activeConnectionId' in state && state.phase !== 'absent') {
    const { userSessionId: id, poolId, userId, hostId, phase, activeConnectionId } = state
    const pendingConnectionIds = [...state.pendingConnectionIds]
    const value = { userId, poolId, hostId, phase, activeConnectionId, pendingConnectionIds }
    return { section: 'userSessions', id, value }
  }
  if (category === 'connection' && 'transport' in state && isOpen(state)) {
    const { connectionId: id, userId, resourceId, hostId, gatewayId, phase, transport } = state
    const value = { userId, resourceId, hostId, gatewayId, phase, transport }
    return { section: 'connections', id, value }
  }
  return undefined
}

/** Everything that exists, one by one: removed and closed things are left out. */
export function* viewThings(live: LiveState): Generator<Thing> {
  const { workspaceIds, poolIds, hostIdsByPool, gatewayIds } = live.indexes
  for (const id of workspaceIds) yield workspaceThing(live, id)
  for (const id of poolIds) {
    const { name, settings, policyVersion } = live.stateOf('pool', id)
    yield { section: 'pools', id, value: { name, ...settings, policyVersion } }
    for (const hostId of hostIdsByPool.get(id) ?? []) yield hostThing(live, id, hostId)
  }
  for (const id of gatewayIds) yield gatewayThing(live, id)
  for (const [, entry] of live.entries()) {
    const thing = entryThing(entry)
    if (thing !== undefined) yield thing
  }
}
