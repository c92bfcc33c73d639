/** What every administrative route shares: who may use it, and how a change is recorded. */
import { z } from 'zod'
import type { CommandOf, StateOf } from '../../broker/aggregates.ts'
import type { Category } from '../../broker/streams.ts'
import type { Refusal } from '../../domain/errors.ts'
import { nameLengthMax } from '../../domain/limits.ts'
import type { ApiPorts } from '../ports.ts'
import type { AdminCaller } from '../route.ts'

/** Changes what is published, granted and registered. */
export const forAdministrators = { kind: 'admin', roles: ['administrator'] } as const
/** Minds sessions and drain. */
export const forOperators = { kind: 'admin', roles: ['administrator', 'operator'] } as const
/** Looks at what is there. */
export const forReaders = {
  kind: 'admin',
  roles: ['administrator', 'operator', 'auditor'],
} as const
/** Reads the log, and what it says of people. */
export const forAuditors = { kind: 'admin', roles: ['administrator', 'auditor'] } as const

/** An id in a path: what there is decides whether it is known. */
export const idParam = z.string().min(1).max(256)
export const nameField = z.string().min(1).max(nameLengthMax)

/** Records a change with the administrator as its actor. */
export const change = async <K extends Category>(
  ports: Pick<ApiPorts, 'broker' | 'system'>,
  caller: AdminCaller,
  category: K,
  id: string,
  commands: CommandOf[K] | readonly CommandOf[K][],
): Promise<{ readonly kind: 'changed'; readonly state: StateOf[K] } | Refusal> => {
  const cause = {
    actor: `admin:${caller.userId}`,
    connectionId: '',
    causationId: ports.system.newId(),
  }
  const result = await ports.broker.handler.execute(category, id, commands, cause)
  return result.kind === 'refused' ? result : { kind: 'changed', state: result.state }
}
