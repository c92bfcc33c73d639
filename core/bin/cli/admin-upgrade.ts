/** Going on to what a newer version can do, once every broker runs it. */
import type { Column } from './admin.ts'
import { type AdminNoun, base } from './admin-noun.ts'

const columns: readonly Column[] = [
  ['LEVEL OF THE LOG', 'level'],
  ['LEVEL OF THE BROKER', 'levelMax'],
]

/** `causeway admin upgrade …`. */
export const upgrade: AdminNoun = {
  name: 'upgrade',
  summary: 'the feature level of the log, which brokers of two versions share',
  verbs: [
    {
      verb: 'show',
      summary: 'show the level of the log and the one that this broker knows',
      examples: ['show', 'show --json'],
      request: { kind: 'send', method: 'GET', path: `${base}/upgrade`, columns, done: '' },
    },
    {
      verb: 'finalize',
      summary: 'let brokers write what only this version can read; older ones stop',
      examples: ['finalize'],
      request: {
        kind: 'send',
        method: 'POST',
        path: `${base}/upgrade/finalize`,
        columns,
        done: 'the log is at the level of the broker',
      },
    },
  ],
}
