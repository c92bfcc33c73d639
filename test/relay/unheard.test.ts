import { describe, expect, test } from 'vitest'
import { createUnheard } from '../../relay/unheard.ts'

const limits = { unheardPerAddressMax: 2, unheardCountMax: 3, unheardMs: 100 }

describe('connections without a request', () => {
  test('are bounded for one address without harm to another', () => {
    const unheard = createUnheard(limits)
    expect([1, 2, 3].map(() => unheard.enter('a', 0))).toEqual([true, true, false])
    expect(unheard.enter('b', 0)).toBe(true)
  })

  test('are bounded in all', () => {
    const unheard = createUnheard(limits)
    const entered = ['a', 'b', 'c', 'd'].map((address) => unheard.enter(address, 0))
    expect(entered).toEqual([true, true, true, false])
    unheard.heard('b')
    expect(unheard.enter('d', 0)).toBe(true)
  })

  test('give their place back by a request of their address, and by time', () => {
    const unheard = createUnheard(limits)
    unheard.enter('a', 0)
    unheard.enter('a', 50)
    unheard.heard('b')
    expect(unheard.enter('a', 60)).toBe(false)
    unheard.heard('a')
    expect(unheard.enter('a', 70)).toBe(true)
    // The oldest place went, so the one of 50 is the next to end.
    expect(unheard.enter('a', 149)).toBe(false)
    expect([1, 2].map(() => unheard.enter('a', 150))).toEqual([true, false])
  })
})
