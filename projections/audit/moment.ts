/** A moment in the past of a log, and events as a replay of it takes them. */
import type { DecodedEvent } from '../../core/broker/live-state.ts'

/**
 * Time is the running maximum of recorded time along the log, so a clock that stepped back hides
 * nothing.
 */
export type Moment =
  /** Milliseconds since 1970: what was recorded until then counts. */
  | { readonly kind: 'time'; readonly timeMs: number }
  /** The event at this position is the last one that counts. */
  | { readonly kind: 'position'; readonly position: string }

export type ReplayedEvent = DecodedEvent & { readonly position: string }
