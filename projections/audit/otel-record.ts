/**
 * A decision as a log record of OpenTelemetry, in the JSON of its protocol: one line holds one
 * LogsData, which collectors read from a file. Names and addresses of people stay out of it: they
 * could not be erased where it goes.
 * https://opentelemetry.io/docs/specs/otel/logs/data-model/
 */
import { bytesFieldsOf } from '../../proto/event-schemas.ts'
import type { EventLine } from './event-line.ts'

type AnyValue =
  | { readonly stringValue: string }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly boolValue: boolean }
  | { readonly bytesValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly KeyValue[] } }

type KeyValue = { readonly key: string; readonly value: AnyValue }

export type OtelLogRecord = {
  readonly timeUnixNano: string
  readonly observedTimeUnixNano: string
  readonly severityNumber: number
  readonly severityText: string
  readonly eventName: string
  readonly body: AnyValue
  readonly attributes: readonly KeyValue[]
  /** 32 hex digits: the connection, so that all steps of one are found together. */
  readonly traceId?: string
}

const nanosPerMs = 1_000_000n

/** Decisions that somebody may have to look into. */
const warningTypes: readonly EventLine['event']['type'][] = [
  'ConnectionRefused',
  'ConnectionFailed',
  'RendezvousDeclined',
  'HostBecameUnavailable',
]

const anyValueOf = (value: unknown): AnyValue => {
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') {
    // 64-bit numbers are text in the JSON of protobuf.
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  }
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValueOf) } }
  if (typeof value === 'object' && value !== null) {
    return { kvlistValue: { values: pairsOf(value) } }
  }
  return { stringValue: typeof value === 'string' ? value : '' }
}

const pairsOf = (value: object): readonly KeyValue[] =>
  Object.entries(value).map(([key, member]) => ({ key, value: anyValueOf(member) }))

const textOf = (data: object, key: string): string => {
  const found: unknown = Object.entries(data).find(([name]) => name === key)?.[1]
  return typeof found === 'string' ? found : ''
}

const user = 'user:'

/** Names of OpenTelemetry's conventions where there are any; empty attributes are left out. */
const attributesOf = (line: EventLine): readonly KeyValue[] => {
  const { data } = line.event
  const actor = line.actor.startsWith(user) ? line.actor.slice(user.length) : ''
  const named: Readonly<Record<string, string | number>> = {
    'log.record.uid': line.eventId,
    'user.id': textOf(data, 'userId') || actor,
    'host.id': textOf(data, 'hostId'),
    'session.id': textOf(data, 'userSessionId'),
    'causeway.actor': line.actor,
    'causeway.connection.id': line.connectionId,
    'causeway.causation.id': line.causationId,
    'causeway.stream': line.stream,
    'causeway.revision': line.revision,
    'causeway.position': line.position,
    'causeway.schema.version': line.schemaVersion,
  }
  return Object.entries(named).flatMap(([key, value]) =>
    value === '' ? [] : [{ key, value: anyValueOf(value) }],
  )
}

const traceOf = (connectionId: string): object => {
  const digits = connectionId.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(digits) && !/^0+$/.test(digits) ? { traceId: digits } : {}
}

/** What is sealed says nothing to anybody there. */
const bodyOf = ({ type, data }: EventLine['event']): AnyValue => {
  const sealed = (bytesFieldsOf(type) ?? []).includes('sealed')
  return anyValueOf(
    sealed ? Object.fromEntries(Object.entries(data).filter(([key]) => key !== 'sealed')) : data,
  )
}

/** The record of one event; observed now. */
export const otelRecordOf = (line: EventLine, nowMs: number): OtelLogRecord => {
  const warns = warningTypes.includes(line.event.type)
  return {
    timeUnixNano: String(BigInt(line.recordedAt) * nanosPerMs),
    observedTimeUnixNano: String(BigInt(nowMs) * nanosPerMs),
    severityNumber: warns ? 13 : 9,
    severityText: warns ? 'WARN' : 'INFO',
    eventName: line.event.type,
    body: bodyOf(line.event),
    attributes: attributesOf(line),
    ...traceOf(line.connectionId),
  }
}

/** One LogsData with one record, as a collector's file receiver takes it. */
export const otelLogsOf = (
  line: EventLine,
  program: { version: string; nowMs: number },
): object => ({
  resourceLogs: [
    {
      resource: {
        attributes: pairsOf({ 'service.name': 'causeway', 'service.version': program.version }),
      },
      scopeLogs: [
        {
          scope: { name: 'causeway.audit' },
          logRecords: [otelRecordOf(line, program.nowMs)],
        },
      ],
    },
  ],
})
