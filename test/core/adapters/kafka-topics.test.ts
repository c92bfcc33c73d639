import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKafkaTopics, type KafkaTopic } from '../../../core/adapters/kafka-topics.ts'
import { type KafkaSettings, parseKafkaUrl } from '../../../core/adapters/kafka-url.ts'
import { hasKafka, type KafkaServer, startKafka } from '../../support/kafka/kafka-server.ts'

const dayMs = 24 * 3_600_000
const wanted: KafkaTopic = {
  ...{ topic: 'beats', partitionCount: 4, replicaCount: 1, retentionMs: dayMs },
}

it('refuses numbers that make no topic before it asks anybody', async () => {
  const settings = parseKafkaUrl('kafka://127.0.0.1:1/beats', {})
  for (const wrong of [{ partitionCount: 0 }, { replicaCount: 1.5 }, { retentionMs: -1 }]) {
    const made = createKafkaTopics(settings, [{ ...wanted, ...wrong }])
    await expect(made).rejects.toThrow(/whole numbers from 1/)
  }
})

it('a Kafka that is not there is a fault, not a wait', async () => {
  const settings = parseKafkaUrl('kafka://127.0.0.1:1/beats', {})
  await expect(createKafkaTopics(settings, [wanted])).rejects.toThrow(/ECONNREFUSED/)
})

describe.runIf(hasKafka())('topics on a real Kafka', () => {
  let server: KafkaServer
  let settings: KafkaSettings
  beforeAll(async () => {
    server = await startKafka()
    settings = parseKafkaUrl(`kafka://${server.bootstrap}/beats`, {})
  }, 120_000)
  afterAll(() => server.stop())

  it('makes what is absent, leaves what is as it should be, and names what differs', async () => {
    const make = (more: Partial<KafkaTopic>, ...others: KafkaTopic[]) =>
      createKafkaTopics(settings, [{ ...wanted, ...more }, ...others])
    expect(await make({})).toEqual([{ topic: 'beats', outcome: 'created' }])
    const other: KafkaTopic = { ...wanted, topic: 'other' }
    const differs = make({ partitionCount: 6, retentionMs: 2 * dayMs }, other)
    const why =
      /nothing was changed; topic beats: the number of partitions is 4, not 6, retention.ms is 86400000, not 172800000/
    await expect(differs).rejects.toThrow(why)
    // Neither was anything made beside it, nor was what is there changed.
    expect(await make({}, other)).toEqual([
      { topic: 'beats', outcome: 'unchanged' },
      { topic: 'other', outcome: 'created' },
    ])
  })

  it('more replicas than nodes are refused with what Kafka says', async () => {
    const made = createKafkaTopics(settings, [{ ...wanted, topic: 'many', replicaCount: 3 }])
    await expect(made).rejects.toThrow(/[Rr]eplication/)
  })
})
