/**
 * What this broker can tell of a host. The broker that holds the host's channel hears its beats;
 * others go by the beats that it shares with them, and where it shares none by the log alone. So a
 * heartbeat log that is not shared, or is away, never retires a host of another broker.
 */
import type { Host } from '../domain/host.ts'
import type { BrokerSight } from './broker-sight.ts'
import { acceptsSessions, type Heartbeats } from './heartbeats.ts'
import type { LiveState } from './live-state.ts'

export type HostSight = {
  /** Can a user session of the host be reached, and a new one go there? The feed says the same. */
  accepts(hostId: string): boolean
  /** Is it available by the log while this broker, whose channel it is, hears nothing of it? */
  isSilent(hostId: string): boolean
  /**
   * It is not silent until this moment of the monotonic clock, unless its record changes; Infinity
   * where only the record tells.
   */
  freshUntil(hostId: string): number
}

/** What the record alone says: could a new user session go there, were its broker and it well? */
export const acceptsByRecord = ({ available, channel, status }: Host): boolean =>
  available && channel !== undefined && acceptsSessions(status)

export type HostSightPorts = {
  readonly live: LiveState
  readonly heartbeats: Pick<Heartbeats, 'isFresh' | 'freshUntil' | 'lastSample'>
  readonly brokers: Pick<BrokerSight, 'isDoubtful'>
  readonly brokerId: string
}

/** What the decision log says of hosts, for a broker that judges their beats. */
export const recordedOfHosts = (live: LiveState, brokerId: string) => ({
  isKnown: (hostId: string): boolean => live.get('host', hostId) !== undefined,
  /** The broker that holds the channel of a host, unless it is this one. */
  holderElsewhere: (hostId: string): string | undefined => {
    const { channel } = live.stateOf('host', hostId)
    return channel?.brokerId === brokerId ? undefined : channel?.brokerId
  },
})

/** Makes the sight of one broker. */
export const createHostSight = (ports: HostSightPorts): HostSight => {
  const { live, heartbeats, brokers, brokerId } = ports

  /** Of a host that nobody holds, whoever heard it last may tell. */
  const mayTell = (hostId: string): boolean =>
    live.stateOf('host', hostId).channel !== undefined ||
    heartbeats.lastSample(hostId) !== undefined

  return {
    accepts: (hostId) => {
      const host = live.stateOf('host', hostId)
      const { channel } = host
      if (channel === undefined || !acceptsByRecord(host)) return false
      const reachable = channel.brokerId === brokerId || !brokers.isDoubtful(channel.brokerId)
      return reachable && heartbeats.isFresh(hostId)
    },
    isSilent: (hostId) =>
      live.stateOf('host', hostId).available && mayTell(hostId) && !heartbeats.isFresh(hostId),
    freshUntil: (hostId) =>
      mayTell(hostId) ? heartbeats.freshUntil(hostId) : Number.POSITIVE_INFINITY,
  }
}
