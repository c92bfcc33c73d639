/**
 * The log for auditors: its events, and what the running broker holds, to be compared with a fold
 * of them. Each read is itself noted before its first line leaves.
 */
import { z } from 'zod'
import { storedBytes } from '../adapters/log-envelope.ts'
import type { Position, RecordedEvent, Subscription } from '../broker/ports.ts'
import { standingOf, stateDigest } from '../broker/state-digest.ts'
import { refuse } from '../domain/errors.ts'
import { auditEventCountMax, auditFollowMs, auditReadCountMax } from '../domain/limits.ts'
import { forAuditors } from './admin/administration.ts'
import { eventLine } from './event-line.ts'
import { historyRoutes } from './history-routes.ts'
import type { ApiPorts } from './ports.ts'
import { answerOfThrown } from './refusal-answer.ts'
import { type AdminCaller, type Answer, defineRoute, json, type Route } from './route.ts'

const eventsQuery = z.object({
  /** Events after this position; absent: from the first. */
  from: z.string().max(256).optional(),
  /** What the reader looks for, as a person asked it; it is noted. */
  purpose: z.string().max(256).default(''),
  limit: z.coerce.number().int().min(1).max(auditEventCountMax).default(auditEventCountMax),
  /** `stored`: position and canonical bytes as base64, with nothing in them opened. */
  form: z.enum(['line', 'stored']).default('line'),
  /** `true`: where there is nothing yet, wait a while for the next event. */
  follow: z.enum(['true', 'false']).default('false'),
})

const liveQuery = z.object({
  /** `none`: only the first line, which tells where the broker stands. */
  streams: z.enum(['all', 'none']).default('all'),
})

const sizeSchema = z.object({
  /** Events in the log. */
  size: z.number(),
  /** Position of the last one; absent when there is none. */
  head: z.string().optional(),
  /** Position up to which the running broker has followed. */
  followed: z.string().optional(),
})

/** Lines go out in pieces of about this size. */
const pieceCharsMin = 65_536

/** A line without its end, or the UTF-8 of whole lines. */
export type LineOrPiece = string | Uint8Array

/** Joins lines into larger pieces; a fault becomes a last line `{"error": …}`. */
async function* piecesOf(
  lines: AsyncIterable<LineOrPiece>,
  onFault: (error: unknown) => void,
): AsyncGenerator<LineOrPiece> {
  let piece = ''
  try {
    for await (const line of lines) {
      if (typeof line === 'string') piece += `${line}\n`
      if (typeof line === 'string' && piece.length < pieceCharsMin) continue
      if (piece !== '') yield piece
      piece = ''
      if (typeof line !== 'string') yield line
    }
  } catch (error) {
    onFault(error)
    piece += `${JSON.stringify({ error: answerOfThrown(error, 'json').body })}\n`
  }
  if (piece !== '') yield piece
}

type EventsQuery = z.output<typeof eventsQuery>

const storedLine = (event: RecordedEvent): string =>
  JSON.stringify({
    position: event.position,
    eventId: event.eventId,
    stored: Buffer.from(storedBytes(event)).toString('base64'),
  })

/** Resolves once there is an event after the position, or after a while. */
const nextEvent = async (
  { eventLog, system }: ApiPorts,
  from: Position | undefined,
): Promise<void> => {
  let subscription: Subscription | undefined
  let cancel = (): void => undefined
  await new Promise<void>((resolve) => {
    cancel = system.after(auditFollowMs, resolve)
    subscription = eventLog.subscribe({
      ...(from === undefined ? {} : { from }),
      onEvents: () => resolve(),
      onFault: () => resolve(),
    })
  })
  cancel()
  await subscription?.stop()
}

async function* eventLines(
  ports: ApiPorts,
  from: Position | undefined,
  { limit, form, follow }: EventsQuery,
): AsyncGenerator<string> {
  const { eventLog, people } = ports
  const options = { countMax: limit, ...(from === undefined ? {} : { from }) }
  let isEmpty = true
  const read = async function* () {
    for await (const batch of eventLog.readAll(options)) {
      for (const event of batch) {
        isEmpty = false
        yield form === 'stored' ? storedLine(event) : await eventLine(people, event)
      }
    }
  }
  yield* read()
  if (!isEmpty || follow === 'false') return
  await nextEvent(ports, from)
  yield* read()
}

/**
 * Position, streams and indexes of one moment, then a digest of each state of that moment: states
 * never change, new ones take their place.
 */
async function* liveLines({ broker }: ApiPorts, withStreams: boolean): AsyncGenerator<string> {
  const entries = withStreams ? [...broker.live.entries()] : []
  yield JSON.stringify({ followed: broker.followed(), ...standingOf(broker.live) })
  for (const [stream, { revision, state }] of entries) {
    yield JSON.stringify({ stream, revision, digest: stateDigest(state) })
  }
}

/** What every route of the audit goes through. */
export type AuditReads = {
  /** Notes who reads what; nothing may be shown before. */
  note(caller: AdminCaller, action: string, query: Readonly<Record<string, string>>): Promise<void>
  /** The lines as an answer, or a refusal when too many audits are being read. */
  stream(lines: () => AsyncIterable<LineOrPiece>): Answer<never>
}

const createAuditReads = ({ accessLog, log }: ApiPorts): AuditReads => {
  let reading = 0
  const onFault = (error: unknown) => log.warn({ error }, 'Audit read ended by a fault')
  return {
    note: (caller, action, query) =>
      accessLog.record({ actor: `admin:${caller.userId}`, action, query }),
    stream: (lines) => {
      if (reading >= auditReadCountMax) return refuse('RATE_LIMITED', 'too many audits at once')
      reading += 1
      return {
        kind: 'lines',
        lines: piecesOf(lines(), onFault),
        onClose: () => {
          reading -= 1
        },
      }
    },
  }
}

const eventsRoute = (ports: ApiPorts, reads: AuditReads): Route =>
  defineRoute({
    method: 'GET',
    path: '/api/audit/events',
    summary: 'Events in log order, one JSON object a line; a last line may hold an error',
    access: forAuditors,
    query: eventsQuery,
    handle: async ({ caller, query }) => {
      const { from, purpose, limit } = query
      const position = from === undefined ? undefined : ports.eventLog.parsePosition(from)
      if (from !== undefined && position === undefined) {
        return refuse('REQUEST_INVALID', 'query.from is no position of this log')
      }
      await reads.note(caller, 'audit-events', {
        purpose,
        from: from ?? '',
        limit: String(limit),
      })
      return reads.stream(() => eventLines(ports, position, query))
    },
  })

const agreementSchema = z.object({
  gateways: z.number(),
  agents: z.number(),
  /** Relays that the gateways hold. */
  relays: z.number(),
  findings: z.array(
    z.object({ machineId: z.string(), role: z.string(), kind: z.string(), id: z.string() }),
  ),
})

const agreementRoute = (ports: ApiPorts, reads: AuditReads): Route =>
  defineRoute({
    method: 'GET',
    path: '/api/audit/agreement',
    summary: "Asks gateways and agents what they hold and compares it with the broker's state",
    access: forAuditors,
    answer: agreementSchema,
    handle: async ({ caller }) => {
      await reads.note(caller, 'audit-agreement', {})
      const { findings, ...counts } = await ports.broker.agreement.check()
      return json({ ...counts, findings: [...findings] })
    },
  })

/** Routes of the audit. At most auditReadCountMax streams are being read at once. */
export const auditRoutes = (ports: ApiPorts): readonly Route[] => {
  const reads = createAuditReads(ports)
  return [
    eventsRoute(ports, reads),
    defineRoute({
      method: 'GET',
      path: '/api/audit/live',
      summary:
        'Where the running broker stands in the log, with digests of its indexes; then stream, ' +
        'revision and digest of every state that it holds',
      access: forAuditors,
      query: liveQuery,
      handle: async ({ caller, query: { streams } }) => {
        await reads.note(caller, 'audit-live', { streams })
        return reads.stream(() => liveLines(ports, streams === 'all'))
      },
    }),
    agreementRoute(ports, reads),
    ...historyRoutes(ports, reads),
    defineRoute({
      method: 'GET',
      path: '/api/audit/size',
      summary: 'How many events the log holds, and where it ends',
      access: forAuditors,
      answer: sizeSchema,
      handle: async ({ caller }) => {
        await reads.note(caller, 'audit-size', {})
        const { eventLog, broker } = ports
        const [size, head] = await Promise.all([eventLog.size(), eventLog.head()])
        const followed = broker.followed()
        return json({
          size,
          ...(head === undefined ? {} : { head }),
          ...(followed === undefined ? {} : { followed }),
        })
      },
    }),
  ]
}
