/**
 * Digests of states and of indexes, by which what a running broker holds is compared with what a
 * fold of the log gives. Two states that a decision could tell apart have different digests.
 */
import { createHash } from 'node:crypto'
import type { LiveState } from './live-state.ts'

/**
 * JSON with the keys of every object in code-unit order, absent and undefined members alike left
 * out, byte arrays as `{"$bytes": base64}`, sets and maps without the order of their members as
 * `{"$set": [member]}` and `{"$map": [[key, value]]}`. Throws a bug for what a state never holds:
 * functions, numbers that are not finite, undefined within a list.
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
  if (value instanceof Set) return `{"$set":[${[...value].map(canonicalJson).sort().join(',')}]}`
  if (value instanceof Map) return `{"$map":[${[...value].map(canonicalJson).sort().join(',')}]}`
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

/** Where a live state stands, in a few lines: equal ones hold the same streams. */
export type Standing = {
  /** Digest of the streams that are held, each with its revision. */
  readonly held: string
  /** Digest of each index, by its name. */
  readonly indexes: Readonly<Record<string, string>>
}

/** The standing of a live state at this moment. */
export const standingOf = (live: Pick<LiveState, 'entries' | 'indexes'>): Standing => {
  const revisions = [...live.entries()].map(([stream, { revision }]) => [stream, revision] as const)
  const indexes = Object.entries(live.indexes).flatMap(([name, index]) =>
    typeof index === 'function' ? [] : [[name, stateDigest(index)] as const],
  )
  return { held: stateDigest(new Map(revisions)), indexes: Object.fromEntries(indexes) }
}
