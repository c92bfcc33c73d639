/** Our events in EventStoreDB's form, and back. */
import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client'
import { binaryEvent } from '@eventstore/db-client'
import type { NewEvent, RecordedEvent } from '../../broker/ports.ts'
import { type EsdbPlace, positionOf } from './esdb-position.ts'
import { metadataOf, parseOwnMetadata } from './own-metadata.ts'

/** What is appended: the payload as it is, the rest of the envelope as readable metadata. */
export const proposedEvent = (event: NewEvent) =>
  binaryEvent({
    id: event.eventId,
    type: event.type,
    data: event.payload,
    metadata: metadataOf(event),
  })

export type Resolved = Pick<AllStreamResolvedEvent | ResolvedEvent, 'event'>

/** The event; undefined when it is none of ours. */
export const recordedEvent = ({ event }: Resolved): RecordedEvent | undefined => {
  if (event === undefined || event.isJson) return undefined
  const metadata = parseOwnMetadata(event.metadata)
  if (metadata === undefined) return undefined
  const data: unknown = event.data
  if (!(data instanceof Uint8Array)) return undefined
  return {
    eventId: event.id,
    type: event.type,
    ...metadata,
    payload: data,
    stream: event.streamId,
    revision: Number(event.revision),
    position: positionOf(event.position ?? { commit: 0n, prepare: 0n }),
  }
}

/** Where an event lies in the log, ours or not. */
export const placeOfEvent = ({ event }: Resolved): EsdbPlace | undefined => event?.position
