import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createHalfOpenDoor, peerOf } from '../../../core/adapters/half-open-door.ts'

/** A door with a clock of its own; guests are sockets by name only. */
const openDoor = (backlog?: { provenMsMax: number; countMax: number }) => {
  let now = 0
  let ports = 0
  const door = createHalfOpenDoor(
    { system: { monotonicMs: () => now, after: () => () => undefined } },
    {
      ...{ perAddressMax: 1_000, countMax: 1_000, admittedCountMax: 1_000, deadlineMs: 10_000 },
      ...(backlog && { backlog }),
    },
  )
  const come = () => {
    ports += 1
    const facts = { remoteAddress: '192.0.2.1', remotePort: ports, isClosed: false }
    const guest = Object.assign(new EventEmitter(), facts, {
      destroy: () => {
        guest.isClosed = true
      },
    })
    // Of a socket the door uses its address, its end and `destroy`.
    door.enter(guest as unknown as Socket)
    return guest
  }
  return {
    ...{ door, come },
    pass: (ms: number) => {
      now += ms
    },
    prove: (guest: ReturnType<typeof come>) => door.admit(peerOf(guest as unknown as Socket)),
  }
}

describe('a door with a backlog', () => {
  const backlog = { provenMsMax: 1_000, countMax: 2 }

  it('closes newcomers while even the quickest takes too long, down to those it can serve', () => {
    const { door, come, pass, prove } = openDoor(backlog)
    const guests = [come(), come(), come(), come()]
    pass(1_500)
    for (const guest of guests.slice(0, 1)) prove(guest)
    pass(1_000)
    // Three stand there, and two are what it takes.
    expect(come().isClosed).toBe(true)
    expect(door.counts()).toMatchObject({ halfOpen: 3, admitted: 1, busyTotal: 1 })
    for (const guest of guests.slice(1, 3)) prove(guest)
    expect(come().isClosed).toBe(false)
  })

  it('is not held shut by one that dawdles while others are quick', () => {
    const { come, pass, prove } = openDoor(backlog)
    const slow = come()
    come()
    come()
    pass(1_500)
    prove(slow)
    const quick = come()
    pass(20)
    prove(quick)
    pass(1_000)
    expect(come().isClosed).toBe(false)
  })

  it('opens again once nobody has proven anything for a while', () => {
    const { come, pass, prove } = openDoor(backlog)
    const guests = [come(), come(), come(), come()]
    pass(1_500)
    for (const guest of guests.slice(0, 1)) prove(guest)
    pass(1_000)
    expect(come().isClosed).toBe(true)
    pass(1_000)
    expect(come().isClosed).toBe(false)
  })
})

it('lets everybody in that its bounds allow where no backlog is watched', () => {
  const { come, pass, prove } = openDoor()
  const guests = [come(), come(), come()]
  pass(9_000)
  for (const guest of guests) prove(guest)
  pass(1_000)
  expect(come().isClosed).toBe(false)
})
