import { describe, expect, it } from 'vitest'
import { createIdSource, createSystem } from '../../../core/adapters/system.ts'

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

describe('ids', () => {
  it('are UUIDs of version 7 that carry the time', () => {
    const newId = createIdSource(() => 1_700_000_000_123)
    const id = newId()
    expect(id).toMatch(form)
    expect(timeOf(id)).toBe(1_700_000_000_123)
  })

  it('ascend within a millisecond, also when it is full', () => {
    const newId = createIdSource(() => 1_700_000_000_000)
    const ids = Array.from({ length: 20_000 }, newId)
    for (const id of ids) expect(id).toMatch(form)
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('ascend when the clock steps back', () => {
    const times = [5_000, 4_000, 4_000, 1, 5_001, 5_000]
    let at = 0
    const newId = createIdSource(() => times[at++] ?? 0)
    const ids = times.map(() => newId())
    expect([...ids].sort()).toEqual(ids)
    expect(ids.map(timeOf)).toEqual([5_000, 5_000, 5_000, 5_000, 5_001, 5_001])
  })
})

describe('the system', () => {
  const system = createSystem()

  it('calls back after a delay, unless it was cancelled', async () => {
    const called: string[] = []
    const cancel = system.after(1, () => called.push('cancelled'))
    cancel()
    await new Promise<void>((resolve) => {
      system.after(5, () => {
        called.push('due')
        resolve()
      })
    })
    expect(called).toEqual(['due'])
  })

  it('has clocks that go forward', () => {
    const before = system.monotonicMs()
    expect(system.nowMs()).toBeGreaterThan(1_700_000_000_000)
    expect(system.monotonicMs()).toBeGreaterThanOrEqual(before)
  })

  it('gives no byte twice, whatever the lengths', () => {
    const lengths = [12, 32, 1, 4_000, 200, 64, 10_000, 16, 16, 16]
    const all = lengths.flatMap((length) => {
      const bytes = system.randomBytes(length)
      expect(bytes.length).toBe(length)
      return Array.from({ length: Math.floor(length / 8) }, (_, index) =>
        Buffer.from(bytes.subarray(index * 8, index * 8 + 8)).toString('hex'),
      )
    })
    expect(all.length).toBeGreaterThan(1_700)
    expect(new Set(all).size).toBe(all.length)
  })

  it('keeps nothing of what it gave', () => {
    const first = system.randomBytes(32)
    const kept = Buffer.from(first)
    first.fill(0)
    expect(Buffer.from(system.randomBytes(32)).equals(kept)).toBe(false)
    expect(kept.every((byte) => byte === 0)).toBe(false)
  })

  it('draws from the whole range, never outside', () => {
    const draws = Array.from({ length: 2_000 }, () => system.random())
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...draws)).toBeLessThan(1)
    expect(draws.some((draw) => draw < 0.1) && draws.some((draw) => draw > 0.9)).toBe(true)
    expect(system.randomBytes(32)).toHaveLength(32)
    expect(system.randomBytes(32)).not.toEqual(system.randomBytes(32))
  })
})
