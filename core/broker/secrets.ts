/** Rendezvous secrets: 256 random bits, used once, known to the log only by their hash. */
import { createHash } from 'node:crypto'
import type { System } from './ports.ts'

export type RendezvousSecrets = {
  create(): { readonly secret: string; readonly secretHash: Uint8Array }
}

/** SHA-256 of a secret as it is sent. The secret is random, so no salt or stretching is needed. */
export const hashSecretText = (secret: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(secret, 'utf8').digest())

/** Makes secrets from the system's randomness. */
export const createRendezvousSecrets = (
  system: Pick<System, 'randomBytes'>,
): RendezvousSecrets => ({
  create: () => {
    const secret = Buffer.from(system.randomBytes(32)).toString('base64url')
    return { secret, secretHash: hashSecretText(secret) }
  },
})
