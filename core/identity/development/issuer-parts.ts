/** What the issuer's routes share, and how they read requests and answer them. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { System } from '../../broker/ports.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import type { OwnAddress } from './clients.ts'
import type { Csrf } from './csrf.ts'
import type { DeviceCodes } from './device-codes.ts'
import { type OAuthError, oauthError, type Parameters, readParameters } from './oauth-answer.ts'
import type { Page } from './pages.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { SignInCheck } from './sign-in-check.ts'
import type { TokenMinting } from './token-minting.ts'
import type { DevelopmentUsers } from './users.ts'

export type IssuerParts = {
  readonly system: Pick<System, 'nowMs' | 'monotonicMs' | 'newId' | 'randomBytes'>
  readonly users: Pick<DevelopmentUsers, 'find'>
  readonly issuer: () => string
  readonly own: () => OwnAddress
  readonly pollIntervalMs: number
  readonly csrf: Csrf
  readonly signIn: SignInCheck
  readonly codes: AuthorizationCodes
  readonly devices: DeviceCodes
  readonly refresh: RefreshTokens
  readonly minting: TokenMinting
}

/** Paths below the issuer's own address. */
export const issuerPath = '/dev'

export const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URL(request.raw.url ?? '/', 'https://issuer.invalid').searchParams

/** The parameters of a form that was sent. */
export const formOf = (request: FastifyRequest): Parameters | OAuthError =>
  request.body instanceof URLSearchParams
    ? readParameters(request.body)
    : oauthError('invalid_request', 'send a form: application/x-www-form-urlencoded')

/** Of the socket: a header could say anything. */
export const addressOf = (request: FastifyRequest): string =>
  request.raw.socket.remoteAddress ?? 'unknown'

export const cookiesOf = (request: FastifyRequest): string => request.headers.cookie ?? ''

export const sendPage = (
  reply: FastifyReply,
  status: number,
  { html, headers }: Page,
): FastifyReply => reply.code(status).headers(headers).send(html)

/** A page with a form, and the cookie that the form's proof belongs to. */
export const sendForm = (
  { csrf }: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  build: (csrf: string) => Page,
): FastifyReply => {
  const begun = csrf.begin(cookiesOf(request))
  reply.header('set-cookie', begun.setCookie)
  if (status === 429) reply.header('retry-after', '300')
  return sendPage(reply, status, build(begun.csrf))
}

/** RFC 6749 section 5.2. */
export const sendOAuthError = (
  reply: FastifyReply,
  { error, description }: OAuthError,
  status = 400,
): FastifyReply =>
  reply
    .code(status)
    .headers({ 'cache-control': 'no-store', pragma: 'no-cache' })
    .send({ error, error_description: description })
