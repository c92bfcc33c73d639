import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDueQueue } from '../../../core/broker/due-queue.ts'

const times = fc.oneof(fc.nat(50), fc.constantFrom(-Infinity, Infinity))
const step = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key: fc.nat(9), at: times }),
  fc.record({ kind: fc.constant('take' as const), key: fc.constant(0), at: fc.nat(60) }),
)

it('gives the keys that are due as a list of the newest moments would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const queue = createDueQueue()
      const model = new Map<string, number>()
      for (const { kind, key, at } of steps) {
        if (kind === 'set') {
          queue.set(`${key}`, at)
          model.set(`${key}`, at)
        } else {
          const due = [...model].filter(([, moment]) => moment < at)
          const taken: string[] = []
          for (let one = queue.takeBefore(at); one !== undefined; one = queue.takeBefore(at)) {
            taken.push(one)
          }
          expect([...taken].sort()).toEqual(due.map(([name]) => name).sort())
          const moments = taken.map((name) => model.get(name) ?? Number.NaN)
          for (const [n, moment] of moments.entries()) {
            expect(moment).toBeGreaterThanOrEqual(moments[n - 1] ?? -Infinity)
          }
          for (const name of taken) model.delete(name)
        }
      }
    }),
  )
})
