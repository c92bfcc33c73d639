import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventLine } from '../../../core/api/event-line.ts'
import type { Position, RecordedEvent } from '../../../core/broker/ports.ts'
import { parseEventLine } from '../../../projections/audit/event-line.ts'
import { encodeEvent } from '../../../proto/event-codec.ts'
import { encodePersonalData } from '../../../proto/personal-data.ts'
import { arbitraryEvent, eventSample, eventTypes } from '../../support/event-samples.ts'

const recorded = (event: Parameters<typeof encodeEvent>[0]): RecordedEvent => ({
  ...encodeEvent(event),
  eventId: 'e1',
  stream: 'host-1',
  revision: 3,
  recordedAt: 1_700_000_000_000,
  actor: 'user:ada',
  connectionId: 'c1',
  causationId: 'cause',
  // The one place where text becomes a position without a log.
  position: 'l:9' as Position,
})
const nobody = { open: async () => undefined, recall: async () => undefined }
const sample = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await eventLine(nobody, recorded(eventSample('HostRegistered'))))

describe('what the API writes is read back', () => {
  it.each(eventTypes)('%s', async (type) => {
    await fc.assert(
      fc.asyncProperty(arbitraryEvent(type), async (event) => {
        const parsed = parseEventLine(JSON.parse(await eventLine(nobody, recorded(event))))
        expect(parsed).toMatchObject({
          kind: 'event',
          line: { position: 'l:9', revision: 3, actor: 'user:ada', event },
        })
      }),
      { numRuns: 10 },
    )
  })

  it('with what was sealed, or the news that the person is gone', async () => {
    const person = { userName: 'Ada', clientAddress: '::1', deviceName: 'd' }
    const people = { ...nobody, open: async () => encodePersonalData(person) }
    const event = recorded(eventSample('ConnectionRequested'))
    expect(parseEventLine(JSON.parse(await eventLine(people, event)))).toMatchObject({
      line: { person },
    })
    expect(parseEventLine(JSON.parse(await eventLine(nobody, event)))).toMatchObject({
      line: { person: null },
    })
  })
})

describe('what is no event line is told apart', () => {
  it.each([
    ['revision', -1],
    ['revision', 1.5],
    ['recordedAt', 'today'],
    ['recordedAt', -5],
    ['position', ''],
    ['stream', undefined],
    ['data', null],
    ['person', { userName: 3 }],
  ])('%s as %o', async (field, value) => {
    const parsed = parseEventLine({ ...(await sample()), [field]: value })
    expect(parsed.kind).toBe('malformed')
    expect('detail' in parsed && parsed.detail).toContain(field)
  })

  it.each([null, 7, 'text', [], {}])('%o', (value) => {
    expect(parseEventLine(value).kind).toBe('malformed')
  })

  it('bytes that are no base64, or not there', async () => {
    const line = await sample()
    const data = { hostId: 'h', poolId: 'p', name: 'n', tokenId: 't' }
    for (const publicKey of ['a', '?===', 'QQ=', 5, undefined]) {
      const parsed = parseEventLine({ ...line, data: { ...data, publicKey } })
      expect(parsed).toEqual({
        kind: 'malformed',
        detail: 'event HostRegistered has no valid field publicKey',
      })
    }
    expect(parseEventLine({ ...line, data: { ...data, publicKey: 'QQ==' } }).kind).toBe('event')
  })

  it('a type of a newer program, or one that every object has', async () => {
    for (const type of ['HostPainted', 'constructor', '__proto__']) {
      const parsed = parseEventLine({ ...(await sample()), type })
      expect('detail' in parsed && parsed.detail).toContain('upgrade this program')
    }
  })

  it('data that the domain would never make', async () => {
    const line = { ...(await sample()), type: 'HostAssigned' }
    expect(parseEventLine({ ...line, data: { excluded: [null] } }).kind).toBe('malformed')
    expect(parseEventLine({ ...line, type: 'DrainStarted', data: { hostId: 4 } }).kind).toBe(
      'malformed',
    )
  })

  it('with the name of an administrator, whom the log knows by an id alone', async () => {
    const event = { ...recorded(eventSample('DrainStarted')), actor: 'admin:u-root' }
    const names = new Map([['u-root', 'Grace']])
    const people = { ...nobody, recall: async (userId: string) => names.get(userId) }
    expect(parseEventLine(JSON.parse(await eventLine(people, event)))).toMatchObject({
      line: { actor: 'admin:u-root', actorName: 'Grace' },
    })
    expect(await eventLine(nobody, event)).not.toContain('actorName')
  })
})
