import { describe, expect, it } from 'vitest'
import { createPositions } from '../../../core/adapters/log-position.ts'
import { eventLine } from '../../../core/api/event-line.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { parseEventLine } from '../../../projections/audit/event-line.ts'
import { otelLogsOf, otelRecordOf } from '../../../projections/audit/otel-record.ts'
import { encodeEvent } from '../../../proto/event-codec.ts'
import { eventSample, eventTypes } from '../../support/event-samples.ts'

const connectionId = '0190A5C2-7b1c-7abc-8def-0123456789ab'
const people = {
  open: async () => undefined,
  recall: async () => 'Root',
}

const lineOf = async (event: DomainEvent, connection = connectionId) => {
  const parsed = parseEventLine(
    JSON.parse(
      await eventLine(people, {
        ...encodeEvent(event),
        eventId: 'e1',
        recordedAt: 1_700_000_000_123,
        actor: 'user:u-9',
        connectionId: connection,
        causationId: '',
        stream: 'connection-1',
        revision: 0,
        position: createPositions('l').of(5),
      }),
    ),
  )
  if (parsed.kind !== 'event') throw new Error(parsed.detail)
  return parsed.line
}

describe('a log record of OpenTelemetry', () => {
  it('has time, weight, name, body and attributes as the data model says', async () => {
    const event: DomainEvent = {
      type: 'ConnectionRefused',
      data: { connectionId, code: 'ALL_HOSTS_FULL', detail: '' },
    }
    expect(otelRecordOf(await lineOf(event), 1_700_000_001_000)).toEqual({
      timeUnixNano: '1700000000123000000',
      observedTimeUnixNano: '1700000001000000000',
      severityNumber: 13,
      severityText: 'WARN',
      eventName: 'ConnectionRefused',
      body: {
        kvlistValue: {
          values: [
            { key: 'connectionId', value: { stringValue: connectionId } },
            { key: 'code', value: { stringValue: 'ALL_HOSTS_FULL' } },
            { key: 'detail', value: { stringValue: '' } },
          ],
        },
      },
      attributes: [
        { key: 'log.record.uid', value: { stringValue: 'e1' } },
        { key: 'user.id', value: { stringValue: 'u-9' } },
        { key: 'causeway.actor', value: { stringValue: 'user:u-9' } },
        { key: 'causeway.connection.id', value: { stringValue: connectionId } },
        { key: 'causeway.stream', value: { stringValue: 'connection-1' } },
        { key: 'causeway.revision', value: { intValue: '0' } },
        { key: 'causeway.position', value: { stringValue: 'l:5' } },
        { key: 'causeway.schema.version', value: { intValue: '1' } },
      ],
      traceId: '0190a5c27b1c7abc8def0123456789ab',
    })
  })

  it.each(['', 'c1', '00000000-0000-0000-0000-000000000000'])(
    'has no trace where the connection id is "%s"',
    async (connection) => {
      const record = otelRecordOf(await lineOf(eventSample('HostRemoved'), connection), 0)
      expect(record).not.toHaveProperty('traceId')
      expect(record.severityText).toBe('INFO')
    },
  )

  it('keeps what is sealed, and whom it names, out of it', async () => {
    const text = JSON.stringify(
      otelLogsOf(await lineOf(eventSample('ConnectionRequested')), program),
    )
    expect(text).not.toMatch(/sealed|userName|clientAddress|actorName/)
    expect(text).toContain('"key":"userId"')
  })

  const program = { version: '1', nowMs: 0 }

  it.each(eventTypes)('holds only values of the protocol for %s', async (type) => {
    const logs = JSON.stringify(otelLogsOf(await lineOf(eventSample(type)), program))
    const values = [...logs.matchAll(/"value":\{"(\w+)"/g)].map(([, kind]) => kind)
    const known = /^(string|int|double|bool|bytes|array|kvlist)Value$/
    expect(values.filter((kind) => !known.test(kind ?? ''))).toEqual([])
    expect(logs).not.toMatch(/:null|undefined/)
  })
})
