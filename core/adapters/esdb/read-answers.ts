/** Answers of the Read call. */
import type { RecordedEvent } from '../../broker/ports.ts'
import type { Positions } from '../log-position.ts'
import { isForeign, shownName, unpackForeign } from './foreign-event.ts'
import { type ReadResp, streamIdentifier, streams, uuidOf } from './messages.ts'
import { metadataBytesOf } from './own-metadata.ts'

/** .NET counts ticks of 100 ns. */
const ticksPerMs = 10_000n

const contentOf = (event: RecordedEvent) => {
  if (isForeign(event.stream)) return unpackForeign(event.payload)
  const metadata = metadataBytesOf(event)
  return { isJson: false, metadata, data: event.payload }
}

/** An event as readers get it. */
export const eventAnswer = (event: RecordedEvent, positions: Positions): ReadResp => {
  const { isJson, metadata, data } = contentOf(event)
  const position = String(positions.sequenceOf(event.position))
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
  recorded.setId(uuidOf(event.eventId))
  recorded.setStreamIdentifier(streamIdentifier(shownName(event.stream)))
  recorded.setStreamRevision(String(event.revision))
  recorded.setCommitPosition(position)
  recorded.setPreparePosition(position)
  const facts = recorded.getMetadataMap()
  facts.set('type', event.type)
  facts.set('content-type', isJson ? 'application/json' : 'application/octet-stream')
  facts.set('created', String(BigInt(event.recordedAt) * ticksPerMs))
  recorded.setCustomMetadata(metadata)
  recorded.setData(data)
  const read = new streams.ReadResp.ReadEvent()
  read.setEvent(recorded)
  read.setCommitPosition(position)
  const answer = new streams.ReadResp()
  answer.setEvent(read)
  return answer
}

/** The stream does not exist. */
export const notFoundAnswer = (name: string): ReadResp => {
  const notFound = new streams.ReadResp.StreamNotFound()
  notFound.setStreamIdentifier(streamIdentifier(name))
  const answer = new streams.ReadResp()
  answer.setStreamNotFound(notFound)
  return answer
}

/** The subscription stands; said first. */
export const confirmationAnswer = (subscriptionId: string): ReadResp => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation()
  confirmation.setSubscriptionId(subscriptionId)
  const answer = new streams.ReadResp()
  answer.setConfirmation(confirmation)
  return answer
}

/** Everything up to this sequence was looked at. */
export const checkpointAnswer = (sequence: number): ReadResp => {
  const checkpoint = new streams.ReadResp.Checkpoint()
  checkpoint.setCommitPosition(String(sequence))
  checkpoint.setPreparePosition(String(sequence))
  const answer = new streams.ReadResp()
  answer.setCheckpoint(checkpoint)
  return answer
}

export const caughtUpAnswer = (): ReadResp => {
  const answer = new streams.ReadResp()
  answer.setCaughtUp(new streams.ReadResp.CaughtUp())
  return answer
}

export const fellBehindAnswer = (): ReadResp => {
  const answer = new streams.ReadResp()
  answer.setFellBehind(new streams.ReadResp.FellBehind())
  return answer
}
