/**
 * How the simulated machines and users of one process dial: from several loopback addresses, since
 * one pair of addresses has some 28,000 ports, and with one TLS context for all of them.
 */
import { createSecureContext, type SecureContext } from 'node:tls'

export type SwarmNetwork = {
  /** PEM of the only authority to trust; absent: the public ones. */
  readonly ca: string | undefined
  readonly secureContext: SecureContext
  /** Address to dial from for the so-manieth machine or user; undefined: the system chooses. */
  localAddress(index: number): string | undefined
  /** Addresses that are used, at least one. */
  readonly addressCount: number
}

/**
 * @param options.addressCount loopback addresses from 127.0.0.2 on; 0: the system chooses
 * @param options.firstAddress number of the first one, so that processes can keep apart
 */
export const createSwarmNetwork = (options: {
  readonly ca: string | undefined
  readonly addressCount: number
  readonly firstAddress?: number
}): SwarmNetwork => {
  const { ca, addressCount } = options
  const first = options.firstAddress ?? 0
  return {
    ca,
    secureContext: createSecureContext({ minVersion: 'TLSv1.2', ...(ca && { ca }) }),
    addressCount: Math.max(1, addressCount),
    localAddress: (index) => {
      if (addressCount === 0) return undefined
      // 127.0.0.2, .3 … 127.0.0.251, 127.0.1.2 …: all of 127/8 is this machine on Linux.
      const number = first + (index % addressCount)
      return `127.0.${Math.floor(number / 250) % 256}.${(number % 250) + 2}`
    },
  }
}
