/**
 * Appends over the protocol. A call without an answer has an unknown outcome: it is repeated with
 * the same event ids and the same expected revision, which the server recognises, and what it then
 * says is checked by reading the stream. Never with any revision, never under new ids.
 */
import type { EventStoreDBClient } from '@eventstore/db-client'
import type {
  AppendResult,
  ExpectedRevision,
  NewEvent,
  RecordedEvent,
  System,
} from '../../broker/ports.ts'
import type { EsdbBatches } from './esdb-batch.ts'
import { pause, retryDelayMs, withinMs } from './esdb-calls.ts'
import { proposedEvent } from './esdb-events.ts'
import { esdbFault, isFinal, isWrongRevision } from './esdb-faults.ts'
import { positionOf } from './esdb-position.ts'

export type Credentials = { readonly username: string; readonly password: string }

/** Milliseconds; limits.ts says what each is for. */
export type EsdbBounds = {
  /** Until the outcome of an append counts as unknown. */
  readonly appendMs: number
  /** Of one call. */
  readonly callMs: number
}

export type EsdbAppendPorts = {
  readonly client: Pick<EventStoreDBClient, 'appendToStream'>
  readonly batches: Pick<EsdbBatches, 'append'>
  readonly credentials: Credentials
  readonly system: Pick<System, 'after' | 'monotonicMs' | 'random'>
  /** Events of a stream from a revision on, and the last one. */
  readonly readFrom: (stream: string, from: number, countMax: number) => Promise<RecordedEvent[]>
  readonly lastOf: (stream: string) => Promise<RecordedEvent | undefined>
  readonly isStopping: () => boolean
  /** Told of each call; it may settle long after its append was given up. */
  readonly onCall: (call: Promise<unknown>) => void
  readonly bounds: EsdbBounds
}

/** Appends; throws Fault LOG_UNAVAILABLE when no try was answered in time. */
export const appendOver =
  (ports: EsdbAppendPorts) =>
  async (
    stream: string,
    expected: ExpectedRevision,
    given: readonly NewEvent[],
  ): Promise<AppendResult> => {
    // They are written, perhaps again, after the caller may have changed what it handed over.
    const events = given.map((event) => ({ ...event, payload: event.payload.slice() }))
    const { client, credentials, system, bounds } = ports
    const first = expected === 'none' ? 0 : expected + 1
    const until = system.monotonicMs() + bounds.appendMs

    /** What is there at the place that the events would have. */
    const resolve = async (): Promise<AppendResult> => {
      const there = await ports.readFrom(stream, first, events.length)
      const same = events.every(({ eventId }, index) => there[index]?.eventId === eventId)
      const end = there.at(-1)
      if (same && end) return { kind: 'appended', revision: end.revision, position: end.position }
      const last = await ports.lastOf(stream)
      return { kind: 'conflict', actual: last?.revision ?? 'none' }
    }

    /** Undefined when it takes a call of its own to know more. */
    const inBatch = async (): Promise<AppendResult | undefined> => {
      const call = ports.batches.append(stream, expected, events)
      if (call === undefined) return undefined
      ports.onCall(call)
      const answer = await call.catch(() => undefined)
      if (answer?.kind === 'wrong') return resolve()
      return answer?.revision === first + events.length - 1 ? answer : undefined
    }

    const once = async (): Promise<AppendResult> => {
      try {
        // With credentials the client takes the call that has typed errors. No deadline cuts it
        // off: the events sent until then would end like a whole append, and be stored as one.
        const done = client.appendToStream(stream, events.map(proposedEvent), {
          expectedRevision: expected === 'none' ? 'no_stream' : BigInt(expected),
          credentials,
          deadline: Number.POSITIVE_INFINITY,
        })
        ports.onCall(done)
        const { nextExpectedRevision, position } = await withinMs(system, bounds.callMs, done)
        const revision = Number(nextExpectedRevision)
        // A repeated append may be answered with the stream's end instead of its own.
        const isOwnEnd = revision === first + events.length - 1
        if (position === undefined || !isOwnEnd) return await resolve()
        return { kind: 'appended', revision, position: positionOf(position) }
      } catch (error) {
        if (isWrongRevision(error)) return await resolve()
        throw error
      }
    }

    for (let turn = 0; ; turn++) {
      try {
        return (turn === 0 ? await inBatch() : undefined) ?? (await once())
      } catch (error) {
        const delayMs = retryDelayMs(turn, system.random)
        const late = system.monotonicMs() + delayMs > until
        if (isFinal(error) || late || ports.isStopping()) {
          throw esdbFault(error, `append to ${stream}`)
        }
        await pause(system, delayMs)
      }
    }
  }
