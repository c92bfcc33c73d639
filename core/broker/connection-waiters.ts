/** Who waits for a connection to come to some state, with a deadline for each. */
import { type Connection, isOpen } from '../domain/connection.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'

export type ConnectionWaiters = {
  /**
   * Resolves with the connection when the predicate holds, or with what it is when it is over or
   * the time is: callers look at the phase.
   */
  until(
    connectionId: string,
    predicate: (connection: Connection) => boolean,
    timeoutMs: number,
  ): Promise<Connection>
  /** Something of it was recorded. */
  wake(connectionId: string): void
}

/** Nobody waits at first. */
export const createConnectionWaiters = (
  live: Pick<LiveState, 'stateOf'>,
  system: Pick<System, 'after'>,
): ConnectionWaiters => {
  const waiters = new Map<string, Set<() => void>>()
  return {
    until: (connectionId, predicate, timeoutMs) =>
      new Promise((resolve) => {
        const stateOf = () => live.stateOf('connection', connectionId)
        const set = waiters.get(connectionId) ?? new Set()
        waiters.set(connectionId, set)
        const finish = (): void => {
          cancel()
          set.delete(check)
          if (set.size === 0) waiters.delete(connectionId)
          resolve(stateOf())
        }
        const check = (): void => {
          const connection = stateOf()
          if (predicate(connection) || !isOpen(connection)) finish()
        }
        const cancel = system.after(timeoutMs, finish)
        set.add(check)
        check()
      }),
    wake: (connectionId) => {
      for (const look of waiters.get(connectionId) ?? []) look()
    },
  }
}
