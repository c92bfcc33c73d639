/** `causeway admin chaos …`: faults for staging. */
import type { Column } from './admin.ts'
import { type AdminNoun, base } from './admin-noun.ts'

const columns: readonly Column[] = [
  ['SCOPE', 'scope'],
  ['ID', 'id'],
  ['FAULTS', 'faults'],
]

const scopeArg = ['<scope>', 'pool or connection'] as const
const idArg = ['<id>', 'id of the pool or the connection'] as const

export const chaosNoun: AdminNoun = {
  name: 'chaos',
  summary: 'faults for staging, at gateways that were started with --chaos',
  verbs: [
    {
      verb: 'list',
      summary: 'list the faults that the broker was told of',
      examples: ['list'],
      request: { kind: 'list', noun: 'faults', path: `${base}/chaos`, columns },
    },
    {
      verb: 'set',
      summary: 'put faults into the connections of a pool, or into one; running ones too',
      examples: ['set pool staff latency=200', 'set connection 0192… cut=1000000'],
      args: [
        scopeArg,
        idArg,
        ['<faults>', 'latency (ms), bandwidth (bytes/s), stall and cut (bytes), by commas'],
      ],
      request: {
        kind: 'send',
        method: 'PUT',
        path: `${base}/chaos/:0/:1`,
        body: [{ name: 'faults', arg: 2 }],
        columns,
        done: 'set',
      },
    },
    {
      verb: 'clear',
      summary: 'end these faults',
      examples: ['clear pool staff'],
      args: [scopeArg, idArg],
      request: { kind: 'send', method: 'DELETE', path: `${base}/chaos/:0/:1`, done: 'cleared' },
    },
  ],
}
