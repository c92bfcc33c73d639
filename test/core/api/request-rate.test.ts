import { describe, expect, it } from 'vitest'
import { createRequestRate } from '../../../core/api/request-rate.ts'
import { createManualSystem } from '../../support/broker/manual-system.ts'

const limits = { perSecondMax: 2, burstCountMax: 3, addressCountMax: 2 }

describe('the rate of requests', () => {
  it('takes a burst, then refuses, then as many as time brings', () => {
    const system = createManualSystem()
    const rate = createRequestRate({ system }, limits)
    const take = (count: number) => Array.from({ length: count }, () => rate.take('a'))
    expect(take(5)).toEqual([true, true, true, false, false])
    system.advance(1_000)
    expect(take(3)).toEqual([true, true, false])
    system.advance(60_000)
    expect(take(4)).toEqual([true, true, true, false])
  })

  it('counts each address for itself', () => {
    const rate = createRequestRate({ system: createManualSystem() }, limits)
    for (let count = 0; count < 3; count++) rate.take('a')
    expect([rate.take('a'), rate.take('b')]).toEqual([false, true])
  })

  it('remembers no more addresses than the bound', () => {
    const rate = createRequestRate({ system: createManualSystem() }, limits)
    for (const address of ['a', 'b', 'c', 'd']) rate.take(address)
    expect(rate.addressCount()).toBe(2)
  })
})
