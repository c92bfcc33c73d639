/** Reads a log to fold it, the cheapest way it offers. */
import type { EventLog, FoldableBatch, FoldableEvent, Position, RecordedEvent } from './ports.ts'

type Scanned = Pick<EventLog, 'readAll' | 'scan'>

/** A recorded event as a fold takes it. */
export const foldable = (recorded: RecordedEvent): FoldableEvent => {
  const { stream, revision, recordedAt, type, schemaVersion, actor, payload: bytes } = recorded
  const span = { bytes, payloadStart: 0, payloadEnd: bytes.length }
  return { stream, revision, recordedAt, type, schemaVersion, actor, ...span }
}

async function* wholeEvents(log: Scanned, from?: Position): AsyncGenerator<FoldableBatch> {
  for await (const events of log.readAll(from === undefined ? {} : { from })) {
    const last = events.at(-1)
    if (last !== undefined) yield { events: events.map(foldable), position: last.position }
  }
}

/**
 * All events strictly after a position, or from the first one, up to what was the durable end when
 * it began. Throws Fault as the log's own reads do.
 */
export const scanLog = (log: Scanned, from?: Position): AsyncIterable<FoldableBatch> =>
  log.scan?.(from) ?? wholeEvents(log, from)
