import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkspaceEvent } from '../../../core/domain/events.ts'
import { type WorkspaceCommand, workspaceDecider } from '../../../core/domain/workspace.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(workspaceDecider)
const workspaceId = 'default'
const groupId = 'desktops'
const create: WorkspaceCommand = { type: 'CreateWorkspace', workspaceId, name: 'Default' }
const created: WorkspaceEvent = { type: 'WorkspaceCreated', data: { workspaceId, name: 'Default' } }
const addGroup: WorkspaceCommand = {
  type: 'CreateApplicationGroup',
  groupId,
  name: 'Desktops',
  poolId: 'staff',
}
const group: WorkspaceEvent = {
  type: 'ApplicationGroupCreated',
  data: { workspaceId, groupId, name: 'Desktops', poolId: 'staff' },
}
const publish: WorkspaceCommand = {
  type: 'PublishResource',
  groupId,
  resourceId: 'desk',
  name: 'Desk',
  kind: 'desktop',
}
const published: WorkspaceEvent = {
  type: 'ResourcePublished',
  data: { workspaceId, groupId, resourceId: 'desk', name: 'Desk', kind: 'desktop' },
}
const access = (type: 'GrantAccess' | 'RevokeAccess', principal = 'group:staff') =>
  ({ type, groupId, principal }) as const
const granted: WorkspaceEvent = {
  type: 'AccessGranted',
  data: { workspaceId, groupId, principal: 'group:staff' },
}

describe('the workspace', () => {
  it('is created once and may come back', () => {
    given().when(create).thenRecorded(created)
    given(created).when(create).thenRefused('ALREADY_EXISTS')
    given(created, { type: 'WorkspaceRemoved', data: { workspaceId } })
      .when(create)
      .thenRecorded(created)
  })
  it.each([
    ['an id that is no slug', { workspaceId: '-a' }],
    ['no name', { name: '' }],
  ])('%s is refused', (_what, change) =>
    given()
      .when({ ...create, ...change })
      .thenRefused('REQUEST_INVALID'),
  )
  it('is not removed while it has application groups', () => {
    given(created).when({ type: 'RemoveWorkspace' }).thenTypes('WorkspaceRemoved')
    given(created, group).when({ type: 'RemoveWorkspace' }).thenRefused('IN_USE')
    given().when({ type: 'RemoveWorkspace' }).thenRefused('NOT_FOUND')
  })
})

describe('application groups and resources', () => {
  it('a group is created once', () => {
    given(created).when(addGroup).thenRecorded(group)
    given(created, group).when(addGroup).thenRefused('ALREADY_EXISTS')
  })
  it.each([{ groupId: 'A' }, { poolId: '' }, { name: '' }])('%o is refused', (change) =>
    given(created)
      .when({ ...addGroup, ...change })
      .thenRefused('REQUEST_INVALID'),
  )
  it('a resource is published once and withdrawn once', () => {
    const withdraw: WorkspaceCommand = { type: 'WithdrawResource', groupId, resourceId: 'desk' }
    given(created, group).when(publish).thenRecorded(published)
    given(created, group, published).when(publish).thenRefused('ALREADY_EXISTS')
    given(created, group, published).when(withdraw).thenTypes('ResourceWithdrawn')
    given(created, group).when(withdraw).thenRefused('NOT_FOUND')
  })
  it.each([{ resourceId: 'X' }, { name: '' }, { kind: 'app' }])('%o is refused', (change) =>
    given(created, group)
      .when({ ...publish, ...change })
      .thenRefused('REQUEST_INVALID'),
  )
  it('what concerns an unknown group is refused', () => {
    for (const command of [publish, access('GrantAccess')]) {
      given(created).when(command).thenRefused('NOT_FOUND')
    }
    given(created).when({ type: 'RemoveApplicationGroup', groupId }).thenRefused('NOT_FOUND')
    given(created, group)
      .when({ type: 'RemoveApplicationGroup', groupId })
      .thenTypes('ApplicationGroupRemoved')
  })
  it('a group named like a member of every object is a group like any other', () => {
    const named = { ...addGroup, groupId: 'constructor' }
    given(created).when(named).thenTypes('ApplicationGroupCreated')
    given(created)
      .when({ ...publish, groupId: 'constructor' })
      .thenRefused('NOT_FOUND')
    given(created, group)
      .when({ ...publish, resourceId: 'constructor' })
      .thenTypes('ResourcePublished')
  })
})

describe('grants', () => {
  it('are given once and taken once', () => {
    given(created, group).when(access('GrantAccess')).thenRecorded(granted)
    given(created, group, granted).when(access('GrantAccess')).thenNothing()
    given(created, group, granted).when(access('RevokeAccess')).thenTypes('AccessRevoked')
    given(created, group).when(access('RevokeAccess')).thenRefused('NOT_FOUND')
  })
  it.each(['staff', 'group:', 'role:x', `user:${'u'.repeat(257)}`])('%s is refused', (principal) =>
    given(created, group).when(access('GrantAccess', principal)).thenRefused('REQUEST_INVALID'),
  )
})

describe('properties', () => {
  const slug = fc.constantFrom('a', 'b', 'constructor', '__proto__', 'valueOf')
  const command: fc.Arbitrary<WorkspaceCommand> = fc.oneof(
    fc.constant<WorkspaceCommand>(create),
    fc.constant<WorkspaceCommand>({ type: 'RemoveWorkspace' }),
    slug.map((id): WorkspaceCommand => ({ ...addGroup, groupId: id })),
    slug.map((id): WorkspaceCommand => ({ type: 'RemoveApplicationGroup', groupId: id })),
    fc
      .tuple(slug, slug)
      .map(([id, resourceId]): WorkspaceCommand => ({ ...publish, groupId: id, resourceId })),
    fc.tuple(slug, slug).map(
      ([id, resourceId]): WorkspaceCommand => ({
        type: 'WithdrawResource',
        groupId: id,
        resourceId,
      }),
    ),
    fc
      .tuple(slug, fc.constantFrom<'GrantAccess' | 'RevokeAccess'>('GrantAccess', 'RevokeAccess'))
      .map(([id, type]): WorkspaceCommand => ({ ...access(type), groupId: id })),
  )
  it('no sequence of commands throws, and no principal is listed twice', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        runCommands(workspaceDecider, commands, (state) => {
          for (const { principals } of Object.values(state.groups)) {
            expect(new Set(principals).size).toBe(principals.length)
          }
        })
      }),
    )
  })
})
