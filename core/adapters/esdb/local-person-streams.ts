/** Streams of persons in a log of this very process, as brokers elsewhere find them. */
import type { System } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import type { PersonStreams } from '../stream-person-directory.ts'
import { unpackForeign } from './foreign-event.ts'
import type { ServableLog } from './servable-log.ts'
import type { Appended } from './served-streams.ts'

/** Who wrote, in the log: this broker, as one client of many. */
const writer = 'local'

const refused = (stream: string, outcome: Appended): Fault => {
  const why = outcome.kind === 'denied' ? outcome.why : outcome.kind
  return new Fault('LOG_UNAVAILABLE', `stream ${stream} of the person directory: ${why}`)
}

/** Makes them; stopping them leaves the log open. */
export const createLocalPersonStreams = (
  { log, served }: ServableLog,
  system: Pick<System, 'newId'>,
): PersonStreams => ({
  last: async (stream) => {
    const { tombstoned, visibleFrom } = await served.stateOf(stream)
    if (tombstoned) return undefined
    const how = { direction: 'backward', countMax: 1 } as const
    for await (const [event] of log.readStream(served.nameOf(stream), how)) {
      if (event === undefined || event.revision < visibleFrom) return undefined
      const { data } = unpackForeign(event.payload)
      return { revision: event.revision, type: event.type, data }
    }
    return undefined
  },
  append: async (stream, expected, { type, data }) => {
    const event = { eventId: system.newId(), type, isJson: false, metadata: new Uint8Array(), data }
    const outcome = await served.append(writer, stream, expected, [event])
    if (outcome.kind === 'appended') return outcome.revision
    if (outcome.kind === 'wrong') return undefined
    throw refused(stream, outcome)
  },
  remove: async (stream) => {
    const outcome = await served.remove(writer, stream, 'any', false)
    if (outcome.kind !== 'appended' && outcome.kind !== 'deleted') throw refused(stream, outcome)
  },
  stop: async () => {},
})
