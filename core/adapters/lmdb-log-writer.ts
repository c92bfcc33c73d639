/**
 * Decides appends against the streams' last revisions and commits many at once. The one writer of a
 * log, in a thread of its own because a commit waits for the disk. Answers only what is durable.
 */
import { ABORT } from 'lmdb'
import { Fault } from '../domain/errors.ts'
import { indexLagCountMax, logBlockBytes, streamHeadCountMax } from '../domain/limits.ts'
import { writeFault } from './lmdb-env.ts'
import { blockHeaderBytes, nextSpan, type Span, sealBlock } from './lmdb-log-block.ts'
import {
  type AppendRequest,
  answerWidth,
  noRevision,
  shapeWidth,
  type ThreadAnswer,
  type WriteAnswer,
  type WriteRequest,
} from './lmdb-log-messages.ts'
import { type LogStore, type Place, sequenceKey } from './lmdb-log-store.ts'
import { createLogTail } from './lmdb-log-tail.ts'
import { readEventId } from './log-envelope.ts'
import { createSink, reserve, type Sink } from './log-wire.ts'

export type LogWriter = {
  /** Commits all requests together and answers them in order. Never throws for store trouble. */
  write(requests: readonly WriteRequest[]): ThreadAnswer
}

type StagedBlock = { readonly first: number; readonly sink: Sink; count: number }
type StagedEvent = { readonly stream: string; readonly revision: number; readonly place: Place }

/** What one commit is about to change; dropped whole when it fails. */
type Stage = {
  readonly blocks: StagedBlock[]
  readonly events: StagedEvent[]
  readonly heads: Map<string, number>
  readonly checkpoints: Map<string, number>
  head: number
}

/** Makes the writer of an opened store in a folder, which nobody else may write. */
export const createLogWriter = (store: LogStore, folder: string): LogWriter => {
  const tail = createLogTail(store)
  const heads = new Map<string, number>()
  tail.catchUp()
  let head = store.head()
  let lastBlockFirst = store.lastBlockFirst()
  /** Number of this writer's last commit; none yet. */
  let committed = Number.NaN
  /** Set when a commit's outcome could not be found out: nothing is written any more. */
  let broken: Fault | undefined

  const storedHead = (stream: string): number => {
    const chunk = tail.chunkOf(stream) ?? store.chunkOf(stream, Number.MAX_SAFE_INTEGER)
    return chunk === undefined ? noRevision : chunk.firstRevision + chunk.places.length - 1
  }

  const headOf = (stage: Stage, stream: string): number =>
    stage.heads.get(stream) ?? heads.get(stream) ?? storedHead(stream)

  const placeOf = (stage: Stage, stream: string, revision: number): Place | undefined => {
    for (const chunk of [tail.chunkOf(stream), store.chunkOf(stream, revision)]) {
      const place = chunk?.places[revision - chunk.firstRevision]
      if (place !== undefined) return place
    }
    return stage.events.find((event) => event.stream === stream && event.revision === revision)
      ?.place
  }

  const eventIdAt = (stage: Stage, place: Place): string => {
    const staged = stage.blocks.find((block) => block.first === place.block)
    const bytes = staged?.sink.bytes ?? store.blockOf(place.block)?.bytes
    if (bytes === undefined) throw new Fault('LOG_CORRUPT', `block ${place.block} is not there`)
    const span: Span = { start: 0, end: 0 }
    nextSpan(bytes, { at: place.offset }, span)
    return readEventId(bytes, span.start, span.end)
  }

  /** The sequence of the append's last event when the stream holds exactly its ids already. */
  const repeated = (
    stage: Stage,
    stream: string,
    firstRevision: number,
    bytes: Buffer,
    count: number,
  ): number | undefined => {
    const cursor = { at: 0 }
    const span: Span = { start: 0, end: 0 }
    let sequence: number | undefined
    for (let index = 0; index < count; index++) {
      nextSpan(bytes, cursor, span)
      const place = placeOf(stage, stream, firstRevision + index)
      if (place === undefined) return undefined
      if (eventIdAt(stage, place) !== readEventId(bytes, span.start, span.end)) return undefined
      sequence = place.block + place.ordinal
    }
    return sequence
  }

  const blockFor = (stage: Stage, byteCount: number): StagedBlock => {
    const open = stage.blocks.at(-1)
    if (open !== undefined && open.sink.length + byteCount <= logBlockBytes) return open
    const size = blockHeaderBytes + byteCount
    const sink = createSink(Math.max(size, stage.blocks.length > 0 ? logBlockBytes : 4_096))
    sink.length = blockHeaderBytes
    const block = { first: stage.head + 1, sink, count: 0 }
    stage.blocks.push(block)
    return block
  }

  const stageEvents = (stage: Stage, stream: string, from: number, bytes: Buffer): void => {
    const block = blockFor(stage, bytes.length)
    const start = block.sink.length
    reserve(block.sink, bytes.length)
    bytes.copy(block.sink.bytes, start)
    block.sink.length += bytes.length
    const cursor = { at: 0 }
    const span: Span = { start: 0, end: 0 }
    let revision = from
    while (cursor.at < bytes.length) {
      const place = { block: block.first, ordinal: block.count, offset: start + cursor.at }
      stage.events.push({ stream, revision, place })
      nextSpan(bytes, cursor, span)
      block.count += 1
      stage.head += 1
      revision += 1
    }
    stage.heads.set(stream, revision - 1)
  }

  const stageAppends = (stage: Stage, request: AppendRequest): WriteAnswer => {
    const { bytes: all, shape } = request
    const answers = new Float64Array(request.streams.length * answerWidth)
    const bytes = Buffer.from(all.buffer, all.byteOffset, all.byteLength)
    let start = 0
    request.streams.forEach((stream, index) => {
      const [expected = 0, count = 0, length = 0] = shape.subarray(index * shapeWidth)
      const own = bytes.subarray(start, start + length)
      start += length
      const actual = headOf(stage, stream)
      const known =
        actual > expected ? repeated(stage, stream, expected + 1, own, count) : undefined
      if (actual === expected) {
        stageEvents(stage, stream, expected + 1, own)
        answers.set([1, expected + count, stage.head], index * answerWidth)
      } else if (known !== undefined) answers.set([1, expected + count, known], index * answerWidth)
      else answers.set([0, actual, 0], index * answerWidth)
    })
    return { kind: 'written', answers }
  }

  const stageRequest = (stage: Stage, request: WriteRequest): WriteAnswer => {
    if (request.kind === 'append') return stageAppends(stage, request)
    stage.checkpoints.set(request.name, request.sequence)
    return { kind: 'written', answers: new Float64Array(0) }
  }

  const commit = (stage: Stage): void => {
    const flushing = tail.count() >= indexLagCountMax
    let transaction = 0
    store.env.transactionSync(() => {
      transaction = store.env.getWriteTxnId()
      // LMDB counts its commits: the next one after ours is ours, unless something else wrote.
      if (transaction !== committed + 1 && store.lastBlockFirst() !== lastBlockFirst)
        throw new Fault('LOG_IN_USE', 'something else has written to the log')
      for (const block of stage.blocks) {
        const value = block.sink.bytes.subarray(0, block.sink.length)
        sealBlock(value, block.count)
        store.events.putSync(sequenceKey(block.first), value, { append: true })
      }
      for (const [name, sequence] of stage.checkpoints)
        store.checkpoints.putSync(Buffer.from(name), sequenceKey(sequence))
      if (flushing) tail.flush(head)
    })
    committed = transaction
    if (flushing) tail.clear(head)
    for (const { stream, revision, place } of stage.events) tail.add(stream, revision, place)
    for (const [stream, revision] of stage.heads) {
      heads.delete(stream)
      heads.set(stream, revision)
    }
    for (const stream of heads.keys()) {
      if (heads.size <= streamHeadCountMax) break
      heads.delete(stream)
    }
    head = stage.head
    lastBlockFirst = stage.blocks.at(-1)?.first ?? lastBlockFirst
  }

  /**
   * What to answer after a failed commit. LMDB refuses all further transactions when the header
   * itself may or may not have reached the disk; when it still opens one and shows the old end,
   * nothing of the commit has been or will be seen.
   */
  const outcomeOf = (error: unknown, stage: Stage): Fault => {
    const bytes = stage.blocks.reduce((sum, block) => sum + block.sink.length, 0)
    const fault = writeFault(error, folder, bytes)
    try {
      store.env.transactionSync(() => ABORT)
      store.refresh()
      if (store.head() === head) return fault
    } catch {
      // The answer is the same as for an end that moved.
    }
    broken = new Fault('LOG_UNAVAILABLE', 'a write may or may not have succeeded; restart', error)
    return broken
  }

  return {
    write: (requests) => {
      const stage: Stage = {
        blocks: [],
        events: [],
        heads: new Map(),
        checkpoints: new Map(),
        head,
      }
      try {
        if (broken !== undefined) throw broken
        const answers = requests.map((request) => stageRequest(stage, request))
        if (stage.blocks.length > 0 || stage.checkpoints.size > 0) commit(stage)
        return { answers, head }
      } catch (error) {
        const { code, detail } = broken ?? outcomeOf(error, stage)
        return { answers: requests.map(() => ({ kind: 'failed', code, detail })), head }
      }
    },
  }
}
