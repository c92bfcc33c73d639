/**
 * One simulated session host on the real control protocol, as light as it can be: a control
 * channel with its key, heartbeats, answers to orders. It fails and falls silent when told to.
 *
 *   away -> dialling -> up -> waiting -> dialling …      fail() or leave() from anywhere -> away
 */
import type { WebSocket } from 'ws'
import type { System } from '../../core/broker/ports.ts'
import {
  controlBufferedBytesMax,
  controlHandshakeMs,
  controlKeepaliveMs,
  controlMessageBytesMax,
  controlProtocolVersion,
  controlSilenceMs,
  reconnectDelayMaxMs,
  reconnectDelayMinMs,
  swarmHostMemoryBytes,
} from '../../core/domain/limits.ts'
import type { MachineKey } from '../../core/identity/machine-keys.ts'
import type { JoinToken } from '../../core/identity/registration-tokens.ts'
import type { ControlMessage, ControlMessageOf } from '../../proto/control-codec.ts'
import { reconnectDelayMs } from '../../relay/agent/reconnect.ts'
import { type ControlChannel, createControlChannel } from '../../relay/control-channel.ts'
import { dialWebSocket } from '../../relay/websocket-dial.ts'
import type { SwarmNetwork } from './network.ts'
import { createPausableTimers } from './pausable-timers.ts'

export type RendezvousOrder = ControlMessageOf<'rendezvousOrder'>

export type SimHost = {
  readonly name: string
  /** The id that the broker gave; '' before the first welcome. */
  machineId(): string
  isUp(): boolean
  /** Dials now, and again whenever the channel ends. Nothing when it does so already. */
  start(): void
  /** Breaks off without a word, as a machine does that loses its power; away until start(). */
  fail(): void
  /** Hears and says nothing more, with every socket open; heal() ends it. */
  fallSilent(): void
  heal(): void
  /** Queues a message for the broker; false when there is no channel. */
  send(message: ControlMessage): boolean
  /** Ends the channel in order. Resolves when the socket is gone. */
  leave(): Promise<void>
}

export type SimHostHandlers = {
  onUp(): void
  onDown(): void
  onBeat(): void
  /** An attempt that came to nothing: a code of the broker's, or a word for it. */
  onFailure(code: string): void
  onOrder(order: RendezvousOrder): void
  onCancel(connectionId: string, attempt: number): void
  /** Connections that this host relays now. */
  relays(): readonly string[]
}

/** Makes a host that is away. */
export const createSimHost = (
  ports: {
    readonly system: Pick<System, 'after' | 'monotonicMs' | 'random'>
    readonly network: SwarmNetwork
    readonly key: MachineKey
  },
  options: {
    readonly name: string
    /** Chooses its broker and the address it dials from. */
    readonly index: number
    readonly join: JoinToken
    readonly softwareVersion: string
  },
  handlers: SimHostHandlers,
): SimHost => {
  const timers = createPausableTimers(ports.system)
  const system = { ...ports.system, after: timers.after }
  let wanted = false
  let turn = 0
  let failures = 0
  let machineId = ''
  let up = false
  let socket: WebSocket | undefined
  let channel: ControlChannel | undefined
  let cancelNext: () => void = () => undefined

  const retry = (code: string): void => {
    handlers.onFailure(code)
    failures += 1
    const limits = { delayMinMs: reconnectDelayMinMs, delayMaxMs: reconnectDelayMaxMs }
    const delayMs = reconnectDelayMs(failures, ports.system.random(), limits)
    cancelNext = timers.after(delayMs, () => void dial())
  }

  const beat = (intervalMs: number): void => {
    const relays = handlers.relays().length
    const sent = channel?.send({
      type: 'heartbeat',
      activeSessions: relays,
      disconnectedSessions: 0,
      cpuLoad: Math.min(1, 0.05 + relays / 10),
      memoryUsedBytes: swarmHostMemoryBytes / 4,
      memoryTotalBytes: swarmHostMemoryBytes,
      agentVersion: options.softwareVersion,
      healthChecks: [{ name: 'SxSStack', fatal: true, result: 'succeeded', message: '' }],
    })
    if (sent) handlers.onBeat()
    cancelNext = timers.after(intervalMs, () => beat(intervalMs))
  }

  const hear = (message: ControlMessage): void => {
    if (message.type === 'rendezvousOrder') handlers.onOrder(message)
    else if (message.type === 'rendezvousCancel') {
      handlers.onCancel(message.connectionId, message.attempt)
    } else if (message.type === 'stateRequest') {
      channel?.send({
        type: 'machineState',
        requestId: message.requestId,
        relayConnectionIds: [...handlers.relays()],
        listsSessions: false,
        sessions: [],
      })
    }
  }

  const hello = (): ControlMessageOf<'hello'> => ({
    type: 'hello',
    protocolVersion: controlProtocolVersion,
    role: 'agent',
    machineName: options.name,
    softwareVersion: options.softwareVersion,
    publicKey: ports.key.publicKey,
    machineId,
    ...(machineId === ''
      ? { join: { tokenId: options.join.tokenId, secret: options.join.secret } }
      : {}),
  })

  const openChannel = (opened: WebSocket): void => {
    const mine = turn
    socket = opened
    channel = createControlChannel(
      opened,
      { system },
      {
        hello: hello(),
        sign: ({ nonce, siteId, brokerId }) =>
          ports.key.sign({ role: 'agent', nonce, siteId, brokerId }),
        handshakeMs: controlHandshakeMs,
        keepaliveMs: controlKeepaliveMs,
        silenceMs: controlSilenceMs,
        bufferedBytesMax: controlBufferedBytesMax,
      },
      {
        onWelcome: (welcome) => {
          machineId = welcome.machineId
          failures = 0
          up = true
          handlers.onUp()
          beat(welcome.heartbeatIntervalMs)
        },
        onMessage: hear,
        onEnd: (end) => {
          if (mine !== turn) return
          lose()
          if (wanted) retry(end.kind === 'rejected' ? end.code : 'CHANNEL_LOST')
        },
      },
    )
  }

  const dial = async (): Promise<void> => {
    turn += 1
    const mine = turn
    const { brokers } = options.join
    const { ca, secureContext } = ports.network
    const dialled = await dialWebSocket(
      { system: ports.system },
      {
        url: new URL('/control', brokers[options.index % brokers.length]).href,
        subprotocol: 'causeway.control.v1',
        ca,
        secureContext,
        localAddress: ports.network.localAddress(options.index),
        deadlineMs: controlHandshakeMs,
        messageBytesMax: controlMessageBytesMax,
      },
    )
    if (mine !== turn) {
      if (dialled.kind === 'open') dialled.socket.terminate()
    } else if (dialled.kind === 'open') openChannel(dialled.socket)
    else if (dialled.kind === 'refused') retry(dialled.code || `HTTP_${dialled.status}`)
    else retry(dialled.kind === 'timed-out' ? 'DIAL_TIMED_OUT' : 'DIAL_FAILED')
  }

  /** What belongs to a channel is over, whoever ended it. */
  const lose = (): void => {
    cancelNext()
    channel = undefined
    socket = undefined
    if (up) {
      up = false
      handlers.onDown()
    }
  }

  const away = (): void => {
    wanted = false
    turn += 1
    timers.resume()
    lose()
  }

  return {
    name: options.name,
    machineId: () => machineId,
    isUp: () => up,
    start: () => {
      if (wanted) return
      wanted = true
      void dial()
    },
    fail: () => {
      const last = socket
      away()
      last?.terminate()
    },
    fallSilent: () => {
      timers.pause()
      socket?.pause()
    },
    heal: () => {
      socket?.resume()
      timers.resume()
    },
    send: (message) => !timers.isPaused() && (channel?.send(message) ?? false),
    leave: async () => {
      const [last, lastSocket] = [channel, socket]
      away()
      lastSocket?.resume()
      last?.close()
      await last?.closed
    },
  }
}
