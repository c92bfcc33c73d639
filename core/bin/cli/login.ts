/**
 * `causeway login` and `logout`: a password where the API signs its users in itself, a code typed
 * into a browser at every other issuer. Nothing is sent before the API's certificate is verified.
 */
import { z } from 'zod'
import { createSystem } from '../../adapters/system.ts'
import type { SignInOptions, TokenSet } from '../../identity/sign-in.ts'
import type { Config } from '../config-schema.ts'
import { apiUrlOf, createApi, trustOf } from './api.ts'
import type { Run } from './command.ts'
import { openCredentials } from './credentials.ts'
import { formatTime } from './duration.ts'
import { CommandFault, usageFault } from './exit.ts'
import type { HttpTarget } from './http.ts'
import { askSecret, readSecretLine } from './prompt.ts'
import { terminalText } from './terminal-text.ts'
import { isOwnIssuer, savedTokens, tokensOf } from './tokens.ts'
import { findTrust, pinAuthority } from './trust.ts'

const clientConfig = z.object({
  issuer: z.url({ protocol: /^https$/ }),
  clientId: z.string(),
  scopes: z.array(z.string()),
  adminScopes: z.array(z.string()).default([]),
  siteId: z.string(),
  apiUrl: z.string(),
  ownIssuer: z.boolean().default(false),
})
type ClientConfig = z.output<typeof clientConfig>

/** Whom to trust while signing in: what the person names now comes before what was pinned. */
const authorityOf = async (run: Run, config: Config, apiUrl: string) => {
  const fingerprint = run.text('authorityFingerprint')
  if (fingerprint !== undefined) return pinAuthority(apiUrl, fingerprint)
  const { cwd } = run.io
  const { client, dataFolder } = config
  const now = findTrust({ cwd, caFile: client.ca, dataFolder, pinned: undefined })
  return now.from === 'system' ? trustOf(run.io, config, apiUrl).ca : now.ca
}

type SignIn = (scopes: readonly string[]) => Promise<TokenSet>

const passwordSignIn = async (run: Run, options: Omit<SignInOptions, 'scope'>): Promise<SignIn> => {
  const user = run.text('user')
  if (user === undefined) {
    throw usageFault('this site signs users in by name and password', 'add --user NAME')
  }
  const password = run.has('passwordStdin')
    ? await readSecretLine(run.io)
    : await askSecret(run.io, `password of ${terminalText(user)}: `)
  const { signInWithPassword } = await import('../../identity/sign-in.ts')
  const ports = { system: createSystem() }
  return (scopes) => {
    const asked = { ...options, scope: scopes.join(' '), user, password }
    return tokensOf(options.issuer, signInWithPassword(ports, asked))
  }
}

const deviceSignIn = async (run: Run, options: Omit<SignInOptions, 'scope'>): Promise<SignIn> => {
  const { signInWithDeviceCode } = await import('../../identity/sign-in.ts')
  return (scopes) => {
    const asked = {
      ...options,
      scope: scopes.join(' '),
      signal: run.io.signal,
      onPrompt: ({ verificationUri, userCode }: { verificationUri: string; userCode: string }) => {
        const text = `open ${verificationUri} in a browser and type the code ${userCode}`
        run.io.stderr.write(`${terminalText(text)}\n`)
      },
    }
    return tokensOf(options.issuer, signInWithDeviceCode({ system: createSystem() }, asked))
  }
}

/** The token for administration, if the API lets its bearer in. */
const adminTokens = async (
  target: HttpTarget,
  facts: ClientConfig,
  signIn: SignIn,
): Promise<TokenSet | undefined> => {
  if (facts.adminScopes.length === 0) return undefined
  const denials = new Set(['SIGN_IN_DENIED', 'ROLE_MISSING', 'TOKEN_INVALID'])
  try {
    const tokens = await signIn(facts.adminScopes)
    const api = createApi(target, async () => tokens.accessToken)
    await api.ask(z.unknown(), { path: '/api/admin/workspaces?limit=1' })
    return tokens
  } catch (error) {
    if (error instanceof CommandFault && denials.has(error.code)) return undefined
    throw error
  }
}

/** Signs in and keeps the tokens. */
export const login = async (run: Run): Promise<undefined> => {
  const { io, out } = run
  const { config } = await run.settings()
  const baseUrl = apiUrlOf(io, config)
  const authority = await authorityOf(run, config, baseUrl)
  const target: HttpTarget = { baseUrl, ca: authority, signal: io.signal }
  const anonymous = createApi(target, async () => undefined)
  const facts = await anonymous.ask(clientConfig, { path: '/api/client-config' })
  const { issuer, clientId, scopes, adminScopes } = facts
  // Elsewhere than at the API a password goes only to whom the site's own authority vouches for.
  const siteIssuer = facts.ownIssuer && authority !== undefined
  const ownIssuer = siteIssuer || isOwnIssuer(issuer, baseUrl, facts.apiUrl)
  const options = { issuer, clientId, ca: ownIssuer ? authority : undefined }
  const signIn = await (ownIssuer ? passwordSignIn(run, options) : deviceSignIn(run, options))
  const user = await signIn(scopes)
  // A second code to type is asked for only where somebody wants to administer.
  const admin = ownIssuer || run.has('admin') ? await adminTokens(target, facts, signIn) : undefined
  if (run.has('admin') && admin === undefined) {
    throw new CommandFault(
      'refused',
      'ROLE_MISSING',
      'the site gives you no role for administration',
      'sign in without --admin, or ask for a role',
    )
  }
  openCredentials(io).save(baseUrl, {
    user: run.text('user') ?? '',
    issuer,
    clientId,
    ownIssuer,
    userToken: savedTokens(user),
    userScopes: scopes,
    adminScopes,
    ...(authority === undefined ? {} : { authority }),
    ...(admin === undefined ? {} : { adminToken: savedTokens(admin) }),
  })
  const { expiresAtMs: expiresAt, refreshToken } = user
  const renewable = refreshToken !== undefined
  const result = {
    apiUrl: baseUrl,
    issuer,
    administration: admin !== undefined,
    expiresAt,
    renewable,
  }
  out.result(result, () => {
    const until = renewable ? 'renewed when needed' : `until ${formatTime(expiresAt)}`
    const also = admin === undefined ? '' : ', for administration too'
    return terminalText(`signed in to ${baseUrl}${also}; ${until}`).concat('\n')
  })
  return undefined
}

/** Forgets the tokens of an API, and its pinned authority. */
export const logout = async (run: Run): Promise<undefined> => {
  const { config } = await run.settings()
  const baseUrl = apiUrlOf(run.io, config)
  const forgotten = openCredentials(run.io).forget(baseUrl)
  run.out.result({ apiUrl: baseUrl, forgotten }, () =>
    forgotten ? `signed out of ${terminalText(baseUrl)}\n` : 'nobody was signed in\n',
  )
  return undefined
}
