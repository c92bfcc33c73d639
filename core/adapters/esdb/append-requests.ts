/** Requests to append, delete and tombstone, read from their messages. */
import type { DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js'
import { type AppendReq, type BatchAppendReq, countOf, uuidText } from './messages.ts'
import type { Expectation, Proposal } from './served-streams.ts'

type Message =
  | NonNullable<ReturnType<AppendReq['getProposedMessage']>>
  | ReturnType<BatchAppendReq['getProposedMessagesList']>[number]

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A proposed event; text says what is wrong with it. */
export const proposalOf = (message: Message): Proposal | string => {
  const eventId = uuidText(message.getId())
  if (!idForm.test(eventId)) return 'an event needs a UUID'
  const facts = message.getMetadataMap()
  const type = facts.get('type') ?? ''
  if (type === '') return 'an event needs a type'
  return {
    eventId,
    type,
    isJson: facts.get('content-type') === 'application/json',
    metadata: message.getCustomMetadata_asU8(),
    data: message.getData_asU8(),
  }
}

/** Bytes that count against the bound of an append. */
export const proposalBytes = ({ type, metadata, data }: Proposal): number =>
  type.length + metadata.length + data.length

type Options =
  | NonNullable<ReturnType<AppendReq['getOptions']>>
  | NonNullable<ReturnType<DeleteReq['getOptions']>>
  | NonNullable<ReturnType<TombstoneReq['getOptions']>>

/** What an append, a deletion or a tombstone expects of its stream. */
export const expectationOf = (options: Options): Expectation => {
  if (options.hasRevision()) return countOf(options.getRevision())
  if (options.hasNoStream()) return 'none'
  return options.hasStreamExists() ? 'exists' : 'any'
}

/** The same of a batch. */
export const batchExpectationOf = (
  options: NonNullable<ReturnType<BatchAppendReq['getOptions']>>,
): Expectation => {
  if (options.hasStreamPosition()) return countOf(options.getStreamPosition())
  if (options.hasNoStream()) return 'none'
  return options.hasStreamExists() ? 'exists' : 'any'
}
