/** What our envelope says beside type, stream and revision, as an event's JSON metadata. */
import { z } from 'zod'
import type { NewEvent } from '../../broker/ports.ts'

/** Names the form; events without it are not ours. */
const form = 1

const metadataSchema = z.object({
  causeway: z.literal(form),
  schemaVersion: z.int().min(0),
  recordedAt: z.int().min(0),
  actor: z.string(),
  connectionId: z.string(),
  causationId: z.string(),
})

export type OwnMetadata = Pick<
  NewEvent,
  'schemaVersion' | 'recordedAt' | 'actor' | 'connectionId' | 'causationId'
>

/** The metadata as an object; `$correlationId` is what EventStoreDB's own tools follow. */
export const metadataOf = (event: OwnMetadata): Record<string, string | number> => ({
  causeway: form,
  schemaVersion: event.schemaVersion,
  recordedAt: event.recordedAt,
  actor: event.actor,
  connectionId: event.connectionId,
  causationId: event.causationId,
  ...(event.connectionId === '' ? {} : { $correlationId: event.connectionId }),
})

/** The same as the bytes of its JSON. */
export const metadataBytesOf = (event: OwnMetadata): Uint8Array =>
  Buffer.from(JSON.stringify(metadataOf(event)))

/** Undefined when these are not the metadata of one of our events. */
export const parseOwnMetadata = (value: unknown): OwnMetadata | undefined => {
  const parsed = metadataSchema.safeParse(value)
  if (!parsed.success) return undefined
  const { causeway: _, ...metadata } = parsed.data
  return metadata
}

/** The same for bytes of JSON. */
export const parseOwnMetadataBytes = (bytes: Uint8Array): OwnMetadata | undefined => {
  try {
    return parseOwnMetadata(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return undefined
  }
}
