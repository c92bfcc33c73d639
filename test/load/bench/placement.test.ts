import { describe, expect, it } from 'vitest'
import { benchPoolSize, benchStorm } from '../../../load/bench/placement.ts'

describe.each(['breadth-first', 'depth-first'])('a storm on a %s pool', (placement) => {
  it('finds a host for everybody where there are as many places as users', async () => {
    const storm = await benchStorm(placement, 150)
    expect(storm).toMatchObject({ placed: 150, refused: [], seatCountMax: 1 })
  })
  it('refuses those alone for whom there is no place', async () => {
    const storm = await benchStorm(placement, 40, 55)
    expect(storm).toMatchObject({ placed: 40, seatCountMax: 1 })
    expect(storm.refused).toHaveLength(15)
    for (const told of storm.refused) expect(told).toContain('ALL_HOSTS_FULL')
  })
})

it('measures both sizes of a pool', async () => {
  const cost = await benchPoolSize({ small: 5, large: 20, rounds: 1, connections: 10 })
  expect(Object.values(cost).every((value) => value > 0)).toBe(true)
})
