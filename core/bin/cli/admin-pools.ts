/** Pools and the tokens by which session hosts join them. */
import type { Column, Field } from './admin.ts'
import { type AdminNoun, base, lifetimeField, lifetimeOption, nameOption } from './admin-noun.ts'
import type { OptionSpec } from './command.ts'

const poolArg = ['<pool>', 'id of the pool'] as const

/** `causeway admin registration-token …`. */
export const registrationToken: AdminNoun = {
  name: 'registration-token',
  summary: 'tokens by which session hosts join a pool',
  verbs: [
    {
      verb: 'create',
      summary: 'issue a token; it is shown this once',
      examples: [
        'create --pool staff',
        'create --pool staff --lifetime 7d --uses 20 --names "desk-*" --from 10.0.0.0/8',
      ],
      options: [
        { flags: '--pool <id>', summary: 'the pool that hosts join', required: true },
        lifetimeOption,
        { flags: '--uses <count>', summary: 'hosts that may join with it (default: 1)' },
        { flags: '--names <pattern>', summary: 'names of hosts it is for, such as desk-*' },
        { flags: '--from <ranges>', summary: 'addresses it is for, such as 10.0.0.0/8,::1' },
      ],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${base}/registration-tokens`,
        body: [
          { name: 'poolId', option: 'pool' },
          lifetimeField,
          { name: 'usesMax', option: 'uses', as: 'number' },
          { name: 'namePattern', option: 'names' },
          { name: 'addressRanges', option: 'from', as: 'list' },
        ],
        columns: [
          ['TOKEN ID', 'tokenId'],
          ['POOL', 'poolId'],
          ['EXPIRES', 'expiresAt'],
          ['USES', 'usesMax'],
        ],
        done: 'join a host with: npx causeway agent --join <the token below> --target host:port',
      },
    },
    {
      verb: 'list',
      summary: 'list tokens, without their secrets',
      examples: ['list'],
      request: {
        kind: 'list',
        noun: 'registrationTokens',
        path: `${base}/registration-tokens`,
        columns: [
          ['TOKEN ID', 'tokenId'],
          ['POOL', 'poolId'],
          ['EXPIRES', 'expiresAt'],
          ['USES', 'usesMax'],
          ['HOSTS', 'hostIds'],
        ],
      },
    },
    {
      verb: 'revoke',
      summary: 'revoke a token; hosts that joined with it stay',
      examples: ['revoke <token id>'],
      args: [['<token-id>', 'from the list']],
      request: {
        kind: 'send',
        method: 'DELETE',
        path: `${base}/registration-tokens/:0`,
        done: 'revoked',
      },
    },
  ],
}

const poolColumns: readonly Column[] = [
  ['POOL', 'poolId'],
  ['NAME', 'name'],
  ['PLACEMENT', 'placement'],
  ['SESSION LIMIT', 'sessionLimit'],
  ['DISCONNECTED LIMIT', 'disconnectedLimitMs'],
  ['REGION', 'homeRegion'],
  ['HOSTS', 'hostCount'],
]
const poolOptions: readonly OptionSpec[] = [
  { flags: '--placement <name>', summary: 'how hosts are chosen: breadth-first or depth-first' },
  { flags: '--session-limit <count>', summary: 'user sessions on one host' },
  {
    flags: '--disconnected-limit <time>',
    summary: 'a disconnected session ends after this, such as 2h; 0s for never',
  },
  { flags: '--region <name>', summary: 'whose gateways it uses first; "" for any' },
]
const poolFields: readonly Field[] = [
  { name: 'placement', option: 'placement' },
  { name: 'sessionLimit', option: 'sessionLimit', as: 'number' },
  { name: 'disconnectedLimitMs', option: 'disconnectedLimit', as: 'duration' },
  { name: 'homeRegion', option: 'region' },
]

/** `causeway admin pool …`. */
export const pool: AdminNoun = {
  name: 'pool',
  summary: 'host pools',
  verbs: [
    {
      verb: 'list',
      summary: 'list pools',
      examples: ['list'],
      request: { kind: 'list', noun: 'pools', path: `${base}/pools`, columns: poolColumns },
    },
    {
      verb: 'create',
      summary: 'create a pool',
      examples: ['create staff --name Staff --session-limit 10', 'create lab --region west'],
      args: [poolArg],
      options: [nameOption, ...poolOptions],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${base}/pools`,
        body: [{ name: 'poolId', arg: 0 }, { name: 'name', option: 'name', arg: 0 }, ...poolFields],
        columns: poolColumns,
        done: 'created',
      },
    },
    {
      verb: 'change',
      summary: 'change settings of a pool; what is left out stays',
      examples: ['change staff --session-limit 5', 'change staff --placement depth-first'],
      args: [poolArg],
      options: poolOptions,
      request: {
        kind: 'send',
        method: 'PATCH',
        path: `${base}/pools/:0`,
        body: poolFields,
        columns: poolColumns,
        done: 'changed',
      },
    },
    {
      verb: 'remove',
      summary: 'remove a pool that nothing uses',
      examples: ['remove staff'],
      args: [poolArg],
      request: { kind: 'send', method: 'DELETE', path: `${base}/pools/:0`, done: 'removed' },
    },
  ],
}
