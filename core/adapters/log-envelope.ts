/**
 * The canonical bytes of an event: message StoredEvent of proto/envelope.proto, fields in ascending
 * order, defaults left out. The same in every log, without a position; they are what is hashed for
 * proofs. Written by hand because replay decodes half a million of them a second; a test holds it
 * equal to protobufjs.
 */
import { createTextPool } from '../../proto/text-pool.ts'
import type { FoldableEvent, NewEvent, Position, RecordedEvent } from '../broker/ports.ts'
import {
  type Cursor,
  readEnd,
  readText,
  readVarint,
  reserve,
  type Sink,
  skipField,
  varintLength,
  wireBytes,
  wireVarint,
  writeBytes,
  writeTag,
  writeText,
  writeVarint,
} from './log-wire.ts'

/** Tag and value bytes of one field with a length, of an envelope's numbers, at their largest. */
const fixedBytesMax = 64

const tag = (field: number, wireType: number): number => (field << 3) | wireType
const eventIdTag = tag(1, wireBytes)
const typeTag = tag(2, wireBytes)
const schemaVersionTag = tag(3, wireVarint)
const streamTag = tag(4, wireBytes)
const revisionTag = tag(5, wireVarint)
const recordedAtTag = tag(6, wireVarint)
const actorTag = tag(7, wireBytes)
const connectionIdTag = tag(8, wireBytes)
const causationIdTag = tag(9, wireBytes)
const payloadTag = tag(10, wireBytes)

const lengthOfBytes = (byteLength: number): number =>
  byteLength === 0 ? 0 : 1 + varintLength(byteLength) + byteLength

const lengthOfNumber = (value: number): number => (value === 0 ? 0 : 1 + varintLength(value))

const writeTextField = (sink: Sink, field: number, text: string, byteLength: number): void => {
  if (byteLength === 0) return
  writeTag(sink, field, wireBytes)
  writeVarint(sink, byteLength)
  writeText(sink, text, byteLength)
}

const writeNumberField = (sink: Sink, field: number, value: number): void => {
  if (value === 0) return
  writeTag(sink, field, wireVarint)
  writeVarint(sink, value)
}

/**
 * Appends the envelope's length as a varint, then the envelope. The form in which blocks hold them.
 */
export const writeSizedEvent = (
  sink: Sink,
  event: NewEvent,
  stream: string,
  revision: number,
): void => {
  const eventId = Buffer.byteLength(event.eventId)
  const type = Buffer.byteLength(event.type)
  const streamBytes = Buffer.byteLength(stream)
  const actor = Buffer.byteLength(event.actor)
  const connectionId = Buffer.byteLength(event.connectionId)
  const causationId = Buffer.byteLength(event.causationId)
  const payload = event.payload.length
  const texts = eventId + type + streamBytes + actor + connectionId + causationId
  reserve(sink, texts + payload + fixedBytesMax * 2)
  writeVarint(
    sink,
    lengthOfBytes(eventId) +
      lengthOfBytes(type) +
      lengthOfNumber(event.schemaVersion) +
      lengthOfBytes(streamBytes) +
      lengthOfNumber(revision) +
      lengthOfNumber(event.recordedAt) +
      lengthOfBytes(actor) +
      lengthOfBytes(connectionId) +
      lengthOfBytes(causationId) +
      lengthOfBytes(payload),
  )
  writeTextField(sink, 1, event.eventId, eventId)
  writeTextField(sink, 2, event.type, type)
  writeNumberField(sink, 3, event.schemaVersion)
  writeTextField(sink, 4, stream, streamBytes)
  writeNumberField(sink, 5, revision)
  writeNumberField(sink, 6, event.recordedAt)
  writeTextField(sink, 7, event.actor, actor)
  writeTextField(sink, 8, event.connectionId, connectionId)
  writeTextField(sink, 9, event.causationId, causationId)
  if (payload === 0) return
  writeTag(sink, 10, wireBytes)
  writeVarint(sink, payload)
  writeBytes(sink, event.payload)
}

/** The canonical bytes of an event at its place in a stream. */
export const encodeStoredEvent = (
  event: NewEvent,
  stream: string,
  revision: number,
): Uint8Array => {
  const sink: Sink = { bytes: Buffer.allocUnsafe(1_024), length: 0 }
  writeSizedEvent(sink, event, stream, revision)
  const cursor = { at: 0 }
  const end = readEnd(sink.bytes, cursor, sink.length)
  return new Uint8Array(sink.bytes.subarray(cursor.at, end))
}

/** The canonical bytes of an event that was read from a log. */
export const storedBytes = (event: RecordedEvent): Uint8Array =>
  encodeStoredEvent(event, event.stream, event.revision)

/**
 * Decodes the envelope in [start, end). The payload is a view of the given bytes. Fields that this
 * version does not know are passed over. Throws Fault LOG_CORRUPT for damaged bytes.
 */
export const decodeStoredEvent = (
  bytes: Buffer,
  start: number,
  end: number,
  position: Position,
): RecordedEvent => {
  let eventId = ''
  let type = ''
  let schemaVersion = 0
  let stream = ''
  let revision = 0
  let recordedAt = 0
  let actor = ''
  let connectionId = ''
  let causationId = ''
  let payloadStart = end
  let payloadEnd = end
  const cursor: Cursor = { at: start }
  while (cursor.at < end) {
    const key = readVarint(bytes, cursor, end)
    if (key === eventIdTag) eventId = readText(bytes, cursor, end)
    else if (key === typeTag) type = readText(bytes, cursor, end)
    else if (key === schemaVersionTag) schemaVersion = readVarint(bytes, cursor, end)
    else if (key === streamTag) stream = readText(bytes, cursor, end)
    else if (key === revisionTag) revision = readVarint(bytes, cursor, end)
    else if (key === recordedAtTag) recordedAt = readVarint(bytes, cursor, end)
    else if (key === actorTag) actor = readText(bytes, cursor, end)
    else if (key === connectionIdTag) connectionId = readText(bytes, cursor, end)
    else if (key === causationIdTag) causationId = readText(bytes, cursor, end)
    else if (key === payloadTag) {
      payloadEnd = readEnd(bytes, cursor, end)
      payloadStart = cursor.at
      cursor.at = payloadEnd
    } else skipField(bytes, cursor, end, key & 7)
  }
  const payload = new Uint8Array(
    bytes.buffer,
    bytes.byteOffset + payloadStart,
    payloadEnd - payloadStart,
  )
  return {
    eventId,
    type,
    schemaVersion,
    recordedAt,
    actor,
    connectionId,
    causationId,
    payload,
    stream,
    revision,
    position,
  }
}

/** Types and streams come again with the next events; decoding is one call after the other. */
const pooled = createTextPool((bytes, start, end) => bytes.toString('utf8', start, end))

const readPooled = (bytes: Buffer, cursor: Cursor, end: number): string => {
  const textEnd = readEnd(bytes, cursor, end)
  const text = pooled(bytes, cursor.at, textEnd)
  cursor.at = textEnd
  return text
}

/**
 * Decodes what a fold needs of the envelope in [start, end). Throws Fault LOG_CORRUPT for damaged
 * bytes.
 */
export const decodeFoldableEvent = (bytes: Buffer, start: number, end: number): FoldableEvent => {
  let type = ''
  let schemaVersion = 0
  let stream = ''
  let revision = 0
  let recordedAt = 0
  let payloadStart = end
  let payloadEnd = end
  const cursor: Cursor = { at: start }
  while (cursor.at < end) {
    const key = readVarint(bytes, cursor, end)
    if (key === typeTag) type = readPooled(bytes, cursor, end)
    else if (key === schemaVersionTag) schemaVersion = readVarint(bytes, cursor, end)
    else if (key === streamTag) stream = readPooled(bytes, cursor, end)
    else if (key === revisionTag) revision = readVarint(bytes, cursor, end)
    else if (key === recordedAtTag) recordedAt = readVarint(bytes, cursor, end)
    else if (key === payloadTag) {
      payloadEnd = readEnd(bytes, cursor, end)
      payloadStart = cursor.at
      cursor.at = payloadEnd
    } else skipField(bytes, cursor, end, key & 7)
  }
  return { stream, revision, recordedAt, type, schemaVersion, bytes, payloadStart, payloadEnd }
}

/** Reads the event id alone, for the idempotence check. */
export const readEventId = (bytes: Buffer, start: number, end: number): string => {
  const cursor: Cursor = { at: start }
  while (cursor.at < end) {
    const key = readVarint(bytes, cursor, end)
    if (key === eventIdTag) return readText(bytes, cursor, end)
    skipField(bytes, cursor, end, key & 7)
  }
  return ''
}

/** Reads stream and revision alone, for an index. */
export const readPlace = (
  bytes: Buffer,
  start: number,
  end: number,
): { readonly stream: string; readonly revision: number } => {
  let stream = ''
  const cursor: Cursor = { at: start }
  while (cursor.at < end) {
    const key = readVarint(bytes, cursor, end)
    if (key === streamTag) stream = readText(bytes, cursor, end)
    else if (key === revisionTag) return { stream, revision: readVarint(bytes, cursor, end) }
    // Fields ascend: beyond the revision's place it was 0 and left out.
    else if (key >= recordedAtTag) break
    else skipField(bytes, cursor, end, key & 7)
  }
  return { stream, revision: 0 }
}
