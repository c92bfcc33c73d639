/**
 * Administration by whoever can read the data folder: a token of five minutes, signed with a key
 * that lies there. The folder's mode is the permission.
 */
import type { KeyObject } from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { publicHalf } from './data-folder.ts'
import { localAdminTokenMs } from './identity-limits.ts'
import type { TrustedIssuer } from './verify-token.ts'

const typ = 'causeway-local+jwt'
export const adminAudience = 'causeway-admin'

const issuerOf = (siteId: string): string => `causeway-local:${siteId}`

/** A token that lets an operating-system user administer this site. */
export const mintLocalAdminToken = (
  key: KeyObject,
  options: { readonly siteId: string; readonly user: string; readonly nowMs: number },
): Promise<string> =>
  new SignJWT({ roles: ['administrator'], groups: [], preferred_username: options.user })
    .setProtectedHeader({ alg: 'EdDSA', typ })
    .setIssuer(issuerOf(options.siteId))
    .setAudience(adminAudience)
    .setSubject(options.user)
    .setJti(randomUUID())
    .setIssuedAt(Math.floor(options.nowMs / 1_000))
    .setExpirationTime(Math.floor((options.nowMs + localAdminTokenMs) / 1_000))
    .sign(key)

/** The issuer of such tokens, for administration alone. */
export const localAdminIssuer = (key: KeyObject, siteId: string): TrustedIssuer => ({
  issuer: issuerOf(siteId),
  keys: async () => publicHalf(key),
  algorithms: ['EdDSA'],
  typ,
  audiences: { user: undefined, admin: adminAudience },
  rolesClaim: 'roles',
  groupsClaim: 'groups',
  groupsRequired: true,
})
