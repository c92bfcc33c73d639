/**
 * The authorization endpoint and its sign-in page: RFC 6749 section 4.1 with PKCE (RFC 7636). The
 * form carries the whole request in its address and every step reads it anew, so nothing is kept
 * for somebody who only looks.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isChallenge } from './authorization-codes.ts'
import {
  type Client,
  findClient,
  type GrantedScope,
  nativeClientPath,
  type OwnAddress,
  parseRedirect,
  parseScope,
} from './clients.ts'
import {
  addressOf,
  cookiesOf,
  formOf,
  type IssuerParts,
  issuerPath,
  queryOf,
  sendForm,
  sendPage,
} from './issuer-parts.ts'
import { type OAuthError, oauthError, type Parameters, readParameters } from './oauth-answer.ts'
import { messagePage, signInPage } from './pages.ts'

type Authorization = {
  readonly kind: 'authorization'
  readonly client: Client
  readonly redirect: URL
  /** As it was written: the token request must repeat it. */
  readonly redirectUri: string
  readonly state: string
  readonly scope: GrantedScope
  readonly challenge: string
  readonly nonce: string
}

type Outcome =
  | Authorization
  /** The client or its address is not to be trusted: told to the person alone. */
  | { readonly kind: 'told'; readonly text: string }
  | { readonly kind: 'returned'; readonly location: string }

/** Adds the routes. */
export const addAuthorizeRoutes = (app: FastifyInstance, parts: IssuerParts): void => {
  const path = `${issuerPath}/authorize`
  app.get(path, (request, reply) =>
    withAuthorization(parts, request, reply, (asked) =>
      showSignIn(parts, request, reply, { asked, status: 200, fault: '' }),
    ),
  )
  app.post(path, (request, reply) =>
    withAuthorization(parts, request, reply, (asked) => takeSignIn(parts, request, reply, asked)),
  )
  // The address of this page holds a code: it is not logged.
  app.get(nativeClientPath, { logLevel: 'silent' }, (request, reply) =>
    showNativeClient(parts, request, reply),
  )
}

const withAuthorization = async (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  go: (asked: Authorization) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> => {
  const asked = readAuthorization(parts, queryOf(request))
  if (asked.kind === 'authorization') return go(asked)
  if (asked.kind === 'told') return sendPage(reply, 400, messagePage('Cannot sign in', asked.text))
  return sendBack(reply, asked.location)
}

const readAuthorization = (parts: IssuerParts, query: URLSearchParams): Outcome => {
  const parameters = readParameters(query)
  if ('kind' in parameters) return { kind: 'told', text: parameters.description }
  const client = findClient(parameters.get('client_id'))
  if (client === undefined) return { kind: 'told', text: 'No such client is known here.' }
  const redirectUri = parameters.get('redirect_uri')
  const redirect = parseRedirect(client, redirectUri, parts.own())
  if (redirect === undefined) {
    return { kind: 'told', text: 'The client may not send you back to the address it names.' }
  }
  const state = parameters.get('state')
  const wanted = readWish(client, parameters)
  if ('kind' in wanted) {
    return { kind: 'returned', location: errorLocation(parts, redirect, state, wanted) }
  }
  return { kind: 'authorization', client, redirect, redirectUri, state, ...wanted }
}

/** RFC 6749 section 4.1.1 and RFC 7636 section 4.3. */
const readWish = (
  client: Client,
  parameters: Parameters,
): Pick<Authorization, 'scope' | 'challenge' | 'nonce'> | OAuthError => {
  if (parameters.get('response_type') !== 'code') {
    return oauthError('unsupported_response_type', 'response_type is not code')
  }
  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  const proved = challenge !== '' || client.pkce === 'required'
  if (proved && (method !== 'S256' || !isChallenge(challenge))) {
    return oauthError('invalid_request', 'code_challenge with code_challenge_method S256 is needed')
  }
  const scope = parseScope(client, parameters.get('scope'))
  if (scope === undefined) {
    return oauthError('invalid_scope', `scope is not one of ${[...client.audiences.keys()]}`)
  }
  return { scope, challenge, nonce: parameters.get('nonce') }
}

const showSignIn = (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { readonly asked: Authorization; readonly status: number; readonly fault: string },
): FastifyReply =>
  sendForm(parts, request, reply, shown.status, (csrf) =>
    signInPage({
      action: `${issuerPath}/authorize?${queryOf(request)}`,
      csrf,
      fault: shown.fault,
      clientTitle: shown.asked.client.title,
      returnOrigin: shown.asked.redirect.origin,
    }),
  )

const takeSignIn = async (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Authorization,
): Promise<FastifyReply> => {
  const form = formOf(request)
  if ('kind' in form) return sendPage(reply, 400, messagePage('Cannot sign in', form.description))
  if (!parts.csrf.check(cookiesOf(request), form.get('csrf'))) {
    const fault = 'This form was not begun in this browser. Sign in here.'
    return showSignIn(parts, request, reply, { asked, status: 403, fault })
  }
  const address = addressOf(request)
  const result = await parts.signIn({
    name: form.get('name'),
    password: form.get('password'),
    address,
  })
  if (result.kind === 'denied') {
    const { status, text } = result
    return showSignIn(parts, request, reply, { asked, status, fault: text })
  }
  const { redirect, redirectUri, state, scope, challenge, nonce, client } = asked
  if (scope.audience === 'causeway-admin' && result.user.roles.length === 0) {
    const refused = oauthError('access_denied', 'this user has no role in administration')
    return sendBack(reply, errorLocation(parts, redirect, state, refused))
  }
  const approval = { user: result.user, clientId: client.clientId, scope, nonce }
  const code = parts.codes.issue({ approval, redirectUri, challenge })
  return sendBack(reply, locationOf(parts, redirect, [['code', code], ...stateOf(state)]))
}

const stateOf = (state: string): [string, string][] => (state === '' ? [] : [['state', state]])

/** The issuer names itself, so that a client of several is not led astray: RFC 9207. */
const locationOf = (
  parts: IssuerParts,
  redirect: URL,
  parameters: readonly (readonly [string, string])[],
): string => {
  const location = new URL(redirect)
  for (const [name, value] of parameters) location.searchParams.append(name, value)
  location.searchParams.append('iss', parts.issuer())
  return location.href
}

const errorLocation = (
  parts: IssuerParts,
  redirect: URL,
  state: string,
  { error, description }: OAuthError,
): string =>
  locationOf(parts, redirect, [
    ['error', error],
    ['error_description', description],
    ...stateOf(state),
  ])

/** 303, so that a browser never sends the password on: RFC 9700 section 4.12. */
const sendBack = (reply: FastifyReply, location: string): FastifyReply =>
  reply
    .code(303)
    .headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .send('')

const showNativeClient = (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const query = queryOf(request)
  const code = query.get('code') ?? ''
  if (!/^[A-Za-z0-9_-]{43}$/.test(code)) {
    const text = 'No code came along. Go back to FreeRDP and begin again.'
    return sendPage(reply, 400, messagePage('Not signed in', text))
  }
  const text = 'Paste the address of this page into FreeRDP. It works once, within a minute:'
  const address = `${pasteOrigin(request, parts.own())}${nativeClientPath}?code=${code}`
  return sendPage(reply, 200, messagePage('Signed in', text, address))
}

/** The guard has looked at this header already. */
const pasteOrigin = (request: FastifyRequest, own: OwnAddress): string =>
  `https://${request.headers.host ?? `localhost:${own.port}`}`
