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

/** By what stands in an error's text: what to change in the url, or where to look. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED/, 'nothing listens there: start it, or name its port in the url'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/i, 'its name is not known: check the url'],
  [
    /self-signed|unable to verify|unable to get (local )?issuer/i,
    'its certificate is signed by no authority that is trusted here: name the right one with ' +
      'tlsCAFile=… in the url',
  ],
  [/does not match certificate|altnames/i, 'its certificate is for another name: use that one'],
  [/certificate has expired/i, 'its certificate has expired: renew it'],
  [/Failed to connect/, 'if it speaks TLS, leave tls=false out'],
  [/wrong version number|EPROTO/i, 'it speaks no TLS: set tls=false, or name another port'],
]

const remedyOf = (error: unknown): string => {
  const code = codeOf(error)
  // gRPC: unauthenticated, permission denied.
  if (code === 16) return '; check user and password in the url'
  if (code === 7) return '; name a user in the url who may'
  const found = remedies.find(([pattern]) => pattern.test(textOf(error)))
  return found === undefined ? '' : `; ${found[1]}`
}

/** What gRPC says, without what it leaves empty. */
const wordsOf = (error: unknown): string => textOf(error).replace(/\.?\s*Resolution note:\s*$/, '')

/**
 * The fault of the log that a client's error stands for. What may be wrong with the url is said,
 * and is retriable all the same: a broker outlives a password or a certificate that is changed.
 */
export const esdbFault = (error: unknown, doing: string): Fault => {
  if (error instanceof Fault) return error
  const detail = `${doing}: ${wordsOf(error)}${remedyOf(error)}`
  if (typeOf(error) === 'maximum-append-size-exceeded') {
    return new Fault('REQUEST_TOO_LARGE', detail, error)
  }
  // gRPC: resource exhausted.
  if (codeOf(error) === 8) return new Fault('LOG_FULL', detail, error)
  return new Fault('LOG_UNAVAILABLE', detail, error)
}
