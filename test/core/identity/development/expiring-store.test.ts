import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createExpiringStore } from '../../../../core/identity/development/expiring-store.ts'
import { createFakeSystem } from '../fake-system.ts'

const options = { lifetimeMs: 100, countMax: 3, whenFull: 'evict-oldest' } as const

it('something is found until its time is over', () => {
  const system = createFakeSystem()
  const store = createExpiringStore<number>(system, options)
  store.put('a', 1)
  system.advance(99)
  expect(store.get('a')).toBe(1)
  system.advance(1)
  expect(store.get('a')).toBeUndefined()
  expect(store.size()).toBe(0)
})

it('at the bound the oldest gives way, or the newest is refused', () => {
  const evicting = createExpiringStore<number>(createFakeSystem(), options)
  const refusing = createExpiringStore<number>(createFakeSystem(), {
    ...options,
    whenFull: 'refuse',
  })
  const names = ['a', 'b', 'c', 'd']
  expect(names.map((name, index) => evicting.put(name, index))).toEqual([true, true, true, true])
  expect(names.map((name) => evicting.get(name))).toEqual([undefined, 1, 2, 3])
  expect(names.map((name, index) => refusing.put(name, index))).toEqual([true, true, true, false])
  expect(names.map((name) => refusing.get(name))).toEqual([0, 1, 2, undefined])
})

it('agrees with a plain list of what was put and when', () => {
  const step = fc.oneof(
    fc.record({ put: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
    fc.record({ remove: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
    fc.record({ wait: fc.integer({ min: 1, max: 60 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const system = createFakeSystem()
      const store = createExpiringStore<number>(system, options)
      let model: { name: string; until: number; value: number }[] = []
      for (const [index, action] of steps.entries()) {
        if ('wait' in action) system.advance(action.wait)
        model = model.filter(({ until }) => until > system.monotonicMs())
        if ('remove' in action) {
          store.remove(action.remove)
          model = model.filter(({ name }) => name !== action.remove)
        }
        if ('put' in action) {
          store.put(action.put, index)
          const rest = model.filter(({ name }) => name !== action.put)
          const until = system.monotonicMs() + options.lifetimeMs
          model = [...rest, { name: action.put, until, value: index }].slice(-options.countMax)
        }
        expect(store.size()).toBe(model.length)
        for (const { name, value } of model) expect(store.get(name)).toBe(value)
      }
    }),
  )
})
