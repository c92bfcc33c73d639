/** The development sign-in of a site, if its settings want one. */
import type { FastifyPluginAsync } from 'fastify'
import type { System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { commandLine } from '../identity/development/clients.ts'
import { firstUsers, openDevelopmentUsers } from '../identity/development/users.ts'
import { createDevelopmentIssuer, trustIssuer } from '../identity/development-issuer.ts'
import { createFreerdpDiscovery } from '../identity/freerdp-discovery.ts'
import { DataFolderFault, replacePrivate } from '../identity/private-files.ts'
import { signInFile } from '../identity/site-bundle.ts'
import type { TrustedIssuer } from '../identity/verify-token.ts'
import { failure } from './cli/exit.ts'
import { usesDevelopmentIssuer } from './config-checks.ts'
import type { Config } from './config-schema.ts'

export type DevelopmentSignIn = {
  readonly plugin: FastifyPluginAsync
  issuer(): string
  /** Call it when the API's address is final. */
  trusted(): TrustedIssuer
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly adminScopes: readonly string[]
  /** Users whose passwords were drawn just now. */
  readonly newUsers: readonly { readonly name: string; readonly password: string }[]
  /** Keeps the new users and the issuer's name; call it when passwords are about to be told. */
  started(): void
}

const scopes = {
  clientId: commandLine.clientId,
  scopes: ['openid', 'causeway', 'offline_access'],
  adminScopes: ['openid', 'causeway-admin', 'offline_access'],
}

/**
 * The sign-in of the machine whose keys these are: a person has one id in the log, which is made of
 * the issuer's name, so a site has one issuer.
 */
const joinedSignIn = (folder: DataFolder, issuer: string): DevelopmentSignIn => ({
  ...scopes,
  plugin: createFreerdpDiscovery(() => issuer),
  issuer: () => issuer,
  trusted: () => trustIssuer(issuer, folder.issuerKey),
  newUsers: [],
  started: () => undefined,
})

/** Undefined where the users come from elsewhere. */
export const openDevelopmentIssuer = async (
  config: Config,
  folder: DataFolder,
  system: System,
  publicUrl: () => string,
): Promise<DevelopmentSignIn | undefined> => {
  if (!usesDevelopmentIssuer(config)) return undefined
  if (folder.joined) {
    if (folder.signInAt !== undefined) return joinedSignIn(folder, folder.signInAt)
    const fix = 'set oidc.issuer as on the machine that was joined'
    throw failure('the site that was joined has no development sign-in', fix)
  }
  try {
    const users = await openDevelopmentUsers(
      { system },
      { file: folder.file('users.json'), first: firstUsers },
    )
    const issuer = createDevelopmentIssuer(
      { system, users, key: folder.issuerKey, publicUrl },
      {
        bindAddress: config.api.host,
        allowNonLoopback: config.development.allowNonLoopback,
        ownNames: [config.publicName],
      },
    )
    return {
      ...issuer,
      ...scopes,
      newUsers: users.generated,
      started: () => {
        try {
          users.keep()
          replacePrivate(folder.file(signInFile), `${issuer.issuer()}\n`)
        } catch (error) {
          throw faultOf(error)
        }
      },
    }
  } catch (error) {
    throw faultOf(error)
  }
}

const faultOf = (error: unknown): unknown => {
  if (error instanceof DataFolderFault) return failure(error.message, error.fix, error)
  if (error instanceof Error) return failure(error.message, 'see docs/config.md', error)
  return error
}
