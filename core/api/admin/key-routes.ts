/** The keys that tickets are signed with: what counts, and changing all of them. */
import { z } from 'zod'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import { forAdministrators, forReaders, idParam } from './administration.ts'

const keySchema = z.object({
  keyId: z.string(),
  brokerId: z.string(),
  /** `waiting` until everybody knows it, `signing`, then `superseded` until it is retired. */
  state: z.enum(['waiting', 'signing', 'superseded']),
  signsFromAt: z.number(),
  /** Absent while no other key follows it. */
  retiresAt: z.number().optional(),
})

const orderSchema = z.object({
  /** How many rotations this site has had, this one among them. */
  rotation: z.number(),
  /** Brokers that have a key: each publishes a new one. */
  brokerIds: z.array(z.string()),
})

/** Routes of ticket keys. */
export const keyAdminRoutes = ({ ticketKeys }: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/keys',
    summary: 'Ticket keys that count, of every broker',
    access: forReaders,
    query: pageQuery,
    answer: pageOf(keySchema),
    handle: ({ query }) => json(paged(ticketKeys.list(), ({ keyId }) => keyId, query)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/admin/keys/rotate',
    summary: 'Orders every broker to sign tickets with a new key',
    access: forAdministrators,
    answer: orderSchema,
    handle: async ({ caller }) => {
      const ordered = await ticketKeys.rotate(`admin:${caller.userId}`)
      if (ordered.kind === 'refused') return ordered
      return json({ rotation: ordered.rotation, brokerIds: [...ordered.brokerIds] }, 202)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/keys/:keyId',
    summary: 'Retires a ticket key at once: tickets of it open nothing any more',
    access: forAdministrators,
    params: z.object({ keyId: idParam }),
    handle: async ({ caller, params: { keyId } }) =>
      (await ticketKeys.retire(`admin:${caller.userId}`, keyId)) ?? done,
  }),
]
