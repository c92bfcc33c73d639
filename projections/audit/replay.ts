/**
 * What the broker believed at a moment of the past: the broker's own fold, stopped there. Time is
 * the running maximum of recorded time along the log, so a clock that stepped back hides nothing.
 */
import { createLiveState, type DecodedEvent, type LiveState } from '../../core/broker/live-state.ts'

export type Moment =
  | { readonly kind: 'time'; readonly timeMs: number }
  /** The event at this position is the last one that counts. */
  | { readonly kind: 'position'; readonly position: string }

export type ReplayedEvent = DecodedEvent & { readonly position: string }

export type Replay = {
  /** Folds one event, in log order; false once the moment is reached. */
  apply(event: ReplayedEvent): boolean
  /** True when the position was met, or any event lies beyond the time. */
  reached(): boolean
  readonly state: LiveState
  /** Events folded. */
  count(): number
}

/** Starts a replay up to a moment; without one it takes everything. */
export const createReplay = (until?: Moment): Replay => {
  const state = createLiveState()
  let recordedAtMax = Number.NEGATIVE_INFINITY
  let reached = false
  let count = 0
  return {
    state,
    apply: (event) => {
      if (reached) return false
      recordedAtMax = Math.max(recordedAtMax, event.recordedAt)
      if (until?.kind === 'time' && recordedAtMax > until.timeMs) {
        reached = true
        return false
      }
      state.apply(event)
      count += 1
      reached = until?.kind === 'position' && event.position === until.position
      return !reached
    },
    reached: () => reached,
    count: () => count,
  }
}
