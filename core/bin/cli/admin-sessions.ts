/** User sessions and connections: what goes on, and ending it. */
import { type AdminNoun, base, poolOption, poolQuery } from './admin-noun.ts'

/** `causeway admin session …`. */
export const session: AdminNoun = {
  name: 'session',
  summary: 'user sessions',
  verbs: [
    {
      verb: 'list',
      summary: 'list user sessions',
      examples: ['list', 'list --pool staff'],
      options: [poolOption],
      request: {
        kind: 'list',
        noun: 'sessions',
        path: `${base}/user-sessions`,
        columns: [
          ['SESSION', 'sessionKey'],
          ['PHASE', 'phase'],
          ['POOL', 'poolId'],
          ['USER', 'userId'],
          ['HOST', 'hostId'],
          ['CONNECTION', 'activeConnectionId'],
          ['DISCONNECTED', 'disconnectedAt'],
        ],
        query: poolQuery,
      },
    },
    {
      verb: 'end',
      summary: 'end a user session and free its seat',
      examples: ['end <session>', 'end --all --pool staff'],
      args: [['[session]', 'from the list']],
      options: [{ flags: '--all', summary: 'every one of the list' }, poolOption],
      request: {
        kind: 'end',
        noun: 'sessions',
        path: `${base}/user-sessions`,
        idField: 'sessionKey',
        query: poolQuery,
      },
    },
  ],
}

/** `causeway admin connection …`. */
export const connection: AdminNoun = {
  name: 'connection',
  summary: 'connections',
  verbs: [
    {
      verb: 'list',
      summary: 'list open connections; older ones are in `causeway audit connections`',
      examples: ['list', 'list --state recent'],
      options: [{ flags: '--state <which>', summary: 'open (default) or recent' }],
      request: {
        kind: 'list',
        noun: 'connections',
        path: `${base}/connections`,
        columns: [
          ['CONNECTION', 'connectionId'],
          ['PHASE', 'phase'],
          ['USER', 'userId'],
          ['RESOURCE', 'resourceId'],
          ['HOST', 'hostId'],
          ['GATEWAY', 'gatewayId'],
          ['TRANSPORT', 'transport'],
          ['REQUESTED', 'requestedAt'],
          ['OUTCOME', 'outcome'],
          ['REASON', 'reason'],
        ],
        query: [{ name: 'state', option: 'state' }],
      },
    },
    {
      verb: 'end',
      summary: 'end an open connection; its user session stays',
      examples: ['end <connection>', 'end --all'],
      args: [['[connection]', 'from the list']],
      options: [{ flags: '--all', summary: 'every open one' }],
      request: {
        kind: 'end',
        noun: 'connections',
        path: `${base}/connections`,
        idField: 'connectionId',
      },
    },
  ],
}
