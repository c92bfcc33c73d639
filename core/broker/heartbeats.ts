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

/**
 * Keeps the newest beat of each host. Freshness is measured on the monotonic clock, so that a
 * wall clock that steps retires nobody.
 */
export const createHeartbeats = (
  ports: { readonly log: HeartbeatLog; readonly system: Pick<System, 'nowMs' | 'monotonicMs'> },
  options: { readonly timeoutMs?: number } = {},
): Heartbeats => {
  const timeoutMs = options.timeoutMs ?? heartbeatTimeoutMs
  const samples = new Map<string, { sample: HeartbeatSample; seenAt: number }>()
  return {
    load: async () => {
      const { nowMs, monotonicMs } = ports.system
      for (const sample of await ports.log.latest()) {
        const age = Math.max(0, nowMs() - sample.receivedAt)
        samples.set(sample.hostId, { sample, seenAt: monotonicMs() - age })
      }
    },
    receive: (sample) => {
      samples.set(sample.hostId, { sample, seenAt: ports.system.monotonicMs() })
      ports.log.record(sample)
    },
    lastBeatAt: (hostId) => samples.get(hostId)?.sample.receivedAt ?? 0,
    lastSample: (hostId) => samples.get(hostId)?.sample,
    isFresh: (hostId) => {
      const known = samples.get(hostId)
      return known !== undefined && ports.system.monotonicMs() - known.seenAt <= timeoutMs
    },
    forget: (hostId) => {
      samples.delete(hostId)
    },
  }
}
