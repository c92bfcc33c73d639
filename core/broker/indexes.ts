/**
 * Ways to find aggregates by something other than their id. Every index is a function of the
 * states alone, so that a replay builds the same ones.
 */
import { type Connection, isOpen } from '../domain/connection.ts'
import type { DomainEvent } from '../domain/events.ts'
import type { Host } from '../domain/host.ts'
import type { UserSession } from '../domain/user-session.ts'
import type { Workspace } from '../domain/workspace.ts'
import type { StateOf } from './aggregates.ts'
import type { Category } from './streams.ts'

export type PublishedResource = {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly groupId: string
  readonly poolId: string
  readonly resourceId: string
  readonly name: string
  readonly kind: string
  readonly principals: readonly string[]
}

export type Indexes = {
  readonly hostIdsByPool: ReadonlyMap<string, ReadonlySet<string>>
  readonly hostIdByUserSession: ReadonlyMap<string, string>
  /** Ids of connections that have not ended, oldest first. */
  readonly openConnectionIds: ReadonlySet<string>
  /** Open connections by the stream of their user session. */
  readonly openConnectionsBySession: ReadonlyMap<string, ReadonlySet<string>>
  /** How many open connections each gateway has, or will have. */
  readonly openCountByGateway: ReadonlyMap<string, number>
  /** The newest connection that came from each ticket. */
  readonly latestByTicket: ReadonlyMap<string, string>
  /** Streams of user sessions that are disconnected. */
  readonly disconnectedSessions: ReadonlySet<string>
  readonly workspaceIds: ReadonlySet<string>
  readonly poolIds: ReadonlySet<string>
  readonly gatewayIds: ReadonlySet<string>
  readonly resources: ReadonlyMap<string, readonly PublishedResource[]>
  update<K extends Category>(
    category: K,
    stream: string,
    before: StateOf[K] | undefined,
    after: StateOf[K],
    /** What led from the one to the other; absent where the state comes from an image. */
    event?: DomainEvent,
  ): void
  forgetConnection(connection: Connection): void
  /** Tells of every new state of a host from now on. */
  watchHosts(watcher: (host: Host) => void): void
  /** What depends on the order of events as well, for an image of the state. */
  pairs(): IndexPairs
  /** Puts back what `pairs` gave, after all states were updated. */
  restorePairs(pairs: IndexPairs): void
}

/** Members of the indexes in which the last event counts. */
export type IndexPairs = {
  readonly hostIdByUserSession: readonly (readonly [string, string])[]
  readonly latestByTicket: readonly (readonly [string, string])[]
}

const addTo = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const set = map.get(key)
  if (set) set.add(value)
  else map.set(key, new Set([value]))
}

const removeFrom = (map: Map<string, Set<string>>, key: string, value: string): void => {
  const set = map.get(key)
  set?.delete(value)
  if (set?.size === 0) map.delete(key)
}

const put = (set: Set<string>, member: boolean, value: string): void => {
  if (member) set.add(value)
  else set.delete(value)
}

const resourcesOf = (workspace: Workspace): readonly PublishedResource[] =>
  Object.values(workspace.groups).flatMap((group) =>
    Object.values(group.resources).map((resource) => ({
      workspaceId: workspace.workspaceId,
      workspaceName: workspace.name,
      groupId: group.groupId,
      poolId: group.poolId,
      principals: group.principals,
      ...resource,
    })),
  )

/** Makes empty indexes. */
export const createIndexes = (): Indexes => {
  const hostIdsByPool = new Map<string, Set<string>>()
  const hostIdByUserSession = new Map<string, string>()
  const openConnectionIds = new Set<string>()
  const openConnectionsBySession = new Map<string, Set<string>>()
  const openCountByGateway = new Map<string, number>()
  const latestByTicket = new Map<string, string>()
  const disconnectedSessions = new Set<string>()
  const workspaceIds = new Set<string>()
  const poolIds = new Set<string>()
  const gatewayIds = new Set<string>()
  const resources = new Map<string, readonly PublishedResource[]>()
  const hostWatchers: ((host: Host) => void)[] = []

  /** Each event sets or frees one seat. */
  const updateSeat = (event: DomainEvent, { hostId }: Host): void => {
    if (event.type === 'SeatReserved') hostIdByUserSession.set(event.data.userSessionId, hostId)
    if (event.type !== 'SeatReleased') return
    const { userSessionId } = event.data
    // Another host may have reserved a seat for it in the meantime.
    if (hostIdByUserSession.get(userSessionId) === hostId) hostIdByUserSession.delete(userSessionId)
  }

  const updateHost = (before: Host | undefined, after: Host, event?: DomainEvent): void => {
    if (after.phase !== before?.phase || after.poolId !== before.poolId) {
      if (after.phase === 'registered') addTo(hostIdsByPool, after.poolId, after.hostId)
      else removeFrom(hostIdsByPool, after.poolId, after.hostId)
    }
    for (const watch of hostWatchers) watch(after)
    if (before?.seats === after.seats) return
    if (event) updateSeat(event, after)
    else for (const id of Object.keys(after.seats)) hostIdByUserSession.set(id, after.hostId)
  }

  const countAt = (connection: Connection | undefined, more: number): void => {
    if (!connection || connection.gatewayId === '' || !isOpen(connection)) return
    const count = (openCountByGateway.get(connection.gatewayId) ?? 0) + more
    if (count === 0) openCountByGateway.delete(connection.gatewayId)
    else openCountByGateway.set(connection.gatewayId, count)
  }

  const updateConnection = (before: Connection | undefined, after: Connection): void => {
    const { connectionId, userSessionStream, ticketId } = after
    const wasOpen = before !== undefined && isOpen(before)
    // Most events of a connection move it nowhere.
    if (wasOpen !== isOpen(after) || before?.gatewayId !== after.gatewayId) {
      countAt(before, -1)
      countAt(after, 1)
    }
    if (wasOpen !== isOpen(after)) put(openConnectionIds, isOpen(after), connectionId)
    const moved = wasOpen !== isOpen(after) || before?.userSessionStream !== userSessionStream
    if (moved && userSessionStream !== '') {
      if (isOpen(after)) addTo(openConnectionsBySession, userSessionStream, connectionId)
      else removeFrom(openConnectionsBySession, userSessionStream, connectionId)
    }
    if (before === undefined && ticketId !== '') latestByTicket.set(ticketId, connectionId)
  }

  const updateSession = (stream: string, after: UserSession): void =>
    put(disconnectedSessions, after.phase === 'disconnected', stream)

  const updateWorkspace = (after: Workspace): void => {
    put(workspaceIds, after.phase === 'present', after.workspaceId)
    if (after.phase === 'present') resources.set(after.workspaceId, resourcesOf(after))
    else resources.delete(after.workspaceId)
  }

  return {
    hostIdsByPool,
    hostIdByUserSession,
    openConnectionIds,
    openConnectionsBySession,
    openCountByGateway,
    latestByTicket,
    disconnectedSessions,
    workspaceIds,
    poolIds,
    gatewayIds,
    resources,
    update: (category, stream, before, after, event) => {
      // The category names the family of both states.
      if (category === 'host') {
        updateHost(before as Host | undefined, after as Host, event)
      } else if (category === 'session') updateSession(stream, after as UserSession)
      else if (category === 'workspace') updateWorkspace(after as Workspace)
      else if (category === 'connection') {
        updateConnection(before as Connection | undefined, after as Connection)
      } else if (category === 'pool') {
        const pool = after as StateOf['pool']
        put(poolIds, pool.phase === 'present', pool.poolId)
      } else if (category === 'gateway') {
        const gateway = after as StateOf['gateway']
        put(gatewayIds, gateway.phase !== 'removed', gateway.gatewayId)
      }
    },
    pairs: () => ({
      hostIdByUserSession: [...hostIdByUserSession],
      latestByTicket: [...latestByTicket],
    }),
    restorePairs: (pairs) => {
      hostIdByUserSession.clear()
      for (const [session, host] of pairs.hostIdByUserSession)
        hostIdByUserSession.set(session, host)
      latestByTicket.clear()
      for (const [ticket, connection] of pairs.latestByTicket)
        latestByTicket.set(ticket, connection)
    },
    watchHosts: (watcher) => void hostWatchers.push(watcher),
    forgetConnection: ({ ticketId, connectionId }) => {
      if (latestByTicket.get(ticketId) === connectionId) latestByTicket.delete(ticketId)
    },
  }
}
