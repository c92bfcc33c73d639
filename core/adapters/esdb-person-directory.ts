/**
 * The person directory in deletable streams of an EventStoreDB, or of what speaks its protocol,
 * through its own client. Deletion hides a stream at once; a server of our own destroys its content
 * with it, an EventStoreDB when it is scavenged (docs/people.md).
 */
import { binaryEvent, type ResolvedEvent } from '@eventstore/db-client'
import type { PersonDirectory, System } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { esdbAppendMs, esdbCallMs } from '../domain/limits.ts'
import type { EsdbBounds } from './esdb/esdb-append.ts'
import { pause, retryDelayMs, withinMs } from './esdb/esdb-calls.ts'
import { openEsdbClient } from './esdb/esdb-client.ts'
import { esdbFault, isFinal, isNotFound, isWrongRevision } from './esdb/esdb-faults.ts'
import {
  createStreamPersonDirectory,
  type PersonStreams,
  type StoredRecord,
} from './stream-person-directory.ts'

export type EsdbPersonDirectoryPorts = {
  readonly system: Pick<System, 'after' | 'monotonicMs' | 'random' | 'newId' | 'randomBytes'>
}

export type EsdbPersonDirectoryOptions = {
  /** As for the log: `esdb://user:password@host:port,…?tls=…&tlsCAFile=…`. */
  readonly url: string
  /** 32 bytes that every broker of the site has, and nobody else. */
  readonly secret: Uint8Array
  readonly bounds?: EsdbBounds
}

const recordOf = ({ event }: ResolvedEvent): StoredRecord | undefined => {
  if (event === undefined) return undefined
  const data: unknown = event.data
  const bytes = data instanceof Uint8Array ? data : new Uint8Array()
  return { revision: Number(event.revision), type: event.type, data: bytes }
}

/**
 * Opens the directory. Nothing is asked before the first call. Throws Fault REQUEST_INVALID for a
 * url that is none; calls throw Fault LOG_UNAVAILABLE while the server is away.
 */
export const openEsdbPersonDirectory = (
  { system }: EsdbPersonDirectoryPorts,
  options: EsdbPersonDirectoryOptions,
): PersonDirectory => {
  const { client, credentials } = openEsdbClient(options.url)
  const bounds = options.bounds ?? { appendMs: esdbAppendMs, callMs: esdbCallMs }
  let stopping = false

  /** Until it is answered, or for as long as an append is tried. */
  const persist = async <T>(doing: string, call: () => Promise<T>): Promise<T> => {
    if (stopping) throw new Fault('LOG_UNAVAILABLE', 'the person directory is stopping')
    const until = system.monotonicMs() + bounds.appendMs
    for (let turn = 0; ; turn++) {
      try {
        return await withinMs(system, bounds.callMs * 2, call())
      } catch (error) {
        const delayMs = retryDelayMs(turn, system.random)
        const late = system.monotonicMs() + delayMs > until
        if (isFinal(error) || late || stopping) throw esdbFault(error, doing)
        await pause(system, delayMs)
      }
    }
  }

  const last = async (stream: string): Promise<StoredRecord | undefined> => {
    const call = client.readStream(stream, {
      direction: 'backwards',
      fromRevision: 'end',
      maxCount: 1,
      credentials,
      deadline: bounds.callMs,
    })
    try {
      let found: StoredRecord | undefined
      // To its end: a read that is left early keeps the client from being closed.
      for await (const resolved of call) found = recordOf(resolved)
      return found
    } catch (error) {
      call.destroy()
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  const append: PersonStreams['append'] = (stream, expected, { type, data }) => {
    // The same id at each try: a server recognises what it took without an answer.
    const event = binaryEvent({ id: system.newId(), type, data })
    return persist(`append to ${stream}`, async () => {
      try {
        const { nextExpectedRevision } = await client.appendToStream(stream, event, {
          expectedRevision: expected === 'none' ? 'no_stream' : BigInt(expected),
          credentials,
          deadline: bounds.callMs,
        })
        return Number(nextExpectedRevision)
      } catch (error) {
        if (isWrongRevision(error)) return undefined
        throw error
      }
    })
  }

  const streams: PersonStreams = {
    last: (stream) => persist(`read of ${stream}`, () => last(stream)),
    append,
    remove: (stream) =>
      persist(`deletion of ${stream}`, async () => {
        const how = { expectedRevision: 'any', credentials, deadline: bounds.callMs } as const
        await client.deleteStream(stream, how)
      }),
    stop: async () => {
      stopping = true
      await client.dispose().catch(() => undefined)
    },
  }
  return createStreamPersonDirectory({ streams, system }, options.secret)
}
