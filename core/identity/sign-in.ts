/**
 * Signing in from the command line: with a password on the development issuer's own page, with a
 * code typed into a browser at any OpenID Connect issuer (RFC 8628), and renewing what came of it.
 */
import * as oidc from 'openid-client'
import type { System } from '../broker/ports.ts'
import { createTrustedFetch, type TrustedFetch } from './trusted-fetch.ts'

export type SignInPorts = { readonly system: Pick<System, 'nowMs' | 'after'> }

export type SignInOptions = {
  /** Exact issuer, without the /.well-known part. */
  readonly issuer: string
  readonly clientId: string
  readonly scope: string
  /** PEM of the only authorities to trust; absent: those of the system. */
  readonly ca?: string | undefined
}

export type TokenSet = {
  readonly accessToken: string
  /** Absent when the issuer gives none. */
  readonly refreshToken: string | undefined
  /** Milliseconds since 1970; 0 when the issuer does not say. */
  readonly expiresAtMs: number
  readonly scope: string
}

/** Trouble with the network or a wrong configuration is thrown instead, as an Error. */
export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly tokens: TokenSet }
  /** `text` is for the person. */
  | { readonly kind: 'denied'; readonly text: string }

/** What a person does on another screen. */
export type DevicePrompt = {
  readonly verificationUri: string
  readonly userCode: string
  readonly expiresInMs: number
}

/** Nothing listens there: the answer is read from the redirect itself. */
const redirectUri = 'http://127.0.0.1/callback'

/**
 * Fills in the development issuer's sign-in page as a browser would. Refuses to send a password to
 * any other issuer.
 */
export const signInWithPassword = async (
  ports: SignInPorts,
  options: SignInOptions & { readonly user: string; readonly password: string },
): Promise<SignInOutcome> => {
  const fetch = createTrustedFetch(ports, { ca: options.ca })
  const config = await discover(fetch, options)
  if (config.serverMetadata()['causeway_development'] !== true) {
    throw new Error(`${options.issuer} is no development issuer: sign in without a password`)
  }
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: options.scope,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const answer = await fillIn(fetch, address.href, options)
  if (answer.kind === 'denied') return answer
  const found = new URL(answer.location)
  const error = found.searchParams.get('error')
  if (error !== null) {
    return { kind: 'denied', text: found.searchParams.get('error_description') ?? error }
  }
  const tokens = await oidc.authorizationCodeGrant(config, found, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
  return { kind: 'signed-in', tokens: tokenSetOf(ports, options, tokens) }
}

/** Shows a code and waits until a person has typed it, refused, or let it expire. */
export const signInWithDeviceCode = async (
  ports: SignInPorts,
  options: SignInOptions & {
    readonly onPrompt: (prompt: DevicePrompt) => void
    /** Ends the wait; the promise then rejects. */
    readonly signal?: AbortSignal
  },
): Promise<SignInOutcome> => {
  const config = await discover(createTrustedFetch(ports, { ca: options.ca }), options)
  const begun = await oidc.initiateDeviceAuthorization(config, { scope: options.scope })
  options.onPrompt({
    verificationUri: begun.verification_uri,
    userCode: begun.user_code,
    expiresInMs: begun.expires_in * 1_000,
  })
  try {
    const waiting = options.signal === undefined ? {} : { signal: options.signal }
    const tokens = await oidc.pollDeviceAuthorizationGrant(config, begun, undefined, waiting)
    return { kind: 'signed-in', tokens: tokenSetOf(ports, options, tokens) }
  } catch (error) {
    return deniedBy(error, {
      access_denied: 'the sign-in was refused in the browser',
      expired_token: 'the code was not typed in time',
    })
  }
}

/** Renews an access token; the refresh token that comes back replaces the one given. */
export const renewTokens = async (
  ports: SignInPorts,
  options: SignInOptions & { readonly refreshToken: string },
): Promise<SignInOutcome> => {
  const config = await discover(createTrustedFetch(ports, { ca: options.ca }), options)
  try {
    const tokens = await oidc.refreshTokenGrant(config, options.refreshToken)
    const renewed = tokenSetOf(ports, options, tokens)
    const refreshToken = renewed.refreshToken ?? options.refreshToken
    return { kind: 'signed-in', tokens: { ...renewed, refreshToken } }
  } catch (error) {
    return deniedBy(error, { invalid_grant: 'the sign-in is over: sign in again' })
  }
}

const discover = (
  fetch: TrustedFetch,
  { issuer, clientId }: SignInOptions,
): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), { [oidc.customFetch]: fetch })

const tokenSetOf = (
  ports: SignInPorts,
  options: SignInOptions,
  tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
): TokenSet => {
  const seconds = tokens.expiresIn()
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    expiresAtMs: seconds === undefined ? 0 : ports.system.nowMs() + seconds * 1_000,
    scope: tokens.scope ?? options.scope,
  }
}

/** The issuer's own no, in words; anything else is thrown on. */
const deniedBy = (error: unknown, texts: Readonly<Record<string, string>>): SignInOutcome => {
  const code = error instanceof oidc.ResponseBodyError ? error.error : ''
  const text = texts[code]
  if (text === undefined) throw error
  return { kind: 'denied', text }
}

const fillIn = async (
  fetch: TrustedFetch,
  address: string,
  { user, password }: { readonly user: string; readonly password: string },
): Promise<
  | { readonly kind: 'returned'; readonly location: string }
  | Extract<SignInOutcome, { kind: 'denied' }>
> => {
  const page = await fetch(address)
  const returned = locationOf(page)
  if (returned !== undefined) return { kind: 'returned', location: returned }
  const csrf = /name="csrf" value="([A-Za-z0-9_-]+)"/.exec(await page.text())?.[1]
  const cookie = page.headers.get('set-cookie')?.split(';')[0]
  if (page.status !== 200 || csrf === undefined || cookie === undefined) {
    throw new Error(`the sign-in page answered with status ${page.status} and no form`)
  }
  const answer = await fetch(address, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrf, name: user, password }),
  })
  const location = locationOf(answer)
  if (location !== undefined) return { kind: 'returned', location }
  const fault = /<p class="fault" role="alert">([^<]*)</.exec(await answer.text())?.[1]
  if (fault === undefined) throw new Error(`the sign-in answered with status ${answer.status}`)
  return { kind: 'denied', text: fault }
}

const locationOf = (answer: Response): string | undefined =>
  answer.status === 303 ? (answer.headers.get('location') ?? undefined) : undefined
