/**
 * Descriptions of what lies in a log, for readers that were not built with our messages: a
 * FileDescriptorSet of protobuf, and which of its messages carries each event type and version.
 * https://protobuf.dev/reference/protobuf/google.protobuf/#file-descriptor-set
 */
import { eventSchemas } from './event-schemas.ts'
import { descriptorsBase64 } from './generated/descriptors.js'

/** Full names of messages by event type, then by schema version. */
export type MessageNames = Readonly<Record<string, Readonly<Record<string, string>>>>

export type StoredDescriptors = {
  /** Bytes of a google.protobuf.FileDescriptorSet. */
  readonly set: Uint8Array
  readonly messages: MessageNames
}

const nameOf = (type: string, version: number): string =>
  `causeway.events.v1.${type}${version === 1 ? '' : `V${version}`}`

const versionsOf = (type: string, newest: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: newest }, (_, before) => [before + 1, nameOf(type, before + 1)]),
  )

/** Those of this version of the program. */
export const storedDescriptors = (): StoredDescriptors => ({
  set: new Uint8Array(Buffer.from(descriptorsBase64, 'base64')),
  messages: Object.fromEntries(
    Object.entries(eventSchemas).map(([type, { version }]) => [type, versionsOf(type, version)]),
  ),
})
