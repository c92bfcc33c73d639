/** What a user's own programs ask: how to sign in, what there is, and the file that opens it. */
import { z } from 'zod'
import { type ErrorCode, errorTable, isErrorCode, refuse } from '../domain/errors.ts'
import { nameLengthMax } from '../domain/limits.ts'
import type { ApiPorts } from './ports.ts'
import { loadBalanceInfoOf, rdpFile } from './rdp-file.ts'
import { defineRoute, json, type Route } from './route.ts'

/** What `GET /api/client-config` tells a program that knows nothing but this address. */
export const clientConfigSchema = z.object({
  issuer: z.string(),
  /** The issuer is the site's own, at this API or at that of another broker. */
  ownIssuer: z.boolean().optional(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  /** For `causeway admin` and `causeway audit`: another audience. */
  adminScopes: z.array(z.string()),
  siteId: z.string(),
  apiUrl: z.string(),
  controlUrls: z.array(z.string()),
  /** Where `causeway connect` and the raw transport go, as far as it is fixed. */
  gatewayUrls: z.array(z.string()),
  /** PEM of the authority that signed the certificates here; absent for public ones. */
  authority: z.string().optional(),
})

export type ClientConfig = z.output<typeof clientConfigSchema>

export type ClientRoutesOptions = {
  readonly clientConfig: () => ClientConfig
  /** Public `host:port` of the API: never taken from a request. */
  readonly publicHost: () => string
  readonly credSsp: boolean
}

const reasonSchema = z.object({ code: z.string(), message: z.string(), remedy: z.string() })

const feedEntrySchema = z.object({
  resourceId: z.string(),
  name: z.string(),
  kind: z.string(),
  workspaceId: z.string(),
  workspaceName: z.string(),
  poolId: z.string(),
  state: z.string(),
  /** Why nothing can take the user now. */
  reason: reasonSchema.optional(),
  fingerprints: z.array(z.string()),
  rdpPath: z.string(),
  loadBalanceInfo: z.string(),
})

const reasonOf = (state: string) => {
  if (!isErrorCode(state)) return {}
  const code: ErrorCode = state
  const { message, remedy } = errorTable[code]
  return { reason: { code, message, remedy } }
}

const resourceParam = z.object({
  file: z
    .string()
    .max(nameLengthMax)
    .regex(/\.rdp$/),
})

/** Routes of sign-in, feed and .rdp files. */
export const clientRoutes = (ports: ApiPorts, options: ClientRoutesOptions): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/client-config',
    summary: 'Addresses and sign-in settings of this site',
    access: { kind: 'public' },
    answer: clientConfigSchema,
    handle: () => json(options.clientConfig()),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/feed',
    summary: 'The resources granted to the caller, with their state',
    access: { kind: 'user' },
    answer: z.object({ items: z.array(feedEntrySchema) }),
    handle: ({ caller }) => {
      ports.accessLog.count({ actor: `user:${caller.userId}`, action: 'feed', query: {} })
      const items = ports.broker.feed(caller).map((entry) => ({
        ...entry,
        fingerprints: [...entry.fingerprints],
        ...reasonOf(entry.state),
        rdpPath: `/feed/rdp/${entry.resourceId}.rdp`,
        loadBalanceInfo: loadBalanceInfoOf(entry.resourceId),
      }))
      return json({ items })
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/feed/rdp/:file',
    summary: 'The .rdp file of one granted resource; it holds no secret',
    access: { kind: 'user' },
    params: resourceParam,
    handle: ({ caller, params }) => {
      const resourceId = params.file.slice(0, -'.rdp'.length)
      // The whole feed is made either way: not granted and unknown cost and answer the same.
      const entry = ports.broker.feed(caller).find((known) => known.resourceId === resourceId)
      const actor = `user:${caller.userId}`
      ports.accessLog.count({ actor, action: 'rdp', query: entry ? { resourceId } : {} })
      if (!entry) return refuse('RESOURCE_NOT_AVAILABLE')
      const { name, workspaceId, poolId } = entry
      const gatewayHostname = options.publicHost()
      const { credSsp } = options
      return {
        kind: 'text',
        contentType: 'application/x-rdp; charset=utf-8',
        headers: { 'content-disposition': `attachment; filename="${resourceId}.rdp"` },
        text: rdpFile({ resourceId, name, workspaceId, poolId, gatewayHostname, credSsp }),
      }
    },
  }),
]
