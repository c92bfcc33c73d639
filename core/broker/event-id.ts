/**
 * Event ids are derived, not drawn: the same cause, stream and ordinal give the same id, so that
 * the log recognises what is written again after a crash or a time-out.
 */
import { hash } from 'node:crypto'

const variants = ['8', '9', 'a', 'b'] as const

/**
 * A UUID of version 8 (RFC 9562, section 5.8) from a hash over cause, stream and ordinal. Each
 * part is preceded by its length, so that no two inputs run together.
 */
export const deriveEventId = (causationId: string, stream: string, ordinal: number): string => {
  const place = String(ordinal)
  const parts = `${causationId.length}:${causationId}${stream.length}:${stream}`
  const text = `${parts}${place.length}:${place}`
  const hex = hash('sha256', text, 'hex')
  // The version stands in the 13th digit, the variant in the upper two bits of the 17th.
  const variant = variants[Number.parseInt(hex.charAt(16), 16) & 3]
  const start = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}`
  return `${start}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
