/**
 * What agents say on their channels: beats, sessions, certificates and answers to orders. A
 * reported session steers its user only if the log put that user on that host.
 */
import type { ControlMessage } from '../../proto/control-codec.ts'
import { isErrorCode } from '../domain/errors.ts'
import { sessionGraceMs } from '../domain/limits.ts'
import type { Channel, Channels } from './channels.ts'
import type { Cause, CommandHandler } from './handle-command.ts'
import { acceptsSessions, type Heartbeats, statusOf } from './heartbeats.ts'
import type { LiveState } from './live-state.ts'
import type { System } from './ports.ts'
import { releaseSeat } from './seats.ts'
import { idOf } from './streams.ts'

type Message<T extends ControlMessage['type']> = Extract<ControlMessage, { type: T }>

export type Hosts = {
  connected(channel: Channel, agentVersion: string): Promise<void>
  disconnected(channel: Channel, reason: string): Promise<void>
  receive(channel: Channel, message: ControlMessage): Promise<void>
  /** Ends disconnected user sessions whose limit has passed. */
  sweepDisconnected(): Promise<void>
  /** Does this host tell its sessions itself? */
  reportsSessions(hostId: string): boolean
}

export type HostsPorts = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly channels: Channels
  readonly heartbeats: Heartbeats
  readonly system: System
  readonly brokerId: string
}

/** Makes the host side of one broker. */
export const createHosts = (ports: HostsPorts): Hosts => {
  const { live, handler, channels, heartbeats, system, brokerId } = ports
  /** Hosts whose agent lists its sessions, and when each of our sessions was first seen there. */
  const reporting = new Map<string, Set<string>>()
  const takenAt = new Map<string, number>()

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
    const command = { type: 'ObserveBeat', beatAt: receivedAt, status, failedChecks } as const
    await handler.execute('host', hostId, command, causeOf(hostId))
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
    takenAt.delete(userSessionId)
  }

  /** True once a seat has been taken long enough that its absence in a report means its end. */
  const isSettled = (userSessionId: string, seen: Set<string>): boolean => {
    if (seen.has(userSessionId)) return true
    const now = system.monotonicMs()
    const since = takenAt.get(userSessionId)
    if (since === undefined) takenAt.set(userSessionId, now)
    return since !== undefined && now - since >= sessionGraceMs
  }

  const takeSessions = async (hostId: string, report: Message<'sessionsReport'>): Promise<void> => {
    const seen = reporting.get(hostId) ?? new Set<string>()
    reporting.set(hostId, seen)
    const { seats } = live.stateOf('host', hostId)
    const ours = report.sessions.filter((session) => seats[session.userSessionId])
    const strangers = report.sessions
      .filter((session) => !seats[session.userSessionId])
      .map(({ hostSessionId, userSessionId }) => ({
        hostSessionId,
        claimedUserSessionId: userSessionId,
      }))
    const command = { type: 'ReportUnassigned', sessions: strangers } as const
    await handler.execute('host', hostId, command, causeOf(hostId))
    const present = new Set(ours.map((session) => session.userSessionId))
    for (const id of present) seen.add(id)
    for (const [userSessionId, seat] of Object.entries(seats)) {
      if (present.has(userSessionId) || seat.phase !== 'taken') continue
      if (!isSettled(userSessionId, seen)) continue
      seen.delete(userSessionId)
      await endSession(hostId, seat.userSessionStream, userSessionId, 'logged-off')
    }
  }

  const takeAnswer = async (
    hostId: string,
    answer: Pick<Message<'rendezvousAnswer'>, 'connectionId' | 'attempt' | 'code' | 'detail'>,
    accepted: boolean,
  ): Promise<void> => {
    const { connectionId, attempt, detail } = answer
    // An agent speaks only for connections that were given to it.
    if (live.get('connection', connectionId)?.state.hostId !== hostId) return
    const code = isErrorCode(answer.code) ? answer.code : 'HOST_DECLINED'
    const command = accepted
      ? ({ type: 'AcceptRendezvous', attempt } as const)
      : ({ type: 'DeclineRendezvous', attempt, code, detail: detail.slice(0, 256) } as const)
    await handler.execute('connection', connectionId, command, causeOf(hostId, connectionId))
  }

  return {
    connected: async (channel, agentVersion) => {
      const { machineId: hostId, incarnation } = channel
      channels.add(channel)
      const command = { type: 'ConnectAgent', brokerId, incarnation, agentVersion } as const
      await handler.execute('host', hostId, command, causeOf(hostId))
    },
    disconnected: async (channel, reason) => {
      const { machineId: hostId, incarnation } = channel
      channels.remove(channel)
      if (channels.agent(hostId) === undefined) reporting.delete(hostId)
      const command = { type: 'DisconnectAgent', brokerId, incarnation, reason } as const
      await handler.execute('host', hostId, command, causeOf(hostId))
    },
    receive: async (channel, message) => {
      const hostId = channel.machineId
      switch (message.type) {
        case 'heartbeat':
          return takeBeat(hostId, message)
        case 'sessionsReport':
          return takeSessions(hostId, message)
        case 'certificateReport': {
          const { resourceId, fingerprintSha256: fingerprint } = message
          const command = { type: 'ReportCertificate', resourceId, fingerprint } as const
          await handler.execute('host', hostId, command, causeOf(hostId))
          return
        }
        case 'rendezvousAnswer':
          return takeAnswer(hostId, message, message.accepted)
        case 'rendezvousOutcome':
          // A leg that joined was redeemed already; only its failure is news.
          return message.code === '' ? undefined : takeAnswer(hostId, message, false)
        default:
          return
      }
    },
    sweepDisconnected: async () => {
      const now = system.nowMs()
      for (const stream of [...live.indexes.disconnectedSessions]) {
        const session = live.stateOf('session', idOf(stream))
        const { disconnectedLimitMs } = live.stateOf('pool', session.poolId).settings
        if (reporting.has(session.hostId) || disconnectedLimitMs === 0) continue
        if (now - session.disconnectedAt < disconnectedLimitMs) continue
        await endSession(session.hostId, stream, session.userSessionId, 'disconnected-limit')
      }
    },
    reportsSessions: (hostId) => reporting.has(hostId),
  }
}

/** Is the host one that a new session may go to now? The feed shows the same answer. */
export const hostAccepts = (live: LiveState, heartbeats: Heartbeats, hostId: string): boolean => {
  const host = live.stateOf('host', hostId)
  const reachable = host.available && host.channel !== undefined && heartbeats.isFresh(hostId)
  return reachable && acceptsSessions(host.status)
}
