/** How the protocol says no: a gRPC status, and what it was in the trailing metadata. */
import { Metadata, status } from '@grpc/grpc-js'
import { Fault } from '../../domain/errors.ts'
import type { GrpcFault } from './messages.ts'

const refusal = (code: number, details: string, facts: Readonly<Record<string, string>> = {}) => {
  const metadata = new Metadata()
  for (const [name, value] of Object.entries(facts)) metadata.set(name, value)
  return { code, details, metadata } satisfies GrpcFault
}

export const unauthenticated = (): GrpcFault =>
  refusal(status.UNAUTHENTICATED, 'no such user, or a wrong password')

export const denied = (why: string): GrpcFault =>
  refusal(status.PERMISSION_DENIED, why, { exception: 'access-denied' })

export const invalid = (why: string): GrpcFault => refusal(status.INVALID_ARGUMENT, why)

export const streamDeleted = (name: string): GrpcFault =>
  refusal(status.FAILED_PRECONDITION, `stream ${name} is deleted`, {
    exception: 'stream-deleted',
    'stream-name': encodeURIComponent(name),
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
