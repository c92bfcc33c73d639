/** Bytes per second between two looks at a growing count. Pure: time comes in, in milliseconds. */

export type ByteRate = {
  /** Looks at the count; two looks at the same time change nothing. */
  look(nowMs: number, bytes: number): void
  perSecond(): number
}

/** Makes a rate of nothing yet. */
export const createByteRate = (nowMs: number): ByteRate => {
  let at = { ms: nowMs, bytes: 0 }
  let perSecond = 0
  return {
    look: (now, bytes) => {
      if (now > at.ms) perSecond = ((bytes - at.bytes) * 1_000) / (now - at.ms)
      at = { ms: now, bytes }
    },
    perSecond: () => perSecond,
  }
}
