/**
 * How fast the log is over EventStoreDB's protocol: appends of many writers by its own client to
 * `causeway log serve` in another process, over TLS, and the log read back. Asserts nothing.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEsdbEventLog } from '../../core/adapters/esdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import type { EventLog, NewEvent, System } from '../../core/broker/ports.ts'
import { encodeEvent } from '../../proto/event-codec.ts'

export type BenchEsdbOptions = {
  /** Gets a folder of its own below; removed afterwards. */
  readonly folder: string
  readonly seconds: number
}

export type BenchEsdbResult = {
  readonly appendsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Reading everything by the protocol. */
  readonly readsPerSecond: number
}

const program = fileURLToPath(new URL('../../core/bin/causeway.js', import.meta.url))
const writerCount = 64
const nameBytes = 240
const startMs = 30_000

/** The url of a served log in another process, and how that one is stopped. */
export const startLog = async (folder: string) => {
  const args = [program, 'log', 'serve', '--json', '--esdb-port', '0']
  const child = spawn(process.execPath, [...args, '--data-folder', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async (): Promise<void> => {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
  const [line] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(startMs) })
  const { esdbUrl, usersFile }: { esdbUrl: string; usersFile: string } = JSON.parse(String(line))
  const users: { name: string; password: string; role: string }[] = JSON.parse(
    readFileSync(usersFile, 'utf8'),
  )
  const writer = users.find(({ role }) => role === 'writer')
  const url = esdbUrl.replace('esdb://', `esdb://${writer?.name}:${writer?.password}@`)
  return { url, stop }
}

const createEvent = (system: System, id: string): NewEvent => ({
  ...encodeEvent({
    type: 'WorkspaceCreated',
    data: { workspaceId: id, name: 'n'.repeat(nameBytes) },
  }),
  eventId: system.newId(),
  recordedAt: system.nowMs(),
  actor: 'broker:bench',
  connectionId: '',
  causationId: 'bench',
})

const writeUntil = async (log: EventLog, system: System, id: string, until: number) => {
  const latencies: number[] = []
  for (let revision = -1; system.monotonicMs() < until; revision++) {
    const start = system.monotonicMs()
    const expected = revision < 0 ? 'none' : revision
    await log.append(`workspace-${id}`, expected, [createEvent(system, id)])
    latencies.push(system.monotonicMs() - start)
  }
  return latencies
}

/** Runs the benchmark; rates are events per second of wall time. */
export const benchEsdb = async (options: BenchEsdbOptions): Promise<BenchEsdbResult> => {
  const folder = join(options.folder, 'bench-esdb')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const system = createSystem()
  const server = await startLog(join(folder, 'data'))
  const log = openEsdbEventLog({ system }, { url: server.url })
  try {
    const start = system.monotonicMs()
    const until = start + options.seconds * 1_000
    const writers = Array.from({ length: writerCount }, (_, index) =>
      writeUntil(log, system, `bench-${index}`, until),
    )
    const latencies = (await Promise.all(writers)).flat().sort((a, b) => a - b)
    const appendsPerSecond = latencies.length / ((system.monotonicMs() - start) / 1_000)
    const readStart = system.monotonicMs()
    let read = 0
    for await (const batch of log.readAll()) read += batch.length
    return {
      appendsPerSecond,
      p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
      p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
      readsPerSecond: read / ((system.monotonicMs() - readStart) / 1_000),
    }
  } finally {
    await log.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
