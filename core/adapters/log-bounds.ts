/**
 * What an append must satisfy before any log looks at it. The same for every adapter.
 */
import type { ExpectedRevision, NewEvent } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  appendEventCountMax,
  envelopeTextBytesMax,
  eventPayloadBytesMax,
  streamNameBytesMax,
} from '../domain/limits.ts'

const schemaVersionMax = 0xffff_ffff

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

const checkEvent = (event: NewEvent): void => {
  if (event.eventId === '') throw new Fault('REQUEST_INVALID', 'an event has no eventId')
  if (event.type === '') throw new Fault('REQUEST_INVALID', 'an event has no type')
  for (const name of ['eventId', 'type', 'actor', 'connectionId', 'causationId'] as const) {
    const text = event[name]
    if (text.length * 3 > envelopeTextBytesMax && Buffer.byteLength(text) > envelopeTextBytesMax)
      throw new Fault('REQUEST_TOO_LARGE', `${name} is longer than ${envelopeTextBytesMax} bytes`)
  }
  if (!isCount(event.recordedAt))
    throw new Fault('REQUEST_INVALID', 'recordedAt is not a number of milliseconds since 1970')
  if (!isCount(event.schemaVersion) || event.schemaVersion > schemaVersionMax)
    throw new Fault('REQUEST_INVALID', 'schemaVersion is not a 32-bit count')
  if (event.payload.length > eventPayloadBytesMax)
    throw new Fault(
      'REQUEST_TOO_LARGE',
      `the payload of ${event.type} has ${event.payload.length} bytes, not ${eventPayloadBytesMax}`,
    )
}

/**
 * Checks an append against its bounds. Throws Fault REQUEST_INVALID or REQUEST_TOO_LARGE naming the
 * field: such an append can never succeed.
 */
export const checkAppend = (
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): void => {
  if (stream === '' || stream.includes('\0'))
    throw new Fault('REQUEST_INVALID', 'the stream has no name or one with a NUL')
  if (Buffer.byteLength(stream) > streamNameBytesMax)
    throw new Fault('REQUEST_TOO_LARGE', `the stream's name is longer than ${streamNameBytesMax}`)
  if (expected !== 'none' && !isCount(expected))
    throw new Fault('REQUEST_INVALID', 'the expected revision is neither a count nor none')
  if (events.length === 0) throw new Fault('REQUEST_INVALID', 'an append needs an event')
  if (events.length > appendEventCountMax)
    throw new Fault(
      'REQUEST_TOO_LARGE',
      `${events.length} events are above the ${appendEventCountMax} of one append`,
    )
  for (const event of events) checkEvent(event)
}
