/**
 * One parser of everything that can be set: defaults, then causeway.yaml, then the environment,
 * then flags. Gives a frozen object, or every fault at once. The environment is read here only.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { configChecks } from './config-checks.ts'
import { listSettings, type Setting } from './config-keys.ts'
import { type Config, configSchema } from './config-schema.ts'
import {
  type ConfigFault,
  type FlagValue,
  type Given,
  readConfigFile,
  readEnvironment,
  readFlags,
  type Source,
} from './config-sources.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The one place where the process's environment is read. */
export const processEnvironment = (): Environment => ({ ...process.env })

export type ConfigInput = {
  readonly env: Environment
  readonly cwd: string
  /** Path given by --config. */
  readonly file?: string
  /** By key: what was given on the command line, and under which flag. */
  readonly flags?: ReadonlyMap<string, { readonly flag: string; readonly value: FlagValue }>
}

export type LoadedConfig =
  | {
      readonly kind: 'ok'
      readonly config: Config
      /** Where each setting's value came from, by key. */
      readonly sources: ReadonlyMap<string, Source>
    }
  | { readonly kind: 'faults'; readonly faults: readonly ConfigFault[] }

const standardFile = 'causeway.yaml'
const fileBytesMax = 1_048_576

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** The text of the settings file; undefined where none is asked for and none lies here. */
const findFile = (input: ConfigInput): { name: string; text: string } | ConfigFault | undefined => {
  const variable = input.env['CAUSEWAY_CONFIG']
  const asked = input.file ?? (variable === '' ? undefined : variable)
  const name = asked ?? standardFile
  try {
    const text = readFileSync(resolve(input.cwd, name), 'utf8')
    if (text.length <= fileBytesMax) return { name, text }
    return { where: name, what: 'the file is larger than 1 MiB', fix: 'give a file of settings' }
  } catch (error) {
    if (asked === undefined && codeOf(error) === 'ENOENT') return undefined
    const where = input.file === undefined && asked !== undefined ? 'CAUSEWAY_CONFIG' : name
    const what = `${name} cannot be read: ${String(codeOf(error))}`
    return { where, what, fix: 'give the path of a readable file' }
  }
}

/** What a value that was refused looks like in a message. */
const shown = (setting: Setting, value: unknown): string =>
  setting.doc.secret ? 'what was given' : JSON.stringify(value)

const setAt = (target: Record<string, unknown>, path: readonly string[], value: unknown): void => {
  const [name = '', ...rest] = path
  if (rest.length === 0) {
    target[name] = value
    return
  }
  const next = target[name]
  const group: Record<string, unknown> =
    typeof next === 'object' && next !== null ? { ...next } : {}
  setAt(group, rest, value)
  target[name] = group
}

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part)
    Object.freeze(value)
  }
  return value
}

/** Values that the schema accepts, the last source first; and the faults of all the others. */
const sift = (
  settings: readonly Setting[],
  given: readonly Given[],
): { accepted: ReadonlyMap<string, Given>; faults: ConfigFault[]; broken: Set<string> } => {
  const accepted = new Map<string, Given>()
  const broken = new Set<string>()
  const faults: ConfigFault[] = []
  for (const one of given) {
    const setting = settings.find(({ key }) => key === one.key)
    if (setting === undefined) continue
    const whole: Record<string, unknown> = {}
    setAt(whole, setting.path, one.value)
    if (configSchema.safeParse(whole).success) {
      accepted.set(one.key, one)
      continue
    }
    broken.add(one.key)
    faults.push({
      where: one.source.where,
      what: `${one.key} is ${shown(setting, one.value)}, not ${setting.doc.form}`,
      fix: `give ${setting.doc.form}`,
    })
  }
  return { accepted, faults, broken }
}

/** Reads and checks all settings. Reads at most one file; never throws for what it holds. */
export const loadConfig = (input: ConfigInput): LoadedConfig => {
  const settings = listSettings()
  const file = findFile(input)
  const fromFile =
    file === undefined
      ? { given: [], faults: [] }
      : 'text' in file
        ? readConfigFile(settings, file.name, file.text)
        : { given: [], faults: [file] }
  const sources = [
    fromFile,
    readEnvironment(settings, input.env),
    readFlags(settings, input.flags ?? new Map()),
  ]
  const given = sources.flatMap((source) => source.given)
  const { accepted, faults: wrong, broken } = sift(settings, given)
  const whole: Record<string, unknown> = {}
  const sourceOf = new Map<string, Source>()
  for (const { key, path } of settings) {
    const one = accepted.get(key)
    sourceOf.set(key, one?.source ?? { kind: 'default', where: '' })
    if (one !== undefined) setAt(whole, path, one.value)
  }
  const config: Config = deepFreeze(configSchema.parse(whole))
  const crossed = configChecks
    .filter((check) => check.keys.every((key) => !broken.has(key)))
    .flatMap((check) => {
      const found = check.test(config)
      const where = check.keys
        .map((key) => sourceOf.get(key)?.where ?? '')
        .filter((place) => place !== '')
      return found === undefined ? [] : [{ ...found, where: where.join(', ') }]
    })
  const faults = [...sources.flatMap((source) => source.faults), ...wrong, ...crossed]
  if (faults.length > 0) return { kind: 'faults', faults }
  return { kind: 'ok', config, sources: sourceOf }
}

/** The value of a setting within a config. */
export const settingValue = (config: Config, setting: Setting): unknown => {
  let at: unknown = config
  for (const name of setting.path) {
    at =
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([k]) => k === name)?.[1]
        : undefined
  }
  return at
}

/**
 * Environment variables that give another process of this program the very same settings, secrets
 * included. Its settings file is an empty one, so that it reads no other beside them.
 */
export const environmentOf = (config: Config): Record<string, string> => {
  const variables: Record<string, string> = { CAUSEWAY_CONFIG: '/dev/null' }
  for (const setting of listSettings()) {
    const value = settingValue(config, setting)
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
    variables[setting.env] = Array.isArray(value) ? value.join(',') : String(value)
  }
  return variables
}
