/**
 * One broker: the parts of this folder joined, from the first event it reads to its stop. Any
 * number of brokers share one log; there is no protocol between them.
 */
import { ownVersions } from '../../proto/event-codec.ts'
import type { Fault } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import { hostChannelWaitMs, sessionSweepMs } from '../domain/limits.ts'
import { type Agreement, createAgreement } from './agreement.ts'
import { createBrokerSight } from './broker-sight.ts'
import { createCatchUp } from './catch-up.ts'
import { type Channels, createChannels } from './channels.ts'
import { type ChaosRules, createChaosRules } from './chaos.ts'
import { type ConnectionRunner, createConnectionRunner } from './connection-runner.ts'
import { createStepRunner } from './connection-steps.ts'
import {
  type Connections,
  createConnections,
  type Requester,
  type TicketPort,
} from './connections.ts'
import { createDeliveries } from './deliveries.ts'
import { createEndings, type Endings } from './endings.ts'
import { createEnrolment, type Enrolment } from './enrolment.ts'
import { createEventReading, type EventVersions, featuresId } from './event-versions.ts'
import { type FeedEntry, feedOf } from './feed.ts'
import { createGatewayChoice } from './gateway-choice.ts'
import { createGateways, type Gateways } from './gateways.ts'
import { type CommandHandler, createCommandHandler } from './handle-command.ts'
import { createHeartbeats, type Heartbeats } from './heartbeats.ts'
import { createHostChoice } from './host-choice.ts'
import { createHostSight, recordedOfHosts } from './host-sight.ts'
import { createHosts, type Hosts } from './hosts.ts'
import { createLiveState, type LiveState, type StatePart } from './live-state.ts'
import { createLogHealth } from './log-health.ts'
import { createOrderTimes } from './order-times.ts'
import type {
  EventLog,
  HeartbeatLog,
  PersonDirectory,
  Position,
  RecordedEvent,
  Subscription,
  System,
} from './ports.ts'
import { foldable, scanLog } from './scan-log.ts'
import { createRendezvousSecrets } from './secrets.ts'
import { createUpkeep } from './upkeep.ts'

/** Where a start need not begin with the first event. */
export type StateSnapshots = {
  /** The newest snapshot that is of this log; undefined: the log is folded from its first event. */
  newest(): Promise<
    | {
        readonly mark: { readonly position: Position; readonly events: number }
        readonly parts: Iterable<StatePart>
      }
    | undefined
  >
  /** Told how many events of the log have been folded. */
  advanced(events: number): void
}

export type BrokerPorts = {
  readonly log: EventLog
  readonly snapshots?: StateSnapshots
  readonly heartbeatLog: HeartbeatLog
  readonly people: PersonDirectory
  readonly tickets: TicketPort
  readonly system: System
  /** The user id of a valid user token, or undefined. */
  readonly userOf: (bearer: string) => Promise<string | undefined>
  readonly userSessionKey: (poolId: string, userId: string) => string
  readonly hostIdOf: (name: string) => string
  readonly isInRanges: (ranges: readonly string[], address: string) => boolean
  /** Told of every fault that has no caller to answer. */
  readonly onFault: (connectionId: string, error: unknown) => void
  /** Told that the log is away, with the reason, and that it is there again. */
  readonly onLogReach?: (away: boolean, reason?: unknown) => void
  /** Told once that the log is of a newer version: nothing is decided any more. */
  readonly onTooNew?: (fault: Fault) => void
}

export type BrokerOptions = {
  readonly brokerId: string
  /** Audience of tickets that any gateway of the site may redeem. */
  readonly siteAudience: string
  /** Silence after which a host is Unavailable; for tests and special sites. */
  readonly heartbeatTimeoutMs?: number
  /** What it writes and reads, for tests of two versions on one log. */
  readonly versions?: EventVersions
}

export type Broker = Endings & {
  readonly live: LiveState
  readonly handler: CommandHandler
  readonly channels: Channels
  readonly heartbeats: Heartbeats
  readonly connections: Connections
  readonly enrolment: Enrolment
  readonly gateways: Gateways
  readonly chaos: ChaosRules
  readonly hosts: Hosts
  readonly runner: ConnectionRunner
  readonly agreement: Agreement
  /** The feature level of the log, and the one that this broker could raise it to. */
  featureLevel(): { readonly level: number; readonly levelMax: number }
  feed(requester: Pick<Requester, 'userId' | 'groups'>): readonly FeedEntry[]
  /** Folds the log, finishes what a crash left, and goes on following. */
  start(onProgress?: (done: number, total: number) => void): Promise<void>
  /** The position up to which the live state has followed the log. */
  followed(): Position | undefined
  /** Has it folded the log, does it go on following, and does the log take appends? */
  isReady(): boolean
  stop(): Promise<void>
}

/** Joins the parts; nothing happens before start. */
export const createBroker = (ports: BrokerPorts, options: BrokerOptions): Broker => {
  const { log, system, onFault, userSessionKey } = ports
  const { brokerId, siteAudience } = options
  const live = createLiveState()
  const channels = createChannels()
  const timeout = options.heartbeatTimeoutMs
  const heartbeats = createHeartbeats(
    { log: ports.heartbeatLog, system, ...recordedOfHosts(live, brokerId) },
    timeout === undefined ? {} : { timeoutMs: timeout },
  )
  let started = false
  let following = false
  const catchUp = createCatchUp(ports)
  const caughtUp = catchUp.wait
  /** Events of the log that are folded. */
  let folded = 0
  let subscription: Subscription | undefined
  let cancelSweep: () => void = () => undefined
  let cancelResume: () => void = () => undefined

  const agreement = createAgreement({
    live,
    channels,
    system,
    wasListed: (hostId, userSessionId) => hosts.wasListed(hostId, userSessionId),
  })

  const brokers = createBrokerSight(live)
  const sight = createHostSight({ live, heartbeats, brokers, brokerId })
  const choice = createHostChoice({ live, hosts: sight, brokers, brokerId, system })

  const onEvent = (stream: string, event: DomainEvent, actor: string): void => {
    if (!started) return
    brokers.onEvent(event, actor)
    orderTimes.onEvent(event)
    deliveries.onEvent(event, actor)
    runner.onEvent(stream, event)
  }
  const logHealth = createLogHealth(log, system, ports.onLogReach)
  const watchedLog = { append: logHealth.append, readStream: log.readStream }
  const versions = options.versions ?? ownVersions
  const reading = createEventReading(versions, live, (fault) => ports.onTooNew?.(fault))
  const handler = createCommandHandler({ log: watchedLog, live, reading, system, onEvent })
  const orderTimes = createOrderTimes(system)
  const common = { live, handler, channels, heartbeats, brokers, system, brokerId, onFault }
  const deliveries = createDeliveries(common)
  const secrets = createRendezvousSecrets(system)
  const steps = createStepRunner({ ...common, hosts: sight, choice, secrets })
  const runner = createConnectionRunner({ ...common, steps })
  const gatewayChoice = createGatewayChoice(common)
  const chaos = createChaosRules(common)
  const gateways = createGateways({
    ...common,
    recordLoad: (sample) => ports.heartbeatLog.recordLoad?.(sample),
    connections: () => connections,
    userOf: ports.userOf,
    agreement,
    choice: gatewayChoice,
    chaos,
    caughtUp,
  })
  const connections = createConnections({
    ...common,
    runner,
    people: ports.people,
    tickets: ports.tickets,
    orderTimes,
    userSessionKey,
    chooseGateway: (poolId) =>
      gatewayChoice.choose(live.stateOf('pool', poolId).settings.homeRegion),
    takesAppends: logHealth.takesAppends,
    siteAudience,
  })
  const hosts = createHosts({ ...common, agreement, sight })
  const { hostIdOf, isInRanges } = ports
  const enrolment = createEnrolment({ live, handler, system, hostIdOf, isInRanges, caughtUp })

  const causeOf = (actor: string, connectionId = '') => ({
    actor,
    connectionId,
    causationId: system.newId(),
  })

  const follow = (events: readonly RecordedEvent[]): void => {
    handler.follow(events.map(foldable))
    const last = events.at(-1)
    if (last) catchUp.moved(last.position)
    folded += events.length
    ports.snapshots?.advanced(folded)
  }

  const replay = async (onProgress: (done: number, total: number) => void): Promise<void> => {
    const total = await log.size()
    const snapshot = await ports.snapshots?.newest()
    for (const part of snapshot?.parts ?? []) live.restore(part)
    if (snapshot) catchUp.moved(snapshot.mark.position)
    folded = snapshot?.mark.events ?? 0
    for await (const { events, position } of scanLog(log, catchUp.position())) {
      handler.follow(events)
      catchUp.moved(position)
      folded += events.length
      onProgress(folded, Math.max(total, folded))
    }
    ports.snapshots?.advanced(folded)
  }

  const upkeep = createUpkeep({ ...common, runner, causeOf })

  const sweep = async (): Promise<void> => {
    await hosts.sweep()
    await upkeep.sweep()
  }

  const sweepLater = (): void => {
    cancelSweep = system.after(sessionSweepMs, () => {
      sweep()
        .catch((error: unknown) => onFault('', error))
        .finally(sweepLater)
    })
  }

  const { hasAny: hasGateway } = gatewayChoice
  const feedPorts = { live, hosts: sight, choice, userSessionKey, hasGateway }
  const endings = createEndings({ live, handler, causeOf })

  return {
    live,
    handler,
    channels,
    heartbeats,
    connections,
    enrolment,
    gateways,
    chaos,
    hosts,
    runner,
    agreement,
    featureLevel: () => ({
      level: live.stateOf('features', featuresId).featureLevel,
      levelMax: versions.levelMax,
    }),
    feed: (requester) => feedOf(feedPorts, requester),
    ...endings,
    start: async (onProgress = () => undefined) => {
      await replay(onProgress)
      runner.giveUpUnanswered()
      await heartbeats.load()
      await upkeep.tidy()
      started = true
      following = true
      const from = catchUp.position()
      subscription = log.subscribe({
        ...(from === undefined ? {} : { from }),
        onEvents: follow,
        ...logHealth.reach,
        onFault: (fault) => {
          following = false
          onFault('', fault)
        },
      })
      sweepLater()
      // The agents come back first: what is under way then need not fail.
      cancelResume = system.after(hostChannelWaitMs, () => {
        runner.resume().catch((error: unknown) => onFault('', error))
      })
    },
    followed: catchUp.position,
    isReady: () => following && logHealth.takesAppends(),
    stop: async () => {
      started = false
      following = false
      cancelSweep()
      cancelResume()
      runner.stop()
      heartbeats.stop()
      for (const channel of channels.all()) channel.close('the broker stops')
      await subscription?.stop()
    },
  }
}
