/** `causeway audit state`: what the broker believed at a moment, or what changed until another. */
import { stringify } from 'yaml'
import { type Difference, diffOf } from '../../../projections/audit/diff.ts'
import { createReplay, type Moment } from '../../../projections/audit/replay.ts'
import { viewState } from '../../../projections/audit/state-view.ts'
import { openAdminApi } from './api.ts'
import { readEvents } from './audit-source.ts'
import type { Run } from './command.ts'
import { CommandFault, usageFault } from './exit.ts'
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

type Replay = ReturnType<typeof createReplay>

/** A position that the log does not have is a mistake; a time after its end is not. */
const requireMet = (replay: Replay, moment: Moment): void => {
  if (moment.kind !== 'position' || replay.reached()) return
  throw new CommandFault(
    'failed',
    'NOT_FOUND',
    `the log has no event at ${moment.position}`,
    'take a position from the events of this log, or give a time',
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

/** Shows the state, or the differences between two. */
export const showState = async (run: Run): Promise<undefined> => {
  const at = parseMoment('--at', run.text('at') ?? '')
  const diff = run.text('diff')
  const until = diff === undefined ? undefined : parseMoment('--diff', diff)
  const api = await openAdminApi(run)
  const first = createReplay(at)
  const second = until === undefined ? undefined : createReplay(until)
  const asked = `state --at ${run.text('at')}${diff === undefined ? '' : ` --diff ${diff}`}`
  await readEvents(run, api, asked, (line) => {
    const more = first.apply(line)
    const moreOfSecond = second?.apply(line) ?? false
    return more || moreOfSecond
  })
  requireMet(first, at)
  const state = viewState(first.state)
  if (second === undefined || until === undefined) {
    const result = { at: run.text('at'), events: first.count(), state }
    run.out.result(result, () => yamlText(state))
    return undefined
  }
  requireMet(second, until)
  const differences = diffOf(state, viewState(second.state))
  const result = { at: run.text('at'), diff, events: [first.count(), second.count()], differences }
  run.out.result(result, () =>
    differences.length === 0 ? 'nothing changed\n' : differences.map(differenceText).join(''),
  )
  return undefined
}
