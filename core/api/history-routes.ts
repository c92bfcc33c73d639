/**
 * States of the past for auditors, worked out beside the broker's loop. The answer is lines, since
 * a fold of a long log takes its time and a state can be large: `{"progress": events}` as it goes,
 * then one line for each thing, last a line with the counts.
 */
import { z } from 'zod'
import { refuse } from '../domain/errors.ts'
import { historyProgressMs } from '../domain/limits.ts'
import { forAuditors } from './admin/administration.ts'
import type { AuditReads, LineOrPiece } from './audit-routes.ts'
import type { ApiPorts, PastMoment, PastState } from './ports.ts'
import { defineRoute, type Route } from './route.ts'

const momentQuery = z.object({
  /** Milliseconds since 1970: what was recorded until then counts. */
  time: z.coerce.number().int().min(0).optional(),
  /** The event at this position is the last one that counts. */
  position: z.string().max(256).optional(),
})

/** Yields how far it is each second, then the lines of what came out. */
async function* linesOf<T>(
  system: ApiPorts['system'],
  work: (onProgress: (events: number) => void) => Promise<T>,
  show: (result: T) => Iterable<LineOrPiece>,
): AsyncGenerator<LineOrPiece> {
  let events = 0
  const running = work((done) => {
    events = done
  })
  // Told below to whoever reads; a reader who has gone leaves it to nobody.
  running.catch(() => undefined)
  for (;;) {
    let cancel = (): void => undefined
    const second = new Promise<'later'>((resolve) => {
      cancel = system.after(historyProgressMs, () => resolve('later'))
    })
    const first = await Promise.race([running.then(() => 'done' as const), second])
    cancel()
    if (first === 'done') break
    yield JSON.stringify({ progress: events })
  }
  yield* show(await running)
}

function* stateLines({ pieces, ...counts }: PastState): Generator<LineOrPiece> {
  yield* pieces
  yield JSON.stringify(counts)
}

/** Where the log ends, when that is before a position; undefined when it reaches it. */
const endBefore = async (log: ApiPorts['eventLog'], text: string): Promise<string | undefined> => {
  const position = log.parsePosition(text)
  const head = await log.head()
  if (position === undefined) return undefined
  if (head === undefined) return 'which is empty'
  return log.comparePositions(position, head) > 0 ? head : undefined
}

const stateRoute = ({ history, system, eventLog }: ApiPorts, reads: AuditReads): Route =>
  defineRoute({
    method: 'GET',
    path: '/api/audit/state',
    summary: 'What the broker believed at a moment: one thing a line, last the counts',
    access: forAuditors,
    query: momentQuery,
    handle: async ({ caller, query: { time: timeMs, position } }) => {
      const isOne = (timeMs === undefined) !== (position === undefined)
      if (!isOne) return refuse('REQUEST_INVALID', 'query has either time or position')
      if (position !== undefined && eventLog.parsePosition(position) === undefined) {
        return refuse('REQUEST_INVALID', 'query.position is no position of this log')
      }
      const end = position === undefined ? undefined : await endBefore(eventLog, position)
      if (end !== undefined) {
        return refuse('REQUEST_INVALID', `query.position is behind the end of the log, ${end}`)
      }
      const moment: PastMoment =
        position === undefined
          ? { kind: 'time', timeMs: timeMs ?? 0 }
          : { kind: 'position', position }
      await reads.note(caller, 'audit-state', { moment: position ?? String(timeMs) })
      return reads.stream(() =>
        linesOf(system, (onProgress) => history.stateAt(moment, onProgress), stateLines),
      )
    },
  })

const snapshotsRoute = ({ history, system }: ApiPorts, reads: AuditReads): Route =>
  defineRoute({
    method: 'GET',
    path: '/api/audit/snapshots',
    summary: 'Folds the whole log and holds every snapshot against it; the last line tells',
    access: forAuditors,
    handle: async ({ caller }) => {
      await reads.note(caller, 'audit-snapshots', {})
      return reads.stream(() =>
        linesOf(system, history.verify, (result) => [JSON.stringify(result)]),
      )
    },
  })

/** Routes that look into the past. Throws nothing; a fault is the last line. */
export const historyRoutes = (ports: ApiPorts, reads: AuditReads): readonly Route[] => [
  stateRoute(ports, reads),
  snapshotsRoute(ports, reads),
]
