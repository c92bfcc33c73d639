/**
 * Secrets that anybody can read: those of this project's documents and of the standards that people
 * copy from, and values that are no secret at all. A site that uses one is open to everybody.
 */
import { createHash } from 'node:crypto'

/** SHA-256 of the raw bytes (of a private key: its scalar or seed), in hex. */
const published: ReadonlySet<string> = new Set([
  // Ed25519: RFC 8032 section 7.1 test 1, which is also the key of RFC 8037 appendix A.1.
  '644d50ab64864c20a12b3c4656d46b4a48f69ef7c47ecdc8415cd28316b22ef5',
  // Ed25519: RFC 8032 section 7.1 tests 2 and 3.
  '3d2d9682cdba529682a152f678e25c6c29847bf2588ca4e1b3023c1579f9958d',
  'd8eca0cca720d33bf6d9a3e8057053ff6a4d19a62a9874fa7f7004ea662fb2f9',
  // P-256: RFC 7515 appendix A.3, and RFC 7517 appendix A.2.
  'cfcef6cfb631f2a350b70a6ab72b20696f65f854aa3649a26b4cc1d2b0f5ce76',
  '43e4b74131385aec85e1f0764d6693ac5e7cc4977f998cc956e1241a818cfd1d',
  // HMAC: RFC 7515 appendix A.1.
  'c8ecc9361a05e285f04c26f9572131a6deab07e9e2b865053c6f75a4d8bd2b32',
])

const words = /sample|example|changeme|default|password|test-?key/i

/** Periods of a repeated value that are looked for: `abcdabcd…` has four. */
const periodMax = 8

/**
 * Is this material no secret: published, one short value repeated, counted up, or a readable word?
 * @param bytes the key's own bytes, without headers
 */
export const isPublishedSecret = (bytes: Uint8Array): boolean =>
  bytes.length === 0 ||
  isRepeated(bytes) ||
  isCounted(bytes) ||
  words.test(Buffer.from(bytes).toString('latin1')) ||
  published.has(createHash('sha256').update(bytes).digest('hex'))

const isRepeated = (bytes: Uint8Array): boolean =>
  Array.from({ length: periodMax }, (_, index) => index + 1).some((period) =>
    bytes.every((byte, index) => byte === bytes[index % period]),
  )

const isCounted = (bytes: Uint8Array): boolean =>
  bytes.every((byte, index) => byte === (((bytes[0] ?? 0) + index) & 0xff))
