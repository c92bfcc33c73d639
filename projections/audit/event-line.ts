/**
 * One event as a line of JSON, as the API gives it: the strict way back to an envelope and a domain
 * event. core/api/event-line.ts writes what this reads.
 */
import { z } from 'zod'
import type { DomainEvent } from '../../core/domain/events.ts'
import { decodeEvent, encodeEvent } from '../../proto/event-codec.ts'
import { bytesFieldsOf } from '../../proto/event-schemas.ts'

const personSchema = z.object({
  userName: z.string(),
  clientAddress: z.string(),
  deviceName: z.string(),
})

const lineSchema = z.object({
  position: z.string().min(1),
  stream: z.string().min(1),
  revision: z.int().min(0),
  eventId: z.string().min(1),
  type: z.string().min(1),
  schemaVersion: z.int().min(1),
  recordedAt: z.int().min(0),
  actor: z.string(),
  /** Of an administrator who was not erased. */
  actorName: z.string().optional(),
  connectionId: z.string(),
  causationId: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** Null where the person was erased. */
  person: personSchema.nullish(),
})

export type EventLine = Omit<z.infer<typeof lineSchema>, 'type' | 'data'> & {
  readonly event: DomainEvent
}

export type ParsedLine =
  | { readonly kind: 'event'; readonly line: EventLine }
  | { readonly kind: 'malformed'; readonly detail: string }

const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)

/** Reads one parsed line; never throws for what it holds. */
export const parseEventLine = (value: unknown): ParsedLine => {
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    return { kind: 'malformed', detail: `event line has no valid field ${field}` }
  }
  const { type, data: json, ...envelope } = parsed.data
  const bytesFields = bytesFieldsOf(type)
  if (bytesFields === undefined) {
    return { kind: 'malformed', detail: `event type ${type} is unknown here: upgrade this program` }
  }
  const data: Record<string, unknown> = { ...json }
  for (const field of bytesFields) {
    const text = json[field]
    if (typeof text !== 'string' || !isBase64(text)) {
      return { kind: 'malformed', detail: `event ${type} has no valid field ${field}` }
    }
    data[field] = new Uint8Array(Buffer.from(text, 'base64'))
  }
  try {
    // Once through the codec: presence and range are checked as for stored bytes.
    const event = decodeEvent(encodeEvent({ type, data } as unknown as DomainEvent))
    return { kind: 'event', line: { ...envelope, event } }
  } catch (error) {
    return { kind: 'malformed', detail: error instanceof Error ? error.message : String(error) }
  }
}
