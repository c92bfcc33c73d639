/**
 * How fast the embedded log is: durable appends of many writers, beside a raw write and fdatasync
 * of batches of the same size in the same run, and replay. Measures, asserts nothing.
 */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { encodeStoredEvent } from '../../core/adapters/log-envelope.ts'
import { createSystem } from '../../core/adapters/system.ts'
import type { EventLog, NewEvent, System } from '../../core/broker/ports.ts'
import { Fault } from '../../core/domain/errors.ts'

export type BenchLogOptions = {
  /** Gets folders of its own below; removed afterwards. Its disk is what is measured. */
  readonly folder: string
  /** How long appends are measured; the raw half takes as long again. */
  readonly seconds: number
  /** Default 64. */
  readonly writerCount?: number
  /** Default 256. */
  readonly payloadBytes?: number
}

export type BenchLogResult = {
  readonly eventCount: number
  /** Acknowledged appends of one event each. */
  readonly eventsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Average events in one commit. */
  readonly eventsPerCommit: number
  /** Raw write + fdatasync in batches of that many of the same bytes. */
  readonly rawEventsPerSecond: number
  /** eventsPerSecond over rawEventsPerSecond. */
  readonly rawRatio: number
  /** Median of one append after the other, nothing else under way. */
  readonly idleP50Ms: number
  /** Median of one raw write + fdatasync of the same bytes, in the same run. */
  readonly rawSyncP50Ms: number
  /** Reading and decoding everything, counting events by stream and type meanwhile. */
  readonly replayEventsPerSecond: number
}

const defaultWriterCount = 64
const defaultPayloadBytes = 256

const createEvent = (system: System, payload: Uint8Array): NewEvent => ({
  eventId: system.newId(),
  type: 'HostAssigned',
  schemaVersion: 1,
  recordedAt: system.nowMs(),
  actor: 'broker:0191b2c3-0000-7000-8000-000000000001',
  connectionId: '0191b2c3-0000-7000-8000-000000000002',
  causationId: '0191b2c3-0000-7000-8000-000000000003',
  payload,
})

/** Appends one event after the other to a stream until the time is over. */
const writeUntil = async (
  log: EventLog,
  system: System,
  stream: string,
  options: { readonly until: number; readonly payload: Uint8Array; readonly latencies: number[] },
): Promise<void> => {
  for (let revision = -1; system.monotonicMs() < options.until; revision++) {
    const start = system.monotonicMs()
    const event = createEvent(system, options.payload)
    const result = await log.append(stream, revision < 0 ? 'none' : revision, [event])
    if (result.kind === 'conflict') throw new Fault('CONFLICT', `${stream} was written by another`)
    options.latencies.push(system.monotonicMs() - start)
  }
}

const rawEventsPerSecond = (path: string, batch: Uint8Array, count: number, ms: number): number => {
  const descriptor = openSync(path, 'w')
  const start = performance.now()
  let batches = 0
  while (performance.now() - start < ms) {
    writeSync(descriptor, batch)
    fdatasyncSync(descriptor)
    batches += 1
  }
  const seconds = (performance.now() - start) / 1_000
  closeSync(descriptor)
  return (batches * count) / seconds
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const idleCount = 200

/** One append after the other, each beside one raw write of the same bytes. */
const idleLatency = async (
  log: EventLog,
  system: System,
  options: { readonly path: string; readonly payload: Uint8Array },
): Promise<{ readonly idleP50Ms: number; readonly rawSyncP50Ms: number }> => {
  const appends: number[] = []
  const raws: number[] = []
  const descriptor = openSync(options.path, 'w')
  for (let revision = -1; revision < idleCount; revision++) {
    const event = createEvent(system, options.payload)
    const appendAt = performance.now()
    await log.append('connection-idle', revision < 0 ? 'none' : revision, [event])
    const rawAt = performance.now()
    writeSync(descriptor, encodeStoredEvent(event, 'connection-idle', revision + 1))
    fdatasyncSync(descriptor)
    appends.push(rawAt - appendAt)
    raws.push(performance.now() - rawAt)
  }
  closeSync(descriptor)
  return { idleP50Ms: median(appends), rawSyncP50Ms: median(raws) }
}

/** Reads everything and folds it into counts, as a projection would. */
const replay = async (log: EventLog): Promise<number> => {
  const counts = new Map<string, number>()
  const start = performance.now()
  let events = 0
  for await (const batch of log.readAll()) {
    for (const event of batch) {
      const key = event.type + event.stream
      counts.set(key, (counts.get(key) ?? 0) + event.payload.length)
    }
    events += batch.length
  }
  return events / ((performance.now() - start) / 1_000)
}

/** Runs the benchmark; rates are events per second of wall time. */
export const benchLog = async (options: BenchLogOptions): Promise<BenchLogResult> => {
  const { seconds, writerCount = defaultWriterCount, payloadBytes = defaultPayloadBytes } = options
  const system = createSystem()
  const folder = join(options.folder, 'bench-log')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const log = await openLmdbEventLog({ folder: join(folder, 'log'), system })
  try {
    const latencies: number[] = []
    const payload = system.randomBytes(payloadBytes)
    // The durable end moves once a commit.
    let commits = 0
    const subscription = log.subscribe({ onEvents: () => {}, onCaughtUp: () => (commits += 1) })
    const start = system.monotonicMs()
    const until = start + seconds * 1_000
    const streams = Array.from({ length: writerCount }, (_, index) => `connection-${index}`)
    await Promise.all(
      streams.map((stream) => writeUntil(log, system, stream, { until, payload, latencies })),
    )
    const elapsedMs = system.monotonicMs() - start
    await subscription.stop()
    const eventsPerCommit = Math.max(1, Math.round(latencies.length / Math.max(1, commits)))
    const bytes = encodeStoredEvent(createEvent(system, payload), 'connection-0', 1_000)
    const batch = Buffer.alloc(bytes.length * eventsPerCommit, bytes)
    const raw = rawEventsPerSecond(join(folder, 'raw'), batch, eventsPerCommit, elapsedMs)
    const idle = await idleLatency(log, system, { path: join(folder, 'raw-idle'), payload })
    latencies.sort((a, b) => a - b)
    const eventsPerSecond = latencies.length / (elapsedMs / 1_000)
    return {
      eventCount: latencies.length,
      eventsPerSecond,
      p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
      p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
      eventsPerCommit,
      rawEventsPerSecond: raw,
      rawRatio: eventsPerSecond / raw,
      ...idle,
      replayEventsPerSecond: await replay(log),
    }
  } finally {
    await log.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
