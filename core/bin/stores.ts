/** Opens what a broker keeps in its data folder; closes it in the reverse order. */
import { mkdirSync } from 'node:fs'
import { openLmdbEventLog } from '../adapters/lmdb-event-log.ts'
import { openLmdbHeartbeatLog } from '../adapters/lmdb-heartbeat-log.ts'
import { openLmdbPersonDirectory } from '../adapters/lmdb-person-directory.ts'
import type { EventLog, HeartbeatLog, PersonDirectory, System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'

export type Stores = {
  readonly eventLog: EventLog
  readonly heartbeatLog: HeartbeatLog
  readonly people: PersonDirectory
  stop(): Promise<void>
}

/** Throws Fault LOG_IN_USE, LOG_CORRUPT, LOG_TOO_NEW or LOG_UNAVAILABLE. */
export const openStores = async (
  folder: DataFolder,
  system: System,
  options: { readonly heartbeatRetentionMs: number },
): Promise<Stores> => {
  for (const name of ['log', 'heartbeats', 'people']) {
    mkdirSync(folder.file(name), { recursive: true, mode: 0o700 })
  }
  const eventLog = await openLmdbEventLog({ folder: folder.file('log'), system })
  const heartbeatLog = await openLmdbHeartbeatLog({
    folder: folder.file('heartbeats'),
    system,
    retentionMs: options.heartbeatRetentionMs,
  })
  const people = await openLmdbPersonDirectory({ folder: folder.file('people'), system })
  return {
    eventLog,
    heartbeatLog,
    people,
    stop: async () => {
      await people.stop()
      await heartbeatLog.stop()
      await eventLog.stop()
    },
  }
}
