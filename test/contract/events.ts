/** Events for contract suites: small, distinct, and recognisable when they come back. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { EventLog, NewEvent, RecordedEvent } from '../../core/broker/ports.ts'

/** The id of the event with this name: a UUID, which is the one form that every log takes. */
export const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}

/** An event whose id and payload tell it apart from all others of the same test. */
export const eventOf = (name: string, more: Partial<NewEvent> = {}): NewEvent => ({
  eventId: idOf(name),
  type: 'HostAssigned',
  schemaVersion: 1,
  recordedAt: 1_700_000_000_000,
  actor: 'broker:1',
  connectionId: 'c1',
  causationId: 'cause-1',
  payload: new TextEncoder().encode(name),
  ...more,
})

export const eventsOf = (name: string, count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => eventOf(`${name}-${index}`))

/** All batches of a read, joined; fails when a batch is empty. */
export const collect = async (
  batches: AsyncIterable<readonly RecordedEvent[]>,
): Promise<RecordedEvent[]> => {
  const all: RecordedEvent[] = []
  for await (const batch of batches) {
    if (batch.length === 0) throw new Error('a read handed over an empty batch')
    all.push(...batch)
  }
  return all
}

export const idsOf = (events: readonly { readonly eventId: string }[]): string[] =>
  events.map((event) => event.eventId)

/** Appends that must succeed; the stream's last revision. */
export const fill = async (log: EventLog, stream: string, count: number): Promise<number> => {
  for (let revision = 0; revision < count; revision++) {
    const expected = revision === 0 ? 'none' : revision - 1
    const result = await log.append(stream, expected, [eventOf(`${stream}-${revision}`)])
    if (result.kind !== 'appended') throw new Error(`${stream} conflicted at ${revision}`)
  }
  return count - 1
}

/** Waits until something has happened; the test's own time limit bounds it. */
export const until = async (happened: () => boolean): Promise<void> => {
  while (!happened()) await setImmediate()
}
