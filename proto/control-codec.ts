/**
 * Control messages to bytes and back. Checks presence, range and known states, so that nothing
 * half-filled gets in; never throws for bytes that came over a wire. proto/README.md holds the
 * rules for versions.
 */
import { controlMessageBytesMax } from '../core/domain/limits.ts'
import {
  type ControlMessage,
  type ControlType,
  controlEnvelope,
  controlSchemas,
} from './control-schemas.ts'

export type { ControlMessage, ControlMessageOf, ControlType } from './control-schemas.ts'

/** What bytes from a peer turned out to be. */
export type DecodedControl =
  | ControlMessage
  /** Not a control message, or one with a field missing or out of range. */
  | { readonly type: 'malformed'; readonly detail: string }
  /** A message of a newer version: to be ignored and counted. */
  | { readonly type: 'unknown' }

const isControlType = (name: string): name is ControlType => Object.hasOwn(controlSchemas, name)

type Checked = { readonly fields: object } | { readonly detail: string }

const check = (type: ControlType, fields: unknown): Checked => {
  const checked = controlSchemas[type].safeParse(fields)
  if (checked.success) return { fields: checked.data }
  const issue = checked.error.issues[0]
  const path = [type, ...(issue?.path ?? [])].join('.')
  return { detail: `${path}: ${issue?.message ?? 'is not valid'}` }
}

/** Why the other end would refuse this message, naming the field; undefined when it would not. */
export const controlFault = (message: ControlMessage): string | undefined => {
  const { type, ...rest } = message
  const checked = check(type, rest)
  return 'fields' in checked ? undefined : checked.detail
}

/**
 * Bytes of one ControlEnvelope. Free text is cut to controlTextCharsMax.
 * Throws a bug for a message that the other end would refuse: nobody sends what cannot be read.
 * Where fields come from outside, ask controlFault first.
 */
export const encodeControl = (message: ControlMessage): Uint8Array => {
  const { type, ...rest } = message
  const checked = check(type, rest)
  if (!('fields' in checked)) throw new Error(`control message cannot be sent: ${checked.detail}`)
  const bytes = controlEnvelope.encode({ [type]: checked.fields }).finish()
  if (bytes.length > controlMessageBytesMax) {
    throw new Error(`control message ${type} has ${bytes.length} bytes, more than allowed`)
  }
  return bytes
}

/** Reads one ControlEnvelope; unknown fields are skipped. Never throws. */
export const decodeControl = (bytes: Uint8Array): DecodedControl => {
  if (bytes.length > controlMessageBytesMax) {
    return { type: 'malformed', detail: `${bytes.length} bytes are more than allowed` }
  }
  let decoded: Record<string, unknown>
  try {
    // The generated class has one property for each member and the name of the last one set.
    decoded = controlEnvelope.decode(bytes) as unknown as Record<string, unknown>
  } catch (error) {
    return { type: 'malformed', detail: error instanceof Error ? error.message : 'cannot be read' }
  }
  const name = decoded['message']
  if (typeof name !== 'string' || !isControlType(name)) return { type: 'unknown' }
  const checked = check(name, decoded[name])
  if (!('fields' in checked)) return { type: 'malformed', detail: checked.detail }
  // The schema of this very name made the fields.
  return { type: name, ...checked.fields } as ControlMessage
}
