/**
 * What agents say on their channels: beats, sessions, certificates and answers to orders. A
 * reported session steers its user only if the log put that user on that host.
 */
import type { ControlMessage } from '../../proto/control-codec.ts'
import type { ErrorCode } from '../domain/errors.ts'
import type { Seat } from '../domain/host.ts'
import { hostTargetCountMax, sessionGraceMs } from '../domain/limits.ts'
import type { CommandOf } from './aggregates.ts'
import type { Agreement } from './agreement.ts'
import type { Channel, Channels } from './channels.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import { type Heartbeats, statusOf } from './heartbeats.ts'
import { createHostQuota } from './host-quota.ts'
import type { HostSight } from './host-sight.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { releaseSeat } from './seats.ts'
import { mayBeAbsent, sortSessions } from './session-lists.ts'
import { idOf } from './streams.ts'

type Message<T extends ControlMessage['type']> = Extract<ControlMessage, { type: T }>

export type Hosts = {
  connected(channel: Channel, agentVersion: string): Promise<void>
  disconnected(channel: Channel, reason: string): Promise<void>
  receive(channel: Channel, message: ControlMessage): Promise<void>
  /**
   * Declares the hosts silent that this broker holds and does not hear, ends user sessions that
   * their host lists no more, and those whose limit has passed.
   */
  sweep(): Promise<void>
  /** Does this host tell its sessions itself? */
  reportsSessions(hostId: string): boolean
  /** Was this user session in any list of the host's since its channel came? */
  wasListed(hostId: string, userSessionId: string): boolean
}

/** What a host may say of an order it declined: any other code would speak for somebody else. */
const hostCodes: readonly ErrorCode[] = [
  'HOST_DECLINED',
  'TARGET_UNKNOWN',
  'TARGET_REFUSED',
  'TARGET_TIMED_OUT',
  'HOST_LEG_TIMED_OUT',
  'GATEWAY_UNAVAILABLE',
]

/** The last list of a host, and all of ours that were in any list. */
type SessionList = {
  readonly sessions: Message<'sessionsReport'>['sessions']
  readonly seen: Set<string>
}

export type HostsPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly channels: Channels
  readonly heartbeats: Heartbeats
  readonly sight: Pick<HostSight, 'isSilent'>
  readonly agreement: Pick<Agreement, 'answered'>
  readonly system: System
  readonly brokerId: string
}

/** Makes the host side of one broker. */
export const createHosts = (ports: HostsPorts): Hosts => {
  const { live, handler, channels, heartbeats, system, brokerId } = ports
  /** Hosts whose agent lists its sessions. */
  const reporting = new Map<string, SessionList>()
  /** When each host's channel came or went last: a list may still be under way after it. */
  const channelChangedAt = new Map<string, number>()
  const createdAt = system.monotonicMs()
  const quota = createHostQuota(system)
  /** Certificates that wait for the quota: of each host, by resource. */
  const certificates = new Map<string, Map<string, Uint8Array>>()

  /** Records what a host says of itself. False when it has said too much lately. */
  const record = async (hostId: string, command: CommandOf['host']): Promise<boolean> => {
    if (!quota.admits(hostId)) return false
    const result = await handler.execute('host', hostId, command, causeOf(hostId))
    if (result.kind === 'executed') quota.charge(hostId, result.events.length)
    return result.kind === 'executed' && result.events.length > 0
  }

  const causeOf = (hostId: string, connectionId = ''): Cause => ({
    actor: `agent:${hostId}`,
    connectionId,
    causationId: system.newId(),
  })

  const takeBeat = async (hostId: string, beat: Message<'heartbeat'>): Promise<void> => {
    const { type: _type, ...sample } = beat
    const receivedAt = system.nowMs()
    heartbeats.receive({ hostId, receivedAt, ...sample })
    const { status, failedChecks } = statusOf(sample.healthChecks)
    const host = live.stateOf('host', hostId)
    const known = host.available && host.status === status
    if (known && host.failedChecks.join('\n') === failedChecks.join('\n')) return
    await record(hostId, { type: 'ObserveBeat', beatAt: receivedAt, status, failedChecks })
  }

  const endSession = async (
    hostId: string,
    userSessionStream: string,
    userSessionId: string,
    reason: string,
  ): Promise<void> => {
    const cause = causeOf(hostId)
    const command = { type: 'EndUserSession', userSessionId, reason } as const
    await handler.execute('session', idOf(userSessionStream), command, cause)
    await releaseSeat(handler, hostId, userSessionId, reason, cause)
  }

  const isOver = (seat: Seat, wasSeen: boolean): boolean => {
    const session = live.stateOf('session', idOf(seat.userSessionStream))
    // A session that is neither active nor disconnected is ended by those who ended it.
    const phased = session.phase === 'active' || session.phase === 'disconnected'
    return (wasSeen || phased) && !mayBeAbsent(session, wasSeen, system.nowMs())
  }

  /** Agents tell changes only, so this is asked again by each sweep. */
  const endAbsent = async (hostId: string): Promise<void> => {
    const list = reporting.get(hostId)
    if (!list) return
    const { seen } = list
    const { present } = sortOut(hostId, list)
    for (const [userSessionId, seat] of Object.entries(live.stateOf('host', hostId).seats)) {
      if (present.has(userSessionId) || seat.phase !== 'taken') continue
      if (!isOver(seat, seen.has(userSessionId))) continue
      await endSession(hostId, seat.userSessionStream, userSessionId, 'logged-off')
      seen.delete(userSessionId)
    }
  }

  /** Agents tell changes only, but a seat can go while its session stays: by an administrator. */
  const sortOut = (hostId: string, list: SessionList) =>
    sortSessions(live.stateOf('host', hostId).seats, list.sessions)

  const takeSessions = async (hostId: string, report: Message<'sessionsReport'>): Promise<void> => {
    const seen = reporting.get(hostId)?.seen ?? new Set<string>()
    const list = { sessions: report.sessions, seen }
    for (const id of sortOut(hostId, list).present) seen.add(id)
    reporting.set(hostId, list)
    await recordStrangers(hostId)
    await endAbsent(hostId)
  }

  /** Records nothing when all is recorded; a list that a fault cut short is finished by a sweep. */
  const recordStrangers = async (hostId: string): Promise<void> => {
    // A long list takes several appends; each is of the newest list, whoever else records it.
    for (let more = true; more; ) {
      const list = reporting.get(hostId)
      if (!list) return
      const { strangers } = sortOut(hostId, list)
      const { unassigned } = live.stateOf('host', hostId)
      const known = strangers.every(({ hostSessionId }) => Object.hasOwn(unassigned, hostSessionId))
      if (known && strangers.length === Object.keys(unassigned).length) return
      more = await record(hostId, { type: 'ReportUnassigned', sessions: strangers })
    }
  }

  /** Keeps the newest of each target until the quota lets it be recorded. */
  const recordCertificates = async (hostId: string): Promise<void> => {
    for (const [resourceId, fingerprint] of certificates.get(hostId) ?? []) {
      if (!quota.admits(hostId)) return
      certificates.get(hostId)?.delete(resourceId)
      await record(hostId, { type: 'ReportCertificate', resourceId, fingerprint })
    }
    if (certificates.get(hostId)?.size === 0) certificates.delete(hostId)
  }

  const takeCertificate = async (
    hostId: string,
    { resourceId, fingerprintSha256 }: Message<'certificateReport'>,
  ): Promise<void> => {
    const waiting = certificates.get(hostId) ?? new Map<string, Uint8Array>()
    if (!waiting.has(resourceId) && waiting.size >= hostTargetCountMax) return
    certificates.set(hostId, waiting.set(resourceId, fingerprintSha256))
    await recordCertificates(hostId)
  }

  /** Hosts that cannot tell: the pool's limit ends what is disconnected. */
  const endOverdue = async (): Promise<void> => {
    const now = system.nowMs()
    for (const stream of [...live.indexes.disconnectedSessions]) {
      const { hostId, poolId, userSessionId, disconnectedAt } = live.stateOf(
        'session',
        idOf(stream),
      )
      const { disconnectedLimitMs } = live.stateOf('pool', poolId).settings
      // Whoever holds its channel knows whether the host tells.
      const holder = live.stateOf('host', hostId).channel?.brokerId ?? brokerId
      if (holder !== brokerId || reporting.has(hostId) || disconnectedLimitMs === 0) continue
      if (now - disconnectedAt < disconnectedLimitMs) continue
      // A host that does tell may be about to: the agents come back after the broker.
      const changedAt = channelChangedAt.get(hostId) ?? createdAt
      if (system.monotonicMs() - changedAt < sessionGraceMs) continue
      await endSession(hostId, stream, userSessionId, 'disconnected-limit')
    }
  }

  /** Other brokers judge these hosts by the record, so it must not wait for a decision here. */
  const declareSilent = async (): Promise<void> => {
    for (const { role, machineId: hostId } of channels.all()) {
      if (role !== 'agent' || !ports.sight.isSilent(hostId)) continue
      const lastBeatAt = heartbeats.lastBeatAt(hostId)
      const cause = { ...causeOf(hostId), actor: `broker:${brokerId}` }
      await handler.execute('host', hostId, { type: 'ObserveSilence', lastBeatAt }, cause)
    }
  }

  const takeAnswer = async (
    hostId: string,
    answer: Pick<Message<'rendezvousAnswer'>, 'connectionId' | 'attempt' | 'code' | 'detail'>,
    accepted: boolean,
  ): Promise<void> => {
    const { connectionId, attempt, detail } = answer
    // The order may have gone out through another broker, before the channel came here.
    if (!live.get('connection', connectionId)) await handler.catchUp('connection', connectionId)
    // An agent speaks only for connections that were given to it.
    if (live.get('connection', connectionId)?.state.hostId !== hostId) return
    const code = hostCodes.find((known) => known === answer.code) ?? 'HOST_DECLINED'
    const command = accepted
      ? ({ type: 'AcceptRendezvous', attempt } as const)
      : ({ type: 'DeclineRendezvous', attempt, code, detail: detail.slice(0, 256) } as const)
    await handler.execute('connection', connectionId, command, causeOf(hostId, connectionId), {
      // The leg overtook the answer and said the same.
      isDone: (state) => accepted && state.attempt === attempt && state.hostLegJoined,
    })
  }

  return {
    connected: async (channel, agentVersion) => {
      const { machineId: hostId, incarnation } = channel
      if (!quota.admits(hostId)) return channel.close('this host changes too much: wait a minute')
      channels.add(channel)
      channelChangedAt.set(hostId, system.monotonicMs())
      await record(hostId, { type: 'ConnectAgent', brokerId, incarnation, agentVersion })
    },
    disconnected: async (channel, reason) => {
      const { machineId: hostId, incarnation } = channel
      channels.remove(channel)
      if (channels.agent(hostId) === undefined) reporting.delete(hostId)
      channelChangedAt.set(hostId, system.monotonicMs())
      const command = { type: 'DisconnectAgent', brokerId, incarnation, reason } as const
      await handler.execute('host', hostId, command, causeOf(hostId))
      // Two events for each channel: the second one is recorded in any case.
      quota.charge(hostId, 1)
    },
    receive: async (channel, message) => {
      const hostId = channel.machineId
      switch (message.type) {
        case 'heartbeat':
          return takeBeat(hostId, message)
        case 'machineState':
          return ports.agreement.answered(channel, message)
        case 'sessionsReport':
          return takeSessions(hostId, message)
        case 'certificateReport':
          return takeCertificate(hostId, message)
        case 'rendezvousAnswer':
          return takeAnswer(hostId, message, message.accepted)
        case 'rendezvousOutcome':
          // A leg that joined was redeemed already; only its failure is news.
          return message.code === '' ? undefined : takeAnswer(hostId, message, false)
        default:
          return
      }
    },
    sweep: async () => {
      await declareSilent()
      for (const hostId of [...reporting.keys()]) {
        await recordStrangers(hostId)
        await endAbsent(hostId)
      }
      for (const hostId of [...certificates.keys()]) await recordCertificates(hostId)
      await endOverdue()
    },
    reportsSessions: (hostId) => reporting.has(hostId),
    wasListed: (hostId, userSessionId) => reporting.get(hostId)?.seen.has(userSessionId) === true,
  }
}
