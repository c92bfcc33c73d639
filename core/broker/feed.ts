/** What a user may see, and whether each resource could take them now. */

import type { Requester } from './connections.ts'
import type { HostChoice } from './host-choice.ts'
import type { HostSight } from './host-sight.ts'
import type { LiveState } from './live-state.ts'

export type FeedEntry = {
  readonly resourceId: string
  readonly name: string
  readonly kind: string
  readonly workspaceId: string
  readonly workspaceName: string
  readonly poolId: string
  /** `ready`, or why nothing can take the user now: a code of the error table. */
  readonly state: string
  /** SHA-256 fingerprints of the pool's RDP certificates, lower-case hex. */
  readonly fingerprints: readonly string[]
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export type FeedPorts = {
  readonly live: LiveState
  readonly hosts: Pick<HostSight, 'accepts'>
  readonly choice: Pick<HostChoice, 'choose'>
  readonly userSessionKey: (poolId: string, userId: string) => string
  /** Is there a gateway for a new connection? */
  readonly hasGateway: () => boolean
}

/** What this user's request would be answered now: gateway, own session, then a new place. */
const stateOf = (ports: FeedPorts, poolId: string, userId: string): string => {
  const { live, hosts } = ports
  if (!ports.hasGateway()) return 'GATEWAY_UNAVAILABLE'
  const session = live.stateOf('session', ports.userSessionKey(poolId, userId))
  if (session.phase === 'active' || session.phase === 'disconnected') {
    const accepts = hosts.accepts(session.hostId)
    return accepts ? 'ready' : 'SESSION_HOST_UNAVAILABLE'
  }
  const { settings } = live.stateOf('pool', poolId)
  const { placement, sessionLimit } = settings
  const policy = { placement, sessionLimit, tried: [], draw: 0 }
  const chosen = ports.choice.choose(poolId, policy)
  return chosen.kind === 'placed' ? 'ready' : chosen.code
}

const fingerprintsOf = (live: LiveState, poolId: string, resourceId: string): string[] => {
  const found = new Set<string>()
  for (const hostId of live.indexes.hostIdsByPool.get(poolId) ?? []) {
    const { fingerprints } = live.stateOf('host', hostId)
    const fingerprint = fingerprints[resourceId] ?? fingerprints['']
    if (fingerprint !== undefined && fingerprint.length > 0) found.add(hex(fingerprint))
  }
  return [...found].sort()
}

/** The resources that the requester's grants allow, ordered by name. */
export const feedOf = (
  ports: FeedPorts,
  requester: Pick<Requester, 'userId' | 'groups'>,
): readonly FeedEntry[] => {
  const { live } = ports
  const principals = new Set([
    `user:${requester.userId}`,
    ...requester.groups.map((group) => `group:${group}`),
  ])
  const entries = new Map<string, FeedEntry>()
  for (const resources of live.indexes.resources.values()) {
    for (const resource of resources) {
      if (!resource.principals.some((principal) => principals.has(principal))) continue
      const { resourceId, name, kind, workspaceId, workspaceName, poolId } = resource
      entries.set(resourceId, {
        resourceId,
        name,
        kind,
        workspaceId,
        workspaceName,
        poolId,
        state: stateOf(ports, poolId, requester.userId),
        fingerprints: fingerprintsOf(live, poolId, resourceId),
      })
    }
  }
  return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
