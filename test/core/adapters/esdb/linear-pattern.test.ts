import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearPattern } from '../../../../core/adapters/esdb/linear-pattern.ts'

const matches = (pattern: string, text: string): boolean => {
  const test = linearPattern(pattern)
  if (typeof test === 'string') throw new Error(test)
  return test(text)
}

/** Expressions over few characters, so that many of them match. */
const expressions = fc.letrec<{ any: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', 'é', '.', '[ab]', '[^a]', '\\d', '\\w', '\\u{1f600}', '\\x61', '\\.'),
    fc.constantFrom('^', '$', '\\b', '\\B'),
    tie('any').map((inner) => `(?:${inner})`),
    tie('any').map((inner) => `(${inner})`),
  ),
  any: fc.oneof(
    { maxDepth: 3 },
    tie('atom'),
    fc.tuple(tie('any'), tie('any')).map((both) => both.join('')),
    fc.tuple(tie('any'), tie('any')).map((both) => both.join('|')),
    fc
      .tuple(tie('any'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,}', '{0,2}', '{1,3}?'))
      .map(([inner, how]) => `(?:${inner})${how}`),
  ),
}))

const texts = fc
  .array(fc.constantFrom('a', 'b', 'é', '1', '-', '.', '\n', '\u{1f600}'), { maxLength: 6 })
  .map((parts) => parts.join(''))

describe('a regular expression in linear time', () => {
  it('finds what JavaScript finds', () => {
    fc.assert(
      fc.property(expressions.any, texts, (pattern, text) => {
        // V8 finds \B between the two halves of one character, where ECMA-262 does not look.
        fc.pre(!(pattern.includes('\\B') && text.includes('\u{1f600}')))
        expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('looks between characters, not inside one', () => {
    expect(matches('\\B', 'a\u{1f600}a')).toBe(false)
    expect(matches('\\B', '\u{1f600}\u{1f600}')).toBe(true)
  })

  it.each([
    `^${'.?'.repeat(60)}Z$`,
    '^(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)Z',
    '^(a+)+$',
    '(.*)(.*)(.*)(.*)(.*)(.*)Z',
    '(?:a{0,10}){0,20}Z',
    '(?:){4000000000}Z',
  ])('%s ends soon', (pattern) => {
    // Going back, it would outlive whoever waits for it.
    expect(matches(pattern, `${'a'.repeat(500)}!`)).toBe(false)
  })

  it.each([
    ['(?=a)', /looking ahead or behind/],
    ['(?<!a)b', /looking ahead or behind/],
    ['(a)\\1', /a reference back/],
    ['(?<n>a)\\k<n>', /a reference back/],
    ['((a{50}){50}){50}', /so many repetitions/],
    ['(', /not a regular expression/],
    ['a**', /not a regular expression/],
    ['\\ud83d\\ude00', /half a character/],
  ])('%s is refused', (pattern, why) => {
    expect(linearPattern(pattern)).toMatch(why)
  })
})
