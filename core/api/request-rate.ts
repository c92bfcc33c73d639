/**
 * How many requests an address may send: a bucket each, filled at a steady rate. Asked before
 * anything of a request is looked at; bounded in addresses.
 */
import type { System } from '../broker/ports.ts'

export type RequestRate = {
  /** Takes one request of this address; false when it sent too many. */
  take(address: string): boolean
  addressCount(): number
}

export type RequestRateOptions = {
  readonly perSecondMax: number
  readonly burstCountMax: number
  readonly addressCountMax: number
}

/** Makes full buckets as addresses appear; beyond the bound the one seen first is forgotten. */
export const createRequestRate = (
  ports: { readonly system: Pick<System, 'monotonicMs'> },
  options: RequestRateOptions,
): RequestRate => {
  const { perSecondMax, burstCountMax, addressCountMax } = options
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take: (address) => {
      const now = ports.system.monotonicMs()
      const known = buckets.get(address)
      if (known) {
        const gained = ((now - known.at) / 1_000) * perSecondMax
        known.left = Math.min(burstCountMax, known.left + gained)
        known.at = now
        if (known.left < 1) return false
        known.left -= 1
        return true
      }
      const oldest = buckets.keys().next().value
      if (buckets.size >= addressCountMax && oldest !== undefined) buckets.delete(oldest)
      buckets.set(address, { left: burstCountMax - 1, at: now })
      return true
    },
    addressCount: () => buckets.size,
  }
}
