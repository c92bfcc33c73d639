/** The heartbeat log's contract over a real Kafka, and what two brokers on one topic see. */
import { afterAll, beforeAll, describe } from 'vitest'
import { openKafkaHeartbeatLog } from '../../core/adapters/kafka-heartbeat-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { hasKafka, type KafkaServer, startKafka } from '../support/kafka/kafka-server.ts'
import { freshTopic } from '../support/kafka/test-topics.ts'
import { heartbeatLogContract } from './heartbeat-log.ts'

describe.runIf(hasKafka())('on a real Kafka', () => {
  let server: KafkaServer
  beforeAll(async () => {
    server = await startKafka()
  }, 120_000)
  afterAll(() => server.stop())

  heartbeatLogContract('kafka', async ({ nowMs, retentionMs }) => {
    const settings = await freshTopic(server)
    const open = () =>
      openKafkaHeartbeatLog({ system: { ...createSystem(), nowMs } }, { settings, retentionMs })
    let log = open()
    return {
      log,
      reopen: async () => {
        await log.stop()
        log = open()
        return log
      },
    }
  })
})
