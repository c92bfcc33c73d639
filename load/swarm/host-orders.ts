/** The orders of one simulated host: each is accepted at once and becomes a leg to the gateway. */
import type { System } from '../../core/broker/ports.ts'
import { type HostLeg, openHostLeg } from './host-leg.ts'
import type { SwarmNetwork } from './network.ts'
import type { RendezvousOrder, SimHost } from './sim-host.ts'

export type HostOrders = {
  take(order: RendezvousOrder): void
  cancel(connectionId: string, attempt: number): void
  /** Connections that are relayed now. */
  relays(): readonly string[]
  /** Does this to every leg. */
  each(action: (leg: HostLeg) => void): void
  /** Breaks every leg off, and gives up those that are being dialled. */
  fail(): void
}

type Work = { readonly connectionId: string; readonly givenUp: AbortController; leg?: HostLeg }

/** Makes the orders of the so-manieth host. */
export const createHostOrders = (
  ports: { readonly system: Pick<System, 'after'>; readonly network: SwarmNetwork },
  options: {
    readonly index: number
    readonly send: SimHost['send']
    readonly onFailure: (code: string) => void
  },
): HostOrders => {
  const works = new Map<string, Work>()

  const carryOut = async (key: string, order: RendezvousOrder, work: Work): Promise<void> => {
    const { connectionId, attempt } = order
    const opened = await openHostLeg(ports, order, {
      index: options.index,
      signal: work.givenUp.signal,
      onEnd: () => works.delete(key),
    })
    if ('close' in opened) {
      work.leg = opened
      if (work.givenUp.signal.aborted) opened.fail()
      const outcome = { connectionId, attempt, code: '', detail: '' }
      options.send({ type: 'rendezvousOutcome', ...outcome })
      return
    }
    works.delete(key)
    if (work.givenUp.signal.aborted) return
    const code = opened.kind === 'timed-out' ? 'HOST_LEG_TIMED_OUT' : 'GATEWAY_UNAVAILABLE'
    const said = opened.kind === 'refused' ? opened.code : ''
    options.onFailure(said || code)
    options.send({ type: 'rendezvousOutcome', connectionId, attempt, code, detail: opened.kind })
  }

  return {
    take: (order) => {
      const { connectionId, attempt } = order
      const key = `${connectionId} ${attempt}`
      if (works.has(key)) return
      const work: Work = { connectionId, givenUp: new AbortController() }
      works.set(key, work)
      const answer = { connectionId, attempt, accepted: true, code: '', detail: '' }
      if (options.send({ type: 'rendezvousAnswer', ...answer })) void carryOut(key, order, work)
      else works.delete(key)
    },
    cancel: (connectionId, attempt) => {
      const work = works.get(`${connectionId} ${attempt}`)
      work?.givenUp.abort()
      work?.leg?.close()
    },
    relays: () => {
      const relays: string[] = []
      for (const { leg, connectionId } of works.values()) if (leg) relays.push(connectionId)
      return relays
    },
    each: (action) => {
      for (const { leg } of works.values()) if (leg) action(leg)
    },
    fail: () => {
      for (const work of works.values()) {
        work.givenUp.abort()
        work.leg?.fail()
      }
      works.clear()
    },
  }
}
