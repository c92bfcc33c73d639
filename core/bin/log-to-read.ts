/** The decision log for a reader beside its writer: little to load for a thread that folds it. */
import { ownReads } from '../adapters/esdb/foreign-event.ts'
import { type EventLogReader, openLmdbEventLogReader } from '../adapters/lmdb-event-log.ts'
import type { System } from '../broker/ports.ts'

/**
 * The same log for a reader beside the one that writes it: what it shows is durable. Throws Fault
 * LOG_CORRUPT, LOG_TOO_NEW or LOG_UNAVAILABLE.
 */
export const openLogToRead = async (
  logFolder: string,
  url: string,
  system: System,
): Promise<EventLogReader> => {
  if (url === 'lmdb:') return ownReads(await openLmdbEventLogReader({ folder: logFolder }))
  const { openEsdbEventLog } = await import('../adapters/esdb-event-log.ts')
  return openEsdbEventLog({ system }, { url })
}
