import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../../core/domain/errors.ts'
import type { DomainEvent } from '../../core/domain/events.ts'
import { featureLevelMax, featureLevelMin } from '../../core/domain/features.ts'
import {
  createEventCodec,
  decodeEvent,
  decodeFoldable,
  encodeEvent,
  type StoredPayload,
  type StoredSpan,
} from '../../proto/event-codec.ts'
import { eventSchemas } from '../../proto/event-schemas.ts'
import { decodePersonalData, encodePersonalData } from '../../proto/personal-data.ts'
import {
  arbitraryEvent,
  type EventType,
  eventData,
  eventSample,
  eventTypes,
} from '../support/event-samples.ts'

const goldenFolder = fileURLToPath(new URL('golden/events/', import.meta.url))
const golden = (type: string): string =>
  readFileSync(`${goldenFolder}${type}.v1.hex`, 'utf8').trim()

const faultOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Fault ? error.code : `a bug: ${error}`
  }
  return 'none'
}

const spoiltList = (value: unknown): unknown => {
  if (!Array.isArray(value)) return undefined
  const first: unknown = value[0]
  return typeof first === 'object' ? [{ hostId: '\ud800', reason: 'r' }] : ['\ud800']
}

// A variant of DomainEvent without a schema, or a schema without a variant, does not compile here.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const tablesAgree: Same<EventType, keyof typeof eventSchemas> = true

describe('the schema table', () => {
  it('covers every event of the domain and no other', () => {
    expect(tablesAgree).toBe(true)
    expect(Object.keys(eventSchemas).sort()).toEqual(Object.keys(eventData).sort())
  })

  it('names every field that the domain sets', () => {
    for (const type of eventTypes) {
      const named = eventSchemas[type].fields.split(' ').map((field) => field.replace(/\W$/, ''))
      expect(named.sort(), type).toEqual(Object.keys(eventData[type]).sort())
    }
  })
})

describe('golden bytes', () => {
  it('there is one file for each event type and version, and no other', () => {
    const expected = eventTypes.map((type) => `${type}.v${eventSchemas[type].version}.hex`)
    expect(readdirSync(goldenFolder).sort()).toEqual(expected.sort())
  })

  it.each(eventTypes)('%s is written and read as ever', (type) => {
    const stored = encodeEvent(eventSample(type))
    expect(stored).toMatchObject({ type, schemaVersion: 1 })
    expect(Buffer.from(stored.payload).toString('hex')).toBe(golden(type))
    const payload = new Uint8Array(Buffer.from(golden(type), 'hex'))
    expect(decodeEvent({ type, schemaVersion: 1, payload })).toEqual(eventSample(type))
  })
})

describe('fields that were added within a version', () => {
  it('are zero in what was written before', () => {
    const before =
      '0a2430313930613030302d303030302d373030302d383030302d3030303030303030303030311206' +
      '636c69656e741a06636c6f73656420ffffffffffffff0f28b9603080dddb0138808004'
    const payload = new Uint8Array(Buffer.from(before, 'hex'))
    const read = decodeEvent({ type: 'RelayEnded', schemaVersion: 1, payload })
    const zeros = { messagesToClient: 0, messagesToHost: 0, stalls: 0 }
    expect(read.data).toEqual({ ...eventSample('RelayEnded').data, ...zeros })
  })
})

describe('properties', () => {
  it.each(eventTypes)('%s comes back as it was', (type) => {
    fc.assert(
      fc.property(arbitraryEvent(type), (event) => {
        expect(decodeEvent(encodeEvent(event))).toEqual(event)
      }),
      { numRuns: 50 },
    )
  })

  it.each(eventTypes)('%s with half a character in a text is never written', (type) => {
    for (const [field, value] of Object.entries(eventSample(type).data)) {
      const spoilt = typeof value === 'string' ? `${value}\ud800` : spoiltList(value)
      if (spoilt === undefined) continue
      const event = { type, data: { ...eventSample(type).data, [field]: spoilt } }
      expect(() => encodeEvent(event as DomainEvent), field).toThrow(field)
    }
  })

  it('random bytes are an event or a damaged log, nothing else', () => {
    const codes = new Map<string, number>()
    fc.assert(
      fc.property(
        fc.constantFrom(...eventTypes),
        fc.uint8Array({ maxLength: 64 }),
        (type, payload) => {
          const code = faultOf(() => decodeEvent({ type, schemaVersion: 1, payload }))
          codes.set(code, (codes.get(code) ?? 0) + 1)
        },
      ),
      { numRuns: 2_000 },
    )
    expect([...codes.keys()].filter((code) => code !== 'none')).toEqual(['LOG_CORRUPT'])
  })

  it('an event cut short is never read as another one', () => {
    for (const type of eventTypes) {
      const { payload } = encodeEvent(eventSample(type))
      const names = new Set<string>()
      for (let length = 0; length < payload.length; length++) {
        const cut = payload.slice(0, length)
        const code = faultOf(() => {
          const event = decodeEvent({ type, schemaVersion: 1, payload: cut })
          expect(event).not.toEqual(eventSample(type))
        })
        names.add(code)
      }
      expect([...names].filter((code) => code !== 'none')).toEqual(['LOG_CORRUPT'])
    }
  })
})

describe('what is not understood stops the reader', () => {
  const { payload } = encodeEvent(eventSample('DrainStarted'))

  it('an unknown type', () => {
    for (const type of ['DrainPostponed', 'constructor', '__proto__', '']) {
      expect(faultOf(() => decodeEvent({ type, schemaVersion: 1, payload }))).toBe('LOG_TOO_NEW')
    }
  })
  it('a newer or impossible version', () => {
    for (const schemaVersion of [0, 2, 99, 1.5, Number.NaN]) {
      const stored = { type: 'DrainStarted', schemaVersion, payload }
      expect(faultOf(() => decodeEvent(stored))).toBe('LOG_TOO_NEW')
    }
  })
  it('a field that must be there and is not', () => {
    const stored = { type: 'DrainStarted', schemaVersion: 1, payload: new Uint8Array() }
    expect(faultOf(() => decodeEvent(stored))).toBe('LOG_CORRUPT')
  })
  it('a number beyond what is exact', () => {
    // beat_at = 2^64 - 1 behind a host id.
    const bytes = [0x0a, 1, 0x68, 0x10, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]
    const stored = {
      type: 'HostBecameAvailable',
      schemaVersion: 1,
      payload: Uint8Array.from(bytes),
    }
    expect(faultOf(() => decodeEvent(stored))).toBe('LOG_CORRUPT')
  })
  it('an unknown field within a known version is passed over', () => {
    const payloadWithMore = Uint8Array.from([...payload, 0xfa, 0x01, 1, 0x41])
    const stored = { type: 'DrainStarted', schemaVersion: 1, payload: payloadWithMore }
    expect(decodeEvent(stored)).toEqual(eventSample('DrainStarted'))
  })
})

describe('what the domain never makes is never stored', () => {
  it.each([
    ['an empty id', { type: 'DrainStarted', data: { hostId: '' } }],
    ['a missing field', { type: 'HostRegistered', data: { hostId: 'h' } }],
    ['a negative number', { type: 'HostBecameAvailable', data: { hostId: 'h', beatAt: -1 } }],
    ['half a number', { type: 'HostBecameAvailable', data: { hostId: 'h', beatAt: 0.5 } }],
    ['an unknown type', { type: 'Nothing', data: {} }],
  ])('%s is a bug', (_what, event) => {
    const codec = createEventCodec(
      Object.fromEntries(Object.entries(eventSchemas).map(([type, schema]) => [type, [schema]])),
    )
    expect(() => codec.encode(event, 1)).toThrow(/^event /)
  })
})

/** A payload on its own, as a part of larger bytes. */
const whole = ({ type, schemaVersion, payload }: StoredPayload): StoredSpan => {
  const bytes = Buffer.concat([Buffer.from([0xff]), payload, Buffer.from([0xff])])
  return { type, schemaVersion, bytes, payloadStart: 1, payloadEnd: 1 + payload.length }
}

describe('texts of a stored payload', () => {
  const removed = (text: Buffer): StoredPayload => ({
    type: 'WorkspaceRemoved',
    schemaVersion: 1,
    payload: Buffer.concat([Buffer.from([0x0a, text.length]), text]),
  })

  it.each(['w', 'büro', '日本語のワークスペース', 'replaced \ufffd on purpose', '🖥'.repeat(20)])(
    '%s comes back',
    (text) => {
      expect(decodeEvent(removed(Buffer.from(text))).data).toEqual({ workspaceId: text })
    },
  )
  it('what is no UTF-8 is damage', () => {
    const torn = Buffer.from('büro').subarray(0, 2)
    expect(() => decodeEvent(removed(torn))).toThrow('damaged')
  })
  it('one that is longer than its message is damage', () => {
    const { payload, ...rest } = removed(Buffer.from('workspace'))
    expect(() => decodeEvent({ ...rest, payload: payload.subarray(0, 5) })).toThrow('damaged')
  })
  it('bytes are copied, so that they outlive what they were read with', () => {
    const event = eventSample('RendezvousSent')
    const stored = encodeEvent(event)
    const span = whole(stored)
    const decoded = decodeFoldable(span)
    span.bytes.fill(0)
    expect(decoded).toEqual(event)
  })
})

describe('a type with two versions', () => {
  const v1 = eventSchemas.WorkspaceRemoved
  const v2 = { ...eventSchemas.WorkspaceCreated, version: 2 }
  const codec = createEventCodec(
    { WorkspaceSeen: [v1, v2] },
    { 'WorkspaceSeen@1': (data) => ({ ...data, name: `once ${data['workspaceId']}` }) },
  )

  it('an old event is read at the newest version', () => {
    // Golden: as version 1 was written when it was the newest.
    const payload = Buffer.from('0a0177', 'hex')
    expect(Buffer.from(v1.message.encode({ workspaceId: 'w' }).finish())).toEqual(payload)
    expect(codec.decode(whole({ type: 'WorkspaceSeen', schemaVersion: 1, payload }))).toEqual({
      type: 'WorkspaceSeen',
      data: { workspaceId: 'w', name: 'once w' },
    })
  })
  it('a new event is written at the newest version and read as it was', () => {
    const event = { type: 'WorkspaceSeen', data: { workspaceId: 'w', name: 'n' } }
    const stored = codec.encode(event, 1)
    expect(stored.schemaVersion).toBe(2)
    expect(codec.decode(whole(stored))).toEqual(event)
  })
  it('a version without the step to the next is a bug found at once', () => {
    expect(() => createEventCodec({ WorkspaceSeen: [v1, v2] })).toThrow('WorkspaceSeen@1')
  })
})

describe('the feature level', () => {
  const v1 = eventSchemas.WorkspaceRemoved
  const v2 = { ...eventSchemas.WorkspaceCreated, version: 2, level: 3 }
  const codec = createEventCodec(
    { WorkspaceSeen: [v1, v2], WorkspacePainted: [{ ...v1, level: 2 }] },
    { 'WorkspaceSeen@1': (data) => ({ ...data, name: `once ${data['workspaceId']}` }) },
  )
  const seen = { type: 'WorkspaceSeen', data: { workspaceId: 'w', name: 'n' } }

  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
  ])('at %i an event is written at version %i', (level, version) => {
    const stored = codec.encode(seen, level)
    expect(stored.schemaVersion).toBe(version)
    const name = version === 2 ? 'n' : 'once w'
    expect(codec.decode(whole(stored))).toEqual({ ...seen, data: { workspaceId: 'w', name } })
  })
  it('lets no type be written before its level', () => {
    const painted = { type: 'WorkspacePainted', data: { workspaceId: 'w' } }
    expect(faultOf(() => codec.encode(painted, 1))).toBe('UPGRADE_NOT_FINALIZED')
    expect(codec.encode(painted, 2)).toMatchObject({ schemaVersion: 1 })
  })
  it('of every schema is one that this version can raise a log to', () => {
    const levels = Object.values(eventSchemas).map(({ level }) => level)
    expect(Math.min(...levels)).toBe(featureLevelMin)
    expect(Math.max(...levels)).toBeLessThanOrEqual(featureLevelMax)
  })
})

describe('what is said of a person', () => {
  it('comes back as it was', () => {
    const data = { userName: 'Ada', clientAddress: '2001:db8::1', deviceName: 'büro' }
    expect(decodePersonalData(encodePersonalData(data))).toEqual(data)
  })
  it('bytes that are none are undefined', () => {
    expect(decodePersonalData(Uint8Array.of(0x0a, 0xff))).toBeUndefined()
  })
})
