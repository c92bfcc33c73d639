import { expect, it } from 'vitest'
import { auditMessage, requestsOf } from '../../../core/adapters/kafka-audit-message.ts'
import { decodeStoredEvent } from '../../../core/adapters/log-envelope.ts'
import { createPositions } from '../../../core/adapters/log-position.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import { eventOf } from '../../contract/events.ts'

const position = createPositions('l').of(7)
const recorded = (more: Partial<RecordedEvent> = {}): RecordedEvent => ({
  ...eventOf('one'),
  ...{ stream: 'host-ü', revision: 4, position },
  ...more,
})

it('keys by stream, and says in headers what needs no schema to be read', () => {
  const event = recorded()
  const { key, value, timestamp, headers } = auditMessage({ event })
  expect([key, timestamp]).toEqual(['host-ü', '1700000000000'])
  expect(headers).toEqual({
    'event-id': event.eventId,
    'event-type': 'HostAssigned',
    'schema-version': '1',
    revision: '4',
    'recorded-at': '1700000000000',
    position: 'l:7',
    'content-type': 'application/protobuf',
    'connection-id': 'c1',
  })
  expect(decodeStoredEvent(value, 0, value.length, position)).toEqual(event)
})

it('carries JSON where that is wanted, and no header without a value', () => {
  const event = recorded({ connectionId: '' })
  const { value, headers } = auditMessage({ event, json: '{"a":"ü"}' })
  expect(value.toString()).toBe('{"a":"ü"}')
  expect(headers['content-type']).toBe('application/json')
  expect(headers).not.toHaveProperty('connection-id')
})

it('cuts requests at the bound of bytes, in order, and sends what is larger alone', () => {
  const messages = [10, 10, 5_000, 10, 10, 10].map((size) =>
    auditMessage({ event: recorded({ payload: new Uint8Array(size) }) }),
  )
  const requests = requestsOf(messages, 1_200)
  expect(requests.map((request) => request.length)).toEqual([2, 1, 2, 1])
  expect(requests.flat()).toEqual(messages)
  expect(requestsOf([], 100)).toEqual([])
})
