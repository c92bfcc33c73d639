/** Workspaces, their application groups, and the resources these publish. */
import { z } from 'zod'
import type { LiveState } from '../../broker/live-state.ts'
import { refuse } from '../../domain/errors.ts'
import type { ApplicationGroup } from '../../domain/workspace.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import { change, forAdministrators, forReaders, idParam, nameField } from './administration.ts'

const workspaceSchema = z.object({
  workspaceId: z.string(),
  name: z.string(),
  groupIds: z.array(z.string()),
})

const resourceSchema = z.object({
  workspaceId: z.string(),
  groupId: z.string(),
  poolId: z.string(),
  resourceId: z.string(),
  name: z.string(),
  kind: z.string(),
})

const groupSchema = z.object({
  workspaceId: z.string(),
  groupId: z.string(),
  name: z.string(),
  poolId: z.string(),
  resourceIds: z.array(z.string()),
  principals: z.array(z.string()),
})

type GroupView = z.output<typeof groupSchema>

const viewOfGroup = (workspaceId: string, group: ApplicationGroup): GroupView => ({
  workspaceId,
  groupId: group.groupId,
  name: group.name,
  poolId: group.poolId,
  resourceIds: Object.keys(group.resources).sort(),
  principals: [...group.principals],
})

/** Every application group of the site, or of one workspace. */
export const groupsOf = (live: LiveState, workspaceId?: string): GroupView[] =>
  [...live.indexes.workspaceIds]
    .filter((id) => workspaceId === undefined || id === workspaceId)
    .flatMap((id) =>
      Object.values(live.stateOf('workspace', id).groups).map((group) => viewOfGroup(id, group)),
    )

const viewOfWorkspace = (live: LiveState, workspaceId: string) => {
  const { name, groups } = live.stateOf('workspace', workspaceId)
  return { workspaceId, name, groupIds: Object.keys(groups).sort() }
}

const workspaceParam = z.object({ workspaceId: idParam })
const groupParam = z.object({ workspaceId: idParam, groupId: idParam })
const resourceParam = z.object({ workspaceId: idParam, groupId: idParam, resourceId: idParam })
const groupsPath = '/api/admin/workspaces/:workspaceId/application-groups'

const workspaceRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/workspaces',
    summary: 'All workspaces',
    access: forReaders,
    query: pageQuery,
    answer: pageOf(workspaceSchema),
    handle: ({ query }) => {
      const { live } = ports.broker
      const all = [...live.indexes.workspaceIds].map((id) => viewOfWorkspace(live, id))
      return json(paged(all, (workspace) => workspace.workspaceId, query))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/admin/workspaces',
    summary: 'Creates a workspace',
    access: forAdministrators,
    body: z.object({ workspaceId: idParam, name: nameField }),
    answer: workspaceSchema,
    handle: async ({ caller, body: { workspaceId, name } }) => {
      const command = { type: 'CreateWorkspace', workspaceId, name } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      if (result.kind === 'refused') return result
      return json(viewOfWorkspace(ports.broker.live, workspaceId), 201)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/workspaces/:workspaceId',
    summary: 'Removes an empty workspace',
    access: forAdministrators,
    params: workspaceParam,
    handle: async ({ caller, params }) => {
      const command = { type: 'RemoveWorkspace' } as const
      const result = await change(ports, caller, 'workspace', params.workspaceId, command)
      return result.kind === 'refused' ? result : done
    },
  }),
]

const groupRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/application-groups',
    summary: 'All application groups, with their resources and grants',
    access: forReaders,
    query: pageQuery.extend({ workspaceId: idParam.optional() }),
    answer: pageOf(groupSchema),
    handle: ({ query }) => {
      const all = groupsOf(ports.broker.live, query.workspaceId)
      return json(paged(all, (group) => `${group.workspaceId}/${group.groupId}`, query))
    },
  }),
  defineRoute({
    method: 'POST',
    path: groupsPath,
    summary: 'Creates an application group for a pool',
    access: forAdministrators,
    params: workspaceParam,
    body: z.object({ groupId: idParam, name: nameField, poolId: idParam }),
    answer: groupSchema,
    handle: async ({ caller, params: { workspaceId }, body: { groupId, name, poolId } }) => {
      const { live } = ports.broker
      if (!live.indexes.poolIds.has(poolId)) return refuse('NOT_FOUND', `pool ${poolId}`)
      const command = { type: 'CreateApplicationGroup', groupId, name, poolId } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      if (result.kind === 'refused') return result
      const group = result.state.groups[groupId]
      return group ? json(viewOfGroup(workspaceId, group), 201) : refuse('CONFLICT')
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${groupsPath}/:groupId`,
    summary: 'Removes an application group with its resources and grants',
    access: forAdministrators,
    params: groupParam,
    handle: async ({ caller, params: { workspaceId, groupId } }) => {
      const command = { type: 'RemoveApplicationGroup', groupId } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      return result.kind === 'refused' ? result : done
    },
  }),
]

const resourceRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/resources',
    summary: 'All published resources',
    access: forReaders,
    query: pageQuery,
    answer: pageOf(resourceSchema),
    handle: ({ query }) => {
      const published = [...ports.broker.live.indexes.resources.values()].flat()
      const all = published.map(({ workspaceId, groupId, poolId, resourceId, name, kind }) => ({
        workspaceId,
        groupId,
        poolId,
        resourceId,
        name,
        kind,
      }))
      const keyOf = (item: (typeof all)[number]) =>
        `${item.workspaceId}/${item.groupId}/${item.resourceId}`
      return json(paged(all, keyOf, query))
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${groupsPath}/:groupId/resources`,
    summary: 'Publishes a desktop in an application group',
    access: forAdministrators,
    params: groupParam,
    body: z.object({ resourceId: idParam, name: nameField, kind: nameField.default('desktop') }),
    answer: resourceSchema,
    handle: async ({ caller, params: { workspaceId, groupId }, body }) => {
      const { resourceId, name, kind } = body
      // Clients name a resource by its id alone.
      const published = [...ports.broker.live.indexes.resources.values()].flat()
      if (published.some((known) => known.resourceId === resourceId)) {
        return refuse('ALREADY_EXISTS', `resource ${resourceId}`)
      }
      const command = { type: 'PublishResource', groupId, resourceId, name, kind } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      if (result.kind === 'refused') return result
      const poolId = result.state.groups[groupId]?.poolId ?? ''
      return json({ workspaceId, groupId, poolId, resourceId, name, kind }, 201)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${groupsPath}/:groupId/resources/:resourceId`,
    summary: 'Withdraws a resource',
    access: forAdministrators,
    params: resourceParam,
    handle: async ({ caller, params: { workspaceId, groupId, resourceId } }) => {
      const command = { type: 'WithdrawResource', groupId, resourceId } as const
      const result = await change(ports, caller, 'workspace', workspaceId, command)
      return result.kind === 'refused' ? result : done
    },
  }),
]

/** Routes of workspaces, application groups and resources. */
export const workspaceAdminRoutes = (ports: ApiPorts): readonly Route[] => [
  ...workspaceRoutes(ports),
  ...groupRoutes(ports),
  ...resourceRoutes(ports),
]
