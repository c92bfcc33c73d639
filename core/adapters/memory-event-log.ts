/**
 * The decision log in memory, for tests and simulations: the same answers as the embedded log, but
 * nothing outlives the process.
 */
import type { EventLog, ExpectedRevision, NewEvent, RecordedEvent } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { readBatchCountMax, streamNameBytesMax } from '../domain/limits.ts'
import { checkAppend } from './log-bounds.ts'
import { createFollowers } from './log-follow.ts'
import { createPositions } from './log-position.ts'
import { type Readable, readAll, readStream } from './log-read.ts'

const positions = createPositions('m')

const copyOf = (event: NewEvent): NewEvent => ({ ...event, payload: event.payload.slice() })

/** Makes an empty log. */
export const createMemoryEventLog = (): EventLog => {
  const all: RecordedEvent[] = []
  const streams = new Map<string, RecordedEvent[]>()
  const checkpoints = new Map<string, number>()
  let stopped = false

  const readable: Readable = {
    head: () => all.length,
    after: (sequence, through, countMax) =>
      all.slice(sequence, Math.min(through, sequence + countMax)),
    before: (sequence, countMax) =>
      all.slice(Math.max(0, sequence - 1 - countMax), sequence - 1).reverse(),
    lastRevision: (stream) => (streams.get(stream)?.length ?? 0) - 1,
    stream: (stream, from, to) => {
      const events = streams.get(stream) ?? []
      return from <= to ? events.slice(from, to + 1) : events.slice(to, from + 1).reverse()
    },
  }
  const followers = createFollowers({
    head: readable.head,
    readAfter: (sequence) => readable.after(sequence, all.length, readBatchCountMax),
  })

  const enter = (): void => {
    if (stopped) throw new Fault('LOG_UNAVAILABLE', 'the log is stopping')
  }

  const record = (stream: string, known: RecordedEvent[], event: NewEvent): void => {
    const position = positions.of(all.length + 1)
    const recorded = { ...copyOf(event), stream, revision: known.length, position }
    all.push(recorded)
    known.push(recorded)
  }

  const append = (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): ReturnType<EventLog['append']> => {
    const known = streams.get(stream) ?? []
    const first = expected === 'none' ? 0 : expected + 1
    if (first !== known.length) {
      const there = known.slice(first, first + events.length)
      const last = there.at(-1)
      const same = events.every((event, index) => there[index]?.eventId === event.eventId)
      if (last !== undefined && same)
        return Promise.resolve({
          kind: 'appended',
          revision: last.revision,
          position: last.position,
        })
      const actual = known.length === 0 ? 'none' : known.length - 1
      return Promise.resolve({ kind: 'conflict', actual })
    }
    streams.set(stream, known)
    for (const event of events) record(stream, known, event)
    followers.wake()
    const revision = known.length - 1
    return Promise.resolve({ kind: 'appended', revision, position: positions.of(all.length) })
  }

  return {
    append: async (stream, expected, events) => {
      checkAppend(stream, expected, events)
      enter()
      return append(stream, expected, events)
    },
    readStream: (stream, how) => readStream(readable, stream, how),
    readAll: (how) => readAll(readable, positions, how),
    subscribe: (how) =>
      followers.follow(how.from === undefined ? 0 : positions.sequenceOf(how.from), how),
    head: async () => (all.length === 0 ? undefined : positions.of(all.length)),
    size: async () => all.length,
    comparePositions: positions.compare,
    parsePosition: positions.parse,
    loadCheckpoint: async (name) => {
      const sequence = checkpoints.get(name)
      return sequence === undefined ? undefined : positions.of(sequence)
    },
    storeCheckpoint: async (name, position) => {
      enter()
      if (name === '' || Buffer.byteLength(name) > streamNameBytesMax)
        throw new Fault(
          'REQUEST_INVALID',
          `a checkpoint's name has 1 to ${streamNameBytesMax} bytes`,
        )
      checkpoints.set(name, positions.sequenceOf(position))
    },
    stop: async () => {
      stopped = true
      await followers.stop()
    },
  }
}
