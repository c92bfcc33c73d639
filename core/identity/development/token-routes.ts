/** The token endpoint: codes, devices and refresh tokens become access tokens. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accessTokenLifetimeMs } from '../identity-limits.ts'
import { type Client, findClient } from './clients.ts'
import { formOf, type IssuerParts, issuerPath, sendOAuthError } from './issuer-parts.ts'
import { type OAuthError, oauthError, type Parameters } from './oauth-answer.ts'
import type { Approval } from './token-minting.ts'

/** RFC 8628 section 3.4. */
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

type Granted = { readonly approval: Approval; readonly refreshToken: string | undefined }

/** Adds the route. */
export const addTokenRoutes = (app: FastifyInstance, parts: IssuerParts): void => {
  app.post(`${issuerPath}/token`, async (request, reply) => {
    const granted = grant(parts, request)
    if ('kind' in granted) {
      return sendOAuthError(reply, granted, granted.error === 'invalid_client' ? 401 : 400)
    }
    return sendTokens(parts, reply, granted)
  })
}

const grant = (parts: IssuerParts, request: FastifyRequest): Granted | OAuthError => {
  const form = formOf(request)
  if ('kind' in form) return form
  const client = findClient(form.get('client_id'))
  if (client === undefined) return oauthError('invalid_client', 'client_id is unknown')
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(parts, client, form)
    case deviceGrant:
      return redeemDevice(parts, client, form)
    case 'refresh_token':
      return renew(parts, client, form)
    default:
      return oauthError('unsupported_grant_type', 'grant_type is not one of this issuer')
  }
}

const redeemCode = (
  { codes, refresh }: IssuerParts,
  client: Client,
  form: Parameters,
): Granted | OAuthError => {
  const code = form.get('code')
  const approval = codes.redeem({
    code,
    clientId: client.clientId,
    redirectUri: form.get('redirect_uri'),
    verifier: form.get('code_verifier'),
  })
  if ('kind' in approval) return approval
  if (!client.refresh) return { approval, refreshToken: undefined }
  const { familyId, token } = refresh.begin(approval)
  codes.spentFor(code, familyId)
  return { approval, refreshToken: token }
}

const redeemDevice = (
  { devices, refresh }: IssuerParts,
  client: Client,
  form: Parameters,
): Granted | OAuthError => {
  const approval = devices.poll(form.get('device_code'), client.clientId)
  if ('kind' in approval) return approval
  return { approval, refreshToken: refresh.begin(approval).token }
}

const renew = (
  { refresh, users }: IssuerParts,
  client: Client,
  form: Parameters,
): Granted | OAuthError => {
  const renewed = refresh.rotate(form.get('refresh_token'), client.clientId)
  if (renewed === undefined) {
    return oauthError('invalid_grant', 'refresh_token is unknown, too old or was used already')
  }
  const { approval, next } = renewed
  const scope = form.get('scope')
  if (scope !== '' && scope !== approval.scope.text) {
    return oauthError('invalid_scope', 'scope differs from the one that was granted')
  }
  const user = users.find(approval.user.name)
  const same = user?.subject === approval.user.subject
  if (user === undefined || !same) return oauthError('invalid_grant', 'the user is gone')
  if (approval.scope.audience === 'causeway-admin' && user.roles.length === 0) {
    return oauthError('invalid_grant', 'the user has no role any more')
  }
  return { approval: { ...approval, user, nonce: '' }, refreshToken: next }
}

/** RFC 6749 section 5.1. */
const sendTokens = async (
  { minting }: IssuerParts,
  reply: FastifyReply,
  { approval, refreshToken }: Granted,
): Promise<FastifyReply> => {
  const { scope } = approval
  return reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' }).send({
    access_token: await minting.access(approval),
    token_type: 'Bearer',
    expires_in: accessTokenLifetimeMs / 1_000,
    scope: scope.text,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scope.openid ? { id_token: await minting.id(approval) } : {}),
  })
}
