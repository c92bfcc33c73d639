/**
 * How the person directory seals bytes: AES-256-GCM with a key of the person's own. Sealed bytes:
 * version (1 byte), id of the key (8), nonce (12), ciphertext, tag (16); the user id is
 * authenticated with them. A key id never comes again, so what an erased key sealed stays shut.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'

/** A person's key and the id by which sealed bytes name it. */
export type PersonKey = { readonly id: Buffer; readonly secret: Buffer }

export const keyIdBytes = 8
export const secretBytes = 32
export const nonceBytes = 12
const tagBytes = 16
const version = 1
const headerBytes = 1 + keyIdBytes + nonceBytes
const algorithm = 'aes-256-gcm'

/** The id of the key that sealed these bytes; undefined when they are none of ours. */
export const keyIdOf = (sealed: Uint8Array): Buffer | undefined => {
  if (sealed.length < headerBytes + tagBytes || sealed[0] !== version) return undefined
  return Buffer.from(sealed.subarray(1, 1 + keyIdBytes))
}

/** Encrypts with a random nonce; the key's id and the context are authenticated. */
export const sealWith = (
  key: PersonKey,
  nonce: Uint8Array,
  context: string,
  plaintext: Uint8Array,
): Uint8Array => {
  const header = Buffer.concat([Buffer.from([version]), key.id, nonce])
  const cipher = createCipheriv(algorithm, key.secret, nonce)
  cipher.setAAD(Buffer.concat([header, Buffer.from(context)]))
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return new Uint8Array(Buffer.concat([header, body, cipher.getAuthTag()]))
}

/** Decrypts; undefined when another key or context sealed it, or when it was changed. */
export const openWith = (
  key: PersonKey,
  context: string,
  sealed: Uint8Array,
): Buffer | undefined => {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length)
  if (bytes.length < headerBytes + tagBytes || bytes[0] !== version) return undefined
  if (!bytes.subarray(1, 1 + keyIdBytes).equals(key.id)) return undefined
  const header = bytes.subarray(0, headerBytes)
  const decipher = createDecipheriv(algorithm, key.secret, header.subarray(1 + keyIdBytes))
  decipher.setAAD(Buffer.concat([header, Buffer.from(context)]))
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes))
  try {
    const body = bytes.subarray(headerBytes, bytes.length - tagBytes)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    // Authentication failed: not theirs, or changed.
    return undefined
  }
}
