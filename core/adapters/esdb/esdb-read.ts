/** Reads over the protocol, page by page: no page is larger than what one call may hold. */
import type { EventStoreDBClient } from '@eventstore/db-client'
import type {
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  System,
} from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import { readBatchCountMax } from '../../domain/limits.ts'
import type { Credentials, EsdbBounds } from './esdb-append.ts'
import { withinMs } from './esdb-calls.ts'
import { placeOfEvent, type Resolved, recordedEvent } from './esdb-events.ts'
import { esdbFault, isNotFound } from './esdb-faults.ts'
import { comparePlaces, type EsdbPlace, placeOf } from './esdb-position.ts'

export type EsdbReadPorts = {
  readonly client: Pick<EventStoreDBClient, 'readAll' | 'readStream'>
  readonly credentials: Credentials
  readonly system: Pick<System, 'after'>
  readonly bounds: Pick<EsdbBounds, 'callMs'>
}

type Direction = 'forward' | 'backward'

export type EsdbReads = {
  /** One page of everything, ours and others; `end`: nothing lay beyond it. */
  page(
    direction: Direction,
    from: EsdbPlace | undefined,
  ): Promise<{ readonly found: readonly Resolved[]; readonly end: boolean }>
  readAll(options?: ReadAllOptions): AsyncGenerator<readonly RecordedEvent[]>
  readStream(stream: string, options?: ReadStreamOptions): AsyncGenerator<readonly RecordedEvent[]>
}

const wireDirection = { forward: 'forwards', backward: 'backwards' } as const

const countOf = (value: number | undefined, name: string): number => {
  if (value === undefined) return Number.MAX_SAFE_INTEGER
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Fault('REQUEST_INVALID', `${name} is not a count`)
}

const gather = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** Makes the reads of one client. */
export const createEsdbReads = ({
  client,
  credentials,
  system,
  bounds,
}: EsdbReadPorts): EsdbReads => {
  const page: EsdbReads['page'] = async (direction, from) => {
    // Forward a read begins with the event at its position: one more, which is left out.
    const maxCount = readBatchCountMax + 1
    const call = client.readAll({
      direction: wireDirection[direction],
      fromPosition: from ?? (direction === 'forward' ? 'start' : 'end'),
      maxCount,
      credentials,
      deadline: bounds.callMs,
    })
    try {
      const all = await withinMs(system, bounds.callMs * 2, gather(call))
      const beyond = direction === 'forward' ? 1 : -1
      const found = all.filter((one) => {
        const place = placeOfEvent(one)
        if (place === undefined) return false
        return from === undefined || comparePlaces(place, from) * beyond > 0
      })
      return { found: found.slice(0, readBatchCountMax), end: all.length < maxCount }
    } catch (error) {
      call.destroy()
      throw esdbFault(error, 'read of the log')
    }
  }

  async function* readAll(options: ReadAllOptions = {}): AsyncGenerator<readonly RecordedEvent[]> {
    const direction = options.direction ?? 'forward'
    let left = countOf(options.countMax, 'countMax')
    let from = options.from === undefined ? undefined : placeOf(options.from)
    // What is appended while it is read belongs to another read.
    const head = direction === 'forward' ? (await page('backward', undefined)).found[0] : undefined
    const headPlace = head && placeOfEvent(head)
    while (left > 0) {
      const { found, end } = await page(direction, from)
      const last = found.at(-1)
      const events = found
        .filter((one) => {
          const place = placeOfEvent(one)
          return headPlace === undefined || !place || comparePlaces(place, headPlace) <= 0
        })
        .flatMap((one) => recordedEvent(one) ?? [])
        .slice(0, left)
      left -= events.length
      if (events.length > 0) yield events
      from = last === undefined ? from : (placeOfEvent(last) ?? from)
      if (end || last === undefined) return
    }
  }

  const streamPage = async (
    stream: string,
    direction: Direction,
    from: number | undefined,
    maxCount: number,
  ): Promise<RecordedEvent[]> => {
    const call = client.readStream(stream, {
      direction: wireDirection[direction],
      fromRevision: from === undefined ? (direction === 'forward' ? 'start' : 'end') : BigInt(from),
      maxCount,
      credentials,
      deadline: bounds.callMs,
    })
    try {
      const all = await withinMs(system, bounds.callMs * 2, gather(call))
      return all.flatMap((one) => recordedEvent(one) ?? [])
    } catch (error) {
      call.destroy()
      if (isNotFound(error)) return []
      throw esdbFault(error, `read of ${stream}`)
    }
  }

  async function* readStream(
    stream: string,
    options: ReadStreamOptions = {},
  ): AsyncGenerator<readonly RecordedEvent[]> {
    const direction = options.direction ?? 'forward'
    let left = countOf(options.countMax, 'countMax')
    let from = options.from
    if (from !== undefined) countOf(from, 'from')
    while (left > 0) {
      const maxCount = Math.min(left, readBatchCountMax)
      const events = await streamPage(stream, direction, from, maxCount)
      const last = events.at(-1)
      if (last === undefined) return
      yield events
      left -= events.length
      from = direction === 'forward' ? last.revision + 1 : last.revision - 1
      if (events.length < maxCount || from < 0) return
    }
  }

  return { page, readAll, readStream }
}
