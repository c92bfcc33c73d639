/** Host pools and the registration tokens by which hosts join them. */
import { z } from 'zod'
import type { LiveState } from '../../broker/live-state.ts'
import { refuse } from '../../domain/errors.ts'
import {
  addressRangeCountMax,
  disconnectedSessionMs,
  nameLengthMax,
  registrationTokenDefaultMs,
  registrationTokenMaxMs,
  registrationTokenUseCountMax,
} from '../../domain/limits.ts'
import type { Pool } from '../../domain/pool.ts'
import { isAddressRange } from '../../identity/address-range.ts'
import { paged, pageOf, pageQuery } from '../page.ts'
import type { ApiPorts } from '../ports.ts'
import { defineRoute, done, json, type Route } from '../route.ts'
import { change, forAdministrators, forReaders, idParam, nameField } from './administration.ts'
import { groupsOf } from './workspace-routes.ts'

const poolSchema = z.object({
  poolId: z.string(),
  name: z.string(),
  placement: z.string(),
  sessionLimit: z.number(),
  /** Milliseconds; 0 for no limit. */
  disconnectedLimitMs: z.number(),
  /** Empty for a pool that is at home everywhere. */
  homeRegion: z.string(),
  policyVersion: z.number(),
  hostCount: z.number(),
})

const viewOfPool = (live: LiveState, pool: Pool): z.output<typeof poolSchema> => ({
  poolId: pool.poolId,
  name: pool.name,
  ...pool.settings,
  policyVersion: pool.policyVersion,
  hostCount: live.indexes.hostIdsByPool.get(pool.poolId)?.size ?? 0,
})

const settings = {
  placement: nameField,
  sessionLimit: z.number().int().min(1),
  disconnectedLimitMs: z.number().int().min(0),
  homeRegion: z.string().max(nameLengthMax),
}

const poolParam = z.object({ poolId: idParam })

const useOf = (live: LiveState, poolId: string): string | undefined => {
  const hostCount = live.indexes.hostIdsByPool.get(poolId)?.size ?? 0
  if (hostCount > 0) return `${hostCount} hosts belong to it`
  const group = groupsOf(live).find((known) => known.poolId === poolId)
  return group && `application group ${group.workspaceId}/${group.groupId} uses it`
}

const poolRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/pools',
    summary: 'All host pools',
    access: forReaders,
    query: pageQuery,
    answer: pageOf(poolSchema),
    handle: ({ query }) => {
      const { live } = ports.broker
      const all = [...live.indexes.poolIds].map((id) => viewOfPool(live, live.stateOf('pool', id)))
      return json(paged(all, (pool) => pool.poolId, query))
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/admin/pools',
    summary: 'Creates a host pool',
    access: forAdministrators,
    body: z.object({
      poolId: idParam,
      name: nameField,
      placement: settings.placement.default('breadth-first'),
      sessionLimit: settings.sessionLimit.default(10),
      disconnectedLimitMs: settings.disconnectedLimitMs.default(disconnectedSessionMs),
      homeRegion: settings.homeRegion.default(''),
    }),
    answer: poolSchema,
    handle: async ({ caller, body: { poolId, name, ...chosen } }) => {
      const command = { type: 'CreatePool', poolId, name, settings: chosen } as const
      const result = await change(ports, caller, 'pool', poolId, command)
      if (result.kind === 'refused') return result
      return json(viewOfPool(ports.broker.live, result.state), 201)
    },
  }),
  defineRoute({
    method: 'PATCH',
    path: '/api/admin/pools/:poolId',
    summary: 'Changes settings of a pool; what is left out stays',
    access: forAdministrators,
    params: poolParam,
    body: z.strictObject({
      placement: settings.placement.optional(),
      sessionLimit: settings.sessionLimit.optional(),
      disconnectedLimitMs: settings.disconnectedLimitMs.optional(),
      homeRegion: settings.homeRegion.optional(),
    }),
    answer: poolSchema,
    handle: async ({ caller, params: { poolId }, body }) => {
      const { live } = ports.broker
      const before = live.stateOf('pool', poolId).settings
      const chosen = {
        placement: body.placement ?? before.placement,
        sessionLimit: body.sessionLimit ?? before.sessionLimit,
        disconnectedLimitMs: body.disconnectedLimitMs ?? before.disconnectedLimitMs,
        homeRegion: body.homeRegion ?? before.homeRegion,
      }
      const command = { type: 'ChangePool', settings: chosen } as const
      const result = await change(ports, caller, 'pool', poolId, command)
      return result.kind === 'refused' ? result : json(viewOfPool(live, result.state))
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/pools/:poolId',
    summary: 'Removes a pool that no host and no application group uses',
    access: forAdministrators,
    params: poolParam,
    handle: async ({ caller, params: { poolId } }) => {
      const use = useOf(ports.broker.live, poolId)
      if (use !== undefined) return refuse('IN_USE', use)
      const result = await change(ports, caller, 'pool', poolId, { type: 'RemovePool' })
      return result.kind === 'refused' ? result : done
    },
  }),
]

const tokenSchema = z.object({
  tokenId: z.string(),
  poolId: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  usesMax: z.number(),
  /** Empty: hosts of any name. */
  namePattern: z.string(),
  /** Empty: hosts of any address. */
  addressRanges: z.array(z.string()),
  /** Hosts that joined with it. */
  hostIds: z.array(z.string()),
})

const issuedSchema = tokenSchema.extend({
  /** Shown once: the log holds only its hash. */
  token: z.string(),
})

const tokensOf = (live: LiveState): z.output<typeof tokenSchema>[] =>
  [...live.indexes.poolIds].flatMap((poolId) =>
    Object.values(live.stateOf('pool', poolId).tokens).map((token) => ({
      tokenId: token.tokenId,
      poolId,
      expiresAt: token.expiresAt,
      usesMax: token.usesMax,
      namePattern: token.namePattern,
      addressRanges: [...token.addressRanges],
      hostIds: [...token.hostIds],
    })),
  )

const tokenRoutes = (ports: ApiPorts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/api/admin/registration-tokens',
    summary: 'All registration tokens, without their secrets',
    access: forReaders,
    query: pageQuery,
    answer: pageOf(tokenSchema),
    handle: ({ query }) =>
      json(paged(tokensOf(ports.broker.live), (token) => token.tokenId, query)),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/admin/registration-tokens',
    summary: 'Issues a registration token; the answer alone shows it',
    access: forAdministrators,
    body: z.object({
      poolId: idParam,
      lifetimeMs: z
        .number()
        .int()
        .min(1_000)
        .max(registrationTokenMaxMs)
        .default(registrationTokenDefaultMs),
      usesMax: z.number().int().min(1).max(registrationTokenUseCountMax).default(1),
      namePattern: z.string().max(nameLengthMax).default(''),
      addressRanges: z
        .array(z.string().refine(isAddressRange, 'is no address range such as 10.0.0.0/8'))
        .max(addressRangeCountMax)
        .default([]),
    }),
    answer: issuedSchema,
    handle: async ({ caller, body: { poolId, lifetimeMs, ...bounds } }) => {
      const tokenId = ports.system.newId()
      const { token, secretHash } = ports.hostTokens.create(tokenId)
      const now = ports.system.nowMs()
      const expiresAt = now + lifetimeMs
      const issue = { tokenId, secretHash, expiresAt, ...bounds, now }
      const command = { type: 'IssueRegistrationToken', ...issue } as const
      const result = await change(ports, caller, 'pool', poolId, command)
      if (result.kind === 'refused') return result
      return json({ tokenId, poolId, expiresAt, ...bounds, hostIds: [], token }, 201)
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/admin/registration-tokens/:tokenId',
    summary: 'Revokes a registration token; hosts that joined with it stay',
    access: forAdministrators,
    params: z.object({ tokenId: idParam }),
    handle: async ({ caller, params: { tokenId } }) => {
      const known = tokensOf(ports.broker.live).find((token) => token.tokenId === tokenId)
      if (!known) return refuse('NOT_FOUND', 'no such registration token')
      const command = { type: 'RevokeRegistrationToken', tokenId } as const
      const result = await change(ports, caller, 'pool', known.poolId, command)
      return result.kind === 'refused' ? result : done
    },
  }),
]

/** Routes of pools and registration tokens. */
export const poolAdminRoutes = (ports: ApiPorts): readonly Route[] => [
  ...poolRoutes(ports),
  ...tokenRoutes(ports),
]
