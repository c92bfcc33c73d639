/** Lines of a process that may be killed at any moment, out before the next thing happens. */
import { writeSync } from 'node:fs'

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN'

/** Writes whole lines to the standard output at once; waits while its reader is behind. */
export const tell = (text: string): void => {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at)
    } catch (error) {
      if (!isFull(error)) throw error
    }
  }
}
