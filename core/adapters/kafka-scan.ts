/**
 * Reads the past of one key out of a topic: its partition, from the first message of a time to the
 * last that may belong to the span. A consumer for this alone, in a group of its own, which is gone
 * afterwards; bounded in messages and in time.
 */
import { type EachBatchPayload, type KafkaMessage, Partitioners } from 'kafkajs'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  kafkaLateMs,
  kafkaReadMs,
  kafkaReadTryCountMax,
  kafkaScanCountMax,
  kafkaSessionMs,
  kafkaSliceCountMax,
} from '../domain/limits.ts'
import { type KafkaClient, kafkaWithin } from './kafka-client.ts'
import { kafkaFault } from './kafka-faults.ts'
import { consumerOf, kafkaGroupPrefix } from './kafka-follower.ts'
import { findPlaces } from './kafka-places.ts'
import { kafkaRetryMs } from './kafka-retry.ts'

export type KafkaSpan = {
  readonly key: string
  /** Milliseconds since 1970: messages stamped in [fromMs, toMs), and others around them. */
  readonly fromMs: number
  readonly toMs: number
}

export type KafkaScanOptions = KafkaSpan & {
  readonly topic: string
  readonly onMessages: (messages: readonly KafkaMessage[]) => void
  readonly countMax?: number
  readonly limitMs?: number
}

type Range = {
  readonly partition: number
  readonly others: readonly number[]
  readonly start: number
  readonly end: number
}

const rangeOf = async (client: KafkaClient, options: KafkaScanOptions): Promise<Range> => {
  const { topic, key, fromMs, toMs, countMax = kafkaScanCountMax } = options
  const starts = await findPlaces(client, topic, fromMs)
  // A message that came late lies behind younger ones of other brokers.
  const ends = await findPlaces(client, topic, toMs + kafkaLateMs)
  const partition = Partitioners.DefaultPartitioner()({
    topic,
    message: { key, value: null },
    partitionMetadata: starts.map((one) => ({
      ...{ partitionErrorCode: 0, partitionId: one.partition, leader: 0 },
      ...{ replicas: [], isr: [] },
    })),
  })
  const start = starts.find((one) => one.partition === partition)?.start ?? 0
  const end = ends.find((one) => one.partition === partition)?.start ?? 0
  if (end - start > countMax) {
    const count = `${(end - start).toLocaleString('en')} heartbeats of all hosts`
    const bound = countMax.toLocaleString('en')
    throw new Fault('REQUEST_INVALID', `${count} lie in that time, ask for ${bound} at most`)
  }
  const all = starts.map((one) => one.partition)
  return { partition, others: all.filter((one) => one !== partition), start, end }
}

/** Reads one range; resolves when all of it was handed over. */
const readRange = async (
  client: KafkaClient,
  groupId: string,
  options: KafkaScanOptions,
): Promise<void> => {
  const { topic, onMessages } = options
  const { partition, others, start, end } = await rangeOf(client, options)
  if (start >= end) return
  const consumer = consumerOf(client, groupId, kafkaSessionMs)
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await new Promise<void>((resolve, reject) => {
    let next = start
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    consumer.on(consumer.events.GROUP_JOIN, () => {
      consumer.pause([{ topic, partitions: [...others] }])
      consumer.seek({ topic, partition, offset: String(next) })
    })
    const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
      const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload
      for (let at = 0; at < batch.messages.length; at += kafkaSliceCountMax) {
        if (!isRunning() || isStale() || next >= end || batch.partition !== partition) return
        const slice = batch.messages.slice(at, at + kafkaSliceCountMax)
        const last = slice.at(-1)
        if (last === undefined) return
        onMessages(slice.filter(({ offset }) => Number(offset) < end))
        next = Number(last.offset) + 1
        resolveOffset(last.offset)
        if (next >= end) resolve()
        await heartbeat()
      }
    }
    consumer
      .run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch })
      .catch((error: unknown) => reject(error))
  })
  await consumer.disconnect()
}

export type KafkaScanPorts = {
  readonly system: Pick<System, 'after' | 'newId' | 'random'>
  /** A new client; `turn` counts the attempts. */
  readonly connect: (turn: number) => KafkaClient
  readonly isStopping: () => boolean
}

/** One attempt within the time that is left. */
const scanOnce = async (
  { system, connect }: KafkaScanPorts,
  turn: number,
  options: KafkaScanOptions,
): Promise<void> => {
  const client = connect(turn)
  try {
    const reading = readRange(client, `${kafkaGroupPrefix}${system.newId()}`, options)
    await kafkaWithin(system, options.limitMs ?? kafkaReadMs, reading)
  } finally {
    client.cut()
  }
}

/**
 * Hands over the messages around a span of time of the partition that holds a key; tried a few
 * times, so some may come again. Throws Fault REQUEST_INVALID when more messages than the bound lie
 * there, LOG_UNAVAILABLE when Kafka fails each time or does not answer.
 */
export const scanKafka = async (
  ports: KafkaScanPorts,
  options: KafkaScanOptions,
): Promise<void> => {
  const { system } = ports
  for (let turn = 0; ; turn++) {
    try {
      await scanOnce(ports, turn, options)
      return
    } catch (failure) {
      const isLast = turn + 1 >= kafkaReadTryCountMax || ports.isStopping()
      // A fault is ours: too much was asked for, or the time is up.
      if (isLast || failure instanceof Fault) throw kafkaFault(failure, options.topic)
    }
    const delay = kafkaRetryMs(turn, system.random)
    await new Promise<void>((resolve) => {
      system.after(delay, resolve)
    })
  }
}
