/** Exports into a sink that fails, loses its acknowledgements and is killed: nothing is skipped. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type AuditExportOptions,
  type ExportPlace,
  runAuditExport,
} from '../../../core/adapters/audit-exporter.ts'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import type { EventLog, Position, RecordedEvent } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { exportBatchCountMax } from '../../../core/domain/limits.ts'
import { collect, eventOf, idsOf } from '../../contract/events.ts'

/** Lets no time pass. */
const system = {
  after: (_: number, callback: () => void) => {
    const waiting = setImmediate(callback)
    return () => clearImmediate(waiting)
  },
}
const away = () => new Fault('LOG_UNAVAILABLE', 'away')

/** Events spread over streams, in one order. */
const filled = async (count: number): Promise<EventLog> => {
  const log = createMemoryEventLog()
  for (let at = 0; at < count; at++) {
    const revision = Math.floor(at / 3) - 1
    await log.append(`pool-${at % 3}`, revision < 0 ? 'none' : revision, [eventOf(`e${at}`)])
  }
  return log
}

const readOf = (log: EventLog) => (from: string | undefined) =>
  log.readAll(from === undefined ? {} : { from: from as Position })

const createPlaces = () => {
  let last: ExportPlace | undefined
  return {
    load: () => last,
    store: (place: ExportPlace) => {
      last = place
    },
  }
}

const options = (more: Partial<AuditExportOptions> = {}): AuditExportOptions => ({
  signal: new AbortController().signal,
  onExported: () => undefined,
  onFault: () => undefined,
  isRetriable: (failure) => failure instanceof Fault && failure.code === 'LOG_UNAVAILABLE',
  retryMs: () => 1,
  ...more,
})

const once = (events: readonly RecordedEvent[]): string[] => [...new Set(idsOf(events))]

type Trouble = 'none' | 'refused' | 'unacknowledged' | 'half' | 'killed'

it('hands over every event in order, whatever the sink does', async () => {
  const log = await filled(1_700)
  const wanted = idsOf(await collect(log.readAll()))
  const troubles = fc.array(
    fc.constantFrom<Trouble>('none', 'refused', 'unacknowledged', 'half', 'killed'),
    { maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(troubles, async (given) => {
      const left = [...given]
      const delivered: RecordedEvent[] = []
      const safe = new Set<string>()
      const inner = createPlaces()
      const places = {
        ...inner,
        store: (place: ExportPlace) => {
          // Never before the sink has acknowledged it.
          expect(safe.has(place.eventId)).toBe(true)
          inner.store(place)
        },
      }
      const send = async (events: readonly RecordedEvent[]): Promise<void> => {
        expect(events.length).toBeLessThanOrEqual(exportBatchCountMax)
        const trouble = left.shift() ?? 'none'
        if (trouble === 'refused') throw away()
        const arrived = trouble === 'half' ? events.slice(0, events.length / 2) : events
        delivered.push(...arrived)
        if (trouble === 'killed') throw new Error('killed')
        if (trouble !== 'none') throw away()
        for (const { eventId } of events) safe.add(eventId)
      }
      // A process that is killed begins anew with what its checkpoint holds.
      for (let isOver = false; !isOver; ) {
        const run = runAuditExport({ system, read: readOf(log), send, places }, options())
        isOver = await run.then(
          () => true,
          (error: Error) => {
            if (error.message !== 'killed') throw error
            return false
          },
        )
      }
      expect(once(delivered)).toEqual(wanted)
    }),
    { numRuns: 60 },
  )
})

it('goes on where it was when the log fails between two batches', async () => {
  const log = await filled(1_300)
  const delivered: RecordedEvent[] = []
  const faults: unknown[] = []
  let reads = 0
  const read = async function* (from: string | undefined) {
    reads += 1
    for await (const batch of readOf(log)(from)) {
      yield batch.slice(0, 700)
      if (reads < 3) throw away()
      yield batch.slice(700)
    }
  }
  const send = async (events: readonly RecordedEvent[]) => void delivered.push(...events)
  const places = createPlaces()
  const onFault = (fault: unknown) => void faults.push(fault)
  const result = await runAuditExport({ system, read, send, places }, options({ onFault }))
  expect(once(delivered)).toEqual(idsOf(await collect(log.readAll())))
  expect(faults).toHaveLength(2)
  expect(result.place?.eventId).toBe(delivered.at(-1)?.eventId)
})

it('begins behind a position that is given, but a checkpoint goes before it', async () => {
  const log = await filled(10)
  const all = await collect(log.readAll())
  const export_ = async (places: ReturnType<typeof createPlaces>, from: string | undefined) => {
    const delivered: RecordedEvent[] = []
    const send = async (events: readonly RecordedEvent[]) => void delivered.push(...events)
    await runAuditExport({ system, read: readOf(log), send, places }, options({ from }))
    return idsOf(delivered)
  }
  const places = createPlaces()
  expect(await export_(places, all[7]?.position)).toEqual(idsOf(all.slice(8)))
  expect(await export_(places, all[0]?.position)).toEqual([])
})

it('refuses a checkpoint of another log, before anything is sent', async () => {
  const one = await filled(20)
  const places = createPlaces()
  const send = async (): Promise<void> => undefined
  await runAuditExport({ system, read: readOf(one), send, places }, options())
  const other = createMemoryEventLog()
  for (let at = 0; at < 30; at++) {
    await other.append('pool-x', at === 0 ? 'none' : at - 1, [eventOf(`other${at}`)])
  }
  for (const log of [other, createMemoryEventLog()]) {
    let sent = 0
    const count = async (): Promise<void> => {
      sent += 1
    }
    const run = runAuditExport({ system, read: readOf(log), send: count, places }, options())
    await expect(run).rejects.toThrow(/belongs to another log/)
    expect(sent).toBe(0)
  }
})

it('ends with the signal, also while it waits for the sink to come back', async () => {
  const log = await filled(5)
  const stopping = new AbortController()
  const never = { after: () => () => undefined }
  const run = runAuditExport(
    {
      system: never,
      read: readOf(log),
      send: async () => {
        throw away()
      },
      places: createPlaces(),
    },
    options({ signal: stopping.signal, onFault: () => setImmediate(() => stopping.abort()) }),
  )
  expect(await run).toEqual({ exported: 0, place: undefined })
})

it('ends with a failure that does not pass by itself', async () => {
  const log = await filled(5)
  const send = async () => {
    throw new Fault('REQUEST_INVALID', 'too large')
  }
  const ports = { system, read: readOf(log), send, places: createPlaces() }
  await expect(runAuditExport(ports, options())).rejects.toThrow('too large')
})
