/**
 * Refresh tokens, each good for one renewal (RFC 9700 section 4.14.2). A token is
 * `<family>.<secret>`, where one sign-in is one family: when an older secret of a family comes
 * back, somebody copied it, and the whole family is over.
 */
import type { System } from '../../broker/ports.ts'
import { refreshCountMax, refreshLifetimeMs } from '../identity-limits.ts'
import { createExpiringStore } from './expiring-store.ts'
import type { Approval } from './token-minting.ts'

export type RefreshTokens = {
  /** Begins a family; its id is for revoke. */
  begin(approval: Approval): { readonly familyId: string; readonly token: string }
  /** The approval and the next token; undefined when the token is worth nothing. */
  rotate(
    token: string,
    clientId: string,
  ): { readonly approval: Approval; readonly next: string } | undefined
  revoke(familyId: string): void
}

type Family = { readonly approval: Approval; secret: string }

export const createRefreshTokens = (ports: {
  readonly system: Pick<System, 'monotonicMs' | 'randomBytes'>
}): RefreshTokens => {
  const { system } = ports
  const families = createExpiringStore<Family>(system, {
    lifetimeMs: refreshLifetimeMs,
    countMax: refreshCountMax,
    whenFull: 'evict-oldest',
  })
  const draw = (): string => Buffer.from(system.randomBytes(32)).toString('base64url')
  return {
    begin: (approval) => {
      const familyId = draw()
      const secret = draw()
      families.put(familyId, { approval, secret })
      return { familyId, token: `${familyId}.${secret}` }
    },
    rotate: (token, clientId) => {
      const [familyId = '', secret = ''] = token.split('.')
      const family = families.get(familyId)
      if (family === undefined) return undefined
      if (family.secret !== secret || family.approval.clientId !== clientId) {
        families.remove(familyId)
        return undefined
      }
      // In place, so that renewing never lengthens the life of a sign-in.
      family.secret = draw()
      return { approval: family.approval, next: `${familyId}.${family.secret}` }
    },
    revoke: (familyId) => families.remove(familyId),
  }
}
