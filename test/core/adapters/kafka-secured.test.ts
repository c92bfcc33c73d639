/** A real Kafka behind TLS and a log-on: what works with it, and what is said when it does not. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openKafkaAuditSink } from '../../../core/adapters/kafka-audit-export.ts'
import { openKafkaHeartbeatLog } from '../../../core/adapters/kafka-heartbeat-log.ts'
import { parseKafkaUrl } from '../../../core/adapters/kafka-url.ts'
import { createPositions } from '../../../core/adapters/log-position.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import { exitCodes } from '../../../core/bin/cli/exit.ts'
import { eventOf } from '../../contract/events.ts'
import { sampleOf } from '../../contract/heartbeat-log.ts'
import { makeCertificates } from '../../support/cli/fake-api.ts'
import { runCli } from '../../support/cli/run-cli.ts'
import { hasKafka, type KafkaServer, startKafka } from '../../support/kafka/kafka-server.ts'

const system = createSystem()
const user = 'alice'
const password = 'correct-horse-1'
const position = createPositions('l').of(1)
const event = { ...eventOf('e'), stream: 'pool-a', revision: 0, position }

describe.runIf(hasKafka())('a secured Kafka', () => {
  let server: KafkaServer
  let folder: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-secured-'))
    makeCertificates(folder)
    server = await startKafka({ secured: { user, password } })
    const made = await create({ CAUSEWAY_KAFKA_PASSWORD: password })
    expect(made.stderr).toBe('')
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const options = (more = ''): string => `tls=true&tlsCAFile=${server.caFile}&user=${user}${more}`

  /** The command, whose environment alone has the password. */
  const create = (env: Readonly<Record<string, string>>, more = '&sasl=scram-sha-512') =>
    runCli(
      [
        ...['admin', 'kafka', 'create-topics', '--replicas', '1', '--partitions', '1'],
        ...['--heartbeats-topic', 'beats', '--audit-topic', 'decisions'],
        ...['--brokers', `kafka://${server.bootstrap}?${options(more)}`],
      ],
      { home: folder, env },
    )

  const sendTo = async (url: string, secret = password): Promise<void> => {
    const settings = parseKafkaUrl(url, { CAUSEWAY_KAFKA_PASSWORD: secret })
    const sink = openKafkaAuditSink({ system }, { settings })
    try {
      await sink.send([{ event }])
    } finally {
      await sink.stop()
    }
  }
  const urlOf = (query: string): string => `kafka://${server.bootstrap}/decisions?${query}`

  it.each(['plain', 'scram-sha-512'])('takes heartbeats and decisions by %s', async (mechanism) => {
    await sendTo(urlOf(options(`&sasl=${mechanism}`)))
    const url = `kafka://${server.bootstrap}/beats?${options(`&sasl=${mechanism}`)}`
    const settings = parseKafkaUrl(url, { CAUSEWAY_KAFKA_PASSWORD: password })
    const open = () => openKafkaHeartbeatLog({ system }, { settings })
    const first = open()
    const at = system.nowMs()
    first.record(sampleOf(`h-${mechanism}`, at))
    await first.stop()
    expect(first.droppedTotal()).toBe(0)
    const second = open()
    onTestFinished(() => second.stop())
    expect(await second.latest()).toContainEqual(sampleOf(`h-${mechanism}`, at))
  })

  it.each(['plain', 'scram-sha-512'])(
    'names user and password when %s refuses them',
    async (mechanism) => {
      const sent = sendTo(urlOf(options(`&sasl=${mechanism}`)), 'wrong')
      await expect(sent).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: expect.stringMatching(/refuse the user or its password.*CAUSEWAY_KAFKA_PASSWORD/),
      })
    },
  )

  it('names sasl when the brokers do not know the mechanism', async () => {
    const sent = sendTo(urlOf(options('&sasl=scram-sha-256')))
    await expect(sent).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringMatching(/choose another sasl=/),
    })
  })

  it('names tlsCAFile when nobody trusted signed the certificate', async () => {
    const foreign = `tls=true&user=${user}&sasl=plain&tlsCAFile=${join(folder, 'ca.pem')}`
    for (const query of [foreign, `tls=true&user=${user}&sasl=plain`]) {
      await expect(sendTo(urlOf(query))).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: expect.stringMatching(/no authority that is trusted here.*tlsCAFile=/),
      })
    }
  })

  it('says that a port is open, where TLS or a log-on was wanted', async () => {
    const [host, port] = server.bootstrap.split(':')
    const own = `kafka://${host}:${Number(port) + 2}/decisions`
    await sendTo(own)
    await expect(sendTo(`${own}?tls=true`)).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
      message: expect.stringMatching(/speaks no TLS, leave tls=true out/),
    })
    await expect(sendTo(`${own}?user=${user}&sasl=scram-sha-512`)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringMatching(/asks for no log-on: leave sasl/),
    })
  })

  it('the command says which field is wrong, and never the password', async () => {
    const { code, stdout, stderr } = await create({ CAUSEWAY_KAFKA_PASSWORD: 'hunter-2' })
    expect([code, stdout]).toEqual([exitCodes.failed, ''])
    expect(stderr).toContain('CAUSEWAY_KAFKA_PASSWORD')
    expect(stderr).not.toContain('hunter-2')
    const none = await create({})
    expect([none.code, none.stderr]).toEqual([
      exitCodes.usage,
      expect.stringContaining('sasl needs a password in CAUSEWAY_KAFKA_PASSWORD'),
    ])
  })

  it('a port with TLS that is spoken to without it fails within its bounds', async () => {
    await expect(sendTo(urlOf('tls=false'))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
  })
})
