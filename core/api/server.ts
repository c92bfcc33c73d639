/**
 * The API: feed, connections, ARM, administration and audit on one HTTPS port. Lets nobody in
 * whom a route does not name, gives every refusal one form, and leaks nothing of a failure.
 */
import type { ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Readable } from 'node:stream'
import Fastify, {
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { refuse } from '../domain/errors.ts'
import {
  apiBodyBytesMax,
  apiRateAddressCountMax,
  apiRequestBurstSeconds,
  apiRequestsPerSecond,
  deviceNameCharsMax,
  nameLengthMax,
} from '../domain/limits.ts'
import { adminRoutes } from './admin/routes.ts'
import { type ApiListener, type ApiListenerOptions, createApiListener } from './api-listener.ts'
import { auditRoutes } from './audit-routes.ts'
import { authenticate } from './bearer.ts'
import { answerClientError } from './client-error.ts'
import { type ClientRoutesOptions, clientRoutes } from './client-routes.ts'
import { connectionRoutes } from './connection-routes.ts'
import { healthRoutes } from './health-routes.ts'
import { openApiOf } from './openapi.ts'
import type { ApiPorts } from './ports.ts'
import {
  answerOfRefusal,
  answerOfThrown,
  type ErrorAnswer,
  type ErrorForm,
} from './refusal-answer.ts'
import { createRequestRate } from './request-rate.ts'
import type { Answer, Caller, Route } from './route.ts'

export type ApiOptions = ApiListenerOptions &
  Partial<Pick<ClientRoutesOptions, 'credSsp'>> &
  Pick<ClientRoutesOptions, 'clientConfig' | 'publicHost'> & {
    readonly host: string
    /** 0 for any free one. */
    readonly port: number
    readonly version: string
    /** Served beside the routes: the development issuer. */
    readonly plugins?: readonly FastifyPluginAsync[]
    readonly requestsPerSecond?: number
    readonly requestBurstCountMax?: number
  }

export type Api = {
  /** For tests: `inject` answers without a socket. */
  readonly app: FastifyInstance
  /** Resolves with the address when the port listens; rejects when it is busy. */
  start(): Promise<{ readonly host: string; readonly port: number }>
  /** How often each code was answered since the start. */
  refusals(): Readonly<Record<string, number>>
  /** Closes the port and every connection. Idempotent. */
  stop(): Promise<void>
}

const openApiPath = '/api/openapi.json'
const adminPath = '/api/admin/'

const deviceNameOf = ({ headers }: FastifyRequest): string => {
  const agent = headers['x-ms-user-agent'] ?? headers['user-agent'] ?? ''
  const text = Array.isArray(agent) ? (agent[0] ?? '') : agent
  return text.replace(/[^\x20-\x7e]/gu, '').slice(0, deviceNameCharsMax)
}

const send = (reply: FastifyReply, answer: Exclude<Answer, { kind: 'refused' }>): FastifyReply => {
  if ('headers' in answer && answer.headers) reply.headers(answer.headers)
  switch (answer.kind) {
    case 'nothing':
      return reply.code(204).send()
    case 'json':
      return reply
        .code(answer.status)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(answer.body))
    case 'text':
      return reply.type(answer.contentType).send(answer.text)
    case 'lines': {
      const stream = Readable.from(answer.lines)
      stream.once('close', answer.onClose)
      return reply.type('application/x-ndjson; charset=utf-8').send(stream)
    }
  }
}

/** Makes the API; nothing listens before start. */
export const createApi = (ports: ApiPorts, options: ApiOptions): Api => {
  const { log } = ports
  const refusals = new Map<string, number>()
  const callers = new WeakMap<FastifyRequest, Caller>()
  /** The newest answer on each socket: the parser's errors must not be written into it. */
  const answers = new WeakMap<Socket, ServerResponse>()
  const perSecond = options.requestsPerSecond ?? apiRequestsPerSecond
  const rate = createRequestRate(ports, {
    perSecondMax: perSecond,
    burstCountMax: options.requestBurstCountMax ?? perSecond * apiRequestBurstSeconds,
    addressCountMax: apiRateAddressCountMax,
  })
  const described = [
    ...healthRoutes(ports),
    ...clientRoutes(ports, { credSsp: true, ...options }),
    ...connectionRoutes(ports),
    ...adminRoutes(ports),
    ...auditRoutes(ports),
  ]
  const openApi = JSON.stringify(openApiOf(described, options.version))
  const armPaths = new Set(described.filter((r) => r.errors === 'arm').map((r) => r.path))
  const formOf = (request: FastifyRequest): ErrorForm =>
    armPaths.has(request.routeOptions.url ?? '') ? 'arm' : 'json'

  let listener: ApiListener | undefined
  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: apiBodyBytesMax,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, isAnswering(socket)),
    frameworkErrors: (error, request, reply) => {
      refuseWith(request, reply, answerOfThrown(error, 'json'))
    },
    serverFactory: (handler) => {
      listener = createApiListener(ports, options, handler)
      return listener.server
    },
  })

  const isAnswering = (socket: Socket): boolean => {
    const answer = answers.get(socket)
    return answer?.headersSent === true && !answer.writableFinished
  }

  const refuseWith = (
    request: FastifyRequest,
    reply: FastifyReply,
    answer: ErrorAnswer,
  ): FastifyReply => {
    refusals.set(answer.code, (refusals.get(answer.code) ?? 0) + 1)
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer')
    // What was not read of the body must not be taken for the next request.
    if (!request.raw.complete) reply.header('connection', 'close')
    if (answer.reasonPhrase !== undefined) reply.raw.statusMessage = answer.reasonPhrase
    return reply
      .code(answer.status)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(answer.body))
  }

  /** Lists that administrators read are counted here; audits note each read themselves. */
  const noteRead = ({ method, path }: Route, request: FastifyRequest): void => {
    const caller = callers.get(request)
    if (method !== 'GET' || caller?.kind !== 'admin' || !path.startsWith(adminPath)) return
    const asked = Object.entries({ ...Object(request.query), ...Object(request.params) })
    const known = asked.map(([name, value]) => [name, String(value).slice(0, nameLengthMax)])
    const actor = `admin:${caller.userId}`
    ports.accessLog.count({ actor, action: `GET ${path}`, query: Object.fromEntries(known) })
  }

  const add = (route: Route): void => {
    app.route({
      method: route.method,
      url: route.path,
      // Before the body is read: nobody unknown gets to send one.
      onRequest: async (request, reply) => {
        const { authorization } = request.headers
        const known = await authenticate(ports, route.access, authorization)
        if (known.kind === 'refused') {
          return refuseWith(request, reply, answerOfRefusal(known, route.errors))
        }
        callers.set(request, known.caller)
        return undefined
      },
      handler: async (request, reply) => {
        noteRead(route, request)
        const answer = await route.handle({
          caller: callers.get(request),
          params: request.params,
          query: request.query,
          body: request.body,
          clientAddress: request.ip,
          deviceName: deviceNameOf(request),
        })
        return answer.kind === 'refused'
          ? refuseWith(request, reply, answerOfRefusal(answer, route.errors))
          : send(reply, answer)
      },
    })
  }

  app.addHook('onRequest', async (request, reply) => {
    answers.set(request.raw.socket, reply.raw)
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
    if (rate.take(request.ip)) return undefined
    return refuseWith(request, reply, answerOfRefusal(refuse('RATE_LIMITED'), formOf(request)))
  })
  app.setErrorHandler((error, request, reply) => {
    const answer = answerOfThrown(error, formOf(request))
    if (answer.status >= 500) {
      const { method, url } = request.routeOptions
      log.warn({ error, code: answer.code, method, route: url }, 'Request failed')
    }
    return refuseWith(request, reply, answer)
  })
  app.setNotFoundHandler((request, reply) =>
    refuseWith(request, reply, answerOfRefusal(refuse('NOT_FOUND'), 'json')),
  )
  for (const route of described) add(route)
  app.get(openApiPath, async (_request, reply) => reply.type('application/json').send(openApi))
  for (const plugin of options.plugins ?? []) void app.register(plugin)

  return {
    app,
    start: async () => {
      await app.listen({ host: options.host, port: options.port })
      app.server.on('error', (error) => log.warn({ error }, 'API port failed to accept'))
      // A listening TCP server has an address and port.
      const { address, port } = app.server.address() as AddressInfo
      return { host: address, port }
    },
    refusals: () => Object.fromEntries(refusals),
    stop: async () => {
      listener?.door.clear()
      await app.close()
    },
  }
}
