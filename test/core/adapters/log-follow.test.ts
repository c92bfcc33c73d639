import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createFollowers } from '../../../core/adapters/log-follow.ts'

it('lets whoever appended hear of it before the events are read for others', async () => {
  const order: string[] = []
  let head = 0
  const followers = createFollowers({
    head: () => head,
    readAfter: () => {
      order.push('read')
      // Nothing of the events matters here but their number.
      return new Array(1)
    },
  })
  const { stop } = followers.follow(0, { onEvents: () => void order.push('told') })
  await setImmediate()

  head = 1
  followers.wake()
  // The answer passes through as many promises as a decision has around its append.
  for (let hop = 0; hop < 20; hop++) await Promise.resolve()
  order.push('answered')
  await setImmediate()
  await setImmediate()
  await stop()
  expect(order).toEqual(['answered', 'read', 'told'])
})
