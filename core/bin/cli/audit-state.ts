/** `causeway audit state`: what the broker believed at a moment, or what changed until another. */
import { stringify } from 'yaml'
import { z } from 'zod'
import { type Difference, diffOf } from '../../../projections/audit/diff.ts'
import type { Moment } from '../../../projections/audit/moment.ts'
import { type Api, openAdminApi } from './api.ts'
import { readLines } from './audit-source.ts'
import type { Run } from './command.ts'
import { CommandFault, usageFault } from './exit.ts'
import { startProgress } from './progress.ts'
import { terminalText } from './terminal-text.ts'

/** An ISO time, or a position of the log as event lines show it. Throws a usage fault. */
export const parseMoment = (option: string, text: string): Moment => {
  if (/^[A-Za-z]+:[0-9A-Za-z._-]+$/.test(text)) return { kind: 'position', position: text }
  const timeMs = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(timeMs)) return { kind: 'time', timeMs }
  throw usageFault(
    `${option} is ${text}, neither an ISO time nor a position of the log`,
    'give it as 2026-01-31T12:00:00Z',
  )
}

const valueText = (value: unknown): string => terminalText(JSON.stringify(value) ?? '')

const differenceText = ({ path, kind, before, after }: Difference): string => {
  const where = terminalText(path.join('.'))
  if (kind === 'added') return `+ ${where}: ${valueText(after)}\n`
  if (kind === 'removed') return `- ${where}: ${valueText(before)}\n`
  return `~ ${where}: ${valueText(before)} -> ${valueText(after)}\n`
}

const yamlText = (value: unknown): string =>
  stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `${terminalText(line)}\n`)
    .join('')

const logSize = z.looseObject({ size: z.number() })
const progressLine = z.strictObject({ progress: z.number() })
/** The value came out of JSON: whatever it is, it can be shown. */
const thingLine = z.strictObject({ section: z.string(), id: z.string(), value: z.unknown() })
const countsLine = z.strictObject({
  events: z.number(),
  snapshotEvents: z.number(),
  position: z.string().optional(),
})
/** The one that nearly all of them are comes first. */
const stateLine = z.union([thingLine, progressLine, countsLine])

type PastState = {
  readonly events: number
  readonly state: Readonly<Record<string, Record<string, unknown>>>
}

/** Things of each section by their id; a large site has tens of thousands. */
type Gathered = Map<string, Map<string, unknown>>

/** A section that this version does not know is shown all the same. */
const put = (gathered: Gathered, { section, id, value }: z.infer<typeof thingLine>): void => {
  const members = gathered.get(section)
  if (members === undefined) gathered.set(section, new Map([[id, value]]))
  else members.set(id, value)
}

const stateOf = (gathered: Gathered): PastState['state'] =>
  Object.fromEntries([...gathered].map(([name, members]) => [name, Object.fromEntries(members)]))

const sections = ['workspaces', 'pools', 'hosts', 'gateways', 'userSessions', 'connections']

const notUnderstood = (cause?: unknown): CommandFault =>
  new CommandFault(
    'failed',
    'ANSWER_INVALID',
    'the state is not understood, or it was cut short',
    'bring this program and the server to one version, and try again',
    cause,
  )

/** The state at a moment, as the server works it out. */
const stateAt = async (run: Run, api: Api, moment: Moment): Promise<PastState> => {
  const { size } = await api.ask(logSize, { path: '/api/audit/size' })
  const query = new URLSearchParams(
    moment.kind === 'time' ? { time: String(moment.timeMs) } : { position: moment.position },
  )
  const gathered: Gathered = new Map(sections.map((name) => [name, new Map()]))
  const bar = await startProgress(run, 'folding the log', size)
  try {
    for await (const value of readLines(api, `/api/audit/state?${query}`)) {
      const { data: line, error } = stateLine.safeParse(value)
      if (line === undefined) throw notUnderstood(error)
      if ('progress' in line) bar.update(line.progress, size)
      else if ('section' in line) put(gathered, line)
      else return { events: line.events, state: stateOf(gathered) }
    }
  } finally {
    bar.stop()
  }
  throw notUnderstood()
}

/** Shows the state, or the differences between two. */
export const showState = async (run: Run): Promise<undefined> => {
  const at = parseMoment('--at', run.text('at') ?? '')
  const diff = run.text('diff')
  const until = diff === undefined ? undefined : parseMoment('--diff', diff)
  const api = await openAdminApi(run)
  const first = await stateAt(run, api, at)
  if (until === undefined) {
    run.out.result({ at: run.text('at'), ...first }, () => yamlText(first.state))
    return undefined
  }
  const second = await stateAt(run, api, until)
  const differences = diffOf(first.state, second.state)
  const events = [first.events, second.events]
  run.out.result({ at: run.text('at'), diff, events, differences }, () =>
    differences.length === 0 ? 'nothing changed\n' : differences.map(differenceText).join(''),
  )
  return undefined
}
