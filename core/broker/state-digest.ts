/**
 * A digest of an aggregate's state, by which what a running broker holds is compared with what a
 * fold of the log gives. Two states that a decision could tell apart have different digests.
 */
import { createHash } from 'node:crypto'

/**
 * JSON with the keys of every object in code-unit order, absent and undefined members alike left
 * out, byte arrays as `{"$bytes": base64}`. Throws a bug for what a state never holds: functions,
 * numbers that are not finite, undefined within a list.
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value)
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.length)
    return `{"$bytes":"${bytes.toString('base64')}"}`
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    return `{${members.join(',')}}`
  }
  throw new Error(`a state holds what has no canonical form: ${typeof value}`)
}

/** SHA-256 of the canonical JSON, lower-case hex. */
export const stateDigest = (state: object): string =>
  createHash('sha256').update(canonicalJson(state), 'utf8').digest('hex')
