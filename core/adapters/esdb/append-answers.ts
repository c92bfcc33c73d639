/** Answers to appends, batches, deletions and tombstones. */
import code from '@eventstore/db-client/generated/code_pb.js'
import status from '@eventstore/db-client/generated/status_pb.js'
import anything from 'google-protobuf/google/protobuf/any_pb.js'
import nothing from 'google-protobuf/google/protobuf/empty_pb.js'
import type { ExpectedRevision, Position } from '../../broker/ports.ts'
import type { Positions } from '../log-position.ts'
import { type BatchAppendReq, empty, shared, streamIdentifier, streams } from './messages.ts'
import type { Appended, Expectation } from './served-streams.ts'

const allPosition = (positions: Positions, position: Position) => {
  const sequence = String(positions.sequenceOf(position))
  const answer = new shared.AllStreamPosition()
  answer.setCommitPosition(sequence)
  answer.setPreparePosition(sequence)
  return answer
}

/** An append that stands. */
export const appendedAnswer = (positions: Positions, revision: number, position: Position) => {
  const sequence = String(positions.sequenceOf(position))
  const place = new streams.AppendResp.Position()
  place.setCommitPosition(sequence)
  place.setPreparePosition(sequence)
  const success = new streams.AppendResp.Success()
  success.setCurrentRevision(String(revision))
  success.setPosition(place)
  const answer = new streams.AppendResp()
  answer.setSuccess(success)
  return answer
}

/** The stream is not where its writer believed it to be. */
export const wrongAnswer = (expected: Expectation, actual: ExpectedRevision) => {
  const wrong = new streams.AppendResp.WrongExpectedVersion()
  if (actual === 'none') wrong.setCurrentNoStream(empty())
  else wrong.setCurrentRevision(String(actual))
  if (expected === 'any') wrong.setExpectedAny(empty())
  else if (expected === 'exists') wrong.setExpectedStreamExists(empty())
  else if (expected === 'none') wrong.setExpectedNoStream(empty())
  else wrong.setExpectedRevision(String(expected))
  const answer = new streams.AppendResp()
  answer.setWrongExpectedVersion(wrong)
  return answer
}

/** A deletion that stands, at a position of the log. */
export const deletedAnswer = (positions: Positions, position: Position) => {
  const sequence = String(positions.sequenceOf(position))
  const place = new streams.DeleteResp.Position()
  place.setCommitPosition(sequence)
  place.setPreparePosition(sequence)
  const answer = new streams.DeleteResp()
  answer.setPosition(place)
  return answer
}

export const tombstonedAnswer = (positions: Positions, position: Position) => {
  const sequence = String(positions.sequenceOf(position))
  const place = new streams.TombstoneResp.Position()
  place.setCommitPosition(sequence)
  place.setPreparePosition(sequence)
  const answer = new streams.TombstoneResp()
  answer.setPosition(place)
  return answer
}

const packed = (bytes: Uint8Array, type: string) => {
  const any = new anything.Any()
  any.pack(bytes, `event_store.client.${type}`)
  return any
}

const wrongDetail = (expected: Expectation, actual: ExpectedRevision) => {
  const wrong = new shared.WrongExpectedVersion()
  if (actual === 'none') wrong.setCurrentNoStream(new nothing.Empty())
  else wrong.setCurrentStreamRevision(String(actual))
  if (expected === 'any') wrong.setExpectedAny(new nothing.Empty())
  else if (expected === 'exists') wrong.setExpectedStreamExists(new nothing.Empty())
  else if (expected === 'none') wrong.setExpectedNoStream(new nothing.Empty())
  else wrong.setExpectedStreamPosition(String(expected))
  return packed(wrong.serializeBinary(), 'WrongExpectedVersion')
}

const statusOf = (number: number, message: string, detail?: ReturnType<typeof packed>) => {
  const answer = new status.Status()
  answer.setCode(number)
  answer.setMessage(message)
  if (detail !== undefined) answer.setDetails(detail)
  return answer
}

const setExpected = (
  answer: InstanceType<typeof streams.BatchAppendResp>,
  expected: Expectation,
): void => {
  if (expected === 'any') answer.setAny(new nothing.Empty())
  else if (expected === 'exists') answer.setStreamExists(new nothing.Empty())
  else if (expected === 'none') answer.setNoStream(new nothing.Empty())
  else answer.setStreamPosition(String(expected))
}

/** What became of one batch; text is a fault of the log or of the request. */
export const batchAnswer = (
  positions: Positions,
  request: {
    readonly correlationId: BatchAppendReq['getCorrelationId']
    readonly name: string
    readonly expected: Expectation
  },
  outcome: Appended | string,
) => {
  const answer = new streams.BatchAppendResp()
  answer.setCorrelationId(request.correlationId())
  answer.setStreamIdentifier(streamIdentifier(request.name))
  setExpected(answer, request.expected)
  if (typeof outcome === 'string') {
    answer.setError(statusOf(code.Code.UNAVAILABLE, outcome))
    return answer
  }
  switch (outcome.kind) {
    case 'appended': {
      const success = new streams.BatchAppendResp.Success()
      success.setCurrentRevision(String(outcome.revision))
      success.setPosition(allPosition(positions, outcome.position))
      answer.setSuccess(success)
      return answer
    }
    case 'wrong': {
      const detail = wrongDetail(request.expected, outcome.actual)
      answer.setError(statusOf(code.Code.FAILED_PRECONDITION, 'wrong expected version', detail))
      return answer
    }
    case 'denied': {
      const detail = packed(new shared.AccessDenied().serializeBinary(), 'AccessDenied')
      answer.setError(statusOf(code.Code.PERMISSION_DENIED, outcome.why, detail))
      return answer
    }
    case 'deleted': {
      const detail = packed(new shared.StreamDeleted().serializeBinary(), 'StreamDeleted')
      answer.setError(statusOf(code.Code.FAILED_PRECONDITION, 'the stream is deleted', detail))
      return answer
    }
  }
}
