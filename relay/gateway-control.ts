/**
 * The gateway's side of its control channel: asks the broker about legs, reports what became of
 * them until the broker has acknowledged it, across reconnects too, and does what the broker
 * orders. The gateway itself knows only the GatewayAuthority port.
 */
import type { System } from '../core/broker/ports.ts'
import { type ErrorCode, isErrorCode, type Refusal, refuse } from '../core/domain/errors.ts'
import {
  gatewayLoadIntervalMs,
  legAuthorizeMs,
  legReportCountMax,
  legReportResendMs,
} from '../core/domain/limits.ts'
import type { MachineKey } from '../core/identity/machine-keys.ts'
import { type ControlMessage, type ControlMessageOf, controlFault } from '../proto/control-codec.ts'
import { type ChaosFaults, readChaos } from './chaos.ts'
import type { Welcome } from './control-channel.ts'
import {
  type ControlClient,
  type ControlClientOptions,
  type ControlResult,
  createControlClient,
} from './control-client.ts'
import type { ControlTrust } from './control-trust.ts'
import { type EndedBy, type EndReason, isEndReason } from './endings.ts'
import { createPendingReports } from './gateway-pending-reports.ts'
import type { Authorized, GatewayAuthority, GatewayLoad, LiveRelay } from './gateway-ports.ts'
import type { Log } from './log-port.ts'
import { createTicketLook } from './ticket-look.ts'

/** What the broker asks of a running gateway. */
export type ControlledGateway = {
  liveRelays(): readonly Pick<LiveRelay, 'connectionId' | 'bytesToClient' | 'bytesToHost'>[]
  waitingConnectionIds(): readonly string[]
  load(): GatewayLoad
  metrics(): { readonly draining: boolean }
  refuseConnection(connectionId: string, code: ErrorCode, detail: string): void
  endConnection(connectionId: string, reason: EndReason, by: EndedBy): void
  /** Faults for staging of one connection; undefined: the gateway's own. */
  setChaos(connectionId: string, chaos: ChaosFaults | undefined): void
}

export type GatewayControlOptions = Omit<ControlClientOptions, 'role'> & {
  /** `wss://host:port`, shared by the workers of one machine. */
  readonly clientUrl: string
  /** `wss://host:port` of this worker alone. */
  readonly ownUrl: string
  /** A gateway for staging: the broker may set faults. Any other one refuses them. */
  readonly takesChaos?: boolean
  /** Each defaults to the bound of the same meaning in limits.ts. */
  readonly answerMs?: number
  readonly loadIntervalMs?: number
  readonly resendMs?: number
  readonly reportCountMax?: number
}

export type GatewayControl = {
  readonly authority: GatewayAuthority
  /** Takes orders and answers for this gateway from here on, and starts dialling. Call once. */
  start(gateway: ControlledGateway): void
  /** Reports that the broker has not acknowledged yet. */
  pendingReportCount(): number
  /** Tells the broker that the gateway drains now, before the next regular report. */
  announceLoad(): void
  /** Resolves when the control client has stopped for good. Never rejects. */
  readonly finished: Promise<ControlResult>
  /** Idempotent. Unacknowledged reports are lost with the process: wait for none to be pending. */
  stop(): Promise<void>
}

type Question = {
  readonly settle: (answer: Authorized | Refusal) => void
  readonly cancel: () => void
}

/** Makes the control side of one gateway. Nothing is dialled before `start`. */
export const createGatewayControl = (
  ports: {
    readonly system: Pick<System, 'after' | 'monotonicMs' | 'random' | 'newId'>
    readonly key: MachineKey
    readonly trust: ControlTrust
    readonly log: Log
    /** Told at each welcome: the machine id must be kept for the next start. */
    readonly onWelcome?: (welcome: Welcome) => void
  },
  options: GatewayControlOptions,
): GatewayControl => {
  const { system, log } = ports
  const questions = new Map<string, Question>()
  const reports = createPendingReports(ports, {
    countMax: options.reportCountMax ?? legReportCountMax,
    resendMs: options.resendMs ?? legReportResendMs,
    send: (message) => send(message),
  })
  const tickets = createTicketLook()
  let client: ControlClient | undefined
  let gateway: ControlledGateway | undefined
  let stopped = false
  let cancelLoad: () => void = () => undefined
  let finish: (result: ControlResult) => void = () => undefined
  const finished = new Promise<ControlResult>((resolve) => {
    finish = resolve
  })

  const send = (message: ControlMessage): boolean => client?.send(message) ?? false

  const ask = (
    requestId: string,
    message: ControlMessageOf<'authorizeClient' | 'authorizeHost'>,
  ): Promise<Authorized | Refusal> =>
    new Promise((resolve) => {
      const settle = (answer: Authorized | Refusal): void => {
        questions.delete(requestId)
        cancel()
        resolve(answer)
      }
      const cancel = system.after(options.answerMs ?? legAuthorizeMs, () =>
        settle(refuse('BROKER_UNAVAILABLE', 'the broker did not answer in time')),
      )
      questions.set(requestId, { settle, cancel })
      if (!send(message)) settle(refuse('BROKER_UNAVAILABLE', 'the control channel is down'))
    })

  const authority: GatewayAuthority = {
    authorizeClient: async (request) => {
      const requestId = system.newId()
      const question = { type: 'authorizeClient', requestId, ...request } as const
      // What cannot even be asked about is no ticket, whoever sent it.
      const fault = controlFault(question)
      if (fault !== undefined) return refuse('TICKET_INVALID', fault)
      const { ticket, transport } = request
      return (await tickets.refusalOf(ticket, transport)) ?? (await ask(requestId, question))
    },
    authorizeHost: async (request) => {
      const requestId = system.newId()
      const question = { type: 'authorizeHost', requestId, ...request } as const
      const fault = controlFault(question)
      return fault === undefined
        ? await ask(requestId, question)
        : refuse('RENDEZVOUS_INVALID', fault)
    },
    report: (report) => reports.add(report),
    isReady: () => client?.isUp() === true && !reports.isFull(),
  }

  const reportLoad = (): void => {
    cancelLoad()
    if (gateway === undefined || stopped) return
    send({ type: 'gatewayLoad', ...gateway.load(), draining: gateway.metrics().draining })
    cancelLoad = system.after(options.loadIntervalMs ?? gatewayLoadIntervalMs, reportLoad)
  }

  const onUp = (running: ControlledGateway, welcome: Welcome): void => {
    tickets.welcome(welcome)
    ports.onWelcome?.(welcome)
    send({
      type: 'gatewayState',
      clientUrl: options.clientUrl,
      ownUrl: options.ownUrl,
      draining: running.metrics().draining,
      liveRelays: running.liveRelays().map(({ connectionId, bytesToClient, bytesToHost }) => ({
        connectionId,
        bytesToClient,
        bytesToHost,
      })),
      waitingConnectionIds: [...running.waitingConnectionIds()],
      takesChaos: options.takesChaos === true,
    })
    reports.resendAll()
    reportLoad()
  }

  /** Faults that the broker wants in this connection, if this gateway takes any. */
  const chaosOf = (connectionId: string, text: string): ChaosFaults | undefined => {
    if (text === '') return undefined
    const taken = options.takesChaos ? readChaos(text) : undefined
    const outcome = taken === undefined ? 'refused: this gateway takes none' : 'set'
    log.warn({ connectionId, chaos: text }, `CHAOS: faults of the administrators ${outcome}`)
    return taken
  }

  const onDown = (): void => {
    cancelLoad()
    // Whoever asked must not wait for a channel that may be away for long.
    for (const question of [...questions.values()]) {
      question.settle(refuse('BROKER_UNAVAILABLE', 'the control channel was lost'))
    }
  }

  const onMessage = (running: ControlledGateway, message: ControlMessage): void => {
    switch (message.type) {
      case 'legAuthorized': {
        const { requestId, connectionId, legDeadlineMs, userKey } = message
        const chaos = chaosOf(connectionId, message.chaos)
        questions.get(requestId)?.settle({
          ...{ kind: 'authorized', connectionId, legDeadlineMs },
          ...(userKey !== '' && { userKey }),
          ...(chaos && { chaos }),
        })
        break
      }
      case 'setChaos': {
        const { connectionId } = message
        const chaos = chaosOf(connectionId, message.chaos)
        if (options.takesChaos) running.setChaos(connectionId, chaos)
        break
      }
      case 'legRefused':
        questions.get(message.requestId)?.settle(refuse(codeOf(message.code), message.detail))
        break
      case 'legReportAck':
        reports.acknowledge(message.reportId)
        break
      case 'refuseConnection':
        running.refuseConnection(message.connectionId, codeOf(message.code), message.detail)
        break
      case 'ticketKeys':
        tickets.learn(message.publicKeys)
        break
      case 'stateRequest':
        send({
          type: 'machineState',
          requestId: message.requestId,
          relayConnectionIds: running.liveRelays().map(({ connectionId }) => connectionId),
          listsSessions: false,
          sessions: [],
        })
        break
      case 'endConnection': {
        const { connectionId, reason, endedBy } = message
        const known = isEndReason(reason) ? reason : 'administrator'
        running.endConnection(connectionId, known, endedByOf(endedBy))
        break
      }
      default:
        log.debug({ type: message.type }, 'Control message that is not for a gateway')
    }
  }

  return {
    authority,
    start: (running) => {
      gateway = running
      client = createControlClient(
        ports,
        { ...options, role: 'gateway' },
        {
          onUp: (welcome) => onUp(running, welcome),
          onMessage: (message) => onMessage(running, message),
          onDown,
        },
      )
      void client.finished.then((result) => finish(result))
    },
    pendingReportCount: reports.count,
    announceLoad: reportLoad,
    finished,
    stop: async () => {
      stopped = true
      cancelLoad()
      reports.stop()
      await client?.stop()
      onDown()
      finish({ kind: 'stopped' })
    },
  }
}

/** A newer broker may know codes that this version does not. */
const codeOf = (code: string): ErrorCode => (isErrorCode(code) ? code : 'INTERNAL')

const endedByOf = (text: string): EndedBy => {
  switch (text) {
    case 'client':
    case 'host':
    case 'gateway':
      return text
    default:
      return 'administrator'
  }
}
