/** The broker's end of a control channel, with a machine behind it that a test plays. */
import type { Channel } from '../../../core/broker/channels.ts'
import type { ControlMessage } from '../../../proto/control-codec.ts'

type Message<T extends ControlMessage['type']> = Extract<ControlMessage, { type: T }>

export type FakeChannel = Channel & {
  readonly sent: ControlMessage[]
  readonly closedFor: string[]
  /** Called with everything that the broker sends. */
  onSend: (message: ControlMessage) => void
  /** The first message of this type, sent already or later. */
  sentOf<T extends ControlMessage['type']>(type: T): Promise<Message<T>>
}

/** An open channel that takes everything. */
export const createFakeChannel = (
  role: Channel['role'],
  machineId: string,
  incarnation: string,
): FakeChannel => {
  const waiters = new Set<() => void>()
  const channel: FakeChannel = {
    role,
    machineId,
    incarnation,
    sent: [],
    closedFor: [],
    onSend: () => undefined,
    send: (message) => {
      channel.sent.push(message)
      channel.onSend(message)
      for (const wake of waiters) wake()
      return true
    },
    close: (reason) => {
      channel.closedFor.push(reason)
    },
    sentOf: <T extends ControlMessage['type']>(type: T) =>
      new Promise<Message<T>>((resolve) => {
        const look = (): void => {
          const found = channel.sent.find((message): message is Message<T> => message.type === type)
          if (found === undefined) return
          waiters.delete(look)
          resolve(found)
        }
        waiters.add(look)
        look()
      }),
  }
  return channel
}
