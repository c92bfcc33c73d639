/**
 * Counts requests that are not relays yet, per address and in all, so that nobody fills the
 * gateway with them before proving anything. Addresses without any are not remembered.
 */

export type HalfOpen = {
  /** Takes a place for this address, or says that there is none. */
  enter(address: string): boolean
  /** Gives a place back that `enter` took. */
  leave(address: string): void
  count(): number
}

export const createHalfOpen = (limits: {
  readonly halfOpenPerAddressMax: number
  readonly halfOpenCountMax: number
}): HalfOpen => {
  const counts = new Map<string, number>()
  let total = 0
  return {
    enter: (address) => {
      const count = counts.get(address) ?? 0
      if (count >= limits.halfOpenPerAddressMax || total >= limits.halfOpenCountMax) return false
      counts.set(address, count + 1)
      total += 1
      return true
    },
    leave: (address) => {
      const count = counts.get(address)
      if (count === undefined) return
      total -= 1
      if (count === 1) counts.delete(address)
      else counts.set(address, count - 1)
    },
    count: () => total,
  }
}
