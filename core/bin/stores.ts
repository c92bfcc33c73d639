/** Opens what a broker keeps in its data folder; closes it in the reverse order. */
import { mkdirSync } from 'node:fs'
import { ownEvents } from '../adapters/esdb/foreign-event.ts'
import { openLmdbEventLog } from '../adapters/lmdb-event-log.ts'
import { openLmdbHeartbeatLog } from '../adapters/lmdb-heartbeat-log.ts'
import { openLmdbPersonDirectory } from '../adapters/lmdb-person-directory.ts'
import type { EventLog, HeartbeatLog, PersonDirectory, System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'

export type Stores = {
  /** Our own events alone. */
  readonly eventLog: EventLog
  /** The embedded log with the streams of others, which can be served; absent for a remote one. */
  readonly servable: EventLog | undefined
  readonly heartbeatLog: HeartbeatLog
  readonly people: PersonDirectory
  stop(): Promise<void>
}

export type StoreOptions = {
  /** `lmdb:` or `esdb://…`. */
  readonly logUrl: string
  /** `lmdb:` or `kafka://…`. */
  readonly heartbeatUrl: string
  readonly heartbeatRetentionMs: number
  /** Told of each failure of a store that is away; everything goes on by itself. */
  readonly onFault: (fault: unknown) => void
}

/**
 * Opens the log of a data folder, with the streams of others. Throws Fault LOG_IN_USE, LOG_CORRUPT,
 * LOG_TOO_NEW or LOG_UNAVAILABLE.
 */
export const openFolderLog = async (folder: DataFolder, system: System): Promise<EventLog> => {
  mkdirSync(folder.file('log'), { recursive: true, mode: 0o700 })
  return openLmdbEventLog({ folder: folder.file('log'), system })
}

/**
 * Opens the person directory of a data folder, which also holds the keys of the streams of persons
 * that its log is served with. Throws a Fault like openFolderLog.
 */
export const openFolderPeople = async (
  folder: DataFolder,
  system: System,
): Promise<PersonDirectory> => {
  mkdirSync(folder.file('people'), { recursive: true, mode: 0o700 })
  return openLmdbPersonDirectory({ folder: folder.file('people'), system })
}

/** The client and its gRPC take a while to load: only who needs them waits. */
const openRemoteLog = async (url: string, system: System): Promise<EventLog> => {
  const { openEsdbEventLog } = await import('../adapters/esdb-event-log.ts')
  return openEsdbEventLog({ system }, { url })
}

/** Beside a remote log, so that all its brokers open what one of them sealed. */
const openRemotePeople = async (
  url: string,
  folder: DataFolder,
  system: System,
): Promise<PersonDirectory> => {
  const { openEsdbPersonDirectory } = await import('../adapters/esdb-person-directory.ts')
  return openEsdbPersonDirectory({ system }, { url, secret: folder.streamKey })
}

const openHeartbeatLog = async (
  folder: DataFolder,
  system: System,
  options: StoreOptions,
): Promise<HeartbeatLog> => {
  const { heartbeatUrl, heartbeatRetentionMs: retentionMs } = options
  if (heartbeatUrl === 'lmdb:') {
    mkdirSync(folder.file('heartbeats'), { recursive: true, mode: 0o700 })
    return openLmdbHeartbeatLog({ folder: folder.file('heartbeats'), system, retentionMs })
  }
  const { openKafkaHeartbeatLog } = await import('../adapters/kafka-heartbeat-log.ts')
  const { parseKafkaUrl } = await import('../adapters/kafka-url.ts')
  const settings = parseKafkaUrl(heartbeatUrl, process.env)
  return openKafkaHeartbeatLog({ system }, { settings, retentionMs, onFault: options.onFault })
}

/**
 * Throws Fault LOG_IN_USE, LOG_CORRUPT, LOG_TOO_NEW or LOG_UNAVAILABLE, and REQUEST_INVALID for a
 * url that cannot be used.
 */
export const openStores = async (
  folder: DataFolder,
  system: System,
  options: StoreOptions,
): Promise<Stores> => {
  const embedded = options.logUrl === 'lmdb:'
  const servable = embedded ? await openFolderLog(folder, system) : undefined
  const eventLog = servable ? ownEvents(servable) : await openRemoteLog(options.logUrl, system)
  const heartbeatLog = await openHeartbeatLog(folder, system, options).catch(async (error) => {
    await eventLog.stop()
    throw error
  })
  const people = embedded
    ? await openFolderPeople(folder, system)
    : await openRemotePeople(options.logUrl, folder, system)
  return {
    eventLog,
    servable,
    heartbeatLog,
    people,
    stop: async () => {
      await people.stop()
      await heartbeatLog.stop()
      await eventLog.stop()
    },
  }
}
