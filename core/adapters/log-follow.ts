/**
 * Subscriptions over a log that can be read by sequence: catch up, then wait to be woken. One loop
 * reads and delivers, so there is no seam between the two at which an event could be lost or told
 * twice.
 */
import { setImmediate } from 'node:timers/promises'
import type { RecordedEvent, SubscribeOptions, Subscription } from '../broker/ports.ts'
import { readBatchCountMax } from '../domain/limits.ts'

export type Followable = {
  /** Sequence of the last durable event, 0 for an empty log. */
  head(): number
  /** Events after a sequence, oldest first, at most one batch; never beyond the durable end. */
  readAfter(sequence: number): readonly RecordedEvent[]
}

export type Followers = {
  /** Starts delivery of what lies after the given sequence. */
  follow(after: number, options: Omit<SubscribeOptions, 'from'>): Subscription
  /** Tells all followers that the durable end has moved. */
  wake(): void
  /** Ends all of them; resolves when the last one has handed over its last batch. */
  stop(): Promise<void>
}

type Follower = { wake: () => void; readonly subscription: Subscription }

/** Makes the subscriptions of one log. */
export const createFollowers = (log: Followable): Followers => {
  const all = new Set<Follower>()

  const follow: Followers['follow'] = (after, options) => {
    let stopped = false
    let waiting: (() => void) | undefined
    const wake = (): void => {
      waiting?.()
      waiting = undefined
    }

    const deliver = async (): Promise<void> => {
      let at = after
      let caughtUpAt = -1
      // The first batch comes after subscribe has returned.
      await Promise.resolve()
      while (!stopped) {
        if (at < log.head()) {
          const events = log.readAfter(at)
          at += events.length
          await options.onEvents(events)
          // Catching up is a long run of microtasks: let timers and sockets have their turn.
          if (events.length === readBatchCountMax) await setImmediate()
        } else if (caughtUpAt !== at) {
          caughtUpAt = at
          options.onCaughtUp?.()
        } else {
          await new Promise<void>((resolve) => {
            waiting = resolve
          })
          // Whoever appended hears of it first, and need not read what it wrote itself.
          if (!stopped) await setImmediate()
        }
      }
    }

    const done = deliver()
      .catch((fault: unknown) => options.onFault?.(fault))
      .finally(() => all.delete(follower))
    const subscription: Subscription = {
      stop: () => {
        stopped = true
        wake()
        // Also waits for the handler under way, which therefore must not wait for this.
        return done
      },
    }
    const follower: Follower = { wake, subscription }
    all.add(follower)
    return subscription
  }

  return {
    follow,
    wake: () => {
      for (const follower of all) follower.wake()
    },
    stop: async () => {
      await Promise.all([...all].map((follower) => follower.subscription.stop()))
    },
  }
}
