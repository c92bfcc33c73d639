/**
 * Moves a log into a sink, at least once and in order, whatever dies on the way. What the sink has
 * acknowledged is kept as a place after it did, never before; so a part may come again, and nothing
 * is skipped. Knows neither where the events come from nor where they go.
 */
import type { System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { exportBatchCountMax } from '../domain/limits.ts'

/** What an exporter must know of what it moves. */
export type Exported = { readonly position: string; readonly eventId: string }

/** How far an export has come. */
export type ExportPlace = Exported & {
  /**
   * Position of the event before it; absent when it was the first. Reading goes on behind that one,
   * so that the last event is met again, which shows that the log is the same.
   */
  readonly before?: string | undefined
}

export type AuditExportPorts<T extends Exported> = {
  readonly system: Pick<System, 'after'>
  /**
   * Batches strictly after a position, else from the first event. It ends where the log ends, or,
   * when it follows the log, with the signal.
   */
  readonly read: (from: string | undefined) => AsyncIterable<readonly T[]>
  /** Resolves once all of them are safe; rejects when any of them may not be. */
  readonly send: (events: readonly T[]) => Promise<void>
  readonly places: {
    load(): ExportPlace | undefined
    store(place: ExportPlace): void
  }
}

export type AuditExportOptions = {
  /** Where to begin when there is no place yet: strictly after this position. */
  readonly from?: string | undefined
  /** Ends the export between two batches. */
  readonly signal: AbortSignal
  /** Called after each batch with the number of events sent since the start. */
  readonly onExported: (count: number) => void
  /** Told of each failure after which it goes on. */
  readonly onFault: (fault: unknown) => void
  /** May the same succeed later? Else the export ends with it. */
  readonly isRetriable: (failure: unknown) => boolean
  /** Milliseconds to wait after so many failures in a row, counted from 0. */
  readonly retryMs: (failures: number) => number
}

export type AuditExportResult = {
  /** Events sent since the start, those that came again included. */
  readonly exported: number
  /** The last one that is safe. */
  readonly place: ExportPlace | undefined
}

const sameEvent = (a: Exported, b: Exported | undefined): boolean =>
  a.position === b?.position && a.eventId === b.eventId

const otherLog = (place: ExportPlace): Fault =>
  new Fault(
    'REQUEST_INVALID',
    `this log has not event ${place.eventId} at ${place.position}, where the export stopped: ` +
      'the checkpoint belongs to another log; name another one to export this log from its start',
  )

/** The events after a place; throws Fault REQUEST_INVALID when the log never had that place. */
async function* eventsAfter<T extends Exported>(
  read: AuditExportPorts<T>['read'],
  place: ExportPlace | undefined,
  from: string | undefined,
): AsyncGenerator<readonly T[]> {
  let known = place
  for await (const events of read(place === undefined ? from : place.before)) {
    if (known === undefined || events.length === 0) {
      yield events
      continue
    }
    if (!sameEvent(known, events[0])) throw otherLog(known)
    known = undefined
    yield events.slice(1)
  }
  if (known !== undefined && place !== undefined) throw otherLog(place)
}

/** Waits, but no longer than the signal lets it. */
const pause = (
  system: Pick<System, 'after'>,
  delayMs: number,
  signal: AbortSignal,
): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = system.after(delayMs, end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })

/**
 * Exports until the log ends or the signal comes. Failures that may pass are waited out and what
 * was not acknowledged is read and sent again; others are thrown.
 */
export const runAuditExport = async <T extends Exported>(
  { system, read, send, places }: AuditExportPorts<T>,
  options: AuditExportOptions,
): Promise<AuditExportResult> => {
  const { signal, from } = options
  let place = places.load()
  let exported = 0
  let failures = 0

  const sendAll = async (events: readonly T[]): Promise<void> => {
    for (let at = 0; at < events.length && !signal.aborted; at += exportBatchCountMax) {
      const batch = events.slice(at, at + exportBatchCountMax)
      await send(batch)
      const last = batch.at(-1)
      if (last === undefined) return
      const before = batch.at(-2)?.position ?? place?.position ?? from
      place = { position: last.position, eventId: last.eventId, before }
      places.store(place)
      exported += batch.length
      failures = 0
      options.onExported(exported)
    }
  }

  const exportOnce = async (): Promise<void> => {
    for await (const events of eventsAfter(read, place, from)) {
      await sendAll(events)
      if (signal.aborted) return
    }
  }

  while (!signal.aborted) {
    try {
      await exportOnce()
      break
    } catch (failure) {
      if (signal.aborted) break
      if (!options.isRetriable(failure)) throw failure
      options.onFault(failure)
      await pause(system, options.retryMs(failures), signal)
      failures += 1
    }
  }
  return { exported, place }
}
