/** What errors of EventStoreDB's client mean, by the gRPC code first. */
import { Fault } from '../../domain/errors.ts'

const codeOf = (error: unknown): number | undefined => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'number' ? code : undefined
}

const typeOf = (error: unknown): string => {
  const type: unknown = error instanceof Error && 'type' in error ? error.type : undefined
  return typeof type === 'string' ? type : ''
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const isWrongRevision = (error: unknown): boolean =>
  typeOf(error) === 'wrong-expected-version'

export const isNotFound = (error: unknown): boolean => typeOf(error) === 'stream-not-found'

/** gRPC: invalid argument, unauthenticated, permission denied, unimplemented. */
const finalCodes = new Set([3, 7, 16, 12])

/** Would the same call have the same answer again? */
export const isFinal = (error: unknown): boolean => {
  if (error instanceof Fault) return !error.retriable
  return finalCodes.has(codeOf(error) ?? -1)
}

/** The fault of the log that a client's error stands for. */
export const esdbFault = (error: unknown, doing: string): Fault => {
  if (error instanceof Fault) return error
  const detail = `${doing}: ${textOf(error)}`
  if (typeOf(error) === 'maximum-append-size-exceeded') {
    return new Fault('REQUEST_TOO_LARGE', detail, error)
  }
  // gRPC: resource exhausted.
  if (codeOf(error) === 8) return new Fault('LOG_FULL', detail, error)
  return new Fault('LOG_UNAVAILABLE', detail, error)
}
