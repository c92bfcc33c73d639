/**
 * Stored payloads to domain events and back. Checks presence and range, so that the rest of the
 * program never sees a half-filled event, and lifts old versions to the newest one. A type or
 * version that is unknown here stops the reader: an event is never skipped.
 */
import { Fault } from '../core/domain/errors.ts'
import type { DomainEvent } from '../core/domain/events.ts'
import { featureLevelMax } from '../core/domain/features.ts'
import { type EventSchema, eventSchemas } from './event-schemas.ts'
import { PayloadReader } from './payload-reader.ts'

type Data = Record<string, unknown>
type FieldKind = '!' | '' | '#' | '%' | '?' | '&' | '*' | '='
type Field = { readonly name: string; readonly kind: FieldKind }

/** Lifts the data of one version to the next. */
export type Upcaster = (data: Data) => Data

export type StoredPayload = {
  readonly type: string
  readonly schemaVersion: number
  readonly payload: Uint8Array
}

/** A stored payload as a part of larger bytes. */
export type StoredSpan = {
  readonly type: string
  readonly schemaVersion: number
  /** Hold the payload in [payloadStart, payloadEnd). */
  readonly bytes: Uint8Array
  readonly payloadStart: number
  readonly payloadEnd: number
}

export type EventCodec = {
  /**
   * Bytes of the newest version of this type that the feature level allows. Throws Fault
   * UPGRADE_NOT_FINALIZED where there is none yet, and a bug for data the domain never makes.
   */
  encode(event: { readonly type: string; readonly data: object }, level: number): StoredPayload
  /** The event at its newest version. Throws Fault LOG_TOO_NEW or LOG_CORRUPT. */
  decode(stored: StoredSpan): { readonly type: string; readonly data: Data }
}

const kinds = new Set(['!', '#', '%', '?', '&', '*', '='])

const parseFields = (text: string): readonly Field[] =>
  text.split(' ').map((word) => {
    const last = word.at(-1) ?? ''
    return kinds.has(last)
      ? { name: word.slice(0, -1), kind: last as FieldKind }
      : { name: word, kind: '' }
  })

const plainExcluded = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map((row: Data) => ({ hostId: row['hostId'] ?? '', reason: row['reason'] ?? '' }))
    : value

/** Protobuf strings are UTF-8, which has no form for half a surrogate pair. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed()

const isExcluded = (row: Data): boolean => isText(row['hostId']) && isText(row['reason'])

const acceptable = (kind: FieldKind, value: unknown): boolean => {
  switch (kind) {
    case '!':
      return isText(value) && value.length > 0
    case '':
      return isText(value)
    case '#':
      return Number.isSafeInteger(value) && (value as number) >= 0
    case '%':
      return typeof value === 'number' && Number.isFinite(value)
    case '?':
      return typeof value === 'boolean'
    case '&':
      return value instanceof Uint8Array
    case '*':
      return Array.isArray(value) && value.every(isText)
    case '=':
      return Array.isArray(value) && value.every(isExcluded)
  }
}

/**
 * What the decoder cannot get wrong is not looked at again: it makes strings of UTF-8 alone, bytes
 * and lists. Left are presence and range.
 */
const isComplete = (kind: FieldKind, value: unknown): boolean => {
  if (kind === '!') return value !== ''
  if (kind === '#') return Number.isSafeInteger(value) && (value as number) >= 0
  return kind === '%' ? Number.isFinite(value) : true
}

const noBytes = new Uint8Array()

/** Defaults of absent fields sit on the message's prototype, so every field is read by name. */
const readFields = (
  message: Data,
  fields: readonly Field[],
  isFit: (kind: FieldKind, value: unknown) => boolean,
): Data | string => {
  const data: Data = {}
  for (const { name, kind } of fields) {
    let value = message[name]
    if (kind === '=') value = plainExcluded(value)
    // Absent bytes are the library's own empty Buffer.
    else if (kind === '&' && value instanceof Uint8Array && value.length === 0) value = noBytes
    if (!isFit(kind, value)) return name
    data[name] = value
  }
  return data
}

/** Decoding is one synchronous call after the other: one reader serves all. */
const reader = new PayloadReader()

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

type Version = { readonly schema: EventSchema; readonly fields: readonly Field[] }

/**
 * Makes a codec. `schemas` gives all versions of each type, `upcasters` one function for each
 * step, at `<type>@<from version>`; a missing step is a bug found here.
 */
export const createEventCodec = (
  schemas: Readonly<Record<string, readonly EventSchema[]>>,
  upcasters: Readonly<Record<string, Upcaster>> = {},
): EventCodec => {
  const types = new Map<string, Map<number, Version>>()
  const newestFirst = new Map<string, readonly Version[]>()
  for (const [type, versions] of Object.entries(schemas)) {
    const byVersion = new Map<number, Version>()
    for (const schema of versions) {
      byVersion.set(schema.version, { schema, fields: parseFields(schema.fields) })
    }
    for (let version = 1; version < versions.length; version++) {
      if (!upcasters[`${type}@${version}`]) throw new Error(`no upcaster for ${type}@${version}`)
    }
    types.set(type, byVersion)
    newestFirst.set(type, [...byVersion.values()].reverse())
  }
  return {
    encode: (event, level) => {
      const versions = newestFirst.get(event.type)
      if (!versions) throw new Error(`event type ${event.type} has no schema`)
      const newest = versions.find(({ schema }) => schema.level <= level)
      if (!newest) {
        const detail = `${event.type} is of a later feature level than the log's, which is ${level}`
        throw new Fault('UPGRADE_NOT_FINALIZED', detail)
      }
      // Own and complete: what would not decode must not be stored.
      const checked = readFields(event.data as Data, newest.fields, acceptable)
      if (typeof checked === 'string') {
        throw new Error(`event ${event.type} has no valid field ${checked}`)
      }
      const payload = newest.schema.message.encode(checked).finish()
      return { type: event.type, schemaVersion: newest.schema.version, payload }
    },
    decode: (stored) => {
      const { type, schemaVersion } = stored
      const versions = types.get(type)
      const version = versions?.get(schemaVersion)
      if (!(versions && version)) {
        throw new Fault('LOG_TOO_NEW', `event type ${type} version ${schemaVersion} is unknown`)
      }
      const { bytes, payloadStart, payloadEnd } = stored
      let message: object
      try {
        reader.moveTo(bufferOf(bytes), payloadStart, payloadEnd)
        message = version.schema.message.decode(reader)
      } catch (cause) {
        throw new Fault('LOG_CORRUPT', `payload of ${type} cannot be decoded`, cause)
      }
      let data = readFields(message as Data, version.fields, isComplete)
      if (typeof data === 'string') {
        throw new Fault('LOG_CORRUPT', `payload of ${type} has no valid field ${data}`)
      }
      for (let step = schemaVersion; step < versions.size; step++) {
        data = upcasters[`${type}@${step}`]?.(data) ?? data
      }
      return { type, data }
    },
  }
}

const codec = createEventCodec(
  Object.fromEntries(Object.entries(eventSchemas).map(([type, schema]) => [type, [schema]])),
)

/**
 * Encodes a domain event for a log of this feature level; without one, at its newest version.
 * Throws Fault UPGRADE_NOT_FINALIZED for a type that came with a later level.
 */
export const encodeEvent = (event: DomainEvent, level = featureLevelMax): StoredPayload =>
  codec.encode(event, level)

/** Decodes a payload within larger bytes. Throws Fault LOG_TOO_NEW or LOG_CORRUPT, never skips. */
export const decodeFoldable = (stored: StoredSpan): DomainEvent =>
  // The schema table covers every variant of DomainEvent; the codec test holds both equal.
  codec.decode(stored) as unknown as DomainEvent

/** A payload on its own as a part of larger bytes: all of them. */
export const spanOf = ({ type, schemaVersion, payload: bytes }: StoredPayload): StoredSpan => ({
  ...{ type, schemaVersion, bytes, payloadStart: 0, payloadEnd: bytes.length },
})

/** Decodes a stored payload. Throws Fault LOG_TOO_NEW or LOG_CORRUPT, never skips. */
export const decodeEvent = (stored: StoredPayload): DomainEvent => decodeFoldable(spanOf(stored))

/** What this version of the program writes and reads. */
export const ownVersions = {
  levelMax: featureLevelMax,
  encode: encodeEvent,
  decode: decodeFoldable,
} as const
