/**
 * Sends decisions to a topic of Kafka. A request counts once all replicas in sync have it; a client
 * that failed is thrown away, and the caller sends the same again. One request is under way at a
 * time, so each stream keeps its order. No transactions: readers drop what came twice by event id.
 */
import { CompressionTypes, Partitioners, type Producer } from 'kafkajs'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { kafkaExportSendMs, kafkaRequestMs, kafkaStopMs } from '../domain/limits.ts'
import {
  type AuditMessage,
  type AuditRecord,
  auditMessage,
  requestsOf,
} from './kafka-audit-message.ts'
import { createKafkaClient, type KafkaClient, kafkaWithin, settledWithin } from './kafka-client.ts'
import { kafkaErrorType, kafkaFault } from './kafka-faults.ts'
import type { KafkaSettings } from './kafka-url.ts'

export type KafkaAuditSink = {
  /**
   * Resolves once Kafka has acknowledged all of them. Throws Fault LOG_UNAVAILABLE when the same
   * may succeed later; NOT_FOUND when there is no such topic and REQUEST_INVALID when Kafka refuses
   * the settings, both at the first request alone, or when it refuses an event for its size.
   */
  send(records: readonly AuditRecord[]): Promise<void>
  /** Says good-bye; what is under way fails. */
  stop(): Promise<void>
}

export type KafkaAuditSinkOptions = {
  readonly settings: KafkaSettings
  readonly requestMs?: number
}

type Session = { readonly client: KafkaClient; readonly producer: Producer }

const tooLarge: readonly (string | undefined)[] = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']

const largeFault = ({ headers }: AuditMessage, topic: string, cause: unknown): Fault =>
  new Fault(
    'REQUEST_INVALID',
    `event ${headers['event-id']} is larger than topic ${topic} takes: ` +
      'raise its max.message.bytes, then go on; nothing was skipped',
    cause,
  )

/** Makes a sink; it connects with the first request. Throws Fault REQUEST_INVALID for settings. */
export const openKafkaAuditSink = (
  { system }: { readonly system: Pick<System, 'after'> },
  { settings, requestMs = kafkaRequestMs }: KafkaAuditSinkOptions,
): KafkaAuditSink => {
  const { topic } = settings
  createKafkaClient(settings).cut()
  let session: Session | undefined
  let turn = 0
  let hasSent = false
  let stopped = false

  const open = async (): Promise<Session> => {
    const client = createKafkaClient(settings, { turn, requestMs })
    turn += 1
    const producer = client.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
    })
    const opened = { client, producer }
    session = opened
    await kafkaWithin(system, kafkaExportSendMs, producer.connect())
    return opened
  }

  const discard = (): void => {
    const last = session
    session = undefined
    last?.client.cut()
    last?.producer.disconnect().catch(() => undefined)
  }

  /** A failure as the fault that says whether to go on. */
  const faultOf = (failure: unknown): Fault => {
    const fault = kafkaFault(failure, topic)
    // What worked before is not wrong in itself: a cluster that comes back says such things too.
    if (hasSent) {
      return fault.code === 'LOG_UNAVAILABLE'
        ? fault
        : new Fault('LOG_UNAVAILABLE', fault.detail, failure)
    }
    const isAbsent = kafkaErrorType(failure) === 'UNKNOWN_TOPIC_OR_PARTITION'
    return isAbsent ? new Fault('NOT_FOUND', fault.detail, failure) : fault
  }

  const sendRequest = async (messages: readonly AuditMessage[]): Promise<void> => {
    if (stopped) throw new Fault('LOG_UNAVAILABLE', 'the export is stopping')
    try {
      const { producer } = session ?? (await open())
      const sent = producer.sendBatch({
        acks: -1,
        timeout: requestMs,
        compression: CompressionTypes.GZIP,
        topicMessages: [{ topic, messages: messages.map((one) => ({ ...one })) }],
      })
      await kafkaWithin(system, kafkaExportSendMs, sent)
      hasSent = true
    } catch (failure) {
      if (!tooLarge.includes(kafkaErrorType(failure))) {
        discard()
        throw faultOf(failure)
      }
      const [first] = messages
      if (first !== undefined && messages.length === 1) throw largeFault(first, topic, failure)
      const half = Math.ceil(messages.length / 2)
      await sendRequest(messages.slice(0, half))
      await sendRequest(messages.slice(half))
    }
  }

  return {
    send: async (records) => {
      for (const request of requestsOf(records.map(auditMessage))) await sendRequest(request)
    },
    stop: async () => {
      stopped = true
      const last = session
      if (last !== undefined) await settledWithin(system, kafkaStopMs, last.producer.disconnect())
      discard()
    },
  }
}
