/** Everything that a topic of a real Kafka holds, in the order of each of its partitions. */
import { Kafka, type KafkaMessage, logLevel } from 'kafkajs'
import { waitUntil } from '../desktop/deadline.ts'

export type TopicMessage = { readonly partition: number; readonly message: KafkaMessage }

const readMs = 60_000
let count = 0

/** Reads from the first message to the last that was there when it was called. */
export const readTopic = async (bootstrap: string, topic: string): Promise<TopicMessage[]> => {
  count += 1
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const wanted = ends.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0)
  const found: TopicMessage[] = []
  if (wanted === 0) return found
  const consumer = kafka.consumer({ groupId: `read-${process.pid}-${count}` })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ partition, message }) => void found.push({ partition, message }),
  })
  try {
    const all = async () => (found.length >= wanted ? true : undefined)
    await waitUntil(all, readMs, () => `${topic} gave ${found.length} of ${wanted} messages`)
  } finally {
    await consumer.disconnect()
  }
  return found
}

/** A header as text; empty where it is absent. */
export const headerOf = ({ headers }: KafkaMessage, name: string): string => {
  const value = headers?.[name]
  return value === undefined ? '' : String(Array.isArray(value) ? value[0] : value)
}
