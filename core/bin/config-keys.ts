/**
 * The settings as a flat list, each with the names it has in the file, in the environment and as
 * a flag. All three are derived from the schema; nothing is named twice.
 */
import { z } from 'zod'
import { assert } from '../domain/errors.ts'
import { type Program, type SettingDoc, settingDocs } from './config-fields.ts'
import { configSchema } from './config-schema.ts'

/** How text becomes a value: in the environment and in flags everything is text. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'list'

export type Setting = {
  /** In causeway.yaml, the parts joined by dots: `api.port`. */
  readonly key: string
  readonly path: readonly string[]
  /** `CAUSEWAY_API_PORT`. */
  readonly env: string
  readonly kind: ValueKind
  readonly doc: SettingDoc
  /** Absent: the setting is absent unless it is given. */
  readonly standard: unknown
}

/** Every environment variable of a setting begins so. */
export const envPrefix = 'CAUSEWAY_'

const kebab = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const inner = (schema: unknown): unknown =>
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodPrefault
    ? inner(schema.unwrap())
    : schema

const kindOf = (schema: unknown): ValueKind => {
  const bare = inner(schema)
  if (bare instanceof z.ZodNumber) return 'number'
  if (bare instanceof z.ZodBoolean) return 'boolean'
  return bare instanceof z.ZodArray ? 'list' : 'text'
}

const settingOf = (schema: z.ZodType, path: readonly string[]): Setting => {
  const key = path.join('.')
  const doc = settingDocs.get(schema)
  assert(doc !== undefined, `setting ${key} is documented`)
  const standard: unknown = schema.safeParse(undefined).data
  const env = envPrefix + path.map(kebab).join('-').replaceAll('-', '_').toUpperCase()
  return { key, path, env, kind: kindOf(schema), doc, standard }
}

const walk = (schema: unknown, path: readonly string[]): Setting[] => {
  const bare = inner(schema)
  if (bare instanceof z.ZodObject) {
    return Object.entries(bare.shape).flatMap(([name, part]) => walk(part, [...path, name]))
  }
  assert(schema instanceof z.ZodType, 'a leaf of the schema is a type')
  return [settingOf(schema, path)]
}

/** Every setting, in the order of the schema. */
export const listSettings = (): readonly Setting[] => walk(configSchema, [])

/**
 * The flag of a setting, without the dashes. Programs that have a section of their own leave its
 * name out: `causeway agent --name`, but `agent.name` of `causeway config show --agent-name`.
 */
export const flagOf = (setting: Setting, program?: Program): string => {
  const [section = '', ...rest] = setting.path
  const own = section === program && (program === 'agent' || program === 'client')
  if (setting.doc.wholeFlag !== undefined) return setting.doc.wholeFlag
  const last = setting.doc.flag === undefined ? rest : [setting.doc.flag]
  return (own ? last : [section, ...last]).map(kebab).join('-')
}

/** Letters to change, add or remove to make one of the other. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const swap = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

const nameLengthMax = 64

/** The known name most like this one; undefined when none is like it. */
export const closest = (name: string, known: readonly string[]): string | undefined => {
  const short = name.slice(0, nameLengthMax).toLowerCase()
  const ranked = known
    .map((one) => ({ one, away: distance(short, one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)
  const best = ranked[0]
  return best && best.away <= Math.max(2, Math.floor(short.length / 3)) ? best.one : undefined
}
