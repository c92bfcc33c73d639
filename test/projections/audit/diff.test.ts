import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Difference, diffOf } from '../../../projections/audit/diff.ts'

const apply = (before: unknown, differences: readonly Difference[]): unknown => {
  let result = structuredClone(before)
  for (const { path, kind, after } of differences) {
    const last = path.at(-1)
    if (last === undefined) {
      result = after
      continue
    }
    let at = result as Record<string, unknown>
    for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>
    if (kind === 'removed') delete at[last]
    else at[last] = after
  }
  return result
}

describe('the difference of two values', () => {
  it('names each path once, from the outside in', () => {
    const before = { a: 1, b: { c: [1], d: 2 }, gone: true }
    const after = { a: 1, b: { c: [1, 2], e: 3 } }
    expect(diffOf(before, after)).toEqual([
      { path: ['b', 'c'], kind: 'changed', before: [1], after: [1, 2] },
      { path: ['b', 'd'], kind: 'removed', before: 2 },
      { path: ['b', 'e'], kind: 'added', after: 3 },
      { path: ['gone'], kind: 'removed', before: true },
    ])
  })

  it('a name that every object has is a name like any other', () => {
    expect(diffOf({}, { constructor: 1 })).toEqual([
      { path: ['constructor'], kind: 'added', after: 1 },
    ])
  })

  it('applied to the one it gives the other', () => {
    const key = fc.constantFrom('a', 'b', 'c')
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.nat(3), fc.dictionary(key, tie('value'))),
    }))
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(apply(before, diffOf(before, after))).toEqual(after)
      }),
    )
  })
})
