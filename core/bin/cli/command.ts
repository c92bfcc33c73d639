/**
 * One way to define a command: help with examples, --json, settings as flags, and an action that
 * gives an exit code. Nothing heavy is loaded until the action runs.
 */
import { type Command, Option } from 'commander'
import type { Program } from '../config-fields.ts'
import { flagOf, listSettings } from '../config-keys.ts'
import type { Config } from '../config-schema.ts'
import type { ConfigFault, FlagValue, Source } from '../config-sources.ts'
import { SettingsFault, usageFault } from './exit.ts'
import type { Io } from './io.ts'
import { createOutput, type Output } from './output.ts'

/** What the action gets. */
export type Run = {
  readonly io: Io
  readonly out: Output
  /** Arguments in the order of the definition; an optional one may be absent. */
  readonly args: readonly (string | undefined)[]
  /** The text of `--name <value>`, or undefined. */
  text(name: string): string | undefined
  /** Was the bare flag `--name` given? */
  has(name: string): boolean
  /** Every value of the repeatable `--name <value>`. */
  list(name: string): readonly string[]
  /** All settings; throws a CommandFault that names every fault. */
  settings(): Promise<{ config: Config; sources: ReadonlyMap<string, Source> }>
  /** All faults of the settings, for `config check`. */
  settingFaults(): Promise<readonly ConfigFault[]>
}

export type CommandSpec = {
  readonly name: string
  readonly summary: string
  /** Whole lines as typed after `causeway`, each one that works. */
  readonly examples: readonly string[]
  /** `<resource>` or `[file]`, each with what it is. */
  readonly args?: readonly (readonly [string, string])[]
  readonly options?: readonly OptionSpec[]
  /** Settings of these programs become flags. */
  readonly programs?: readonly Program[]
  /** Runs when its parent is given no other. */
  readonly isDefault?: boolean
  /** Flags carry the whole key of their setting. */
  readonly wholeKeys?: boolean
  /** The exit code; nothing means success. */
  readonly run: (run: Run) => Promise<number | undefined>
}

/** Adds one command below a parent. */
export type Define = (parent: Command, spec: CommandSpec) => void

export type OptionSpec = {
  /** `--user <name>`, or `--force` for a bare one. */
  readonly flags: string
  readonly summary: string
  readonly required?: boolean
  readonly repeatable?: boolean
}

/** Read where a Kafka is spoken to, and no settings: an address names them. */
const kafkaVariables = ['CAUSEWAY_KAFKA_USER', 'CAUSEWAY_KAFKA_PASSWORD']

const settingsIn = (env: Io['env']): Io['env'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !kafkaVariables.includes(name)))

type Ended = (exitCode: number) => void

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
]

const optionOf = (spec: OptionSpec): Option => {
  const option = new Option(spec.flags, spec.summary).makeOptionMandatory(spec.required === true)
  return spec.repeatable ? option.argParser(collect) : option
}

type SettingFlag = { readonly key: string; readonly flag: string; readonly attribute: string }

const addSettingFlags = (command: Command, spec: CommandSpec): readonly SettingFlag[] => {
  const programs = spec.programs ?? []
  const added: SettingFlag[] = []
  const [only] = programs
  for (const setting of listSettings()) {
    if (!setting.doc.programs.some((program) => programs.includes(program))) continue
    const flag = flagOf(setting, spec.wholeKeys ? undefined : only)
    const value = setting.kind === 'boolean' ? '[true|false]' : '<value>'
    const standard =
      setting.standard === undefined || setting.kind === 'list'
        ? ''
        : ` (default: ${String(setting.standard)})`
    const option = new Option(`--${flag} ${value}`, `${setting.doc.summary}${standard}`)
    if (setting.kind === 'list') option.argParser(collect)
    command.addOption(option)
    added.push({ key: setting.key, flag, attribute: option.attributeName() })
  }
  return added
}

const isFlagValue = (value: unknown): value is FlagValue =>
  typeof value === 'string' || typeof value === 'boolean' || Array.isArray(value)

const gatherFlags = (
  command: Command,
  added: readonly SettingFlag[],
): Map<string, { flag: string; value: FlagValue }> => {
  const flags = new Map<string, { flag: string; value: FlagValue }>()
  for (const { key, flag, attribute } of added) {
    const value: unknown = command.getOptionValue(attribute)
    if (isFlagValue(value)) flags.set(key, { flag, value })
  }
  return flags
}

/** Faults of settings as a command's end. */
const settingsFault = (faults: readonly ConfigFault[]): SettingsFault => {
  const [
    first = { message: 'the settings are wrong', fix: 'see `causeway config check`' },
    ...more
  ] = faults.map(({ where, what, fix }) => ({
    message: where === '' ? what : `${where}: ${what}`,
    fix,
  }))
  return new SettingsFault(first, more)
}

/** Adds a command to its parent. `ended` hears its exit code. */
export const defineCommand = (parent: Command, io: Io, ended: Ended, spec: CommandSpec): void => {
  const { name, summary, isDefault = false } = spec
  const command = parent.command(name, { isDefault }).description(summary)
  for (const [name, summary] of spec.args ?? []) command.argument(name, summary)
  for (const option of spec.options ?? []) command.addOption(optionOf(option))
  const added = addSettingFlags(command, spec)
  if (spec.programs !== undefined) {
    command.option('--config <file>', 'settings file (default: causeway.yaml, if there is one)')
  }
  command.option('--json', 'write JSON for programs')
  const lines = spec.examples.map((example) => `  $ causeway ${example}`)
  command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
  command.action(async () => {
    const values: Readonly<Record<string, unknown>> = command.opts()
    const load = async () => {
      const { loadConfig } = await import('../config.ts')
      const { config: file } = values
      const flags = gatherFlags(command, added)
      const { cwd } = io
      const env = settingsIn(io.env)
      return loadConfig({ env, cwd, flags, ...(typeof file === 'string' ? { file } : {}) })
    }
    const code = await spec.run({
      io,
      out: createOutput(io, values['json'] === true),
      args: (spec.args ?? []).map((_, at) => command.args[at]),
      text: (name) => {
        const value = values[name]
        return typeof value === 'string' ? value : undefined
      },
      has: (name) => values[name] === true,
      list: (name) => {
        const value = values[name]
        return Array.isArray(value) ? value.map(String) : []
      },
      settings: async () => {
        const loaded = await load()
        if (loaded.kind === 'ok') return loaded
        throw settingsFault(loaded.faults)
      },
      settingFaults: async () => {
        const loaded = await load()
        return loaded.kind === 'ok' ? [] : loaded.faults
      },
    })
    ended(code ?? 0)
  })
}

/** The argument at this place, which the definition demands. */
export const argument = (run: Run, at = 0): string => {
  const value = run.args[at]
  if (value === undefined) throw usageFault('an argument is missing', 'see --help')
  return value
}
