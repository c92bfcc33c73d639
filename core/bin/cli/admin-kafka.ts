/** `causeway admin kafka create-topics`. */
import type { KafkaTopic } from '../../adapters/kafka-topics.ts'
import { parseKafkaCluster, parseKafkaTopic } from '../../adapters/kafka-url.ts'
import { Fault } from '../../domain/errors.ts'
import { heartbeatRetentionMs } from '../../domain/limits.ts'
import type { Run } from './command.ts'
import { formatDuration, parseDuration } from './duration.ts'
import { CommandFault, failure, usageFault } from './exit.ts'

const partitionsStandard = 12
const replicasStandard = 3

const countOf = (run: Run, name: string, standard: number): number => {
  const text = run.text(name)
  if (text === undefined) return standard
  if (/^[1-9][0-9]{0,4}$/.test(text)) return Number(text)
  throw usageFault(`--${name} is ${text}, not a whole number from 1`, 'give a number')
}

const retentionOf = (text: string | undefined, standard: number | undefined) => {
  if (text === undefined) return standard
  const milliseconds = parseDuration(text)
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds
  throw usageFault(`a retention is ${text}, not a span of time`, 'give it as 12h or 7d')
}

const topicsOf = (run: Run): KafkaTopic[] => {
  const counts = {
    partitionCount: countOf(run, 'partitions', partitionsStandard),
    replicaCount: countOf(run, 'replicas', replicasStandard),
  }
  const kinds = [
    [run.text('heartbeatsTopic'), retentionOf(run.text('retention'), heartbeatRetentionMs)],
    [run.text('auditTopic'), retentionOf(run.text('auditRetention'), undefined)],
  ] as const
  const topics = kinds.flatMap(([name, retentionMs]) =>
    name === undefined ? [] : [{ topic: parseKafkaTopic(name), ...counts, retentionMs }],
  )
  const [first, second] = topics
  if (first === undefined) {
    throw usageFault('no topic is named', 'give --heartbeats-topic, --audit-topic or both')
  }
  if (first.topic === second?.topic) {
    throw usageFault(`topic ${first.topic} is named twice`, 'give each kind a topic of its own')
  }
  return topics
}

const parsed = <T>(parse: () => T): T => {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw usageFault(error.detail, 'docs/kafka.md shows addresses and their options')
  }
}

const faultOf = (error: unknown): unknown => {
  if (!(error instanceof Fault)) return error
  if (error.detail.startsWith('nothing was changed')) {
    const fix = 'name another topic, or change that one with the tools of Kafka'
    return new CommandFault('failed', 'ALREADY_EXISTS', error.detail, fix, error)
  }
  if (/replication/i.test(error.detail)) {
    return failure(error.detail, 'give no more --replicas than Kafka has nodes', error)
  }
  if (error.code === 'REQUEST_INVALID') {
    return failure(error.detail, 'docs/kafka.md shows addresses and their options', error)
  }
  const fix = 'look at --brokers, the network and the log of Kafka'
  return new CommandFault('unreachable', 'UNREACHABLE', error.detail, fix, error)
}

/** Makes what is absent and tells each topic with what became of it. */
export const createTopics = async (run: Run): Promise<undefined> => {
  const { cluster, topics } = parsed(() => ({
    cluster: parseKafkaCluster(run.text('brokers') ?? '', run.io.env),
    topics: topicsOf(run),
  }))
  const { createKafkaTopics } = await import('../../adapters/kafka-topics.ts')
  const outcomes = await createKafkaTopics(cluster, topics).catch((error: unknown) => {
    throw faultOf(error)
  })
  const rows = outcomes.flatMap(({ topic, outcome }) => {
    const made = topics.find((one) => one.topic === topic)
    return made === undefined ? [] : [{ ...made, outcome }]
  })
  run.out.table(
    { topics: rows },
    ['TOPIC', 'OUTCOME', 'PARTITIONS', 'REPLICAS', 'RETENTION'],
    rows.map(({ topic, outcome, partitionCount, replicaCount, retentionMs }) => [
      topic,
      outcome,
      String(partitionCount),
      String(replicaCount),
      retentionMs === undefined ? 'for ever' : formatDuration(retentionMs),
    ]),
  )
  return undefined
}
