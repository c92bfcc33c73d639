#!/usr/bin/env node
/** The causeway command: joins this process's streams, signals and arguments to the program. */
import { exitCodes } from './cli/exit.ts'
import type { Io } from './cli/io.ts'
import { createProgram } from './cli/program.ts'
import { processEnvironment } from './config.ts'

/** Both streams are told what was written before the process ends. */
const flush = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve())
  })

const main = async (): Promise<void> => {
  const stopping = new AbortController()
  const stop = (): void => {
    // The second time, whoever asks means it.
    if (stopping.signal.aborted) process.exit(exitCodes.interrupted)
    stopping.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever read us, such as `head`, has enough.
    stream.on('error', () => process.exit(exitCodes.ok))
  }
  const io: Io = {
    env: processEnvironment(),
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stopping.signal,
    onHangUp: (run) => void process.on('SIGHUP', run),
    nowMs: () => Date.now(),
  }
  const exitCode = await createProgram(io).run(process.argv.slice(2))
  await Promise.all([flush(process.stdout), flush(process.stderr)])
  process.exit(exitCode)
}

await main()
