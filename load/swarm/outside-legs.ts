/**
 * Connections whose legs somebody else dials: simulated hosts accept the orders, users ask for
 * them, and both ends of each pair are handed over in place of being dialled.
 */
import type { System } from '../../core/broker/ports.ts'
import { newMachineKey, openMachineKey } from '../../core/identity/machine-keys.ts'
import type { JoinToken } from '../../core/identity/registration-tokens.ts'
import { createSwarmHttps } from './https-client.ts'
import type { SwarmNetwork } from './network.ts'
import { OrderFailure, orderConnection, type Permission } from './order.ts'
import { createSimHost, type RendezvousOrder, type SimHost } from './sim-host.ts'

export type OutsideLeg = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Both ends of one connection; the host's counts for `deadlineMs` from now. */
export type OutsidePair = {
  /** From 1. */
  readonly pair: number
  readonly connectionId: string
  readonly attempt: number
  readonly deadlineMs: number
  readonly client: OutsideLeg
  readonly host: OutsideLeg
}

export type OutsideLegs = {
  /** Resolves when every host is connected; rejects when one cannot be, with the code why. */
  readonly ready: Promise<void>
  /** Orders the so-manieth connection, from 1; its id. Rejects with an OrderFailure. */
  order(pair: number, token: string): Promise<string>
  machineIds(): readonly string[]
  /** Hosts leave. */
  stop(): Promise<void>
}

/** Starts as many hosts as there shall be pairs. */
export const createOutsideLegs = (
  ports: { readonly system: System; readonly network: SwarmNetwork },
  options: {
    readonly pairs: number
    readonly join: JoinToken
    readonly hostNames: string
    readonly softwareVersion: string
    readonly apiUrl: string
    readonly resource: string
  },
  /** A pair to be dialled; again with a higher attempt when the broker ordered again. */
  onPair: (pair: OutsidePair) => void,
): OutsideLegs => {
  const https = createSwarmHttps(ports.network)
  const permissions = new Map<string, Permission & { readonly pair: number }>()
  const orders = new Map<string, RendezvousOrder>()
  let missing = options.pairs
  let onReady: () => void = () => undefined
  let onFailed: (error: Error) => void = () => undefined
  const ready = new Promise<void>((resolve, reject) => {
    onReady = resolve
    onFailed = reject
  })

  /** The order may come before the user's answer or after it. */
  const handOver = (connectionId: string): void => {
    const [permission, order] = [permissions.get(connectionId), orders.get(connectionId)]
    if (permission === undefined || order === undefined) return
    orders.delete(connectionId)
    onPair({
      pair: permission.pair,
      connectionId,
      attempt: order.attempt,
      deadlineMs: order.deadlineMs,
      client: { url: permission.url, headers: permission.headers },
      host: { url: order.gatewayUrl, headers: { authorization: `Bearer ${order.secret}` } },
    })
  }

  const createHost = (index: number): SimHost => {
    let joined = false
    const host = createSimHost(
      { ...ports, key: openMachineKey(newMachineKey()) },
      { ...options, name: `${options.hostNames}-${index}`, index },
      {
        onUp: () => {
          if (joined) return
          joined = true
          missing -= 1
          if (missing === 0) onReady()
        },
        onDown: () => undefined,
        onBeat: () => undefined,
        onFailure: (code) => onFailed(new OrderFailure(code, 'a simulated host was not let in')),
        onOrder: (order) => {
          const { connectionId, attempt } = order
          const answer = { connectionId, attempt, accepted: true, code: '', detail: '' }
          host.send({ type: 'rendezvousAnswer', ...answer })
          orders.set(connectionId, order)
          handOver(connectionId)
        },
        onCancel: (connectionId) => orders.delete(connectionId),
        relays: () => [],
      },
    )
    return host
  }

  const hosts = Array.from({ length: options.pairs }, (_, index) => createHost(index))
  for (const host of hosts) host.start()
  return {
    ready,
    order: async (pair, token) => {
      // Of the two transports the one whose host is ordered before its client dials.
      const asked = { ...options, transport: 'arm', token, index: pair } as const
      const permission = await orderConnection(https, asked)
      permissions.set(permission.connectionId, { ...permission, pair })
      handOver(permission.connectionId)
      return permission.connectionId
    },
    machineIds: () => hosts.map((host) => host.machineId()).filter((id) => id !== ''),
    stop: async () => {
      https.close()
      await Promise.all(hosts.map((host) => host.leave()))
    },
  }
}
