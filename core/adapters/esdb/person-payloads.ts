/**
 * What streams of persons hold lies sealed in the log, each under a key of its own, which is kept
 * outside and erased with the stream. The log itself keeps every byte, so that its positions,
 * checksums and proofs hold; what it keeps of a deleted stream opens no more.
 */
import type { EventLog, PersonDirectory, RecordedEvent } from '../../broker/ports.ts'
import { personStreamPrefix } from '../stream-person-directory.ts'
import { isForeign, packForeign, shownName } from './foreign-event.ts'

/** Keeps the keys; a person directory does, in which a stream stands for a person. */
export type StreamKeys = Pick<PersonDirectory, 'seal' | 'open' | 'erase'>

const isPersons = (stored: string): boolean =>
  isForeign(stored) && shownName(stored).startsWith(personStreamPrefix)

/** Is this, as the protocol calls it, a stream whose content is destroyed when it is deleted? */
export const isDestructible = (name: string): boolean => name.startsWith(personStreamPrefix)

/** No person's id has a NUL in it. */
const ownerOf = (stored: string): string => `stream\u0000${stored}`

/** Destroys what the stream held so far; again without harm. */
export const destroyContent = (keys: StreamKeys, stored: string): Promise<void> =>
  keys.erase(ownerOf(stored))

const destroyed = packForeign({
  isJson: false,
  metadata: new Uint8Array(),
  data: new Uint8Array(),
})

/** The log as its readers and writers see it: sealed on the way in, opened on the way out. */
export const sealPersonPayloads = (log: EventLog, keys: StreamKeys): EventLog => {
  const opened = async (event: RecordedEvent): Promise<RecordedEvent> => {
    const payload = await keys.open(ownerOf(event.stream), event.payload)
    return { ...event, payload: payload ?? destroyed }
  }

  /** At once where there is nothing to open: most of a log is ours. */
  const openedBatch = (
    batch: readonly RecordedEvent[],
  ): readonly RecordedEvent[] | Promise<readonly RecordedEvent[]> =>
    batch.some(({ stream }) => isPersons(stream))
      ? Promise.all(batch.map((event) => (isPersons(event.stream) ? opened(event) : event)))
      : batch

  async function* openedBatches(batches: AsyncIterable<readonly RecordedEvent[]>) {
    for await (const batch of batches) yield await openedBatch(batch)
  }

  // A fold reads events of ours alone: what it scans is as it was stored.
  return {
    ...log,
    append: async (stream, expected, events) => {
      if (!isPersons(stream)) return log.append(stream, expected, events)
      const sealed = events.map(async (event) => ({
        ...event,
        payload: await keys.seal(ownerOf(stream), event.payload),
      }))
      return log.append(stream, expected, await Promise.all(sealed))
    },
    readStream: (stream, options) => openedBatches(log.readStream(stream, options)),
    readAll: (options) => openedBatches(log.readAll(options)),
    subscribe: ({ onEvents, ...options }) =>
      log.subscribe({ ...options, onEvents: async (batch) => onEvents(await openedBatch(batch)) }),
  }
}
