/**
 * The access log: one line of JSON for each read by a person, in files of bounded size and number
 * in the data folder. It is no decision log: a line is written, not synced, before its read goes
 * on, and frequent reads are counted into one line.
 */
import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccessLog, AccessRecord } from '../api/ports.ts'
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import {
  accessLogCoalesceCountMax,
  accessLogCoalesceMs,
  accessLogFileBytesMax,
  accessLogFileCountMax,
  accessLogQueueCountMax,
} from '../domain/limits.ts'
import { forgetInFile } from './access-log-names.ts'

export type AccessLogOptions = {
  /** `access.ndjson` is the file being written, `access.1.ndjson` the one before it. */
  readonly folder: string
  /** Default to the bounds of the same name in limits.ts. */
  readonly fileBytesMax?: number
  readonly fileCountMax?: number
  readonly coalesceMs?: number
  readonly coalesceCountMax?: number
  readonly queueCountMax?: number
}

export type AccessLogPorts = {
  readonly system: Pick<System, 'nowMs' | 'after'>
  /** A counted line could not be written. */
  readonly onFault: (error: unknown) => void
}

const lineOf = (at: number, entry: AccessRecord, count: number): string => {
  const { actor, action, query } = entry
  const times = count === 1 ? {} : { count }
  return `${JSON.stringify({ at: new Date(at).toISOString(), actor, action, query, ...times })}\n`
}

/** Makes the log; the folder is made with the first line. */
export const createAccessLog = (
  ports: AccessLogPorts,
  options: AccessLogOptions,
): AccessLog & { stop(): Promise<void> } => {
  const { system } = ports
  const fileBytesMax = options.fileBytesMax ?? accessLogFileBytesMax
  const fileCountMax = options.fileCountMax ?? accessLogFileCountMax
  const queueCountMax = options.queueCountMax ?? accessLogQueueCountMax
  const coalesceMs = options.coalesceMs ?? accessLogCoalesceMs
  const coalesceCountMax = options.coalesceCountMax ?? accessLogCoalesceCountMax
  type Counted = { readonly entry: AccessRecord; count: number; readonly cancel: () => void }
  const counted = new Map<string, Counted>()
  let written = Promise.resolve()
  let queued = 0
  /** Bytes of the file being written; unknown before the first line. */
  let size: number | undefined

  const fileOf = (index: number): string =>
    join(options.folder, index === 0 ? 'access.ndjson' : `access.${index}.ndjson`)

  const rotate = async (): Promise<void> => {
    await rm(fileOf(fileCountMax - 1), { force: true })
    for (let index = fileCountMax - 2; index >= 0; index--) {
      await rename(fileOf(index), fileOf(index + 1)).catch((error: unknown) => {
        // A gap in the row of files is no harm.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      })
    }
    size = 0
  }

  const sizeOfFile = async (): Promise<number> => {
    await mkdir(options.folder, { recursive: true, mode: 0o700 })
    return stat(fileOf(0)).then(
      (found) => found.size,
      () => 0,
    )
  }

  const write = async (line: string): Promise<void> => {
    const bytes = Buffer.byteLength(line)
    size ??= await sizeOfFile()
    if (size > 0 && size + bytes > fileBytesMax) await rotate()
    await appendFile(fileOf(0), line, { mode: 0o600 })
    size += bytes
  }

  /** Lines are written one after the other, in the order in which they were handed over. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    if (queued >= queueCountMax) {
      return Promise.reject(new Fault('LOG_UNAVAILABLE', 'the access log does not keep up'))
    }
    queued += 1
    const turn = written.then(work).finally(() => {
      queued -= 1
    })
    written = turn.catch(() => {
      // What a failed write left behind is not known: look again.
      size = undefined
    })
    return turn.catch((error: unknown) => {
      throw new Fault('LOG_UNAVAILABLE', 'the access log cannot be written', error)
    })
  }

  const enqueue = (line: string): Promise<void> => inTurn(() => write(line))

  const forget = async (name: string, userId: string): Promise<void> => {
    for (let index = 0; index < fileCountMax; index++) {
      await forgetInFile(fileOf(index), name, userId)
    }
    // The file being written may have another length now.
    size = undefined
  }

  const flush = (key: string): void => {
    const known = counted.get(key)
    counted.delete(key)
    known?.cancel()
    if (!known || known.count === 0) return
    enqueue(lineOf(system.nowMs(), known.entry, known.count)).catch(ports.onFault)
  }

  return {
    record: (entry) => enqueue(lineOf(system.nowMs(), entry, 1)),
    count: (entry) => {
      const key = JSON.stringify([entry.actor, entry.action, entry.query])
      const known = counted.get(key)
      if (known) {
        known.count += 1
        return
      }
      // The first is written at once, those that follow as one line when their time is over.
      enqueue(lineOf(system.nowMs(), entry, 1)).catch(ports.onFault)
      if (counted.size >= coalesceCountMax) return
      const cancel = system.after(coalesceMs, () => flush(key))
      counted.set(key, { entry, count: 0, cancel })
    },
    forget: (name, userId) => {
      for (const key of [...counted.keys()]) flush(key)
      return inTurn(() => forget(name, userId))
    },
    stop: async () => {
      for (const key of [...counted.keys()]) flush(key)
      await written
    },
  }
}
