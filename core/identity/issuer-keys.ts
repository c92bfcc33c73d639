/**
 * Key sets of trusted issuers: those we hold ourselves, and those found by discovery. Fetched when
 * first needed, asked for again at bounded intervals, never taken from the token.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { issuerAnswerMs, issuerRetryMs, keySetAgeMs, keySetCooldownMs } from './identity-limits.ts'
import type { TrustedFetch } from './trusted-fetch.ts'

/** Keys that this site holds itself. */
export const localKeys = (keySet: JSONWebKeySet): JWTVerifyGetKey => createLocalJWKSet(keySet)

/**
 * Keys of an issuer by its discovery document (OpenID Connect Discovery 1.0 section 4), whose
 * `issuer` must be the very text that is trusted (section 4.3). Throws Fault ISSUER_UNAVAILABLE
 * when the issuer does not answer, and then for issuerRetryMs without asking it again.
 */
export const discoveredKeys = (
  ports: { readonly fetch: TrustedFetch; readonly system: Pick<System, 'monotonicMs'> },
  options: { readonly issuer: string },
): JWTVerifyGetKey => {
  const { issuer } = options
  let keySet: Promise<JWTVerifyGetKey> | undefined
  let failedAtMs = Number.NEGATIVE_INFINITY

  const load = async (): Promise<JWTVerifyGetKey> => {
    const url = await discoverKeySetUrl(ports.fetch, issuer)
    return createRemoteJWKSet(new URL(url), {
      timeoutDuration: issuerAnswerMs,
      cooldownDuration: keySetCooldownMs,
      cacheMaxAge: keySetAgeMs,
      [customFetch]: (address, init) => ports.fetch(address, init),
    })
  }

  return async (header, token) => {
    if (ports.system.monotonicMs() - failedAtMs < issuerRetryMs) throw unavailable(issuer)
    keySet ??= load()
    try {
      const find = await keySet
      return await find(header, token)
    } catch (error) {
      if (isAnswer(error)) throw error
      keySet = undefined
      failedAtMs = ports.system.monotonicMs()
      throw unavailable(issuer, error)
    }
  }
}

/** The issuer answered, and its answer has no one key for this token. */
const isAnswer = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported

const unavailable = (issuer: string, cause?: unknown): Fault =>
  new Fault('ISSUER_UNAVAILABLE', issuer, cause)

const discoverKeySetUrl = async (fetch: TrustedFetch, issuer: string): Promise<string> => {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer
  const answer = await fetch(`${base}/.well-known/openid-configuration`)
  if (answer.status !== 200) throw new Error(`discovery answered with status ${answer.status}`)
  const found: unknown = await answer.json()
  if (typeof found !== 'object' || found === null) throw new Error('discovery is not an object')
  if (!('issuer' in found) || found.issuer !== issuer) {
    throw new Error('discovery names another issuer')
  }
  if (!('jwks_uri' in found) || typeof found.jwks_uri !== 'string') {
    throw new Error('discovery names no jwks_uri')
  }
  return found.jwks_uri
}
