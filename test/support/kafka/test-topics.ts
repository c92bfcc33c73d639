/** Topics of tests on a real Kafka: each test has its own, small and kept for ever. */
import { createKafkaTopics } from '../../../core/adapters/kafka-topics.ts'
import { type KafkaSettings, parseKafkaUrl } from '../../../core/adapters/kafka-url.ts'
import type { KafkaServer } from './kafka-server.ts'

let count = 0

/** Makes a topic of three partitions that no other test has. */
export const freshTopic = async (server: KafkaServer): Promise<KafkaSettings> => {
  count += 1
  const settings = parseKafkaUrl(`kafka://${server.bootstrap}/beats-${count}`, {})
  const { topic } = settings
  await createKafkaTopics(settings, [
    { topic, partitionCount: 3, replicaCount: 1, retentionMs: undefined },
  ])
  return settings
}
