/** How the protocol says no: a gRPC status, and what it was in the trailing metadata. */
import { Metadata, status } from '@grpc/grpc-js'
import type { ExpectedRevision } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import type { GrpcFault } from './messages.ts'
import type { Expectation } from './served-streams.ts'

/** A status, whole. */
export type Refusal = GrpcFault & {
  readonly code: number
  readonly details: string
  readonly metadata: Metadata
}

const refusal = (
  code: number,
  details: string,
  facts: Readonly<Record<string, string>> = {},
): Refusal => {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(facts)) metadata.set(name, value)
  return { code, details, metadata }
}

export const unauthenticated = (): Refusal =>
  refusal(status.UNAUTHENTICATED, 'no such user, or a wrong password')

export const denied = (why: string): Refusal =>
  refusal(status.PERMISSION_DENIED, why, { exception: 'access-denied' })

/** Passes by itself. */
export const busy = (why: string): GrpcFault => refusal(status.UNAVAILABLE, why)

export const invalid = (why: string): GrpcFault => refusal(status.INVALID_ARGUMENT, why)

export const streamDeleted = (name: string): GrpcFault =>
  refusal(status.FAILED_PRECONDITION, `stream ${name} is deleted`, {
    exception: 'stream-deleted',
    'stream-name': encodeURIComponent(name),
  })

const noStream = -1
/** As EventStoreDB counts what is no revision: any, stream exists. */
const revisionNumbers = { none: noStream, any: -2, exists: -4 } as const

/** The stream is not where its deleter believed it to be. */
export const wrongRevision = (
  name: string,
  expected: Expectation,
  actual: ExpectedRevision,
): GrpcFault =>
  refusal(status.FAILED_PRECONDITION, `stream ${name} is not at the expected revision`, {
    exception: 'wrong-expected-version',
    'stream-name': encodeURIComponent(name),
    'expected-version': String(typeof expected === 'number' ? expected : revisionNumbers[expected]),
    'actual-version': String(actual === 'none' ? noStream : actual),
  })

export const tooLarge = (bytesMax: number): GrpcFault =>
  refusal(status.INVALID_ARGUMENT, `an append has at most ${bytesMax} bytes`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytesMax),
  })

/** What a fault of the log means to a client: most of them pass. */
export const faultRefusal = (error: unknown): GrpcFault => {
  if (!(error instanceof Fault)) return refusal(status.INTERNAL, 'a bug of the server')
  switch (error.code) {
    case 'REQUEST_INVALID':
    case 'REQUEST_TOO_LARGE':
      return invalid(error.detail)
    case 'LOG_FULL':
      return refusal(status.RESOURCE_EXHAUSTED, error.message)
    default:
      return refusal(status.UNAVAILABLE, error.message)
  }
}
