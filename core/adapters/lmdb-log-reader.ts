/**
 * Reads the embedded log: by sequence, or one stream through the index and what lies behind it.
 * Every call sees one state of the store; between calls it may move on.
 */
import type { FoldableEvent, RecordedEvent } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { blockHeaderBytes, nextSpan, type Span } from './lmdb-log-block.ts'
import type { Block, Chunk, LogStore, Place } from './lmdb-log-store.ts'
import { createLogTail } from './lmdb-log-tail.ts'
import { decodeFoldableEvent, decodeStoredEvent } from './log-envelope.ts'
import type { Positions } from './log-position.ts'

export type LogReader = {
  /** Sequence of the last event. */
  head(): number
  /** Up to so many events after a sequence, oldest first, none beyond `through`. */
  after(sequence: number, through: number, countMax: number): readonly RecordedEvent[]
  /** The same of each event as much as a fold needs. */
  scan(sequence: number, through: number, countMax: number): readonly FoldableEvent[]
  /** Up to so many events before a sequence, newest first. */
  before(sequence: number, countMax: number): readonly RecordedEvent[]
  /** Last revision of a stream; -1 when there is none. */
  lastRevision(stream: string): number
  /** The stream's events from one revision to another, in either direction, both included. */
  stream(stream: string, from: number, to: number): readonly RecordedEvent[]
}

/** Makes a reader of an opened store. */
export const createLogReader = (store: LogStore, positions: Positions): LogReader => {
  const tail = createLogTail(store)

  const decodeAt = (block: Block, span: Span, ordinal: number): RecordedEvent =>
    decodeStoredEvent(block.bytes, span.start, span.end, positions.of(block.first + ordinal))

  const foldableAt = (block: Block, span: Span): FoldableEvent =>
    decodeFoldableEvent(block.bytes, span.start, span.end)

  const readBlock = <E>(
    block: Block,
    from: number,
    to: number,
    decode: (block: Block, span: Span, ordinal: number) => E,
    into: E[],
  ): void => {
    const cursor = { at: blockHeaderBytes }
    const span: Span = { start: 0, end: 0 }
    const last = Math.min(block.count - 1, to - block.first)
    for (let ordinal = 0; ordinal <= last; ordinal++) {
      nextSpan(block.bytes, cursor, span)
      if (block.first + ordinal >= from) into.push(decode(block, span, ordinal))
    }
  }

  const eventsAfter = <E>(
    sequence: number,
    through: number,
    countMax: number,
    decode: (block: Block, span: Span, ordinal: number) => E,
  ): readonly E[] => {
    store.refresh()
    const events: E[] = []
    const last = Math.min(through, sequence + countMax)
    if (last <= sequence) return events
    const block = store.blockOf(sequence + 1)
    if (block === undefined) throw new Fault('LOG_CORRUPT', `event ${sequence + 1} is missing`)
    readBlock(block, sequence + 1, last, decode, events)
    let next = block.first + block.count
    if (next > last) return events
    for (const following of store.blocksFrom(next)) {
      if (following.first !== next) throw new Fault('LOG_CORRUPT', `event ${next} is missing`)
      readBlock(following, next, last, decode, events)
      next += following.count
      if (next > last) break
    }
    return events
  }

  const after: LogReader['after'] = (sequence, through, countMax) =>
    eventsAfter(sequence, through, countMax, decodeAt)

  const chunkAt = (stream: string, revision: number): Chunk => {
    for (const chunk of [tail.chunkOf(stream), store.chunkOf(stream, revision)]) {
      if (chunk === undefined || revision < chunk.firstRevision) continue
      if (revision < chunk.firstRevision + chunk.places.length) return chunk
    }
    throw new Fault('LOG_CORRUPT', `revision ${revision} of ${stream} is missing`)
  }

  const lastRevision = (stream: string): number => {
    store.refresh()
    tail.catchUp()
    const chunk = tail.chunkOf(stream) ?? store.chunkOf(stream, Number.MAX_SAFE_INTEGER)
    return chunk === undefined ? -1 : chunk.firstRevision + chunk.places.length - 1
  }

  /** Reads events by place, fetching each block once while successive places share it. */
  const createPlaceReader = (): ((place: Place) => RecordedEvent) => {
    let block: Block | undefined
    const span: Span = { start: 0, end: 0 }
    return (place) => {
      if (block?.first !== place.block) block = store.blockOf(place.block)
      if (block?.first !== place.block)
        throw new Fault('LOG_CORRUPT', `the block of event ${place.block} is missing`)
      nextSpan(block.bytes, { at: place.offset }, span)
      return decodeAt(block, span, place.ordinal)
    }
  }

  return {
    head: () => {
      store.refresh()
      return store.head()
    },
    after,
    scan: (sequence, through, countMax) => eventsAfter(sequence, through, countMax, foldableAt),
    before: (sequence, countMax) => {
      const from = Math.max(0, sequence - 1 - countMax)
      return [...after(from, sequence - 1, countMax)].reverse()
    },
    lastRevision,
    stream: (stream, from, to) => {
      store.refresh()
      tail.catchUp()
      const events: RecordedEvent[] = []
      const readAt = createPlaceReader()
      const step = from <= to ? 1 : -1
      let chunk = chunkAt(stream, from)
      for (let revision = from; revision !== to + step; revision += step) {
        if (chunk.places[revision - chunk.firstRevision] === undefined)
          chunk = chunkAt(stream, revision)
        const place = chunk.places[revision - chunk.firstRevision]
        if (place === undefined) throw new Fault('LOG_CORRUPT', `${stream} has a gap`)
        const event = readAt(place)
        if (event.stream !== stream || event.revision !== revision)
          throw new Fault('LOG_CORRUPT', `the index of ${stream} points elsewhere`)
        events.push(event)
      }
      return events
    },
  }
}
