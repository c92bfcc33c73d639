/**
 * The embedded decision log: an LMDB file, written by one thread that commits in groups and
 * acknowledges after the sync, read here. One process at a time writes a folder; others may read.
 */
import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import type { EventLog, System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  logMapBytesMax,
  logStopMs,
  readBatchCountMax,
  streamNameBytesMax,
} from '../domain/limits.ts'
import {
  checkDataFile,
  openEnv,
  padDataFile,
  padUnlessUsed,
  prepareDataFile,
  storeFault,
} from './lmdb-env.ts'
import { checkFormat, takeFolder } from './lmdb-folder.ts'
import type { WriterStart } from './lmdb-log-messages.ts'
import { createLogPipe } from './lmdb-log-pipe.ts'
import { createLogReader, type LogReader } from './lmdb-log-reader.ts'
import type { LogRoomOptions } from './lmdb-log-room.ts'
import { type LogStore, loadCheckpoint, openLogStore } from './lmdb-log-store.ts'
import { checkAppend } from './log-bounds.ts'
import { createFollowers } from './log-follow.ts'
import { createPositions } from './log-position.ts'
import { readAll, readStream, scan } from './log-read.ts'
import { startThread } from './thread.ts'

export type LmdbEventLogOptions = {
  /** Made (0700) when it does not exist; must be empty or hold a log. */
  readonly folder: string
  readonly system: Pick<System, 'after'>
  /** How far its file is written ahead. */
  readonly room?: LogRoomOptions
}

/** A log that another process may be writing: what it shows is durable. */
export type EventLogReader = Pick<
  EventLog,
  | 'readStream'
  | 'readAll'
  | 'scan'
  | 'head'
  | 'size'
  | 'comparePositions'
  | 'parsePosition'
  | 'stop'
>

const kind = 'causeway-log'
const format = 1
const positions = createPositions('l')

/** Turns errors of the store into Faults, so that damage never looks like a bug. */
const guarded = (reader: LogReader): LogReader => {
  const guard =
    <A extends unknown[], R>(read: (...parameters: A) => R) =>
    (...parameters: A): R => {
      try {
        return read(...parameters)
      } catch (error) {
        throw storeFault(error, 'could not read the log')
      }
    }
  return {
    head: guard(reader.head),
    after: guard(reader.after),
    scan: guard(reader.scan),
    before: guard(reader.before),
    lastRevision: guard(reader.lastRevision),
    stream: guard(reader.stream),
  }
}

/** Reads all of a file whose length was in doubt, so that damage is known before it is used. */
const checkEvents = (reader: LogReader): void => {
  const head = reader.head()
  for (let at = 0; at < head; ) at += reader.after(at, head, readBatchCountMax).length
}

const openStoreOf = (folder: string, known: boolean): { store: LogStore; reader: LogReader } => {
  const short = prepareDataFile(folder, known) === 'short'
  const env = openEnv({ folder, mapBytes: logMapBytesMax })
  try {
    const store = openLogStore(env)
    const reader = guarded(createLogReader(store, positions))
    if (short) checkEvents(reader)
    // Also reads what the index does not cover.
    reader.lastRevision('')
    return { store, reader }
  } catch (error) {
    void env.close()
    throw storeFault(error, `could not read the log in ${folder}`)
  }
}

/** Starts the writer thread; its first message says that it is ready. */
const startWriter = async (start: WriterStart): Promise<Worker> => {
  const thread = startThread({
    beside: import.meta.url,
    name: 'lmdb-log-thread',
    workerData: start,
  })
  try {
    // Rejects with the thread's error, if that comes first.
    await once(thread, 'message')
    return thread
  } catch (error) {
    throw storeFault(error, 'could not start the writer')
  }
}

/**
 * Opens the log of a folder for writing. Throws Fault LOG_IN_USE naming the process that has it,
 * LOG_FOREIGN, LOG_TOO_NEW, LOG_CORRUPT, LOG_FULL or LOG_UNAVAILABLE.
 */
export const openLmdbEventLog = async (options: LmdbEventLogOptions): Promise<EventLog> => {
  const { folder, system, room = {} } = options
  const taken = takeFolder(folder, kind, format)
  try {
    const opened = openStoreOf(folder, taken.known)
    taken.mark()
    const thread = await startWriter({ folder, room }).catch(async (error: unknown) => {
      await opened.store.env.close()
      throw error
    })
    return createLog(opened.store, opened.reader, thread, system, () => {
      padDataFile(folder)
      taken.release()
    })
  } catch (error) {
    taken.release()
    throw error
  }
}

const createLog = (
  store: LogStore,
  reader: LogReader,
  thread: Worker,
  system: Pick<System, 'after'>,
  onStopped: () => void,
): EventLog => {
  let durable = reader.head()
  const followers = createFollowers({
    head: () => durable,
    readAfter: (sequence) => reader.after(sequence, durable, readBatchCountMax),
  })
  const pipe = createLogPipe(thread, positions, (head) => {
    if (head === durable) return
    durable = head
    followers.wake()
  })
  let stopped: Promise<void> | undefined

  const stop = async (): Promise<void> => {
    let cancel = (): void => {}
    const late = new Promise<void>((resolve) => {
      cancel = system.after(logStopMs, resolve)
    })
    await Promise.race([pipe.stop(), late])
    await pipe.cutOff()
    await Promise.race([followers.stop(), late])
    cancel()
    await store.env.close()
    onStopped()
  }

  return {
    append: async (stream, expected, events) => {
      checkAppend(stream, expected, events)
      return pipe.append(stream, expected, events)
    },
    readStream: (stream, how) => readStream(reader, stream, how),
    readAll: (how) => readAll({ ...reader, head: () => durable }, positions, how),
    scan: (from) => scan({ ...reader, head: () => durable }, positions, from),
    subscribe: (how) =>
      followers.follow(how.from === undefined ? 0 : positions.sequenceOf(how.from), how),
    head: async () => (durable === 0 ? undefined : positions.of(durable)),
    size: async () => durable,
    comparePositions: positions.compare,
    parsePosition: positions.parse,
    loadCheckpoint: async (name) => {
      store.refresh()
      const sequence = loadCheckpoint(store, name)
      return sequence === undefined ? undefined : positions.of(sequence)
    },
    storeCheckpoint: async (name, position) => {
      if (name === '' || Buffer.byteLength(name) > streamNameBytesMax)
        throw new Fault(
          'REQUEST_INVALID',
          `a checkpoint's name has 1 to ${streamNameBytesMax} bytes`,
        )
      await pipe.checkpoint(name, positions.sequenceOf(position))
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/**
 * Opens the log of a folder for reading, also while another process writes it. Throws a Fault like
 * openLmdbEventLog, but never LOG_IN_USE.
 */
export const openLmdbEventLogReader = async (options: {
  readonly folder: string
}): Promise<EventLogReader> => {
  const { folder } = options
  if (checkFormat(folder, kind, format) === 'new' || checkDataFile(folder) === 'absent')
    throw new Fault('LOG_UNAVAILABLE', `${folder} holds no log`)
  padUnlessUsed(folder)
  const env = openEnv({ folder, mapBytes: logMapBytesMax, readOnly: true })
  const reader = guarded(createLogReader(openLogStore(env), positions))
  let closed: Promise<void> | undefined
  return {
    readStream: (stream, how) => readStream(reader, stream, how),
    readAll: (how) => readAll(reader, positions, how),
    scan: (from) => scan(reader, positions, from),
    head: async () => {
      const head = reader.head()
      return head === 0 ? undefined : positions.of(head)
    },
    size: async () => reader.head(),
    comparePositions: positions.compare,
    parsePosition: positions.parse,
    stop: () => {
      closed ??= env.close()
      return closed
    },
  }
}
