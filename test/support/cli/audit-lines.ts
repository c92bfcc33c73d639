/** A small log as the API gives it: lines of events, and the digests a broker would hold. */
import { eventLine } from '../../../core/api/event-line.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import type { Position } from '../../../core/broker/ports.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { viewThings } from '../../../projections/audit/state-view.ts'
import { encodeEvent } from '../../../proto/event-codec.ts'
import { liveLinesOf, liveViewOf } from '../audit/live-view.ts'

export type Written = {
  readonly stream: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly event: DomainEvent
  readonly connectionId?: string
}

export type AuditLines = {
  /** Lines of `GET /api/audit/events`. */
  readonly events: string
  /** Lines of `GET /api/audit/live`. */
  readonly live: string
  /** Lines of `GET /api/audit/state`, by the query of its path. */
  readonly stateAt: (path: string) => string
}

const nobody = { open: async () => undefined, recall: async () => undefined }

/** Positions are `l:1`, `l:2` and so on; what is sealed stays so unless `people` opens it. */
export const auditLines = async (
  written: readonly Written[],
  people: Parameters<typeof eventLine>[0] = nobody,
): Promise<AuditLines> => {
  const live = createLiveState()
  const revisions = new Map<string, number>()
  const lines: string[] = []
  for (const [index, { stream, at, event, connectionId = '' }] of written.entries()) {
    const revision = (revisions.get(stream) ?? -1) + 1
    revisions.set(stream, revision)
    live.apply({ stream, revision, recordedAt: at, event })
    const recorded = {
      ...encodeEvent(event),
      eventId: `e${index + 1}`,
      recordedAt: at,
      actor: 'admin:test',
      connectionId,
      causationId: 'c',
      stream,
      revision,
      // The one place where text becomes a position without a log.
      position: `l:${index + 1}` as Position,
    }
    lines.push(await eventLine(people, recorded))
  }
  const stateAt = (path: string): string => {
    const query = new URL(path, 'https://api.test').searchParams
    const position = query.get('position')
    const timeMs = Number(query.get('time'))
    const index = written.findIndex((one, at) =>
      position === null ? one.at > timeMs : `l:${at + 1}` === position,
    )
    if (position !== null && index < 0) {
      const error = { code: 'NOT_FOUND', message: `the log has no event at ${position}` }
      return JSON.stringify({ error })
    }
    const count = position === null ? (index < 0 ? written.length : index) : index + 1
    const past = createLiveState()
    const seen = new Map<string, number>()
    for (const { stream, at, event } of written.slice(0, count)) {
      const revision = (seen.get(stream) ?? -1) + 1
      seen.set(stream, revision)
      past.apply({ stream, revision, recordedAt: at, event })
    }
    const all = [{ progress: 1 }, ...viewThings(past), { events: count, snapshotEvents: 0 }]
    return all.map((line) => JSON.stringify(line)).join('\n')
  }
  const followed = written.length === 0 ? undefined : `l:${written.length}`
  return { events: `${lines.join('\n')}\n`, live: liveLinesOf(liveViewOf(live, followed)), stateAt }
}
