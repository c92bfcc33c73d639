/**
 * A decision as a message of Kafka: the stream is the key, so that a stream lies in one partition
 * in its order; the value is the canonical StoredEvent of proto/envelope.proto, or a line of JSON.
 * Headers are text, readable without any schema.
 */
import type { RecordedEvent } from '../broker/ports.ts'
import { kafkaBatchBytesMax } from '../domain/limits.ts'
import { storedBytes } from './log-envelope.ts'

/** An event, and its value where it is not the canonical one. */
export type AuditRecord = { readonly event: RecordedEvent; readonly json?: string }

export type AuditMessage = {
  readonly key: string
  readonly value: Buffer
  /** Milliseconds since 1970, when it was decided. */
  readonly timestamp: string
  readonly headers: Readonly<Record<string, string>>
}

/** The message of one event. Nothing in it opens what is sealed. */
export const auditMessage = ({ event, json }: AuditRecord): AuditMessage => ({
  key: event.stream,
  value: json === undefined ? Buffer.from(storedBytes(event)) : Buffer.from(json),
  timestamp: String(event.recordedAt),
  headers: {
    'event-id': event.eventId,
    'event-type': event.type,
    'schema-version': String(event.schemaVersion),
    revision: String(event.revision),
    'recorded-at': String(event.recordedAt),
    position: event.position,
    'content-type': json === undefined ? 'application/protobuf' : 'application/json',
    ...(event.connectionId === '' ? {} : { 'connection-id': event.connectionId }),
  },
})

const lengthBytes = 8

const sizeOf = ({ key, value, headers }: AuditMessage): number => {
  const texts = Object.entries(headers).flat()
  const head = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + lengthBytes, 0)
  return Buffer.byteLength(key) + value.length + head + lengthBytes
}

/** Messages in their order, in requests within a bound of bytes; a larger one goes alone. */
export const requestsOf = (
  messages: readonly AuditMessage[],
  bytesMax = kafkaBatchBytesMax,
): readonly (readonly AuditMessage[])[] => {
  const requests: AuditMessage[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const message of messages) {
    const size = sizeOf(message)
    if (bytes + size > bytesMax) {
      requests.push([])
      bytes = 0
    }
    requests.at(-1)?.push(message)
    bytes += size
  }
  return requests
}
