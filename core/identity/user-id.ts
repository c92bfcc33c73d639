/**
 * The opaque names of people and of their user sessions. Keyed, so that nobody who reads the log
 * can tell an address or a subject by trying; the key never leaves the data folder.
 */
import { createHmac } from 'node:crypto'
import { assert } from '../domain/errors.ts'
import { secretKeyBytes } from './identity-limits.ts'
import { encodeLengthPrefixed } from './length-prefixed.ts'

export type UserIds = {
  /** `u-` and 52 characters of base32: the same person of the same issuer, always. */
  userId(issuer: string, subject: string): string
  /** `s-` and 52 characters of base32: one per pool and user, the key of the session's stream. */
  userSessionKey(poolId: string, userId: string): string
}

/** @param key 32 random bytes of this site; another key makes everybody somebody else */
export const createUserIds = (key: Uint8Array): UserIds => {
  assert(key.length === secretKeyBytes, 'the stream key has 32 bytes')
  const hash = (context: string, parts: readonly string[]): string =>
    toBase32(createHmac('sha256', key).update(encodeLengthPrefixed(context, parts)).digest())
  return {
    userId: (issuer, subject) => `u-${hash('causeway user id v1', [issuer, subject])}`,
    userSessionKey: (poolId, userId) => `s-${hash('causeway user session v1', [poolId, userId])}`,
  }
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const bitsPerLetter = 5

/** RFC 4648 section 6 in lower case and without padding. */
export const toBase32 = (bytes: Uint8Array): string => {
  let text = ''
  let held = 0
  let heldBits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    heldBits += 8
    while (heldBits >= bitsPerLetter) {
      heldBits -= bitsPerLetter
      text += alphabet[(held >>> heldBits) & 31]
    }
    held &= (1 << heldBits) - 1
  }
  return heldBits === 0 ? text : text + alphabet[(held << (bitsPerLetter - heldBits)) & 31]
}
