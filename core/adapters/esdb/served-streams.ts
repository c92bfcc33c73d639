/**
 * What the protocol may do with the log: appends under each kind of expected revision, streams of
 * others with their deletion and truncation, and what is refused on our own.
 */
import type { EventLog, ExpectedRevision, NewEvent, Position, System } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import { decisionRetryCountMax, streamNameBytesMax } from '../../domain/limits.ts'
import { createTurns } from '../turns.ts'
import { foreignEvent, storedName, unpackForeign } from './foreign-event.ts'
import { type OwnMetadata, parseOwnMetadataBytes } from './own-metadata.ts'
import { destroyContent, isDestructible, type StreamKeys } from './person-payloads.ts'

/** How the protocol names what a writer expects of a stream. */
export type Expectation = 'any' | 'none' | 'exists' | number

export type Proposal = {
  readonly eventId: string
  readonly type: string
  readonly isJson: boolean
  readonly metadata: Uint8Array
  readonly data: Uint8Array
}

export type Appended =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: Position }
  | { readonly kind: 'wrong'; readonly actual: ExpectedRevision }
  | { readonly kind: 'denied'; readonly why: string }
  | { readonly kind: 'deleted' }

/** What readers must know of a stream: what lies before the revision is as if it were not there. */
export type StreamState = {
  readonly last: ExpectedRevision
  readonly visibleFrom: number
  readonly tombstoned: boolean
}

export type ServedStreamsPorts = {
  /** With what streams of persons hold sealed by these keys. */
  readonly log: Pick<EventLog, 'append' | 'readStream'>
  readonly keys: StreamKeys
  readonly system: Pick<System, 'nowMs' | 'newId'>
  /** Is this the name of a stream that only events of ours may be in? */
  readonly isOwn: (name: string) => boolean
  /** Why the event cannot be one of ours in that stream; undefined when it can. */
  readonly whyNotOwn: (event: NewEvent, stream: string) => string | undefined
  /** What must have happened here before an event of ours is stored. */
  readonly beforeOwn?: (event: NewEvent) => Promise<void>
}

export type ServedStreams = {
  /** The stream's name in the log. */
  nameOf(name: string): string
  /** Why no stream can have this name; undefined when one can. */
  whyNoStream(name: string): string | undefined
  stateOf(name: string): Promise<StreamState>
  append(
    user: string,
    name: string,
    expected: Expectation,
    events: readonly Proposal[],
  ): Promise<Appended>
  /** Deletes a foreign stream; a tombstoned one is never written again. */
  remove(user: string, name: string, expected: Expectation, forEver: boolean): Promise<Appended>
}

const tombstoneType = '$streamDeleted'
const metadataType = '$metadata'
const noBytes = new Uint8Array()

/** A stream that can be written can also be truncated: the name of its metadata has room. */
const nameBytesMax = streamNameBytesMax - Buffer.byteLength(storedName('$$'))

const whyNoStreamOf = (name: string, bytesMax: number): string | undefined => {
  const bare = name.startsWith('$$') ? name.slice(2) : name
  const fits = bare !== '' && !bare.includes('\0') && Buffer.byteLength(bare) <= bytesMax
  return fits ? undefined : `a stream is named by 1 to ${bytesMax} bytes of UTF-8, none of them 0`
}

const truncationOf = (data: Uint8Array): number => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(data).toString('utf8'))
    const before: unknown = Object(parsed).$tb
    return typeof before === 'number' && Number.isSafeInteger(before) && before >= 0 ? before : 0
  } catch {
    return 0
  }
}

const fits = (expected: Expectation, last: ExpectedRevision): boolean => {
  if (expected === 'any') return true
  if (expected === 'exists') return last !== 'none'
  return expected === last
}

/** Makes the served view of one log. */
export const createServedStreams = (ports: ServedStreamsPorts): ServedStreams => {
  const { log, isOwn } = ports
  const { nowMs, newId } = ports.system
  const turns = createTurns()
  const nameOf = (name: string): string => (isOwn(name) ? name : storedName(name))
  const whyNoStream = (name: string): string | undefined =>
    whyNoStreamOf(name, isOwn(name) ? streamNameBytesMax : nameBytesMax)

  const lastOf = async (stream: string) => {
    for await (const [event] of log.readStream(stream, { direction: 'backward', countMax: 1 })) {
      return event
    }
    return undefined
  }

  const stateOf = async (name: string): Promise<StreamState> => {
    const last = (await lastOf(nameOf(name)))?.revision ?? 'none'
    if (isOwn(name) || name.startsWith('$$')) return { last, visibleFrom: 0, tombstoned: false }
    const metadata = await lastOf(storedName(`$$${name}`))
    if (metadata?.type === tombstoneType) return { last, visibleFrom: 0, tombstoned: true }
    const visibleFrom = metadata ? truncationOf(unpackForeign(metadata.payload).data) : 0
    return { last, visibleFrom, tombstoned: false }
  }

  const ownEvent = ({ eventId, type, data }: Proposal, metadata: OwnMetadata): NewEvent => ({
    eventId,
    type,
    ...metadata,
    payload: data,
  })

  const prepare = (user: string, name: string, events: readonly Proposal[]) => {
    const prepared: NewEvent[] = []
    for (const event of events) {
      if (!isOwn(name)) {
        prepared.push(foreignEvent(event, { user, recordedAt: nowMs() }))
        continue
      }
      const metadata = parseOwnMetadataBytes(event.metadata)
      if (metadata === undefined) return `event ${event.type} has no metadata of a broker's`
      const own = ownEvent(event, metadata)
      const why = ports.whyNotOwn(own, name)
      if (why !== undefined) return why
      prepared.push(own)
    }
    return prepared
  }

  /** With any or exists the revision is ours to find: somebody may be faster, so several tries. */
  const appendAt = async (
    stream: string,
    expected: Expectation,
    events: readonly NewEvent[],
  ): Promise<Appended> => {
    if (expected === 'none' || typeof expected === 'number') {
      const result = await log.append(stream, expected, events)
      return result.kind === 'conflict' ? { kind: 'wrong', actual: result.actual } : result
    }
    for (let turn = 0; turn <= decisionRetryCountMax; turn++) {
      const end = await lastOf(stream)
      const last = end?.revision ?? 'none'
      if (!fits(expected, last)) return { kind: 'wrong', actual: last }
      // A repeated append that is still the newest is recognised by its ids.
      const repeated = end !== undefined && end.eventId === events.at(-1)?.eventId
      if (repeated) return { kind: 'appended', revision: end.revision, position: end.position }
      const result = await log.append(stream, last, events)
      if (result.kind === 'appended') return result
    }
    throw new Fault('LOG_UNAVAILABLE', `too many writers at once on ${stream}`)
  }

  /** A deleted stream may begin again where it ended, as if it were new. */
  const wantedOf = async (name: string, expected: Expectation) => {
    const { last, visibleFrom, tombstoned } = await stateOf(name)
    if (tombstoned) return 'tombstoned'
    const gone = typeof last === 'number' && last < visibleFrom
    return expected === 'none' && gone ? last : expected
  }

  const append: ServedStreams['append'] = async (user, name, expected, events) => {
    const unnamed = whyNoStream(name)
    if (unnamed !== undefined) throw new Fault('REQUEST_INVALID', unnamed)
    if (name.startsWith('$') && !name.startsWith('$$')) {
      return { kind: 'denied', why: 'streams that begin with $ are the system’s' }
    }
    if (name.startsWith('$$') && (isOwn(name.slice(2)) || name.startsWith('$', 2))) {
      return { kind: 'denied', why: 'our own streams are never truncated' }
    }
    const wanted = isOwn(name) ? expected : await wantedOf(name, expected)
    if (wanted === 'tombstoned') return { kind: 'deleted' }
    const prepared = prepare(user, name, events)
    if (typeof prepared === 'string') return { kind: 'denied', why: prepared }
    if (prepared.length === 0) {
      return { kind: 'denied', why: 'an append needs an event' }
    }
    if (isOwn(name)) for (const event of prepared) await ports.beforeOwn?.(event)
    return appendAt(nameOf(name), wanted, prepared)
  }

  const remove: ServedStreams['remove'] = async (user, name, expected, forEver) => {
    if (isOwn(name) || name.startsWith('$')) {
      return { kind: 'denied', why: 'our own streams are never deleted' }
    }
    const unnamed = whyNoStream(name)
    if (unnamed !== undefined) throw new Fault('REQUEST_INVALID', unnamed)
    const { last, tombstoned, visibleFrom } = await stateOf(name)
    if (tombstoned) return { kind: 'deleted' }
    const present = typeof last === 'number' && last >= visibleFrom
    if (!fits(expected, present ? last : 'none')) return { kind: 'wrong', actual: last }
    const next = last === 'none' ? 0 : last + 1
    const data = forEver ? noBytes : Buffer.from(JSON.stringify({ $tb: next }))
    const type = forEver ? tombstoneType : metadataType
    const event = { eventId: newId(), type, isJson: true, metadata: noBytes, data }
    const made = foreignEvent(event, { user, recordedAt: nowMs() })
    return appendAt(storedName(`$$${name}`), 'any', [made])
  }

  /** Between reading a stream's end and destroying its key nothing is sealed with that key. */
  const inTurn = (name: string, change: () => Promise<Appended>): Promise<Appended> =>
    isDestructible(name) ? turns.run(name, change) : change()

  return {
    nameOf,
    whyNoStream,
    stateOf,
    append: (user, name, expected, events) =>
      inTurn(name, () => append(user, name, expected, events)),
    remove: (user, name, expected, forEver) =>
      inTurn(name, async () => {
        const outcome = await remove(user, name, expected, forEver)
        const gone = outcome.kind === 'appended' || outcome.kind === 'deleted'
        // Also when it was deleted before: what was cut short is finished.
        if (gone && isDestructible(name)) await destroyContent(ports.keys, storedName(name))
        return outcome
      }),
  }
}
