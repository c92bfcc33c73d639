/**
 * The records of the embedded log and how they are found.
 *
 * | Database | Key | Value |
 * |---|---|---|
 * | events | sequence of the first event, 8 bytes big endian | block (lmdb-log-block.ts) |
 * | streams | stream, NUL, first revision (4 bytes big endian) | 12 bytes an event, see below |
 * | meta | `indexed` | last sequence that the streams database covers, 8 bytes |
 * | checkpoints | name | sequence, 8 bytes |
 *
 * A value of `streams` has for each of some successive revisions: first sequence of the block (6
 * bytes), ordinal in it (2), offset of the sized envelope in it (4). It lags behind the events by a
 * bounded number: see lmdb-log-tail.ts.
 */
import { Fault } from '../domain/errors.ts'
import { type ByteStore, type Env, openStore } from './lmdb-env.ts'
import { openBlock } from './lmdb-log-block.ts'

/** Where an event lies. */
export type Place = {
  /** Sequence of the first event of its block. */
  readonly block: number
  readonly ordinal: number
  /** Offset of the sized envelope in the block. */
  readonly offset: number
}

/** Successive revisions of one stream in the index. */
export type Chunk = { readonly firstRevision: number; readonly places: readonly Place[] }

export type Block = { readonly first: number; readonly count: number; readonly bytes: Buffer }

export type LogStore = {
  readonly env: Env
  readonly events: ByteStore
  readonly streams: ByteStore
  readonly meta: ByteStore
  readonly checkpoints: ByteStore
  /** Lets the next read see what has been committed since. */
  refresh(): void
  /** The block that holds this sequence; undefined beyond the end. Throws Fault LOG_CORRUPT. */
  blockOf(sequence: number): Block | undefined
  /** Blocks from the one that begins at this sequence, oldest first. */
  blocksFrom(first: number): Iterable<Block>
  /** Sequence of the last event; 0 for an empty log. */
  head(): number
  /** Sequence at which the last block begins; 0 for an empty log. */
  lastBlockFirst(): number
  /** Last sequence that the index covers. */
  indexed(): number
  /** The part of the index that holds this revision or the last one before it. */
  chunkOf(stream: string, revision: number): Chunk | undefined
}

const sequenceBytes = 8
const sequenceMax = 2 ** 48 - 1
const revisionBytes = 4
const placeBytes = 12
const revisionMax = 0xffff_ffff
const indexedKey = Buffer.from('indexed')

/** Eight bytes, big endian, so that keys sort as numbers. */
export const sequenceKey = (sequence: number): Buffer => {
  const key = Buffer.alloc(sequenceBytes)
  key.writeUIntBE(sequence, 2, 6)
  return key
}

const readSequence = (bytes: Buffer): number => bytes.readUIntBE(2, 6)

const chunkKey = (stream: string, revision: number): Buffer => {
  const name = Buffer.byteLength(stream)
  const key = Buffer.alloc(name + 1 + revisionBytes)
  key.write(stream, 0, name, 'utf8')
  key.writeUInt32BE(Math.min(revision, revisionMax), name + 1)
  return key
}

/** Adds successive revisions of a stream to the index; within a transaction. */
export const putChunk = (store: LogStore, stream: string, chunk: Chunk): void => {
  const value = Buffer.alloc(chunk.places.length * placeBytes)
  let at = 0
  for (const place of chunk.places) {
    value.writeUIntBE(place.block, at, 6)
    value.writeUInt16BE(place.ordinal, at + 6)
    value.writeUInt32BE(place.offset, at + 8)
    at += placeBytes
  }
  store.streams.putSync(chunkKey(stream, chunk.firstRevision), value)
}

/** Notes how far the index reaches; within a transaction. */
export const putIndexed = (store: LogStore, sequence: number): void =>
  store.meta.putSync(indexedKey, sequenceKey(sequence))

export const loadCheckpoint = (store: LogStore, name: string): number | undefined => {
  const value = store.checkpoints.get(Buffer.from(name))
  return value === undefined ? undefined : readSequence(value)
}

const readPlaces = (value: Buffer): readonly Place[] => {
  const places: Place[] = []
  for (let at = 0; at + placeBytes <= value.length; at += placeBytes)
    places.push({
      block: value.readUIntBE(at, 6),
      ordinal: value.readUInt16BE(at + 6),
      offset: value.readUInt32BE(at + 8),
    })
  return places
}

const toBlock = (key: Buffer, bytes: Buffer): Block => {
  if (key.length !== sequenceBytes) throw new Fault('LOG_CORRUPT', 'a block has no sequence')
  const first = readSequence(key)
  return { first, count: openBlock(bytes, first), bytes }
}

/** Opens the records in an opened store. */
export const openLogStore = (env: Env): LogStore => {
  const events = openStore(env, 'events')
  const streams = openStore(env, 'streams')
  const meta = openStore(env, 'meta')
  const checkpoints = openStore(env, 'checkpoints')

  const lastBlock = (sequence: number): Block | undefined => {
    const range = { start: sequenceKey(sequence), reverse: true, limit: 1 }
    for (const { key, value } of events.getRange(range)) return toBlock(key, value)
    return undefined
  }

  return {
    env,
    events,
    streams,
    meta,
    checkpoints,
    refresh: () => env.resetReadTxn(),
    blockOf: (sequence) => {
      const exact = events.get(sequenceKey(sequence))
      if (exact !== undefined) return toBlock(sequenceKey(sequence), exact)
      const block = lastBlock(sequence)
      return block !== undefined && sequence < block.first + block.count ? block : undefined
    },
    *blocksFrom(first) {
      for (const { key, value } of events.getRange({ start: sequenceKey(first) }))
        yield toBlock(key, value)
    },
    head: () => {
      const block = lastBlock(sequenceMax)
      return block === undefined ? 0 : block.first + block.count - 1
    },
    lastBlockFirst: () => {
      const range = { start: sequenceKey(sequenceMax), reverse: true, limit: 1 }
      for (const key of events.getKeys(range)) return readSequence(key)
      return 0
    },
    indexed: () => {
      const value = meta.get(indexedKey)
      return value === undefined ? 0 : readSequence(value)
    },
    chunkOf: (stream, revision) => {
      const wanted = chunkKey(stream, revision)
      const nameEnd = wanted.length - revisionBytes
      for (const { key, value } of streams.getRange({ start: wanted, reverse: true, limit: 1 })) {
        const same =
          key.length === wanted.length && key.compare(wanted, 0, nameEnd, 0, nameEnd) === 0
        if (!same) return undefined
        return { firstRevision: key.readUInt32BE(nameEnd), places: readPlaces(value) }
      }
      return undefined
    },
  }
}
