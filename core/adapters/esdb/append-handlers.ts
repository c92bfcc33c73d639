/** The calls that write: Append, BatchAppend, Delete, Tombstone. */

import { setImmediate } from 'node:timers/promises'
import type {
  AppendResp,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js'
import {
  type handleBidiStreamingCall,
  type handleClientStreamingCall,
  type handleUnaryCall,
  Metadata,
  type ServerDuplexStream,
  type ServerReadableStream,
} from '@grpc/grpc-js'
import type { Position } from '../../broker/ports.ts'
import { Fault } from '../../domain/errors.ts'
import {
  appendEventCountMax,
  esdbAppendBytesMax,
  esdbBatchWorkingCountMax,
  esdbOpenBatchBytesMax,
} from '../../domain/limits.ts'
import type { Positions } from '../log-position.ts'
import { createTurns } from '../turns.ts'
import {
  appendedAnswer,
  batchAnswer,
  deletedAnswer,
  tombstonedAnswer,
  wrongAnswer,
} from './append-answers.ts'
import { batchExpectationOf, expectationOf, proposalBytes, proposalOf } from './append-requests.ts'
import type { AppendReq, BatchAppendReq, GrpcFault } from './messages.ts'
import { streamName, uuidText } from './messages.ts'
import {
  denied,
  faultRefusal,
  invalid,
  streamDeleted,
  tooLarge,
  wrongRevision,
} from './refusals.ts'
import type { Expectation, Proposal, ServedStreams } from './served-streams.ts'

export type AppendPorts = {
  readonly served: ServedStreams
  readonly positions: Positions
  /** The writer's name; nobody else has come this far. */
  readonly writerOf: (call: { readonly metadata: Metadata }) => string
}

type Gathered = { readonly events: Proposal[]; bytes: number }

/** Adds an event within the bounds of one append; what is wrong with it otherwise. */
const gather = (gathered: Gathered, proposal: Proposal | string): GrpcFault | undefined => {
  if (typeof proposal === 'string') return invalid(proposal)
  gathered.bytes += proposalBytes(proposal)
  if (gathered.bytes > esdbAppendBytesMax) return tooLarge(esdbAppendBytesMax)
  if (gathered.events.length === appendEventCountMax) {
    return invalid(`an append has at most ${appendEventCountMax} events`)
  }
  gathered.events.push(proposal)
  return undefined
}

type Read = {
  readonly name: string
  readonly expected: Expectation
  readonly events: readonly Proposal[]
}

/**
 * Did the client say that this was all? The messages of a call that was cut off in the middle end
 * like those of a whole one; gRPC looks whether its stream is still there when it is written to.
 */
const isWhole = async (call: ServerReadableStream<AppendReq, AppendResp>): Promise<boolean> => {
  call.sendMetadata(new Metadata())
  // What it found is told in a later turn.
  await setImmediate()
  return !call.cancelled
}

const readAppend = async (
  call: ServerReadableStream<AppendReq, AppendResp>,
): Promise<Read | GrpcFault> => {
  const gathered: Gathered = { events: [], bytes: 0 }
  let target: { name: string; expected: Expectation } | undefined
  for await (const part of call as AsyncIterable<AppendReq>) {
    const options = part.getOptions()
    if (options !== undefined) {
      const name = streamName(options.getStreamIdentifier())
      target = { name, expected: expectationOf(options) }
    }
    const message = part.getProposedMessage()
    const wrong = message && gather(gathered, proposalOf(message))
    if (wrong !== undefined) return wrong
  }
  if (!(await isWhole(call))) return invalid('the append was cut off')
  if (target === undefined) return invalid('an append names its stream first')
  return { ...target, events: gathered.events }
}

/** `Streams.Append`. */
export const appendHandler =
  ({
    served,
    positions,
    writerOf,
  }: AppendPorts): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, answer) => {
    const run = async (): Promise<void> => {
      const user = writerOf(call)
      const read = await readAppend(call)
      if (!('events' in read)) return answer(read)
      const { name, expected, events } = read
      const outcome = await served.append(user, name, expected, events)
      switch (outcome.kind) {
        case 'appended':
          return answer(null, appendedAnswer(positions, outcome.revision, outcome.position))
        case 'wrong':
          return answer(null, wrongAnswer(expected, outcome.actual))
        case 'denied':
          return answer(denied(outcome.why))
        case 'deleted':
          return answer(streamDeleted(name))
      }
    }
    run().catch((error: unknown) => answer(faultRefusal(error)))
  }

type Batch = Gathered & { name: string; expected: Expectation; fault: string | undefined }

/** `Streams.BatchAppend`: those of one stream one after the other, of different ones at once. */
export const batchAppendHandler =
  (ports: AppendPorts): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> =>
  (call) => {
    runBatches(ports, call, ports.writerOf(call))
      .then(() => call.end())
      .catch((error: unknown) => call.emit('error', faultRefusal(error)))
  }

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>

/** Whole batches, as they become so; the request is the one that completed it. */
const wholeBatches = async function* (call: BatchCall) {
  const open = new Map<string, Batch>()
  // A call that is refused must still be there to be told so.
  const parts: AsyncIterable<BatchAppendReq> = call.iterator({ destroyOnReturn: false })
  for await (const part of parts) {
    const id = uuidText(part.getCorrelationId())
    const batch: Batch = open.get(id) ?? {
      ...{ events: [], bytes: 0, name: '', expected: 'any', fault: undefined },
    }
    const options = part.getOptions()
    if (options !== undefined) {
      batch.name = streamName(options.getStreamIdentifier())
      batch.expected = batchExpectationOf(options)
    }
    for (const message of part.getProposedMessagesList()) {
      batch.fault ??= gather(batch, proposalOf(message))?.details
    }
    if (part.getIsFinal()) {
      open.delete(id)
      yield { part, batch }
      continue
    }
    // One at a time is what clients send; a few more are kept, not any number.
    open.set(id, batch)
    const held = [...open.values()].reduce((sum, { bytes }) => sum + bytes, 0)
    if (open.size > appendEventCountMax || held > esdbOpenBatchBytesMax) {
      throw new Fault('REQUEST_TOO_LARGE', 'too many batches are begun and not ended')
    }
  }
}

/** Writes answers; each promise resolves when the client has taken enough for the next one. */
const answersTo = (call: BatchCall): ((answer: BatchAppendResp) => Promise<void>) => {
  let full: Promise<void> | undefined
  const drained = () =>
    new Promise<void>((resolve) => {
      const done = () => {
        for (const name of drainings) call.off(name, done)
        full = undefined
        resolve()
      }
      for (const name of drainings) call.on(name, done)
    })
  return async (answer) => {
    if (call.cancelled || call.destroyed || call.write(answer)) return
    full ??= drained()
    await full
  }
}

/** After each of these a call that was full need not be waited for. */
const drainings = ['drain', 'close', 'cancelled', 'error'] as const

const runBatches = async (
  { served, positions }: AppendPorts,
  call: BatchCall,
  user: string,
): Promise<void> => {
  const turns = createTurns()
  const answer = answersTo(call)
  const working = new Set<Promise<void>>()
  let workingBytes = 0
  const run = async ({ name, expected, events, fault }: Batch, part: BatchAppendReq) => {
    const outcome =
      fault ??
      (await served
        .append(user, name, expected, events)
        .catch((error: unknown) => faultRefusal(error).details ?? 'a fault of the log'))
    const request = { correlationId: () => part.getCorrelationId(), name, expected }
    await answer(batchAnswer(positions, request, outcome))
  }
  for await (const { part, batch } of wholeBatches(call)) {
    const work = turns.run(batch.name, () => run(batch, part)).catch(() => undefined)
    working.add(work)
    workingBytes += batch.bytes
    void work.then(() => {
      working.delete(work)
      workingBytes -= batch.bytes
    })
    // A client that does not read its answers is not read from.
    while (working.size >= esdbBatchWorkingCountMax || workingBytes > esdbOpenBatchBytesMax) {
      await Promise.race(working)
    }
  }
  await Promise.all(working)
}

const remove = async (
  { served, writerOf }: AppendPorts,
  call: Parameters<handleUnaryCall<DeleteReq | TombstoneReq, never>>[0],
  forEver: boolean,
): Promise<{ position: Position } | GrpcFault> => {
  const user = writerOf(call)
  const options = call.request.getOptions()
  if (options === undefined) return invalid('the request has no options')
  const name = streamName(options.getStreamIdentifier())
  try {
    const expected = expectationOf(options)
    const outcome = await served.remove(user, name, expected, forEver)
    switch (outcome.kind) {
      case 'appended':
        return { position: outcome.position }
      case 'denied':
        return denied(outcome.why)
      case 'deleted':
        return streamDeleted(name)
      case 'wrong':
        return wrongRevision(name, expected, outcome.actual)
    }
  } catch (error) {
    return faultRefusal(error)
  }
}

/** `Streams.Delete`: what is there is gone from reads, the stream may begin again. */
export const deleteHandler =
  (ports: AppendPorts): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, answer) =>
    void remove(ports, call, false).then((done) =>
      'position' in done
        ? answer(null, deletedAnswer(ports.positions, done.position))
        : answer(done),
    )

/** `Streams.Tombstone`: the stream is gone for ever. */
export const tombstoneHandler =
  (ports: AppendPorts): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, answer) =>
    void remove(ports, call, true).then((done) =>
      'position' in done
        ? answer(null, tombstonedAnswer(ports.positions, done.position))
        : answer(done),
    )
