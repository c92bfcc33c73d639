/** Who may see and open what an application group publishes. */
import { z } from 'zod'
import { type Refusal, refuse } from '../../domain/errors.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import { change, forAdministrators, forReaders, idParam } from './administration.ts'
import { groupsOf } from './workspace-routes.ts'

const grantSchema = z.object({
  workspaceId: z.string(),
  groupId: z.string(),
  /** `group:<name>` or `user:<user id>`. */
  principal: z.string(),
})

/** A group claim, a person by issuer and subject, or a person by the user id in the log. */
const grantee = z.object({
  group: z.string().min(1).max(256).optional(),
  issuer: z.string().min(1).max(1_024).optional(),
  subject: z.string().min(1).max(256).optional(),
  userId: z.string().min(1).max(256).optional(),
})

const principalOf = (ports: ApiPorts, body: z.output<typeof grantee>): string | Refusal => {
  const { group, issuer, subject, userId } = body
  const person = issuer !== undefined && subject !== undefined
  const half = (issuer === undefined) !== (subject === undefined)
  const ways = [group !== undefined, person, userId !== undefined].filter(Boolean).length
  if (ways !== 1 || half) {
    return refuse('REQUEST_INVALID', 'give group, or userId, or issuer and subject')
  }
  if (group !== undefined) return `group:${group}`
  if (userId !== undefined) return `user:${userId}`
  return `user:${ports.identity.userIdOf(issuer ?? '', subject ?? '')}`
}

const groupParam = z.object({ workspaceId: idParam, groupId: idParam })
const grantsPath = '/api/admin/workspaces/:workspaceId/application-groups/:groupId/grants'

/** Routes of grants; granting twice and revoking what is not granted change nothing. */
export const grantRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/grants',
    summary: 'All grants',
    access: forReaders,
    query: pageQuery,
    answer: pageOf(grantSchema),
    handle: ({ query }) => {
      const all = groupsOf(ports.broker.live).flatMap(({ workspaceId, groupId, principals }) =>
        principals.map((principal) => ({ workspaceId, groupId, principal })),
      )
      const keyOf = (item: (typeof all)[number]) =>
        `${item.workspaceId}/${item.groupId}/${item.principal}`
      return json(paged(all, keyOf, query))
    },
  }),
  defineRoute({
    method: 'POST',
    path: grantsPath,
    summary: 'Grants an application group to a group of users or one user',
    access: forAdministrators,
    params: groupParam,
    body: grantee,
    answer: grantSchema,
    handle: async ({ caller, params: { workspaceId, groupId }, body }) => {
      const principal = principalOf(ports, body)
      if (typeof principal !== 'string') return principal
      const command = { type: 'GrantAccess', groupId, principal } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      return result.kind === 'refused' ? result : json({ workspaceId, groupId, principal }, 201)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: grantsPath,
    summary: 'Takes a grant back',
    access: forAdministrators,
    params: groupParam,
    query: z.object({ principal: z.string().min(1).max(512) }),
    handle: async ({ caller, params: { workspaceId, groupId }, query: { principal } }) => {
      const command = { type: 'RevokeAccess', groupId, principal } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      return result.kind === 'refused' ? result : done
    },
  }),
]
