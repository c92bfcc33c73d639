/**
 * The messages of the EventStoreDB protocol, as its client library generates them. They are
 * CommonJS: their names reach us through the default export only.
 */

import { isUtf8 } from 'node:buffer'
import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type {
  AppendReq,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import type { handleServerStreamingCall, ServerErrorResponse } from '@grpc/grpc-js'

export type { AppendReq, BatchAppendReq, BatchAppendResp, ReadReq, ReadResp }
export type ReadHandler = handleServerStreamingCall<ReadReq, ReadResp>
export type GrpcFault = Partial<ServerErrorResponse>
export { features, shared, streams }

/** A message that holds nothing: its presence is the information. */
export const empty = () => new shared.Empty()

/** A stream's name in a message. */
export const streamIdentifier = (stream: string) => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream, 'utf8'))
  return identifier
}

/**
 * The name in a message; empty when there is none, also for bytes that are not UTF-8: read somehow,
 * several streams would be one.
 */
export const streamName = (
  identifier: InstanceType<typeof shared.StreamIdentifier> | undefined,
): string => {
  const bytes = identifier?.getStreamName_asU8() ?? new Uint8Array()
  return isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : ''
}

/** A whole number of the protocol; beyond what is ever counted here, one that nothing reaches. */
export const countOf = (text: string): number => Math.min(Number(text), Number.MAX_SAFE_INTEGER)

const hexOf = (bits: string): string =>
  BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0')

/** A UUID in a message, in either of its forms, as lower-case text; empty when there is none. */
export const uuidText = (id: InstanceType<typeof shared.UUID> | undefined): string => {
  const structured = id?.getStructured()
  if (structured === undefined) return (id?.getString() ?? '').toLowerCase()
  const high = hexOf(structured.getMostSignificantBits())
  const low = hexOf(structured.getLeastSignificantBits())
  const parts = [high.slice(0, 8), high.slice(8, 12), high.slice(12), low.slice(0, 4), low.slice(4)]
  return parts.join('-')
}

/** Text as a UUID in a message. */
export const uuidOf = (text: string) => {
  const id = new shared.UUID()
  id.setString(text)
  return id
}
