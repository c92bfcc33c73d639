/** Payloads read by descriptors alone say what the codec says. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDescribedPayloads } from '../../proto/described-payloads.ts'
import { encodeEvent } from '../../proto/event-codec.ts'
import { storedDescriptors } from '../../proto/event-descriptors.ts'
import { arbitraryEvent, eventSample, eventTypes } from '../support/event-samples.ts'

const reader = createDescribedPayloads(storedDescriptors())

/** As JSON has it: bytes as base64. */
const plain = (data: object): unknown =>
  JSON.parse(
    JSON.stringify(data, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  )

it.each(eventTypes)('%s', (type) => {
  fc.assert(
    fc.property(arbitraryEvent(type), (event) => {
      expect(reader.read(encodeEvent(event))).toEqual(plain(event.data))
    }),
    { numRuns: 20 },
  )
})

it('says nothing of what is not described, or is no such message', () => {
  const stored = encodeEvent(eventSample('HostAssigned'))
  expect(reader.read({ ...stored, type: 'Unheard' })).toBeUndefined()
  expect(reader.read({ ...stored, type: 'constructor' })).toBeUndefined()
  expect(reader.read({ ...stored, schemaVersion: 9 })).toBeUndefined()
  expect(reader.read({ ...stored, payload: new Uint8Array([0xff, 0xff]) })).toBeUndefined()
})

it('reads what a later version of the program described', () => {
  const { set, messages } = storedDescriptors()
  const later = { ...messages, Later: { 3: 'causeway.events.v1.PoolRemoved' } }
  const { payload } = encodeEvent({ type: 'PoolRemoved', data: { poolId: 'p' } })
  const event = { type: 'Later', schemaVersion: 3, payload }
  expect(createDescribedPayloads({ set, messages: later }).read(event)).toEqual({ poolId: 'p' })
})
