import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paged } from '../../../core/api/page.ts'

const id = (text: string) => text

describe('lists in pages', () => {
  it('give everything once, in order, however small the pages are', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 })
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 7 }), (all, limit) => {
        const seen: string[] = []
        let after: string | undefined = ''
        while (after !== undefined) {
          const page: { items: string[]; next?: string } = paged(all, id, { limit, after })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          seen.push(...page.items)
          after = page.next
        }
        expect(seen).toEqual([...all].sort((a, b) => (a < b ? -1 : 1)))
      }),
    )
  })

  it('say nothing of a next page on the last one', () => {
    expect(paged(['a', 'b'], id, { limit: 2, after: '' })).toEqual({ items: ['a', 'b'] })
  })
})
