/**
 * Appends that share one call of BatchAppend, which costs a fraction of a call each. It is opened
 * on the client's own channel, but not by the client's own batches: those of all clients in a
 * process share their errors. What goes wrong here is left to a call of the append's own, which has
 * typed errors and finds the leader.
 */
import type { EventStoreDBClient } from '@eventstore/db-client'
import grpcStreams from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { ClientDuplexStream } from '@grpc/grpc-js'
import type { ExpectedRevision, NewEvent, Position, System } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import {
  esdbBatchAppendBytesMax,
  esdbBatchPendingCountMax,
  esdbBatchRestMs,
} from '../../domain/limits.ts'
import type { Credentials } from './esdb-append.ts'
import { withinMs } from './esdb-calls.ts'
import { positionOf } from './esdb-position.ts'
import {
  type BatchAppendReq,
  type BatchAppendResp,
  empty,
  streamIdentifier,
  streams,
  uuidOf,
  uuidText,
} from './messages.ts'
import { metadataBytesOf } from './own-metadata.ts'

/** What a batch was answered: stored, where its last event lies, or another revision was there. */
export type BatchAnswer =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: Position }
  | { readonly kind: 'wrong' }

export type EsdbBatches = {
  /**
   * Appends as part of the shared call. Undefined when there is none at present, or the append is
   * too large for it. Rejects when it was not answered within its time or was refused: whether it
   * is stored is unknown then.
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<BatchAnswer> | undefined
  stop(): void
}

type Call = ClientDuplexStream<BatchAppendReq, BatchAppendResp>
type Pending = {
  readonly resolve: (answer: BatchAnswer) => void
  readonly reject: (error: Error) => void
}

const proposal = (event: NewEvent) => {
  const message = new streams.BatchAppendReq.ProposedMessage()
  message.setId(uuidOf(event.eventId))
  const facts = message.getMetadataMap()
  facts.set('type', event.type)
  facts.set('content-type', 'application/octet-stream')
  message.setData(event.payload)
  message.setCustomMetadata(metadataBytesOf(event))
  return message
}

const requestOf = (
  correlationId: string,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): BatchAppendReq => {
  const options = new streams.BatchAppendReq.Options()
  options.setStreamIdentifier(streamIdentifier(stream))
  // No deadline: it would be a time of our clock, judged by the server's.
  if (expected === 'none') options.setNoStream(empty())
  else options.setStreamPosition(String(expected))
  const request = new streams.BatchAppendReq()
  request.setCorrelationId(uuidOf(correlationId))
  request.setOptions(options)
  request.setProposedMessagesList(events.map(proposal))
  request.setIsFinal(true)
  return request
}

/** What the answer means; an Error when it says neither stored nor where the stream is. */
const readAnswer = (answer: BatchAppendResp): BatchAnswer | Error => {
  const error = answer.getError()
  if (error?.getDetails()?.getTypeUrl().endsWith('.WrongExpectedVersion')) return { kind: 'wrong' }
  const success = answer.getSuccess()
  const position = success?.getPosition()
  if (success === undefined || position === undefined) {
    return new Error(error?.getMessage() ?? 'the answer has no position')
  }
  const commit = BigInt(position.getCommitPosition())
  const prepare = BigInt(position.getPreparePosition())
  return {
    kind: 'appended',
    revision: Number(success.getCurrentRevision()),
    position: positionOf({ commit, prepare }),
  }
}

const bytesOf = (events: readonly NewEvent[]): number =>
  events.reduce((sum, { payload }) => sum + payload.length, 0)

/** Makes the shared call of one client; it is opened when it is first wanted. */
export const createEsdbBatches = (
  ports: {
    readonly client: EventStoreDBClient
    readonly credentials: Credentials
    readonly system: Pick<System, 'after' | 'monotonicMs' | 'newId'>
  },
  /** How long an answer may take. */
  answerMs: number,
): EsdbBatches => {
  const { client, credentials, system } = ports
  const pending = new Map<string, Pending>()
  let call: Call | 'opening' | undefined
  /** Nothing is tried before: what went wrong would go wrong again. */
  let restingUntil = Number.NEGATIVE_INFINITY
  let stopped = false

  const close = (error: Error): void => {
    restingUntil = system.monotonicMs() + esdbBatchRestMs
    const open = call
    call = undefined
    if (open !== undefined && open !== 'opening') open.cancel()
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
  }

  const receive = (answer: BatchAppendResp): void => {
    const id = uuidText(answer.getCorrelationId())
    const waiting = pending.get(id)
    pending.delete(id)
    const meaning = readAnswer(answer)
    if (meaning instanceof Error) waiting?.reject(meaning)
    else waiting?.resolve(meaning)
  }

  const start = async (): Promise<Call | undefined> => {
    const { StreamsClient, StreamsService } = grpcStreams
    if (!(await client['supports'](StreamsService.batchAppend))) return undefined
    const args = client['callArguments'](
      { credentials, requiresLeader: true },
      { deadline: Number.POSITIVE_INFINITY },
    )
    // With the client's own care for the channel: it is made anew when the call fails.
    const open = client['GRPCStreamCreator'](StreamsClient, 'batchAppend', (channel) =>
      channel.batchAppend(...args),
    )
    return open()
  }

  const open = (): void => {
    call = 'opening'
    withinMs(system, answerMs, start()).then(
      (opened) => {
        if (opened === undefined) return close(new Error('the server knows no batches'))
        const lose = (error?: Error) => {
          if (call === opened) close(error ?? new Error('the server ended the call'))
        }
        opened.on('data', receive).on('error', lose).on('end', lose)
        if (stopped) opened.cancel()
        else call = opened
      },
      (error: Error) => close(error),
    )
  }

  const usable = (): Call | undefined => {
    if (call === undefined && !stopped && system.monotonicMs() >= restingUntil) open()
    return call === 'opening' ? undefined : call
  }

  return {
    append: (stream, expected, events) => {
      if (bytesOf(events) > esdbBatchAppendBytesMax) return undefined
      const current = usable()
      if (current === undefined || pending.size >= esdbBatchPendingCountMax) return undefined
      const correlationId = system.newId()
      const answered = new Promise<BatchAnswer>((resolve, reject) => {
        pending.set(correlationId, { resolve, reject })
      })
      current.write(requestOf(correlationId, stream, expected, events))
      return withinMs(system, answerMs, answered).catch((error: unknown) => {
        // A call that is silent for one is given up for all: they are asked anew at once.
        if (error instanceof Fault && call === current) close(error)
        throw error
      })
    },
    stop: () => {
      stopped = true
      close(new Error('the log is stopping'))
    },
  }
}
