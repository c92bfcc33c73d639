/** Does the log take what is written? Known only by trying: a store does not tell beforehand. */
import { Fault } from '../domain/errors.ts'
import { logFaultMemoryMs } from '../domain/limits.ts'
import type { EventLog, System } from './ports.ts'

export type LogHealth = {
  /** The log's own append, watched. */
  readonly append: EventLog['append']
  /**
   * False for logFaultMemoryMs after an append that met a fault, unless another one succeeded
   * since. Then it is worth a try: nobody would notice that there is space again otherwise.
   */
  takesAppends(): boolean
}

/** Watches one log. */
export const createLogHealth = (
  log: Pick<EventLog, 'append'>,
  system: Pick<System, 'monotonicMs'>,
): LogHealth => {
  let faultAt = Number.NEGATIVE_INFINITY
  return {
    append: async (...append) => {
      try {
        const result = await log.append(...append)
        faultAt = Number.NEGATIVE_INFINITY
        return result
      } catch (error) {
        // What is beyond a bound says nothing of the log.
        if (error instanceof Fault && error.retriable) faultAt = system.monotonicMs()
        throw error
      }
    },
    takesAppends: () => system.monotonicMs() - faultAt >= logFaultMemoryMs,
  }
}
