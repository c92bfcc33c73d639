/** A broker's state as a person reads it: plain values under names, without keys and secrets. */
import type { LiveState } from '../../core/broker/live-state.ts'
import { isOpen } from '../../core/domain/connection.ts'
import { sessionCountOf } from '../../core/domain/host.ts'

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain }

export type StateView = {
  readonly workspaces: { readonly [id: string]: Plain }
  readonly pools: { readonly [id: string]: Plain }
  readonly hosts: { readonly [id: string]: Plain }
  readonly gateways: { readonly [id: string]: Plain }
  readonly userSessions: { readonly [id: string]: Plain }
  readonly connections: { readonly [id: string]: Plain }
}

type Section = Record<string, Plain>

/** The view of everything that exists: removed and closed things are left out. */
export const viewState = (live: LiveState): StateView => {
  const workspaces: Section = {}
  const pools: Section = {}
  const hosts: Section = {}
  const gateways: Section = {}
  const userSessions: Section = {}
  const connections: Section = {}
  for (const workspaceId of live.indexes.workspaceIds) {
    const { name, groups } = live.stateOf('workspace', workspaceId)
    const shown: Section = {}
    for (const group of Object.values(groups)) {
      const resources = Object.keys(group.resources)
      shown[group.groupId] = { poolId: group.poolId, resources, grants: [...group.principals] }
    }
    workspaces[workspaceId] = { name, applicationGroups: shown }
  }
  for (const poolId of live.indexes.poolIds) {
    const { name, settings, policyVersion } = live.stateOf('pool', poolId)
    pools[poolId] = { name, ...settings, policyVersion }
    for (const hostId of live.indexes.hostIdsByPool.get(poolId) ?? []) {
      const host = live.stateOf('host', hostId)
      hosts[hostId] = {
        name: host.name,
        poolId,
        status: host.status,
        draining: host.draining,
        connected: host.channel !== undefined,
        sessionCount: sessionCountOf(host),
        seats: Object.fromEntries(Object.entries(host.seats).map(([id, seat]) => [id, seat.phase])),
        unassigned: Object.keys(host.unassigned),
      }
    }
  }
  for (const gatewayId of live.indexes.gatewayIds) {
    const { name, phase, region, channel, draining, ownUrl } = live.stateOf('gateway', gatewayId)
    gateways[gatewayId] = {
      name,
      phase,
      region,
      ownUrl,
      connected: channel !== undefined,
      draining,
    }
  }
  for (const [, { category, state }] of live.entries()) {
    if (category === 'session' && 'activeConnectionId' in state && state.phase !== 'absent') {
      const { userSessionId, poolId, userId, hostId, phase, activeConnectionId } = state
      userSessions[userSessionId] = {
        userId,
        poolId,
        hostId,
        phase,
        activeConnectionId,
        pendingConnectionIds: [...state.pendingConnectionIds],
      }
    } else if (category === 'connection' && 'transport' in state && isOpen(state)) {
      const { connectionId, userId, resourceId, hostId, gatewayId, phase, transport } = state
      connections[connectionId] = { userId, resourceId, hostId, gatewayId, phase, transport }
    }
  }
  return { workspaces, pools, hosts, gateways, userSessions, connections }
}
