/**
 * `npm run bench`: measures what this machine does and writes the table into load/README.md.
 * `--quick` measures briefly and writes nothing; `--help` says what else there is.
 */
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { openEsdbEventLog } from '../../core/adapters/esdb-event-log.ts'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { benchOptions } from './bench-options.ts'
import { openBenchSite } from './bench-site.ts'
import { benchConnect } from './connect.ts'
import { benchEsdb, startLog } from './esdb-append.ts'
import { benchHistory } from './history.ts'
import { benchKafka } from './kafka-heartbeats.ts'
import { benchLog } from './log-append.ts'
import { placementRows as rowsOfPlacement } from './placement.ts'
import { benchIdlePairs, benchRelayCost } from './relay-cost.ts'
import { benchReplay } from './replay.ts'
import { latency, number, type Row } from './rows.ts'
import { benchSimBroker } from './sim-broker.ts'

const { quick, json, only: wanted } = benchOptions()

const say = (text: string): void => {
  if (process.stderr.isTTY || !json) process.stderr.write(`${text}\n`)
}

const residentBytes = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
}

const megabytes = (bytes: number): string => `${number(bytes / 1e6)} MB`
const historyRows = async (): Promise<Row[]> => {
  say('log: replay')
  const replay = await benchReplay(quick ? 100_000 : 1_000_000)
  say('log: the past of a short log')
  const short = await benchHistory({
    events: quick ? 120_000 : 1_000_000,
    ...{ hosts: 100, userSessions: 1_000 },
  })
  say(quick ? 'log: the past of a longer log' : 'log: a long past, which takes some minutes')
  const long = await benchHistory({
    events: quick ? 220_000 : 10_000_000,
    ...(quick ? { hosts: 500, userSessions: 2_000 } : { hosts: 10_000, userSessions: 50_000 }),
  })
  const size = `${number(long.hosts)} hosts, ${number(long.userSessions)} user sessions`
  return [
    {
      measure: 'replay: read, decode, fold',
      value: `${number(replay.eventsPerSecond)} events/s`,
      how: `${number(replay.events)} events of ordinary connections, one core`,
    },
    {
      measure: `state at any point of ${number(long.events)} events`,
      value: `${number(long.state.maxMs)} ms`,
      how:
        `the slowest of nine moments, median ${number(long.state.p50Ms)} ms; unprepared ` +
        `${number(long.unready.maxMs)} ms; ${size}; ${long.snapshots} snapshots of ` +
        `${megabytes(long.snapshotBytes)} beside a log of ${megabytes(long.logBytes)}, made in ` +
        `${number(long.snapshotsMs / 1_000)} s`,
    },
    {
      measure: `cold start with ${number(short.events)} events`,
      value: `${number(short.firstDecisionMs / 1_000, 2)} s`,
      how: 'from the start of a process to its first durable decision, with snapshots',
    },
    {
      measure: `cold start with ${number(long.events)} events`,
      value: `${number(long.firstDecisionMs / 1_000, 2)} s`,
      how: `the same with ${size}`,
    },
    {
      measure: 'memory of a broker',
      value: megabytes(long.residentBytes),
      how: `a second after that start: ${size}, ${number(long.events)} events of history`,
    },
  ]
}

const simulated = 'agents and gateway simulated without sockets; new users on 2,000 hosts'
const decisionRows = async (): Promise<Row[]> => {
  const options = { users: 48, warmUpSeconds: quick ? 1 : 3, hosts: quick ? 200 : 2_000 }
  const folder = mkdtempSync(join(tmpdir(), 'causeway-decisions-'))
  const system = createSystem()
  try {
    say('broker: connections on the embedded log')
    const log = await openLmdbEventLog({ folder: join(folder, 'log'), system })
    const embedded = await benchSimBroker(log, { ...options, seconds: quick ? 2 : 60 })
    await log.stop()
    say('broker: connections on a served log')
    const server = await startLog(join(folder, 'served'))
    const remote = openEsdbEventLog({ system }, { url: server.url })
    const served = await benchSimBroker(remote, { ...options, seconds: quick ? 2 : 10 })
    await remote.stop()
    await server.stop()
    return [
      {
        measure: 'brokered connections, embedded log, legs simulated',
        value: `${number(embedded.perSecond)} /s`,
        how:
          `${latency(embedded.p50Ms, embedded.p99Ms)} until both legs are ordered, for a minute; ` +
          simulated,
      },
      {
        measure: "brokered connections over EventStoreDB's protocol, legs simulated",
        value: `${number(served.perSecond)} /s`,
        how: `${latency(served.p50Ms, served.p99Ms)}; the log served by another process over TLS`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const placementRows = (): Promise<Row[]> => rowsOfPlacement(quick, say)

const kafkaRows = async (): Promise<Row[]> => {
  const url = process.env['BENCH_KAFKA']
  if (url === undefined) {
    say('kafka: skipped; BENCH_KAFKA=kafka://host:port/topic names none')
    return []
  }
  say('kafka: heartbeats')
  const kafka = await benchKafka(url, { perSecond: 5_000, seconds: quick ? 5 : 60 })
  return [
    {
      measure: 'heartbeats through Kafka, 5,000/s',
      value: `${number(kafka.missing)} lost, ${number(kafka.cpuShare * 100)} % of a core`,
      how:
        `${number(kafka.recorded)} beats of 10,000 hosts, counted by another process that ` +
        'follows the topic; the share is that of the recording process',
    },
  ]
}

const logRows = async (): Promise<Row[]> => {
  say('log: appends')
  const log = await benchLog({ folder: tmpdir(), seconds: quick ? 1 : 4 })
  say('log: over the protocol of EventStoreDB')
  const esdb = await benchEsdb({ folder: tmpdir(), seconds: quick ? 1 : 8 })
  return [
    {
      measure: 'durable appends, 64 writers, 256 bytes',
      value: `${number(log.eventsPerSecond)} events/s`,
      how:
        `${latency(log.p50Ms, log.p99Ms)}; ${number(log.rawRatio, 2)} × raw write + fdatasync ` +
        'of the same batches in the same run',
    },
    {
      measure: 'one durable append, nothing else under way',
      value: `${number(log.idleP50Ms, 2)} ms`,
      how:
        `median; ${number(log.idleP50Ms / log.rawSyncP50Ms, 2)} × a raw write + fdatasync ` +
        `of the same bytes, which took ${number(log.rawSyncP50Ms, 2)} ms in turn with it`,
    },
    {
      measure: "appends over EventStoreDB's protocol, 64 writers, 256 bytes",
      value: `${number(esdb.appendsPerSecond)} /s`,
      how:
        `${latency(esdb.p50Ms, esdb.p99Ms)}; its own client to a served log in another process, ` +
        `TLS; read back at ${number(esdb.readsPerSecond)} events/s`,
    },
  ]
}

const relayRows = async (): Promise<Row[]> => {
  const rows: Row[] = []
  const seconds = quick ? 1 : 4
  for (const tls of [false, true]) {
    for (const [frameBytes, pairs] of [
      [65_536, 16],
      [1_024, 16],
    ] as const) {
      const legs = tls ? 'TLS on both legs' : 'plain'
      const shape = `${frameBytes / 1024} KiB × ${pairs} pairs, ${legs}`
      say(`relay: ${shape}`)
      const cost = await benchRelayCost({ seconds, frameBytes, pairs, tls })
      rows.push({
        measure: `relay CPU per GB, ${shape}`,
        value: `${number(cost.cpuSecondsPerGb, 2)} s`,
        how:
          `${number(cost.megabytesPerSecond)} MB/s; ` +
          `the relay had ${number(cost.relayCpuShare * 100)} % of a core`,
      })
    }
  }
  const pairs = quick ? 200 : 1_000
  say('relay: idle pairs')
  const idle = await benchIdlePairs({ pairs, seconds: quick ? 1 : 3, tls: true })
  rows.push({
    measure: 'memory per idle pair, TLS on both legs',
    value: `${number(idle.bytesPerPair / 1024, 1)} KiB`,
    how:
      `${number(pairs)} pairs; ` +
      `${number(idle.pairsPerCpuSecond)} pairs set up per CPU second of the relay`,
  })
  return rows
}

const siteRows = async (): Promise<Row[]> => {
  say('site: starting')
  const site = await openBenchSite()
  try {
    await site.admin(['pool', 'change', 'staff', '--session-limit', '100000'])
    const agents = quick ? 2 : 20
    await site.joinAgents(2)
    const before = residentBytes(site.pids.broker)
    await site.joinAgents(agents)
    const perAgent = (residentBytes(site.pids.broker) - before) / agents
    const seconds = quick ? 2 : 10
    say('site: one user')
    const single = await benchConnect(site, { users: 1, seconds })
    say('site: 32 users')
    const many = await benchConnect(site, { users: 32, seconds })
    return [
      {
        measure: 'request to relay started, one user',
        value: latency(single.p50Ms, single.p99Ms),
        how:
          'ARM order over TLS, new TLS connections to the gateway each time; first byte back ' +
          `after ${number(single.firstByteP50Ms, 1)} ms; ${number(single.connections)} connections`,
      },
      {
        measure: 'brokered connections, 32 users at once',
        value: `${number(many.perSecond)} /s`,
        how:
          'whole order with both legs; client, agents, gateways and broker share these cores; ' +
          `${latency(many.p50Ms, many.p99Ms)}; ${number(many.failures)} failed`,
      },
      {
        measure: 'broker memory per idle agent',
        value: `${number(perAgent / 1024)} KiB`,
        how:
          `${agents} agents over TLS; the broker's resident memory before and after, ` +
          'so a rough figure',
      },
      {
        measure: 'first start to ready',
        value: `${number(site.readyMs / 1_000, 2)} s`,
        how: 'makes folder, authority, keys; broker and one worker per core',
      },
    ]
  } finally {
    await site.stop()
  }
}

const table = (rows: readonly Row[]): string =>
  [
    '| Measure | Result | How |',
    '|---|---|---|',
    ...rows.map(({ measure, value, how }) => `| ${measure} | ${value} | ${how} |`),
  ].join('\n')

const failed = (part: string, error: unknown): Row[] => {
  process.stderr.write(`error: ${part}: ${String(error)}\n`)
  process.exitCode = 1
  return []
}

/** Linux' magic numbers of tmpfs and ramfs: in memory a sync measures nothing. */
const inMemory = new Set([0x01021994, 0x858458f6])

const main = async (): Promise<void> => {
  if (inMemory.has(statfsSync(tmpdir()).type)) {
    process.stderr.write(`error: ${tmpdir()} is in memory\nfix: set TMPDIR to a folder on a disk\n`)
    process.exitCode = 1
    return
  }
  const rows: Row[] = []
  const parts = [siteRows, decisionRows, placementRows, logRows, historyRows, kafkaRows, relayRows]
  for (const part of parts) {
    if (wanted !== undefined && !part.name.startsWith(wanted)) continue
    // What was measured must not be lost with the part that fails.
    rows.push(...(await part().catch((error: unknown) => failed(part.name, error))))
  }
  const machine =
    `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ` +
    `${number(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ` +
    new Date().toISOString().slice(0, 10)
  if (json) process.stdout.write(`${JSON.stringify({ machine, rows })}\n`)
  else process.stdout.write(`${table(rows)}\n`)
  if (quick || wanted !== undefined) return
  const file = resolve('load/README.md')
  const text = readFileSync(file, 'utf8')
  const [head = '', tail = ''] = [text.split('<!-- bench -->')[0], text.split('<!-- /bench -->')[1]]
  writeFileSync(
    file,
    `${head}<!-- bench -->\nMeasured on ${machine}.\n\n${table(rows)}\n<!-- /bench -->${tail}`,
  )
}

await main()
