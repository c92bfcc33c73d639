/**
 * The main thread's end of the writer thread: gathers appends of one turn of the event loop into
 * one message and hands back their answers in order.
 */
import type { Worker } from 'node:worker_threads'
import type { AppendResult, ExpectedRevision, NewEvent } from '../broker/ports.ts'
import { Fault } from '../domain/errors.ts'
import { appendQueueCountMax, logMessageBytes, logMessageEventCount } from '../domain/limits.ts'
import {
  answerWidth,
  noRevision,
  type ThreadAnswer,
  type ThreadRequest,
  type WriteAnswer,
} from './lmdb-log-messages.ts'
import { writeSizedEvent } from './log-envelope.ts'
import type { Positions } from './log-position.ts'
import { createSink } from './log-wire.ts'

export type LogPipe = {
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult>
  checkpoint(name: string, sequence: number): Promise<void>
  /** Takes no more; resolves when the thread has written everything and is gone. */
  stop(): Promise<void>
  /** Ends the thread whatever it does; what was not acknowledged may or may not be written. */
  cutOff(): Promise<void>
}

/** A sink at first: most turns of the event loop have a dozen appends, and memory costs time. */
const sinkBytes = 16_384

type Waiting = {
  readonly resolve: (result: AppendResult) => void
  readonly reject: (fault: Fault) => void
}

type Outgoing = {
  readonly streams: string[]
  readonly shape: number[]
  readonly sink: ReturnType<typeof createSink>
  readonly waiting: Waiting[]
  eventCount: number
}

const createOutgoing = (): Outgoing => ({
  streams: [],
  shape: [],
  sink: createSink(sinkBytes),
  waiting: [],
  eventCount: 0,
})

const revisionOf = (value: number): ExpectedRevision => (value === noRevision ? 'none' : value)

/** Drives a started writer thread. `onDurable` hears of each new durable end before any answer. */
export const createLogPipe = (
  thread: Worker,
  positions: Positions,
  onDurable: (head: number) => void,
): LogPipe => {
  /** Sent and not answered yet, in order. */
  const sent: (readonly Waiting[])[] = []
  let outgoing = createOutgoing()
  let scheduled = false
  let waitingCount = 0
  let lost: Fault | undefined
  let stopping = false

  const post = (request: ThreadRequest, transfer: ArrayBuffer[]): void =>
    thread.postMessage(request, transfer)

  const send = (): void => {
    scheduled = false
    const { streams, shape, sink, waiting, eventCount } = outgoing
    if (waiting.length === 0 || lost !== undefined) return
    outgoing = createOutgoing()
    sent.push(waiting)
    const bytes = new Uint8Array(sink.bytes.buffer, 0, sink.length)
    const numbers = Float64Array.from(shape)
    // A sink's memory is its own, never shared.
    const memory = sink.bytes.buffer as ArrayBuffer
    post({ kind: 'append', streams, shape: numbers, bytes, eventCount }, [memory])
  }

  const settle = (waiting: readonly Waiting[], answer: WriteAnswer): void => {
    waitingCount -= waiting.length
    if (answer.kind === 'failed') {
      const fault = new Fault(answer.code, answer.detail)
      for (const one of waiting) one.reject(fault)
      return
    }
    waiting.forEach((one, index) => {
      const at = index * answerWidth
      const [appended, revision = 0, sequence = 0] = answer.answers.subarray(at, at + answerWidth)
      if (appended === 0) one.resolve({ kind: 'conflict', actual: revisionOf(revision) })
      else one.resolve({ kind: 'appended', revision, position: positions.of(sequence) })
    })
  }

  thread.on('message', ({ answers, head }: ThreadAnswer) => {
    onDurable(head)
    for (const answer of answers) settle(sent.shift() ?? [], answer)
  })

  const fail = (fault: Fault): void => {
    lost ??= fault
    for (const waiting of [...sent.splice(0), outgoing.waiting])
      settle(waiting, { kind: 'failed', code: lost.code, detail: lost.detail })
    outgoing = createOutgoing()
  }
  const gone = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      fail(new Fault('LOG_UNAVAILABLE', 'the writer thread has ended'))
      resolve()
    })
  })
  thread.on('error', (error) => fail(new Fault('LOG_UNAVAILABLE', 'the writer failed', error)))

  const enter = (): void => {
    if (lost !== undefined) throw lost
    if (stopping) throw new Fault('LOG_UNAVAILABLE', 'the log is stopping')
    if (waitingCount >= appendQueueCountMax)
      throw new Fault('LOG_UNAVAILABLE', `${waitingCount} appends are waiting already`)
    waitingCount += 1
  }

  return {
    append: (stream, expected, events) =>
      new Promise((resolve, reject) => {
        enter()
        const first = expected === 'none' ? 0 : expected + 1
        const start = outgoing.sink.length
        for (const [index, event] of events.entries())
          writeSizedEvent(outgoing.sink, event, stream, first + index)
        outgoing.streams.push(stream)
        outgoing.shape.push(first - 1, events.length, outgoing.sink.length - start)
        outgoing.waiting.push({ resolve, reject })
        outgoing.eventCount += events.length
        if (outgoing.eventCount >= logMessageEventCount) send()
        else if (outgoing.sink.length >= logMessageBytes) send()
        else if (!scheduled) {
          scheduled = true
          setImmediate(send)
        }
      }),
    checkpoint: (name, sequence) =>
      new Promise((resolve, reject) => {
        enter()
        send()
        sent.push([{ resolve: () => resolve(), reject }])
        post({ kind: 'checkpoint', name, sequence }, [])
      }),
    stop: () => {
      if (!stopping) {
        stopping = true
        send()
        post({ kind: 'stop' }, [])
      }
      return gone
    },
    cutOff: async () => {
      await thread.terminate()
    },
  }
}
