/** Carries out one `causeway admin` command: arguments make a request, its answer is a table. */
import { z } from 'zod'
import { type Api, openAdminApi } from './api.ts'
import type { Run } from './command.ts'
import { formatDuration, formatTime, parseDuration } from './duration.ts'
import { CommandFault, usageFault } from './exit.ts'
import { formatTable } from './table.ts'
import { terminalText } from './terminal-text.ts'

/** Head of the column and the field it shows. */
export type Column = readonly [string, string]

/** One field of a body or query: from an option, else from an argument. */
export type Field = {
  readonly name: string
  readonly option?: string
  /** The argument taken when the option is not given. */
  readonly arg?: number
  readonly as?: 'text' | 'number' | 'duration' | 'list'
}

/** Lets people name a thing by its name instead of its id. */
export type Naming = { readonly path: string; readonly idField: string }

export type AdminRequest =
  | {
      readonly kind: 'list'
      /** The key of the list under --json. */
      readonly noun: string
      readonly path: string
      readonly columns: readonly Column[]
      readonly query?: readonly Field[]
    }
  | {
      readonly kind: 'send'
      readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
      /** `:0` stands for the first argument. */
      readonly path: string
      readonly columns?: readonly Column[]
      readonly body?: readonly Field[]
      readonly query?: readonly Field[]
      /** How the first argument is looked up. */
      readonly naming?: Naming
      /** What is said before the answer; nothing where it is empty. */
      readonly done: string
    }
  | {
      /** Deletes one thing, or with --all every one of its list. */
      readonly kind: 'end'
      readonly noun: string
      readonly path: string
      readonly idField: string
      readonly query?: readonly Field[]
    }

const item = z.record(z.string(), z.unknown())
type Item = z.output<typeof item>

/** What a column shows of a field, by the unit at the end of its name. */
export const cellOf = (field: string, value: unknown): string => {
  if (value === undefined || value === null || value === '') return '-'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(String).join(', ')
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'number' && field.endsWith('At')) return formatTime(value)
  if (typeof value === 'number' && field.endsWith('Ms')) return formatDuration(value)
  if (typeof value === 'number' && field.endsWith('Load')) return `${Math.round(value * 100)} %`
  return String(value)
}

const rowOf = (columns: readonly Column[], one: Item): string[] =>
  columns.map(([, field]) => cellOf(field, one[field]))

type FieldValue = string | number | readonly string[]

const fieldValue = (run: Run, field: Field): FieldValue | undefined => {
  const given = field.option === undefined ? undefined : run.text(field.option)
  const text = given ?? (field.arg === undefined ? undefined : run.args[field.arg])
  if (text === undefined || field.as === undefined || field.as === 'text') return text
  if (field.as === 'list') return text.split(',').map((part) => part.trim())
  const wanted = field.as === 'number' ? Number(text) : parseDuration(text)
  if (wanted !== undefined && Number.isFinite(wanted) && text.trim() !== '') return wanted
  const form = field.as === 'number' ? 'a number' : 'a time such as 30m, 24h or 7d'
  throw usageFault(`${field.name} is ${text}, not ${form}`, `give ${form}`)
}

const fieldsOf = (run: Run, fields: readonly Field[]): Record<string, FieldValue> => {
  const values: Record<string, FieldValue> = {}
  for (const field of fields) {
    const value = fieldValue(run, field)
    if (value !== undefined) values[field.name] = value
  }
  return values
}

const queryOf = (run: Run, fields: readonly Field[] = []): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fieldsOf(run, fields))) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query.toString()}`
}

const resolveName = async (api: Api, { path, idField }: Naming, wanted: string) => {
  const items = await api.all(item, path)
  const byId = items.find((one) => one[idField] === wanted)
  const byName = items.filter((one) => one['name'] === wanted)
  if (byId === undefined && byName.length > 1) {
    throw usageFault(`${byName.length} are named ${wanted}`, `give one by its ${idField}`)
  }
  return String((byId ?? byName[0])?.[idField] ?? wanted)
}

const pathOf = (template: string, args: readonly (string | undefined)[]): string =>
  template.replace(/:(\d)/g, (_, at) => encodeURIComponent(args[Number(at)] ?? ''))

const list = async (run: Run, api: Api, request: Extract<AdminRequest, { kind: 'list' }>) => {
  const items = await api.all(item, request.path + queryOf(run, request.query))
  const { columns, noun } = request
  run.out.table(
    { [noun]: items },
    columns.map(([head]) => head),
    items.map((one) => rowOf(columns, one)),
  )
}

const send = async (run: Run, api: Api, request: Extract<AdminRequest, { kind: 'send' }>) => {
  const [first, ...others] = run.args
  const { naming, method, columns = [], done } = request
  const target = naming && first !== undefined ? await resolveName(api, naming, first) : first
  const path = pathOf(request.path, [target, ...others]) + queryOf(run, request.query)
  const bodyless = method === 'DELETE' || method === 'GET'
  const body = bodyless ? {} : { body: fieldsOf(run, request.body ?? []) }
  const answer = await api.ask(item.optional(), { method, path, ...body })
  run.out.result(answer ?? { ok: true }, () => {
    const said = done === '' ? '' : `${done}\n`
    if (answer === undefined || columns.length === 0) return said
    const token = typeof answer['token'] === 'string' ? answer['token'] : undefined
    const table = formatTable(
      columns.map(([head]) => head),
      [rowOf(columns, answer)],
    )
    // Alone on its line and shown this once, so that it can be copied whole.
    return token === undefined ? said + table : `${said}${table}\n${terminalText(token)}\n`
  })
}

const end = async (run: Run, api: Api, request: Extract<AdminRequest, { kind: 'end' }>) => {
  const { noun, path, idField } = request
  const [wanted] = run.args
  const all = run.has('all')
  if (all === (wanted !== undefined)) {
    throw usageFault('name one, or give --all', `see \`causeway admin ${noun.slice(0, -1)} list\``)
  }
  const ids =
    wanted === undefined
      ? (await api.all(item, path + queryOf(run, request.query))).map((one) => String(one[idField]))
      : [wanted]
  const failed: CommandFault[] = []
  const ended: string[] = []
  for (const id of ids) {
    try {
      await api.ask(z.unknown(), { method: 'DELETE', path: `${path}/${encodeURIComponent(id)}` })
      ended.push(id)
    } catch (error) {
      // One that ended by itself meanwhile is what was wanted.
      const gone = error instanceof CommandFault && error.code === 'NOT_FOUND' && all
      if (!gone && !(error instanceof CommandFault && all)) throw error
      if (!gone) failed.push(error)
    }
  }
  run.out.result({ ended }, () => `ended ${ended.length} of ${ids.length} ${noun}\n`)
  const [first] = failed
  if (first !== undefined) throw first
}

/** Runs one administrative command. */
export const administer = async (run: Run, request: AdminRequest): Promise<undefined> => {
  const api = await openAdminApi(run)
  if (request.kind === 'list') await list(run, api, request)
  else if (request.kind === 'send') await send(run, api, request)
  else await end(run, api, request)
  return undefined
}
