/** Grants: who may open what an application group publishes. */
import type { Column } from './admin.ts'
import { type AdminNoun, base } from './admin-noun.ts'

const groups = `${base}/workspaces/:0/application-groups`
const workspaceArg = ['<workspace>', 'id of the workspace'] as const
const groupArg = ['<group>', 'id of the application group'] as const

const grantColumns: readonly Column[] = [
  ['WORKSPACE', 'workspaceId'],
  ['GROUP', 'groupId'],
  ['GRANTED TO', 'principal'],
]

/** `causeway admin grant …`. */
export const grant: AdminNoun = {
  name: 'grant',
  summary: 'grants: who may open the resources of an application group',
  verbs: [
    {
      verb: 'list',
      summary: 'list grants',
      examples: ['list'],
      request: { kind: 'list', noun: 'grants', path: `${base}/grants`, columns: grantColumns },
    },
    {
      verb: 'add',
      summary: 'grant an application group to a group of users or to one user',
      examples: [
        'add office staff-desktops --to-group staff',
        'add office staff-desktops --issuer https://login.example --subject 4711',
      ],
      args: [workspaceArg, groupArg],
      options: [
        { flags: '--to-group <name>', summary: 'users whose token lists this group' },
        { flags: '--to-user <id>', summary: 'one user, by the id that the log calls them' },
        { flags: '--issuer <url>', summary: 'one user, by issuer and subject' },
        { flags: '--subject <text>', summary: 'the sub claim of that user' },
      ],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${groups}/:1/grants`,
        body: [
          { name: 'group', option: 'toGroup' },
          { name: 'userId', option: 'toUser' },
          { name: 'issuer', option: 'issuer' },
          { name: 'subject', option: 'subject' },
        ],
        columns: grantColumns,
        done: 'granted',
      },
    },
    {
      verb: 'remove',
      summary: 'take a grant back',
      examples: ['remove office staff-desktops group:staff'],
      args: [workspaceArg, groupArg, ['<principal>', 'as the list shows it: group:… or user:…']],
      request: {
        kind: 'send',
        method: 'DELETE',
        path: `${groups}/:1/grants`,
        query: [{ name: 'principal', arg: 2 }],
        done: 'taken back',
      },
    },
  ],
}
