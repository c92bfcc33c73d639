/** Devices that ask to sign in, and the pages on which a person lets them: RFC 8628 section 3. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { attemptsPerAddressMax, deviceCodeLifetimeMs } from '../identity-limits.ts'
import { type Attempts, createAttempts } from './attempts.ts'
import { findClient, parseScope } from './clients.ts'
import {
  addressOf,
  cookiesOf,
  formOf,
  type IssuerParts,
  issuerPath,
  sendForm,
  sendOAuthError,
  sendPage,
} from './issuer-parts.ts'
import { oauthError, type Parameters } from './oauth-answer.ts'
import { deviceApprovalPage, deviceCodePage, messagePage } from './pages.ts'

const pagePath = `${issuerPath}/device`
const approvalPath = `${issuerPath}/device/answer`

/** Adds the routes. */
export const addDeviceRoutes = (app: FastifyInstance, parts: IssuerParts): void => {
  const requests = createAttempts(parts.system, { countMax: attemptsPerAddressMax })
  // Guesses at short codes are counted: RFC 8628 section 5.1.
  const guesses = createAttempts(parts.system, { countMax: attemptsPerAddressMax })
  app.post(`${issuerPath}/device_authorization`, (request, reply) =>
    beginDevice(parts, requests, request, reply),
  )
  app.get(pagePath, (request, reply) => showCodeForm(parts, request, reply, 200, ''))
  app.post(pagePath, (request, reply) =>
    withForm(parts, request, reply, (form) => {
      if (!guesses.take(addressOf(request))) {
        return showCodeForm(parts, request, reply, 429, 'Too many attempts. Wait five minutes.')
      }
      return showApproval(parts, request, reply, { form, status: 200, fault: '' })
    }),
  )
  app.post(approvalPath, (request, reply) =>
    withForm(parts, request, reply, (form) => takeAnswer(parts, request, reply, form)),
  )
}

/** RFC 8628 sections 3.1 and 3.2. */
const beginDevice = (
  parts: IssuerParts,
  requests: Attempts,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const form = formOf(request)
  if ('kind' in form) return sendOAuthError(reply, form)
  const client = findClient(form.get('client_id'))
  if (client === undefined) {
    return sendOAuthError(reply, oauthError('invalid_client', 'client_id is unknown'), 401)
  }
  if (!client.deviceFlow) {
    const error = oauthError('unauthorized_client', 'this client has no device flow')
    return sendOAuthError(reply, error)
  }
  const scope = parseScope(client, form.get('scope'))
  if (scope === undefined) {
    const names = [...client.audiences.keys()]
    return sendOAuthError(reply, oauthError('invalid_scope', `scope is not one of ${names}`))
  }
  const begun = requests.take(addressOf(request))
    ? parts.devices.begin({ clientId: client.clientId, scope })
    : undefined
  if (begun === undefined) {
    const error = oauthError('temporarily_unavailable', 'too many devices wait already')
    return sendOAuthError(reply, error, 429)
  }
  return reply.header('cache-control', 'no-store').send({
    device_code: begun.deviceCode,
    user_code: begun.userCode,
    verification_uri: `${parts.issuer()}/device`,
    expires_in: deviceCodeLifetimeMs / 1_000,
    interval: Math.ceil(parts.pollIntervalMs / 1_000),
  })
}

const withForm = async (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  go: (form: Parameters) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> => {
  const form = formOf(request)
  if ('kind' in form) return sendPage(reply, 400, messagePage('Cannot go on', form.description))
  if (parts.csrf.check(cookiesOf(request), form.get('csrf'))) return go(form)
  const fault = 'This form was not begun in this browser. Begin here.'
  return showCodeForm(parts, request, reply, 403, fault)
}

const showCodeForm = (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  fault: string,
): FastifyReply =>
  sendForm(parts, request, reply, status, (csrf) =>
    deviceCodePage({ action: pagePath, csrf, fault }),
  )

const showApproval = (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { readonly form: Parameters; readonly status: number; readonly fault: string },
): FastifyReply => {
  const userCode = shown.form.get('user_code')
  const asked = parts.devices.find(userCode)
  if (asked === undefined) {
    return showCodeForm(parts, request, reply, 404, 'This code is unknown or too old.')
  }
  return sendForm(parts, request, reply, shown.status, (csrf) =>
    deviceApprovalPage({
      action: approvalPath,
      csrf,
      fault: shown.fault,
      userCode,
      clientTitle: findClient(asked.clientId)?.title ?? asked.clientId,
      scope: asked.scope.text,
    }),
  )
}

const takeAnswer = async (
  parts: IssuerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Parameters,
): Promise<FastifyReply> => {
  const userCode = form.get('user_code')
  if (form.get('answer') !== 'yes') {
    parts.devices.deny(userCode)
    return sendPage(reply, 200, messagePage('Refused', 'The device is not signed in.'))
  }
  const [name, password] = [form.get('name'), form.get('password')]
  const result = await parts.signIn({ name, password, address: addressOf(request) })
  if (result.kind === 'denied') {
    const { status, text } = result
    return showApproval(parts, request, reply, { form, status, fault: text })
  }
  const { user } = result
  const admin = parts.devices.find(userCode)?.scope.audience === 'causeway-admin'
  if (admin && user.roles.length === 0) {
    const fault = 'This user has no role in administration.'
    return showApproval(parts, request, reply, { form, status: 403, fault })
  }
  if (!parts.devices.approve(userCode, user)) {
    return showCodeForm(parts, request, reply, 404, 'This code is unknown or too old.')
  }
  return sendPage(reply, 200, messagePage('Signed in', 'Go back to your device.'))
}
