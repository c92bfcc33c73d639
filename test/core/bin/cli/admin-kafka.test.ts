/** Topics by the command: made as stated, told when they differ, and never by accident. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openKafkaAuditSink } from '../../../../core/adapters/kafka-audit-export.ts'
import { openKafkaHeartbeatLog } from '../../../../core/adapters/kafka-heartbeat-log.ts'
import { parseKafkaUrl } from '../../../../core/adapters/kafka-url.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { eventOf } from '../../../contract/events.ts'
import { sampleOf } from '../../../contract/heartbeat-log.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { hasKafka, type KafkaServer, startKafka } from '../../../support/kafka/kafka-server.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-topics-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const create = (...args: readonly string[]) =>
  runCli(['admin', 'kafka', 'create-topics', ...args], { home })

describe('admin kafka create-topics', () => {
  it.each([
    [['--brokers', 'kafka://127.0.0.1:1'], 'no topic is named'],
    [['--brokers', 'http://127.0.0.1:1', '--audit-topic', 'a'], 'its form is kafka://'],
    [['--brokers', 'kafka://127.0.0.1:1/a', '--audit-topic', 'a'], 'it names topic a'],
    [['--brokers', 'kafka://k', '--audit-topic', 'a b'], 'a topic has 1 to 249'],
    [['--brokers', 'kafka://k', '--audit-topic', 'a', '--partitions', '0'], '--partitions is 0'],
    [['--brokers', 'kafka://k', '--audit-topic', 'a', '--replicas', 'x'], '--replicas is x'],
    [['--brokers', 'kafka://k', '--audit-topic', 'a', '--retention', '7'], 'a retention is 7'],
    [
      ['--brokers', 'kafka://k', '--audit-topic', 'a', '--heartbeats-topic', 'a'],
      'topic a is named twice',
    ],
  ])('refuses %s', async (args, text) => {
    const { code, stderr } = await create(...args)
    expect([code, stderr]).toEqual([exitCodes.usage, expect.stringContaining(text)])
  })

  it('says that a Kafka is not there', async () => {
    const { code, stderr } = await create('--brokers', 'kafka://127.0.0.1:1', '--audit-topic', 'a')
    expect([code, stderr]).toEqual([
      exitCodes.unreachable,
      expect.stringMatching(/^error: Kafka: .*ECONNREFUSED/),
    ])
  })
})

describe.runIf(hasKafka())('on a real Kafka that makes topics for whoever asks', () => {
  let server: KafkaServer
  beforeAll(async () => {
    server = await startKafka({ properties: ['auto.create.topics.enable=true'] })
  }, 120_000)
  afterAll(() => server.stop())

  const withAdmin = async <T>(
    use: (admin: ReturnType<Kafka['admin']>) => Promise<T>,
  ): Promise<T> => {
    const admin = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    try {
      return await use(admin)
    } finally {
      await admin.disconnect()
    }
  }

  it('makes both as stated, again without a change, and tells what differs', async () => {
    const args = [
      ...['--brokers', `kafka://${server.bootstrap}`, '--heartbeats-topic', 'beats'],
      ...['--audit-topic', 'decisions', '--partitions', '3', '--replicas', '1'],
      ...['--retention', '2d', '--json'],
    ]
    const day = 24 * 3_600_000
    const counts = { partitionCount: 3, replicaCount: 1 }
    expect(jsonOf(await create(...args))).toEqual({
      topics: [
        { topic: 'beats', ...counts, retentionMs: 2 * day, outcome: 'created' },
        { topic: 'decisions', ...counts, outcome: 'created' },
      ],
    })
    const found = await withAdmin((admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: ['beats', 'decisions'].map((name) => ({
          ...{ type: 2, name, configNames: ['retention.ms', 'cleanup.policy'] },
        })),
      }),
    )
    const values = found.resources.map(({ configEntries }) =>
      Object.fromEntries(configEntries.map((one) => [one.configName, one.configValue])),
    )
    expect(values).toEqual([
      { 'retention.ms': String(2 * day), 'cleanup.policy': 'delete' },
      { 'retention.ms': '-1', 'cleanup.policy': 'delete' },
    ])
    const again = await create(...args.filter((arg) => arg !== '--json'))
    expect(again.stdout).toMatch(/beats +unchanged +3 +1 +2d\ndecisions +unchanged +3 +1 +for ever/)
    const more = await create(...args.map((arg) => (arg === '3' ? '4' : arg)))
    expect([more.code, more.stderr]).toEqual([
      exitCodes.failed,
      expect.stringMatching(
        /"nothing was changed; .*topic decisions: .* partitions is 3, not 4".*name another topic/,
      ),
    ])
    const replicas = await create(
      ...['--brokers', `kafka://${server.bootstrap}`, '--audit-topic', 'three'],
    )
    expect([replicas.code, replicas.stderr]).toEqual([
      exitCodes.failed,
      expect.stringContaining('no more --replicas'),
    ])
  })

  it('nothing of ours makes a topic by asking for it', async () => {
    const before = await withAdmin((admin) => admin.listTopics())
    const system = createSystem()
    const settingsOf = (topic: string) => parseKafkaUrl(`kafka://${server.bootstrap}/${topic}`, {})
    const faults: unknown[] = []
    const log = openKafkaHeartbeatLog(
      { system },
      {
        settings: settingsOf('absent-beats'),
        onFault: (fault) => void faults.push(fault),
        bounds: { requestMs: 1_500, stopMs: 500, catchUpMs: 100 },
      },
    )
    log.record(sampleOf('h1', system.nowMs()))
    // The follower and the sender each fail and try again.
    while (faults.length < 6) await delay(20)
    await expect(log.read('h1', 0, system.nowMs(), 10)).rejects.toThrow(/create-topics/)
    await log.stop()
    expect(faults.map(String).join()).toContain('causeway admin kafka create-topics')
    const sink = openKafkaAuditSink({ system }, { settings: settingsOf('absent-decisions') })
    const event = { ...eventOf('e'), stream: 'pool-a', revision: 0 }
    const position = createPositions('l').of(1)
    await expect(sink.send([{ event: { ...event, position } }])).rejects.toThrow(/create-topics/)
    await sink.stop()
    const after = await withAdmin((admin) => admin.listTopics())
    expect(after.filter((name) => !before.includes(name))).toEqual([])
    // The server would have: a client that does not mind is enough.
    await withAdmin(async () => {
      const careless = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING })
      const producer = careless.producer({ allowAutoTopicCreation: true })
      await producer.connect()
      await producer.send({ topic: 'by-accident', messages: [{ value: 'x' }] })
      await producer.disconnect()
    })
    expect(await withAdmin((admin) => admin.listTopics())).toContain('by-accident')
  })
})
