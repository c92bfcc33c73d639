/** Reads payloads by descriptors alone, which may be those of another version of the program. */
import protobuf from 'protobufjs'
import 'protobufjs/ext/descriptor.js'
import type { StoredDescriptors } from './event-descriptors.ts'

export type DescribedPayloads = {
  /**
   * The payload as an object fit for JSON: fields in camel case, bytes as base64, numbers of 64
   * bits as numbers. Undefined for a type or version that is not described, or bytes that are no
   * such message.
   */
  read(event: {
    readonly type: string
    readonly schemaVersion: number
    readonly payload: Uint8Array
  }): Readonly<Record<string, unknown>> | undefined
}

const form: protobuf.IConversionOptions = {
  longs: Number,
  enums: String,
  bytes: String,
  defaults: true,
  arrays: true,
}

/** Makes a reader. Throws when the bytes are no FileDescriptorSet. */
export const createDescribedPayloads = ({
  set,
  messages,
}: StoredDescriptors): DescribedPayloads => {
  const root = protobuf.Root.fromDescriptor(set)
  const types = new Map<string, protobuf.Type | undefined>()
  const typeOf = (name: string): protobuf.Type | undefined => {
    if (!types.has(name)) {
      const found = root.lookup(name)
      types.set(name, found instanceof protobuf.Type ? found : undefined)
    }
    return types.get(name)
  }
  return {
    read: ({ type, schemaVersion, payload }) => {
      const versions = Object.hasOwn(messages, type) ? messages[type] : undefined
      const message = typeOf(versions?.[schemaVersion] ?? '')
      if (message === undefined) return undefined
      try {
        return message.toObject(message.decode(payload), form)
      } catch {
        return undefined
      }
    },
  }
}
