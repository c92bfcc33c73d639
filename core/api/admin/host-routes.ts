/** Session hosts: what is known of each, drain, and removal. */
import { z } from 'zod'
import { refuse } from '../../domain/errors.ts'
import type { HostCommand } from '../../domain/host.ts'
import { sessionCountOf } from '../../domain/host.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { type AdminCaller, type Answer, defineRoute, done, json, type Route } from '../route.ts'
import { change, forAdministrators, forOperators, forReaders, idParam } from './administration.ts'

const seatSchema = z.object({
  userSessionId: z.string(),
  phase: z.string(),
  connectionId: z.string(),
})

const hostSchema = z.object({
  hostId: z.string(),
  poolId: z.string(),
  name: z.string(),
  /** By the last beat, as a placement would see it now. */
  status: z.string(),
  connected: z.boolean(),
  draining: z.boolean(),
  agentVersion: z.string(),
  /** Milliseconds since 1970; 0 when it never beat. */
  lastBeatAt: z.number(),
  sessionCount: z.number(),
  seats: z.array(seatSchema),
  /** Sessions that the host reports and nobody assigned, by its own ids. */
  unassigned: z.array(z.string()),
  failedChecks: z.array(z.string()),
  cpuLoad: z.number().optional(),
  memoryUsedBytes: z.number().optional(),
  memoryTotalBytes: z.number().optional(),
  /** SHA-256 of RDP certificates, lower-case hex, by resource id; empty: the default target. */
  fingerprints: z.record(z.string(), z.string()),
})

type HostView = z.output<typeof hostSchema>

const viewOf = (broker: ApiPorts['broker'], hostId: string): HostView => {
  const host = broker.live.stateOf('host', hostId)
  const sample = broker.heartbeats.lastSample(hostId)
  const connected = host.channel !== undefined
  const alive = connected && broker.heartbeats.isFresh(hostId)
  const fingerprints = Object.entries(host.fingerprints).map(
    ([resourceId, bytes]) => [resourceId, Buffer.from(bytes).toString('hex')] as const,
  )
  return {
    hostId,
    poolId: host.poolId,
    name: host.name,
    status: alive ? host.status : 'Unavailable',
    connected,
    draining: host.draining,
    agentVersion: host.agentVersion,
    lastBeatAt: broker.heartbeats.lastBeatAt(hostId),
    sessionCount: sessionCountOf(host),
    seats: Object.entries(host.seats).map(([userSessionId, { phase, connectionId }]) => ({
      userSessionId,
      phase,
      connectionId,
    })),
    unassigned: Object.keys(host.unassigned),
    failedChecks: [...host.failedChecks],
    ...(sample
      ? {
          cpuLoad: sample.cpuLoad,
          memoryUsedBytes: sample.memoryUsedBytes,
          memoryTotalBytes: sample.memoryTotalBytes,
        }
      : {}),
    fingerprints: Object.fromEntries(fingerprints),
  }
}

const hostParam = z.object({ hostId: idParam })

const readRoutes = ({ broker }: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/hosts',
    summary: 'All session hosts, or those of one pool',
    access: forReaders,
    query: pageQuery.extend({ poolId: idParam.optional() }),
    answer: pageOf(hostSchema),
    handle: ({ query }) => {
      const pools = [...broker.live.indexes.hostIdsByPool]
      const wanted = pools.filter(([id]) => query.poolId === undefined || id === query.poolId)
      const hostIds = wanted.flatMap(([, members]) => [...members])
      const page = paged(hostIds, (hostId) => hostId, query)
      return json({ ...page, items: page.items.map((hostId) => viewOf(broker, hostId)) })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/admin/hosts/:hostId',
    summary: 'One session host',
    access: forReaders,
    params: hostParam,
    answer: hostSchema,
    handle: ({ params: { hostId } }) =>
      broker.live.stateOf('host', hostId).phase === 'registered'
        ? json(viewOf(broker, hostId))
        : refuse('NOT_FOUND', 'no such host'),
  }),
]

const drain = async (
  ports: ApiPorts,
  caller: AdminCaller,
  hostId: string,
  type: Extract<HostCommand['type'], 'DrainHost' | 'UndrainHost'>,
): Promise<Answer<HostView>> => {
  const result = await change(ports, caller, 'host', hostId, { type })
  return result.kind === 'refused' ? result : json(viewOf(ports.broker, hostId))
}

const changeRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/api/admin/hosts/:hostId/drain',
    summary: 'Lets no new user session onto a host',
    access: forOperators,
    params: hostParam,
    answer: hostSchema,
    handle: ({ caller, params }) => drain(ports, caller, params.hostId, 'DrainHost'),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/admin/hosts/:hostId/undrain',
    summary: 'Lets new user sessions onto a host again',
    access: forOperators,
    params: hostParam,
    answer: hostSchema,
    handle: ({ caller, params }) => drain(ports, caller, params.hostId, 'UndrainHost'),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/hosts/:hostId',
    summary: 'Removes a host: its key counts no longer and its channel is closed',
    access: forAdministrators,
    params: hostParam,
    handle: async ({ caller, params: { hostId } }) => {
      const result = await change(ports, caller, 'host', hostId, { type: 'RemoveHost' })
      if (result.kind === 'refused') return result
      ports.broker.channels.agent(hostId)?.close('the host was removed')
      ports.broker.heartbeats.forget(hostId)
      return done
    },
  }),
]

/** Routes of session hosts; draining twice changes nothing. */
export const hostAdminRoutes = (ports: ApiPorts): readonly Route[] => [
  ...readRoutes(ports),
  ...changeRoutes(ports),
]
