/**
 * What a command gets from its process: streams, environment, folder and the signal to stop.
 * Commands touch nothing else of it, so tests hand them their own.
 */
import type { Environment } from '../config.ts'

export type Input = NodeJS.ReadableStream & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

export type Output = {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export type Io = {
  readonly env: Environment
  readonly cwd: string
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  /** Aborted by Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal
  /** Calls back at each SIGHUP from now on, which no longer ends the process then. */
  readonly onHangUp: (run: () => void) => void
  /** Milliseconds since 1970. */
  readonly nowMs: () => number
}

/** May this stream be coloured? NO_COLOR (no-color.org) and pipes say no. */
export const isColored = (io: Io, stream: Output): boolean => {
  const noColor = io.env['NO_COLOR']
  return stream.isTTY === true && (noColor === undefined || noColor === '')
}
