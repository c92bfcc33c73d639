/**
 * Requests for connections: who may, how many at once, and what is handed out. Everything here
 * ends in a recorded decision or a refusal.
 */
import type { Connection, ConnectionCommand } from '../domain/connection.ts'
import { isOpen } from '../domain/connection.ts'
import { type ErrorCode, isErrorCode, type Refusal, refuse } from '../domain/errors.ts'
import {
  armAnswerMs,
  armGiveUpMs,
  pendingConnectionsPerUserMax,
  ticketLifetimeMs,
} from '../domain/limits.ts'
import type { ConnectionRunner } from './connection-runner.ts'
import type { ChosenGateway } from './gateway-choice.ts'
import { grantOf, type Requester } from './grants.ts'
import type { Cause } from './handle-command.ts'
import type { PublishedResource } from './indexes.ts'
import { openingCommands, sealRequest } from './openings.ts'
import { createRedemptions, type RedemptionPorts, type Redemptions } from './redemption.ts'
import { createRefusalQuota } from './refusal-quota.ts'
import { streamOf } from './streams.ts'

export type { Requester } from './grants.ts'
export type { TicketClaims, TicketPort } from './redemption.ts'

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

export type Connections = Redemptions & {
  /** Authorizes and, for ARM, waits until the host has accepted (at most armAnswerMs). */
  request(requester: Requester, request: ConnectionRequest): Promise<Granted | Refusal>
}

export type ConnectionsPorts = RedemptionPorts & {
  readonly runner: ConnectionRunner
  /** The gateway for a new connection to a pool. */
  readonly chooseGateway: (poolId: string) => ChosenGateway | undefined
  /** Does the log take what is written? */
  readonly takesAppends: () => boolean
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

  /** Requests that are not recorded yet, by the stream of their session. */
  const arriving = new Map<string, number>()

  const pendingOf = (userSessionStream: string): number => {
    const ids = live.indexes.openConnectionsBySession.get(userSessionStream) ?? []
    let pending = arriving.get(userSessionStream) ?? 0
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
        resourceId: resourceId.slice(0, 64).toWellFormed() || '-',
        transport,
        gatewayId: '',
        predecessorId: '',
        brokerId,
        sealed: await sealRequest(people, requester, clientAddress, deviceName),
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
    const code: ErrorCode = ports.takesAppends() ? 'CONNECT_TIMED_OUT' : 'LOG_UNAVAILABLE'
    void runner.giveUp(connectionId, code, 'arm-answer')
    // A log that hangs must not keep the client: its own patience is nearly over.
    const { outcome: told } = await runner.until(connectionId, () => false, armGiveUpMs)
    const failed = told?.kind === 'failed' && isErrorCode(told.code) ? told.code : code
    return refuse(failed, connectionId)
  }

  const request = async (
    requester: Requester,
    asked: ConnectionRequest,
  ): Promise<Granted | Refusal> => {
    const grant = grantOf(live, requester, asked.resourceId)
    if (!grant) return recordRefusal(requester, asked, refuse('RESOURCE_NOT_AVAILABLE'))
    const { resource, principal } = grant
    const gateway = ports.chooseGateway(resource.poolId)
    if (!gateway) return recordRefusal(requester, asked, refuse('GATEWAY_UNAVAILABLE'))
    const stream = streamOf('session', ports.userSessionKey(resource.poolId, requester.userId))
    if (pendingOf(stream) >= pendingConnectionsPerUserMax) {
      return recordRefusal(requester, asked, refuse('PENDING_LIMIT'))
    }
    // Counted at once: a hundred requests of one turn must see each other.
    arriving.set(stream, (arriving.get(stream) ?? 0) + 1)
    const opened = await open(requester, asked, { resource, principal, gateway }).finally(() => {
      const left = (arriving.get(stream) ?? 1) - 1
      if (left === 0) arriving.delete(stream)
      else arriving.set(stream, left)
    })
    if (opened.kind === 'refused' || asked.transport !== 'arm') return opened
    const connection = await awaitArm(opened.connectionId)
    return 'kind' in connection ? connection : { ...opened, connection }
  }

  const open = async (
    requester: Requester,
    asked: ConnectionRequest,
    chosen: { resource: PublishedResource; principal: string; gateway: ChosenGateway },
  ): Promise<Granted | Refusal> => {
    const { resource, principal, gateway } = chosen
    const arm = asked.transport === 'arm'
    const connectionId = system.newId()
    const ticketId = system.newId()
    const expiresAt = system.nowMs() + ticketLifetimeMs
    const ticket = tickets.mint({
      ticketId,
      connectionId,
      userId: requester.userId,
      resourceId: resource.resourceId,
      principal,
      audience: arm ? gateway.gatewayId : ports.siteAudience,
      expiresAt,
    })
    const commands = openingCommands(ports, {
      connectionId,
      requester,
      resource,
      transport: asked.transport,
      gatewayId: arm ? gateway.gatewayId : '',
      predecessorId: '',
      ticketId,
      sealed: await sealRequest(people, requester, asked.clientAddress, asked.deviceName),
      ticketExpiresAt: expiresAt,
    })
    const cause = causeOf(requester.userId, connectionId)
    const opened = await handler
      .execute('connection', connectionId, commands, cause)
      .catch((error: unknown) => {
        // The client is told so; should it be in the log after all, nothing is done for it.
        if (arm) void runner.giveUp(connectionId, 'LOG_UNAVAILABLE', 'arm-answer')
        throw error
      })
    if (opened.kind === 'refused') return opened
    const gatewayUrl = arm ? gateway.ownUrl : gateway.clientUrl
    return { kind: 'granted', connectionId, ticket, gatewayUrl, connection: opened.state }
  }

  return { request, ...createRedemptions(ports) }
}
