/**
 * A small OpenID Connect issuer for trying Causeway out: the users of a file, a sign-in page, codes
 * with PKCE, devices, refresh tokens, and the two fixed addresses of FreeRDP's own sign-in. Not for
 * production, and says so everywhere; it never leaves its machine by accident.
 */
import type { KeyObject } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import type { System } from '../broker/ports.ts'
import { createAuthorizationCodes } from './development/authorization-codes.ts'
import { addAuthorizeRoutes } from './development/authorize-routes.ts'
import type { OwnAddress } from './development/clients.ts'
import { createCsrf } from './development/csrf.ts'
import { createDeviceCodes } from './development/device-codes.ts'
import { addDeviceRoutes } from './development/device-routes.ts'
import { type IssuerParts, issuerPath } from './development/issuer-parts.ts'
import { createRefreshTokens } from './development/refresh-tokens.ts'
import { guardRequest, isLoopbackAddress } from './development/request-guard.ts'
import { createSignInCheck } from './development/sign-in-check.ts'
import { createTokenMinting, keySetOf, signingAlgorithm } from './development/token-minting.ts'
import { addTokenRoutes, deviceGrant } from './development/token-routes.ts'
import type { DevelopmentUsers } from './development/users.ts'
import { freerdpDiscoveryPath } from './freerdp-discovery.ts'
import { devicePollIntervalMs, issuerRequestBytesMax } from './identity-limits.ts'
import { localKeys } from './issuer-keys.ts'
import type { TrustedIssuer } from './verify-token.ts'

export type DevelopmentIssuerPorts = {
  readonly system: Pick<System, 'nowMs' | 'monotonicMs' | 'newId' | 'randomBytes'>
  readonly users: Pick<DevelopmentUsers, 'find'>
  /** Ed25519 private key that signs tokens. */
  readonly key: KeyObject
  /** `https://host:port` of the API; asked at each request, since the port may be known late. */
  readonly publicUrl: () => string
}

export type DevelopmentIssuerOptions = {
  /** The address that the API listens on. */
  readonly bindAddress: string
  /** Lets bindAddress be one that other machines reach. */
  readonly allowNonLoopback: boolean
  /** Names to answer under, beside the loopback ones and the name in publicUrl. */
  readonly ownNames?: readonly string[]
  /** Milliseconds between two polls of a device. */
  readonly pollIntervalMs?: number
}

export type DevelopmentIssuer = {
  /** The routes, to be registered without a prefix. */
  readonly plugin: FastifyPluginAsync
  issuer(): string
  /** For the verifier of tokens; call it when publicUrl is final. */
  trusted(): TrustedIssuer
}

/** What a development issuer of this name and key is trusted with. */
export const trustIssuer = (issuer: string, key: KeyObject): TrustedIssuer => ({
  issuer,
  keys: localKeys(keySetOf(key)),
  algorithms: [signingAlgorithm],
  typ: 'at+jwt',
  audiences: { user: 'causeway', admin: 'causeway-admin' },
  rolesClaim: 'roles',
  groupsClaim: 'groups',
  groupsRequired: true,
})

/** Throws when other machines could reach it and nobody said that they may. */
export const createDevelopmentIssuer = (
  ports: DevelopmentIssuerPorts,
  options: DevelopmentIssuerOptions,
): DevelopmentIssuer => {
  if (!options.allowNonLoopback && !isLoopbackAddress(options.bindAddress)) {
    throw new Error(
      `development sign-in is not for a network, but the API listens on ${options.bindAddress}: ` +
        'set oidc.issuer and development.issuer false, or development.allow-non-loopback true',
    )
  }
  const parts = createParts(ports, options)
  return {
    plugin: async (app) => {
      guardRoutes(app, parts)
      addDiscovery(app, parts)
      addAuthorizeRoutes(app, parts)
      addDeviceRoutes(app, parts)
      addTokenRoutes(app, parts)
    },
    issuer: parts.issuer,
    trusted: () => trustIssuer(parts.issuer(), ports.key),
  }
}

const createParts = (
  ports: DevelopmentIssuerPorts,
  options: DevelopmentIssuerOptions,
): IssuerParts => {
  const { system, users, key } = ports
  const issuer = (): string => new URL(issuerPath, ports.publicUrl()).href
  const own = (): OwnAddress => {
    const { hostname, port } = new URL(ports.publicUrl())
    const names = [hostname, ...(options.ownNames ?? [])].map((name) => name.toLowerCase())
    return { names, port }
  }
  const pollIntervalMs = options.pollIntervalMs ?? devicePollIntervalMs
  const refresh = createRefreshTokens({ system })
  return {
    system,
    users,
    issuer,
    own,
    pollIntervalMs,
    refresh,
    csrf: createCsrf({ system }),
    signIn: createSignInCheck({ system, users }),
    codes: createAuthorizationCodes({ system, revoke: refresh.revoke }),
    devices: createDeviceCodes({ system }, { pollIntervalMs }),
    minting: createTokenMinting({ system, key, issuer }),
  }
}

const formType = 'application/x-www-form-urlencoded'

const guardRoutes = (app: FastifyInstance, parts: IssuerParts): void => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-causeway-development', 'true')
    const refusal = guardRequest(request.headers, parts.own().names)
    if (refusal === undefined) return undefined
    const { status, description } = refusal
    return reply.code(status).send({ error: 'invalid_request', error_description: description })
  })
  if (app.hasContentTypeParser(formType)) app.removeContentTypeParser(formType)
  const limits = { parseAs: 'string', bodyLimit: issuerRequestBytesMax } as const
  app.addContentTypeParser(
    formType,
    limits,
    async (_request: unknown, text: string) => new URLSearchParams(text),
  )
  app.setErrorHandler((error: FastifyError, request, reply): FastifyReply => {
    const status = error.statusCode ?? 500
    if (status < 500) {
      const description = error.message.toLowerCase()
      return reply.code(status).send({ error: 'invalid_request', error_description: description })
    }
    request.log.error({ error }, 'Development sign-in failed')
    return reply.code(500).send({ error: 'server_error' })
  })
}

/**
 * OpenID Connect Discovery 1.0 section 3, and the same at the address that FreeRDP asks: it reads
 * lines of less than 1,024 bytes and no chunks, so the document is one text with short lines.
 */
const addDiscovery = (app: FastifyInstance, parts: IssuerParts): void => {
  const document = (): string => {
    const issuer = parts.issuer()
    const content = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      device_authorization_endpoint: `${issuer}/device_authorization`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'refresh_token', deviceGrant],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [signingAlgorithm],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: ['openid', 'profile', 'offline_access', 'causeway', 'causeway-admin'],
      authorization_response_iss_parameter_supported: true,
      causeway_development: true,
    }
    return `${JSON.stringify(content, null, 1)}\n`
  }
  for (const path of [`${issuerPath}/.well-known/openid-configuration`, freerdpDiscoveryPath]) {
    app.get(path, (_request, reply) =>
      reply.header('cache-control', 'no-store').type('application/json').send(document()),
    )
  }
  app.get(`${issuerPath}/keys`, () => parts.minting.keySet)
}
