/** Faults for staging: into all connections of a pool, or into one. */
import { z } from 'zod'
import { chaosPattern } from '../../../relay/chaos.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import { forAdministrators, forReaders, idParam } from './administration.ts'

const scopeField = z.enum(['pool', 'connection'])
const ruleSchema = z.object({ scope: scopeField, id: z.string(), faults: z.string() })
const ruleParams = z.object({ scope: scopeField, id: idParam })

/** Routes of faults. Every change is noted with its administrator before it counts. */
export const chaosRoutes = ({ broker, accessLog, log }: ApiPorts): readonly Route[] => {
  const note = async (userId: string, action: string, query: Record<string, string>) => {
    await accessLog.record({ actor: `admin:${userId}`, action, query })
    log.warn({ userId, ...query }, `CHAOS: an administrator asks for ${action}`)
  }
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/chaos',
      summary: 'Faults for staging that this broker has been told of',
      access: forReaders,
      query: pageQuery,
      answer: pageOf(ruleSchema),
      handle: ({ query }) => {
        const page = paged(broker.chaos.list(), ({ scope, id }) => `${scope} ${id}`, query)
        return json({ ...page, items: page.items.map((rule) => ({ ...rule })) })
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/admin/chaos/:scope/:id',
      summary: 'Puts faults into the connections of a pool, or into one, at gateways for staging',
      access: forAdministrators,
      params: ruleParams,
      body: z.strictObject({ faults: z.string().regex(chaosPattern) }),
      answer: z.object({
        ...{ scope: scopeField, id: z.string(), faults: z.string() },
        /** Gateways at this broker that take faults. */
        gatewayIds: z.array(z.string()),
      }),
      handle: async ({ caller, params, body }) => {
        const rule = { ...params, faults: body.faults }
        await note(caller.userId, 'set-chaos', rule)
        const set = broker.chaos.set(rule)
        return set.kind === 'refused' ? set : json({ ...rule, gatewayIds: [...set.gatewayIds] })
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/chaos/:scope/:id',
      summary: 'Ends these faults',
      access: forAdministrators,
      params: ruleParams,
      handle: async ({ caller, params }) => {
        await note(caller.userId, 'clear-chaos', params)
        const set = broker.chaos.set({ ...params, faults: '' })
        return set.kind === 'refused' ? set : done
      },
    }),
  ]
}
