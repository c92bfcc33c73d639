/**
 * How much a peer may send before it has earned our trust, counted on the raw socket: what a
 * WebSocket has not put together into a message yet counts too. Knows nothing of messages.
 */
import type { Duplex } from 'node:stream'

export type AllowanceOptions = {
  readonly bytesMax: number
  /** A piece counts for at least this many bytes, since each one costs memory of its own. */
  readonly pieceBytesMin: number
}

/**
 * Counts what arrives from now on, and calls `onExceeded` once when it is more than the bound; the
 * returned function ends the count.
 */
export const limitAllowance = (
  socket: Pick<Duplex, 'prependListener' | 'off'>,
  options: AllowanceOptions,
  onExceeded: () => void,
): (() => void) => {
  let spentBytes = 0
  const stop = (): void => {
    socket.off('data', onData)
  }
  const onData = (piece: Buffer): void => {
    spentBytes += Math.max(piece.length, options.pieceBytesMin)
    if (spentBytes <= options.bytesMax) return
    stop()
    onExceeded()
  }
  // Before the WebSocket's own listener: what is too much is judged before it is parsed.
  socket.prependListener('data', onData)
  return stop
}
