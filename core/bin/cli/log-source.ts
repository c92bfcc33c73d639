/**
 * Events of a log as an export or `log read` wants them: from a running site by its API, from the
 * data folder of a site that does not run, or from a log on another machine. Read-only.
 */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ownEvents } from '../../adapters/esdb/foreign-event.ts'
import { type Descriptors, readDescriptors } from '../../adapters/esdb/served-descriptors.ts'
import { decodeStoredEvent } from '../../adapters/log-envelope.ts'
import { createSystem } from '../../adapters/system.ts'
import { eventLine } from '../../api/event-line.ts'
import type { EventLog, PersonDirectory, Position, RecordedEvent } from '../../broker/ports.ts'
import { exportBatchCountMax } from '../../domain/limits.ts'
import { readLocalAdminKey } from '../../identity/data-folder.ts'
import { DataFolderFault } from '../../identity/private-files.ts'
import type { Config } from '../config-schema.ts'
import { type Api, openAdminApi } from './api.ts'
import { readLines } from './audit-source.ts'
import type { Run } from './command.ts'
import { CommandFault, failure, usageFault } from './exit.ts'

/** One event as the line that core/api/event-line.ts makes of it, parsed. */
export type SourceLine = {
  readonly position: string
  readonly eventId: string
  readonly value: unknown
}

export type LogSource = {
  /** How many events there are, for a bar; an estimate for a log on another machine. */
  size(): Promise<number>
  /** Batches strictly after a position; following, they end with the signal of the command. */
  records(from: string | undefined, follow: boolean): AsyncIterable<readonly RecordedEvent[]>
  /** The same as lines; what is sealed is open where the directory of persons is at hand. */
  lines(from: string | undefined, follow: boolean): AsyncIterable<readonly SourceLine[]>
  /** Batches of one stream, from a revision, at most so many events. */
  stream(name: string, from: number, countMax: number): AsyncIterable<readonly RecordedEvent[]>
  /** How the log itself describes its payloads; undefined where it does not. */
  descriptors(): Promise<Descriptors | undefined>
  stop(): Promise<void>
}

const placeSchema = z.looseObject({ position: z.string().min(1), eventId: z.string().min(1) })
const storedSchema = placeSchema.extend({ stored: z.base64() })

const read = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fix = 'bring this program and the server to one version'
  const message = 'a line of the log has another form'
  throw new CommandFault('failed', 'ANSWER_INVALID', message, fix, parsed.error)
}

/** Answers come one after the other, each behind the last event of the one before. */
async function* apiBatches<T extends { readonly position: string }>(
  api: Api,
  query: Readonly<Record<string, string>>,
  from: string | undefined,
  itemOf: (value: unknown) => T,
): AsyncGenerator<readonly T[]> {
  let last = from
  for (let isOver = false; !isOver; ) {
    const asked = new URLSearchParams({ ...query, ...(last === undefined ? {} : { from: last }) })
    isOver = query['follow'] !== 'true'
    let batch: T[] = []
    for await (const value of readLines(api, `/api/audit/events?${asked}`)) {
      const item = itemOf(value)
      last = item.position
      isOver = false
      batch.push(item)
      if (batch.length < exportBatchCountMax) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }
}

const recordOf = (value: unknown): RecordedEvent => {
  const { position, stored } = read(storedSchema, value)
  const bytes = Buffer.from(stored, 'base64')
  // The server's own log made it; it goes nowhere but back there.
  return decodeStoredEvent(bytes, 0, bytes.length, position as Position)
}

const lineOf = (value: unknown): SourceLine => {
  const { position, eventId } = read(placeSchema, value)
  return { position, eventId, value }
}

const openApiSource = async (run: Run, purpose: string): Promise<LogSource> => {
  const api = await openAdminApi(run)
  const size = z.looseObject({ size: z.number() })
  const queryOf = (form: string, follow: boolean) => ({ purpose, form, follow: String(follow) })
  return {
    size: async () => (await api.ask(size, { path: '/api/audit/size' })).size,
    records: (from, follow) => apiBatches(api, queryOf('stored', follow), from, recordOf),
    lines: (from, follow) => apiBatches(api, queryOf('line', follow), from, lineOf),
    // The site's log knows its streams; its API gives them all, so they are looked through.
    stream: async function* (name, from, countMax) {
      let left = countMax
      for await (const batch of apiBatches(api, queryOf('stored', false), undefined, recordOf)) {
        const own = batch.filter(({ stream, revision }) => stream === name && revision >= from)
        const wanted = own.slice(0, left)
        left -= wanted.length
        if (wanted.length > 0) yield wanted
        if (left === 0) return
      }
    },
    descriptors: async () => undefined,
    stop: async () => undefined,
  }
}

type Handed = { readonly events: readonly RecordedEvent[]; readonly taken: () => void }

/** A subscription that is asked for its batches; one is held while nobody asks. */
async function* followedBatches(
  log: EventLog,
  from: Position | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordedEvent[]> {
  const handed: Handed[] = []
  let faults: readonly unknown[] = []
  let wake = (): void => undefined
  const subscription = log.subscribe({
    ...(from === undefined ? {} : { from }),
    onEvents: (events) =>
      new Promise<void>((taken) => {
        handed.push({ events, taken })
        wake()
      }),
    onFault: (fault) => {
      faults = [fault]
      wake()
    },
  })
  const onAbort = (): void => wake()
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted) {
      const [next] = handed
      if (next !== undefined) {
        yield next.events
        handed.shift()
        next.taken()
        continue
      }
      if (faults.length > 0) throw faults[0]
      await new Promise<void>((resolve) => {
        wake = resolve
        if (signal.aborted) resolve()
      })
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    for (const { taken } of handed) taken()
    await subscription.stop()
  }
}

const createLogSource = (
  log: EventLog,
  people: PersonDirectory | undefined,
  signal: AbortSignal,
): LogSource => {
  const positionOf = (text: string | undefined): Position | undefined => {
    const position = text === undefined ? undefined : log.parsePosition(text)
    if (text === undefined || position !== undefined) return position
    throw usageFault(`${text} is no position of this log`, 'take one from the events of this log')
  }
  const records: LogSource['records'] = (text, follow) => {
    const from = positionOf(text)
    if (follow) return followedBatches(log, from, signal)
    return log.readAll(from === undefined ? {} : { from })
  }
  const asLine = async (event: RecordedEvent): Promise<SourceLine> =>
    lineOf(JSON.parse(await eventLine(people, event)))
  return {
    size: () => log.size(),
    records,
    lines: async function* (from, follow) {
      for await (const batch of records(from, follow)) yield await Promise.all(batch.map(asLine))
    },
    stream: (name, from, countMax) => log.readStream(name, { from, countMax }),
    descriptors: () => readDescriptors(log),
    stop: async () => {
      await people?.stop()
      await log.stop()
    },
  }
}

/** The log of a site that does not run. Nothing is made where there is none. */
const openFolderSource = async (run: Run, config: Config): Promise<LogSource> => {
  const folder = resolve(run.io.cwd, config.dataFolder)
  try {
    if (readLocalAdminKey(folder) === undefined) {
      throw usageFault(`${folder} holds no site`, 'name its folder with --data-folder')
    }
  } catch (error) {
    if (error instanceof DataFolderFault) throw failure(error.message, error.fix, error)
    throw error
  }
  const system = createSystem()
  const { openLmdbEventLog } = await import('../../adapters/lmdb-event-log.ts')
  const { openLmdbPersonDirectory } = await import('../../adapters/lmdb-person-directory.ts')
  const log = await openLmdbEventLog({ folder: join(folder, 'log'), system })
  const people = await openLmdbPersonDirectory({ folder: join(folder, 'people'), system }).catch(
    async (error: unknown) => {
      await log.stop()
      throw error
    },
  )
  return createLogSource(ownEvents(log), people, run.io.signal)
}

const openRemoteSource = async (run: Run, url: string): Promise<LogSource> => {
  const { openEsdbEventLog } = await import('../../adapters/esdb-event-log.ts')
  const log = openEsdbEventLog({ system: createSystem() }, { url })
  return createLogSource(log, undefined, run.io.signal)
}

/**
 * Opens what --log names, else the running site. `purpose` is what the site notes as the reason.
 * Throws a CommandFault or a Fault, LOG_IN_USE for a folder that a broker uses.
 */
export const openLogSource = async (run: Run, purpose: string): Promise<LogSource> => {
  const given = run.text('log')
  if (given === undefined) return openApiSource(run, purpose)
  const { config } = await run.settings()
  const url = given === 'settings' ? config.log.url : given
  if (url === 'lmdb:') return openFolderSource(run, config)
  if (/^esdb(?:\+discover)?:\/\//.test(url)) return openRemoteSource(run, url)
  throw usageFault(`--log is ${url}, none that is known`, 'give lmdb:, esdb://… or settings')
}
