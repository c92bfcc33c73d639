/**
 * Redeeming what was handed out: tickets by clients, rendezvous secrets by hosts. A ticket counts
 * once; when it comes back after its relay it opens a new connection to the same host.
 */
import type { Connection } from '../domain/connection.ts'
import { isOpen, noExclusions } from '../domain/connection.ts'
import { Fault, isErrorCode, type Refusal, refuse } from '../domain/errors.ts'
import { connectMs, ticketLifetimeMs, ticketReconnectMs } from '../domain/limits.ts'
import { deriveEventId } from './event-id.ts'
import { grantOf, type Requester } from './grants.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import type { PublishedResource } from './indexes.ts'
import type { LiveState } from './live-state.ts'
import { openingCommands, sealRequest } from './openings.ts'
import type { OrderTimes } from './order-times.ts'
import type { PersonDirectory, System } from './ports.ts'
import { hashSecretText } from './secrets.ts'

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
  mint(claims: TicketClaims & { readonly audience: string; readonly expiresAt: number }): string
  read(
    ticket: string,
    audience: string,
  ): ({ kind: 'ticket'; readonly expired: boolean } & TicketClaims) | Refusal
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

export type Redemptions = {
  redeemTicket(redemption: Redemption): Promise<LegGranted | Refusal>
  redeemRendezvous(
    gatewayId: string,
    connectionId: string,
    secret: string,
  ): Promise<LegGranted | Refusal>
}

export type RedemptionPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly people: PersonDirectory
  readonly tickets: TicketPort
  readonly system: System
  readonly orderTimes: Pick<OrderTimes, 'nowOf'>
  readonly brokerId: string
  /** The stream key of a user's session in a pool, without its category. */
  readonly userSessionKey: (poolId: string, userId: string) => string
  /** Audience of raw tickets: any gateway of the site may redeem them. */
  readonly siteAudience: string
}

/** A leg that waits is told of a store that is away; a bug goes on. */
const refusalOfFault = (error: unknown): Refusal => {
  if (error instanceof Fault) return refuse(error.code)
  throw error
}

/**
 * The connection that comes after this one on its ticket. Derived, so that two brokers to which
 * the ticket comes back at once write to one stream, and one of them wins.
 */
const successorOf = ({ connectionId }: Pick<Connection, 'connectionId'>): string =>
  deriveEventId(connectionId, 'successor', 0)

/** Makes the redeeming side of one broker. */
export const createRedemptions = (ports: RedemptionPorts): Redemptions => {
  const { live, handler, people, tickets, system, orderTimes } = ports

  const causeOf = (userId: string, connectionId: string): Cause => ({
    actor: `user:${userId}`,
    connectionId,
    causationId: system.newId(),
  })

  /** Who holds the ticket, in the group by which it was granted. */
  const requesterOf = async ({ userId, principal }: TicketClaims): Promise<Requester> => {
    const groups = principal.startsWith('group:') ? [principal.slice('group:'.length)] : []
    return { userId, userName: (await people.recall(userId)) ?? '', groups }
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
    return grantedOr(connectionId)
  }

  /** The leg, unless the connection failed in the meantime: that message came too early. */
  const grantedOr = (connectionId: string): LegGranted | Refusal => {
    const { outcome } = live.stateOf('connection', connectionId)
    if (outcome?.kind === 'failed' && isErrorCode(outcome.code)) return refuse(outcome.code)
    return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs }
  }

  /** A ticket that comes back after its relay started or ended: a new connection. */
  const redeemAgain = async (
    latest: Connection,
    claims: TicketClaims,
    redemption: Redemption,
    { requester, resource }: { requester: Requester; resource: PublishedResource },
  ): Promise<LegGranted | Refusal> => {
    const connectionId = successorOf(latest)
    const { gatewayId, flow } = redemption
    const sealed = await sealRequest(people, requester, redemption.clientAddress, '')
    const commands = openingCommands(ports, {
      connectionId,
      requester,
      resource,
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
    return grantedOr(connectionId)
  }

  /** The last connection of the ticket that ran: reconnects may have failed since. */
  const lastThatRan = (latest: Connection): Connection | undefined => {
    let connection: Connection | undefined = latest
    while (connection?.outcome?.kind === 'failed') {
      connection = live.get('connection', connection.predecessorId)?.state
    }
    return connection
  }

  const reconnectable = (latest: Connection): Refusal | undefined => {
    if (isOpen(latest) && latest.phase !== 'relaying') return refuse('TICKET_IN_USE')
    const ran = lastThatRan(latest)
    if (ran?.phase === 'relaying') return undefined
    const ended = ran?.outcome?.kind === 'ended'
    const inTime = ended && system.nowMs() - ran.endedAt <= ticketReconnectMs
    return inTime ? undefined : refuse('TICKET_SPENT')
  }

  /** The grant was taken back meanwhile: a connection that waits for its ticket is over. */
  const revoked = async (latest: Connection): Promise<Refusal> => {
    const code = 'RESOURCE_NOT_AVAILABLE'
    if (isOpen(latest) && !latest.redeemed) {
      const { connectionId } = latest
      const command = { type: 'FailConnection', code, stage: 'ticket', detail: '' } as const
      const cause = causeOf(latest.userId, connectionId)
      await handler.execute('connection', connectionId, { ...command, counts: noExclusions }, cause)
    }
    return refuse(code)
  }

  /** The newest connection of a ticket, though another broker wrote it a moment ago. */
  const latestOf = async ({ ticketId, connectionId }: TicketClaims) => {
    const latest = (): Connection | undefined => {
      const id = live.indexes.latestByTicket.get(ticketId)
      return id === undefined ? undefined : live.get('connection', id)?.state
    }
    if (!latest()) await handler.catchUp('connection', connectionId)
    const known = latest()
    if (known?.redeemed) await handler.catchUp('connection', successorOf(known))
    return latest()
  }

  /** Redemptions of one ticket, one after the other: a hundred at once make one connection. */
  const redeeming = new Map<string, Promise<unknown>>()

  const redeem = async (
    claims: TicketClaims & { readonly expired: boolean },
    redemption: Redemption,
  ): Promise<LegGranted | Refusal> => {
    const latest = await latestOf(claims)
    if (!latest) return refuse('TICKET_SPENT')
    if (latest.userId !== claims.userId) return refuse('TICKET_INVALID', 'it is another user’s')
    const requester = await requesterOf(claims)
    const grant = grantOf(live, requester, claims.resourceId)
    if (!grant) return revoked(latest)
    if (!latest.redeemed && isOpen(latest)) {
      if (claims.expired) return refuse('TICKET_EXPIRED')
      const sealed = await sealRequest(people, requester, redemption.clientAddress, '')
      return redeemFirst(latest.connectionId, redemption, claims.userId, sealed)
    }
    const { resource } = grant
    const refusal = reconnectable(latest)
    return refusal ?? redeemAgain(latest, claims, redemption, { requester, resource })
  }

  return {
    redeemTicket: async (redemption) => {
      const audience = redemption.transport === 'arm' ? redemption.gatewayId : ports.siteAudience
      const claims = tickets.read(redemption.ticket, audience)
      if (claims.kind === 'refused') return claims
      const { bearerUserId } = redemption
      const foreign = redemption.transport === 'arm' && bearerUserId !== claims.userId
      if (foreign) return refuse('TICKET_INVALID', 'token and ticket name different users')
      const before = redeeming.get(claims.ticketId) ?? Promise.resolve()
      const turn = before.then(() => redeem(claims, redemption)).catch(refusalOfFault)
      const settled = turn.then(
        () => undefined,
        () => undefined,
      )
      redeeming.set(claims.ticketId, settled)
      void settled.then(() => {
        if (redeeming.get(claims.ticketId) === settled) redeeming.delete(claims.ticketId)
      })
      return turn
    },
    redeemRendezvous: async (gatewayId, connectionId, secret) => {
      const secretHash = hashSecretText(secret)
      const actor = `gateway:${gatewayId}`
      const cause = { actor, connectionId, causationId: system.newId() }
      const redeem = (now: number) => {
        const command = { type: 'RedeemRendezvous', gatewayId, secretHash, now } as const
        return handler.execute('connection', connectionId, command, cause)
      }
      try {
        const known = orderTimes.nowOf(connectionId)
        let result = await redeem(known ?? system.nowMs())
        // The leg was quicker than the order: by now this broker has read of it.
        const heard = known === undefined ? orderTimes.nowOf(connectionId) : undefined
        if (result.kind === 'refused' && heard !== undefined) result = await redeem(heard)
        if (result.kind === 'refused') return refuse('RENDEZVOUS_INVALID')
      } catch (error) {
        return refusalOfFault(error)
      }
      return { kind: 'leg-granted', connectionId, legDeadlineMs: connectMs }
    },
  }
}
