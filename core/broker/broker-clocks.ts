/**
 * The wall clocks of other brokers, by what arrives of them: a beat that was stamped an hour ago
 * and follows on others of its broker that were stamped an hour ago too is not old; that clock is
 * an hour behind ours.
 */
import { heartbeatIntervalMs } from '../domain/limits.ts'

export type BrokerClocks = {
  /** A stamp of this broker's wall clock arrived at a moment of our monotonic clock. */
  heard(brokerId: string, stampedAt: number, arrivedAt: number): void
  /**
   * The moment of our monotonic clock at which that broker's clock showed this; later by the time
   * that its quickest beat was under way. Undefined until it was heard for a beat's interval.
   */
  momentOf(brokerId: string, stampedAt: number): number | undefined
}

/** Least difference between arrival and stamp, since the span began and in the one before. */
type Span = { readonly beganAt: number; least: number; readonly before: number | undefined }

/** Makes clocks of which nothing is known. */
export const createBrokerClocks = (): BrokerClocks => {
  const spans = new Map<string, Span>()
  return {
    heard: (brokerId, stampedAt, arrivedAt) => {
      const difference = arrivedAt - stampedAt
      const span = spans.get(brokerId)
      // What is long past counts no more: a clock may step.
      if (span === undefined || arrivedAt - span.beganAt >= heartbeatIntervalMs) {
        spans.set(brokerId, { beganAt: arrivedAt, least: difference, before: span?.least })
      } else span.least = Math.min(span.least, difference)
    },
    momentOf: (brokerId, stampedAt) => {
      const span = spans.get(brokerId)
      return span?.before === undefined ? undefined : stampedAt + Math.min(span.before, span.least)
    },
  }
}
