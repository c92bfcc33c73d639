/** The surroundings of a command, for tests in this process: streams that keep what was written. */
import { Readable } from 'node:stream'
import type { Io } from '../../../core/bin/cli/io.ts'

export type TestIo = {
  readonly io: Io
  stdout(): string
  stderr(): string
}

/** Nothing of this process's own environment is in it. */
export const testIo = (options: Partial<Io> & { readonly input?: string } = {}): TestIo => {
  const written = { out: '', err: '' }
  const { input = '', ...given } = options
  return {
    io: {
      env: {},
      cwd: '/nonexistent',
      stdin: Readable.from([Buffer.from(input)]),
      stdout: {
        write: (text) => {
          written.out += text
        },
      },
      stderr: {
        write: (text) => {
          written.err += text
        },
      },
      signal: new AbortController().signal,
      onHangUp: () => undefined,
      nowMs: () => 0,
      ...given,
    },
    stdout: () => written.out,
    stderr: () => written.err,
  }
}
