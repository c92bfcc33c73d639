/**
 * Things that are worth something for a while: codes, tokens, counters. Bounded in number and in
 * time. Keyed by the hash of what a caller shows, so that a lookup tells nothing of its neighbours.
 */
import { createHash } from 'node:crypto'

export type ExpiringStore<V> = {
  /** False when it is full and nothing may be evicted. */
  put(secret: string, value: V): boolean
  /** Undefined when unknown or expired. */
  get(secret: string): V | undefined
  remove(secret: string): void
  /** How many are kept, expired ones left out. */
  size(): number
}

export type ExpiringStoreOptions = {
  readonly lifetimeMs: number
  readonly countMax: number
  /** At the bound: does the oldest give way, or is the new one refused? */
  readonly whenFull: 'evict-oldest' | 'refuse'
}

export const createExpiringStore = <V>(
  ports: { readonly monotonicMs: () => number },
  options: ExpiringStoreOptions,
): ExpiringStore<V> => {
  // INVARIANT: all live equally long and re-entering moves to the end, so the oldest stand first.
  const entries = new Map<string, { readonly value: V; readonly expiresAtMs: number }>()

  const sweep = (): void => {
    const now = ports.monotonicMs()
    for (const [key, { expiresAtMs }] of entries) {
      if (expiresAtMs > now) return
      entries.delete(key)
    }
  }

  const makeRoom = (): boolean => {
    if (entries.size < options.countMax) return true
    const [oldest] = entries.keys()
    if (options.whenFull === 'refuse' || oldest === undefined) return false
    return entries.delete(oldest)
  }

  return {
    put: (secret, value) => {
      sweep()
      const key = hash(secret)
      entries.delete(key)
      if (!makeRoom()) return false
      entries.set(key, { value, expiresAtMs: ports.monotonicMs() + options.lifetimeMs })
      return true
    },
    get: (secret) => {
      sweep()
      return entries.get(hash(secret))?.value
    },
    remove: (secret) => {
      entries.delete(hash(secret))
    },
    size: () => {
      sweep()
      return entries.size
    },
  }
}

const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64')
