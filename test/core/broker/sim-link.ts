/** Control channels of a simulated site, without a socket. Every message takes a millisecond. */
import type { Broker } from '../../../core/broker/broker.ts'
import type { Channel } from '../../../core/broker/channels.ts'
import type { System } from '../../../core/broker/ports.ts'
import type { ControlMessage } from '../../../proto/control-codec.ts'

/** What a broker of this moment offers to machines; undefined while there is none. */
export type BrokerOf = () => Broker | undefined

export type Link = {
  readonly channel: Channel
  /** Queues a message to the broker; lost when the channel is. */
  send(message: ControlMessage): void
  isUp(): boolean
  /** Cuts the channel and tells the broker, if it lives. */
  drop(reason: string): void
}

const hopMs = 1

/** Opens a control channel between a machine and the broker of this moment. */
export const openLink = (
  system: Pick<System, 'after' | 'newId'>,
  broker: Broker,
  machine: { readonly machineId: string; readonly role: 'agent' | 'gateway' },
  onMessage: (message: ControlMessage) => void,
  onError: (error: unknown) => void,
): Link => {
  let up = true
  let inbox: Promise<unknown> = Promise.resolve()
  const side = machine.role === 'agent' ? broker.hosts : broker.gateways
  const channel: Channel = {
    ...machine,
    incarnation: system.newId(),
    send: (message) => {
      if (up) system.after(hopMs, () => up && onMessage(message))
      return up
    },
    close: (reason) => drop(reason),
  }
  const drop = (reason: string): void => {
    if (!up) return
    up = false
    inbox = inbox.then(() => side.disconnected(channel, reason)).catch(onError)
  }
  return {
    channel,
    isUp: () => up,
    drop,
    send: (message) => {
      system.after(hopMs, () => {
        if (!up) return
        inbox = inbox.then(() => side.receive(channel, message)).catch(onError)
      })
    },
  }
}
