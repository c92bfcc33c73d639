/** Bytes in the order of their arrival that wait for permission to go. Copies nothing. */

export type HeldBytes = {
  readonly size: () => number
  push(bytes: Buffer): void
  /** The next piece, of at most this many bytes; undefined when nothing waits or none may go. */
  take(bytesMax: number): Buffer | undefined
  clear(): void
}

/** Makes an empty queue. */
export const createHeldBytes = (): HeldBytes => {
  let pieces: Buffer[] = []
  let size = 0
  return {
    size: () => size,
    push: (bytes) => {
      if (bytes.length === 0) return
      pieces.push(bytes)
      size += bytes.length
    },
    take: (bytesMax) => {
      const first = pieces[0]
      if (first === undefined || bytesMax <= 0) return undefined
      const piece = first.length <= bytesMax ? first : first.subarray(0, bytesMax)
      if (piece === first) pieces.shift()
      else pieces[0] = first.subarray(piece.length)
      size -= piece.length
      return piece
    },
    clear: () => {
      pieces = []
      size = 0
    },
  }
}
