/**
 * Requests for connections and the redeeming of what was handed out for them: tickets by clients,
 * rendezvous secrets by hosts. Everything here ends in a recorded decision or a refusal.
 */
import { encodePersonalData } from '../../proto/event-codec.ts'
import type { Connection, ConnectionCommand } from '../domain/connection.ts'
import { isOpen } from '../domain/connection.ts'
import { type ErrorCode, Fault, isErrorCode, type Refusal, refuse } from '../domain/errors.ts'
import {
  armAnswerMs,
  connectMs,
  pendingConnectionsPerUserMax,
  ticketLifetimeMs,
  ticketReconnectMs,
} from '../domain/limits.ts'
import type { ConnectionRunner } from './connection-runner.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { PublishedResource } from './indexes.ts'
import type { LiveState } from './live-state.ts'
import type { PersonDirectory, System } from './ports.ts'
import { createRefusalQuota } from './refusal-quota.ts'
import { hashSecretText } from './secrets.ts'
import { streamOf } from './streams.ts'

/** Who asks, after the one verification of the token. */
export type Requester = {
  readonly userId: string
  readonly userName: string
  readonly groups: readonly string[]
}

export type TicketClaims = {
  readonly ticketId: string
  readonly connectionId: string
  readonly userId: string
  readonly resourceId: string
  /** The grant that opened the way: checked again at each use. */
  readonly principal: string
}

/** Mints and reads tickets; expiry counts only for a ticket that was never redeemed. */
export type TicketPort = {
  mint(
    claims: TicketClaims & { readonly audience: string; readonly expiresAt: number },
  ): Promise<string>
  read(
    ticket: string,
    audience: string,
  ): Promise<({ kind: 'ticket'; readonly expired: boolean } & TicketClaims) | Refusal>
}

export type ConnectionRequest = {
  readonly resourceId: string
  readonly transport: 'websocket' | 'arm'
  readonly clientAddress: string
  readonly deviceName: string
}

export type Granted = {
  readonly kind: 'granted'
  readonly connectionId: string
  readonly ticket: string
  /** `wss://host:port` of the gateway, without a path. */
  readonly gatewayUrl: string
  readonly connection: Connection
}

export type LegGranted = {
  readonly kind: 'leg-granted'
  readonly connectionId: string
  readonly legDeadlineMs: number
}

export type Redemption = {
  readonly ticket: string
  readonly transport: 'websocket' | 'arm'
  readonly flow: string
  readonly clientAddress: string
  readonly gatewayId: string
  /** The user whose token came along (ARM), or undefined on the raw transport. */
  readonly bearerUserId: string | undefined
}

export type Connections = {
  /** Authorizes and, for ARM, waits until the host has accepted (at most armAnswerMs). */
  request(requester: Requester, request: ConnectionRequest): Promise<Granted | Refusal>
  redeemTicket(redemption: Redemption): Promise<LegGranted | Refusal>
  redeemRendezvous(
    gatewayId: string,
    connectionId: string,
    secret: string,
  ): Promise<LegGranted | Refusal>
}

export type ConnectionsPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly runner: ConnectionRunner
  readonly people: PersonDirectory
  readonly tickets: TicketPort
  readonly system: System
  readonly brokerId: string
  /** The stream key of a user's session in a pool, without its category. */
  readonly userSessionKey: (poolId: string, userId: string) => string
  /** Gateways that take new connections, best first. */
  readonly chooseGateway: () => { gatewayId: string; ownUrl: string; clientUrl: string } | undefined
  /** Audience of raw tickets: any gateway of the site may redeem them. */
  readonly siteAudience: string
}

/** The first of the requester's principals that is granted the resource. */
export const grantOf = (
  live: LiveState,
  requester: Pick<Requester, 'userId' | 'groups'>,
  resourceId: string,
): { resource: PublishedResource; principal: string } | undefined => {
  const principals = [
    `user:${requester.userId}`,
    ...requester.groups.map((group) => `group:${group}`),
  ]
  // Every resource is looked at, found or not: the time taken tells nothing.
  let found: { resource: PublishedResource; principal: string } | undefined
  for (const resources of live.indexes.resources.values()) {
    for (const resource of resources) {
      if (resource.resourceId !== resourceId) continue
      const principal = principals.find((candidate) => resource.principals.includes(candidate))
      if (principal !== undefined) found ??= { resource, principal }
    }
  }
  return found
}

/** Makes the request side of one broker. */
export const createConnections = (ports: ConnectionsPorts): Connections => {
  const { live, handler, runner, people, tickets, system, brokerId } = ports
  const quota = createRefusalQuota(system)

  const causeOf = (userId: string, connectionId: string): Cause => ({
    actor: `user:${userId}`,
    connectionId,
    causationId: system.newId(),
  })

  const sealFor = (requester: Requester, clientAddress: string, deviceName: string) =>
    people.seal(
      requester.userId,
      encodePersonalData({ userName: requester.userName, clientAddress, deviceName }),
    )

  const pendingOf = (userSessionStream: string): number => {
    const ids = live.indexes.openConnectionsBySession.get(userSessionStream) ?? []
    let pending = 0
    for (const id of ids) {
      if (live.get('connection', id)?.state.phase !== 'relaying') pending += 1
    }
    return pending
  }

  const recordRefusal = async (
    requester: Requester,
    request: ConnectionRequest,
    refusal: Refusal,
  ): Promise<Refusal> => {
    if (!quota.take(requester.userId, refusal.code)) return refusal
    const connectionId = system.newId()
    const { resourceId, transport, clientAddress, deviceName } = request
    const commands: ConnectionCommand[] = [
      {
        type: 'RequestConnection',
        connectionId,
        userId: requester.userId,
        // What was asked for may be anything; only its beginning is kept.
        resourceId: resourceId.slice(0, 64) || '-',
        transport,
        gatewayId: '',
        predecessorId: '',
        brokerId,
        sealed: await sealFor(requester, clientAddress, deviceName),
        ticketId: '',
      },
      { type: 'RefuseConnection', code: refusal.code, detail: refusal.detail },
    ]
    await handler.execute(
      'connection',
      connectionId,
      commands,
      causeOf(requester.userId, connectionId),
    )
    return refusal
  }

  type Opening = {
    readonly connectionId: string
    readonly requester: Requester
    readonly resource: PublishedResource
    readonly transport: string
    readonly gatewayId: string
    readonly predecessorId: string
    readonly ticketId: string
    readonly sealed: Uint8Array
    readonly ticketExpiresAt: number
  }

  const openingCommands = (opening: Opening): ConnectionCommand[] => {
    const { connectionId, requester, resource, transport, gatewayId } = opening
    const { predecessorId, ticketId, sealed, ticketExpiresAt } = opening
    const { userId } = requester
    const { poolId, workspaceId, groupId, resourceId } = resource
    const userSessionStream = streamOf('session', ports.userSessionKey(poolId, userId))
    return [
      {
        type: 'RequestConnection',
        connectionId,
        userId,
        resourceId,
        transport,
        gatewayId,
        predecessorId,
        brokerId,
        sealed,
        ticketId,
      },
      {
        type: 'AuthorizeConnection',
        poolId,
        userSessionStream,
        ticketExpiresAt,
        workspaceId,
        groupId,
      },
    ]
  }

  const awaitArm = async (connectionId: string): Promise<Connection | Refusal> => {
    const connection = await runner.until(
      connectionId,
      ({ phase }) => phase === 'accepted' || phase === 'relaying',
      armAnswerMs,
    )
    if (connection.phase === 'accepted' || connection.phase === 'relaying') return connection
    const outcome = connection.outcome
    if (outcome?.kind === 'failed' && isErrorCode(outcome.code)) {
      return refuse(outcome.code, connectionId)
    }
    if (!isOpen(connection)) return refuse('CONNECT_TIMED_OUT', connectionId)
    const counts = {
      fullCount: 0,
      drainingCount: 0,
      unavailableCount: 0,
      triedCount: 0,
      excluded: [],
    }
    const code: ErrorCode = 'CONNECT_TIMED_OUT'
    const command = {
      type: 'FailConnection',
      code,
      stage: 'arm-answer',
      detail: '',
      counts,
    } as const
    const cause = { actor: `broker:${brokerId}`, connectionId, causationId: system.newId() }
    await handler.execute('connection', connectionId, command, cause)
    return refuse(code, connectionId)
  }

  const request = async (
    requester: Requester,
    asked: ConnectionRequest,
  ): Promise<Granted | Refusal> => {
    const grant = grantOf(live, requester, asked.resourceId)
    if (!grant) return recordRefusal(requester, asked, refuse('RESOURCE_NOT_AVAILABLE'))
    const { resource, principal } = grant
    const sessionKey = ports.userSessionKey(resource.poolId, requester.userId)
    if (pendingOf(streamOf('session', sessionKey)) >= pendingConnectionsPerUserMax) {
      return recordRefusal(requester, asked, refuse('PENDING_LIMIT'))
    }
    const gateway = ports.chooseGateway()
    if (!gateway) return recordRefusal(requester, asked, refuse('GATEWAY_UNAVAILABLE'))
    const arm = asked.transport === 'arm'
    const connectionId = system.newId()
    const ticketId = system.newId()
    const expiresAt = system.nowMs() + ticketLifetimeMs
    const ticket = await tickets.mint({
      ticketId,
      connectionId,
      userId: requester.userId,
      resourceId: resource.resourceId,
      principal,
      audience: arm ? gateway.gatewayId : ports.siteAudience,
      expiresAt,
    })
    const commands = openingCommands({
      connectionId,
      requester,
      resource,
      transport: asked.transport,
      gatewayId: arm ? gateway.gatewayId : '',
      predecessorId: '',
      ticketId,
      sealed: await sealFor(requester, asked.clientAddress, asked.deviceName),
      ticketExpiresAt: expiresAt,
    })
    const cause = causeOf(requester.userId, connectionId)
    const opened = await handler.execute('connection', connectionId, commands, cause)
    if (opened.kind === 'refused') return opened
    const connection = arm ? await awaitArm(connectionId) : opened.state
    if ('kind' in connection) return connection
    const gatewayUrl = arm ? gateway.ownUrl : gateway.clientUrl
    return { kind: 'granted', connectionId, ticket, gatewayUrl, connection }
  }

  const redeemFirst = async (
    connectionId: string,
    redemption: Redemption,
    userId: string,
    sealed: Uint8Array,
  ): Promise<LegGranted | Refusal> => {
    const { gatewayId, flow } = redemption
    const command = { type: 'RedeemTicket', gatewayId, flow, sealed, now: system.nowMs() } as const
    const cause = causeOf(userId, connectionId)
    const result = await handler.execute('connection', connectionId, command, cause)
    if (result.kind === 'refused') return result
    return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs }
  }

  /** A ticket that comes back after its relay started or ended: a new connection. */
  const redeemAgain = async (
    latest: Connection,
    claims: TicketClaims,
    redemption: Redemption,
  ): Promise<LegGranted | Refusal> => {
    const groups = claims.principal.startsWith('group:') ? [claims.principal.slice(6)] : []
    const requester = { userId: claims.userId, userName: '', groups }
    const grant = grantOf(live, requester, claims.resourceId)
    if (!grant) return refuse('RESOURCE_NOT_AVAILABLE')
    const connectionId = system.newId()
    const { gatewayId, flow } = redemption
    const sealed = await sealFor(requester, redemption.clientAddress, '')
    const commands = openingCommands({
      connectionId,
      requester,
      resource: grant.resource,
      transport: redemption.transport,
      gatewayId: '',
      predecessorId: latest.connectionId,
      ticketId: claims.ticketId,
      sealed,
      ticketExpiresAt: system.nowMs() + ticketLifetimeMs,
    })
    const redeem = { type: 'RedeemTicket', gatewayId, flow, sealed, now: system.nowMs() } as const
    const cause = causeOf(claims.userId, connectionId)
    const result = await handler.execute('connection', connectionId, [...commands, redeem], cause)
    if (result.kind === 'refused') return result
    return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs }
  }

  const reconnectable = (latest: Connection): Refusal | undefined => {
    if (latest.phase === 'relaying') return undefined
    if (isOpen(latest)) return refuse('TICKET_IN_USE')
    const ran = latest.outcome?.kind === 'ended'
    const inTime = system.nowMs() - latest.endedAt <= ticketReconnectMs
    return ran && inTime ? undefined : refuse('TICKET_SPENT')
  }

  /** Redemptions of one ticket, one after the other: a hundred at once make one connection. */
  const redeeming = new Map<string, Promise<unknown>>()

  const redeem = async (
    claims: TicketClaims & { readonly expired: boolean },
    redemption: Redemption,
  ): Promise<LegGranted | Refusal> => {
    const latestId = live.indexes.latestByTicket.get(claims.ticketId)
    const latest = latestId === undefined ? undefined : live.get('connection', latestId)?.state
    if (!latest) return refuse('TICKET_SPENT')
    if (latest.userId !== claims.userId) return refuse('TICKET_INVALID', 'it is another user’s')
    if (!latest.redeemed && isOpen(latest)) {
      if (claims.expired) return refuse('TICKET_EXPIRED')
      const requester = { userId: claims.userId, userName: '', groups: [] }
      const sealed = await sealFor(requester, redemption.clientAddress, '')
      return redeemFirst(latest.connectionId, redemption, claims.userId, sealed)
    }
    return reconnectable(latest) ?? redeemAgain(latest, claims, redemption)
  }

  return {
    request,
    redeemTicket: async (redemption) => {
      const audience = redemption.transport === 'arm' ? redemption.gatewayId : ports.siteAudience
      const claims = await tickets.read(redemption.ticket, audience)
      if (claims.kind === 'refused') return claims
      const { bearerUserId } = redemption
      const foreign = redemption.transport === 'arm' && bearerUserId !== claims.userId
      if (foreign) return refuse('TICKET_INVALID', 'token and ticket name different users')
      const before = redeeming.get(claims.ticketId) ?? Promise.resolve()
      const turn = before.then(() => redeem(claims, redemption))
      const settled = turn.catch(() => undefined)
      redeeming.set(claims.ticketId, settled)
      void settled.then(() => {
        if (redeeming.get(claims.ticketId) === settled) redeeming.delete(claims.ticketId)
      })
      return turn
    },
    redeemRendezvous: async (gatewayId, connectionId, secret) => {
      const known = live.get('connection', connectionId)
      if (!known) return refuse('RENDEZVOUS_INVALID')
      const secretHash = hashSecretText(secret)
      const now = system.nowMs()
      const command = { type: 'RedeemRendezvous', gatewayId, secretHash, now } as const
      const cause = {
        actor: `gateway:${gatewayId}`,
        connectionId,
        causationId: system.newId(),
      }
      try {
        const result = await handler.execute('connection', connectionId, command, cause)
        if (result.kind === 'refused') return refuse('RENDEZVOUS_INVALID')
      } catch (error) {
        if (error instanceof Fault) return refuse(error.code)
        throw error
      }
      return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs }
    },
  }
}
