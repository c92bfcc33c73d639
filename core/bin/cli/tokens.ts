/** Tokens of a login, renewed when they are about to end, by one process at a time. */
import { createSystem } from '../../adapters/system.ts'
import type { SignInOutcome, TokenSet } from '../../identity/sign-in.ts'
import {
  type Credentials,
  openCredentials,
  type SavedLogin,
  type SavedTokens,
} from './credentials.ts'
import { CommandFault } from './exit.ts'
import { faultOfNetwork, type HttpTarget } from './http.ts'
import type { Io } from './io.ts'

/** A token that lives less than this is renewed before it is sent. */
const renewBeforeMs = 60_000

/** As it is kept. An expiry of 0 means that the issuer does not say. */
export const savedTokens = (tokens: TokenSet): SavedTokens => ({
  accessToken: tokens.accessToken,
  expiresAt: tokens.expiresAtMs,
  ...(tokens.refreshToken === undefined ? {} : { refreshToken: tokens.refreshToken }),
})

const isFresh = ({ expiresAt }: SavedTokens, nowMs: number): boolean =>
  expiresAt === 0 || expiresAt - renewBeforeMs > nowMs

/** The first error beneath that names a reason, such as one of the network or of TLS. */
const causeOf = (error: unknown): unknown => {
  let at: unknown = error
  for (let depth = 0; depth < 8 && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && !at.code.startsWith('OAUTH_')) return at
    if (at.cause === undefined) return at
    at = at.cause
  }
  return error
}

/** What an issuer said, or why it could not be asked, as a command's end. */
export const tokensOf = async (
  issuer: string,
  asking: Promise<SignInOutcome>,
): Promise<TokenSet> => {
  let outcome: SignInOutcome
  try {
    outcome = await asking
  } catch (error) {
    throw faultOfNetwork(issuer, causeOf(error))
  }
  if (outcome.kind === 'signed-in') return outcome.tokens
  throw new CommandFault('refused', 'SIGN_IN_DENIED', outcome.text, 'try `causeway login` again')
}

/** Is the issuer part of the API, so that the same authority vouches for both? */
export const isOwnIssuer = (issuer: string, ...apiUrls: readonly string[]): boolean =>
  apiUrls.some((url) => URL.canParse(url) && new URL(url).origin === new URL(issuer).origin)

type Purpose = 'user' | 'admin'

const held = (login: SavedLogin | undefined, purpose: Purpose): SavedTokens | undefined =>
  purpose === 'user' ? login?.userToken : login?.adminToken

const signedOut = (baseUrl: string): CommandFault =>
  new CommandFault(
    'refused',
    'TOKEN_MISSING',
    `nobody is signed in to ${baseUrl}`,
    'sign in with `causeway login`',
  )

const over = (baseUrl: string): CommandFault =>
  new CommandFault(
    'refused',
    'TOKEN_EXPIRED',
    `the sign-in to ${baseUrl} is over`,
    'sign in again with `causeway login`',
  )

const renew = async (
  io: Io,
  target: HttpTarget,
  credentials: Credentials,
  purpose: Purpose,
): Promise<string> => {
  // Another process may have renewed it while this one waited.
  const login = credentials.get(target.baseUrl)
  const tokens = held(login, purpose)
  if (login === undefined || tokens === undefined) throw signedOut(target.baseUrl)
  if (isFresh(tokens, io.nowMs())) return tokens.accessToken
  if (tokens.refreshToken === undefined) {
    if (tokens.expiresAt > io.nowMs()) return tokens.accessToken
    throw over(target.baseUrl)
  }
  const { issuer, clientId, userScopes, adminScopes } = login
  const { renewTokens } = await import('../../identity/sign-in.ts')
  const scope = (purpose === 'user' ? userScopes : adminScopes).join(' ')
  const ca = login.ownIssuer ? target.ca : undefined
  const asking = renewTokens(
    { system: createSystem() },
    { issuer, clientId, scope, ca, refreshToken: tokens.refreshToken },
  )
  const renewed = savedTokens(
    await tokensOf(issuer, asking).catch((error: unknown) => {
      const denied = error instanceof CommandFault && error.code === 'SIGN_IN_DENIED'
      throw denied ? over(target.baseUrl) : error
    }),
  )
  const { userToken, adminToken } = login
  const kept =
    purpose === 'user' ? { userToken: renewed, adminToken } : { adminToken: renewed, userToken }
  credentials.replace(target.baseUrl, { ...login, ...kept })
  return renewed.accessToken
}

const fresh = async (io: Io, target: HttpTarget, purpose: Purpose): Promise<string> => {
  const credentials = openCredentials(io)
  const tokens = held(credentials.get(target.baseUrl), purpose)
  if (tokens === undefined) throw signedOut(target.baseUrl)
  if (isFresh(tokens, io.nowMs())) return tokens.accessToken
  // A renewal spends the old refresh token: two at once would end the sign-in.
  return credentials.exclusively(() => renew(io, target, credentials, purpose))
}

/** The token for feed and connections. Throws when nobody is signed in any more. */
export const freshUserToken = (io: Io, target: HttpTarget): Promise<string> =>
  fresh(io, target, 'user')

/** The token for administration and audit. Throws when nobody is signed in any more. */
export const freshAdminToken = (io: Io, target: HttpTarget): Promise<string> =>
  fresh(io, target, 'admin')
