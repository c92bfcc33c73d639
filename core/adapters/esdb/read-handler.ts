/** The Read call: a stream or everything, either way, once or as a subscription. */
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { EventLog, Position, RecordedEvent, System } from '../../broker/ports.ts'
import { readBatchCountMax } from '../../domain/limits.ts'
import type { Positions } from '../log-position.ts'
import { type EventFilter, filterOf } from './event-filter.ts'
import type { GrpcFault, ReadReq, ReadResp } from './messages.ts'
import { countOf, streamName, streams } from './messages.ts'
import {
  caughtUpAnswer,
  checkpointAnswer,
  confirmationAnswer,
  eventAnswer,
  fellBehindAnswer,
  notFoundAnswer,
} from './read-answers.ts'
import { faultRefusal, invalid, streamDeleted } from './refusals.ts'
import type { ServedStreams } from './served-streams.ts'

export type ReadPorts = {
  readonly log: EventLog
  readonly positions: Positions
  readonly served: ServedStreams
  readonly system: Pick<System, 'newId'>
}

type Call = ServerWritableStream<ReadReq, ReadResp>
type Options = NonNullable<ReturnType<ReadReq['getOptions']>>
type Send = (answer: ReadResp) => Promise<void>

/** Waits while the client is slow: at most one batch is held for it. */
const senderOf = (call: Call): Send => {
  const waiting: (() => void)[] = []
  let failed = false
  const wake = (): void => {
    for (const go of waiting.splice(0)) go()
  }
  for (const event of ['drain', 'cancelled', 'close']) call.on(event, wake)
  call.on('error', () => {
    failed = true
    wake()
  })
  return async (answer) => {
    const gone = (): boolean => failed || call.cancelled || call.destroyed
    if (gone()) throw new Error('the client is gone')
    if (call.write(answer)) return
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
    })
    if (failed) throw new Error('the client is gone')
  }
}

const isBackward = (options: Options): boolean =>
  options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS

const refuse = (call: Call, fault: GrpcFault): void => {
  call.emit('error', fault)
}

/** Answers one call; never throws. */
export const handleRead = async (ports: ReadPorts, call: Call): Promise<void> => {
  const options = call.request.getOptions()
  if (options === undefined) return refuse(call, invalid('the request has no options'))
  const filter = filterOf(options)
  if (typeof filter === 'string') return refuse(call, invalid(filter))
  const send = senderOf(call)
  try {
    const stream = options.getStream()
    const name = streamName(stream?.getStreamIdentifier())
    const unnamed = stream === undefined ? undefined : ports.served.whyNoStream(name)
    if (unnamed !== undefined) return refuse(call, invalid(unnamed))
    if (options.hasSubscription()) return await subscribe(ports, call, options, filter, name)
    const fault = stream
      ? await readOneStream(ports, options, name, send)
      : await readEverything(ports, options, filter, send)
    if (fault !== undefined) return refuse(call, fault)
    call.end()
  } catch (error) {
    if (!call.cancelled) refuse(call, faultRefusal(error))
  }
}

const wantedOf = (options: Options): number =>
  options.hasCount() ? countOf(options.getCount()) : Number.MAX_SAFE_INTEGER

const readOneStream = async (
  { log, positions, served }: ReadPorts,
  options: Options,
  name: string,
  send: Send,
): Promise<GrpcFault | undefined> => {
  const { last, visibleFrom, tombstoned } = await served.stateOf(name)
  if (tombstoned) return streamDeleted(name)
  if (last === 'none' || last < visibleFrom) {
    await send(notFoundAnswer(name))
    return undefined
  }
  const from = options.getStream()
  const backward = isBackward(options)
  const given = from?.hasRevision() === true ? countOf(from.getRevision()) : undefined
  // From the end forward there is nothing, from the start backward one event.
  if (!backward && from?.hasEnd() === true) return undefined
  const start = given ?? (backward ? (from?.hasStart() === true ? 0 : last) : 0)
  const batches = log.readStream(served.nameOf(name), {
    from: backward ? start : Math.max(start, visibleFrom),
    direction: backward ? 'backward' : 'forward',
    countMax: wantedOf(options),
  })
  for await (const batch of batches) {
    for (const event of batch) {
      if (event.revision < visibleFrom) return undefined
      await send(eventAnswer(event, positions))
    }
  }
  return undefined
}

/** Forward a read begins with the event at its position, backward with the one before it. */
const startOf = (positions: Positions, options: Options): Position | undefined => {
  const all = options.getAll()
  const at = countOf(all?.getPosition()?.getCommitPosition() ?? '0')
  const sequence = isBackward(options) ? at : at - 1
  return sequence > 0 ? positions.of(sequence) : undefined
}

const readEverything = async (
  { log, positions }: ReadPorts,
  options: Options,
  filter: EventFilter,
  send: Send,
): Promise<GrpcFault | undefined> => {
  const backward = isBackward(options)
  const all = options.getAll()
  if (backward ? all?.hasStart() === true : all?.hasEnd() === true) return undefined
  const from = startOf(positions, options)
  let left = wantedOf(options)
  if (left === 0) return undefined
  const direction = backward ? 'backward' : 'forward'
  for await (const batch of log.readAll({ direction, ...(from === undefined ? {} : { from }) })) {
    for (const event of batch) {
      if (!filter.matches(event)) continue
      await send(eventAnswer(event, positions))
      left -= 1
      if (left === 0) return undefined
    }
  }
  return undefined
}

type Begin = { readonly after: Position | undefined; readonly afterRevision: number }

/** Where a subscription begins: strictly after what the client names. */
const beginOf = async (ports: ReadPorts, options: Options, name: string): Promise<Begin> => {
  const { log, positions, served } = ports
  const stream = options.getStream()
  if (stream === undefined) {
    const all = options.getAll()
    if (all?.hasEnd() === true) return { after: await log.head(), afterRevision: -1 }
    const at = countOf(all?.getPosition()?.getCommitPosition() ?? '0')
    return { after: at > 0 ? positions.of(at) : undefined, afterRevision: -1 }
  }
  const { last, visibleFrom } = await served.stateOf(name)
  if (stream.hasEnd()) {
    return { after: await log.head(), afterRevision: last === 'none' ? -1 : last }
  }
  const given = stream.hasRevision() ? countOf(stream.getRevision()) : -1
  return { after: undefined, afterRevision: Math.max(given, visibleFrom - 1) }
}

const subscribe = async (
  ports: ReadPorts,
  call: Call,
  options: Options,
  filter: EventFilter,
  name: string,
): Promise<void> => {
  const { log, positions, served, system } = ports
  const send = senderOf(call)
  const one = options.hasStream() ? served.nameOf(name) : undefined
  const begin = await beginOf(ports, options, name)
  let revision = begin.afterRevision
  let after = begin.after
  await send(confirmationAnswer(system.newId()))
  if (one !== undefined && after === undefined) {
    // Its past is read by the stream itself; what comes then, by the log.
    after = await log.head()
    const from = Math.min(revision + 1, Number.MAX_SAFE_INTEGER)
    for await (const batch of log.readStream(one, { from })) {
      for (const event of batch) {
        await send(eventAnswer(event, positions))
        revision = event.revision
      }
    }
  }
  let looked = 0
  let live = false
  const isWanted = (event: RecordedEvent): boolean =>
    one === undefined ? filter.matches(event) : event.stream === one && event.revision > revision
  const deliver = async (events: readonly RecordedEvent[]): Promise<void> => {
    if (live && events.length >= readBatchCountMax) {
      live = false
      await send(fellBehindAnswer())
    }
    for (const event of events) {
      looked += 1
      if (isWanted(event)) await send(eventAnswer(event, positions))
      if (looked % filter.checkpointEvery === 0) {
        await send(checkpointAnswer(positions.sequenceOf(event.position)))
      }
    }
  }
  const subscription = log.subscribe({
    ...(after === undefined ? {} : { from: after }),
    onEvents: deliver,
    onCaughtUp: () => {
      if (live) return
      live = true
      void send(caughtUpAnswer()).catch(() => undefined)
    },
    onFault: (error) => {
      if (!call.cancelled && !call.destroyed) refuse(call, faultRefusal(error))
    },
  })
  const stop = (): void => void subscription.stop()
  call.once('cancelled', stop)
  call.once('close', stop)
  if (call.cancelled) stop()
}
