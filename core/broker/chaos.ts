/**
 * Faults for staging, as administrators set them for a pool or a connection: kept in memory by the
 * broker that was asked, told to the gateways on its channels, gone with its end. No decision
 * depends on them, so the log holds none; who set them stands in the access log.
 */
import { isOpen } from '../domain/connection.ts'
import { type Refusal, refuse } from '../domain/errors.ts'
import { chaosRuleCountMax } from '../domain/limits.ts'
import type { Channel, Channels } from './channels.ts'
import type { LiveState } from './live-state.ts'

/** A rule of a connection counts before that of its pool. */
export type ChaosScope = 'pool' | 'connection'

export type ChaosRule = {
  readonly scope: ChaosScope
  /** Of the pool or the connection. */
  readonly id: string
  /** As `gateway --chaos` writes them. */
  readonly faults: string
}

export type ChaosRules = {
  /** Remembers whether the gateway there takes faults, and tells it those of its relays. */
  connected(channel: Channel, takesChaos: boolean): void
  /** Sets faults, or ends them by ''. Refused where no gateway here takes any. */
  set(rule: ChaosRule): { readonly kind: 'set'; readonly gatewayIds: readonly string[] } | Refusal
  list(): readonly ChaosRule[]
  /** What the gateway at this channel is to put into the connection; '' for nothing of ours. */
  faultsAt(channel: Channel, connectionId: string): string
}

/** Makes the empty rules of one broker. */
export const createChaosRules = (ports: {
  readonly live: LiveState
  readonly channels: Pick<Channels, 'gateway' | 'all'>
}): ChaosRules => {
  const { live, channels } = ports
  const rules = new Map<string, ChaosRule>()
  const taking = new WeakSet<Channel>()
  const keyOf = (scope: ChaosScope, id: string): string => `${scope} ${id}`
  const takers = (): readonly Channel[] => channels.all().filter((channel) => taking.has(channel))

  const faultsOf = (connectionId: string): string => {
    const own = rules.get(keyOf('connection', connectionId))
    const { poolId } = live.stateOf('connection', connectionId)
    return (own ?? rules.get(keyOf('pool', poolId)))?.faults ?? ''
  }

  const tell = (connectionId: string): void => {
    const { gatewayId } = live.stateOf('connection', connectionId)
    const channel = channels.gateway(gatewayId)
    if (channel === undefined || !taking.has(channel)) return
    channel.send({ type: 'setChaos', connectionId, chaos: faultsOf(connectionId) })
  }

  /** Rules of connections that are over hold nothing any more. */
  const prune = (): void => {
    for (const [key, { scope, id }] of rules) {
      const state = scope === 'connection' ? live.get('connection', id)?.state : undefined
      if (scope === 'connection' && (state === undefined || !isOpen(state))) rules.delete(key)
    }
  }

  const concerned = ({ scope, id }: ChaosRule): readonly string[] => {
    if (scope === 'connection') return [id]
    const open = [...live.indexes.openConnectionIds]
    return open.filter((one) => live.stateOf('connection', one).poolId === id)
  }

  const unknown = ({ scope, id }: ChaosRule): boolean => {
    if (scope === 'pool') return !live.indexes.poolIds.has(id)
    const state = live.get('connection', id)?.state
    return state === undefined || !isOpen(state)
  }

  return {
    connected: (channel, takesChaos) => {
      if (!takesChaos) return
      taking.add(channel)
      for (const id of live.indexes.openConnectionIds) {
        const isHere = live.stateOf('connection', id).gatewayId === channel.machineId
        if (isHere && faultsOf(id) !== '') tell(id)
      }
    },
    set: (rule) => {
      prune()
      const key = keyOf(rule.scope, rule.id)
      if (rule.faults === '') rules.delete(key)
      else if (unknown(rule)) return refuse('NOT_FOUND', `${rule.scope} ${rule.id}`)
      else if (takers().length === 0) return refuse('CHAOS_OFF')
      else if (rules.size >= chaosRuleCountMax && !rules.has(key)) {
        return refuse('REQUEST_TOO_LARGE', `there are ${rules.size} rules already`)
      } else rules.set(key, rule)
      for (const id of concerned(rule)) tell(id)
      return { kind: 'set', gatewayIds: takers().map(({ machineId }) => machineId) }
    },
    list: () => {
      prune()
      return [...rules.values()]
    },
    faultsAt: (channel, connectionId) => (taking.has(channel) ? faultsOf(connectionId) : ''),
  }
}
