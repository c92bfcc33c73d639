/**
 * Tells whether this process keeps up: a timer that comes late says that what was asked before is
 * still being done. Whoever takes new work asks first, since work that is begun and then not done
 * in time costs as much as work done, and comes again.
 */
import type { System } from '../broker/ports.ts'

export type BusyWatch = {
  /** The last timer came later than the bound allows, or the next one is that late by now. */
  isBusy(): boolean
  stop(): void
}

export type BusyWatchOptions = {
  /** Milliseconds between two looks. */
  readonly everyMs: number
  /** A look that comes more than this many milliseconds late means busy, until the next one. */
  readonly lateMsMax: number
}

/** Watches from now on, until stopped. */
export const createBusyWatch = (
  { system }: { readonly system: Pick<System, 'after' | 'monotonicMs'> },
  { everyMs, lateMsMax }: BusyWatchOptions,
): BusyWatch => {
  let dueAt = 0
  let wasLate = false
  let cancel = (): void => undefined
  const lateMs = (): number => system.monotonicMs() - dueAt
  const arm = (): void => {
    dueAt = system.monotonicMs() + everyMs
    cancel = system.after(everyMs, () => {
      wasLate = lateMs() > lateMsMax
      arm()
    })
  }
  arm()
  return { isBusy: () => wasLate || lateMs() > lateMsMax, stop: () => cancel() }
}
