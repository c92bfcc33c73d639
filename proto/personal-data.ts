/** What is said of a person, as bytes to be sealed: never stored as it is. */
import { personalDataSchema } from './event-schemas.ts'

export type PersonalData = {
  readonly userName: string
  readonly clientAddress: string
  readonly deviceName: string
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed()

/** Bytes of what is said of a person, before sealing. */
export const encodePersonalData = (data: PersonalData): Uint8Array =>
  personalDataSchema.message.encode(data).finish()

/** Undefined when the bytes are not such a message. */
export const decodePersonalData = (bytes: Uint8Array): PersonalData | undefined => {
  try {
    // Every field has a default, so that what is absent reads as the empty text.
    const message = personalDataSchema.message.decode(bytes) as Partial<PersonalData>
    const { userName, clientAddress, deviceName } = message
    const whole = isText(userName) && isText(clientAddress) && isText(deviceName)
    return whole ? { userName, clientAddress, deviceName } : undefined
  } catch {
    return undefined
  }
}
