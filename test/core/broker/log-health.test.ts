import { expect, it } from 'vitest'
import { createLogHealth } from '../../../core/broker/log-health.ts'
import type { Position } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { logFaultMemoryMs } from '../../../core/domain/limits.ts'

const watched = () => {
  let now = 5_000
  let fault: Fault | undefined
  const health = createLogHealth(
    {
      append: async () => {
        if (fault !== undefined) throw fault
        return { kind: 'appended', revision: 0, position: 'm:1' as Position }
      },
    },
    { monotonicMs: () => now },
  )
  return {
    health,
    append: async (next?: Fault) => {
      fault = next
      await health.append('s', 'none', []).catch(() => undefined)
    },
    wait: (ms: number) => {
      now += ms
    },
  }
}

it('a log that has refused nothing takes appends', () => {
  expect(watched().health.takesAppends()).toBe(true)
})

it('after a fault it does not, until one succeeds', async () => {
  const { health, append } = watched()
  await append(new Fault('LOG_FULL', 'no space'))
  expect(health.takesAppends()).toBe(false)
  await append()
  expect(health.takesAppends()).toBe(true)
})

it('a fault is forgotten in time, so that somebody tries again', async () => {
  const { health, append, wait } = watched()
  await append(new Fault('LOG_UNAVAILABLE', 'away'))
  wait(logFaultMemoryMs - 1)
  expect(health.takesAppends()).toBe(false)
  wait(1)
  expect(health.takesAppends()).toBe(true)
})

it('an append that is too large says nothing of the log', async () => {
  const { health, append } = watched()
  await append(new Fault('REQUEST_TOO_LARGE', 'a payload'))
  expect(health.takesAppends()).toBe(true)
})

it('a damaged log takes no append again', async () => {
  const { health, append, wait } = watched()
  await append(new Fault('LOG_CORRUPT', 'a checksum'))
  wait(logFaultMemoryMs * 10)
  expect(health.takesAppends()).toBe(false)
})

it('a log that the subscription does not reach takes none, and each change is told once', () => {
  const told: unknown[][] = []
  const log = { append: async () => ({ kind: 'conflict', actual: 'none' }) as const }
  const onReach = (...said: unknown[]) => void told.push(said)
  const health = createLogHealth(log, { monotonicMs: () => 0 }, onReach)
  health.reach.onCaughtUp()
  for (const reason of ['refused', 'still']) health.reach.onAway(reason)
  expect(health.takesAppends()).toBe(false)
  for (let count = 0; count < 2; count++) health.reach.onCaughtUp()
  expect(health.takesAppends()).toBe(true)
  expect(told).toEqual([[true, 'refused'], [false]])
})
