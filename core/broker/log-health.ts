/**
 * Does the log take what is written? Known by trying, since a store does not tell beforehand, and
 * by the subscription, which notices first that a log on another machine is away.
 */
import { Fault } from '../domain/errors.ts'
import { logFaultMemoryMs } from '../domain/limits.ts'
import type { EventLog, SubscribeOptions, System } from './ports.ts'

export type LogHealth = {
  /** The log's own append, watched. */
  readonly append: EventLog['append']
  /** For the broker's own subscription. */
  readonly reach: Required<Pick<SubscribeOptions, 'onAway' | 'onCaughtUp'>>
  /**
   * False while the subscription does not reach the log, and for logFaultMemoryMs after an append
   * that met a fault, unless another one was taken since; then it is worth a try: nobody would
   * notice that there is space again otherwise. False for good once the log is damaged or somebody
   * else's.
   */
  takesAppends(): boolean
}

/** Watches one log. `onReach` is told once that it is away, with the reason, or there again. */
export const createLogHealth = (
  log: Pick<EventLog, 'append'>,
  system: Pick<System, 'monotonicMs'>,
  onReach: (away: boolean, reason?: unknown) => void = () => undefined,
): LogHealth => {
  let faultAt = Number.NEGATIVE_INFINITY
  let away = false
  return {
    reach: {
      onAway: (reason) => {
        if (!away) onReach(true, reason)
        away = true
      },
      onCaughtUp: () => {
        if (away) onReach(false)
        away = false
      },
    },
    append: async (...append) => {
      try {
        const result = await log.append(...append)
        // A conflict is answered without a write.
        if (result.kind === 'appended') faultAt = Number.NEGATIVE_INFINITY
        return result
      } catch (error) {
        // What is beyond a bound says nothing of the log.
        if (error instanceof Fault && !error.code.startsWith('REQUEST_')) {
          faultAt = error.retriable ? system.monotonicMs() : Number.POSITIVE_INFINITY
        }
        throw error
      }
    },
    takesAppends: () => !away && system.monotonicMs() - faultAt >= logFaultMemoryMs,
  }
}
