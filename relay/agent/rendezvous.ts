/**
 * Carries out the broker's orders: dials the target that the agent's own configuration names,
 * answers, dials the gateway, joins both. An order carries a resource, never an address.
 *
 *   order -> dialling target -> answered -> dialling gateway -> relaying -> ended
 */
import type { System } from '../../core/broker/ports.ts'
import { type ErrorCode, isErrorCode } from '../../core/domain/errors.ts'
import {
  agentRelayCountMax,
  creditWindowBytes,
  legCloseMs,
  legHeldBytesMax,
  legKeepaliveMs,
  legMessageBytesMax,
  legSilenceMs,
  targetDialMs,
} from '../../core/domain/limits.ts'
import type { ControlMessage, ControlMessageOf } from '../../proto/control-codec.ts'
import { createLegClient } from '../leg-client.ts'
import type { Inspection, LegClient } from '../leg-client-ports.ts'
import { legSubprotocol } from '../leg-text.ts'
import type { Log } from '../log-port.ts'
import { type DialResult, dialWebSocket } from '../websocket-dial.ts'
import { createRdpSecurityGuard } from './rdp-security-guard.ts'
import { dialTarget, type Target } from './target-dial.ts'

type Order = ControlMessageOf<'rendezvousOrder'>

/** A relay that runs through this agent. */
export type AgentRelay = { readonly connectionId: string; readonly userSessionId: string }

export type RendezvousOptions = {
  /** By resource id; '' serves every resource that has no entry of its own. */
  readonly targets: ReadonlyMap<string, Target>
  /** Each defaults to the bound of the same name in limits.ts. */
  readonly relayCountMax?: number
  readonly targetDialMs?: number
  readonly windowBytes?: number
}

export type Rendezvous = {
  order(order: Order): void
  cancel(cancel: ControlMessageOf<'rendezvousCancel'>): void
  relays(): readonly AgentRelay[]
  /** Ends everything and resolves when it is gone. Idempotent. */
  stop(): Promise<void>
}

type Work = {
  readonly order: Order
  readonly givenUp: AbortController
  leg: LegClient | undefined
  phase: 'joining' | 'relaying' | 'ended'
  readonly done: Promise<void>
}

/** Makes the orders' part of one agent. */
export const createRendezvous = (
  ports: {
    readonly system: Pick<System, 'after' | 'monotonicMs'>
    readonly log: Log
    /** Queues a message for the broker; false when the channel is down. */
    readonly send: (message: ControlMessage) => boolean
    /** PEM of the only authority to trust; undefined: the public ones. */
    readonly ca: () => string | undefined
    readonly onRelayEnded: () => void
  },
  options: RendezvousOptions,
): Rendezvous => {
  const { system, log } = ports
  const relayCountMax = options.relayCountMax ?? agentRelayCountMax
  const works = new Map<string, Work>()
  let stopped = false

  const decline = (order: Order, code: ErrorCode, detail: string): void => {
    const { connectionId, attempt } = order
    log.debug({ connectionId, attempt, code, detail }, 'Rendezvous declined')
    ports.send({
      type: 'rendezvousAnswer',
      connectionId,
      attempt,
      accepted: false,
      code,
      detail,
    })
  }

  const report = (order: Order, code: ErrorCode | '', detail: string): void => {
    const { connectionId, attempt } = order
    if (code !== '') log.warn({ connectionId, attempt, code, detail }, 'Gateway was not reached')
    ports.send({ type: 'rendezvousOutcome', connectionId, attempt, code, detail })
  }

  const carryOut = async (work: Work, target: Target, startedAt: number): Promise<void> => {
    const { order, givenUp } = work
    const { connectionId, attempt } = order
    const dialled = await dialTarget(ports, target, {
      deadlineMs: Math.min(options.targetDialMs ?? targetDialMs, order.deadlineMs),
      signal: givenUp.signal,
    })
    if (dialled.kind === 'failed') {
      if (!givenUp.signal.aborted) decline(order, dialled.code, dialled.detail)
      return
    }
    const leg = createLegClient(dialled.socket, ports, {
      windowBytes: options.windowBytes ?? creditWindowBytes,
      heldBytesMax: legHeldBytesMax,
      keepaliveMs: legKeepaliveMs,
      silenceMs: legSilenceMs,
      closeMs: legCloseMs,
      ...(target.protocol === 'rdp' ? { inspection: inspectRdp() } : {}),
    })
    work.leg = leg
    const told = ports.send({
      type: 'rendezvousAnswer',
      connectionId,
      attempt,
      accepted: true,
      code: '',
      detail: '',
    })
    // Without the answer the broker will not wait for the leg.
    if (told) await joinGateway(work, leg, startedAt)
    else leg.stop()
    const ended = await leg.ended
    log.debug({ connectionId, attempt, ...ended }, 'Relay ended')
  }

  const joinGateway = async (work: Work, leg: LegClient, startedAt: number): Promise<void> => {
    const { order, givenUp } = work
    const dialled = await dialWebSocket(ports, {
      url: order.gatewayUrl,
      subprotocol: legSubprotocol,
      headers: { Authorization: `Bearer ${order.secret}` },
      ca: ports.ca(),
      deadlineMs: Math.max(0, order.deadlineMs - (system.monotonicMs() - startedAt)),
      messageBytesMax: legMessageBytesMax,
      signal: givenUp.signal,
    })
    if (dialled.kind !== 'open') {
      leg.stop()
      if (!givenUp.signal.aborted) report(order, ...failureOf(dialled))
      return
    }
    if (givenUp.signal.aborted) {
      dialled.socket.terminate()
      return
    }
    leg.attach(dialled.socket)
    work.phase = 'relaying'
    // The target may linger for a while after it: that is no relay any more.
    dialled.socket.once('close', () => {
      work.phase = 'ended'
    })
    report(order, '', '')
  }

  const begin = (key: string, order: Order, target: Target): void => {
    let finish: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      finish = resolve
    })
    const givenUp = new AbortController()
    const work: Work = { order, givenUp, leg: undefined, phase: 'joining', done }
    works.set(key, work)
    void carryOut(work, target, system.monotonicMs()).finally(() => {
      works.delete(key)
      finish()
      if (work.phase !== 'joining') ports.onRelayEnded()
    })
  }

  const giveUp = (work: Work): void => {
    work.givenUp.abort()
    work.leg?.stop()
  }

  return {
    order: (order) => {
      const key = `${order.connectionId} ${order.attempt}`
      if (works.has(key)) return
      const target = options.targets.get(order.resourceId) ?? options.targets.get('')
      if (stopped) decline(order, 'HOST_DECLINED', 'the agent is stopping')
      else if (works.size >= relayCountMax) decline(order, 'HOST_DECLINED', 'too many relays')
      else if (!target) decline(order, 'TARGET_UNKNOWN', `no target for ${order.resourceId}`)
      else begin(key, order, target)
    },
    cancel: ({ connectionId, attempt }) => {
      const work = works.get(`${connectionId} ${attempt}`)
      if (work) giveUp(work)
    },
    relays: () =>
      [...works.values()]
        .filter((work) => work.phase === 'relaying')
        .map(({ order: { connectionId, userSessionId } }) => ({ connectionId, userSessionId })),
    stop: async () => {
      stopped = true
      const all = [...works.values()]
      for (const work of all) giveUp(work)
      await Promise.all(all.map((work) => work.done))
    },
  }
}

/** What the broker is told of a leg that did not come about. */
const failureOf = (result: Exclude<DialResult, { kind: 'open' }>): [ErrorCode, string] => {
  switch (result.kind) {
    case 'refused': {
      const code = isErrorCode(result.code) ? result.code : 'GATEWAY_UNAVAILABLE'
      return [code, `the gateway answered ${result.status} ${result.message}`]
    }
    case 'timed-out':
      return ['HOST_LEG_TIMED_OUT', 'the gateway did not answer in time']
    case 'failed':
      return ['GATEWAY_UNAVAILABLE', result.detail]
  }
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

const inspectRdp = (): Inspection => {
  const guard = createRdpSecurityGuard()
  return {
    toPeer: (bytes) => guard.fromClient(bytes),
    fromPeer: (bytes) => {
      const verdict = guard.fromTarget(bytes)
      return verdict.kind === 'pass' ? asBuffer(verdict.bytes) : { refused: verdict.detail }
    },
    flush: () => asBuffer(guard.flush()),
  }
}
