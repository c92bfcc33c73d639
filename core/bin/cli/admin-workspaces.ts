/** Workspaces and application groups: what is published. */
import type { Column } from './admin.ts'
import { type AdminNoun, base, nameOption } from './admin-noun.ts'

const groups = `${base}/workspaces/:0/application-groups`
const workspaceArg = ['<workspace>', 'id of the workspace'] as const
const groupArg = ['<group>', 'id of the application group'] as const

const workspaceColumns: readonly Column[] = [
  ['WORKSPACE', 'workspaceId'],
  ['NAME', 'name'],
  ['GROUPS', 'groupIds'],
]

/** `causeway admin workspace …`. */
export const workspace: AdminNoun = {
  name: 'workspace',
  summary: 'workspaces: what users see together',
  verbs: [
    {
      verb: 'list',
      summary: 'list workspaces',
      examples: ['list'],
      request: {
        kind: 'list',
        noun: 'workspaces',
        path: `${base}/workspaces`,
        columns: workspaceColumns,
      },
    },
    {
      verb: 'create',
      summary: 'create a workspace',
      examples: ['create office --name Office'],
      args: [workspaceArg],
      options: [nameOption],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${base}/workspaces`,
        body: [
          { name: 'workspaceId', arg: 0 },
          { name: 'name', option: 'name', arg: 0 },
        ],
        columns: workspaceColumns,
        done: 'created',
      },
    },
    {
      verb: 'remove',
      summary: 'remove an empty workspace',
      examples: ['remove office'],
      args: [workspaceArg],
      request: { kind: 'send', method: 'DELETE', path: `${base}/workspaces/:0`, done: 'removed' },
    },
  ],
}

const groupColumns: readonly Column[] = [
  ['WORKSPACE', 'workspaceId'],
  ['GROUP', 'groupId'],
  ['NAME', 'name'],
  ['POOL', 'poolId'],
  ['RESOURCES', 'resourceIds'],
  ['GRANTED TO', 'principals'],
]

/** `causeway admin group …`. */
export const group: AdminNoun = {
  name: 'group',
  summary: 'application groups: who may see what',
  verbs: [
    {
      verb: 'list',
      summary: 'list application groups',
      examples: ['list', 'list --workspace office'],
      options: [{ flags: '--workspace <id>', summary: 'only those of this workspace' }],
      request: {
        kind: 'list',
        noun: 'groups',
        path: `${base}/application-groups`,
        columns: groupColumns,
        query: [{ name: 'workspaceId', option: 'workspace' }],
      },
    },
    {
      verb: 'create',
      summary: 'create an application group for a pool',
      examples: ['create office staff-desktops --pool staff'],
      args: [workspaceArg, groupArg],
      options: [
        { flags: '--pool <id>', summary: 'the pool its resources run on', required: true },
        nameOption,
      ],
      request: {
        kind: 'send',
        method: 'POST',
        path: groups,
        body: [
          { name: 'groupId', arg: 1 },
          { name: 'name', option: 'name', arg: 1 },
          { name: 'poolId', option: 'pool' },
        ],
        columns: groupColumns,
        done: 'created',
      },
    },
    {
      verb: 'remove',
      summary: 'remove an application group with its resources and grants',
      examples: ['remove office staff-desktops'],
      args: [workspaceArg, groupArg],
      request: { kind: 'send', method: 'DELETE', path: `${groups}/:1`, done: 'removed' },
    },
  ],
}

const resourceColumns: readonly Column[] = [
  ['RESOURCE', 'resourceId'],
  ['NAME', 'name'],
  ['KIND', 'kind'],
  ['WORKSPACE', 'workspaceId'],
  ['GROUP', 'groupId'],
  ['POOL', 'poolId'],
]
const resourceArg = ['<resource>', 'id of the resource'] as const

/** `causeway admin resource …`. */
export const resource: AdminNoun = {
  name: 'resource',
  summary: 'resources: what users open',
  verbs: [
    {
      verb: 'list',
      summary: 'list published resources',
      examples: ['list'],
      request: {
        kind: 'list',
        noun: 'resources',
        path: `${base}/resources`,
        columns: resourceColumns,
      },
    },
    {
      verb: 'publish',
      summary: 'publish a desktop in an application group',
      examples: ['publish office staff-desktops staff-desktop --name Desktop'],
      args: [workspaceArg, groupArg, resourceArg],
      options: [nameOption, { flags: '--kind <kind>', summary: 'desktop, unless said otherwise' }],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${groups}/:1/resources`,
        body: [
          { name: 'resourceId', arg: 2 },
          { name: 'name', option: 'name', arg: 2 },
          { name: 'kind', option: 'kind' },
        ],
        columns: resourceColumns,
        done: 'published',
      },
    },
    {
      verb: 'withdraw',
      summary: 'withdraw a resource',
      examples: ['withdraw office staff-desktops staff-desktop'],
      args: [workspaceArg, groupArg, resourceArg],
      request: {
        kind: 'send',
        method: 'DELETE',
        path: `${groups}/:1/resources/:2`,
        done: 'withdrawn',
      },
    },
  ],
}
