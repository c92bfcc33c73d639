/**
 * The descriptors of our payloads as a stream that readers of the protocol may read and nobody may
 * write: it lies in no log, and is no part of `$all`. Its first event is a FileDescriptorSet of
 * protobuf, its second names the message of each event type and version.
 */
import { z } from 'zod'
import type { EventLog, ReadStreamOptions, RecordedEvent } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import type { Positions } from '../log-position.ts'
import { packForeign, storedName } from './foreign-event.ts'
import { metadataBytesOf } from './own-metadata.ts'

/** What the protocol serves of them. */
export type Descriptors = {
  readonly set: Uint8Array
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const descriptorStream = '$causeway-descriptors'

/** Ids that never change, so that readers can tell what they have. */
const ids = ['01900000-0000-7000-8000-0000000000d0', '01900000-0000-7000-8000-0000000000d1']

const namesSchema = z.record(z.string(), z.record(z.string(), z.string()))

const eventsOf = ({ set, messages }: Descriptors, positions: Positions): RecordedEvent[] => {
  const envelope = {
    ...{ schemaVersion: 1, recordedAt: 0, actor: 'broker:', connectionId: '', causationId: '' },
  }
  const metadata = metadataBytesOf(envelope)
  const contents: readonly (readonly [string, Uint8Array])[] = [
    ['FileDescriptorSet', set],
    ['MessageNames', Buffer.from(JSON.stringify(messages))],
  ]
  return contents.map(([type, data], revision) => ({
    ...envelope,
    ...{ eventId: ids[revision] ?? '', type, stream: storedName(descriptorStream), revision },
    position: positions.of(1),
    payload: packForeign({ isJson: false, metadata, data }),
  }))
}

const cut = (
  events: readonly RecordedEvent[],
  { from, direction = 'forward', countMax = events.length }: ReadStreamOptions,
): readonly RecordedEvent[] =>
  direction === 'forward'
    ? events.slice(from ?? 0).slice(0, countMax)
    : events
        .slice(0, (from ?? events.length) + 1)
        .reverse()
        .slice(0, countMax)

/** The log with that stream in it, for the protocol's server. */
export const withDescriptors = (
  log: EventLog,
  descriptors: Descriptors,
  positions: Positions,
): EventLog => {
  const events = eventsOf(descriptors, positions)
  const stored = storedName(descriptorStream)
  async function* read(options: ReadStreamOptions): AsyncGenerator<readonly RecordedEvent[]> {
    const found = cut(events, options)
    if (found.length > 0) yield found
  }
  return {
    ...log,
    readStream: (stream, options = {}) =>
      stream === stored ? read(options) : log.readStream(stream, options),
  }
}

/**
 * The descriptors that a log on another machine serves; undefined when it serves none, as an
 * EventStoreDB does not. Throws Fault LOG_CORRUPT when they are in another form.
 */
export const readDescriptors = async (
  log: Pick<EventLog, 'readStream'>,
): Promise<Descriptors | undefined> => {
  const found = new Map<string, Uint8Array>()
  for await (const batch of log.readStream(descriptorStream, { countMax: ids.length })) {
    for (const { type, payload } of batch) found.set(type, payload)
  }
  const set = found.get('FileDescriptorSet')
  const names = found.get('MessageNames')
  if (set === undefined || names === undefined) return undefined
  try {
    return { set, messages: namesSchema.parse(JSON.parse(Buffer.from(names).toString('utf8'))) }
  } catch (error) {
    throw new Fault('LOG_CORRUPT', `${descriptorStream} has another form`, error)
  }
}
