/**
 * A workspace: application groups, the resources they publish, and who may see them. Decides
 * what is published and granted; never looks at hosts.
 */
import { isSlug } from './bytes.ts'
import { accept, type Decider, type Decision, nothing } from './decider.ts'
import { refuse, unreachable } from './errors.ts'
import type { WorkspaceEvent } from './events.ts'
import { nameLengthMax } from './limits.ts'
import { own } from './lookup.ts'

export type Resource = { readonly resourceId: string; readonly name: string; readonly kind: string }

export type ApplicationGroup = {
  readonly groupId: string
  readonly name: string
  readonly poolId: string
  readonly resources: Readonly<Record<string, Resource>>
  /** `user:<user id>` or `group:<name of a group claim>`. */
  readonly principals: readonly string[]
}

export type Workspace = {
  readonly phase: 'unknown' | 'present' | 'removed'
  readonly workspaceId: string
  readonly name: string
  readonly groups: Readonly<Record<string, ApplicationGroup>>
}

export type WorkspaceCommand =
  | { readonly type: 'CreateWorkspace'; workspaceId: string; name: string }
  | { readonly type: 'RemoveWorkspace' }
  | { readonly type: 'CreateApplicationGroup'; groupId: string; name: string; poolId: string }
  | { readonly type: 'RemoveApplicationGroup'; groupId: string }
  | {
      readonly type: 'PublishResource'
      groupId: string
      resourceId: string
      name: string
      kind: string
    }
  | { readonly type: 'WithdrawResource'; groupId: string; resourceId: string }
  | { readonly type: 'GrantAccess'; groupId: string; principal: string }
  | { readonly type: 'RevokeAccess'; groupId: string; principal: string }

const initialState: Workspace = { phase: 'unknown', workspaceId: '', name: '', groups: {} }

const validName = (name: string): boolean => name.length > 0 && name.length <= nameLengthMax

const create = (
  state: Workspace,
  command: Extract<WorkspaceCommand, { type: 'CreateWorkspace' }>,
): Decision<WorkspaceEvent> => {
  if (state.phase === 'present') return refuse('ALREADY_EXISTS', `workspace ${state.workspaceId}`)
  if (!isSlug(command.workspaceId)) return refuse('REQUEST_INVALID', 'workspaceId is not a slug')
  if (!validName(command.name)) return refuse('REQUEST_INVALID', 'name is empty or too long')
  const { workspaceId, name } = command
  return accept({ type: 'WorkspaceCreated', data: { workspaceId, name } })
}

const createGroup = (
  state: Workspace,
  command: Extract<WorkspaceCommand, { type: 'CreateApplicationGroup' }>,
): Decision<WorkspaceEvent> => {
  const { groupId, name, poolId } = command
  if (!isSlug(groupId)) return refuse('REQUEST_INVALID', 'groupId is not a slug')
  if (!isSlug(poolId)) return refuse('REQUEST_INVALID', 'poolId is not a slug')
  if (!validName(name)) return refuse('REQUEST_INVALID', 'name is empty or too long')
  if (own(state.groups, groupId)) return refuse('ALREADY_EXISTS', `application group ${groupId}`)
  const { workspaceId } = state
  return accept({ type: 'ApplicationGroupCreated', data: { workspaceId, groupId, name, poolId } })
}

const publish = (
  state: Workspace,
  group: ApplicationGroup,
  command: Extract<WorkspaceCommand, { type: 'PublishResource' }>,
): Decision<WorkspaceEvent> => {
  const { groupId, resourceId, name, kind } = command
  if (!isSlug(resourceId)) return refuse('REQUEST_INVALID', 'resourceId is not a slug')
  if (!validName(name)) return refuse('REQUEST_INVALID', 'name is empty or too long')
  if (kind !== 'desktop') return refuse('REQUEST_INVALID', 'kind is not desktop')
  if (own(group.resources, resourceId)) return refuse('ALREADY_EXISTS', `resource ${resourceId}`)
  const { workspaceId } = state
  return accept({
    type: 'ResourcePublished',
    data: { workspaceId, groupId, resourceId, name, kind },
  })
}

const changeAccess = (
  state: Workspace,
  group: ApplicationGroup,
  command: Extract<WorkspaceCommand, { type: 'GrantAccess' | 'RevokeAccess' }>,
): Decision<WorkspaceEvent> => {
  const { groupId, principal } = command
  if (!/^(user|group):.{1,256}$/u.test(principal)) {
    return refuse('REQUEST_INVALID', 'principal is not user:<id> or group:<name>')
  }
  const grant = command.type === 'GrantAccess'
  const known = group.principals.includes(principal)
  if (!known && !grant) return refuse('NOT_FOUND', `no grant to ${principal}`)
  if (known && grant) return nothing
  const data = { workspaceId: state.workspaceId, groupId, principal }
  return accept(grant ? { type: 'AccessGranted', data } : { type: 'AccessRevoked', data })
}

const decide = (state: Workspace, command: WorkspaceCommand): Decision<WorkspaceEvent> => {
  if (command.type === 'CreateWorkspace') return create(state, command)
  if (state.phase !== 'present') return refuse('NOT_FOUND', 'no such workspace')
  const { workspaceId } = state
  if (command.type === 'CreateApplicationGroup') return createGroup(state, command)
  if (command.type === 'RemoveWorkspace') {
    if (Object.keys(state.groups).length > 0) return refuse('IN_USE', 'it has application groups')
    return accept({ type: 'WorkspaceRemoved', data: { workspaceId } })
  }
  const group = own(state.groups, command.groupId)
  if (!group) return refuse('NOT_FOUND', `no application group ${command.groupId}`)
  switch (command.type) {
    case 'RemoveApplicationGroup':
      return accept({
        type: 'ApplicationGroupRemoved',
        data: { workspaceId, groupId: command.groupId },
      })
    case 'PublishResource':
      return publish(state, group, command)
    case 'WithdrawResource': {
      const { groupId, resourceId } = command
      if (!own(group.resources, resourceId)) return refuse('NOT_FOUND', `no resource ${resourceId}`)
      return accept({ type: 'ResourceWithdrawn', data: { workspaceId, groupId, resourceId } })
    }
    case 'GrantAccess':
    case 'RevokeAccess':
      return changeAccess(state, group, command)
    default:
      return unreachable(command)
  }
}

const without = <V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> => {
  const { [key]: _removed, ...rest } = record
  return rest
}

const withGroup = (
  state: Workspace,
  groupId: string,
  change: (group: ApplicationGroup) => ApplicationGroup,
): Workspace => {
  const group = own(state.groups, groupId)
  return group ? { ...state, groups: { ...state.groups, [groupId]: change(group) } } : state
}

const evolve = (state: Workspace, event: WorkspaceEvent): Workspace => {
  switch (event.type) {
    case 'WorkspaceCreated': {
      const { workspaceId, name } = event.data
      return { phase: 'present', workspaceId, name, groups: {} }
    }
    case 'WorkspaceRemoved':
      return { ...state, phase: 'removed', groups: {} }
    case 'ApplicationGroupCreated': {
      const { groupId, name, poolId } = event.data
      const group = { groupId, name, poolId, resources: {}, principals: [] }
      return { ...state, groups: { ...state.groups, [groupId]: group } }
    }
    case 'ApplicationGroupRemoved':
      return { ...state, groups: without(state.groups, event.data.groupId) }
    case 'ResourcePublished': {
      const { groupId, resourceId, name, kind } = event.data
      return withGroup(state, groupId, (group) => ({
        ...group,
        resources: { ...group.resources, [resourceId]: { resourceId, name, kind } },
      }))
    }
    case 'ResourceWithdrawn':
      return withGroup(state, event.data.groupId, (group) => ({
        ...group,
        resources: without(group.resources, event.data.resourceId),
      }))
    case 'AccessGranted':
      return withGroup(state, event.data.groupId, (group) => ({
        ...group,
        principals: [...group.principals, event.data.principal],
      }))
    case 'AccessRevoked':
      return withGroup(state, event.data.groupId, (group) => ({
        ...group,
        principals: group.principals.filter((principal) => principal !== event.data.principal),
      }))
    default:
      return unreachable(event)
  }
}

export const workspaceDecider: Decider<Workspace, WorkspaceCommand, WorkspaceEvent> = {
  initialState,
  decide,
  evolve,
}
