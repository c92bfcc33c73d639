/**
 * The heartbeat log of several brokers: a topic of Kafka, keyed by host. Each broker sends what its
 * agents report and follows the beats of all the others, so that each can judge every host. Losing
 * its tail loses no decision: an outage of Kafka is reported, counted and outlived, and throws
 * nothing into the broker.
 *
 * `read` goes to the topic, which keeps what its own retention allows; `latest` answers from what
 * was followed. docs/kafka.md says how a topic is made.
 */
import type { KafkaMessage } from 'kafkajs'
import type { FollowedHeartbeats, HeartbeatLog, HeartbeatSample, System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  heartbeatRetentionMs,
  kafkaCatchUpMs,
  kafkaHostCountMax,
  kafkaLookbackMs,
  kafkaReadCountMax,
  kafkaScanCountMax,
} from '../domain/limits.ts'
import { heldBeat, type ReadBeat, readBeat, waitingBeat, waitingLoad } from './kafka-beat.ts'
import { createKafkaClient, type KafkaClient, settledWithin } from './kafka-client.ts'
import { openKafkaFollower } from './kafka-follower.ts'
import { createKafkaOutbox, type OutboxBounds } from './kafka-outbox.ts'
import { type KafkaSpan, scanKafka } from './kafka-scan.ts'
import { openKafkaSender } from './kafka-sender.ts'
import type { KafkaSettings } from './kafka-url.ts'

export type KafkaHeartbeatLog = HeartbeatLog & {
  readonly others: FollowedHeartbeats
  /** Samples that wait for Kafka. */
  waitingCount(): number
}

export type KafkaHeartbeatLogOptions = {
  readonly settings: KafkaSettings
  /** Samples older than this are not shown. Default 7 days; the topic's own counts as well. */
  readonly retentionMs?: number
  /** Told of each failure of Kafka; everything goes on by itself. */
  readonly onFault?: (fault: unknown) => void
  /** Shorter bounds for tests. */
  readonly bounds?: OutboxBounds & {
    readonly requestMs?: number
    readonly sessionMs?: number
    readonly silenceMs?: number
    readonly stopMs?: number
    readonly catchUpMs?: number
    readonly scanCountMax?: number
  }
}

/** The oldest of a list that grows: as many as are wanted, each identity once. */
const createFindings = (countMax: number) => {
  let found: ReadBeat[] = []
  const cut = (): void => {
    const once = new Map<string, ReadBeat>()
    for (const one of found) if (!once.has(one.id)) once.set(one.id, one)
    found = [...once.values()]
    found.sort((a, b) => a.sample.receivedAt - b.sample.receivedAt)
    found.length = Math.min(found.length, countMax)
  }
  return {
    add: (one: ReadBeat): void => {
      found.push(one)
      if (found.length >= 2 * countMax + 1) cut()
    },
    all: (): HeartbeatSample[] => {
      cut()
      return found.map(({ sample }) => sample)
    },
  }
}

/** The newest sample of each host, of so many hosts. */
const createNewest = () => {
  const newest = new Map<string, HeartbeatSample>()
  return {
    add: (sample: HeartbeatSample): void => {
      const { hostId } = sample
      const before = newest.get(hostId)
      if (before !== undefined && before.receivedAt > sample.receivedAt) return
      newest.set(hostId, sample)
      if (newest.size <= kafkaHostCountMax) return
      const [first] = newest.keys()
      if (first !== undefined) newest.delete(first)
    },
    since: (ms: number): HeartbeatSample[] => {
      for (const [hostId, { receivedAt }] of newest) if (receivedAt < ms) newest.delete(hostId)
      return [...newest.values()]
    },
  }
}

/**
 * Opens the log. It returns at once, whether Kafka is there or not; `latest` waits a bounded time
 * for the fleet's beats. Throws Fault REQUEST_INVALID when the settings cannot be used.
 */
export const openKafkaHeartbeatLog = (
  { system }: { readonly system: System },
  options: KafkaHeartbeatLogOptions,
): KafkaHeartbeatLog => {
  const { settings, retentionMs = heartbeatRetentionMs, bounds = {} } = options
  const { topic } = settings
  const onFault = options.onFault ?? (() => undefined)
  const connect = (turn: number) => createKafkaClient(settings, { turn, ...bounds })
  connect(0).cut()
  const own = system.newId()
  const newest = createNewest()
  const listeners = new Set<(samples: readonly HeartbeatSample[]) => void>()
  const readers = new Set<KafkaClient>()
  let readCount = 0
  let recorded = 0
  let stopping: Promise<void> | undefined

  const outbox = createKafkaOutbox(bounds)
  const sender = openKafkaSender({ system, outbox, connect }, { topic, onFault, ...bounds })
  const follower = openKafkaFollower(
    { system, connect },
    {
      ...{ topic, onFault, ...bounds },
      fromMs: () => system.nowMs() - Math.min(kafkaLookbackMs, retentionMs),
      onMessages: (messages) => {
        const beats = messages.flatMap((message) => readBeat(message) ?? [])
        const others = beats.filter(({ id }) => !id.startsWith(own)).map(({ sample }) => sample)
        for (const sample of others) newest.add(sample)
        if (others.length > 0) tell(others)
      },
    },
  )
  const started = settledWithin(system, bounds.catchUpMs ?? kafkaCatchUpMs, follower.caughtUp)
  const oldestKept = (): number => Math.max(0, system.nowMs() - retentionMs)

  const tell = (samples: readonly HeartbeatSample[]): void => {
    for (const listener of listeners) {
      try {
        listener(samples)
      } catch (error) {
        // Whose listener fails must not stop the beats of the fleet.
        onFault(error)
      }
    }
  }

  const scan = async (span: KafkaSpan, onBeat: (one: ReadBeat) => void): Promise<void> => {
    if (readCount >= kafkaReadCountMax || stopping !== undefined) {
      throw new Fault('LOG_UNAVAILABLE', 'too many reads of heartbeats are under way')
    }
    const add = (one: ReadBeat): void => {
      const { hostId, receivedAt } = one.sample
      const isWithin = receivedAt >= span.fromMs && receivedAt < span.toMs
      if (hostId === span.key && isWithin) onBeat(one)
    }
    // Taken before the topic is read, so that nothing is missed that is sent meanwhile.
    const held = outbox.held()
    const onMessages = (messages: readonly KafkaMessage[]): void => {
      for (const one of messages.flatMap((message) => readBeat(message) ?? [])) add(one)
    }
    const countMax = bounds.scanCountMax ?? kafkaScanCountMax
    const clients: KafkaClient[] = []
    const connectReader = (turn: number): KafkaClient => {
      const client = connect(turn)
      clients.push(client)
      readers.add(client)
      return client
    }
    const isStopping = () => stopping !== undefined
    readCount += 1
    try {
      await scanKafka(
        { system, connect: connectReader, isStopping },
        { topic, ...span, countMax, onMessages },
      )
    } finally {
      readCount -= 1
      for (const client of clients) readers.delete(client)
    }
    for (const one of held.flatMap((waiting) => heldBeat(waiting) ?? [])) add(one)
  }

  return {
    record: (sample) => {
      recorded += 1
      const waiting = waitingBeat(sample, `${own}-${recorded}`, system.monotonicMs())
      if (stopping !== undefined || waiting === undefined) outbox.refuse()
      else {
        outbox.add(waiting)
        newest.add(sample)
      }
    },
    recordLoad: (sample) => {
      recorded += 1
      if (stopping !== undefined) outbox.refuse()
      else outbox.add(waitingLoad(sample, `${own}-${recorded}`, system.monotonicMs()))
    },
    read: async (hostId, fromMs, toMs, countMax) => {
      const span = { key: hostId, fromMs: Math.max(fromMs, oldestKept()), toMs }
      if (span.fromMs >= toMs || countMax <= 0) return []
      const found = createFindings(countMax)
      await scan(span, found.add)
      return found.all()
    },
    latest: async () => {
      await started
      return newest.since(oldestKept())
    },
    droppedTotal: outbox.dropped,
    waitingCount: outbox.size,
    others: {
      currentAt: follower.currentAt,
      follow: (onSamples) => {
        listeners.add(onSamples)
        return () => listeners.delete(onSamples)
      },
    },
    stop: () => {
      stopping ??= (async () => {
        for (const client of readers) client.cut()
        await Promise.all([sender.stop(), follower.stop()])
      })()
      return stopping
    },
  }
}
