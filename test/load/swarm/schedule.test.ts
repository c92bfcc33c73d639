import { describe, expect, it } from 'vitest'
import type { Profile } from '../../../load/swarm/profile.ts'
import { type Action, createSchedule } from '../../../load/swarm/schedule.ts'

const profile: Profile = {
  title: 'T',
  duration: 60_000,
  hosts: { joinOver: 10_000 },
  users: [{ at: 20_000, over: 5_000, share: 0.5, stay: { min: 1_000, max: 3_000 }, again: 500 }],
  send: { bytes: 100, every: 1_000 },
  faults: [
    { kind: 'host-failure', at: 30_000, over: 0, share: 0.25, for: 5_000 },
    { kind: 'partition', at: 40_000, over: 0, share: 1 },
  ],
}

const kindsOf = (actions: readonly Action[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { kind } of actions) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

describe('the schedule of a swarm', () => {
  const open = (seed = 1) => createSchedule(profile, { hosts: 8, users: 10, seed })

  it('gives each action once, at its time', () => {
    const schedule = open()
    expect(schedule.due(9_999)).toEqual(
      Array.from({ length: 8 }, (_, index) => ({ kind: 'host-start', index })),
    )
    expect(schedule.nextAt()).toBe(20_000)
    expect(schedule.due(19_999)).toEqual([])
    expect(kindsOf(schedule.due(29_999))).toEqual({ 'user-connect': 5 })
    const failed = schedule.due(30_000)
    expect(kindsOf(failed)).toEqual({ 'host-fail': 2 })
    const back = schedule.due(35_000)
    expect(kindsOf(back)).toEqual({ 'host-start': 2 })
    expect(back.map(({ index }) => index)).toEqual(failed.map(({ index }) => index))
    expect(kindsOf(schedule.due(60_000))).toEqual({ 'host-silent': 8 })
    expect(schedule.nextAt()).toBeUndefined()
  })

  it('lets hosts come evenly', () => {
    const schedule = open()
    expect(schedule.due(0)).toHaveLength(1)
    expect(schedule.due(5_000)).toHaveLength(4)
  })

  it('a user that is free comes again after its pause, within the run', () => {
    const schedule = open()
    const [user] = schedule.due(29_000).filter(({ kind }) => kind === 'user-connect')
    const index = user?.index ?? -1
    schedule.userIsFree(index, 29_000)
    expect(schedule.nextAt()).toBe(29_500)
    const [again] = schedule.due(29_500)
    expect(again).toMatchObject({ kind: 'user-connect', index })
    schedule.due(60_000)
    schedule.userIsFree(index, 59_800)
    expect(schedule.nextAt()).toBeUndefined()
  })

  it('draws stays from between the two, and the same ones from the same seed', () => {
    const staysOf = (seed: number): number[] =>
      open(seed)
        .due(29_000)
        .flatMap((action) => (action.kind === 'user-connect' ? [action.stayMs] : []))
    const stays = staysOf(1)
    expect(stays.every((ms) => ms >= 1_000 && ms <= 3_000)).toBe(true)
    expect(new Set(stays).size).toBe(5)
    expect(staysOf(1)).toEqual(stays)
    expect(staysOf(2)).not.toEqual(stays)
  })

  it('the heap gives thousands of actions in the order of their times', () => {
    const schedule = createSchedule(profile, { hosts: 2_000, users: 3_000, seed: 7 })
    let last = 0
    let count = 0
    for (let at = schedule.nextAt(); at !== undefined; at = schedule.nextAt()) {
      expect(at).toBeGreaterThanOrEqual(last)
      last = at
      count += schedule.due(at).length
    }
    expect(count).toBe(2_000 + 1_500 + 500 + 500 + 2_000)
  })
})
