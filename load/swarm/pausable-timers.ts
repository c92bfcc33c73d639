/**
 * Timers of one simulated machine that can be held: what falls due meanwhile is called when they
 * go on. By them a machine says nothing while its network is away, and catches up afterwards.
 */
import type { System } from '../../core/broker/ports.ts'

export type PausableTimers = Pick<System, 'after'> & {
  pause(): void
  /** Calls what fell due, in its order. Nothing when they are not held. */
  resume(): void
  isPaused(): boolean
}

/** Makes timers that run. */
export const createPausableTimers = (system: Pick<System, 'after'>): PausableTimers => {
  let paused = false
  const due = new Set<() => void>()
  return {
    after: (delayMs, callback) => {
      const call = (): void => {
        if (paused) due.add(callback)
        else callback()
      }
      const cancel = system.after(delayMs, call)
      return () => {
        cancel()
        due.delete(callback)
      }
    },
    pause: () => {
      paused = true
    },
    resume: () => {
      paused = false
      const waiting = [...due]
      due.clear()
      for (const callback of waiting) callback()
    },
    isPaused: () => paused,
  }
}
