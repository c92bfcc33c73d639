import { describe, expect, test } from 'vitest'
import { createHalfOpen } from '../../relay/half-open.ts'

describe('half-open requests', () => {
  test('are bounded for one address without harm to another', () => {
    const halfOpen = createHalfOpen({ halfOpenPerAddressMax: 2, halfOpenCountMax: 10 })
    expect([1, 2, 3].map(() => halfOpen.enter('a'))).toEqual([true, true, false])
    expect(halfOpen.enter('b')).toBe(true)
    halfOpen.leave('a')
    expect(halfOpen.enter('a')).toBe(true)
  })

  test('are bounded in all', () => {
    const halfOpen = createHalfOpen({ halfOpenPerAddressMax: 2, halfOpenCountMax: 3 })
    expect(['a', 'b', 'c', 'd'].map((address) => halfOpen.enter(address))).toEqual([
      true,
      true,
      true,
      false,
    ])
    halfOpen.leave('b')
    expect(halfOpen.enter('d')).toBe(true)
  })

  test('that never entered take nothing with them', () => {
    const halfOpen = createHalfOpen({ halfOpenPerAddressMax: 1, halfOpenCountMax: 1 })
    halfOpen.leave('a')
    expect(halfOpen.count()).toBe(0)
    expect(halfOpen.enter('a')).toBe(true)
    halfOpen.leave('a')
    halfOpen.leave('a')
    expect(halfOpen.count()).toBe(0)
  })
})
