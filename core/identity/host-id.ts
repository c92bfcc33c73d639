/** The id of a session host: the same name is the same stream, so two hosts never share a name. */
import { createHmac } from 'node:crypto'
import { encodeLengthPrefixed } from './length-prefixed.ts'
import { toBase32 } from './user-id.ts'

/** `h-` and 26 characters of base32; upper and lower case of a name are one. */
export const createHostIds =
  (streamKey: Uint8Array): ((name: string) => string) =>
  (name) => {
    const input = encodeLengthPrefixed('causeway host id v1', [name.toLowerCase()])
    return `h-${toBase32(createHmac('sha256', streamKey).update(input).digest()).slice(0, 26)}`
  }
