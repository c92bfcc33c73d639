/** What a simulated site has from its first moment: pools, hosts, gateways and tickets. */
import type { Broker } from '../../../core/broker/broker.ts'
import type { TicketClaims, TicketPort } from '../../../core/broker/connections.ts'
import type { System } from '../../../core/broker/ports.ts'
import { refuse } from '../../../core/domain/errors.ts'

export type SitePlan = {
  /** Names of hosts by pool. */
  readonly pools: Readonly<Record<string, readonly string[]>>
  readonly gateways: readonly string[]
  readonly sessionLimit: number
  readonly disconnectedLimitMs: number
  /** Home regions of pools and regions of gateways, by their names. */
  readonly regions?: Readonly<Record<string, string>>
}

/** Tickets that are their own claims. */
export const createSimTickets = (system: Pick<System, 'nowMs'>): TicketPort => ({
  mint: (claims) => Buffer.from(JSON.stringify(claims)).toString('base64url'),
  read: (ticket, audience) => {
    const claims: TicketClaims & { audience: string; expiresAt: number } = JSON.parse(
      Buffer.from(ticket, 'base64url').toString('utf8'),
    )
    if (claims.audience !== audience) return refuse('TICKET_INVALID')
    return { kind: 'ticket', expired: system.nowMs() >= claims.expiresAt, ...claims }
  },
})

/** Writes pools, hosts and gateways that are to be there; what is there already stays. */
export const setUpSite = async (
  broker: Pick<Broker, 'handler'>,
  options: SitePlan,
  system: Pick<System, 'nowMs'>,
): Promise<void> => {
  const cause = { actor: 'admin:test', connectionId: '', causationId: 'set-up' }
  const { sessionLimit, disconnectedLimitMs } = options
  const regionOf = (name: string): string | undefined => options.regions?.[name]
  const common = { placement: 'breadth-first', sessionLimit, disconnectedLimitMs }
  const { handler } = broker
  await handler.execute(
    'workspace',
    'w',
    [{ type: 'CreateWorkspace', workspaceId: 'w', name: 'W' }],
    cause,
  )
  for (const [poolId, hostIds] of Object.entries(options.pools)) {
    const settings = { ...common, homeRegion: regionOf(poolId) ?? '' }
    await handler.execute(
      'pool',
      poolId,
      [{ type: 'CreatePool', poolId, name: poolId, settings }],
      cause,
    )
    const groupId = `${poolId}-group`
    await handler.execute(
      'workspace',
      'w',
      [
        { type: 'CreateApplicationGroup', groupId, name: poolId, poolId },
        { type: 'PublishResource', groupId, resourceId: poolId, name: poolId, kind: 'desktop' },
        { type: 'GrantAccess', groupId, principal: 'group:all' },
      ],
      { ...cause, causationId: `set-up ${poolId}` },
    )
    for (const hostId of hostIds) {
      const publicKey = new Uint8Array(32)
      const register = {
        type: 'RegisterHost',
        hostId,
        poolId,
        name: hostId,
        publicKey,
        tokenId: 't',
      }
      await handler.execute('host', hostId, [{ ...register, type: 'RegisterHost' }], cause)
    }
  }
  for (const gatewayId of options.gateways) {
    const region = regionOf(gatewayId) ?? 'r'
    const secretHash = new Uint8Array(32)
    const expiresAt = system.nowMs() + 1_000
    await handler.execute(
      'gateway',
      gatewayId,
      [
        { type: 'InviteGateway', gatewayId, name: gatewayId, region, secretHash, expiresAt },
        { type: 'RegisterGateway', secretHash, publicKey: new Uint8Array(32), now: system.nowMs() },
      ],
      cause,
    )
  }
}
