/** Passwords of development users: drawn, hashed with scrypt (RFC 7914), compared. */
import { scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { System } from '../../broker/ports.ts'
import { passwordCharsMax, passwordCharsMin } from '../identity-limits.ts'
import { toBase32 } from '../user-id.ts'

const derive: (
  password: string,
  salt: Uint8Array,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer> = promisify(scrypt)

const costLog2 = 15
const blockSize = 8
const hashBytes = 32
const saltBytes = 16
const memoryBytesMax = 67_108_864

/** `scrypt$<log2 of the cost>$<block size>$1$<salt>$<hash>`, the last two in base64url. */
const form = /^scrypt\$(1[4-6])\$8\$1\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/

/** Passwords of manuals and examples, in lower case without marks. */
const samples: ReadonlySet<string> = new Set([
  'causewaycauseway',
  'changemechangeme',
  'changemenow',
  'correcthorsebatterystaple',
  'password1234',
  'passwordpassword',
  'samplepassword',
  'secretsecret',
  'letmeinletmein',
  'administrator',
  '123456789012',
])

/** A password of 80 random bits in four groups: `kx3p-…`. */
export const newPassword = (system: Pick<System, 'randomBytes'>): string =>
  toBase32(system.randomBytes(10)).replace(/(.{4})(?=.)/g, '$1-')

/** Why a password must not be used; undefined when it may. */
export const faultOfPassword = (name: string, password: string): string | undefined => {
  if (password.length < passwordCharsMin) return `it has fewer than ${passwordCharsMin} characters`
  if (password.length > passwordCharsMax) return `it has more than ${passwordCharsMax} characters`
  const bare = password.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (samples.has(bare) || bare.startsWith(name.toLowerCase())) return 'it is a sample'
  return new Set(password).size < 5 ? 'it repeats a few characters' : undefined
}

/** Hashes a password with a fresh salt. */
export const hashPassword = async (
  system: Pick<System, 'randomBytes'>,
  password: string,
): Promise<string> => {
  const salt = system.randomBytes(saltBytes)
  const hash = await deriveKey(password, salt, costLog2)
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
  return `scrypt$${costLog2}$${blockSize}$1$${text(salt)}$${text(hash)}`
}

/** Is this text a hash that verifyPassword reads? */
export const isPasswordHash = (text: string): boolean => form.test(text)

/** Compares in time that tells nothing; false for what is not a hash. */
export const verifyPassword = async (stored: string, password: string): Promise<boolean> => {
  const [, cost = '', salt = '', expected = ''] = form.exec(stored) ?? []
  if (expected === '') return false
  const hash = await deriveKey(password, Buffer.from(salt, 'base64url'), Number(cost))
  return timingSafeEqual(hash, Buffer.from(expected, 'base64url'))
}

const deriveKey = (password: string, salt: Uint8Array, cost: number): Promise<Buffer> =>
  derive(password.normalize('NFKC'), salt, hashBytes, {
    N: 2 ** cost,
    r: blockSize,
    p: 1,
    maxmem: memoryBytesMax,
  })
