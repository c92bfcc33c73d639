/** The log of a data folder with the person directory beside it, as broker and server use them. */
import { mkdirSync } from 'node:fs'
import { decodeEvent } from '../../proto/event-codec.ts'
import { storedDescriptors } from '../../proto/event-descriptors.ts'
import { isOwnName } from '../adapters/esdb/foreign-event.ts'
import { createServableLog, type ServableLog } from '../adapters/esdb/servable-log.ts'
import { withDescriptors } from '../adapters/esdb/served-descriptors.ts'
import { openLmdbEventLog } from '../adapters/lmdb-event-log.ts'
import { openLmdbPersonDirectory } from '../adapters/lmdb-person-directory.ts'
import { createPositions } from '../adapters/log-position.ts'
import type { EventLog, NewEvent, PersonDirectory, System } from '../broker/ports.ts'
import { belongsTo } from '../broker/stream-events.ts'
import { Fault } from '../domain/errors.ts'
import { featureLevelMax } from '../domain/features.ts'
import type { DataFolder } from '../identity/data-folder.ts'

export type FolderLog = {
  readonly stored: EventLog
  /** Keys and names of the folder's own, and the keys of the streams of persons in its log. */
  readonly people: PersonDirectory
  readonly servable: ServableLog
  stop(): Promise<void>
}

const whyNotOwn = (
  { type, schemaVersion, payload }: NewEvent,
  stream: string,
): string | undefined => {
  try {
    const event = decodeEvent({ type, schemaVersion, payload })
    // It could never be taken out again, and no broker could fold the log any more.
    if (!belongsTo(event.type, stream)) return `no ${type} lies in the stream ${stream}`
    const tooHigh = event.type === 'FeatureLevelRaised' && event.data.level > featureLevelMax
    return tooHigh ? `the server knows feature level ${featureLevelMax}: upgrade it` : undefined
  } catch (error) {
    return error instanceof Fault ? error.message : `event ${type} cannot be read back`
  }
}

/**
 * Opens both. Throws Fault LOG_IN_USE, LOG_CORRUPT, LOG_TOO_NEW or LOG_UNAVAILABLE.
 */
export const openFolderLog = async (folder: DataFolder, system: System): Promise<FolderLog> => {
  for (const name of ['log', 'people']) {
    mkdirSync(folder.file(name), { recursive: true, mode: 0o700 })
  }
  const stored = await openLmdbEventLog({ folder: folder.file('log'), system })
  const people = await openLmdbPersonDirectory({ folder: folder.file('people'), system }).catch(
    async (error: unknown) => {
      await stored.stop()
      throw error
    },
  )
  /** A broker elsewhere erases somebody: what this folder holds of them goes before it is told. */
  const beforeOwn = async ({ type, schemaVersion, payload }: NewEvent): Promise<void> => {
    if (type !== 'PersonErased') return
    const event = decodeEvent({ type, schemaVersion, payload })
    if (event.type === 'PersonErased') await people.erase(event.data.userId)
  }
  const described = withDescriptors(stored, storedDescriptors(), createPositions('l'))
  const rules = { isOwn: isOwnName, whyNotOwn, beforeOwn }
  return {
    stored,
    people,
    servable: createServableLog({ log: described, keys: people, system, ...rules }),
    stop: async () => {
      await people.stop()
      await stored.stop()
    },
  }
}
