/**
 * Follows all partitions of a topic from a time before now. It keeps its own positions: each
 * consumer has a group of its own, nothing is committed, and whenever the client joins (first, or
 * again after its session ended) it is put back to where it really was. A consumer that failed or
 * fell silent is replaced by a new one in a new group, which need not wait until Kafka forgets the
 * old one.
 */
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  kafkaConnectMs,
  kafkaFetchBytesMax,
  kafkaFetchBytesMin,
  kafkaFetchWaitMs,
  kafkaPartitionFetchBytesMax,
  kafkaRequestMs,
  kafkaSessionBeatMs,
  kafkaSessionMs,
  kafkaSilenceMs,
  kafkaSliceCountMax,
  kafkaStopMs,
} from '../domain/limits.ts'
import { type KafkaClient, kafkaWithin, settledWithin } from './kafka-client.ts'
import { kafkaFault } from './kafka-faults.ts'
import { createFollowPlaces, findPlaces } from './kafka-places.ts'
import { kafkaRetryMs } from './kafka-retry.ts'

export type KafkaFollower = {
  /** Settles when everything that was in the topic at the start was handed over, or at `stop`. */
  readonly caughtUp: Promise<void>
  /**
   * The last moment, by the monotonic clock, at which everything in the topic had been handed over;
   * undefined before the first. While Kafka is away it stands still.
   */
  currentAt(): number | undefined
  stop(): Promise<void>
}

export type KafkaFollowerPorts = {
  readonly system: Pick<System, 'after' | 'monotonicMs' | 'newId' | 'random'>
  /** A new client; `turn` counts the attempts. */
  readonly connect: (turn: number) => KafkaClient
}

export type KafkaFollowerOptions = {
  readonly topic: string
  /** Milliseconds since 1970: messages of this time and later are handed over. */
  readonly fromMs: () => number
  /** Receives messages of one partition in order; some may come again. */
  readonly onMessages: (messages: readonly KafkaMessage[]) => void
  readonly onFault: (fault: unknown) => void
  readonly requestMs?: number
  readonly sessionMs?: number
  readonly silenceMs?: number
  readonly stopMs?: number
}

/** Names of consumer groups begin so, for who grants rights by prefix. */
export const kafkaGroupPrefix = 'causeway-'

/** How a consumer of ours is set up; see section "Kafka" of docs/limits.md. */
export const consumerOf = (client: KafkaClient, groupId: string, sessionMs: number): Consumer =>
  client.kafka.consumer({
    groupId,
    sessionTimeout: sessionMs,
    heartbeatInterval: Math.min(kafkaSessionBeatMs, Math.floor(sessionMs / 3)),
    rebalanceTimeout: sessionMs,
    minBytes: kafkaFetchBytesMin,
    maxBytes: kafkaFetchBytesMax,
    maxBytesPerPartition: kafkaPartitionFetchBytesMax,
    maxWaitTimeInMs: kafkaFetchWaitMs,
    allowAutoTopicCreation: false,
  })

/** Begins to follow; keeps at it until stopped, whatever Kafka does. */
export const openKafkaFollower = (
  { system, connect }: KafkaFollowerPorts,
  options: KafkaFollowerOptions,
): KafkaFollower => {
  const { topic, onMessages, onFault } = options
  const { requestMs = kafkaRequestMs, sessionMs = kafkaSessionMs } = options
  const { silenceMs = kafkaSilenceMs, stopMs = kafkaStopMs } = options
  const places = createFollowPlaces(system.monotonicMs)
  let stopped = false
  let failures = 0
  let interrupt: () => void = () => undefined
  let finishCatchUp: () => void = () => undefined
  const caughtUp = new Promise<void>((resolve) => {
    finishCatchUp = resolve
  })

  const handle = async (payload: EachBatchPayload, isOver: () => boolean): Promise<void> => {
    const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload
    for (let at = 0; at < batch.messages.length; at += kafkaSliceCountMax) {
      if (isOver() || !isRunning() || isStale()) return
      const slice = batch.messages.slice(at, at + kafkaSliceCountMax)
      const last = slice.at(-1)
      if (last === undefined) return
      onMessages(slice)
      places.passed(batch.partition, last.offset, batch.highWatermark)
      resolveOffset(last.offset)
      await heartbeat()
    }
  }

  /** Calls back when no fetch was finished for too long; the returned function ends the watch. */
  const watchSilence = (onSilence: (fault: Fault) => void): (() => void) => {
    let cancel = (): void => {}
    const look = (): void => {
      if (places.quietMs() <= silenceMs) cancel = system.after(silenceMs / 4, look)
      else onSilence(new Fault('LOG_UNAVAILABLE', `Kafka was silent for ${silenceMs} ms`))
    }
    look()
    return () => cancel()
  }

  const watch = (consumer: Consumer, isOver: () => boolean, onCrash: (e: Error) => void): void => {
    consumer.on(consumer.events.CRASH, ({ payload }) => onCrash(payload.error))
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (isOver()) return
      const assigned = payload.memberAssignment[topic] ?? []
      for (const partition of assigned) {
        consumer.seek({ topic, partition, offset: places.next(partition) })
      }
      // Somebody else joined this group and got a part: a new group has all of it again.
      if (assigned.length < places.count()) {
        onCrash(new Fault('LOG_UNAVAILABLE', `another consumer is in group ${payload.groupId}`))
      }
    })
    consumer.on(consumer.events.FETCH_START, ({ payload }) => {
      if (isOver()) return
      places.fetchStarted(payload.nodeId)
      if (places.currentAt() !== undefined) finishCatchUp()
    })
    consumer.on(consumer.events.FETCH, ({ payload }) => {
      if (isOver()) return
      places.fetched(payload.nodeId)
      failures = 0
    })
  }

  /** Follows with one consumer until it fails or is ended; rejects with the reason. */
  const follow = async (consumer: Consumer, ending: AbortSignal): Promise<never> => {
    let over = false
    const isOver = (): boolean => over
    let stopWatch = (): void => {}
    try {
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      return await new Promise<never>((_, reject) => {
        ending.addEventListener('abort', reject)
        watch(consumer, isOver, reject)
        stopWatch = watchSilence(reject)
        const eachBatch = (payload: EachBatchPayload) => handle(payload, isOver)
        consumer
          .run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch })
          .catch((error: unknown) => reject(error))
        if (ending.aborted) reject(ending.reason)
      })
    } finally {
      over = true
      stopWatch()
    }
  }

  const followOnce = async (turn: number): Promise<void> => {
    const client = connect(turn)
    const consumer = consumerOf(client, `${kafkaGroupPrefix}${system.newId()}`, sessionMs)
    const ending = new AbortController()
    // Until it follows there is nobody to take leave of.
    interrupt = () => {
      client.cut()
      ending.abort()
    }
    try {
      const found = findPlaces(client, topic, options.fromMs())
      places.begin(await kafkaWithin(system, kafkaConnectMs + 3 * requestMs, found))
      await kafkaWithin(system, kafkaConnectMs + requestMs, consumer.connect())
      interrupt = () => ending.abort()
      await follow(consumer, ending.signal)
    } finally {
      // Leaving says good-bye, so that Kafka need not find out.
      if (ending.signal.aborted) await settledWithin(system, stopMs, consumer.disconnect())
      client.cut()
      consumer.disconnect().catch(() => undefined)
    }
  }

  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = system.after(delayMs, resolve)
      interrupt = () => {
        cancel()
        resolve()
      }
    })

  const run = async (): Promise<void> => {
    for (let turn = 0; !stopped; turn++) {
      try {
        await followOnce(turn)
      } catch (failure) {
        if (stopped) return
        onFault(kafkaFault(failure, topic))
        failures += 1
        await pause(kafkaRetryMs(failures - 1, system.random))
      }
    }
  }

  const done = run()
  return {
    caughtUp,
    currentAt: places.currentAt,
    stop: async () => {
      stopped = true
      interrupt()
      finishCatchUp()
      await done
    },
  }
}
