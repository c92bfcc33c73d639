/**
 * One broker: the parts of this folder joined, from the first event it reads to its stop. Any
 * number of brokers share one log; there is no protocol between them.
 */
import type { DomainEvent } from '../domain/events.ts'
import { sessionSweepMs } from '../domain/limits.ts'
import { type Channels, createChannels } from './channels.ts'
import { type ConnectionRunner, createConnectionRunner } from './connection-runner.ts'
import { createStepRunner } from './connection-steps.ts'
import {
  type Connections,
  createConnections,
  type Requester,
  type TicketPort,
} from './connections.ts'
import { createEnrolment, type Enrolment } from './enrolment.ts'
import { type FeedEntry, feedOf } from './feed.ts'
import { createGateways, type Gateways } from './gateways.ts'
import { type CommandHandler, createCommandHandler } from './handle-command.ts'
import { createHeartbeats, type Heartbeats } from './heartbeats.ts'
import { createHosts, type Hosts } from './hosts.ts'
import { createLiveState, type LiveState } from './live-state.ts'
import type {
  EventLog,
  HeartbeatLog,
  PersonDirectory,
  Position,
  Subscription,
  System,
} from './ports.ts'
import { orphanedSeats, releaseSeat } from './seats.ts'
import { createRendezvousSecrets } from './secrets.ts'

export type BrokerPorts = {
  readonly log: EventLog
  readonly heartbeatLog: HeartbeatLog
  readonly people: PersonDirectory
  readonly tickets: TicketPort
  readonly system: System
  /** The user id of a valid user token, or undefined. */
  readonly userOf: (bearer: string) => Promise<string | undefined>
  readonly userSessionKey: (poolId: string, userId: string) => string
  readonly hostIdOf: (name: string) => string
  /** Told of every fault that has no caller to answer. */
  readonly onFault: (connectionId: string, error: unknown) => void
}

export type BrokerOptions = {
  readonly brokerId: string
  /** Audience of tickets that any gateway of the site may redeem. */
  readonly siteAudience: string
  /** Silence after which a host is Unavailable; for tests and special sites. */
  readonly heartbeatTimeoutMs?: number
}

export type Broker = {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly channels: Channels
  readonly heartbeats: Heartbeats
  readonly connections: Connections
  readonly enrolment: Enrolment
  readonly gateways: Gateways
  readonly hosts: Hosts
  readonly runner: ConnectionRunner
  feed(requester: Pick<Requester, 'userId' | 'groups'>): readonly FeedEntry[]
  /**
   * Ends a connection for an administrator: a running relay is cut by its gateway, one that is
   * being set up fails. False when there is no open connection by that id.
   */
  endConnection(connectionId: string, administrator: string): Promise<boolean>
  /** Ends a user session and frees its seat. */
  endUserSession(sessionKey: string, reason: string, administrator: string): Promise<boolean>
  /** Folds the log, finishes what a crash left, and goes on following. */
  start(onProgress?: (done: number, total: number) => void): Promise<void>
  /** The position up to which the live state has followed the log. */
  followed(): Position | undefined
  stop(): Promise<void>
}

/** Joins the parts; nothing happens before start. */
export const createBroker = (ports: BrokerPorts, options: BrokerOptions): Broker => {
  const { log, system } = ports
  const { brokerId, siteAudience } = options
  const live = createLiveState()
  const channels = createChannels()
  const timeout = options.heartbeatTimeoutMs
  const heartbeats = createHeartbeats(
    { log: ports.heartbeatLog, system },
    timeout === undefined ? {} : { timeoutMs: timeout },
  )
  let started = false
  let followed: Position | undefined
  let subscription: Subscription | undefined
  let cancelSweep: () => void = () => undefined

  const onEvent = (stream: string, event: DomainEvent): void => {
    if (started) runner.onEvent(stream, event)
  }
  const handler = createCommandHandler({ log, live, system, onEvent })
  const steps = createStepRunner({
    handler,
    live,
    channels,
    heartbeats,
    system,
    secrets: createRendezvousSecrets(system),
    brokerId,
  })
  const { onFault } = ports
  const runner = createConnectionRunner({ live, steps, system, brokerId, onFault })
  const gateways = createGateways({
    live,
    handler,
    channels,
    connections: () => connections,
    system,
    brokerId,
    userOf: ports.userOf,
    onFault,
  })
  const connections = createConnections({
    live,
    handler,
    runner,
    people: ports.people,
    tickets: ports.tickets,
    system,
    brokerId,
    userSessionKey: ports.userSessionKey,
    chooseGateway: gateways.choose,
    siteAudience,
  })
  const hosts = createHosts({ live, handler, channels, heartbeats, system, brokerId })
  const enrolment = createEnrolment({ live, handler, system, hostIdOf: ports.hostIdOf })

  const causeOf = (actor: string, connectionId = '') => ({
    actor,
    connectionId,
    causationId: system.newId(),
  })

  const replay = async (onProgress: (done: number, total: number) => void): Promise<void> => {
    const total = await log.size()
    let done = 0
    for await (const batch of log.readAll()) {
      handler.follow(batch)
      followed = batch.at(-1)?.position ?? followed
      done += batch.length
      onProgress(done, Math.max(total, done))
    }
  }

  /** What a crash left between two appends: machines that are gone, seats that nobody holds. */
  const tidy = async (): Promise<void> => {
    for (const hostIds of live.indexes.hostIdsByPool.values()) {
      for (const hostId of hostIds) {
        const { channel } = live.stateOf('host', hostId)
        if (channel?.brokerId !== brokerId) continue
        const command = { type: 'DisconnectAgent', reason: 'broker-restarted', ...channel } as const
        await handler.execute('host', hostId, command, causeOf(`broker:${brokerId}`))
      }
    }
    for (const gatewayId of live.indexes.gatewayIds) {
      const { channel } = live.stateOf('gateway', gatewayId)
      if (channel?.brokerId !== brokerId) continue
      const command = { type: 'DisconnectGateway', reason: 'broker-restarted', ...channel } as const
      await handler.execute('gateway', gatewayId, command, causeOf(`broker:${brokerId}`))
    }
    for (const { hostId, userSessionId } of orphanedSeats(live)) {
      await releaseSeat(handler, hostId, userSessionId, 'orphaned', causeOf(`broker:${brokerId}`))
    }
  }

  const sweepLater = (): void => {
    cancelSweep = system.after(sessionSweepMs, () => {
      hosts
        .sweepDisconnected()
        .catch((error: unknown) => onFault('', error))
        .finally(sweepLater)
    })
  }

  const endConnection = async (connectionId: string, administrator: string): Promise<boolean> => {
    const connection = live.get('connection', connectionId)?.state
    if (!connection || !live.indexes.openConnectionIds.has(connectionId)) return false
    if (connection.phase === 'relaying') {
      const sent = channels.gateway(connection.gatewayId)?.send({
        type: 'endConnection',
        connectionId,
        reason: 'administrator',
        endedBy: 'administrator',
      })
      return sent === true
    }
    const counts = { fullCount: 0, drainingCount: 0, unavailableCount: 0, triedCount: 0 }
    const code = 'ENDED_BY_ADMINISTRATOR'
    await handler.execute(
      'connection',
      connectionId,
      {
        type: 'FailConnection',
        code,
        stage: connection.phase,
        detail: '',
        counts: { ...counts, excluded: [] },
      },
      causeOf(`admin:${administrator}`, connectionId),
    )
    channels
      .gateway(connection.gatewayId)
      ?.send({ type: 'refuseConnection', connectionId, code, detail: '' })
    return true
  }

  return {
    live,
    handler,
    channels,
    heartbeats,
    connections,
    enrolment,
    gateways,
    hosts,
    runner,
    feed: (requester) => feedOf(live, heartbeats, requester),
    endConnection,
    endUserSession: async (sessionKey, reason, administrator) => {
      const session = live.stateOf('session', sessionKey)
      if (session.phase === 'absent') return false
      const { userSessionId, hostId } = session
      const cause = causeOf(`admin:${administrator}`)
      const command = { type: 'EndUserSession', userSessionId, reason } as const
      await handler.execute('session', sessionKey, command, cause)
      await releaseSeat(handler, hostId, userSessionId, reason, cause)
      return true
    },
    start: async (onProgress = () => undefined) => {
      await replay(onProgress)
      await heartbeats.load()
      await tidy()
      started = true
      subscription = log.subscribe({
        ...(followed === undefined ? {} : { from: followed }),
        onEvents: (events) => {
          handler.follow(events)
          followed = events.at(-1)?.position ?? followed
        },
        onFault: (fault) => onFault('', fault),
      })
      sweepLater()
      await runner.resume()
    },
    followed: () => followed,
    stop: async () => {
      started = false
      cancelSweep()
      runner.stop()
      for (const channel of channels.all()) channel.close('the broker stops')
      await subscription?.stop()
    },
  }
}
