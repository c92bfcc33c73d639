/**
 * Texts that come again and again in a log - ids, names of types, hosts, gateways - are made once
 * and then found by their bytes: a replay makes fewer strings, and the states it leaves share them.
 */
import { textPoolBytesMax, textPoolCount } from '../core/domain/limits.ts'

/** Makes the text in [start, end) of the bytes; may throw where they are none. */
export type TextMaker = (bytes: Buffer, start: number, end: number) => string

/** Its length and its last bytes, in which ids differ most. */
const lastBytes = 6

const slotOf = (bytes: Buffer, start: number, end: number): number => {
  let hash = Math.imul(end - start, 31) + (bytes[start] ?? 0)
  for (let at = Math.max(start, end - lastBytes); at < end; at++) {
    hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0
  }
  return (hash ^ (hash >>> 12)) & (textPoolCount - 1)
}

/** True for ASCII alone: no other text has as many characters as bytes and each like its byte. */
const isSame = (text: string, bytes: Buffer, start: number, end: number): boolean => {
  if (text.length !== end - start) return false
  for (let at = start, index = 0; at < end; at++, index++) {
    if (text.charCodeAt(index) !== bytes[at]) return false
  }
  return true
}

/**
 * Reads texts as the given maker of UTF-8 does, which is asked only for those that are not at hand.
 * Holds `textPoolCount` texts at most; a text that comes takes the place of one it collides with.
 */
export const createTextPool = (make: TextMaker): TextMaker => {
  const texts: string[] = Array.from({ length: textPoolCount }, () => '')
  return (bytes, start, end) => {
    if (end - start > textPoolBytesMax) return make(bytes, start, end)
    const slot = slotOf(bytes, start, end)
    const known = texts[slot] ?? ''
    if (isSame(known, bytes, start, end)) return known
    const text = make(bytes, start, end)
    texts[slot] = text
    return text
  }
}
