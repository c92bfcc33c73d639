/**
 * The decision log on an EventStoreDB (or what speaks its protocol), through its own client. What
 * that client does wrong, and how each of it is avoided: docs/guarantees.md names the tests.
 */
import { jsonEvent } from '@eventstore/db-client'
import type { EventLog, RecordedEvent, System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { esdbAppendMs, esdbCallMs, streamNameBytesMax } from '../domain/limits.ts'
import { appendOver, type EsdbBounds } from './esdb/esdb-append.ts'
import { createEsdbBatches } from './esdb/esdb-batch.ts'
import { withinMs } from './esdb/esdb-calls.ts'
import { openEsdbClient } from './esdb/esdb-client.ts'
import { placeOfEvent, recordedEvent } from './esdb/esdb-events.ts'
import { esdbFault, isNotFound } from './esdb/esdb-faults.ts'
import { openSubscription } from './esdb/esdb-follow.ts'
import { comparePlaces, parsePosition, placeOf, positionOf } from './esdb/esdb-position.ts'
import { createEsdbReads } from './esdb/esdb-read.ts'
import { checkAppend } from './log-bounds.ts'

export type EsdbLogOptions = {
  /** `esdb://user:password@host:port,…?tls=…&tlsCAFile=…`, as EventStoreDB's clients take it. */
  readonly url: string
  readonly bounds?: EsdbBounds
}

const checkpointStream = (name: string): string => {
  if (name === '' || Buffer.byteLength(name) > streamNameBytesMax) {
    throw new Fault('REQUEST_INVALID', `a checkpoint's name has 1 to ${streamNameBytesMax} bytes`)
  }
  return `causeway-checkpoint-${name}`
}

/**
 * Opens the log. Nothing is asked before the first call: a server that is down makes calls fail
 * with Fault LOG_UNAVAILABLE until it is back. Throws Fault REQUEST_INVALID for a url that is none.
 */
export const openEsdbEventLog = (
  { system }: { readonly system: Pick<System, 'after' | 'monotonicMs' | 'random' | 'newId'> },
  { url, bounds = { appendMs: esdbAppendMs, callMs: esdbCallMs } }: EsdbLogOptions,
): EventLog => {
  const { client, credentials } = openEsdbClient(url)
  const reads = createEsdbReads({ client, credentials, system, bounds })
  const subscriptions = new Set<{ stop(): Promise<void> }>()
  const under = new Set<Promise<unknown>>()
  /** Calls of appends that are not over, whether or not somebody still waits for them. */
  const calls = new Set<Promise<unknown>>()
  let stopping = false

  const enter = (): void => {
    if (stopping) throw new Fault('LOG_UNAVAILABLE', 'the log is stopping')
  }

  const readFrom = async (
    stream: string,
    from: number,
    countMax: number,
  ): Promise<RecordedEvent[]> => {
    const found: RecordedEvent[] = []
    for await (const batch of reads.readStream(stream, { from, countMax })) found.push(...batch)
    return found
  }

  const lastOf = async (stream: string): Promise<RecordedEvent | undefined> => {
    const how = { direction: 'backward', countMax: 1 } as const
    for await (const [event] of reads.readStream(stream, how)) return event
    return undefined
  }

  const batches = createEsdbBatches({ client, credentials, system }, bounds.callMs)
  const append = appendOver({
    ...{ client, batches, credentials, system, bounds, readFrom, lastOf },
    isStopping: () => stopping,
    onCall: (call) => {
      calls.add(call)
      const forget = () => void calls.delete(call)
      call.then(forget, forget)
    },
  })

  const ends = async () => {
    for await (const [first] of reads.readAll({ countMax: 1 })) {
      for await (const [last] of reads.readAll({ direction: 'backward', countMax: 1 })) {
        return first && last && { first, last }
      }
    }
    return undefined
  }

  return {
    append: async (stream, expected, events) => {
      checkAppend(stream, expected, events)
      enter()
      const running = append(stream, expected, events)
      under.add(running)
      return running.finally(() => under.delete(running))
    },
    readStream: reads.readStream,
    readAll: reads.readAll,
    subscribe: (options) => {
      const subscription = openSubscription({ client, credentials, reads, system }, options)
      subscriptions.add(subscription)
      return subscription
    },
    head: async () => (await ends())?.last.position,
    // The store keeps no count: positions grow evenly enough for a progress bar.
    size: async () => {
      const { found, end } = await reads.page('forward', undefined)
      const own = found.flatMap((one) => recordedEvent(one) ?? [])
      const both = await ends()
      if (end || both === undefined) return own.length
      const place = (one: RecordedEvent) => placeOf(one.position).commit
      const last = found.at(-1)
      const spread = (last && placeOfEvent(last)?.commit) ?? place(both.last)
      const each = Number(spread - place(both.first)) / Math.max(1, own.length - 1)
      return Math.round(Number(place(both.last) - place(both.first)) / Math.max(1, each)) + 1
    },
    comparePositions: (a, b) => comparePlaces(placeOf(a), placeOf(b)),
    parsePosition,
    loadCheckpoint: async (name) => {
      const options = {
        direction: 'backwards',
        fromRevision: 'end',
        maxCount: 1,
        credentials,
      } as const
      const call = client.readStream(checkpointStream(name), options)
      try {
        // To its end: a read that is left early keeps the client from being closed.
        const read = async () => {
          let data: unknown
          for await (const { event } of call) data = event?.data
          return data
        }
        const data: unknown = await withinMs(system, bounds.callMs, read())
        const position: unknown = Object(data).position
        return typeof position === 'string' ? parsePosition(position) : undefined
      } catch (error) {
        call.destroy()
        if (isNotFound(error)) return undefined
        throw esdbFault(error, `read of checkpoint ${name}`)
      }
    },
    storeCheckpoint: async (name, position) => {
      enter()
      const event = jsonEvent({
        id: system.newId(),
        type: 'causeway-checkpoint',
        data: { position: positionOf(placeOf(position)) },
      })
      const how = { expectedRevision: 'any', credentials, deadline: bounds.callMs } as const
      const stored = client.appendToStream(checkpointStream(name), event, how)
      await withinMs(system, bounds.callMs * 2, stored).catch((error: unknown) => {
        throw esdbFault(error, `store of checkpoint ${name}`)
      })
    },
    stop: async () => {
      stopping = true
      await Promise.allSettled(under)
      await Promise.all([...subscriptions].map((one) => one.stop()))
      // Nothing is cut off while it is sent.
      const over = Promise.allSettled(calls)
      await withinMs(system, bounds.callMs, over).catch(() => undefined)
      batches.stop()
      // It ends its streams at once and may wait for ever to hear that one of them has ended.
      await withinMs(system, bounds.callMs, client.dispose()).catch(() => undefined)
    },
  }
}
