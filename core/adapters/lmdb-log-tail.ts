/**
 * The part of the stream index that is not on disk yet. Writing an index entry with each event
 * would touch a page of its own for every stream of a commit; kept here and written in one go it
 * costs a fraction. Whoever opens the log reads the few events behind the index again.
 */
import { blockHeaderBytes, nextSpan, type Span } from './lmdb-log-block.ts'
import { type Chunk, type LogStore, type Place, putChunk, putIndexed } from './lmdb-log-store.ts'
import { readPlace } from './log-envelope.ts'

type Entry = { readonly firstRevision: number; readonly places: Place[] }

export type LogTail = {
  /** How many events it holds. */
  count(): number
  add(stream: string, revision: number, place: Place): void
  /** What it knows of a stream. */
  chunkOf(stream: string): Chunk | undefined
  /** Brings it up to what the store shows now. */
  catchUp(): void
  /** Writes all of it to the index, which then covers the given sequence; in a transaction. */
  flush(indexed: number): void
  /** Forgets what the index covers by now. */
  clear(indexed: number): void
}

/** Makes an empty tail; catchUp fills it. */
export const createLogTail = (store: LogStore): LogTail => {
  const streams = new Map<string, Entry>()
  let size = 0
  let indexed = 0
  /** Last sequence that was looked at. */
  let seen = 0

  const clear = (covered: number): void => {
    streams.clear()
    size = 0
    indexed = covered
    seen = covered
  }

  const add: LogTail['add'] = (stream, revision, place) => {
    const entry = streams.get(stream)
    if (entry === undefined) streams.set(stream, { firstRevision: revision, places: [place] })
    else entry.places.push(place)
    size += 1
    seen = place.block + place.ordinal
  }

  const catchUp = (): void => {
    const covered = store.indexed()
    if (covered !== indexed) clear(covered)
    const span: Span = { start: 0, end: 0 }
    // A commit is whole blocks: what was seen ends where a block ends.
    for (const block of store.blocksFrom(seen + 1)) {
      const cursor = { at: blockHeaderBytes }
      for (let ordinal = 0; ordinal < block.count; ordinal++) {
        const offset = cursor.at
        nextSpan(block.bytes, cursor, span)
        const { stream, revision } = readPlace(block.bytes, span.start, span.end)
        add(stream, revision, { block: block.first, ordinal, offset })
      }
    }
  }

  return {
    count: () => size,
    add,
    chunkOf: (stream) => streams.get(stream),
    catchUp,
    flush: (covered) => {
      // In the order of their keys, neighbours share pages.
      for (const stream of [...streams.keys()].sort()) {
        const entry = streams.get(stream)
        if (entry !== undefined) putChunk(store, stream, entry)
      }
      putIndexed(store, covered)
    },
    clear,
  }
}
