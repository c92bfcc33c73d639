/** Ticket keys: the part of `causeway admin keys` that asks a broker. */
import type { Column } from './admin.ts'
import { type AdminCommandSpec, base } from './admin-noun.ts'

const columns: readonly Column[] = [
  ['KEY', 'keyId'],
  ['BROKER', 'brokerId'],
  ['STATE', 'state'],
  ['SIGNS FROM', 'signsFromAt'],
  ['RETIRES', 'retiresAt'],
]

/** `causeway admin keys list`, `rotate` and `retire`. */
export const keyVerbs: readonly AdminCommandSpec[] = [
  {
    verb: 'list',
    summary: 'list the keys that tickets are signed with, of every broker',
    examples: ['list', 'list --json'],
    request: { kind: 'list', noun: 'keys', path: `${base}/keys`, columns },
  },
  {
    verb: 'rotate',
    summary: 'let every broker sign tickets with a new key; old ones count until they are retired',
    examples: ['rotate', 'rotate --json'],
    request: {
      kind: 'send',
      method: 'POST',
      path: `${base}/keys/rotate`,
      columns: [
        ['ROTATION', 'rotation'],
        ['BROKERS', 'brokerIds'],
      ],
      done: 'ordered; who is away follows when it is back: see `causeway admin keys list`',
    },
  },
  {
    verb: 'retire',
    summary: 'let a ticket key count no longer, such as that of a broker that is gone',
    examples: ['retire <key>'],
    args: [['<key>', 'id from the list']],
    request: { kind: 'send', method: 'DELETE', path: `${base}/keys/:0`, done: 'retired' },
  },
]
