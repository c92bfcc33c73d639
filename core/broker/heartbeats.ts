/**
 * The last heartbeat of each host, by which a decision judges whether the host is there. Records
 * every sample in the heartbeat log and the transitions as decisions.
 */
import { heardHostCountMax, heartbeatTimeoutMs } from '../domain/limits.ts'
import { createBrokerClocks } from './broker-clocks.ts'
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
  /**
   * Until this moment of the monotonic clock the host is fresh, whatever else is heard; it may
   * turn out fresh for longer. Infinity for a host that its own broker alone judges.
   */
  freshUntil(hostId: string): number
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

/** A beat, and when it was received by our monotonic clock as far as the wall clocks agree. */
type Heard = {
  readonly sample: HeartbeatSample
  /** The other broker that it came from as it was sent. */
  readonly brokerId: string | undefined
  readonly arrivedAt: number
  readonly seenAt: number
}

export type HeartbeatPorts = {
  readonly log: HeartbeatLog
  readonly system: Pick<System, 'nowMs' | 'monotonicMs'>
  /** The other broker that holds the channel of this host; undefined when none does. */
  readonly holderElsewhere?: (hostId: string) => string | undefined
  /** Is this a host of the decision log? Absent: every one is. */
  readonly isKnown?: (hostId: string) => boolean
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
  const holderElsewhere = ports.holderElsewhere ?? (() => undefined)
  const isKnown = ports.isKnown ?? (() => true)
  const clocks = createBrokerClocks()
  const samples = new Map<string, Heard>()
  let stopFollowing: () => void = () => undefined

  /**
   * When the beat was received, by our monotonic clock: by the age that the wall clocks give it, or
   * by what is known of its broker's clock, which may be another one.
   */
  const seenAtOf = ({ sample, brokerId, arrivedAt, seenAt }: Heard): number => {
    const moment = brokerId && clocks.momentOf(brokerId, sample.receivedAt)
    return moment ? Math.max(seenAt, Math.min(arrivedAt, moment)) : seenAt
  }

  const takeOne = (sample: HeartbeatSample, brokerId: string | undefined): void => {
    const age = Math.max(0, system.nowMs() - sample.receivedAt)
    const arrivedAt = system.monotonicMs()
    const heard = { sample, brokerId, arrivedAt, seenAt: arrivedAt - age }
    if (brokerId !== undefined) clocks.heard(brokerId, sample.receivedAt, arrivedAt)
    const known = samples.get(sample.hostId)
    if (known === undefined || seenAtOf(known) < seenAtOf(heard)) samples.set(sample.hostId, heard)
  }

  /** Takes beats that somebody received earlier. */
  const takeStored = (stored: readonly HeartbeatSample[]): void => {
    for (const sample of stored) takeOne(sample, undefined)
  }

  /** Takes beats as they come from other brokers. */
  const takeFollowed = (followed: readonly HeartbeatSample[]): void => {
    for (const sample of followed) {
      const { hostId } = sample
      // A host may beat before its registration is read of; a stranger's topic may name any number.
      const hasRoom = samples.size < heardHostCountMax || samples.has(hostId)
      if (hasRoom || isKnown(hostId)) takeOne(sample, holderElsewhere(hostId))
    }
  }

  /** The moment up to which all beats of this host are known; undefined: its broker must tell. */
  const knownUntil = (hostId: string): number | undefined =>
    holderElsewhere(hostId) === undefined ? system.monotonicMs() : log.others?.currentAt()

  return {
    load: async () => {
      stopFollowing = log.others?.follow(takeFollowed) ?? stopFollowing
      takeStored(await log.latest())
    },
    receive: (sample) => {
      const now = system.monotonicMs()
      samples.set(sample.hostId, { sample, brokerId: undefined, arrivedAt: now, seenAt: now })
      log.record(sample)
    },
    lastBeatAt: (hostId) => samples.get(hostId)?.sample.receivedAt ?? 0,
    lastSample: (hostId) => samples.get(hostId)?.sample,
    isFresh: (hostId) => {
      const until = knownUntil(hostId)
      if (until === undefined) return true
      const known = samples.get(hostId)
      return known !== undefined && until - seenAtOf(known) <= timeoutMs
    },
    freshUntil: (hostId) => {
      if (holderElsewhere(hostId) !== undefined && !log.others) return Number.POSITIVE_INFINITY
      const known = samples.get(hostId)
      return known === undefined ? Number.NEGATIVE_INFINITY : known.seenAt + timeoutMs
    },
    forget: (hostId) => {
      samples.delete(hostId)
    },
    stop: () => stopFollowing(),
  }
}
