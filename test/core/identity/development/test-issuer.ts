/** A development issuer with known users, and a browser that fills in its pages. */
import { createHash, generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'
import { openDevelopmentUsers } from '../../../../core/identity/development/users.ts'
import {
  createDevelopmentIssuer,
  type DevelopmentIssuer,
} from '../../../../core/identity/development-issuer.ts'
import { createTokenVerifier, type TokenVerifier } from '../../../../core/identity/verify-token.ts'
import { createFakeSystem, type FakeSystem } from '../fake-system.ts'
import { temporaryFolder } from '../temporary-folder.ts'

export const origin = 'https://localhost:8443'
export const freeRdpId = 'a85cf173-4192-42f8-81fa-777a763e6e2c'
export const nativeClient = `${origin}/common/oauth2/nativeclient`
export const callback = 'http://127.0.0.1:49152/callback'

export type TestIssuer = {
  readonly app: FastifyInstance
  readonly issuer: DevelopmentIssuer
  readonly system: FakeSystem
  readonly passwords: ReadonlyMap<string, string>
  readonly verify: TokenVerifier
}

export const startTestIssuer = async (): Promise<TestIssuer> => {
  const system = createFakeSystem()
  const file = join(temporaryFolder(), 'users.json')
  const users = await openDevelopmentUsers({ system }, { file })
  const passwords = new Map(users.generated.map(({ name, password }) => [name, password]))
  const key = generateKeyPairSync('ed25519').privateKey
  const issuer = createDevelopmentIssuer(
    { system, users, key, publicUrl: () => origin },
    { bindAddress: '127.0.0.1', allowNonLoopback: false, ownNames: ['desktops.example'] },
  )
  const app = Fastify()
  await app.register(issuer.plugin)
  onTestFinished(() => app.close())
  const verify = createTokenVerifier([issuer.trusted()], {
    nowMs: system.nowMs,
    userIdOf: (_issuer, subject) => subject,
  })
  return { app, issuer, system, passwords, verify }
}

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
  /** The JSON body; empty when it is none. */
  readonly json: Readonly<Record<string, unknown>>
  /** Where it redirects to, if it does. */
  readonly location: URL | undefined
}

type Asked = {
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends a GET, or a form by POST. */
export const ask = async (
  { app }: TestIssuer,
  url: string,
  { form, headers = {} }: Asked = {},
): Promise<Answer> => {
  const host = { host: 'localhost:8443', ...headers }
  const answer = await app.inject(
    form === undefined
      ? { method: 'GET', url, headers: host }
      : {
          method: 'POST',
          url,
          headers: { 'content-type': 'application/x-www-form-urlencoded', ...host },
          payload: new URLSearchParams(form).toString(),
        },
  )
  const type = String(answer.headers['content-type'])
  const location = answer.headers.location
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: answer.body,
    json: type.startsWith('application/json') ? answer.json() : {},
    location: location === undefined ? undefined : new URL(String(location)),
  }
}

export const verifier = 'v'.repeat(43)
export const challenge = createHash('sha256').update(verifier).digest('base64url')

/** Path of an authorization request of the command line; '' leaves a parameter out. */
export const authorizePath = (changes: Readonly<Record<string, string>> = {}): string => {
  const wanted = {
    response_type: 'code',
    client_id: 'causeway-cli',
    redirect_uri: callback,
    scope: 'causeway',
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  }
  const query = Object.entries(wanted).filter(([, value]) => value !== '')
  return `/dev/authorize?${new URLSearchParams(query)}`
}

/** The hidden proof and the cookie of a page with a form. */
export const proofOf = (page: Answer): { readonly csrf: string; readonly cookie: string } => ({
  csrf: /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '',
  cookie: String(page.headers['set-cookie']).split(';')[0] ?? '',
})

/** Opens the sign-in page and fills it in, as this user or with these words. */
export const signIn = async (
  issuer: TestIssuer,
  path: string,
  name = 'alice',
  password = issuer.passwords.get(name) ?? '',
): Promise<Answer> => {
  const { csrf, cookie } = proofOf(await ask(issuer, path))
  return ask(issuer, path, { form: { csrf, name, password }, headers: { cookie } })
}

/** Signs in and gives the code that the client gets. */
export const codeOf = async (issuer: TestIssuer, path: string, name = 'alice'): Promise<string> => {
  const { location } = await signIn(issuer, path, name)
  return location?.searchParams.get('code') ?? ''
}

/** Redeems a code as the command line; '' leaves a parameter out. */
export const redeem = (
  issuer: TestIssuer,
  code: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<Answer> => {
  const wanted = {
    grant_type: 'authorization_code',
    client_id: 'causeway-cli',
    redirect_uri: callback,
    code_verifier: verifier,
    code,
    ...changes,
  }
  const form = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''))
  return ask(issuer, '/dev/token', { form })
}
