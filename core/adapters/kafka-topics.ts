/**
 * Makes topics as they were asked for, never by accident and never by changing one that is there: a
 * topic that differs is named with what differs, and left to a person.
 */
// Node finds only some of the client's names; this one only through its default export.
import kafkajs, { type Admin } from 'kafkajs'
import { Fault } from '../domain/errors.ts'
import { createKafkaClient } from './kafka-client.ts'
import { kafkaFault } from './kafka-faults.ts'
import type { KafkaCluster } from './kafka-url.ts'

export type KafkaTopic = {
  readonly topic: string
  /** Beats of one host stay in one partition: adding some later hides older beats from reads. */
  readonly partitionCount: number
  /** How many nodes keep each partition; at most as many as there are. */
  readonly replicaCount: number
  /** How long messages are kept, in milliseconds; undefined: for ever. */
  readonly retentionMs: number | undefined
}

export type KafkaTopicOutcome = {
  readonly topic: string
  readonly outcome: 'created' | 'unchanged'
}

const hourMs = 3_600_000
/** Old messages go in pieces: a topic keeps at most an eighth more than it was told to. */
const retentionPieces = 8
/** Making a topic waits so long for its partitions to have leaders. */
const leadersMs = 10_000

const configOf = ({ retentionMs, replicaCount }: KafkaTopic): ReadonlyMap<string, string> =>
  new Map([
    ['cleanup.policy', 'delete'],
    ['retention.ms', String(retentionMs ?? -1)],
    ['segment.ms', String(Math.max(hourMs, Math.ceil((retentionMs ?? 0) / retentionPieces)))],
    // Reads find the beats of a time by the stamp of the broker that received them.
    ['message.timestamp.type', 'CreateTime'],
    // An acknowledged message outlives the loss of one node where there are several.
    ['min.insync.replicas', String(Math.max(1, replicaCount - 1))],
  ])

const checkTopic = ({ topic, partitionCount, replicaCount, retentionMs }: KafkaTopic): void => {
  const counts = [partitionCount, replicaCount, retentionMs ?? 1]
  if (counts.every((count) => Number.isSafeInteger(count) && count >= 1)) return
  const detail = `topic ${topic} needs whole numbers from 1 for partitions, replicas and retention`
  throw new Fault('REQUEST_INVALID', detail)
}

/** What differs between a topic that is there and the one asked for, each as one clause. */
const differencesOf = async (admin: Admin, wanted: KafkaTopic): Promise<readonly string[]> => {
  const { topic, partitionCount, replicaCount } = wanted
  const found: string[] = []
  const compare = (what: string, is: string, asked: string): void => {
    if (is !== asked) found.push(`${what} is ${is}, not ${asked}`)
  }
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] })
  const partitions = topics[0]?.partitions ?? []
  compare('the number of partitions', String(partitions.length), String(partitionCount))
  const replicas = Math.min(...partitions.map((one) => one.replicas.length))
  compare('the number of replicas', String(replicas), String(replicaCount))
  const asked = configOf(wanted)
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [
      { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [...asked.keys()] },
    ],
  })
  const entries = resources[0]?.configEntries ?? []
  for (const [name, value] of asked) {
    const is = entries.find((entry) => entry.configName === name)?.configValue
    compare(name, is ?? 'unknown', value)
  }
  return found
}

const createOver = async (
  admin: Admin,
  wanted: readonly KafkaTopic[],
): Promise<readonly KafkaTopicOutcome[]> => {
  await admin.connect()
  const there = new Set(await admin.listTopics())
  const differences: string[] = []
  for (const one of wanted.filter(({ topic }) => there.has(topic))) {
    const found = await differencesOf(admin, one)
    if (found.length > 0) differences.push(`topic ${one.topic}: ${found.join(', ')}`)
  }
  // Nothing is made while something else has to be settled first.
  if (differences.length > 0) {
    throw new Fault('REQUEST_INVALID', `nothing was changed; ${differences.join('; ')}`)
  }
  const absent = wanted.filter(({ topic }) => !there.has(topic))
  if (absent.length > 0) {
    const topics = absent.map((one) => ({
      topic: one.topic,
      numPartitions: one.partitionCount,
      replicationFactor: one.replicaCount,
      configEntries: [...configOf(one)].map(([name, value]) => ({ name, value })),
    }))
    const made = await admin.createTopics({ topics, waitForLeaders: true, timeout: leadersMs })
    if (!made) throw new Fault('REQUEST_INVALID', 'somebody else made the same topics just now')
  }
  return wanted.map(({ topic }) => ({ topic, outcome: there.has(topic) ? 'unchanged' : 'created' }))
}

const reasonOf = (failure: unknown): unknown => {
  const errors = failure instanceof Error && 'errors' in failure ? failure.errors : undefined
  return Array.isArray(errors) && errors.length > 0 ? errors[0] : failure
}

/**
 * Makes the topics that are absent. Throws Fault REQUEST_INVALID that names each difference of one
 * that is there, before anything is made, or what is wrong with the address; LOG_UNAVAILABLE when
 * Kafka does not answer or refuses.
 */
export const createKafkaTopics = async (
  cluster: KafkaCluster,
  wanted: readonly KafkaTopic[],
): Promise<readonly KafkaTopicOutcome[]> => {
  for (const one of wanted) checkTopic(one)
  const client = createKafkaClient(cluster)
  const admin = client.kafka.admin()
  try {
    return await createOver(admin, wanted)
  } catch (failure) {
    throw kafkaFault(reasonOf(failure), wanted.map(({ topic }) => topic).join(', '))
  } finally {
    await admin.disconnect().catch(() => undefined)
    client.cut()
  }
}
