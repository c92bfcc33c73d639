/** Opens what a broker keeps, here or on another machine; closes it in the reverse order. */
import { mkdirSync } from 'node:fs'
import { ownEvents } from '../adapters/esdb/foreign-event.ts'
import { createLocalPersonStreams } from '../adapters/esdb/local-person-streams.ts'
import type { ServableLog } from '../adapters/esdb/servable-log.ts'
import { joinPersonDirectories } from '../adapters/joined-person-directory.ts'
import { openLmdbHeartbeatLog } from '../adapters/lmdb-heartbeat-log.ts'
import { createStreamPersonDirectory } from '../adapters/stream-person-directory.ts'
import type { EventLog, HeartbeatLog, PersonDirectory, System } from '../broker/ports.ts'
import type { DataFolder } from '../identity/data-folder.ts'
import { openFolderLog } from './folder-log.ts'

export type Stores = {
  /** Our own events alone. */
  readonly eventLog: EventLog
  /** The embedded log with the streams of others, which can be served; absent for a remote one. */
  readonly servable: ServableLog | undefined
  readonly heartbeatLog: HeartbeatLog
  readonly people: PersonDirectory
  stop(): Promise<void>
}

export type StoreOptions = {
  /** `lmdb:` or `esdb://…`. */
  readonly logUrl: string
  /** Is the embedded log served to other brokers? */
  readonly served: boolean
  /** `lmdb:` or `kafka://…`. */
  readonly heartbeatUrl: string
  readonly heartbeatRetentionMs: number
  /** Told of each failure of a store that is away; everything goes on by itself. */
  readonly onFault: (fault: unknown) => void
}

type LogAndPeople = Omit<Stores, 'heartbeatLog'>

/** The client and its gRPC take a while to load: only who needs them waits. */
const openRemote = async (
  url: string,
  folder: DataFolder,
  system: System,
): Promise<LogAndPeople> => {
  const { openEsdbEventLog } = await import('../adapters/esdb-event-log.ts')
  const { openEsdbPersonDirectory } = await import('../adapters/esdb-person-directory.ts')
  const eventLog = openEsdbEventLog({ system }, { url })
  // Beside the log, so that all its brokers open what one of them sealed.
  const people = openEsdbPersonDirectory({ system }, { url, secret: folder.streamKey })
  return {
    ...{ eventLog, servable: undefined, people },
    stop: async () => {
      await people.stop()
      await eventLog.stop()
    },
  }
}

const openEmbedded = async (
  folder: DataFolder,
  system: System,
  served: boolean,
): Promise<LogAndPeople> => {
  const { stored, people: own, servable, stop } = await openFolderLog(folder, system)
  const streams = createLocalPersonStreams(servable, system)
  const shared = createStreamPersonDirectory({ streams, system }, folder.streamKey)
  // What other brokers must open goes where they find it; alone, the folder's own is quicker.
  const people = served ? joinPersonDirectories(shared, own) : joinPersonDirectories(own, shared)
  return {
    ...{ eventLog: ownEvents(stored), servable, people },
    stop: async () => {
      await shared.stop()
      await stop()
    },
  }
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
  const { logUrl, served } = options
  const opened =
    logUrl === 'lmdb:'
      ? await openEmbedded(folder, system, served)
      : await openRemote(logUrl, folder, system)
  const heartbeatLog = await openHeartbeatLog(folder, system, options).catch(async (error) => {
    await opened.stop()
    throw error
  })
  return {
    ...opened,
    heartbeatLog,
    stop: async () => {
      await heartbeatLog.stop()
      await opened.stop()
    },
  }
}
