/**
 * Reads the three places that settings come from into plain values, each with where it stood.
 * Says which names are unknown; whether a value is right is decided elsewhere.
 */
import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { closest, envPrefix, type Setting } from './config-keys.ts'

/** Where a value was given, as a person finds it. */
export type Source = {
  readonly kind: 'default' | 'file' | 'environment' | 'flag'
  /** `causeway.yaml:12`, `CAUSEWAY_API_PORT`, `--api-port`; for defaults the empty string. */
  readonly where: string
}

export type Given = { readonly key: string; readonly value: unknown; readonly source: Source }

/** Something wrong with what was given: where, what, and what to do about it. */
export type ConfigFault = { readonly where: string; readonly what: string; readonly fix: string }

export type SourceResult = {
  readonly given: readonly Given[]
  readonly faults: readonly ConfigFault[]
}

const unknownName = (where: string, name: string, known: readonly string[]): ConfigFault => {
  const like = closest(name, known)
  const fix = like === undefined ? 'remove it' : `did you mean ${like}?`
  return { where, what: `${name} is not a setting`, fix }
}

/** Numbers and truth values from text; what is neither stays text, for the schema to refuse. */
const fromText = (setting: Setting, text: string): unknown => {
  if (setting.kind === 'number') return /^-?[0-9]+$/.test(text) ? Number(text) : text
  if (setting.kind === 'boolean') {
    const known: Record<string, boolean> = { true: true, '1': true, false: false, '0': false }
    return Object.hasOwn(known, text) ? known[text] : text
  }
  if (setting.kind === 'list') return text === '' ? [] : text.split(',').map((part) => part.trim())
  return text
}

/** Variables with our prefix that are not settings. */
const otherVariables = new Set(['CAUSEWAY_CONFIG'])
const testVariables = 'CAUSEWAY_TEST_'

/** Settings among environment variables. An empty variable counts as absent. */
export const readEnvironment = (
  settings: readonly Setting[],
  env: Readonly<Record<string, string | undefined>>,
): SourceResult => {
  const given: Given[] = []
  const faults: ConfigFault[] = []
  const byName = new Map(settings.map((setting) => [setting.env, setting]))
  for (const [name, text] of Object.entries(env)) {
    if (!name.startsWith(envPrefix) || text === undefined || text === '') continue
    if (otherVariables.has(name) || name.startsWith(testVariables)) continue
    const setting = byName.get(name)
    if (setting === undefined) {
      faults.push(unknownName('environment', name, [...byName.keys()]))
      continue
    }
    const source = { kind: 'environment', where: name } as const
    given.push({ key: setting.key, value: fromText(setting, text), source })
  }
  return { given, faults }
}

/** A flag as the command line gave it: text, several texts, or bare. */
export type FlagValue = string | readonly string[] | boolean

/** Settings among flags, by key. */
export const readFlags = (
  settings: readonly Setting[],
  flags: ReadonlyMap<string, { readonly flag: string; readonly value: FlagValue }>,
): SourceResult => {
  const given: Given[] = []
  for (const setting of settings) {
    const found = flags.get(setting.key)
    if (found === undefined) continue
    const { value } = found
    const source = { kind: 'flag', where: `--${found.flag}` } as const
    given.push({
      key: setting.key,
      value: typeof value === 'string' ? fromText(setting, value) : value,
      source,
    })
  }
  return { given, faults: [] }
}

/** Settings in the text of a YAML file, with the line of each. `name` is how faults call it. */
export const readConfigFile = (
  settings: readonly Setting[],
  name: string,
  text: string,
): SourceResult => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineOf = (offset: number | undefined): string =>
    offset === undefined ? name : `${name}:${lines.linePos(offset).line}`
  const errors = document.errors.map((error) => ({
    where: lineOf(error.pos[0]),
    what: `the file is not YAML: ${error.message}`,
    fix: 'mend the line',
  }))
  if (errors.length > 0) return { given: [], faults: errors }
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { given: [], faults: [] }
  }
  if (!isMap(contents)) {
    const what = 'the file is not a list of keys and values'
    return { given: [], faults: [{ where: name, what, fix: 'write `key: value` lines' }] }
  }
  try {
    return readMap(settings, contents, (node) => node.toJS(document), [], lineOf)
  } catch (error) {
    // An alias without its anchor, or aliases that multiply without end.
    const what = `the file is not YAML: ${error instanceof Error ? error.message : String(error)}`
    return { given: [], faults: [{ where: name, what, fix: 'write values without aliases' }] }
  }
}

const readMap = (
  settings: readonly Setting[],
  map: YAMLMap,
  plain: (node: Node) => unknown,
  path: readonly string[],
  lineOf: (offset: number | undefined) => string,
): SourceResult => {
  const given: Given[] = []
  const faults: ConfigFault[] = []
  const valueAt = (node: unknown): unknown => (isNode(node) ? plain(node) : null)
  for (const item of map.items) {
    const keyNode: unknown = item.key
    const name = isScalar(keyNode) ? String(keyNode.value) : String(keyNode)
    const where = lineOf(isScalar(keyNode) ? keyNode.range?.[0] : undefined)
    const here = [...path, name]
    const key = here.join('.')
    const valueNode: unknown = item.value
    if (settings.some((setting) => setting.key === key)) {
      const value = valueAt(valueNode)
      if (value !== null) given.push({ key, value, source: { kind: 'file', where } })
      continue
    }
    const below = settings.filter((setting) => setting.key.startsWith(`${key}.`))
    if (below.length === 0) {
      const known = settings.flatMap(({ path: one }) => [one.join('.'), one[0] ?? ''])
      faults.push(unknownName(where, key, known))
    } else if (isMap(valueNode)) {
      const deeper = readMap(settings, valueNode, plain, here, lineOf)
      given.push(...deeper.given)
      faults.push(...deeper.faults)
    } else if (valueAt(valueNode) !== null) {
      const example = below[0]?.path.at(-1) ?? ''
      faults.push({
        where,
        what: `${key} is a group of settings, not a value`,
        fix: `indent its settings below it, such as \`${example}: …\``,
      })
    }
  }
  return { given, faults }
}
