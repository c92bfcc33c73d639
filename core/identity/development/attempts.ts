/** How often somebody may try in a window of time; the window begins with the first try. */
import { attemptKeysMax, attemptWindowMs } from '../identity-limits.ts'
import { createExpiringStore } from './expiring-store.ts'

export type Attempts = {
  /** Counts one try; false when there were too many already. */
  take(who: string): boolean
  /** Forgets the tries of somebody who proved themselves. */
  forgive(who: string): void
}

export const createAttempts = (
  ports: { readonly monotonicMs: () => number },
  options: { readonly countMax: number },
): Attempts => {
  const counts = createExpiringStore<{ taken: number }>(ports, {
    lifetimeMs: attemptWindowMs,
    countMax: attemptKeysMax,
    whenFull: 'evict-oldest',
  })
  return {
    take: (who) => {
      const known = counts.get(who)
      if (known === undefined) return counts.put(who, { taken: 1 })
      known.taken += 1
      return known.taken <= options.countMax
    },
    forgive: (who) => counts.remove(who),
  }
}
