/**
 * Empties an outbox into a topic, one request per tick. What fails is sent again with the same
 * identity, so something may arrive twice and nothing is lost; a client that failed is replaced,
 * after a jittered pause.
 */
import { CompressionTypes, Partitioners, type Producer } from 'kafkajs'
import type { System } from '../broker/ports.ts'
import { kafkaConnectMs, kafkaRequestMs, kafkaStopMs, kafkaTickMs } from '../domain/limits.ts'
import { type KafkaClient, kafkaWithin, settledWithin } from './kafka-client.ts'
import { kafkaErrorType, kafkaFault } from './kafka-faults.ts'
import type { KafkaOutbox, Waiting } from './kafka-outbox.ts'
import { kafkaRetryMs } from './kafka-retry.ts'

export type KafkaSender = {
  /** Sends what waits within the bound, counts the rest as dropped and disconnects. */
  stop(): Promise<void>
}

export type KafkaSenderPorts = {
  readonly system: Pick<System, 'after' | 'monotonicMs' | 'random'>
  readonly outbox: KafkaOutbox
  /** A new client; `turn` counts the attempts. */
  readonly connect: (turn: number) => KafkaClient
}

export type KafkaSenderOptions = {
  readonly topic: string
  readonly requestMs?: number
  readonly stopMs?: number
  readonly onFault: (fault: unknown) => void
}

/** Errors of the content: sending the same again can only fail again. */
const contentErrors: readonly (string | undefined)[] = [
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_TIMESTAMP',
  'INVALID_RECORD',
]

/** More than ever wait. */
const wholeBatch = Number.MAX_SAFE_INTEGER

const messageOf = (one: Waiting) => ({
  key: one.key,
  value: Buffer.from(one.value.buffer, one.value.byteOffset, one.value.length),
  timestamp: String(one.timestamp),
  headers: { id: one.id, ...(one.kind === undefined ? {} : { kind: one.kind }) },
})

type Session = { readonly client: KafkaClient; readonly producer: Producer }

/** Begins to send what is in the outbox. */
export const openKafkaSender = (
  { system, outbox, connect }: KafkaSenderPorts,
  options: KafkaSenderOptions,
): KafkaSender => {
  const { topic, requestMs = kafkaRequestMs, stopMs = kafkaStopMs, onFault } = options
  let session: Session | undefined
  let countMax = wholeBatch
  let failures = 0
  let turn = 0
  let stopping: Promise<void> | undefined
  let over = false
  let running: Promise<void> = Promise.resolve()
  let cancelTick = (): void => {}

  const open = async (): Promise<Session> => {
    const client = connect(turn)
    turn += 1
    const producer = client.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      // The client's own idempotence falls out of order under bursts: readers drop what came twice.
      idempotent: false,
      maxInFlightRequests: 1,
    })
    session = { client, producer }
    await kafkaWithin(system, kafkaConnectMs + requestMs, producer.connect())
    return session
  }

  const discard = (): void => {
    const last = session
    session = undefined
    last?.client.cut()
    last?.producer.disconnect().catch(() => undefined)
  }

  const failed = (failure: unknown, count: number): void => {
    if (contentErrors.includes(kafkaErrorType(failure))) {
      // One of them is to blame: halves are tried until it is alone.
      if (count === 1) outbox.discarded()
      else outbox.returned()
      countMax = count === 1 ? wholeBatch : Math.ceil(count / 2)
    } else {
      outbox.returned()
      failures += 1
      discard()
    }
    onFault(kafkaFault(failure, topic))
  }

  /** Sends one batch; false when nothing waited or it failed. */
  const sendOne = async (): Promise<boolean> => {
    if (over) return false
    const batch = outbox.take(system.monotonicMs(), countMax)
    if (batch.length === 0) return false
    try {
      const { producer } = session ?? (await open())
      const sent = producer.sendBatch({
        acks: -1,
        timeout: requestMs,
        compression: CompressionTypes.GZIP,
        topicMessages: [{ topic, messages: batch.map(messageOf) }],
      })
      // The request itself and, with a new client, what it asks before.
      await kafkaWithin(system, 2 * requestMs, sent)
      outbox.arrived()
      failures = 0
      countMax = Math.min(wholeBatch, countMax * 2)
      return true
    } catch (failure) {
      failed(failure, batch.length)
      return false
    }
  }

  const tick = (): void => {
    const delay = failures === 0 ? kafkaTickMs : kafkaRetryMs(failures - 1, system.random)
    cancelTick = system.after(delay, () => {
      running = sendOne().then(() => {
        if (stopping === undefined) tick()
      })
    })
  }
  tick()

  const sendRest = async (): Promise<void> => {
    await running
    while (outbox.size() > 0) if (!(await sendOne())) return
  }

  return {
    stop: () => {
      stopping ??= (async () => {
        cancelTick()
        await settledWithin(system, stopMs, sendRest())
        over = true
        const last = session
        if (last !== undefined) await settledWithin(system, stopMs, last.producer.disconnect())
        discard()
        await settledWithin(system, stopMs, running)
        outbox.clear()
      })()
      return stopping
    },
  }
}
