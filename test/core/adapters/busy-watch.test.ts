import { expect, it } from 'vitest'
import { createBusyWatch } from '../../../core/adapters/busy-watch.ts'

/** A clock, and a timer that fires when the test says so: as late as the loop is. */
const createLoop = () => {
  let now = 1_000
  let due: (() => void) | undefined
  return {
    system: {
      monotonicMs: () => now,
      after: (_delayMs: number, callback: () => void) => {
        due = callback
        return () => {
          due = undefined
        }
      },
    },
    pass: (ms: number) => {
      now += ms
    },
    fire: () => due?.(),
    isArmed: () => due !== undefined,
  }
}

it('is busy while a look is late, and until the next one comes in time', () => {
  const loop = createLoop()
  const watch = createBusyWatch(loop, { everyMs: 100, lateMsMax: 250 })
  loop.pass(350)
  expect(watch.isBusy()).toBe(false)
  loop.pass(1)
  expect(watch.isBusy()).toBe(true)
  loop.fire()
  expect(watch.isBusy()).toBe(true)
  loop.pass(100)
  loop.fire()
  expect(watch.isBusy()).toBe(false)
})

it('looks no more once it is stopped', () => {
  const loop = createLoop()
  const watch = createBusyWatch(loop, { everyMs: 100, lateMsMax: 250 })
  loop.pass(100)
  loop.fire()
  expect(loop.isArmed()).toBe(true)
  watch.stop()
  expect(loop.isArmed()).toBe(false)
})
