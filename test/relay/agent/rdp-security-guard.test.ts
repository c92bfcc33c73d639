import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRdpSecurityGuard } from '../../../relay/agent/rdp-security-guard.ts'

const hex = (text: string): Uint8Array =>
  new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))

/** X.224 Connection Request with cookie-less negotiation, as clients send it. */
const request = hex('0300 0013 0e e0 0000 0000 00 01 00 0800 03000000')
const requestWithoutNegotiation = hex('0300 000b 06 e0 0000 0000 00')
const confirmOf = (protocol: number): Uint8Array =>
  hex(`0300 0013 0e d0 0000 1234 00 02 1f 0800 0${protocol}000000`)
const confirmWithoutNegotiation = hex('0300 000b 06 d0 0000 1234 00')
const negotiationFailure = hex('0300 0013 0e d0 0000 1234 00 03 00 0800 05000000')

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Feeds both streams in pieces and gives what reached the client, or the refusal. */
const relay = (
  client: Uint8Array,
  target: Uint8Array,
  pieces: (bytes: Uint8Array) => readonly Uint8Array[] = (bytes) => [bytes],
): { passed: string } | { refused: string } => {
  const guard = createRdpSecurityGuard()
  for (const piece of pieces(client)) guard.fromClient(piece)
  const passed: Uint8Array[] = []
  for (const piece of pieces(target)) {
    const verdict = guard.fromTarget(piece)
    if (verdict.kind === 'refuse') return { refused: verdict.detail }
    passed.push(verdict.bytes)
  }
  passed.push(guard.flush())
  return { passed: text(Buffer.concat(passed)) }
}

const single = (bytes: Uint8Array): Uint8Array[] => [...bytes].map((byte) => Uint8Array.of(byte))

describe.each([
  ['whole', (bytes: Uint8Array) => [bytes]],
  ['byte by byte', single],
])('an RDP answer that arrives %s', (_, pieces) => {
  it.each([
    ['TLS', 1],
    ['CredSSP', 2],
    ['RDSTLS', 4],
    ['early user authorisation', 8],
  ])('passes when it selects %s', (_name, protocol) => {
    const answer = confirmOf(protocol)
    expect(relay(request, answer, pieces)).toEqual({ passed: text(answer) })
  })

  it('is refused when it selects standard RDP security', () => {
    expect(relay(request, confirmOf(0), pieces)).toEqual({
      refused: expect.stringContaining('standard RDP security'),
    })
  })

  it('is refused when it does not negotiate at all', () => {
    const refusal = { refused: expect.stringContaining('standard RDP security') }
    expect(relay(request, confirmWithoutNegotiation, pieces)).toEqual(refusal)
    expect(relay(requestWithoutNegotiation, confirmWithoutNegotiation, pieces)).toEqual(refusal)
  })

  it('passes when it is a refusal of its own, which the client must read', () => {
    expect(relay(request, negotiationFailure, pieces)).toEqual({ passed: text(negotiationFailure) })
  })
})

describe('what is not RDP', () => {
  const noise = fc.uint8Array({ maxLength: 40 })
  const notRdp = noise.filter((bytes) => bytes.length > 0 && bytes[0] !== 3)

  it('passes byte for byte when the client does not ask as an RDP client', () => {
    fc.assert(
      fc.property(notRdp, noise, (client, target) => {
        expect(relay(client, target, single)).toEqual({ passed: text(target) })
      }),
    )
  })

  it('passes when the target speaks first', () => {
    const guard = createRdpSecurityGuard()
    const banner = Buffer.from('SSH-2.0-server\r\n')
    expect(guard.fromTarget(banner)).toEqual({ kind: 'pass', bytes: banner })
    guard.fromClient(request)
    expect(guard.fromTarget(confirmOf(0)).kind).toBe('pass')
  })

  it('an answer that ends early is given to the client as far as it came', () => {
    expect(relay(request, confirmOf(1).subarray(0, 9), single)).toEqual({
      passed: text(confirmOf(1).subarray(0, 9)),
    })
  })
})

it('any answer, cut anywhere, reaches the client whole or not at all', () => {
  const answers = fc.constantFrom(
    Buffer.concat([confirmOf(1), Buffer.from('TLS follows')]),
    Buffer.concat([confirmOf(0), Buffer.from('more')]),
    Buffer.from(confirmWithoutNegotiation),
  )
  fc.assert(
    fc.property(answers, fc.array(fc.integer({ min: 1, max: 9 })), (answer, sizes) => {
      const cut = (bytes: Uint8Array): Uint8Array[] => {
        const pieces: Uint8Array[] = []
        let at = 0
        for (const size of sizes) {
          pieces.push(bytes.subarray(at, at + size))
          at += size
        }
        return [...pieces, bytes.subarray(at)]
      }
      expect(relay(request, answer, cut)).toEqual(relay(request, answer))
    }),
  )
})
