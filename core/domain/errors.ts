/**
 * The three kinds of trouble: a refusal is a value, a fault is thrown, a bug ends the process.
 * Their codes stand in error-table.ts.
 */
import { errorTable } from './error-table.ts'

export { errorTable } from './error-table.ts'

export type ErrorCode = keyof typeof errorTable

/** Narrows a string that came over a wire to a known code. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errorTable, text)

/** An expected "no", shown to the caller. Returned, never thrown. */
export type Refusal = {
  readonly kind: 'refused'
  readonly code: ErrorCode
  readonly detail: string
}

export const refuse = (code: ErrorCode, detail = ''): Refusal => ({ kind: 'refused', code, detail })

/** A store, network or time-out trouble: thrown, with a code, whether to retry, and its cause. */
export class Fault extends Error {
  readonly code: ErrorCode
  /** What happened here; the message has the code's own text before it. */
  readonly detail: string
  readonly retriable: boolean

  constructor(code: ErrorCode, detail: string, cause?: unknown) {
    super(`${errorTable[code].message}: ${detail}`, cause === undefined ? undefined : { cause })
    this.name = 'Fault'
    this.code = code
    this.detail = detail
    this.retriable = errorTable[code].retriable
  }
}

/** A broken assumption ends the process: it is a bug, never an input error. */
export function assert(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${claim}`)
}

/** Makes a forgotten variant a type error. */
export function unreachable(value: never): never {
  throw new Error(`unreachable variant: ${JSON.stringify(value)}`)
}
