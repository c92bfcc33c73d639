/**
 * The work of one open control channel: hands what the machine says to the broker, in an order
 * that keeps what belongs together, and reports the channel's beginning and end. A fault of the
 * log while handling a message costs that message's answer, never the channel.
 */
import type { ControlMessage, ControlMessageOf } from '../../proto/control-codec.ts'
import type { Channel } from '../broker/channels.ts'
import type { Gateways } from '../broker/gateways.ts'
import type { Hosts } from '../broker/hosts.ts'
import { type ErrorCode, Fault } from '../domain/errors.ts'
import { createControlInbox } from './control-inbox.ts'

type Write = (fields: Readonly<Record<string, unknown>>, text: string) => void

/** Where trouble with machines is told; pino's loggers fit. */
export type ControlLog = { readonly debug: Write; readonly info: Write; readonly warn: Write }

export type ControlChannelPorts = {
  readonly broker: {
    readonly hosts: Pick<Hosts, 'connected' | 'disconnected' | 'receive'>
    readonly gateways: Pick<Gateways, 'connected' | 'disconnected' | 'receive'>
  }
  readonly log: ControlLog
}

export type ControlChannelOptions = {
  readonly softwareVersion: string
  readonly inboxCountMax: number
  readonly inboxBytesMax: number
  /** Ends the channel for a machine that breaks the protocol. */
  readonly breakOff: (detail: string) => void
}

export type OpenChannel = {
  /** Queues a message of so many bytes. */
  receive(message: ControlMessage, bytes: number): void
  /** The machine broke the protocol: nothing more is begun of what it said. */
  discard(): void
  /** The socket is gone; resolves when everything has been handled. */
  end(reason: string): Promise<void>
}

/** Messages that depend on each other's order share a lane. */
const laneOf = (message: ControlMessage): string => {
  switch (message.type) {
    case 'authorizeClient':
    case 'authorizeHost':
      return `request ${message.requestId}`
    case 'legReport':
    case 'rendezvousAnswer':
    case 'rendezvousOutcome':
      return `connection ${message.connectionId}`
    default:
      return ''
  }
}

/** The code that a peer is told for an error of ours. */
export const codeOf = (error: unknown): ErrorCode =>
  error instanceof Fault ? error.code : 'INTERNAL'

/** Starts the work of a channel whose machine was welcomed. */
export const createControlChannel = (
  ports: ControlChannelPorts,
  channel: Channel,
  options: ControlChannelOptions,
): OpenChannel => {
  const { hosts, gateways } = ports.broker
  const { log } = ports
  const { machineId, role } = channel
  const inbox = createControlInbox({
    countMax: options.inboxCountMax,
    bytesMax: options.inboxBytesMax,
  })
  /** Gateways speak for themselves first; until then nothing of them is handled. */
  let introduced = false

  const begin = (work: () => Promise<void>): void =>
    inbox.barrier(async () => {
      try {
        await work()
      } catch (error) {
        // A channel that the log does not know can never be used: the machine tries again.
        log.warn({ error, machineId }, 'Control channel could not be recorded')
        channel.close(codeOf(error))
      }
    })

  const handle = async (message: ControlMessage): Promise<void> => {
    try {
      if (role === 'agent') await hosts.receive(channel, message)
      else await gateways.receive(channel, message)
    } catch (error) {
      log.warn({ error, machineId, message: message.type }, 'Control message could not be handled')
      if (message.type !== 'authorizeClient' && message.type !== 'authorizeHost') return
      const { requestId } = message
      channel.send({ type: 'legRefused', requestId, code: codeOf(error), detail: '' })
    }
  }

  const introduce = (state: ControlMessageOf<'gatewayState'>): void => {
    introduced = true
    begin(() => gateways.connected(channel, options.softwareVersion, state))
  }

  if (role === 'agent') begin(() => hosts.connected(channel, options.softwareVersion))
  return {
    receive: (message, bytes) => {
      if (role === 'gateway' && !introduced) {
        if (message.type === 'gatewayState') introduce(message)
        else options.breakOff(`the first message is ${message.type}, not gatewayState`)
      } else if (!inbox.push(laneOf(message), bytes, () => handle(message))) {
        options.breakOff('more messages wait on this channel than the broker takes')
      }
    },
    discard: inbox.discard,
    end: (reason) => {
      inbox.barrier(async () => {
        try {
          if (role === 'agent') await hosts.disconnected(channel, reason)
          else if (introduced) await gateways.disconnected(channel, reason)
        } catch (error) {
          log.warn({ error, machineId }, 'End of a control channel could not be recorded')
        }
      })
      return inbox.idle()
    },
  }
}
