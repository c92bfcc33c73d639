/** `causeway audit export`: every decision to Kafka, or as lines on standard output. */
import { resolve } from 'node:path'
import { otelLogsOf } from '../../../projections/audit/otel-record.ts'
import { type Exported, runAuditExport } from '../../adapters/audit-exporter.ts'
import type { AuditRecord } from '../../adapters/kafka-audit-message.ts'
import { kafkaRetryMs } from '../../adapters/kafka-retry.ts'
import { type KafkaSettings, parseKafkaUrl } from '../../adapters/kafka-url.ts'
import { createSystem } from '../../adapters/system.ts'
import { eventLine } from '../../api/event-line.ts'
import type { RecordedEvent } from '../../broker/ports.ts'
import { errorTable, Fault, isErrorCode } from '../../domain/errors.ts'
import { readLine } from './audit-source.ts'
import type { Run } from './command.ts'
import { CommandFault, exitCodes, failure, usageFault } from './exit.ts'
import { createPassingPlaces, createPlaceFile } from './export-place.ts'
import { type LogSource, openLogSource, type SourceLine } from './log-source.ts'
import { startProgress } from './progress.ts'
import { terminalJson, terminalText } from './terminal-text.ts'
import { softwareVersion } from './version.ts'

/** Where events go. */
type Sink<T extends Exported> = {
  readonly read: (source: LogSource, from: string | undefined) => AsyncIterable<readonly T[]>
  readonly send: (events: readonly T[]) => Promise<void>
  readonly places: ReturnType<typeof createPassingPlaces>
  readonly stop: () => Promise<void>
}

type Wish = {
  readonly target: 'jsonl' | 'otel' | KafkaSettings
  readonly form: 'protobuf' | 'json'
  readonly follow: boolean
}

const parseWish = (run: Run): Wish => {
  const to = run.text('to') ?? ''
  const form = run.text('format') ?? 'protobuf'
  const follow = run.has('follow')
  if (form !== 'protobuf' && form !== 'json') {
    throw usageFault(`--format is ${form}`, 'give protobuf or json')
  }
  if (to === 'jsonl' || to === 'otel') {
    const useless = ['checkpoint', 'format'].find((name) => run.text(name) !== undefined)
    if (useless === undefined) return { target: to, form, follow }
    throw usageFault(`--${useless} is of no use with --to ${to}`, 'leave it out')
  }
  if (!to.startsWith('kafka:')) {
    throw usageFault(`--to is ${to}`, 'give jsonl, otel or kafka://host:port/topic')
  }
  try {
    return { target: parseKafkaUrl(to, run.io.env), form, follow }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw usageFault(error.detail, 'docs/kafka.md shows addresses and their options')
  }
}

/** Lines on standard output; how far they came is known to whoever reads them. */
const createLineSink = (run: Run, kind: 'jsonl' | 'otel', follow: boolean): Sink<SourceLine> => {
  const version = softwareVersion()
  const asLine = ({ value }: SourceLine): string => {
    const shown =
      kind === 'jsonl' ? value : otelLogsOf(readLine(value), { version, nowMs: run.io.nowMs() })
    return `${terminalJson(shown)}\n`
  }
  return {
    read: (source, from) => source.lines(from, follow),
    send: async (lines) => void run.io.stdout.write(lines.map(asLine).join('')),
    places: createPassingPlaces(),
    stop: async () => undefined,
  }
}

type System = ReturnType<typeof createSystem>

const checkpointOf = (run: Run, { topic }: KafkaSettings): string =>
  resolve(run.io.cwd, run.text('checkpoint') ?? `causeway-export-${topic}.json`)

const openKafkaSink = async (
  run: Run,
  system: System,
  settings: KafkaSettings,
  { form, follow }: Wish,
): Promise<Sink<RecordedEvent>> => {
  const { openKafkaAuditSink } = await import('../../adapters/kafka-audit-export.ts')
  const sink = openKafkaAuditSink({ system }, { settings })
  const recordOf = async (event: RecordedEvent): Promise<AuditRecord> =>
    form === 'protobuf' ? { event } : { event, json: await eventLine(undefined, event) }
  // Whoever waits for Kafka is not kept waiting by it.
  run.io.signal.addEventListener('abort', () => void sink.stop())
  return {
    read: (source, from) => source.records(from, follow),
    send: async (events) => sink.send(await Promise.all(events.map(recordOf))),
    places: createPlaceFile(checkpointOf(run, settings), settings.topic),
    stop: sink.stop,
  }
}

const isRetriable = (error: unknown): boolean => {
  if (error instanceof Fault) return errorTable[error.code].retriable
  if (!(error instanceof CommandFault)) return false
  const { exit, code } = error
  if (exit === 'unreachable' || exit === 'timedOut') return true
  return isErrorCode(code) && errorTable[code].retriable
}

/** Without the code's own words: what failed may be Kafka, the site or the log. */
const reasonOf = (fault: unknown): string => {
  if (fault instanceof Fault) return fault.detail
  return fault instanceof Error ? fault.message : String(fault)
}

/** Positions of a log of our own count its events. */
const countAt = (position: string | undefined): number =>
  Number(/^l:(\d+)$/.exec(position ?? '')?.[1] ?? 0)

const exportInto = async <T extends Exported>(
  run: Run,
  system: System,
  source: LogSource,
  sink: Sink<T>,
) => {
  // Asked first: a site that cannot be reached at all is told at once.
  const size = await source.size()
  const { signal } = run.io
  const from = run.text('from')
  const done = countAt(sink.places.load()?.position ?? from)
  const bar = await startProgress(run, 'exporting the log', Math.max(0, size - done))
  try {
    return await runAuditExport(
      { system, read: (at) => sink.read(source, at), send: sink.send, places: sink.places },
      {
        ...{ from, signal, isRetriable },
        onExported: (count) => {
          // Then it follows, and there is no end to wait for.
          if (done + count >= size) bar.stop()
          else bar.update(count, size - done)
        },
        onFault: (fault) => run.out.warn(reasonOf(fault)),
        retryMs: (failures) => kafkaRetryMs(failures, system.random),
      },
    )
  } finally {
    bar.stop()
  }
}

const asCommandFault = (error: unknown): unknown => {
  if (!(error instanceof Fault) || error.code !== 'LOG_IN_USE') return error
  return failure(error.message, 'leave --log out: the running site is then asked', error)
}

/** Exports until the log ends, or with --follow until interrupted; gives the exit code. */
export const exportAudit = async (run: Run): Promise<number> => {
  const wish = parseWish(run)
  const { target, follow } = wish
  const system = createSystem()
  const isText = typeof target === 'string'
  const to = isText ? target : target.topic
  const source = await openLogSource(run, `export --to ${isText ? target : 'kafka'}`).catch(
    (error: unknown) => {
      throw asCommandFault(error)
    },
  )
  const { exported, place } = await (async () => {
    try {
      if (isText) return await exportInto(run, system, source, createLineSink(run, target, follow))
      const sink = await openKafkaSink(run, system, target, wish)
      try {
        return await exportInto(run, system, source, sink)
      } finally {
        await sink.stop()
      }
    } finally {
      await source.stop()
    }
  })()
  const interrupted = run.io.signal.aborted
  const result = {
    ...{ to, exported, interrupted },
    ...(place === undefined ? {} : { position: place.position, eventId: place.eventId }),
    ...(isText ? {} : { checkpoint: checkpointOf(run, target) }),
  }
  // Standard output holds the events then.
  if (isText && run.out.json) run.io.stderr.write(`${terminalJson(result)}\n`)
  if (!isText) {
    const end = place === undefined ? 'which has none yet' : `which has all up to ${place.position}`
    const text = `${exported} events exported to ${to}, ${end}`
    run.out.result(result, () => `${terminalText(text)}\n`)
  }
  return interrupted && !follow ? exitCodes.interrupted : exitCodes.ok
}
