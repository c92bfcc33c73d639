/**
 * A log that others use too, seen as an empty one of the test's own: its streams have a prefix, and
 * what lies before its beginning is not there.
 */
import type { EventLog, Position, ReadAllOptions, RecordedEvent } from '../../core/broker/ports.ts'

/** The part of a shared log that begins now and bears this prefix. */
export const isolateLog = async (
  shared: () => EventLog,
  prefix: string,
  begin?: Position,
): Promise<{ readonly log: EventLog; readonly begin: Position }> => {
  const start = begin ?? (await markBeginning(shared(), prefix))
  const own = (events: readonly RecordedEvent[]): RecordedEvent[] =>
    events
      .filter(({ stream }) => stream.startsWith(prefix))
      .map((event) => ({ ...event, stream: event.stream.slice(prefix.length) }))
  const named = (stream: string): string => (stream === '' ? '' : prefix + stream)

  async function* readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const { from, direction, countMax = Number.MAX_SAFE_INTEGER } = options
    const backward = direction === 'backward'
    let left = countMax
    const first = from ?? (backward ? undefined : start)
    const range = { direction: direction ?? 'forward', ...(first ? { from: first } : {}) } as const
    for await (const batch of shared().readAll(range)) {
      const after = batch.filter((one) => shared().comparePositions(one.position, start) > 0)
      const events = own(after).slice(0, left)
      left -= events.length
      if (events.length > 0) yield events
      if (left === 0 || after.length < batch.length) return
    }
  }

  const log: EventLog = {
    ...shared(),
    append: (stream, expected, events) => shared().append(named(stream), expected, events),
    readStream: async function* (stream, options) {
      for await (const batch of shared().readStream(named(stream), options)) yield own(batch)
    },
    readAll,
    subscribe: ({ from = start, onEvents, ...options }) =>
      shared().subscribe({
        ...options,
        from,
        onEvents: (events) => {
          const found = own(events)
          return found.length > 0 ? onEvents(found) : undefined
        },
      }),
    head: async () => {
      for await (const [last] of readAll({ direction: 'backward', countMax: 1 })) {
        return last?.position
      }
      return undefined
    },
    size: async () => {
      let count = 0
      for await (const batch of readAll()) count += batch.length
      return count
    },
    loadCheckpoint: (name) => shared().loadCheckpoint(prefix + name),
    storeCheckpoint: (name, position) => shared().storeCheckpoint(prefix + name, position),
  }
  return { log, begin: start }
}

/** An event of the test's own, behind which everything else of it lies. */
const markBeginning = async (log: EventLog, prefix: string): Promise<Position> => {
  const mark = {
    eventId: crypto.randomUUID(),
    type: 'HostAssigned',
    schemaVersion: 1,
    recordedAt: 1,
    actor: 'broker:test',
    connectionId: '',
    causationId: '',
    payload: new Uint8Array(1),
  }
  const result = await log.append(`${prefix}begin`, 'none', [mark])
  if (result.kind === 'conflict') throw new Error(`${prefix} is in use`)
  return result.position
}
