/**
 * Event ids are derived, not drawn: the same cause, stream and ordinal give the same id, so that
 * the log recognises what is written again after a crash or a time-out.
 */
import { hash } from 'node:crypto'

/**
 * A UUID of version 8 (RFC 9562, section 5.8) from a hash over cause, stream and ordinal. Each
 * part is preceded by its length, so that no two inputs run together.
 */
export const deriveEventId = (causationId: string, stream: string, ordinal: number): string => {
  const parts = [causationId, stream, String(ordinal)].map((part) => `${part.length}:${part}`)
  const bytes = hash('sha256', parts.join(''), 'buffer').subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
