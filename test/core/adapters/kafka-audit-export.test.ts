/**
 * Decisions into a real Kafka that is killed and paused, by exporters that are killed: every event
 * at least once, each stream in its order once repeated ones are left out.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type ExportPlace, runAuditExport } from '../../../core/adapters/audit-exporter.ts'
import { openKafkaAuditSink } from '../../../core/adapters/kafka-audit-export.ts'
import { createKafkaTopics } from '../../../core/adapters/kafka-topics.ts'
import { type KafkaSettings, parseKafkaUrl } from '../../../core/adapters/kafka-url.ts'
import { storedBytes } from '../../../core/adapters/log-envelope.ts'
import { createPositions } from '../../../core/adapters/log-position.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { eventLine } from '../../../core/api/event-line.ts'
import { exitCodes } from '../../../core/bin/cli/exit.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { encodeEvent } from '../../../proto/event-codec.ts'
import { idOf, idsOf } from '../../contract/events.ts'
import { type FakeApi, startFakeApi } from '../../support/cli/fake-api.ts'
import { startCli } from '../../support/cli/run-cli.ts'
import { signInAt } from '../../support/cli/signed-in.ts'
import { eventSample } from '../../support/event-samples.ts'
import { hasKafka, type KafkaServer, startKafka } from '../../support/kafka/kafka-server.ts'
import { headerOf, readTopic, type TopicMessage } from '../../support/kafka/read-topic.ts'
import { freshTopic } from '../../support/kafka/test-topics.ts'

const system = createSystem()
const positions = createPositions('l')
const streamCount = 7

/** A log of so many events, spread over streams. */
const eventsOf = (count: number): RecordedEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    ...encodeEvent(eventSample('SeatReleased')),
    eventId: idOf(`event-${at}`),
    recordedAt: 1_700_000_000_000 + at,
    actor: 'broker:1',
    connectionId: 'c1',
    causationId: 'cause',
    stream: `host-${at % streamCount}`,
    revision: Math.floor(at / streamCount),
    position: positions.of(at + 1),
  }))

const until = async (happened: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await happened())) await delay(20)
}

/** Each event there, and each stream in one partition and in its order, repeats left out. */
const expectWhole = (found: readonly TopicMessage[], events: readonly RecordedEvent[]): void => {
  const seen = new Set<string>()
  const streams = new Map<string, string[]>()
  const partitions = new Map<string, Set<number>>()
  for (const { partition, message } of found) {
    const stream = String(message.key)
    partitions.set(stream, (partitions.get(stream) ?? new Set()).add(partition))
    const id = headerOf(message, 'event-id')
    if (seen.has(id)) continue
    seen.add(id)
    streams.set(stream, [...(streams.get(stream) ?? []), id])
  }
  for (let at = 0; at < streamCount; at++) {
    const stream = `host-${at}`
    const own = events.filter((event) => event.stream === stream)
    expect(streams.get(stream)).toEqual(idsOf(own))
    expect(partitions.get(stream)?.size).toBe(1)
  }
  expect(seen.size).toBe(events.length)
}

describe.runIf(hasKafka())('the export to a real Kafka', () => {
  let server: KafkaServer
  beforeAll(async () => {
    server = await startKafka()
  }, 120_000)
  afterAll(() => server.stop())

  const openSink = (settings: KafkaSettings) => {
    const sink = openKafkaAuditSink({ system }, { settings, requestMs: 1_500 })
    onTestFinished(() => sink.stop())
    return sink
  }

  /** Exports a log that comes slowly, so that there is time for accidents. */
  const exportSlowly = (
    settings: KafkaSettings,
    events: readonly RecordedEvent[],
    onExported: (count: number) => void,
  ) => {
    const sink = openSink(settings)
    const faults: unknown[] = []
    let place: ExportPlace | undefined
    const read = async function* (from: string | undefined) {
      const first = events.findIndex(({ position }) => position === from) + 1
      for (let at = first; at < events.length; at += 50) {
        yield events.slice(at, at + 50)
        await delay(10)
      }
    }
    const done = runAuditExport(
      {
        ...{ system, read },
        send: (batch) => sink.send(batch.map((event) => ({ event }))),
        places: {
          load: () => place,
          store: (next) => {
            place = next
          },
        },
      },
      {
        signal: new AbortController().signal,
        onExported,
        onFault: (fault) => void faults.push(fault),
        isRetriable: (fault) => fault instanceof Fault && fault.code === 'LOG_UNAVAILABLE',
        retryMs: () => 200,
      },
    )
    return { done, faults }
  }

  it('outlives a Kafka that is killed and one that hangs', async () => {
    const settings = await freshTopic(server)
    const events = eventsOf(4_000)
    let exported = 0
    const { done, faults } = exportSlowly(settings, events, (count) => {
      exported = count
    })
    await until(() => exported >= 500)
    await server.kill()
    await until(() => faults.length > 0)
    await server.restart()
    await until(() => exported >= 1_500)
    server.pause()
    const before = faults.length
    await until(() => faults.length > before)
    server.resume()
    const { place } = await done
    expect(place?.eventId).toBe(events.at(-1)?.eventId)
    const found = await readTopic(server.bootstrap, settings.topic)
    expectWhole(found, events)
    const [first] = events
    const message = found.find(({ message }) => headerOf(message, 'position') === 'l:1')?.message
    expect(message?.value).toEqual(first && Buffer.from(storedBytes(first)))
    expect(headerOf(message ?? found[0]?.message ?? expect.fail(), 'revision')).toBe('0')
  }, 180_000)

  it('refuses a topic that is absent, makes none, and names the command that does', async () => {
    const settings = { ...parseKafkaUrl(`kafka://${server.bootstrap}/nowhere`, {}) }
    const sent = openSink(settings).send(eventsOf(1).map((event) => ({ event })))
    await expect(sent).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('causeway admin kafka create-topics'),
    })
    const admin = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    expect(await admin.listTopics()).not.toContain('nowhere')
    await admin.disconnect()
  })

  it('names the event that a topic does not take, and skips none', async () => {
    const { topic } = await freshTopic(server)
    const settings = parseKafkaUrl(`kafka://${server.bootstrap}/small-${topic}`, {})
    const small = { topic: settings.topic, partitionCount: 1, replicaCount: 1 }
    await createKafkaTopics(settings, [{ ...small, retentionMs: undefined }])
    const admin = new Kafka({ brokers: [server.bootstrap], logLevel: logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: 2,
          name: settings.topic,
          configEntries: [{ name: 'max.message.bytes', value: '2000' }],
        },
      ],
    })
    await admin.disconnect()
    const events = eventsOf(6).map((event, at) =>
      // Random bytes, which compression does not make smaller.
      at === 4 ? { ...event, payload: system.randomBytes(5_000) } : event,
    )
    const sent = openSink(settings).send(events.map((event) => ({ event })))
    await expect(sent).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining(events[4]?.eventId ?? ''),
    })
    const found = await readTopic(server.bootstrap, settings.topic)
    const ids = found.map(({ message }) => headerOf(message, 'event-id'))
    expect(ids).toEqual(idsOf(events.slice(0, 4)))
  })

  describe('by the command', () => {
    let api: FakeApi
    let home: string
    const events = eventsOf(3_000)
    /** How many of them the site has by now. */
    let written = events.length
    const lineOf = (event: RecordedEvent): string =>
      JSON.stringify({
        position: event.position,
        eventId: event.eventId,
        stored: Buffer.from(storedBytes(event)).toString('base64'),
      })
    beforeAll(async () => {
      api = await startFakeApi({
        'GET /api/audit/size': () => ({ json: { size: events.length, head: 'l:3000' } }),
        'GET /api/audit/events': ({ path }) => {
          const query = new URLSearchParams(path.split('?')[1])
          const from = Number(query.get('from')?.slice(2) ?? 0)
          // Small answers: the export asks on while there is more.
          const there = events.slice(from, Math.min(written, from + 300))
          return { text: there.map((one) => `${lineOf(one)}\n`).join('') }
        },
      })
      home = mkdtempSync(join(tmpdir(), 'causeway-export-'))
      signInAt(home, api)
    })
    afterAll(async () => {
      await api.stop()
      rmSync(home, { recursive: true, force: true })
    })

    it('goes on after it was killed again and again', async () => {
      const settings = await freshTopic(server)
      const to = `kafka://${server.bootstrap}/${settings.topic}`
      const checkpoint = join(home, 'killed.json')
      const args = ['audit', 'export', '--to', to, '--checkpoint', checkpoint, '--json']
      const placeOf = (): number => {
        try {
          return Number(JSON.parse(readFileSync(checkpoint, 'utf8')).position.slice(2))
        } catch {
          return 0
        }
      }
      for (const reached of [300, 1_200]) {
        // It cannot be done before it is killed.
        written = reached + 500
        const { child, ended } = startCli([...args, '--follow'], { home })
        await until(() => placeOf() >= reached || child.exitCode !== null)
        child.kill('SIGKILL')
        const { code, stderr } = await ended
        expect([code, stderr]).toEqual([null, ''])
      }
      written = events.length
      const result = await startCli(args, { home }).ended
      expect(result.code, result.stderr).toBe(0)
      const last = { position: 'l:3000', eventId: events.at(-1)?.eventId }
      expect(JSON.parse(result.stdout)).toMatchObject({ to: settings.topic, ...last, checkpoint })
      expectWhole(await readTopic(server.bootstrap, settings.topic), events)
      const again = await startCli(args, { home }).ended
      expect(JSON.parse(again.stdout)).toMatchObject({ exported: 0, ...last })
    }, 120_000)

    it('follows until it is interrupted, writes JSON where asked, and ends cleanly', async () => {
      const settings = await freshTopic(server)
      const to = `kafka://${server.bootstrap}/${settings.topic}`
      const args = ['audit', 'export', '--to', to, '--format', 'json', '--follow', '--json']
      const { child, ended } = startCli(args, { home })
      const file = join(home, `causeway-export-${settings.topic}.json`)
      const isThere = () => {
        try {
          return JSON.parse(readFileSync(file, 'utf8')).position === 'l:3000'
        } catch {
          return child.exitCode !== null
        }
      }
      await until(isThere)
      child.kill('SIGINT')
      const result = await ended
      expect(result.code, result.stderr).toBe(0)
      expect(JSON.parse(result.stdout)).toMatchObject({ exported: 3_000, interrupted: true })
      const found = await readTopic(server.bootstrap, settings.topic)
      expectWhole(found, events)
      const [first] = found
      const event = events.find(
        ({ eventId }) => first && eventId === headerOf(first.message, 'event-id'),
      )
      expect(event && (await eventLine(undefined, event))).toBe(first?.message.value?.toString())
    }, 120_000)

    it('ends soon after it is interrupted, also while Kafka hangs', async () => {
      const settings = await freshTopic(server)
      const to = `kafka://${server.bootstrap}/${settings.topic}`
      server.pause()
      try {
        const { child, ended } = startCli(['audit', 'export', '--to', to, '--json'], { home })
        const before = api.asked.length
        await until(() => api.asked.length > before + 1)
        await delay(300)
        child.kill('SIGINT')
        const { code, stdout } = await ended
        expect(code).toBe(exitCodes.interrupted)
        expect(JSON.parse(stdout)).toMatchObject({ exported: 0, interrupted: true })
      } finally {
        server.resume()
      }
    }, 60_000)
  })
})
