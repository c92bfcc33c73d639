/** User sessions and connections: what is going on, and how an operator ends it. */
import { z } from 'zod'
import type { LiveState } from '../../broker/live-state.ts'
import { idOf } from '../../broker/streams.ts'
import type { Connection, Outcome } from '../../domain/connection.ts'
import { refuse } from '../../domain/errors.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import { forOperators, forReaders, idParam } from './administration.ts'

const sessionSchema = z.object({
  /** What the routes below call it. */
  sessionKey: z.string(),
  userSessionId: z.string(),
  phase: z.string(),
  poolId: z.string(),
  userId: z.string(),
  hostId: z.string(),
  pendingConnectionIds: z.array(z.string()),
  activeConnectionId: z.string(),
  /** Milliseconds since 1970; 0 unless disconnected. */
  disconnectedAt: z.number(),
})

type SessionView = z.output<typeof sessionSchema>

function* sessionsOf(live: LiveState): Generator<SessionView> {
  for (const [stream, { category }] of live.entries()) {
    if (category !== 'session') continue
    const sessionKey = idOf(stream)
    const session = live.stateOf('session', sessionKey)
    if (session.phase === 'absent') continue
    const pendingConnectionIds = [...session.pendingConnectionIds]
    yield { sessionKey, ...session, pendingConnectionIds }
  }
}

const sessionRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/user-sessions',
    summary: 'User sessions that are pending, active or disconnected',
    access: forReaders,
    query: pageQuery.extend({ poolId: idParam.optional() }),
    answer: pageOf(sessionSchema),
    handle: ({ query }) => {
      const all = [...sessionsOf(ports.broker.live)].filter(
        ({ poolId }) => query.poolId === undefined || poolId === query.poolId,
      )
      return json(paged(all, (session) => session.sessionKey, query))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/user-sessions/:sessionKey',
    summary: 'Ends a user session and frees its seat',
    access: forOperators,
    params: z.object({ sessionKey: idParam }),
    handle: async ({ caller, params: { sessionKey } }) => {
      const ended = await ports.broker.endUserSession(sessionKey, 'administrator', caller.userId)
      return ended ? done : refuse('NOT_FOUND', 'no such user session')
    },
  }),
]

const connectionSchema = z.object({
  connectionId: z.string(),
  phase: z.string(),
  userId: z.string(),
  resourceId: z.string(),
  poolId: z.string(),
  transport: z.string(),
  gatewayId: z.string(),
  hostId: z.string(),
  userSessionId: z.string(),
  predecessorId: z.string(),
  attempt: z.number(),
  /** Milliseconds since 1970; endedAt is 0 while it is open. */
  requestedAt: z.number(),
  endedAt: z.number(),
  /** `refused`, `failed` or `ended`, with its code or reason. */
  outcome: z.string().optional(),
  reason: z.string().optional(),
})

const outcomeOf = (outcome: Outcome | undefined) => {
  if (!outcome) return {}
  const reason = outcome.kind === 'ended' ? `${outcome.endedBy}: ${outcome.reason}` : outcome.code
  return { outcome: outcome.kind, reason }
}

const viewOf = (connection: Connection): z.output<typeof connectionSchema> => ({
  connectionId: connection.connectionId,
  phase: connection.phase,
  userId: connection.userId,
  resourceId: connection.resourceId,
  poolId: connection.poolId,
  transport: connection.transport,
  gatewayId: connection.gatewayId,
  hostId: connection.hostId,
  userSessionId: connection.userSessionId,
  predecessorId: connection.predecessorId,
  attempt: connection.attempt,
  requestedAt: connection.requestedAt,
  endedAt: connection.endedAt,
  ...outcomeOf(connection.outcome),
})

const connectionIds = (live: LiveState, state: 'open' | 'recent'): string[] => {
  if (state === 'open') return [...live.indexes.openConnectionIds]
  const ids: string[] = []
  for (const [stream, { category }] of live.entries()) {
    if (category === 'connection') ids.push(idOf(stream))
  }
  return ids
}

const connectionRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/connections',
    summary: 'Open connections, or those of the last minutes too; older ones are in the audit',
    access: forReaders,
    query: pageQuery.extend({ state: z.enum(['open', 'recent']).default('open') }),
    answer: pageOf(connectionSchema),
    handle: ({ query }) => {
      const { live } = ports.broker
      const page = paged(connectionIds(live, query.state), (id) => id, query)
      const items = page.items.map((id) => viewOf(live.stateOf('connection', id)))
      return json({ ...page, items })
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/connections/:connectionId',
    summary: 'Ends an open connection; its user session stays',
    access: forOperators,
    params: z.object({ connectionId: idParam }),
    handle: async ({ caller, params: { connectionId } }) => {
      const { live } = ports.broker
      if (!live.indexes.openConnectionIds.has(connectionId)) {
        return refuse('NOT_FOUND', 'no such open connection')
      }
      // A running relay is ended by its gateway's report, which does not know who asked.
      await ports.accessLog.record({
        actor: `admin:${caller.userId}`,
        action: 'end-connection',
        query: { connectionId },
      })
      const ended = await ports.broker.endConnection(connectionId, caller.userId)
      // Its gateway is away: it will be told nothing until it comes back.
      return ended ? done : refuse('GATEWAY_LOST', 'its gateway cannot be reached')
    },
  }),
]

/** Routes of user sessions and connections. */
export const sessionAdminRoutes = (ports: ApiPorts): readonly Route[] => [
  ...sessionRoutes(ports),
  ...connectionRoutes(ports),
]
