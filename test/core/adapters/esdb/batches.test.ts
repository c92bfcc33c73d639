/** Appends that share one call, against a client whose calls are in the test's hands. */
import { EventEmitter } from 'node:events'
import code from '@eventstore/db-client/generated/code_pb.js'
import status from '@eventstore/db-client/generated/status_pb.js'
import anything from 'google-protobuf/google/protobuf/any_pb.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { createEsdbBatches, type EsdbBatches } from '../../../../core/adapters/esdb/esdb-batch.ts'
import { type BatchAppendReq, shared, streams } from '../../../../core/adapters/esdb/messages.ts'
import {
  esdbBatchAppendBytesMax,
  esdbBatchPendingCountMax,
  esdbBatchRestMs,
} from '../../../../core/domain/limits.ts'
import { eventOf } from '../../../contract/events.ts'
import { createFakeSystem, type FakeSystem } from '../../../support/fake-system.ts'

const answerMs = 1_000
const settle = () => new Promise((resolve) => setImmediate(resolve))

class FakeCall extends EventEmitter {
  readonly requests: BatchAppendReq[] = []
  cancelled = false
  write(request: BatchAppendReq): boolean {
    this.requests.push(request)
    return true
  }
  cancel(): void {
    this.cancelled = true
  }
  answer(index: number, fill: (answer: InstanceType<typeof streams.BatchAppendResp>) => void) {
    const answer = new streams.BatchAppendResp()
    answer.setCorrelationId(this.requests[index]?.getCorrelationId())
    fill(answer)
    this.emit('data', answer)
  }
}

const stored = (revision: number) => (answer: InstanceType<typeof streams.BatchAppendResp>) => {
  const position = new shared.AllStreamPosition()
  position.setCommitPosition('7')
  position.setPreparePosition('7')
  const success = new streams.BatchAppendResp.Success()
  success.setCurrentRevision(String(revision))
  success.setPosition(position)
  answer.setSuccess(success)
}

const refused = (type: string) => (answer: InstanceType<typeof streams.BatchAppendResp>) => {
  const details = new anything.Any()
  details.pack(new Uint8Array(), `event_store.client.${type}`)
  const error = new status.Status()
  error.setCode(code.Code.UNKNOWN)
  error.setMessage(`said ${type}`)
  error.setDetails(details)
  answer.setError(error)
}

let system: FakeSystem
let calls: FakeCall[]
let supported: boolean
let batches: EsdbBatches

const client = {
  supports: async () => supported,
  callArguments: () => [],
  GRPCStreamCreator:
    (_client: unknown, _name: string, create: (channel: unknown) => FakeCall) => async () =>
      create({
        batchAppend: () => {
          const call = new FakeCall()
          calls.push(call)
          return call
        },
      }),
}

beforeEach(() => {
  system = createFakeSystem()
  calls = []
  supported = true
  const credentials = { username: 'u', password: 'p' }
  // Only what the batches use of the client.
  const ports = { client: client as never, credentials, system }
  batches = createEsdbBatches(ports, answerMs)
})

const append = (stream: string) => batches.append(stream, 'none', [eventOf(stream)])

/** The shared call, opened by a first append that goes its own way. */
const open = async (): Promise<FakeCall> => {
  expect(append('first')).toBeUndefined()
  await settle()
  const call = calls.at(-1)
  if (call === undefined) throw new Error('no call was opened')
  return call
}

const outcomeOf = (answer: Promise<unknown> | undefined): Promise<unknown> =>
  answer?.catch((error: Error) => error.message) ?? Promise.resolve('a call of its own')

describe('appends in batches', () => {
  it('share one call, each with its own answer', async () => {
    const call = await open()
    const answers = [append('a'), append('b'), append('c'), append('d')].map(outcomeOf)
    expect(calls.length).toBe(1)
    expect(call.requests.every((request) => request.getIsFinal())).toBe(true)
    call.answer(2, stored(5))
    call.answer(1, refused('WrongExpectedVersion'))
    call.answer(3, refused('Timeout'))
    call.answer(0, stored(0))
    expect(await Promise.all(answers)).toMatchObject([
      { kind: 'appended', revision: 0 },
      { kind: 'wrong' },
      { kind: 'appended', revision: 5 },
      'said Timeout',
    ])
  })

  it('are all given up with a call that is silent for one, and rest before the next', async () => {
    const call = await open()
    const early = outcomeOf(append('a'))
    await system.pass(answerMs / 2)
    const late = outcomeOf(append('b'))
    await system.pass(answerMs / 2)
    expect(await early).toMatch(/no answer within/)
    expect(await late).toMatch(/no answer within/)
    expect(call.cancelled).toBe(true)
    expect(append('c')).toBeUndefined()
    await system.pass(esdbBatchRestMs - 1)
    expect(append('c')).toBeUndefined()
    await settle()
    expect(calls.length).toBe(1)
    await system.pass(1)
    expect(append('c')).toBeUndefined()
    await settle()
    expect(calls.length).toBe(2)
    const answer = outcomeOf(append('c'))
    calls[1]?.answer(0, stored(0))
    // What the old call still says concerns nobody.
    call.answer(1, stored(9))
    call.emit('error', new Error('cancelled'))
    expect(await answer).toMatchObject({ kind: 'appended', revision: 0 })
  })

  it.each(['error', 'end'])(
    'fail with their call on its %s, which throws nothing',
    async (name) => {
      const call = await open()
      const answers = [outcomeOf(append('a')), outcomeOf(append('b'))]
      call.emit(name, name === 'error' ? new Error('gone') : undefined)
      const why = name === 'error' ? 'gone' : 'the server ended the call'
      expect(await Promise.all(answers)).toEqual([why, why])
      expect(append('c')).toBeUndefined()
    },
  )

  it('are not used with a server that knows none', async () => {
    supported = false
    expect(append('a')).toBeUndefined()
    await settle()
    expect(append('a')).toBeUndefined()
    expect(calls.length).toBe(0)
  })

  it('leave out what is too large, and what is too many', async () => {
    const call = await open()
    const payload = new Uint8Array(esdbBatchAppendBytesMax + 1)
    expect(batches.append('a', 'none', [{ ...eventOf('a'), payload }])).toBeUndefined()
    const waiting = Array.from({ length: esdbBatchPendingCountMax }, (_, n) =>
      outcomeOf(append(`s-${n}`)),
    )
    expect(append('one more')).toBeUndefined()
    call.answer(0, stored(0))
    await waiting[0]
    waiting.push(outcomeOf(append('one more')))
    expect(call.requests.length).toBe(esdbBatchPendingCountMax + 1)
    batches.stop()
    await Promise.all(waiting)
  })

  it('end with the log', async () => {
    const call = await open()
    const answer = outcomeOf(append('a'))
    batches.stop()
    expect(await answer).toBe('the log is stopping')
    expect(call.cancelled).toBe(true)
    await system.pass(esdbBatchRestMs)
    expect(append('b')).toBeUndefined()
    await settle()
    expect(calls.length).toBe(1)
  })
})
