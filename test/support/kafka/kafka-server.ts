/**
 * A real Kafka for tests: one node in KRaft mode on ports and in a folder of its own, which can be
 * killed, paused and started again on the same data. test/real/install-kafka.sh installs it.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { makeCertificates } from '../cli/fake-api.ts'
import { waitUntil } from '../desktop/deadline.ts'
import { type OwnedProcess, startProcess } from '../desktop/owned-process.ts'
import { freePorts } from '../net/free-ports.ts'
import { needs } from '../skip.ts'

export type KafkaServer = {
  /** PEM file of the authority that certified a secured server. */
  readonly caFile: string
  /** `127.0.0.1:port`, the same for the whole life of the server. */
  readonly bootstrap: string
  /** SIGKILL; resolves once it is gone. The data stay. */
  kill(): Promise<void>
  /** SIGSTOP: connections stay open, nothing answers. */
  pause(): void
  /** SIGCONT. */
  resume(): void
  /** Starts it again on the same port and data after `kill`; resolves once it answers. */
  restart(): Promise<void>
  /** Ends it for good and removes its data; may be called again. */
  stop(): Promise<void>
}

export type KafkaServerOptions = {
  /** Further lines of `server.properties`. */
  readonly properties?: readonly string[]
  /** Opens what stands between clients and this port; the port that clients shall dial. */
  readonly front?: (port: number) => Promise<number>
  /** TLS under an authority of its own, and a log-on by PLAIN or SCRAM-SHA-512. */
  readonly secured?: { readonly user: string; readonly password: string }
}

const home =
  process.env['CAUSEWAY_KAFKA_HOME'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'causeway', 'kafka-4.1.0')

/** Is Kafka installed? Says aloud when it is not; use it with `describe.runIf(hasKafka())`. */
export const hasKafka = (): boolean =>
  needs(
    'a real Kafka',
    existsSync(join(home, 'complete')),
    'run test/real/install-kafka.sh (as root, or with sudo)',
  )

/** A Java start takes a second or two, more while other tests run. */
const formatMs = 60_000
const startMs = 90_000
/** One attempt to be answered. */
const askMs = 2_000

const java = (main: string, args: readonly string[]): Promise<OwnedProcess> =>
  startProcess({
    program: 'java',
    args: [
      // Starts sooner, and a test's load is small.
      ...['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      ...['-cp', join(home, 'libs', '*'), main, ...args],
    ],
  })

/**
 * One node that is broker and controller; what a cluster keeps thrice is kept once. Its controller
 * forgets a killed broker soon: it takes the next one in only then.
 */
const propertiesOf = (
  folder: string,
  port: number,
  advertised: number,
  protocol: 'PLAINTEXT' | 'SASL_SSL',
  more: readonly string[],
): string => `\
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${port + 1}
controller.quorum.voters=1@127.0.0.1:${port + 1}
listeners=CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${port + 1},OWN://127.0.0.1:${port + 2}
advertised.listeners=CLIENTS://127.0.0.1:${advertised},OWN://127.0.0.1:${port + 2}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,OWN:PLAINTEXT,CLIENTS:${protocol}
inter.broker.listener.name=OWN
log.dirs=${join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
auto.create.topics.enable=false
${more.join('\n')}
`

const modules = 'org.apache.kafka.common.security'

/** What makes the clients' port a secured one. The keystore is PEM: key, certificate, authority. */
const securedProperties = (
  folder: string,
  { user, password }: NonNullable<KafkaServerOptions['secured']>,
): readonly string[] => {
  makeCertificates(folder)
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const keystore = join(folder, 'keystore.pem')
  writeFileSync(keystore, read('key.pem') + read('cert.pem') + read('ca.pem'))
  const plain = `${modules}.plain.PlainLoginModule required user_${user}="${password}";`
  return [
    'listener.name.clients.ssl.keystore.type=PEM',
    `listener.name.clients.ssl.keystore.location=${keystore}`,
    'listener.name.clients.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512',
    `listener.name.clients.plain.sasl.jaas.config=${plain}`,
    `listener.name.clients.scram-sha-512.sasl.jaas.config=${modules}.scram.ScramLoginModule required;`,
  ]
}

/** Asked at its own port, which is open whatever the clients' one asks for. */
const answers = async (port: number): Promise<boolean> => {
  const admin = new Kafka({
    brokers: [`127.0.0.1:${port + 2}`],
    logLevel: logLevel.NOTHING,
    connectionTimeout: askMs,
    requestTimeout: askMs,
    retry: { retries: 0 },
  }).admin()
  try {
    await admin.connect()
    const { brokers } = await admin.describeCluster()
    return brokers.length > 0
  } catch {
    return false
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

/** Starts a server; resolves once it answers. Rejects with its log when it does not. */
export const startKafka = async (options: KafkaServerOptions = {}): Promise<KafkaServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-kafka-'))
  const port = await freePorts(3)
  const advertised = (await options.front?.(port)) ?? port
  const bootstrap = `127.0.0.1:${advertised}`
  const config = join(folder, 'server.properties')
  const { secured, properties = [] } = options
  const security = secured === undefined ? [] : securedProperties(folder, secured)
  const protocol = secured === undefined ? 'PLAINTEXT' : 'SASL_SSL'
  writeFileSync(
    config,
    propertiesOf(folder, port, advertised, protocol, [...security, ...properties]),
  )
  let running: OwnedProcess | undefined

  const start = async (): Promise<void> => {
    const server = await java('kafka.Kafka', [config])
    running = server
    let ended = false
    void server.exited.then(() => {
      ended = true
    })
    const look = async (): Promise<true | undefined> => {
      if (ended) throw new Error(`Kafka ended at its start; its log:\n${server.log()}`)
      return (await answers(port)) ? true : undefined
    }
    await waitUntil(look, startMs, () => `Kafka does not answer; its log:\n${server.log()}`)
  }

  const signal = (name: NodeJS.Signals): void => {
    if (running !== undefined) process.kill(running.pid, name)
  }

  const stop = async (): Promise<void> => {
    const last = running
    running = undefined
    if (last !== undefined) {
      // SIGKILL reaches a paused process too; its data are thrown away, so it need not tidy up.
      process.kill(last.pid, 'SIGKILL')
      await last.exited
    }
    rmSync(folder, { recursive: true, force: true })
  }

  const format = async (): Promise<void> => {
    const cluster = randomBytes(16).toString('base64url')
    const user = secured && `[name=${secured.user},password=${secured.password}]`
    const formatter = await java('kafka.tools.StorageTool', [
      ...['format', '-t', cluster, '-c', config],
      ...(user === undefined ? [] : ['--add-scram', `SCRAM-SHA-512=${user}`]),
    ])
    const tooLong = setTimeout(() => void formatter.stop(), formatMs)
    const { code } = await formatter.exited
    clearTimeout(tooLong)
    if (code !== 0) throw new Error(`cannot format Kafka's folder:\n${formatter.log()}`)
  }

  try {
    await format()
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    caFile: join(folder, 'ca.pem'),
    bootstrap,
    kill: async () => {
      const last = running
      running = undefined
      if (last === undefined) return
      process.kill(last.pid, 'SIGKILL')
      await last.exited
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    restart: async () => {
      if (running === undefined) await start()
    },
    stop,
  }
}
