/**
 * Connection tickets: EdDSA JWS (RFC 8037) for one connection, user, resource and audience. A
 * signature is not an authorisation: the broker checks the grant again at each use.
 */
import { createHash, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { TicketClaims, TicketPort } from '../broker/connections.ts'
import { assert, type Refusal, refuse } from '../domain/errors.ts'
import {
  clockSkewMs,
  mintedTicketCountMax,
  ticketKeyCountMax,
  tokenBytesMax,
} from '../domain/limits.ts'
import { signCompact, verifyCompact } from './compact-jws.ts'
import { publicKeyOf, rawPublicKey } from './machine-keys.ts'

export type TicketKeys = {
  /** Signs new tickets; asked for each. */
  signing(): KeyObject
  /** The public key of this id, Ed25519 raw; asked for each ticket that is read. */
  find: FindTicketKey
}

/** A key that counts, one that did once, or none of this site. */
export type FindTicketKey = (keyId: string) => Uint8Array | 'retired' | undefined

export type ReadTicket = { readonly kind: 'ticket'; readonly expired: boolean } & TicketClaims

/** Reads a ticket for exactly this audience: a gateway's id, or the site's gateway audience. */
export type TicketReader = (ticket: string, audience: string) => ReadTicket | Refusal

type TicketOptions = { readonly siteId: string; readonly nowMs: () => number }

const typ = 'causeway-ticket+jwt'
const text = z.string().min(1)

const headerSchema = z.strictObject({
  alg: z.literal('EdDSA'),
  typ: z.literal(typ),
  kid: text,
})

const claimsSchema = z.strictObject({
  iss: text,
  /** One text: a list of audiences is refused. */
  aud: text,
  sub: text,
  jti: text,
  cid: text,
  res: text,
  grt: text,
  iat: z.number(),
  exp: z.number(),
})

type Claims = z.infer<typeof claimsSchema>

/** A ticket that was made here: whoever shows its exact text shows our own signature. */
type Minted = { readonly kid: string; readonly claims: Claims }

/**
 * The last tickets made here, by their texts. Most come back to the broker that made them, within
 * seconds, and a signature takes longer to verify than all else that a redemption does.
 */
const createMinted = () => {
  const byText = new Map<string, Minted>()
  return {
    add: (text: string, minted: Minted): void => {
      byText.set(text, minted)
      if (byText.size <= mintedTicketCountMax) return
      // A Map keeps the order in which it was filled.
      for (const oldest of byText.keys()) {
        byText.delete(oldest)
        return
      }
    },
    get: (text: string): Minted | undefined => byText.get(text),
  }
}

/** Mints and reads the tickets of one site, in the broker. */
export const createTickets = (keys: TicketKeys, options: TicketOptions): TicketPort => {
  const issuer = issuerOf(options.siteId)
  const minted = createMinted()
  return {
    mint: (ticket) => {
      const { ticketId, connectionId, userId, resourceId, principal, audience, expiresAt } = ticket
      const named = [ticketId, connectionId, userId, resourceId, principal, audience]
      const exact = named.every((name) => name !== '' && !name.includes('*'))
      assert(exact, 'a ticket names everything and has no wildcard')
      const key = keys.signing()
      const kid = signingKeyIdOf(key)
      const claims = {
        ...{ cid: connectionId, res: resourceId, grt: principal },
        ...{ iss: issuer, aud: audience, sub: userId, jti: ticketId },
        iat: Math.floor(options.nowMs() / 1_000),
        exp: Math.ceil(expiresAt / 1_000),
      }
      const text = signCompact({ typ, kid }, claims, key)
      minted.add(text, { kid, claims })
      return text
    },
    read: createTicketReader(keys.find, options, minted.get),
  }
}

/**
 * Reads tickets with public keys alone, for a gateway that looks before it asks. Age is told, not
 * refused: a ticket that was redeemed may come back after its leg was lost, hours later.
 */
export const createTicketVerifier = (
  options: TicketOptions & {
    /** Ed25519 raw, as the broker's welcome lists them. */
    readonly publicKeys: readonly Uint8Array[]
  },
): TicketReader => {
  const byId = new Map(options.publicKeys.map((raw) => [ticketKeyIdOf(raw), raw]))
  return createTicketReader((keyId) => byId.get(keyId), options)
}

/** Ids of signing keys: working one out exports the key. */
const signingKeyIds = new WeakMap<KeyObject, string>()

const signingKeyIdOf = (key: KeyObject): string => {
  const known = signingKeyIds.get(key)
  if (known !== undefined) return known
  const id = ticketKeyIdOf(rawPublicKey(key))
  signingKeyIds.set(key, id)
  return id
}

const createTicketReader = (
  find: FindTicketKey,
  options: TicketOptions,
  mintedOf: (text: string) => Minted | undefined = () => undefined,
): TicketReader => {
  const issuer = issuerOf(options.siteId)
  const keyOf = createKeyCache()
  return (ticket, audience) => {
    if (ticket.length > tokenBytesMax) return refuse('TICKET_INVALID', 'it is too long')
    const own = mintedOf(ticket)
    const claims = own ? claimsWhileKept(own, find) : verifiedClaims(ticket, find, keyOf)
    if (claims === 'retired') return refuse('TICKET_INVALID', 'its key is retired')
    if (claims === undefined) return refuse('TICKET_INVALID', 'it is not signed by this site')
    if (claims.iss !== issuer) return refuse('TICKET_INVALID', 'it is of another site')
    if (claims.aud !== audience) return refuse('TICKET_INVALID', 'it is for another gateway')
    const now = options.nowMs()
    if (claims.iat * 1_000 > now + clockSkewMs) {
      return refuse('TICKET_INVALID', 'it is of the future')
    }
    return {
      kind: 'ticket',
      expired: now >= claims.exp * 1_000,
      ticketId: claims.jti,
      connectionId: claims.cid,
      userId: claims.sub,
      resourceId: claims.res,
      principal: claims.grt,
    }
  }
}

/** Keys by their bytes: making one costs more than a signature. As many as a site can have. */
const createKeyCache = () => {
  const made = new Map<string, KeyObject | undefined>()
  return (raw: Uint8Array): KeyObject | undefined => {
    const id = ticketKeyIdOf(raw)
    const known = made.get(id)
    if (known !== undefined) return known
    const key = publicKeyOf(raw)
    if (made.size >= ticketKeyCountMax) made.clear()
    made.set(id, key)
    return key
  }
}

/** A ticket counts until its key is retired, also one that was made here. */
const claimsWhileKept = (
  { kid, claims }: Minted,
  find: FindTicketKey,
): Claims | 'retired' | undefined => {
  const key = find(kid)
  return key === undefined || key === 'retired' ? key : claims
}

const verifiedClaims = (
  ticket: string,
  find: FindTicketKey,
  keyOf: (raw: Uint8Array) => KeyObject | undefined,
): Claims | 'retired' | undefined => {
  let retired = false
  const claims = verifyCompact(ticket, (header) => {
    const parsed = headerSchema.safeParse(header)
    const raw = parsed.success ? find(parsed.data.kid) : undefined
    retired = raw === 'retired'
    return raw === undefined || raw === 'retired' ? undefined : keyOf(raw)
  })
  return retired ? 'retired' : claimsSchema.safeParse(claims).data
}

const issuerOf = (siteId: string): string => `causeway:${siteId}`

/** Names a key without saying anything else of it. */
export const ticketKeyIdOf = (raw: Uint8Array): string =>
  createHash('sha256').update(raw).digest('base64url').slice(0, 22)
