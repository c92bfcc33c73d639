import { join } from 'node:path'
import fc from 'fast-check'
import protobuf from 'protobufjs'
import { describe, expect, it } from 'vitest'
import {
  decodeStoredEvent,
  encodeStoredEvent,
  readEventId,
  readPlace,
  storedBytes,
} from '../../../core/adapters/log-envelope.ts'
import { createPositions } from '../../../core/adapters/log-position.ts'
import type { NewEvent } from '../../../core/broker/ports.ts'

const root = protobuf.loadSync(join(import.meta.dirname, '../../../proto/envelope.proto'))
const storedEvent = root.lookupType('causeway.log.v1.StoredEvent')
const position = createPositions('l').of(1)

const text = fc.string({ unit: 'grapheme', maxLength: 60 })
const count = fc.oneof(fc.maxSafeNat(), fc.nat({ max: 300 }))
const anyEvent = fc.record({
  eventId: text,
  type: text,
  schemaVersion: fc.nat({ max: 0xffff_ffff }),
  recordedAt: count,
  actor: text,
  connectionId: text,
  causationId: text,
  payload: fc.uint8Array({ maxLength: 400 }),
})

/** What protobufjs makes of the same fields, defaults left out as proto3 says. */
const reference = (event: NewEvent, stream: string, revision: number): Uint8Array => {
  const fields = Object.entries({ ...event, stream, revision })
  const present = fields.filter(([, value]) =>
    value instanceof Uint8Array ? value.length > 0 : value !== '' && value !== 0,
  )
  return new Uint8Array(storedEvent.encode(Object.fromEntries(present)).finish())
}

const decode = (bytes: Uint8Array) =>
  decodeStoredEvent(Buffer.from(bytes), 0, bytes.length, position)

describe('the envelope', () => {
  it('has the bytes that protobufjs writes', () => {
    fc.assert(
      fc.property(anyEvent, text, count, (event, stream, revision) => {
        expect(encodeStoredEvent(event, stream, revision)).toEqual(
          reference(event, stream, revision),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('comes back as it was, and encodes to the same bytes again', () => {
    fc.assert(
      fc.property(anyEvent, text, count, (event, stream, revision) => {
        const bytes = encodeStoredEvent(event, stream, revision)
        const found = decode(bytes)
        expect(found).toEqual({ ...event, stream, revision, position })
        expect(storedBytes(found)).toEqual(bytes)
        expect(readEventId(Buffer.from(bytes), 0, bytes.length)).toBe(event.eventId)
        expect(readPlace(Buffer.from(bytes), 0, bytes.length)).toEqual({ stream, revision })
      }),
      { numRuns: 500 },
    )
  })

  it('has had these bytes since version 1', () => {
    const event = {
      eventId: '0191b2c3-0000-8000-8000-0000000000a1',
      type: 'HostAssigned',
      schemaVersion: 1,
      recordedAt: 1_700_000_000_000,
      actor: 'broker:b1',
      connectionId: 'c1',
      causationId: 'k1',
      payload: new Uint8Array([10, 2, 104, 49]),
    }
    const golden =
      '0a2430313931623263332d303030302d383030302d383030302d3030303030303030303061311' +
      '20c486f737441737369676e656418012' +
      '20d636f6e6e656374696f6e2d633128053080d095ffbc313a09' +
      '62726f6b65723a6231420263314a026b3152040a026831'
    expect(Buffer.from(encodeStoredEvent(event, 'connection-c1', 5)).toString('hex')).toBe(golden)
    expect(decode(Buffer.from(golden, 'hex'))).toEqual({
      ...event,
      stream: 'connection-c1',
      revision: 5,
      position,
    })
  })

  it('passes over fields that a later version may add', () => {
    const bytes = encodeStoredEvent(
      { ...fc.sample(anyEvent, { numRuns: 1, seed: 7 })[0] } as NewEvent,
      's',
      1,
    )
    const added = Buffer.from([
      0x58, 0x96, 0x01, 0x61, 1, 2, 3, 4, 5, 6, 7, 8, 0x6a, 1, 9, 0x75, 1, 2, 3, 4,
    ])
    expect(decode(Buffer.concat([bytes, added]))).toEqual(decode(bytes))
  })

  it('faults on damaged bytes instead of guessing, whatever they are', () => {
    const event = fc.sample(anyEvent, { numRuns: 1, seed: 3 })[0]
    if (event === undefined) throw new Error('nothing was sampled')
    const bytes = encodeStoredEvent({ ...event, payload: new Uint8Array(20) }, 'stream', 3)
    // Cut inside the last field, which has a length.
    for (let length = bytes.length - 20; length < bytes.length; length++)
      expect(() => decode(bytes.slice(0, length))).toThrow('stored message')
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        try {
          decode(noise)
        } catch (error) {
          expect(error).toMatchObject({ code: 'LOG_CORRUPT' })
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
