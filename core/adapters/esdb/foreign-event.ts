/**
 * Streams of others in our log: their names begin with a mark, their payload is what the protocol
 * carried. Everything that reads our own events passes over them.
 */
import type {
  EventLog,
  FoldableBatch,
  NewEvent,
  Position,
  ReadAllOptions,
  RecordedEvent,
} from '../../broker/ports.ts'
import { categoryOf } from '../../broker/streams.ts'

/** No stream of ours begins so, and no client's name reaches the log without it. */
const foreignMark = '~'

/** What the protocol carries of an event beside its id and type. */
export type ForeignContent = {
  readonly isJson: boolean
  readonly metadata: Uint8Array
  readonly data: Uint8Array
}

/** The name in the log of a stream that the protocol calls so. */
export const storedName = (name: string): string => foreignMark + name

export const isForeign = (stream: string): boolean => stream.startsWith(foreignMark)

/** The name by which the protocol knows a stream of the log. */
export const shownName = (stream: string): string =>
  isForeign(stream) ? stream.slice(foreignMark.length) : stream

/** Is this the name of one of our own streams, or of its metadata? */
export const isOwnName = (name: string): boolean =>
  categoryOf(name.startsWith('$$') ? name.slice(2) : name) !== undefined

const headBytes = 5

/** One byte for the form, four for the length of the metadata, the metadata, the data. */
export const packForeign = ({ isJson, metadata, data }: ForeignContent): Uint8Array => {
  const head = Buffer.alloc(headBytes)
  head.writeUInt8(isJson ? 1 : 0, 0)
  head.writeUInt32BE(metadata.length, 1)
  return Buffer.concat([head, metadata, data])
}

/** The content of a foreign event. */
export const unpackForeign = (payload: Uint8Array): ForeignContent => {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const dataAt = headBytes + bytes.readUInt32BE(1)
  return {
    isJson: bytes.readUInt8(0) === 1,
    metadata: bytes.subarray(headBytes, dataAt),
    data: bytes.subarray(dataAt),
  }
}

/** Batches without the events of others. */
export async function* ownBatches(
  batches: AsyncIterable<readonly RecordedEvent[]>,
): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const batch of batches) {
    const own = batch.filter(({ stream }) => !isForeign(stream))
    if (own.length > 0) yield own
  }
}

async function* ownScan(
  scan: NonNullable<EventLog['scan']>,
  from?: Position,
): AsyncGenerator<FoldableBatch> {
  for await (const { events, position } of scan(from)) {
    // Most logs have no foreign event, and a copy of each batch has its price.
    const some = events.some(({ stream }) => isForeign(stream))
    const own = some ? events.filter(({ stream }) => !isForeign(stream)) : events
    yield { events: own, position }
  }
}

const withScan = (scan: EventLog['scan']): Pick<EventLog, 'scan'> =>
  scan === undefined ? {} : { scan: (from) => ownScan(scan, from) }

/** A log to read, without the streams of others; its size counts everything. */
export const ownReads = <L extends Pick<EventLog, 'readAll' | 'scan' | 'head'>>(log: L): L => ({
  ...log,
  readAll: (options: ReadAllOptions) => ownBatches(log.readAll(options)),
  ...withScan(log.scan),
  head: async () => {
    for await (const batch of ownBatches(log.readAll({ direction: 'backward' }))) {
      return batch[0]?.position
    }
    return undefined
  },
})

/**
 * The log without the streams of others; appends and positions are the log's own, its size counts
 * everything.
 */
export const ownEvents = (log: EventLog): EventLog => ({
  ...ownReads(log),
  subscribe: ({ onEvents, ...options }) =>
    log.subscribe({
      ...options,
      onEvents: (batch) => {
        const own = batch.filter(({ stream }) => !isForeign(stream))
        return own.length > 0 ? onEvents(own) : undefined
      },
    }),
})

/** The envelope of a foreign event. */
export const foreignEvent = (
  event: { readonly eventId: string; readonly type: string } & ForeignContent,
  by: { readonly user: string; readonly recordedAt: number },
): NewEvent => ({
  eventId: event.eventId,
  type: event.type,
  schemaVersion: 0,
  recordedAt: by.recordedAt,
  actor: `client:${by.user}`,
  connectionId: '',
  causationId: '',
  payload: packForeign(event),
})
