/** Does the log take what is written? Known only by trying: a store does not tell beforehand. */
import { Fault } from '../domain/errors.ts'
import { logFaultMemoryMs } from '../domain/limits.ts'
import type { EventLog, System } from './ports.ts'

export type LogHealth = {
  /** The log's own append, watched. */
  readonly append: EventLog['append']
  /**
   * False for logFaultMemoryMs after an append that met a fault, unless another one was taken
   * since; then it is worth a try: nobody would notice that there is space again otherwise. False
   * for good once the log is damaged or somebody else's.
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
    takesAppends: () => system.monotonicMs() - faultAt >= logFaultMemoryMs,
  }
}
