/**
 * Connection tickets: EdDSA JWS (RFC 8037) for one connection, user, resource and audience. A
 * signature is not an authorisation: the broker checks the grant again at each use.
 */
import type { KeyObject } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { TicketPort } from '../broker/connections.ts'
import { refuse } from '../domain/errors.ts'
import { clockSkewMs, tokenBytesMax } from '../domain/limits.ts'

export type TicketKeys = {
  /** Signs new tickets. */
  readonly privateKey: KeyObject
  /** Ed25519 keys that still count, newest first. */
  readonly publicKeys: readonly KeyObject[]
}

const typ = 'causeway-ticket+jwt'

const claims = z.object({
  sub: z.string().min(1),
  jti: z.string().min(1),
  cid: z.string().min(1),
  res: z.string().min(1),
  grt: z.string().min(1),
  exp: z.number(),
  iat: z.number(),
})

/** Mints and reads the tickets of one site. */
export const createTickets = (
  keys: TicketKeys,
  options: { readonly siteId: string; readonly nowMs: () => number },
): TicketPort => {
  const issuer = `causeway:${options.siteId}`
  return {
    mint: async ({ ticketId, connectionId, userId, resourceId, principal, audience, expiresAt }) =>
      new SignJWT({ cid: connectionId, res: resourceId, grt: principal })
        .setProtectedHeader({ alg: 'EdDSA', typ })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(ticketId)
        .setIssuedAt(Math.floor(options.nowMs() / 1000))
        .setExpirationTime(Math.ceil(expiresAt / 1000))
        .sign(keys.privateKey),
    read: async (ticket, audience) => {
      if (ticket.length === 0 || ticket.length > tokenBytesMax) return refuse('TICKET_INVALID')
      try {
        if (decodeProtectedHeader(ticket).typ !== typ) return refuse('TICKET_INVALID')
      } catch {
        return refuse('TICKET_INVALID')
      }
      for (const key of keys.publicKeys) {
        try {
          // Expiry is told, not refused: a ticket that was redeemed may come back later.
          const { payload } = await jwtVerify(ticket, key, {
            algorithms: ['EdDSA'],
            issuer,
            audience,
            typ,
            currentDate: new Date(0),
            clockTolerance: Number.MAX_SAFE_INTEGER / 1000,
          })
          const read = claims.safeParse(payload)
          if (!read.success) return refuse('TICKET_INVALID')
          const { sub, jti, cid, res, grt, exp, iat } = read.data
          if (iat * 1000 > options.nowMs() + clockSkewMs) return refuse('TICKET_INVALID')
          return {
            kind: 'ticket',
            expired: options.nowMs() >= exp * 1000,
            ticketId: jti,
            connectionId: cid,
            userId: sub,
            resourceId: res,
            principal: grt,
          }
        } catch {
          // Another key may have signed it.
        }
      }
      return refuse('TICKET_INVALID')
    },
  }
}
