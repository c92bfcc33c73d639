import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  creditText,
  finText,
  type LegText,
  parseLegText,
  pingText,
  pongText,
  rstText,
} from '../../relay/leg-text.ts'

const write = (text: LegText): string => {
  switch (text.kind) {
    case 'credit':
      return creditText(text.bytes)
    case 'ping':
      return pingText(text.number)
    case 'pong':
      return pongText(text.number)
    case 'fin':
      return finText
    case 'rst':
      return rstText
  }
}

describe('texts of a leg', () => {
  test('what is written is read back', () => {
    const whole = fc.integer({ min: 0, max: 999_999_999_999_999 })
    const anyText: fc.Arbitrary<LegText> = fc.oneof(
      fc.constantFrom<LegText>({ kind: 'fin' }, { kind: 'rst' }),
      fc.record({ kind: fc.constantFrom('ping', 'pong'), number: whole }),
      fc.record({ kind: fc.constant('credit'), bytes: whole.filter((bytes) => bytes > 0) }),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseLegText(write(text))).toEqual(text)
      }),
    )
  })

  test.each([
    '',
    '+',
    '+0',
    '+01',
    '+-1',
    '+1.5',
    '+1e3',
    '+ 1',
    '+1 ',
    '+0x10',
    '+9999999999999999',
    '1',
    'FIN',
    'fin ',
    'rst\n',
    'ping',
    'ping ',
    'ping -1',
    'ping 00',
    'pong x',
    'pongs 1',
    '+١',
  ])('%j is no text of a leg', (text) => {
    expect(parseLegText(text)).toBeUndefined()
  })

  test('whatever is read is one of the five forms, written the one way', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 24 }), (text) => {
        const parsed = parseLegText(text)
        if (parsed !== undefined) expect(write(parsed)).toBe(text)
      }),
    )
  })
})
