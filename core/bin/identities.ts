/** Whom this site believes: its development issuer or another one, and the local administrator. */

import type { Identity } from '../api/ports.ts'
import type { System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { discoveredKeys } from '../identity/issuer-keys.ts'
import { localAdminIssuer } from '../identity/local-admin.ts'
import { createTrustedFetch } from '../identity/trusted-fetch.ts'
import { createUserIds } from '../identity/user-id.ts'
import {
  asymmetricAlgorithms,
  createTokenVerifier,
  type TokenVerifier,
  type TrustedIssuer,
} from '../identity/verify-token.ts'
import type { Config } from './config-schema.ts'

const externalIssuer = (config: Config, system: System): TrustedIssuer | undefined => {
  const { issuer, audience, adminAudience: admin, rolesClaim, groupsClaim } = config.oidc
  if (issuer === undefined) return undefined
  return {
    issuer,
    keys: discoveredKeys({ fetch: createTrustedFetch({ system }, {}), system }, { issuer }),
    algorithms: asymmetricAlgorithms,
    audiences: { user: audience, admin },
    rolesClaim,
    groupsClaim,
    groupsRequired: false,
  }
}

/** Every issuer of the site, each with the audiences it may speak for. */
export const trustedIssuers = (
  config: Config,
  folder: DataFolder,
  system: System,
  development: TrustedIssuer | undefined,
): readonly TrustedIssuer[] => {
  const external = externalIssuer(config, system)
  return [
    localAdminIssuer(folder.localAdminKey, folder.siteId),
    ...(development === undefined ? [] : [development]),
    ...(external === undefined ? [] : [external]),
  ]
}

/** What the API asks about callers. `issuers` is asked once, at the first token. */
export const createIdentity = (
  issuers: () => readonly TrustedIssuer[],
  folder: DataFolder,
  system: System,
): Identity => {
  const userIdOf = createUserIds(folder.streamKey).userId
  let verifier: TokenVerifier | undefined
  return {
    userIdOf,
    verify: (token, purpose) => {
      verifier ??= createTokenVerifier(issuers(), { nowMs: system.nowMs, userIdOf })
      return verifier(token, purpose)
    },
  }
}
