import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  controlMessageBytesMax,
  controlRelayCountMax,
  controlTextCharsMax,
} from '../../core/domain/limits.ts'
import {
  type ControlMessage,
  controlFault,
  decodeControl,
  encodeControl,
} from '../../proto/control-codec.ts'
import { controlSchemas } from '../../proto/control-schemas.ts'
import { anyControlMessage, controlSamples } from '../support/relay/control-samples.ts'

const goldenFolder = fileURLToPath(new URL('golden/control/', import.meta.url))
const golden = (type: string): Buffer =>
  Buffer.from(readFileSync(`${goldenFolder}${type}.hex`, 'utf8').trim(), 'hex')

const samples = Object.values(controlSamples)

/** A sample with some fields changed to what no type allows. */
const broken = (type: keyof typeof controlSamples, change: object): ControlMessage =>
  ({ ...controlSamples[type], ...change }) as ControlMessage

describe('golden bytes', () => {
  it('there is one file for each message and no other', () => {
    const names = readdirSync(goldenFolder).map((name) => name.replace('.hex', ''))
    expect(names.sort()).toEqual(Object.keys(controlSchemas).sort())
  })

  it.each(samples)('$type is written and read as ever', (message) => {
    expect(existsSync(`${goldenFolder}${message.type}.hex`)).toBe(true)
    expect(Buffer.from(encodeControl(message)).toString('hex')).toBe(
      golden(message.type).toString('hex'),
    )
    expect(decodeControl(golden(message.type))).toEqual(message)
  })
})

describe('properties', () => {
  it('what is encoded is decoded as it was', () => {
    fc.assert(
      fc.property(anyControlMessage, (message) => {
        expect(decodeControl(encodeControl(message))).toEqual(message)
      }),
    )
  })

  it('random bytes are judged, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 256 }), (bytes) => {
        expect(typeof decodeControl(bytes).type).toBe('string')
      }),
      { numRuns: 2_000 },
    )
  })

  it('a message with bytes changed is another message or refused, and encodes again', () => {
    const changes = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 255 }))
    fc.assert(
      fc.property(changes, ([sample, place, value]) => {
        const bytes = encodeControl(sample)
        bytes[place % bytes.length] = value
        const message = decodeControl(bytes)
        if (message.type === 'malformed' || message.type === 'unknown') return
        expect(decodeControl(encodeControl(message))).toEqual(message)
      }),
      { numRuns: 3_000 },
    )
  })

  it('a message cut short never passes as another type', () => {
    for (const sample of samples) {
      const bytes = encodeControl(sample)
      for (let length = 1; length < bytes.length; length++) {
        expect(decodeControl(bytes.subarray(0, length)).type).toBe('malformed')
      }
    }
  })
})

describe('versions', () => {
  it('a field of a newer version is skipped', () => {
    // Field 15 of Rejected, a string; then the envelope's length grows by its three bytes.
    const bytes = encodeControl(controlSamples.rejected)
    const longer = Buffer.concat([bytes, Buffer.from([0x7a, 0x01, 0x41])])
    longer[1] = (longer[1] ?? 0) + 3
    expect(decodeControl(longer)).toEqual(controlSamples.rejected)
  })

  it('a message of a newer version is unknown', () => {
    expect(decodeControl(Buffer.from([0xfa, 0x3f, 0x02, 0x08, 0x01]))).toEqual({ type: 'unknown' })
    expect(decodeControl(Buffer.alloc(0))).toEqual({ type: 'unknown' })
  })
})

describe('checks', () => {
  const refused: [string, ControlMessage, RegExp][] = [
    ['an unknown role', broken('hello', { role: 'broker' }), /hello\.role/],
    ['a key of the wrong length', broken('hello', { publicKey: new Uint8Array(31) }), /32 bytes/],
    ['neither id nor token', broken('hello', { join: undefined }), /no machine and no join/],
    ['a version of 0', broken('hello', { protocolVersion: 0 }), /hello\.protocolVersion/],
    ['a short nonce', broken('challenge', { nonce: new Uint8Array(8) }), /challenge\.nonce/],
    ['an empty id', broken('legReportAck', { reportId: '' }), /legReportAck\.reportId/],
    ['a long id', broken('legReportAck', { reportId: 'x'.repeat(257) }), /legReportAck\.reportId/],
    ['a load above 1', broken('heartbeat', { cpuLoad: 1.01 }), /heartbeat\.cpuLoad/],
    ['a load that is no number', broken('heartbeat', { cpuLoad: Number.NaN }), /cpuLoad/],
    ['negative memory', broken('heartbeat', { memoryUsedBytes: -1 }), /memoryUsedBytes/],
    ['an accepted answer with a code', broken('rendezvousAnswer', { accepted: true }), /code/],
    ['a declined answer without one', broken('rendezvousAnswer', { code: '' }), /code/],
    ['an attempt of 0', broken('rendezvousOrder', { attempt: 0 }), /rendezvousOrder\.attempt/],
    ['a gateway with a path', broken('gatewayState', { ownUrl: 'wss://g:1/arm?x=' }), /ownUrl/],
    ['a gateway without TLS', broken('gatewayState', { clientUrl: 'ws://g:1' }), /clientUrl/],
    ['an unknown report', broken('legReport', { kind: 'leg-joined' }), /legReport\.kind/],
    ['an ending by nobody', broken('legReport', { endedBy: '' }), /ended_by/],
    ['a lost leg of no side', broken('legReport', { kind: 'leg-lost', endedBy: '' }), /side/],
    [
      'a fingerprint of the wrong length',
      broken('certificateReport', { fingerprintSha256: new Uint8Array(20) }),
      /fingerprintSha256/,
    ],
    [
      'an unknown session state',
      broken('sessionsReport', {
        sessions: [{ hostSessionId: '1', userSessionId: '', state: 'idle', account: '' }],
      }),
      /sessionsReport\.sessions\.0\.state/,
    ],
  ]

  it.each(refused)('%s is refused by name', (_, message, pattern) => {
    expect(controlFault(message)).toMatch(pattern)
    expect(() => encodeControl(message)).toThrow(pattern)
  })

  it('an unknown state on the wire is malformed, never guessed', () => {
    const text = Buffer.from(encodeControl(controlSamples.hello)).toString('latin1')
    const bytes = Buffer.from(text.replace('agent', 'genie'), 'latin1')
    expect(decodeControl(bytes)).toMatchObject({
      type: 'malformed',
      detail: expect.stringMatching(/hello\.role/),
    })
  })

  it('an integer beyond 2^53 is malformed, never rounded', () => {
    const state = { ...controlSamples.legReport, bytesToHost: Number.MAX_SAFE_INTEGER }
    const bytes = Buffer.from(encodeControl(state))
    // The largest safe integer is seven bytes of ff and one of 0f.
    const at = bytes.indexOf(Buffer.from('ffffffffffffff0f', 'hex'))
    expect(at).toBeGreaterThan(0)
    bytes[at + 7] = 0x7f
    expect(decodeControl(bytes)).toMatchObject({
      type: 'malformed',
      detail: expect.stringMatching(/bytesToHost/),
    })
  })

  it('long free text is cut and costs nothing else', () => {
    const message = { ...controlSamples.rejected, detail: 'y'.repeat(controlTextCharsMax * 3) }
    expect(decodeControl(encodeControl(message))).toEqual({
      ...message,
      detail: 'y'.repeat(controlTextCharsMax),
    })
  })

  it('the state of as many relays as allowed fits one message, one more does not pass', () => {
    const liveRelays = Array.from({ length: controlRelayCountMax }, (_, index) => ({
      connectionId: `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      bytesToClient: 10_000_000_000_000,
      bytesToHost: 10_000_000_000,
    }))
    const state = { ...controlSamples.gatewayState, liveRelays }
    expect(encodeControl(state).length).toBeLessThanOrEqual(controlMessageBytesMax)
    const [first] = liveRelays
    if (first === undefined) throw new Error('no relay')
    expect(controlFault({ ...state, liveRelays: [...liveRelays, first] })).toMatch(/liveRelays/)
  })

  it('more bytes than allowed are not looked at', () => {
    expect(decodeControl(Buffer.alloc(controlMessageBytesMax + 1))).toMatchObject({
      type: 'malformed',
    })
  })
})
