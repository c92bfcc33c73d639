/** Calls with a time limit of our own: the client's promises may never settle. */
import type { System } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import { esdbRetryMaxMs, esdbRetryMinMs } from '../../domain/limits.ts'

type Timers = Pick<System, 'after'>

/** The promise, or a fault when it takes longer; what it settles to then is dropped. */
export const withinMs = <T>(system: Timers, limitMs: number, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const cancel = system.after(limitMs, () => {
      reject(new Fault('LOG_UNAVAILABLE', `no answer within ${limitMs} ms`))
    })
    promise.then(resolve, reject).finally(cancel)
  })

/** Pause before the next try: doubled each time up to a bound, spread over its upper half. */
export const retryDelayMs = (turn: number, random: () => number): number => {
  const full = Math.min(esdbRetryMaxMs, esdbRetryMinMs * 2 ** turn)
  return full / 2 + (random() * full) / 2
}

export const pause = (system: Timers, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    system.after(delayMs, resolve)
  })
