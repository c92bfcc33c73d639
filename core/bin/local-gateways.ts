/** The gateway workers of `causeway serve`: invited by the broker that starts with them. */
import type { Broker } from '../broker/broker.ts'
import type { System } from '../broker/ports.ts'
import { registrationTokenDefaultMs } from '../domain/limits.ts'
import { failure } from './cli/exit.ts'

type Tokens = { create(id: string): { readonly token: string; readonly secretHash: Uint8Array } }

/**
 * Join tokens by worker name; none for workers that have joined before.
 * @throws CommandFault when the broker refuses one
 */
export const inviteLocalGateways = async (
  broker: Broker,
  tokens: Tokens,
  system: Pick<System, 'nowMs' | 'newId'>,
  names: readonly string[] = [],
): Promise<Record<string, string>> => {
  const invited: Record<string, string> = {}
  for (const name of names) {
    const known = [...broker.live.indexes.gatewayIds].some((id) => {
      const gateway = broker.live.stateOf('gateway', id)
      return gateway.name === name && gateway.phase === 'registered'
    })
    if (known) continue
    const gatewayId = `g-${system.newId()}`
    const { token, secretHash } = tokens.create(gatewayId)
    const expiresAt = system.nowMs() + registrationTokenDefaultMs
    const result = await broker.handler.execute(
      'gateway',
      gatewayId,
      { type: 'InviteGateway', gatewayId, name, region: 'default', secretHash, expiresAt },
      { actor: 'admin:serve', connectionId: '', causationId: system.newId() },
    )
    if (result.kind === 'refused') throw failure(result.detail, 'see the log of the broker')
    invited[name] = token
  }
  return invited
}
