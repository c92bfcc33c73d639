import { describe, expect, test } from 'vitest'
import { createLeg } from '../../relay/leg.ts'
import { createTurn } from '../../relay/turn.ts'
import { createFakeSocket } from '../support/relay/fake-socket.ts'

const leg = (connectionId: string) =>
  createLeg(connectionId, 'client', 'stock', createFakeSocket(), 0)

describe('a turn', () => {
  test('flushes each marked leg once, then runs the effects in order', () => {
    const log: string[] = []
    let scheduled = 0
    let run = (): void => undefined
    const turn = createTurn(
      (callback) => {
        scheduled += 1
        run = callback
      },
      (flushed) => log.push(`flush ${flushed.connectionId}`),
    )
    const first = leg('a')
    turn.defer(() => log.push('effect 1'))
    turn.mark(first)
    turn.mark(leg('b'))
    turn.mark(first)
    turn.defer(() => log.push('effect 2'))
    expect(log).toEqual([])
    run()
    expect(log).toEqual(['flush a', 'flush b', 'effect 1', 'effect 2'])
    expect(scheduled).toBe(1)
  })

  test('does at once what its own effects ask for, and can be used again', () => {
    const log: string[] = []
    let run = (): void => undefined
    const turn = createTurn(
      (callback) => {
        run = callback
      },
      (flushed) => log.push(`flush ${flushed.connectionId}`),
    )
    const first = leg('a')
    turn.defer(() => {
      turn.mark(first)
      turn.defer(() => log.push('inner'))
    })
    turn.defer(() => log.push('outer'))
    run()
    expect(log).toEqual(['outer', 'flush a', 'inner'])
    turn.mark(first)
    run()
    expect(log).toEqual(['outer', 'flush a', 'inner', 'flush a'])
  })
})
