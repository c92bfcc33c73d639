/**
 * How old the order of a connection is, by the monotonic clock of the broker that is asked. Its
 * secret names an end by the wall clock of the broker that gave it, which may be another one.
 */
import type { DomainEvent } from '../domain/events.ts'
import { rendezvousLifetimeMs } from '../domain/limits.ts'
import type { System } from './ports.ts'

export type OrderTimes = {
  /** Told of each event as this broker hears of it. */
  onEvent(event: DomainEvent): void
  /**
   * What the clock that gave the secret shows now; undefined when this broker did not hear of the
   * order, or long ago.
   */
  nowOf(connectionId: string): number | undefined
}

/** Makes times of which none is known. */
export const createOrderTimes = (system: Pick<System, 'monotonicMs'>): OrderTimes => {
  /** Oldest first. */
  const orders = new Map<string, { readonly expiresAt: number; readonly heardAt: number }>()

  const forgetOld = (now: number): void => {
    for (const [connectionId, { heardAt }] of orders) {
      if (now - heardAt < 2 * rendezvousLifetimeMs) return
      orders.delete(connectionId)
    }
  }

  return {
    onEvent: (event) => {
      if (event.type !== 'RendezvousSent') return
      const { connectionId, expiresAt } = event.data
      const heardAt = system.monotonicMs()
      forgetOld(heardAt)
      orders.delete(connectionId)
      orders.set(connectionId, { expiresAt, heardAt })
    },
    nowOf: (connectionId) => {
      const order = orders.get(connectionId)
      if (order === undefined) return undefined
      return order.expiresAt - rendezvousLifetimeMs + system.monotonicMs() - order.heardAt
    },
  }
}
