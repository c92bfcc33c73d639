/**
 * Options of reads, turned into ranges: the same for every log that numbers its events from 1.
 */
import { setImmediate } from 'node:timers/promises'
import type {
  FoldableBatch,
  FoldableEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
} from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { readBatchCountMax, streamNameBytesMax } from '../domain/limits.ts'
import type { Positions } from './log-position.ts'

/** What a log offers to be read by; each call answers at most one batch. */
export type Readable = {
  /** Sequence of the last durable event. */
  head(): number
  after(sequence: number, through: number, countMax: number): readonly RecordedEvent[]
  before(sequence: number, countMax: number): readonly RecordedEvent[]
  lastRevision(stream: string): number
  stream(stream: string, from: number, to: number): readonly RecordedEvent[]
}

const countOf = (value: number | undefined, name: string): number | undefined => {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
    throw new Fault('REQUEST_INVALID', `${name} is not a count`)
  return value
}

/**
 * Batches of the log after or before a position. Ends at what was the durable end when it began.
 */
export async function* readAll(
  log: Readable,
  positions: Positions,
  options: ReadAllOptions = {},
): AsyncGenerator<readonly RecordedEvent[]> {
  const from = options.from === undefined ? undefined : positions.sequenceOf(options.from)
  let left = countOf(options.countMax, 'countMax') ?? Number.MAX_SAFE_INTEGER
  const head = log.head()
  const forward = options.direction !== 'backward'
  let at = forward ? (from ?? 0) : Math.min(from ?? head + 1, head + 1)
  while (left > 0 && (forward ? at < head : at > 1)) {
    const countMax = Math.min(left, readBatchCountMax)
    const batch = forward ? log.after(at, head, countMax) : log.before(at, countMax)
    if (batch.length === 0) return
    at += forward ? batch.length : -batch.length
    left -= batch.length
    yield batch
    // A long read is a run of microtasks: let timers and sockets have their turn.
    await setImmediate()
  }
}

/** What can be read of a log for folding it. */
export type Scannable = {
  head(): number
  scan(sequence: number, through: number, countMax: number): readonly FoldableEvent[]
}

/** Batches of the log after a position, to be folded; ends as readAll does. */
export async function* scan(
  log: Scannable,
  positions: Positions,
  from?: Position,
): AsyncGenerator<FoldableBatch> {
  const head = log.head()
  for (let at = from === undefined ? 0 : positions.sequenceOf(from); at < head; ) {
    const events = log.scan(at, head, readBatchCountMax)
    if (events.length === 0) return
    at += events.length
    yield { events, position: positions.of(at) }
    await setImmediate()
  }
}

/** Batches of one stream, in either direction. Ends at what was its last revision. */
export async function* readStream(
  log: Readable,
  stream: string,
  options: ReadStreamOptions = {},
): AsyncGenerator<readonly RecordedEvent[]> {
  // No store has a key for it, so it was never written.
  if (Buffer.byteLength(stream) > streamNameBytesMax) return
  const last = log.lastRevision(stream)
  const countMax = countOf(options.countMax, 'countMax') ?? Number.MAX_SAFE_INTEGER
  const from = countOf(options.from, 'from')
  if (options.direction === 'backward') {
    let at = Math.min(from ?? last, last)
    const end = Math.max(0, at - countMax + 1)
    while (at >= end && countMax > 0) {
      const to = Math.max(end, at - readBatchCountMax + 1)
      yield log.stream(stream, at, to)
      at = to - 1
      if (at >= end) await setImmediate()
    }
    return
  }
  let at = from ?? 0
  const end = Math.min(last, at + countMax - 1)
  while (at <= end) {
    const to = Math.min(end, at + readBatchCountMax - 1)
    yield log.stream(stream, at, to)
    at = to + 1
    if (at <= end) await setImmediate()
  }
}
