/**
 * Join tokens: what an administrator hands to a new host or gateway. Carries where to dial, which
 * authority to trust there, and a secret that the log knows only by its hash.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { System } from '../broker/ports.ts'
import { type Refusal, refuse } from '../domain/errors.ts'
import { tokenBytesMax } from '../domain/limits.ts'
import { joinBrokerCountMax, joinSecretBytes, joinUrlCharsMax } from './identity-limits.ts'

const prefix = 'causeway-join.'

/** `wss://host:port` and nothing behind it: no path, no password, no query. */
export const isBrokerAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, host, pathname, search, hash, username, password } = new URL(text)
  const bare = pathname === '/' && `${search}${hash}${username}${password}` === ''
  return protocol === 'wss:' && host !== '' && bare
}

const schema = z.strictObject({
  v: z.literal(1),
  kind: z.enum(['host', 'gateway']),
  brokers: z
    .array(z.string().max(joinUrlCharsMax).refine(isBrokerAddress))
    .min(1)
    .max(joinBrokerCountMax),
  /** SHA-256 of the authority's certificate, lower-case hex; '' for public authorities. */
  authority: z.string().regex(/^(?:[0-9a-f]{64})?$/),
  tokenId: z.string().min(1).max(128),
  /** 32 bytes, base64url. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})

export type JoinToken = {
  readonly kind: 'host' | 'gateway'
  readonly brokers: readonly string[]
  readonly authority: string
  readonly tokenId: string
  readonly secret: Uint8Array
}

/** SHA-256 of a secret. It is random, so it needs neither salt nor stretching. */
export const hashSecret = (secret: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(secret).digest())

/** Makes join tokens of one kind; the secret is in the text and nowhere else. */
export const createJoinTokens = (
  ports: {
    readonly system: Pick<System, 'randomBytes'>
    /** `wss://host:port` of each broker, asked each time: ports may be known late. */
    readonly brokers: () => readonly string[]
  },
  options: Pick<JoinToken, 'kind' | 'authority'>,
): { create(tokenId: string): { readonly token: string; readonly secretHash: Uint8Array } } => ({
  create: (tokenId) => {
    const secret = ports.system.randomBytes(joinSecretBytes)
    const token = formatJoinToken({ ...options, brokers: ports.brokers(), tokenId, secret })
    return { token, secretHash: hashSecret(secret) }
  },
})

/** The text that an administrator copies. */
export const formatJoinToken = (token: JoinToken): string => {
  const { kind, brokers, authority, tokenId } = token
  const secret = Buffer.from(token.secret).toString('base64url')
  const json = JSON.stringify({ v: 1, kind, brokers, authority, tokenId, secret })
  return prefix + Buffer.from(json, 'utf8').toString('base64url')
}

/** Takes a token apart; refuses what is not one, naming what is wrong. */
export const parseJoinToken = (text: string): JoinToken | Refusal => {
  const trimmed = text.trim()
  if (trimmed.length > tokenBytesMax) {
    return refuse('REGISTRATION_TOKEN_INVALID', 'it is longer than any token')
  }
  if (!trimmed.startsWith(prefix)) {
    return refuse('REGISTRATION_TOKEN_INVALID', `it does not begin with ${prefix}`)
  }
  let value: unknown
  try {
    const json = Buffer.from(trimmed.slice(prefix.length), 'base64url').toString('utf8')
    value = JSON.parse(json)
  } catch {
    return refuse('REGISTRATION_TOKEN_INVALID', 'it is cut off or damaged: copy it whole')
  }
  if (typeof value === 'object' && value !== null && 'v' in value && value.v !== 1) {
    return refuse('REGISTRATION_TOKEN_INVALID', 'it is of a newer version: upgrade this program')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? ''
    return refuse('REGISTRATION_TOKEN_INVALID', `its field ${field} is not valid`)
  }
  const { kind, brokers, authority, tokenId, secret } = parsed.data
  return {
    kind,
    brokers,
    authority,
    tokenId,
    secret: new Uint8Array(Buffer.from(secret, 'base64url')),
  }
}
