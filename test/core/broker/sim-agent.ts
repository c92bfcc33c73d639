/** An agent of a simulated site, whose RDP server accepts everybody it lets in. */
import type { System } from '../../../core/broker/ports.ts'
import type { ControlMessage, ControlMessageOf } from '../../../proto/control-codec.ts'
import type { SimGateway } from './sim-gateway.ts'
import { type BrokerOf, type Link, openLink } from './sim-link.ts'

/** What an agent does with an order. */
export type Behaviour =
  | 'accept'
  | 'leg-first'
  | 'silent'
  | 'no-leg'
  | 'late'
  | { readonly decline: string }
  | { readonly failLater: string }

export type SimAgent = {
  readonly hostId: string
  behave: (order: ControlMessageOf<'rendezvousOrder'>) => Behaviour
  /** Sessions on the host, by our id. */
  readonly sessions: Map<string, string>
  /** Secrets that orders brought, by connection, for tests that replay them. */
  readonly secrets: Map<string, string>
  connect(): Promise<void>
  disconnect(reason?: string): void
  beat(): void
  /** Sends the list of sessions, with strangers. */
  report(strangers?: readonly string[]): void
  logOff(userSessionId: string): void
  /** Sends whatever an agent may not be expected to send. */
  send(message: ControlMessage): void
  isUp(): boolean
}

/** Makes the agent of one host. */
export const createSimAgent = (
  system: Pick<System, 'after' | 'newId'>,
  brokerOf: BrokerOf,
  hostId: string,
  gatewayAt: (url: string) => SimGateway | undefined,
  onError: (error: unknown) => void,
): SimAgent => {
  let link: Link | undefined
  const cancelled = new Set<string>()
  const sessions = new Map<string, string>()
  const secrets = new Map<string, string>()
  let sessionCount = 0

  type Order = ControlMessageOf<'rendezvousOrder'>

  const outcome = (order: Order, code: string): void => {
    const { connectionId, attempt } = order
    link?.send({ type: 'rendezvousOutcome', connectionId, attempt, code, detail: '' })
  }

  const answer = (order: Order, code = ''): void => {
    const { connectionId, attempt } = order
    const accepted = code === ''
    link?.send({ type: 'rendezvousAnswer', connectionId, attempt, accepted, code, detail: '' })
  }

  const dial = async (order: Order): Promise<void> => {
    const { connectionId, attempt, secret, gatewayUrl, userSessionId } = order
    const gateway = gatewayAt(gatewayUrl)
    if (cancelled.has(`${connectionId} ${attempt}`)) return
    if (!gateway) return outcome(order, 'HOST_LEG_TIMED_OUT')
    const result = await gateway.hostArrives(connectionId, secret, {
      started: () => {
        if (sessions.has(userSessionId)) return
        sessionCount += 1
        sessions.set(userSessionId, String(sessionCount))
      },
      closed: () => undefined,
    })
    if (result !== 'joined') outcome(order, 'HOST_DECLINED')
  }

  const obey = (order: Order, behaviour: Behaviour): void => {
    secrets.set(order.connectionId, order.secret)
    if (behaviour === 'silent') return
    if (typeof behaviour === 'object') {
      if ('decline' in behaviour) answer(order, behaviour.decline)
      else {
        answer(order)
        system.after(50, () => outcome(order, behaviour.failLater))
      }
      return
    }
    const delay = behaviour === 'late' ? 6_000 : 2
    if (behaviour === 'leg-first') {
      void dial(order)
      system.after(20, () => answer(order))
      return
    }
    system.after(delay, () => {
      answer(order)
      if (behaviour !== 'no-leg') system.after(3, () => void dial(order))
    })
  }

  const agent: SimAgent = {
    hostId,
    behave: () => 'accept',
    sessions,
    secrets,
    connect: async () => {
      const broker = brokerOf()
      if (!broker || link?.isUp()) return
      const receive = (message: ControlMessage): void => {
        if (message.type === 'rendezvousOrder') obey(message, agent.behave(message))
        if (message.type === 'rendezvousCancel') {
          cancelled.add(`${message.connectionId} ${message.attempt}`)
        }
      }
      link = openLink(system, broker, { machineId: hostId, role: 'agent' }, receive, onError)
      const opened = link
      await broker.hosts.connected(opened.channel, '1').catch((error: unknown) => {
        onError(error)
        opened.drop('not recorded')
      })
      agent.beat()
    },
    disconnect: (reason = 'lost') => link?.drop(reason),
    beat: () =>
      link?.send({
        type: 'heartbeat',
        activeSessions: sessions.size,
        disconnectedSessions: 0,
        cpuLoad: 0,
        memoryUsedBytes: 1,
        memoryTotalBytes: 2,
        agentVersion: '1',
        healthChecks: [],
      }),
    report: (strangers = []) => {
      const ours = [...sessions].map(([userSessionId, hostSessionId]) => ({
        hostSessionId,
        userSessionId,
        state: 'active' as const,
        account: '',
      }))
      const others = strangers.map((hostSessionId) => ({
        hostSessionId,
        userSessionId: '',
        state: 'active' as const,
        account: '',
      }))
      link?.send({ type: 'sessionsReport', sessions: [...ours, ...others] })
    },
    logOff: (userSessionId) => {
      sessions.delete(userSessionId)
    },
    send: (message) => void link?.send(message),
    isUp: () => link?.isUp() === true,
  }
  return agent
}
