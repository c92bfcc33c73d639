/** A site's decisions into a real Kafka, while its broker is killed, Kafka is killed, and both. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/desktop/deadline.ts'
import { hasKafka, type KafkaServer, startKafka } from '../support/kafka/kafka-server.ts'
import { headerOf, readTopic } from '../support/kafka/read-topic.ts'
import { freePorts } from '../support/net/free-ports.ts'
import { type Site, startSite } from '../support/site/site.ts'

const soonMs = 60_000

type Line = { readonly eventId: string; readonly stream: string; readonly position: string }

describe.runIf(hasKafka())('the export of a running site', () => {
  let site: Site
  let server: KafkaServer
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-export-site-'))
    server = await startKafka()
    const port = await freePorts(1)
    site = await startSite({ folder, args: ['--api-port', String(port)] })
  })
  afterAll(async () => {
    await site?.stop()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const linesOf = (output: string): Line[] =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  const data = () => ['--data-folder', site.ready.dataFolder]

  /** What a broker does is tried until it is back. */
  const decide = async (name: string): Promise<void> => {
    const pool = ['admin', 'pool', 'create', name, '--name', name, ...data()]
    const made = async () => ((await site.run(pool)).code === 0 ? true : undefined)
    await waitUntil(made, soonMs, () => `${name} was not made`)
  }

  it('has everything in Kafka, whichever side died', async () => {
    const url = `kafka://${server.bootstrap}`
    const topic = ['--audit-topic', 'decisions', '--partitions', '3', '--replicas', '1']
    const made = await site.start(['admin', 'kafka', 'create-topics', '--brokers', url, ...topic])
    expect((await made.exited).code).toBe(0)
    const checkpoint = join(folder, 'place.json')
    const follower = await site.start([
      ...['audit', 'export', '--to', `${url}/decisions`, '--checkpoint', checkpoint, '--follow'],
      ...['--api', site.ready.apiUrl, '--ca', site.ready.authorityFile, ...data()],
    ])
    const reached = async (): Promise<string> => {
      const text = await readFile(checkpoint, 'utf8').catch(() => '{}')
      return String(JSON.parse(text).eventId)
    }
    /** All lines of the log, once the last of them is safe in Kafka. */
    const whole = async (): Promise<Line[]> => {
      const lines = linesOf(await site.ok(['audit', 'export', '--to', 'jsonl', ...data()]))
      const there = async () => ((await reached()) === lines.at(-1)?.eventId ? true : undefined)
      await waitUntil(there, soonMs, () => `the export is behind:\n${follower.log()}`)
      return lines
    }
    await decide('one')
    await whole()

    process.kill(site.ready.pids.broker, 'SIGKILL')
    await decide('two')
    await whole()

    await server.kill()
    await decide('three')
    await server.restart()
    await decide('four')
    const lines = await whole()

    process.kill(follower.pid, 'SIGINT')
    expect((await follower.exited).code).toBe(0)
    const found = await readTopic(server.bootstrap, 'decisions')
    const ids = (stream: string): string[] => {
      const own = found.filter(({ message }) => String(message.key) === stream)
      return [...new Set(own.map(({ message }) => headerOf(message, 'event-id')))]
    }
    for (const stream of new Set(lines.map((line) => line.stream))) {
      const wanted = lines.filter((line) => line.stream === stream)
      expect(ids(stream)).toEqual(wanted.map((line) => line.eventId))
    }
    expect(lines.map((line) => line.stream)).toEqual(
      expect.arrayContaining(['pool-one', 'pool-two', 'pool-three', 'pool-four']),
    )
  })
})
