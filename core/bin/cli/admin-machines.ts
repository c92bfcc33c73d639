/** Session hosts and gateways. */
import type { Column, Naming } from './admin.ts'
import {
  type AdminCommandSpec,
  type AdminNoun,
  base,
  lifetimeField,
  lifetimeOption,
  poolOption,
  poolQuery,
} from './admin-noun.ts'

const hostArg = ['<host>', 'id or name of the host'] as const
const gatewayArg = ['<gateway>', 'id or name of the gateway'] as const
const hostNaming: Naming = { path: `${base}/hosts`, idField: 'hostId' }
const gatewayNaming: Naming = { path: `${base}/gateways`, idField: 'gatewayId' }

const hostColumns: readonly Column[] = [
  ['HOST', 'hostId'],
  ['NAME', 'name'],
  ['POOL', 'poolId'],
  ['STATUS', 'status'],
  ['DRAINING', 'draining'],
  ['SESSIONS', 'sessionCount'],
  ['CPU', 'cpuLoad'],
  ['LAST BEAT', 'lastBeatAt'],
  ['VERSION', 'agentVersion'],
]

const hostVerb = (verb: 'drain' | 'undrain', summary: string, done: string): AdminCommandSpec => ({
  verb,
  summary,
  examples: [`${verb} desk-1`],
  args: [hostArg],
  request: {
    kind: 'send',
    method: 'POST',
    path: `${base}/hosts/:0/${verb}`,
    columns: hostColumns,
    naming: hostNaming,
    done,
  },
})

/** `causeway admin host …`. */
export const host: AdminNoun = {
  name: 'host',
  summary: 'session hosts',
  verbs: [
    {
      verb: 'list',
      summary: 'list hosts with their state',
      examples: ['list', 'list --pool staff --json'],
      options: [poolOption],
      request: {
        kind: 'list',
        noun: 'hosts',
        path: `${base}/hosts`,
        columns: hostColumns,
        query: poolQuery,
      },
    },
    hostVerb('drain', 'let no new user session onto a host', 'draining'),
    hostVerb('undrain', 'let new user sessions onto a host again', 'not draining any more'),
    {
      verb: 'remove',
      summary: 'remove a host; its key counts no longer',
      examples: ['remove desk-1'],
      args: [hostArg],
      request: {
        kind: 'send',
        method: 'DELETE',
        path: `${base}/hosts/:0`,
        naming: hostNaming,
        done: 'removed',
      },
    },
  ],
}

const gatewayColumns: readonly Column[] = [
  ['GATEWAY', 'gatewayId'],
  ['NAME', 'name'],
  ['REGION', 'region'],
  ['PHASE', 'phase'],
  ['CONNECTED', 'connected'],
  ['DRAINING', 'draining'],
  ['CONNECTIONS', 'connectionCount'],
  ['CLIENT URL', 'clientUrl'],
  ['VERSION', 'version'],
]

/** `causeway admin gateway …`. */
export const gateway: AdminNoun = {
  name: 'gateway',
  summary: 'gateways',
  verbs: [
    {
      verb: 'list',
      summary: 'list gateways with their load',
      examples: ['list'],
      request: {
        kind: 'list',
        noun: 'gateways',
        path: `${base}/gateways`,
        columns: gatewayColumns,
      },
    },
    {
      verb: 'invite',
      summary: 'invite a gateway; its join token is shown this once',
      examples: ['invite edge-1 --region west'],
      args: [['<name>', 'what lists call it']],
      options: [
        { flags: '--region <name>', summary: 'where it stands (default: default)' },
        lifetimeOption,
      ],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${base}/gateways`,
        body: [{ name: 'name', arg: 0 }, { name: 'region', option: 'region' }, lifetimeField],
        columns: [
          ['GATEWAY', 'gatewayId'],
          ['EXPIRES', 'expiresAt'],
        ],
        done:
          'start it with: npx causeway gateway --gateway-join <the token below> ' +
          '--tls-cert <chain.pem> --tls-key <key.pem>',
      },
    },
    {
      verb: 'drain',
      summary: 'send no new connection to a gateway until it connects anew',
      examples: ['drain edge-1'],
      args: [gatewayArg],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${base}/gateways/:0/drain`,
        columns: gatewayColumns,
        naming: gatewayNaming,
        done: 'draining',
      },
    },
    {
      verb: 'remove',
      summary: 'remove a gateway; its key counts no longer',
      examples: ['remove edge-1'],
      args: [gatewayArg],
      request: {
        kind: 'send',
        method: 'DELETE',
        path: `${base}/gateways/:0`,
        naming: gatewayNaming,
        done: 'removed',
      },
    },
  ],
}
