/** A recorded event as one line of JSON, for people and programs that read the log. */
import { decodeEvent } from '../../proto/event-codec.ts'
import { decodePersonalData } from '../../proto/personal-data.ts'
import type { PersonDirectory, RecordedEvent } from '../broker/ports.ts'

/** Bytes have no form in JSON: base64 stands for them. */
const jsonReady = (value: unknown): unknown => {
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
  }
  if (Array.isArray(value)) return value.map(jsonReady)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonReady(member)]))
}

const textOf = (data: object, key: string): string => {
  const value: unknown = Object.entries(data).find(([name]) => name === key)?.[1]
  return typeof value === 'string' ? value : ''
}

/** Whom the sealed part of an event is about: the user it names, else the one who caused it. */
const personOf = (event: RecordedEvent, data: object): string => {
  const userId = textOf(data, 'userId')
  if (userId !== '') return userId
  return event.actor.startsWith('user:') ? event.actor.slice('user:'.length) : ''
}

const openSealed = async (
  people: Pick<PersonDirectory, 'open'>,
  event: RecordedEvent,
  data: object,
): Promise<object> => {
  const sealed = 'sealed' in data ? data.sealed : undefined
  if (!(sealed instanceof Uint8Array) || sealed.length === 0) return {}
  const plain = await people.open(personOf(event, data), sealed)
  // Null says that there was something and the person is gone.
  return { person: (plain && decodePersonalData(plain)) ?? null }
}

const administrator = 'admin:'

/** Administrators are told by name where the directory still has one. */
const actorNameOf = async (
  people: Pick<PersonDirectory, 'recall'>,
  actor: string,
): Promise<object> => {
  if (!actor.startsWith(administrator)) return {}
  const actorName = await people.recall(actor.slice(administrator.length))
  return actorName === undefined ? {} : { actorName }
}

/**
 * The line, without its line feed: the envelope, `data` at the newest version of its type,
 * `person` where the event holds a sealed part, and `actorName` of an administrator; neither of
 * these two where there is no directory to open them. Throws Fault LOG_TOO_NEW or LOG_CORRUPT.
 */
export const eventLine = async (
  people: Pick<PersonDirectory, 'open' | 'recall'> | undefined,
  event: RecordedEvent,
): Promise<string> => {
  const { data } = decodeEvent(event)
  return JSON.stringify({
    position: event.position,
    stream: event.stream,
    revision: event.revision,
    eventId: event.eventId,
    type: event.type,
    schemaVersion: event.schemaVersion,
    recordedAt: event.recordedAt,
    actor: event.actor,
    connectionId: event.connectionId,
    causationId: event.causationId,
    data: jsonReady(data),
    ...(people === undefined ? {} : await openSealed(people, event, data)),
    ...(people === undefined ? {} : await actorNameOf(people, event.actor)),
  })
}
