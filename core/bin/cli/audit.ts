/** `causeway audit connections` and `audit timeline`: folds of the log that people read. */
import {
  applyConnection,
  type ConnectionRow,
  createConnectionsView,
} from '../../../projections/audit/connections.ts'
import type { EventLine } from '../../../projections/audit/event-line.ts'
import { type Timeline, timelineOf } from '../../../projections/audit/timeline.ts'
import { isUserId } from './admin-persons.ts'
import { openAdminApi } from './api.ts'
import { noteRead, readEvents } from './audit-source.ts'
import { argument, type Run } from './command.ts'
import { formatTime } from './duration.ts'
import { CommandFault, usageFault } from './exit.ts'
import { formatTable } from './table.ts'
import { terminalText } from './terminal-text.ts'

const limitStandard = 100

const limitOf = (run: Run): number => {
  const text = run.text('limit')
  if (text === undefined) return limitStandard
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text)
  throw usageFault(`--limit is ${text}, not a whole number from 1`, 'give a number')
}

const rowOf = (row: ConnectionRow): string[] => [
  row.connectionId,
  formatTime(row.requestedAt),
  row.userName === '' ? row.userId : row.userName,
  row.resourceId,
  row.hostId,
  row.transport,
  row.outcome,
  row.fault === '' ? row.reason : `${row.reason} (${row.fault})`,
]

const idsOf = (view: ReadonlyMap<string, ConnectionRow>, name: string): ReadonlySet<string> =>
  new Set([...view.values()].filter((row) => row.userName === name).map(({ userId }) => userId))

/** Lists connections, the newest first. */
export const listConnections = async (run: Run): Promise<undefined> => {
  const limit = limitOf(run)
  const [user, host] = [run.text('user'), run.text('host')]
  const api = await openAdminApi(run)
  const view = createConnectionsView()
  const asked = (whom: string | undefined): string => {
    const narrowed = [whom && `--user ${whom}`, host && `--host ${host}`]
    return ['connections', ...narrowed].filter((word) => word !== undefined).join(' ')
  }
  const isNamed = user !== undefined && !isUserId(user)
  await readEvents(run, api, asked(isNamed ? '<a name>' : user), (line) => {
    applyConnection(view, line)
    return true
  })
  // Whom it was about is noted by the id, before it is shown: notes outlive an erasure.
  if (isNamed) for (const id of idsOf(view, user)) await noteRead(api, asked(id))
  const found = [...view.values()]
    .filter((row) => user === undefined || row.userId === user || row.userName === user)
    .filter((row) => host === undefined || row.hostId === host)
    .reverse()
  const connections = found.slice(0, limit)
  run.out.table(
    { connections, total: found.length },
    ['CONNECTION', 'REQUESTED', 'USER', 'RESOURCE', 'HOST', 'TRANSPORT', 'OUTCOME', 'REASON'],
    connections.map(rowOf),
  )
  if (found.length > connections.length) {
    run.out.line(`${found.length - connections.length} older ones: see --limit`)
  }
  return undefined
}

const timelineText = (timeline: Timeline): string => {
  const rows = timeline.steps.map(({ step, name, position, type, at, afterMs, actor, facts }) => [
    step === 0 ? '' : `${step} ${name}`,
    position,
    formatTime(at),
    `+${afterMs} ms`,
    type,
    actor,
    facts.join('; '),
  ])
  const table = formatTable(['STEP', 'POSITION', 'TIME', 'AFTER', 'WHAT', 'WHO', 'FACTS'], rows)
  const verdict = timeline.verdict.length === 0 ? ['it is still open'] : timeline.verdict
  const unseen = timeline.unseen.map(({ step, name, where }) => `step ${step}, ${name}: ${where}\n`)
  return `${table}\n${unseen.join('')}${verdict.map((text) => `${terminalText(text)}\n`).join('')}`
}

/** Tells the story of one connection. */
export const showTimeline = async (run: Run): Promise<undefined> => {
  const connectionId = argument(run)
  const api = await openAdminApi(run)
  const own: EventLine[] = []
  await readEvents(run, api, `timeline ${connectionId}`, (line) => {
    if (line.connectionId === connectionId) own.push(line)
    return true
  })
  if (own.length === 0) {
    throw new CommandFault(
      'failed',
      'NOT_FOUND',
      `the log has no connection ${connectionId}`,
      'take its id from `causeway audit connections`',
    )
  }
  const timeline = timelineOf(connectionId, own)
  run.out.result(timeline, () => timelineText(timeline))
  return undefined
}
