/**
 * The gateways that take new connections, with how busy each is. A gateway whose channel is here
 * reports its load; of the others the log tells the open connections.
 */
import { chooseGateway, type GatewayCandidate } from '../domain/gateway-choice.ts'
import { gatewayLoadIntervalMs } from '../domain/limits.ts'
import type { BrokerSight } from './broker-sight.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'

export type Load = { readonly connections: number; readonly bufferedBytes: number }

export type ChosenGateway = {
  readonly gatewayId: string
  readonly ownUrl: string
  readonly clientUrl: string
}

export type GatewayChoice = {
  /** The gateway that a new connection to a pool of this home region goes to. */
  choose(homeRegion: string): ChosenGateway | undefined
  /** Is there any gateway for a new connection? */
  hasAny(): boolean
  loadOf(gatewayId: string): Load | undefined
  setLoad(gatewayId: string, load: Load & { readonly draining: boolean }): void
  /** Its channel is here no more. */
  forget(gatewayId: string): void
}

export type GatewayChoicePorts = {
  readonly live: LiveState
  readonly brokers: Pick<BrokerSight, 'isDoubtful' | 'isDoubtfulGateway'>
  readonly system: Pick<System, 'monotonicMs'>
}

/** Makes the choice of one broker. */
export const createGatewayChoice = (ports: GatewayChoicePorts): GatewayChoice => {
  const { live, brokers, system } = ports
  const loads = new Map<string, Load & { draining: boolean }>()
  /** Chosen here since `sentSince`: until the next reports a storm would all go to one gateway. */
  const sent = new Map<string, number>()
  let sentSince = 0

  const recentlySent = (gatewayId: string): number => {
    if (system.monotonicMs() - sentSince >= gatewayLoadIntervalMs) {
      sent.clear()
      sentSince = system.monotonicMs()
    }
    return sent.get(gatewayId) ?? 0
  }

  const candidates = (): GatewayCandidate[] => {
    const found: GatewayCandidate[] = []
    for (const gatewayId of live.indexes.gatewayIds) {
      const { phase, draining, channel, region } = live.stateOf('gateway', gatewayId)
      const load = loads.get(gatewayId)
      if (phase !== 'registered' || draining || !channel || load?.draining === true) continue
      const told = load?.connections ?? live.indexes.openCountByGateway.get(gatewayId) ?? 0
      const connections = told + recentlySent(gatewayId)
      const elsewhere = load === undefined && brokers.isDoubtful(channel.brokerId)
      const doubtful = elsewhere || brokers.isDoubtfulGateway(gatewayId)
      found.push({ gatewayId, region, connections, doubtful })
    }
    return found
  }

  return {
    choose: (homeRegion) => {
      const chosen = chooseGateway(candidates(), homeRegion)
      if (!chosen) return undefined
      const { gatewayId } = chosen
      sent.set(gatewayId, recentlySent(gatewayId) + 1)
      const { ownUrl, clientUrl } = live.stateOf('gateway', gatewayId)
      return { gatewayId, ownUrl, clientUrl }
    },
    hasAny: () => candidates().length > 0,
    loadOf: (gatewayId) => loads.get(gatewayId),
    setLoad: (gatewayId, load) => {
      loads.set(gatewayId, load)
      sent.delete(gatewayId)
    },
    forget: (gatewayId) => {
      loads.delete(gatewayId)
    },
  }
}
