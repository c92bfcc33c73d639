/**
 * Heartbeats over a real Kafka that is killed, paused, empty or shared: what was taken in arrives or
 * is counted as dropped, and the fleet is known again by itself.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { kafkaGroupPrefix } from '../../../core/adapters/kafka-follower.ts'
import {
  type KafkaHeartbeatLog,
  type KafkaHeartbeatLogOptions,
  openKafkaHeartbeatLog,
} from '../../../core/adapters/kafka-heartbeat-log.ts'
import { createKafkaTopics } from '../../../core/adapters/kafka-topics.ts'
import { type KafkaSettings, parseKafkaUrl } from '../../../core/adapters/kafka-url.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { HeartbeatSample } from '../../../core/broker/ports.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'
import { hasKafka, type KafkaServer, startKafka } from '../../support/kafka/kafka-server.ts'
import { headerOf, readTopic } from '../../support/kafka/read-topic.ts'
import { freshTopic } from '../../support/kafka/test-topics.ts'

const system = createSystem()
const hosts = ['h1', 'h2', 'h3', 'h4', 'h5']
const lookMs = 20

/** Looks again and again; the test's own time limit ends it. */
const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await delay(lookMs)
}

const identify = (sample: HeartbeatSample): string => `${sample.hostId}@${sample.receivedAt}`

describe.runIf(hasKafka())('heartbeats on a real Kafka', () => {
  let server: KafkaServer
  beforeAll(async () => {
    server = await startKafka()
  }, 120_000)
  afterAll(() => server.stop())

  const open = (
    settings: KafkaSettings,
    more: Omit<KafkaHeartbeatLogOptions, 'settings'> = {},
  ): KafkaHeartbeatLog => {
    const bounds = { requestMs: 1_500, sessionMs: 1_500, silenceMs: 4_000, stopMs: 2_000 }
    const merged = { ...bounds, ...more.bounds }
    const log = openKafkaHeartbeatLog({ system }, { settings, ...more, bounds: merged })
    onTestFinished(() => log.stop())
    return log
  }

  it('carries the load of gateways beside the beats, which brokers pass over', async () => {
    const settings = await freshTopic(server)
    const [writer, other] = [open(settings), open(settings)]
    const heard = hear(other)
    const receivedAt = system.nowMs()
    const load = { connections: 3, bytesPerSecond: 1.5, bufferedBytes: 7, eventLoopDelayMs: 0.25 }
    writer.recordLoad?.({ gatewayId: 'g1', receivedAt, ...load, draining: false })
    const beat = sampleOf('h1', receivedAt)
    writer.record(beat)
    expect(await writer.read('g1', 0, receivedAt + 1, 10)).toEqual([])
    await until(() => heard.size > 0)
    expect([...heard]).toEqual([identify(beat)])
    expect((await other.latest()).map(({ hostId }) => hostId)).toEqual(['h1'])
    const messages = await readTopic(server.bootstrap, settings.topic)
    const [told] = messages.filter(({ message }) => headerOf(message, 'kind') === 'gateway-load')
    expect(told?.message.key?.toString()).toBe('g1')
    expect(JSON.parse(String(told?.message.value))).toEqual({ ...load, draining: false })
  })

  /** What a log hears of others. */
  const hear = (log: KafkaHeartbeatLog): Set<string> => {
    const heard = new Set<string>()
    log.others.follow((samples) => {
      for (const sample of samples) heard.add(identify(sample))
    })
    return heard
  }

  /** Records a beat of each host every few milliseconds until it is stopped; tells what it was. */
  const load = (log: KafkaHeartbeatLog) => {
    const recorded: HeartbeatSample[] = []
    let at = system.nowMs()
    const timer = setInterval(() => {
      at = Math.max(at + 1, system.nowMs())
      for (const host of hosts) {
        const sample = sampleOf(host, at)
        recorded.push(sample)
        log.record(sample)
      }
    }, 10)
    onTestFinished(() => clearInterval(timer))
    return { recorded, stop: () => clearInterval(timer) }
  }

  const readAll = async (log: KafkaHeartbeatLog): Promise<HeartbeatSample[]> => {
    const end = system.nowMs() + 60_000
    const found: HeartbeatSample[] = []
    for (const host of hosts) found.push(...(await log.read(host, 0, end, 100_000)))
    return found
  }

  it('a broker that starts knows the newest beat of every host of the others', async () => {
    const settings = await freshTopic(server)
    const first = open(settings)
    const beats = hosts.map((host, index) => sampleOf(host, system.nowMs() - index))
    for (const beat of beats) first.record(sampleOf(beat.hostId, beat.receivedAt - 1_000))
    for (const beat of beats) first.record(beat)
    await until(() => first.waitingCount() === 0)
    const found = await open(settings).latest()
    expect(found.map(identify).sort()).toEqual(beats.map(identify).sort())
  })

  it('killed and restarted under load: all arrives, once, and others hear it', async () => {
    const settings = await freshTopic(server)
    const faults: unknown[] = []
    const writer = open(settings, { onFault: (fault) => faults.push(fault) })
    const heard = hear(open(settings))
    const { recorded, stop } = load(writer)
    await until(() => heard.size > 100)
    await server.kill()
    const before = recorded.length
    await until(() => recorded.length > before + 200)
    await server.restart()
    const after = recorded.length
    await until(() => writer.waitingCount() < 100 && recorded.length > after + 100)
    stop()
    await until(() => writer.waitingCount() === 0 && heard.size === recorded.length)
    expect(writer.droppedTotal()).toBe(0)
    expect(faults.length).toBeGreaterThan(0)
    const found = await readAll(writer)
    expect(found.map(identify).sort()).toEqual(recorded.map(identify).sort())
  }, 120_000)

  it('an outage longer than the outbox: the oldest are dropped, counted, and no others', async () => {
    const settings = await freshTopic(server)
    const writer = open(settings, { bounds: { countMax: 30 } })
    writer.record(sampleOf('h1', system.nowMs()))
    await until(() => writer.waitingCount() === 0)
    await server.kill()
    const start = system.nowMs()
    const recorded = Array.from({ length: 500 }, (_, index) => sampleOf('h1', start + index))
    for (const sample of recorded) writer.record(sample)
    await server.restart()
    await until(() => writer.waitingCount() === 0)
    const dropped = writer.droppedTotal()
    expect(dropped).toBeGreaterThanOrEqual(400)
    const found = await writer.read('h1', start, start + 500, 1_000)
    expect(found).toEqual(recorded.slice(dropped))
  }, 120_000)

  it('paused past the session time-out: nothing is lost and silence is not news', async () => {
    const settings = await freshTopic(server)
    const writer = open(settings)
    const listener = open(settings)
    const heard = hear(listener)
    const { recorded, stop } = load(writer)
    await until(() => heard.size > 100)
    server.pause()
    onTestFinished(() => server.resume())
    await delay(1_000)
    const stoodAt = listener.others.currentAt()
    const [latest, count] = [await listener.latest(), heard.size]
    // Longer than session, request and silence together.
    await delay(7_000)
    expect(listener.others.currentAt()).toBe(stoodAt)
    expect(await listener.latest()).toEqual(latest)
    expect(heard.size).toBe(count)
    server.resume()
    stop()
    await until(() => writer.waitingCount() === 0 && heard.size === recorded.length)
    await until(() => (listener.others.currentAt() ?? 0) > (stoodAt ?? 0))
    expect(writer.droppedTotal()).toBe(0)
    expect((await readAll(listener)).map(identify).sort()).toEqual(recorded.map(identify).sort())
  }, 120_000)

  it('a stranger in the group takes nothing away', async () => {
    const settings = await freshTopic(server)
    const faults: unknown[] = []
    const writer = open(settings)
    await until(() => writer.others.currentAt() !== undefined)
    const kafka = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING })
    const admin = kafka.admin()
    const groups = async (): Promise<string[]> =>
      (await admin.listGroups()).groups
        .map(({ groupId }) => groupId)
        .filter((groupId) => groupId.startsWith(kafkaGroupPrefix))
    await admin.connect()
    onTestFinished(() => admin.disconnect())
    const before = await groups()
    const listener = open(settings, { onFault: (fault) => faults.push(fault) })
    const heard = hear(listener)
    await until(() => listener.others.currentAt() !== undefined)
    const [groupId = ''] = (await groups()).filter((one) => !before.includes(one))
    const stranger = kafka.consumer({ groupId })
    await stranger.connect()
    onTestFinished(() => stranger.disconnect())
    await stranger.subscribe({ topics: [settings.topic] })
    const { recorded, stop } = load(writer)
    await stranger.run({ autoCommit: false, eachBatch: async () => undefined })
    await until(() => String(faults[0]).includes(`another consumer is in group ${groupId}`))
    const sofar = recorded.length
    await until(() => recorded.length > sofar + 200)
    stop()
    await until(() => heard.size === recorded.length)
  }, 60_000)

  it('Kafka is away when a broker starts: it starts, and all is sent later', async () => {
    const settings = await freshTopic(server)
    await server.kill()
    const log = open(settings, { bounds: { catchUpMs: 300 } })
    expect(await log.latest()).toEqual([])
    const sample = sampleOf('h1', system.nowMs())
    log.record(sample)
    expect(await log.latest()).toEqual([sample])
    expect(log.others.currentAt()).toBeUndefined()
    await expect(log.read('h1', 0, system.nowMs(), 9)).rejects.toThrow(/LOG|Kafka/)
    await server.restart()
    await until(() => log.waitingCount() === 0 && log.others.currentAt() !== undefined)
    expect(await log.read('h1', 0, sample.receivedAt + 1, 9)).toEqual([sample])
  }, 120_000)

  it('a topic that is not there is asked for, not made', async () => {
    const settings = parseKafkaUrl(`kafka://${server.bootstrap}/absent`, {})
    const faults: unknown[] = []
    const log = open(settings, { onFault: (fault) => faults.push(fault) })
    log.record(sampleOf('h1', system.nowMs()))
    const says = (fault: unknown): boolean => /causeway admin kafka create-topics/.test(`${fault}`)
    await until(() => faults.filter(says).length > 4)
    const topic = { partitionCount: 2, replicaCount: 1, retentionMs: undefined }
    const made = await createKafkaTopics(settings, [{ topic: 'absent', ...topic }])
    expect(made).toEqual([{ topic: 'absent', outcome: 'created' }])
    await until(() => log.waitingCount() === 0 && log.others.currentAt() !== undefined)
    expect(log.droppedTotal()).toBe(0)
  }, 60_000)

  it('one sample that Kafka refuses does not take the others with it', async () => {
    const settings = await freshTopic(server)
    const log = open(settings)
    const now = system.nowMs()
    // Kafka takes no message that is stamped more than an hour ahead.
    for (let index = 0; index < 40; index++) {
      log.record(sampleOf('h1', index === 17 ? now + 3 * 3_600_000 : now + index))
    }
    await until(() => log.waitingCount() === 0)
    expect(log.droppedTotal()).toBe(1)
    expect(await log.read('h1', 0, now + 40, 100)).toHaveLength(39)
  })

  it('a read has a bound, drops what came twice and what is none of ours', async () => {
    const settings = await freshTopic(server)
    const log = open(settings, { bounds: { scanCountMax: 6 } })
    const now = system.nowMs()
    for (const at of [1, 2, 3]) log.record(sampleOf('h1', now + at))
    await until(() => log.waitingCount() === 0)
    const kafka = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING })
    const producer = kafka.producer({ allowAutoTopicCreation: false })
    await producer.connect()
    onTestFinished(() => producer.disconnect())
    const send = async (key: string | null, value: Buffer, id: string): Promise<void> => {
      const message = { key, value, timestamp: String(now + 4), headers: { id } }
      await producer.send({ topic: settings.topic, messages: [message] })
    }
    const empty = Buffer.alloc(0)
    for (const id of ['twice', 'twice']) await send('h1', empty, id)
    await send('h1', Buffer.from([0xff]), 'damaged')
    const found = await log.read('h1', 0, now + 60_000, 100)
    expect(found.map(({ receivedAt }) => receivedAt - now)).toEqual([1, 2, 3, 4])
    await send(null, empty, 'keyless')
    await send('h1', empty, 'one more')
    await expect(log.read('h1', 0, now + 60_000, 100)).rejects.toThrow(/heartbeats of all hosts/)
    expect(await log.read('h1', now + 60_000, now + 70_000, 100)).toEqual([])
  })
})
