/**
 * How a command ends: its exit code, and for people what went wrong and what to do. docs/cli.md
 * has the same codes.
 */
import { type ErrorCode, errorTable, isErrorCode } from '../../domain/errors.ts'

export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  unreachable: 4,
  timedOut: 5,
  interrupted: 130,
} as const

export type ExitName = keyof typeof exitCodes

/** What went wrong, and what to do: one lower-case clause each. */
export type Trouble = { readonly message: string; readonly fix: string }

/** Ends a command with a message, a remedy and an exit code. Thrown by commands only. */
export class CommandFault extends Error {
  readonly exit: ExitName
  readonly code: string
  readonly fix: string
  /** What else went wrong at the same time, told after it. */
  readonly more: readonly Trouble[] = []

  constructor(exit: ExitName, code: string, message: string, fix: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'CommandFault'
    this.exit = exit
    this.code = code
    this.fix = fix
  }
}

/** Everything that is wrong with the settings, at once. */
export class SettingsFault extends CommandFault {
  override readonly more: readonly Trouble[]

  constructor(first: Trouble, more: readonly Trouble[]) {
    super('usage', 'REQUEST_INVALID', first.message, first.fix)
    this.more = more
  }
}

/** The command line or its settings are wrong. */
export const usageFault = (message: string, fix: string): CommandFault =>
  new CommandFault('usage', 'REQUEST_INVALID', message, fix)

/** Something here went wrong that the error table has no code for. */
export const failure = (message: string, fix: string, cause?: unknown): CommandFault =>
  new CommandFault('failed', 'FAILED', message, fix, cause)

const exitOfStatus = (status: number): ExitName => {
  if (status === 400 || status === 413) return 'usage'
  if (status === 401 || status === 403) return 'refused'
  return status === 408 || status === 504 ? 'timedOut' : 'failed'
}

/** A code of the error table, as a command's end. `detail` may be empty. */
export const faultOfCode = (code: ErrorCode, detail: string, cause?: unknown): CommandFault => {
  const entry = errorTable[code]
  const message =
    detail === '' || detail === entry.message ? entry.message : `${entry.message}: ${detail}`
  return new CommandFault(exitOfStatus(entry.httpStatus), code, message, entry.remedy, cause)
}

/** An answer that was not a success, as a command's end. */
export const faultOfAnswer = (status: number, code: string, message: string): CommandFault => {
  if (isErrorCode(code)) return faultOfCode(code, withoutEntryText(code, message))
  const text = message === '' ? `the server answered with status ${status}` : message
  const fix = status >= 500 ? "see the server's log" : 'check the url given by --api'
  return new CommandFault(exitOfStatus(status), code === '' ? 'FAILED' : code, text, fix)
}

/** Servers prefix the detail by the table's own message; it is not said twice. */
const withoutEntryText = (code: ErrorCode, message: string): string => {
  const own = errorTable[code].message
  if (!message.startsWith(own)) return message
  return message.slice(own.length).replace(/^[:\s]+/, '')
}
