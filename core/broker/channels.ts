/**
 * The control channels that this broker holds, by the machine at their far end. What arrives on
 * them is handled elsewhere; here is only who can be reached.
 */
import type { ControlMessage } from '../../proto/control-codec.ts'
import { channelMemoryCountMax } from '../domain/limits.ts'

export type Channel = {
  readonly machineId: string
  readonly role: 'agent' | 'gateway'
  /** Names this channel in every event about it. */
  readonly incarnation: string
  /** Queues the message; false when the channel is closed or its queue is full. */
  send(message: ControlMessage): boolean
  close(reason: string): void
}

export type Channels = {
  /** Takes the place of an older channel of the same machine, which is closed. */
  add(channel: Channel): void
  /** Forgets it, unless a newer one took its place already. */
  remove(channel: Channel): void
  agent(hostId: string): Channel | undefined
  gateway(gatewayId: string): Channel | undefined
  all(): readonly Channel[]
  /** Was a channel of this incarnation here, as far back as is remembered? */
  hasHad(incarnation: string): boolean
}

/** Makes the empty set. */
export const createChannels = (): Channels => {
  const byKey = new Map<string, Channel>()
  /** Oldest first. */
  const had = new Set<string>()
  const keyOf = (role: string, machineId: string) => `${role} ${machineId}`
  return {
    add: (channel) => {
      const key = keyOf(channel.role, channel.machineId)
      const older = byKey.get(key)
      byKey.set(key, channel)
      had.add(channel.incarnation)
      const [oldest] = had
      if (had.size > channelMemoryCountMax && oldest !== undefined) had.delete(oldest)
      older?.close('a newer channel of the same machine took over')
    },
    remove: (channel) => {
      const key = keyOf(channel.role, channel.machineId)
      if (byKey.get(key) === channel) byKey.delete(key)
    },
    agent: (hostId) => byKey.get(keyOf('agent', hostId)),
    gateway: (gatewayId) => byKey.get(keyOf('gateway', gatewayId)),
    all: () => [...byKey.values()],
    hasHad: (incarnation) => had.has(incarnation),
  }
}
