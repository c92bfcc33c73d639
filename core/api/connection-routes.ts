/**
 * Requests for connections: our own form for `causeway connect` and the raw transport, and AVD's
 * order (ARM), whose POST answers only when the host has accepted.
 */
import { z } from 'zod'
import type { Requester } from '../broker/connections.ts'
import { nameLengthMax, ticketLifetimeMs } from '../domain/limits.ts'
import type { ApiPorts } from './ports.ts'
import { resourceOfHints } from './rdp-file.ts'
import { defineRoute, json, type Route, type UserCaller } from './route.ts'

const requesterOf = ({ userId, userName, groups }: UserCaller): Requester => ({
  userId,
  userName,
  groups,
})

/** No resource has this name: asking for it costs and answers as any other that is not granted. */
const noResource = '-'

const hint = z.string().max(512).nullish()
/** FreeRDP sends more than these two; what it does not need today may come tomorrow. */
const armBody = z.looseObject({ application: hint, loadBalanceInfo: hint })

const armAnswer = z.object({ gatewayLocation: z.string() })

const connectionAnswer = z.object({
  connectionId: z.string(),
  ticket: z.string(),
  url: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
})

/** Routes by which connections are asked for. */
export const connectionRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/api/connections',
    summary: 'A ticket for one connection to a granted resource, over the raw transport',
    access: { kind: 'user' },
    body: z.object({ resource: z.string().min(1).max(nameLengthMax) }),
    answer: connectionAnswer,
    handle: async ({ caller, body, clientAddress, deviceName }) => {
      const asked = { resourceId: body.resource, transport: 'websocket' as const }
      const request = { ...asked, clientAddress, deviceName }
      const granted = await ports.broker.connections.request(requesterOf(caller), request)
      if (granted.kind === 'refused') return granted
      const { connectionId, ticket, gatewayUrl, connection } = granted
      const expiresAt = connection.ticketExpiresAt || ports.system.nowMs() + ticketLifetimeMs
      return json({ connectionId, ticket, url: `${gatewayUrl}/connect`, expiresAt }, 201)
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/arm/v2/connections',
    summary: 'AVD order: which gateway an ARM client goes to, once the host has accepted',
    access: { kind: 'user' },
    errors: 'arm',
    body: armBody,
    answer: armAnswer,
    handle: async ({ caller, body, clientAddress, deviceName }) => {
      const { application, loadBalanceInfo } = body
      const resourceId = resourceOfHints(application ?? '', loadBalanceInfo ?? '') ?? noResource
      const request = { resourceId, transport: 'arm' as const, clientAddress, deviceName }
      const granted = await ports.broker.connections.request(requesterOf(caller), request)
      if (granted.kind === 'refused') return granted
      const { connectionId, ticket, gatewayUrl } = granted
      const gatewayLocation = `${gatewayUrl}/arm?ticket=${encodeURIComponent(ticket)}`
      return json({ gatewayLocation }, 200, { 'x-causeway-connection-id': connectionId })
    },
  }),
]
