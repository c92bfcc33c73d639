/** What others wrote does nothing to a terminal. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTable } from '../../../../core/bin/cli/table.ts'
import { cellCount, terminalJson, terminalText } from '../../../../core/bin/cli/terminal-text.ts'

/** Controls, line ends and everything that reorders, hides or joins. */
const harmful = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

const hostile: readonly (readonly [string, string, string])[] = [
  ['a colour', 'a\u001b[31mred', 'a\\u{1b}[31mred'],
  ['a title', '\u001b]0;owned\u0007x', '\\u{1b}]0;owned\\u{7}x'],
  ['an 8-bit control sequence', '\u009b2J', '\\u{9b}2J'],
  ['a return and a line feed', 'safe\r\nforged line', 'safe\\u{d}\\u{a}forged line'],
  ['a bidirectional override', 'exe.\u202efdp', 'exe.\\u{202e}fdp'],
  ['an isolate', 'a\u2067b', 'a\\u{2067}b'],
  ['a zero-width space', 'ad\u200bmin', 'ad\\u{200b}min'],
  ['a tag of plane 14', 'x\u{e0041}', 'x\\u{e0041}'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['half a surrogate pair', 'a\ud800b', 'a\\u{d800}b'],
]

describe('text for terminals', () => {
  it.each(hostile)('shows %s written out', (_, text, shown) => {
    expect(terminalText(text)).toBe(shown)
  })

  it('leaves letters, marks and pictures alone', () => {
    const text = 'Büro 北京 مكتب é 🖥'
    expect(terminalText(text)).toBe(text)
  })

  it('never lets a harmful character through, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(terminalText(text)).not.toMatch(harmful)
      }),
    )
  })

  it('bounds its length', () => {
    expect(terminalText('x'.repeat(100_000)).length).toBeLessThan(5_000)
  })
})

describe('JSON for terminals', () => {
  it('is one harmless line that reads back the same', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
        (value) => {
          const text = terminalJson(value)
          expect(text).not.toMatch(harmful)
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        },
      ),
    )
  })

  it('escapes characters outside the basic plane as two units', () => {
    const text = terminalJson('x\u{e0041}')
    expect(text).toBe('"x\\udb40\\udc41"')
    expect(JSON.parse(text)).toBe('x\u{e0041}')
  })
})

describe('tables', () => {
  it('align columns by the cells that characters take', () => {
    const table = formatTable(
      ['NAME', 'POOL'],
      [
        ['desk', 'staff'],
        ['北京', 'x'],
      ],
    )
    expect(table).toBe('NAME  POOL\ndesk  staff\n北京  x\n')
    expect(cellCount('北京')).toBe(4)
  })

  it('let no cell end its line or leave its column', () => {
    const table = formatTable(
      ['A', 'B'],
      [
        ['x\ny', '\u001b[2K'],
        ['1', '2'],
      ],
    )
    expect(table.split('\n')).toEqual(['A        B', 'x\\u{a}y  \\u{1b}[2K', '1        2', ''])
  })
})
