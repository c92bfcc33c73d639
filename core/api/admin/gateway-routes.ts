/** Gateways: invitation, load, drain and removal. */
import { z } from 'zod'
import { registrationTokenDefaultMs, registrationTokenMaxMs } from '../../domain/limits.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import {
  change,
  forAdministrators,
  forOperators,
  forReaders,
  idParam,
  nameField,
} from './administration.ts'

const gatewaySchema = z.object({
  gatewayId: z.string(),
  /** `invited` until it has joined with its token. */
  phase: z.string(),
  name: z.string(),
  region: z.string(),
  connected: z.boolean(),
  draining: z.boolean(),
  clientUrl: z.string(),
  ownUrl: z.string(),
  version: z.string(),
  connectionCount: z.number().optional(),
  bufferedBytes: z.number().optional(),
})

type GatewayView = z.output<typeof gatewaySchema>

const viewOf = (broker: ApiPorts['broker'], gatewayId: string): GatewayView => {
  const gateway = broker.live.stateOf('gateway', gatewayId)
  const load = broker.gateways.loadOf(gatewayId)
  const { phase, name, region, draining, clientUrl, ownUrl, version } = gateway
  const counts = load
    ? { connectionCount: load.connections, bufferedBytes: load.bufferedBytes }
    : {}
  const connected = gateway.channel !== undefined
  return {
    gatewayId,
    phase,
    name,
    region,
    connected,
    draining,
    clientUrl,
    ownUrl,
    version,
    ...counts,
  }
}

const invitationSchema = z.object({
  gatewayId: z.string(),
  expiresAt: z.number(),
  /** Shown once: the log holds only its hash. */
  token: z.string(),
})

const gatewayParam = z.object({ gatewayId: idParam })

/** Routes of gateways. */
export const gatewayAdminRoutes = (ports: ApiPorts): readonly Route[] => {
  const { broker } = ports
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/gateways',
      summary: 'All gateways',
      access: forReaders,
      query: pageQuery,
      answer: pageOf(gatewaySchema),
      handle: ({ query }) => {
        const page = paged(broker.live.indexes.gatewayIds, (id) => id, query)
        return json({ ...page, items: page.items.map((id) => viewOf(broker, id)) })
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/gateways',
      summary: 'Invites a gateway; the answer alone shows its join token',
      access: forAdministrators,
      body: z.object({
        name: nameField,
        region: nameField.default('default'),
        lifetimeMs: z
          .number()
          .int()
          .min(1_000)
          .max(registrationTokenMaxMs)
          .default(registrationTokenDefaultMs),
      }),
      answer: invitationSchema,
      handle: async ({ caller, body: { name, region, lifetimeMs } }) => {
        const gatewayId = ports.system.newId()
        const { token, secretHash } = ports.gatewayTokens.create(gatewayId)
        const expiresAt = ports.system.nowMs() + lifetimeMs
        const invitation = { gatewayId, name, region, secretHash, expiresAt }
        const command = { type: 'InviteGateway', ...invitation } as const
        const result = await change(ports, caller, 'gateway', gatewayId, command)
        return result.kind === 'refused' ? result : json({ gatewayId, expiresAt, token }, 201)
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/gateways/:gatewayId/drain',
      summary: 'Sends no new connection to a gateway until it connects anew',
      access: forOperators,
      params: gatewayParam,
      answer: gatewaySchema,
      handle: async ({ caller, params: { gatewayId } }) => {
        const command = { type: 'DrainGateway' } as const
        const result = await change(ports, caller, 'gateway', gatewayId, command)
        return result.kind === 'refused' ? result : json(viewOf(broker, gatewayId))
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/gateways/:gatewayId',
      summary: 'Removes a gateway: its key counts no longer and its channel is closed',
      access: forAdministrators,
      params: gatewayParam,
      handle: async ({ caller, params: { gatewayId } }) => {
        const command = { type: 'RemoveGateway' } as const
        const result = await change(ports, caller, 'gateway', gatewayId, command)
        if (result.kind === 'refused') return result
        broker.channels.gateway(gatewayId)?.close('the gateway was removed')
        return done
      },
    }),
  ]
}
