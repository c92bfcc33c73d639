/** Who may reach what: the grants of the workspaces, asked at every request and redemption. */
import type { PublishedResource } from './indexes.ts'
import type { LiveState } from './live-state.ts'

/** Who asks, after the one verification of the token. */
export type Requester = {
  readonly userId: string
  readonly userName: string
  readonly groups: readonly string[]
}

/** The first of the requester's principals that is granted the resource. */
export const grantOf = (
  live: LiveState,
  requester: Pick<Requester, 'userId' | 'groups'>,
  resourceId: string,
): { resource: PublishedResource; principal: string } | undefined => {
  const principals = [
    `user:${requester.userId}`,
    ...requester.groups.map((group) => `group:${group}`),
  ]
  // Every resource is looked at, found or not: the time taken tells nothing.
  let found: { resource: PublishedResource; principal: string } | undefined
  for (const resources of live.indexes.resources.values()) {
    for (const resource of resources) {
      if (resource.resourceId !== resourceId) continue
      const principal = principals.find((candidate) => resource.principals.includes(candidate))
      if (principal !== undefined) found ??= { resource, principal }
    }
  }
  return found
}
