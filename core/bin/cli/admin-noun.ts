/** The form of what `causeway admin` knows, and what several of its nouns share. */
import type { AdminRequest, Field } from './admin.ts'
import type { OptionSpec } from './command.ts'

export type AdminCommandSpec = {
  readonly verb: string
  readonly summary: string
  /** What follows the noun. */
  readonly examples: readonly string[]
  readonly args?: readonly (readonly [string, string])[]
  readonly options?: readonly OptionSpec[]
  readonly request: AdminRequest
}

export type AdminNoun = {
  readonly name: string
  readonly summary: string
  readonly verbs: readonly AdminCommandSpec[]
}

/** Before every path of the admin API. */
export const base = '/api/admin'

export const poolOption: OptionSpec = { flags: '--pool <id>', summary: 'only those of this pool' }
export const poolQuery: readonly Field[] = [{ name: 'poolId', option: 'pool' }]
export const nameOption: OptionSpec = { flags: '--name <text>', summary: 'what people see' }
export const lifetimeOption: OptionSpec = {
  flags: '--lifetime <time>',
  summary: 'how long it counts, such as 30m or 7d (default: 24h)',
}
export const lifetimeField: Field = { name: 'lifetimeMs', option: 'lifetime', as: 'duration' }
