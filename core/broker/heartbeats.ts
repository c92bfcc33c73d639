/**
 * The last heartbeat of each host, by which a decision judges whether the host is there. Records
 * every sample in the heartbeat log and the transitions as decisions.
 */
import { heartbeatTimeoutMs } from '../domain/limits.ts'
import type { HealthCheckResult, HeartbeatLog, HeartbeatSample, System } from './ports.ts'

/** Names after AVD's session host statuses. */
export type HostStatus = 'Available' | 'NeedsAssistance' | 'Unavailable' | string

export type Heartbeats = {
  /** Loads the newest sample of each host; call once before the first decision. */
  load(): Promise<void>
  receive(sample: HeartbeatSample): void
  lastBeatAt(hostId: string): number
  lastSample(hostId: string): HeartbeatSample | undefined
  /** Beats that old or younger count. */
  isFresh(hostId: string): boolean
  forget(hostId: string): void
  /** Ends the following of other brokers' beats. */
  stop(): void
}

const fatalStatus: Readonly<Record<string, string>> = {
  DomainJoin: 'NotJoinedToDomain',
  DomainTrust: 'DomainTrustRelationshipLost',
  SxSStack: 'SxSStackListenerNotReady',
  SxSStackListener: 'SxSStackListenerNotReady',
}

/** The status that a beat's health checks give (AVD: a fatal one has its own name). */
export const statusOf = (
  checks: readonly HealthCheckResult[],
): { status: HostStatus; failedChecks: string[]; fatal: boolean } => {
  const failed = checks.filter((check) => check.result === 'failed')
  const failedChecks = failed.map((check) => check.name).sort()
  const fatal = failed.find((check) => check.fatal)
  if (fatal) {
    return { status: fatalStatus[fatal.name] ?? 'Unavailable', failedChecks, fatal: true }
  }
  return { status: failed.length > 0 ? 'NeedsAssistance' : 'Available', failedChecks, fatal: false }
}

/** Hosts are placed on in these two statuses only. */
export const acceptsSessions = (status: HostStatus): boolean =>
  status === 'Available' || status === 'NeedsAssistance'

export type HeartbeatPorts = {
  readonly log: HeartbeatLog
  readonly system: Pick<System, 'nowMs' | 'monotonicMs'>
  /** Does another broker hold the channel of this host? */
  readonly isElsewhere?: (hostId: string) => boolean
}

/**
 * Keeps the newest beat of each host. Freshness is measured on the monotonic clock, so that a
 * wall clock that steps retires nobody. A host of another broker is judged by the beats that
 * broker sent, as far as they have come; where heartbeats are not shared, or have not come at all
 * yet, its broker alone judges it and says so in the decision log.
 */
export const createHeartbeats = (
  ports: HeartbeatPorts,
  options: { readonly timeoutMs?: number } = {},
): Heartbeats => {
  const timeoutMs = options.timeoutMs ?? heartbeatTimeoutMs
  const { system, log } = ports
  const isElsewhere = ports.isElsewhere ?? (() => false)
  const samples = new Map<string, { sample: HeartbeatSample; seenAt: number }>()
  let stopFollowing: () => void = () => undefined

  /** Takes beats that somebody received earlier, by the age that the wall clocks give them. */
  const take = (others: readonly HeartbeatSample[]): void => {
    for (const sample of others) {
      const age = Math.max(0, system.nowMs() - sample.receivedAt)
      const seenAt = system.monotonicMs() - age
      const known = samples.get(sample.hostId)
      if (known === undefined || known.seenAt < seenAt) {
        samples.set(sample.hostId, { sample, seenAt })
      }
    }
  }

  /** The moment up to which all beats of this host are known; undefined: its broker must tell. */
  const knownUntil = (hostId: string): number | undefined =>
    isElsewhere(hostId) ? log.others?.currentAt() : system.monotonicMs()

  return {
    load: async () => {
      stopFollowing = log.others?.follow(take) ?? stopFollowing
      take(await log.latest())
    },
    receive: (sample) => {
      samples.set(sample.hostId, { sample, seenAt: system.monotonicMs() })
      log.record(sample)
    },
    lastBeatAt: (hostId) => samples.get(hostId)?.sample.receivedAt ?? 0,
    lastSample: (hostId) => samples.get(hostId)?.sample,
    isFresh: (hostId) => {
      const until = knownUntil(hostId)
      if (until === undefined) return true
      const known = samples.get(hostId)
      return known !== undefined && until - known.seenAt <= timeoutMs
    },
    forget: (hostId) => {
      samples.delete(hostId)
    },
    stop: () => stopFollowing(),
  }
}
