/**
 * Keeps one control channel to any of the brokers up for as long as the machine lives: dials,
 * proves its key, dials again with growing delays, and stops only when told to or when the broker
 * says that trying again is of no use.
 *
 *   dialling -> opening -> up -> waiting -> dialling …      stop() or a final refusal -> finished
 */
import type { WebSocket } from 'ws'
import type { System } from '../core/broker/ports.ts'
import { errorTable, isErrorCode } from '../core/domain/errors.ts'
import {
  controlBufferedBytesMax,
  controlHandshakeMs,
  controlKeepaliveMs,
  controlMessageBytesMax,
  controlProtocolVersion,
  controlSilenceMs,
  reconnectDelayMaxMs,
  reconnectDelayMinMs,
  reconnectSpreadMaxMs,
  reconnectUnknownKeyMs,
} from '../core/domain/limits.ts'
import type { MachineKey } from '../core/identity/machine-keys.ts'
import { type ControlMessage, type ControlMessageOf, controlFault } from '../proto/control-codec.ts'
import { redialDelayMs, shuffled } from './agent/reconnect.ts'
import {
  type ChannelEnd,
  type ControlChannel,
  createControlChannel,
  type Welcome,
} from './control-channel.ts'
import type { ControlTrust } from './control-trust.ts'
import type { Log } from './log-port.ts'
import { dialWebSocket } from './websocket-dial.ts'

/** The subprotocol of the control channel. */
const controlSubprotocol = 'causeway.control.v1'

type MachineRole = 'agent' | 'gateway'

/** Why the client stopped for good. */
export type ControlResult =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'rejected'; readonly code: string; readonly detail: string }
  | { readonly kind: 'untrusted'; readonly detail: string }

export type ControlClientOptions = {
  /** `wss://host:port`, at least one; tried in random order. */
  readonly brokerUrls: readonly string[]
  readonly role: MachineRole
  readonly machineName: string
  readonly softwareVersion: string
  /** Given by an earlier registration; absent while joining. */
  readonly machineId?: string | undefined
  /** From a join token; used while there is no machine id, or when it is no longer known. */
  readonly join?: { readonly tokenId: string; readonly secret: Uint8Array } | undefined
  /** Milliseconds; each defaults to the bound of the same name in limits.ts. */
  readonly delayMinMs?: number
  readonly delayMaxMs?: number
  readonly unknownKeyMs?: number
  readonly keepaliveMs?: number
  readonly silenceMs?: number
  readonly handshakeMs?: number
}

export type ControlHandlers = {
  /** The channel is up; what is sent from here on follows the welcome. */
  onUp(welcome: Welcome): void
  onMessage(message: ControlMessage): void
  /** The channel that was up is gone. */
  onDown?(detail: string): void
}

export type ControlClient = {
  /** Queues a message on the channel that is up; false when none is, or too much waits. */
  send(message: ControlMessage): boolean
  isUp(): boolean
  /** Resolves when the client has stopped for good. Never rejects. */
  readonly finished: Promise<ControlResult>
  /** Ends the channel and all trying. Idempotent, resolves with finished. */
  stop(): Promise<void>
}

/** Trying again cannot help: somebody must change something first. */
const finalCodes: ReadonlySet<string> = new Set([
  'REGISTRATION_TOKEN_INVALID',
  'REGISTRATION_TOKEN_EXPIRED',
  'HOST_NAME_TAKEN',
  'PROTOCOL_VERSION_UNSUPPORTED',
])

/** Starts dialling at once. */
export const createControlClient = (
  ports: {
    readonly system: Pick<System, 'after' | 'monotonicMs' | 'random'>
    readonly key: MachineKey
    readonly trust: ControlTrust
    readonly log: Log
  },
  options: ControlClientOptions,
  handlers: ControlHandlers,
): ControlClient => {
  const { system, log } = ports
  const delayLimits = {
    delayMinMs: options.delayMinMs ?? reconnectDelayMinMs,
    delayMaxMs: options.delayMaxMs ?? reconnectDelayMaxMs,
  }
  if (options.machineId === undefined && options.join === undefined) {
    throw new Error('control client needs a machine id or a join token')
  }
  const handshakeMs = options.handshakeMs ?? controlHandshakeMs
  const stopping = new AbortController()
  let machineId = options.machineId ?? ''
  let channel: ControlChannel | undefined
  let up = false
  let round: readonly string[] = []
  let failedRounds = 0
  /** What the broker of the lost channel asked for; counts once. */
  let spreadMs = 0
  let attempting: Promise<void> | undefined
  let cancelRetry: () => void = () => undefined
  let finish: (result: ControlResult) => void = () => undefined
  const finished = new Promise<ControlResult>((resolve) => {
    finish = resolve
  })

  const stopWith = (result: ControlResult): void => {
    stopping.abort()
    cancelRetry()
    channel?.close()
    finish(result)
  }

  const retry = (detail: string, delayMs?: number): void => {
    if (stopping.signal.aborted) return
    const addressesLeft = round.length
    if (addressesLeft === 0) failedRounds += 1
    const redial = { failedRounds, addressesLeft, spreadMs }
    const draws = [system.random(), system.random()] as const
    const wait = delayMs ?? redialDelayMs(redial, draws, delayLimits)
    spreadMs = 0
    log.debug({ detail, delayMs: Math.round(wait) }, 'Control channel will be dialled again')
    cancelRetry = system.after(wait, begin)
  }

  const begin = (): void => {
    attempting = attempt()
  }

  const attempt = async (): Promise<void> => {
    if (round.length === 0) round = shuffled(options.brokerUrls, () => system.random())
    const [url = '', ...rest] = round
    round = rest
    const trust = await ports.trust.resolve(url, stopping.signal)
    if (stopping.signal.aborted) return
    if (trust.kind === 'untrusted') stopWith(trust)
    else if (trust.kind === 'unreachable') retry(`${url}: ${trust.detail}`)
    else await dial(url, trust.ca)
  }

  const dial = async (url: string, ca: string | undefined): Promise<void> => {
    const dialled = await dialWebSocket(ports, {
      url: new URL('/control', url).href,
      subprotocol: controlSubprotocol,
      ca,
      deadlineMs: handshakeMs,
      messageBytesMax: controlMessageBytesMax,
      signal: stopping.signal,
    })
    switch (dialled.kind) {
      case 'open':
        if (stopping.signal.aborted) dialled.socket.terminate()
        else open(dialled.socket, url)
        break
      case 'refused':
        retry(`${url}: refused with status ${dialled.status} ${dialled.code}`)
        break
      case 'timed-out':
        retry(`${url}: no answer in time`)
        break
      case 'failed':
        retry(`${url}: ${dialled.detail}`)
    }
  }

  const hello = (): ControlMessageOf<'hello'> => ({
    type: 'hello',
    protocolVersion: controlProtocolVersion,
    role: options.role,
    machineName: options.machineName,
    softwareVersion: options.softwareVersion,
    publicKey: ports.key.publicKey,
    machineId,
    ...(machineId === '' && options.join !== undefined ? { join: options.join } : {}),
  })

  const open = (socket: WebSocket, url: string): void => {
    let upAt = 0
    channel = createControlChannel(
      socket,
      ports,
      {
        hello: hello(),
        sign: ({ nonce, siteId, brokerId }) =>
          ports.key.sign({ role: options.role, nonce, siteId, brokerId }),
        handshakeMs,
        keepaliveMs: options.keepaliveMs ?? controlKeepaliveMs,
        silenceMs: options.silenceMs ?? controlSilenceMs,
        bufferedBytesMax: controlBufferedBytesMax,
      },
      {
        onWelcome: (welcome) => {
          machineId = welcome.machineId
          upAt = system.monotonicMs()
          up = true
          spreadMs = Math.min(welcome.reconnectSpreadMs, reconnectSpreadMaxMs)
          round = []
          log.info({ brokerUrl: url, machineId }, 'Control channel is up')
          handlers.onUp(welcome)
        },
        onMessage: handlers.onMessage,
        onUnknown: () =>
          log.debug({ brokerUrl: url }, 'Control message of a newer version skipped'),
        onEnd: (end) => ended(end, upAt),
      },
    )
  }

  const ended = (end: ChannelEnd, upAt: number): void => {
    channel = undefined
    if (up) {
      up = false
      // A channel that held is a success; one that is cut at once counts as a failure.
      if (system.monotonicMs() - upAt >= delayLimits.delayMaxMs) failedRounds = 0
      log.info({ detail: end.detail }, 'Control channel is down')
      handlers.onDown?.(end.detail)
    }
    if (end.kind === 'lost') retry(end.detail)
    else if (!stopping.signal.aborted) rejected(end)
  }

  const rejected = (end: Extract<ChannelEnd, { kind: 'rejected' }>): void => {
    const { code, detail } = end
    const fix = isErrorCode(code) ? errorTable[code].remedy : ''
    log.warn({ code, detail, fix }, 'Broker rejected this machine')
    if (finalCodes.has(end.code)) {
      stopWith(end)
    } else if (end.code !== 'AGENT_KEY_UNKNOWN') {
      retry(`${end.code}: ${end.detail}`)
    } else if (options.join !== undefined && machineId !== '') {
      // It was removed, and its owner gave it a new token.
      machineId = ''
      retry('joining again', delayLimits.delayMinMs)
    } else {
      retry('unknown to the broker', options.unknownKeyMs ?? reconnectUnknownKeyMs)
    }
  }

  const fault = controlFault(hello())
  if (fault !== undefined) throw new Error(`control client cannot introduce itself: ${fault}`)
  begin()
  return {
    send: (message) => channel?.send(message) ?? false,
    isUp: () => up,
    finished,
    stop: async () => {
      const last = channel
      stopWith({ kind: 'stopped' })
      await attempting
      await last?.closed
      await finished
    },
  }
}
