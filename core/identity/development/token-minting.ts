/**
 * Tokens of the development issuer: access tokens after RFC 9068, id tokens after OpenID Connect
 * Core section 2, signed with Ed25519 (`EdDSA`, RFC 8037).
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { type JSONWebKeySet, type JWK, type JWTPayload, SignJWT } from 'jose'
import type { System } from '../../broker/ports.ts'
import { accessTokenLifetimeMs } from '../identity-limits.ts'
import type { GrantedScope } from './clients.ts'
import type { DevelopmentUser } from './users.ts'

/** Who signed in, at which client, for what. */
export type Approval = {
  readonly user: DevelopmentUser
  readonly clientId: string
  readonly scope: GrantedScope
  /** Of the authorization request; '' when it had none. */
  readonly nonce: string
}

export type TokenMinting = {
  readonly keySet: JSONWebKeySet
  access(approval: Approval): Promise<string>
  id(approval: Approval): Promise<string>
}

export const signingAlgorithm = 'EdDSA'

const publicJwkOf = (key: KeyObject): { readonly jwk: JWK; readonly kid: string } => {
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  const kid = createHash('sha256')
    .update(jwk.x ?? '')
    .digest('base64url')
    .slice(0, 22)
  return { jwk, kid }
}

/** The public half, as an issuer's key set. */
export const keySetOf = (key: KeyObject): JSONWebKeySet => {
  const { jwk, kid } = publicJwkOf(key)
  return { keys: [{ ...jwk, kid, use: 'sig', alg: signingAlgorithm }] }
}

/** @param ports.issuer asked each time: the port may be known late */
export const createTokenMinting = (ports: {
  readonly system: Pick<System, 'nowMs' | 'newId'>
  readonly key: KeyObject
  readonly issuer: () => string
}): TokenMinting => {
  const { system, key } = ports
  const { kid } = publicJwkOf(key)

  const sign = (typ: string, audience: string, subject: string, claims: JWTPayload) => {
    const now = Math.floor(system.nowMs() / 1_000)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: signingAlgorithm, typ, kid })
      .setIssuer(ports.issuer())
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(now)
      .setExpirationTime(now + accessTokenLifetimeMs / 1_000)
      .sign(key)
  }

  const namesOf = ({ name }: DevelopmentUser) => ({ name, preferred_username: name })

  return {
    keySet: keySetOf(key),
    access: ({ user, clientId, scope }) =>
      sign('at+jwt', scope.audience, user.subject, {
        ...namesOf(user),
        client_id: clientId,
        scope: scope.text,
        jti: system.newId(),
        groups: user.groups,
        ...(scope.audience === 'causeway-admin' ? { roles: user.roles } : {}),
      }),
    id: ({ user, clientId, nonce }) =>
      sign('JWT', clientId, user.subject, {
        ...namesOf(user),
        ...(nonce === '' ? {} : { nonce }),
      }),
  }
}
