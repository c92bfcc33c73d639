/**
 * Authorization codes: one use, a minute, bound to client, redirect and PKCE challenge. A code that
 * comes back a second time was copied: what was given for it is revoked (RFC 6749 section 4.1.2).
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { System } from '../../broker/ports.ts'
import { authorizationCodeCountMax, authorizationCodeLifetimeMs } from '../identity-limits.ts'
import { createExpiringStore } from './expiring-store.ts'
import { type OAuthError, oauthError } from './oauth-answer.ts'
import type { Approval } from './token-minting.ts'

export type CodeGrant = {
  readonly approval: Approval
  readonly redirectUri: string
  /** S256 challenge of RFC 7636; '' for a client that knows no PKCE. */
  readonly challenge: string
}

export type AuthorizationCodes = {
  issue(grant: CodeGrant): string
  redeem(asked: {
    readonly code: string
    readonly clientId: string
    readonly redirectUri: string
    readonly verifier: string
  }): Approval | OAuthError
  /** Notes which refresh family a code gave birth to. */
  spentFor(code: string, familyId: string): void
}

/** RFC 7636 section 4.1. */
const verifierForm = /^[A-Za-z0-9._~-]{43,128}$/
/** RFC 7636 section 4.2: base64url of a SHA-256. */
const challengeForm = /^[A-Za-z0-9_-]{43}$/

export const isChallenge = (text: string): boolean => challengeForm.test(text)

type Entry = CodeGrant & { spent: boolean; familyId: string }

export const createAuthorizationCodes = (ports: {
  readonly system: Pick<System, 'monotonicMs' | 'randomBytes'>
  /** Ends the refresh family of a copied code. */
  readonly revoke: (familyId: string) => void
}): AuthorizationCodes => {
  const { system } = ports
  const codes = createExpiringStore<Entry>(system, {
    lifetimeMs: authorizationCodeLifetimeMs,
    countMax: authorizationCodeCountMax,
    // Only people who signed in make codes, so nobody else can push one out.
    whenFull: 'evict-oldest',
  })
  return {
    issue: (grant) => {
      const code = Buffer.from(system.randomBytes(32)).toString('base64url')
      codes.put(code, { ...grant, spent: false, familyId: '' })
      return code
    },
    redeem: ({ code, clientId, redirectUri, verifier }) => {
      const entry = codes.get(code)
      if (entry === undefined) return oauthError('invalid_grant', 'code is unknown or too old')
      if (entry.spent) {
        if (entry.familyId !== '') ports.revoke(entry.familyId)
        return oauthError('invalid_grant', 'code was used already')
      }
      entry.spent = true
      if (entry.approval.clientId !== clientId) {
        return oauthError('invalid_grant', 'code belongs to another client')
      }
      if (entry.redirectUri !== redirectUri) {
        return oauthError('invalid_grant', 'redirect_uri differs from the one of the request')
      }
      if (!provesChallenge(entry.challenge, verifier)) {
        return oauthError('invalid_grant', 'code_verifier does not match code_challenge')
      }
      return entry.approval
    },
    spentFor: (code, familyId) => {
      const entry = codes.get(code)
      if (entry !== undefined) entry.familyId = familyId
    },
  }
}

/** RFC 7636 section 4.6; without a challenge there must be no verifier either (RFC 9700, 4.8.2). */
const provesChallenge = (challenge: string, verifier: string): boolean => {
  if (challenge === '') return verifier === ''
  if (!verifierForm.test(verifier)) return false
  const hash = createHash('sha256').update(verifier).digest()
  const expected = Buffer.from(challenge, 'base64url')
  return hash.length === expected.length && timingSafeEqual(hash, expected)
}
