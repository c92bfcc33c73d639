/**
 * What a command says: results on standard output, everything else on standard error; as text for
 * people or as JSON for programs, never both.
 */

import { Fault } from '../../domain/errors.ts'
import { CommandFault, type ExitName, exitCodes, faultOfAnswer } from './exit.ts'
import { type Io, isColored } from './io.ts'
import { formatTable } from './table.ts'
import { terminalJson, terminalText } from './terminal-text.ts'

export type Output = {
  readonly json: boolean
  /** The result: JSON, or what `text` gives, which must be fit for a terminal already. */
  result(value: unknown, text: () => string): void
  /** A line of people's text, fit for a terminal; nothing under --json. */
  line(text: string): void
  /** Rows under a head; JSON is the value. */
  table(value: unknown, head: readonly string[], rows: readonly (readonly string[])[]): void
  /** One line of JSON out of many. */
  event(value: unknown): void
  /** A note beside the result. */
  warn(text: string): void
}

/** Makes the output of one command. */
export const createOutput = (io: Io, json: boolean): Output => {
  const result = (value: unknown, text: () => string): void => {
    io.stdout.write(json ? `${terminalJson(value)}\n` : text())
  }
  return {
    json,
    result,
    line: (text) => {
      if (!json) io.stdout.write(`${text}\n`)
    },
    table: (value, head, rows) => result(value, () => formatTable(head, rows)),
    event: (value) => {
      if (json) io.stdout.write(`${terminalJson(value)}\n`)
    },
    warn: (text) => {
      if (!json) io.stderr.write(`${paint(io, '33', 'warning:')} ${terminalText(text)}\n`)
    },
  }
}

const paint = (io: Io, color: string, text: string): string =>
  isColored(io, io.stderr) ? `\u001b[${color}m${text}\u001b[0m` : text

/** By the gRPC code of a log on another machine: deadline, permission, unavailable, who it is. */
const exitOfGrpc: ReadonlyMap<unknown, ExitName> = new Map([
  [4, 'timedOut'],
  [7, 'refused'],
  [14, 'unreachable'],
  [16, 'refused'],
])

const faultOfFault = (error: Fault): CommandFault => {
  const { exit, code, message, fix } = faultOfAnswer(500, error.code, error.message)
  const { cause } = error
  const said = cause instanceof Error && 'code' in cause ? exitOfGrpc.get(cause.code) : undefined
  return new CommandFault(said ?? exit, code, message, fix, error)
}

/** What was thrown, as a command's end. An unknown error is a bug and keeps its stack. */
const faultOf = (error: unknown, interrupted: boolean): CommandFault => {
  if (error instanceof CommandFault) return error
  if (interrupted) {
    return new CommandFault('interrupted', 'INTERRUPTED', 'interrupted', 'run it again', error)
  }
  if (error instanceof Fault) return faultOfFault(error)
  const text = error instanceof Error ? error.message : String(error)
  const fix = 'set CAUSEWAY_LOG_LEVEL=debug for the stack, and report it'
  return new CommandFault('failed', 'INTERNAL', text, fix, error)
}

/** Tells why a command failed; gives its exit code. */
export const reportFault = (io: Io, error: unknown, json: boolean): number => {
  const fault = faultOf(error, io.signal.aborted)
  const { exit, code, message, fix } = fault
  const troubles = [{ message, fix }, ...fault.more]
  if (json) {
    const more = fault.more.length === 0 ? {} : { more: fault.more }
    io.stderr.write(`${terminalJson({ error: { code, message, fix, exit, ...more } })}\n`)
    return exitCodes[exit]
  }
  for (const trouble of troubles) {
    io.stderr.write(`${paint(io, '31', 'error:')} ${terminalText(trouble.message)}\n`)
    io.stderr.write(`${paint(io, '36', 'fix:')} ${terminalText(trouble.fix)}\n`)
  }
  if (io.env['CAUSEWAY_LOG_LEVEL'] === 'debug' && error instanceof Error) {
    for (const line of (error.stack ?? '').split('\n')) io.stderr.write(`${terminalText(line)}\n`)
  }
  return exitCodes[exit]
}
