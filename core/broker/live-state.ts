/**
 * What the broker believes now: the fold of every stream, with the indexes that decisions need.
 * The same fold serves the running broker, the replay of the past and the verification of one by
 * the other. Closed connections are forgotten after a while; the log keeps them.
 */
import { isOpen } from '../domain/connection.ts'
import { assert } from '../domain/errors.ts'
import type { DomainEvent } from '../domain/events.ts'
import { snapshotPieceCount } from '../domain/limits.ts'
import { aggregates, type StateOf } from './aggregates.ts'
import { createIndexes, type Indexes, type IndexPairs } from './indexes.ts'
import { type Category, categoryOf, streamOf } from './streams.ts'

/** An event whose payload has been decoded. */
export type DecodedEvent = {
  readonly stream: string
  readonly revision: number
  readonly recordedAt: number
  readonly event: DomainEvent
}

export type Entry<K extends Category = Category> = {
  readonly category: K
  readonly state: StateOf[K]
  readonly revision: number
}

/** Closed connections stay this long, for tickets that come back and for late reports. */
const closedRetentionMs = 10 * 60_000

/**
 * Recorded time before which no broker has forgotten this entry, in whatever order it folded the
 * streams; infinity for what is never forgotten.
 */
export const keptUntilMs = ({ category, state }: Entry): number => {
  if (category !== 'connection') return Number.POSITIVE_INFINITY
  // The category names the state.
  const connection = state as StateOf['connection']
  return isOpen(connection) ? Number.POSITIVE_INFINITY : connection.endedAt + closedRetentionMs
}

/** A connection that has ended, at the running maximum of recorded time. */
export type ClosedConnection = { readonly stream: string; readonly closedAt: number }

/** One part of an image of a state; the parts of an image come in this order. */
export type StatePart =
  | {
      readonly kind: 'entries'
      readonly entries: readonly (readonly [stream: string, entry: Entry])[]
    }
  | {
      readonly kind: 'rest'
      readonly closed: readonly ClosedConnection[]
      readonly overdue: readonly string[]
      readonly recordedAtMax: number
      readonly pairs: IndexPairs
    }

export type LiveState = {
  /** Folds one event. False when it was folded before; a gap is a bug of the log. */
  apply(decoded: DecodedEvent): boolean
  /** Was this event of the stream folded before, as far as it is not forgotten? */
  has(stream: string, revision: number): boolean
  get<K extends Category>(category: K, id: string): Entry<K> | undefined
  /** The state, or the initial one where the stream has no event. */
  stateOf<K extends Category>(category: K, id: string): StateOf[K]
  entries(): IterableIterator<[string, Entry]>
  readonly indexes: Indexes
  /** Running maximum of recorded time. */
  recordedAtMax(): number
  /** All of this moment, in pieces: an empty state that takes them is the same one. */
  image(): Iterable<StatePart>
  /** Takes one part of an image; the state must have been empty before the first. */
  restore(part: StatePart): void
}

/** First in, first out. A Map in this place walks over all that was taken from its front. */
const createQueue = <T>() => {
  let items: T[] = []
  let head = 0
  return {
    add: (item: T): void => void items.push(item),
    first: (): T | undefined => items[head],
    takeFirst: (): void => {
      head += 1
      if (head < 1_024 || head * 2 < items.length) return
      items = items.slice(head)
      head = 0
    },
    all: (): readonly T[] => items.slice(head),
  }
}

/** Apart, so that the text is made for a gap alone: half a million events a second pass here. */
const assertNoGap = ({ stream, revision }: DecodedEvent): void =>
  assert(false, `no gap before ${stream}@${revision}`)

/** Makes an empty state. */
export const createLiveState = (): LiveState => {
  const byStream = new Map<string, Entry>()
  const indexes = createIndexes()
  const closed = createQueue<ClosedConnection>()
  /** Connections whose time has come and of which something is not done. */
  const overdue = new Set<string>()
  let recordedAtMax = 0

  /** Its session still waits for it or counts it as active: what follows its end is not done. */
  const isUnsettled = ({ connectionId, userSessionStream }: StateOf['connection']): boolean => {
    const session = byStream.get(userSessionStream)?.state as StateOf['session'] | undefined
    if (!session) return false
    const active = session.phase === 'active' && session.activeConnectionId === connectionId
    return active || session.pendingConnectionIds.includes(connectionId)
  }

  /** False while something of it is not done yet. */
  const forget = (stream: string): boolean => {
    const state = byStream.get(stream)?.state as StateOf['connection'] | undefined
    if (state && isUnsettled(state)) return false
    byStream.delete(stream)
    if (state) indexes.forgetConnection(state)
    return true
  }

  const forgetClosed = (): void => {
    for (const stream of overdue) if (forget(stream)) overdue.delete(stream)
    for (let next = closed.first(); next !== undefined; next = closed.first()) {
      if (next.closedAt + closedRetentionMs > recordedAtMax) return
      closed.takeFirst()
      if (!forget(next.stream)) overdue.add(next.stream)
    }
  }

  const fold = <K extends Category>(
    category: K,
    decoded: DecodedEvent,
    entryBefore: Entry | undefined,
  ): Entry<K> => {
    const aggregate = aggregates[category]
    const before = entryBefore?.state as StateOf[K] | undefined
    const state = aggregate.evolve(
      before ?? aggregate.initialState,
      decoded.event,
      decoded.recordedAt,
    )
    indexes.update(category, decoded.stream, before, state, decoded.event)
    return { category, state, revision: decoded.revision }
  }

  const get = <K extends Category>(category: K, id: string): Entry<K> | undefined =>
    byStream.get(streamOf(category, id)) as Entry<K> | undefined

  return {
    apply: (decoded) => {
      const entryBefore = byStream.get(decoded.stream)
      const category = entryBefore?.category ?? categoryOf(decoded.stream)
      if (category === undefined) return false
      // A reader that lags delivers what was folded and forgotten before.
      const forgotten = category === 'connection' && !entryBefore && decoded.revision > 0
      const known = entryBefore?.revision ?? -1
      if (forgotten || decoded.revision <= known) return false
      if (decoded.revision !== known + 1) assertNoGap(decoded)
      recordedAtMax = Math.max(recordedAtMax, decoded.recordedAt)
      const entry = fold(category, decoded, entryBefore)
      byStream.set(decoded.stream, entry)
      if (category === 'connection' && !isOpen(entry.state as StateOf['connection'])) {
        closed.add({ stream: decoded.stream, closedAt: recordedAtMax })
      }
      forgetClosed()
      return true
    },
    has: (stream, revision) => (byStream.get(stream)?.revision ?? -1) >= revision,
    get,
    stateOf: (category, id) => get(category, id)?.state ?? aggregates[category].initialState,
    entries: () => byStream.entries(),
    indexes,
    recordedAtMax: () => recordedAtMax,
    *image() {
      const all = [...byStream]
      for (let at = 0; at < all.length; at += snapshotPieceCount) {
        yield { kind: 'entries', entries: all.slice(at, at + snapshotPieceCount) }
      }
      yield {
        kind: 'rest',
        closed: closed.all(),
        overdue: [...overdue],
        recordedAtMax,
        pairs: indexes.pairs(),
      }
    },
    restore: (part) => {
      if (part.kind === 'entries') {
        for (const [stream, entry] of part.entries) {
          byStream.set(stream, entry)
          indexes.update(entry.category, stream, undefined, entry.state)
        }
        return
      }
      for (const one of part.closed) closed.add(one)
      for (const stream of part.overdue) overdue.add(stream)
      recordedAtMax = part.recordedAtMax
      indexes.restorePairs(part.pairs)
    },
  }
}
