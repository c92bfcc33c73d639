/** The BatchAppend call of our server, by a client that is in the test's hands. */
import grpcStreams from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { type ClientDuplexStream, credentials } from '@grpc/grpc-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type BatchAppendReq,
  type BatchAppendResp,
  empty,
  streamIdentifier,
  streams,
  uuidOf,
  uuidText,
} from '../../../../core/adapters/esdb/messages.ts'
import { createEsdbServer, type EsdbServer } from '../../../../core/adapters/esdb/server.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { esdbBatchWorkingCountMax } from '../../../../core/domain/limits.ts'
import { collect, until } from '../../../contract/events.ts'
import { servableOf } from '../../../support/esdb/served-log.ts'

const system = createSystem()
let log: EventLog
let begun: number
/** Appends to these streams wait until it resolves. */
let held: { readonly stream: string; readonly until: Promise<void> } | undefined
let server: EsdbServer
let client: InstanceType<typeof grpcStreams.StreamsClient>
let call: ClientDuplexStream<BatchAppendReq, BatchAppendResp>

beforeEach(async () => {
  begun = 0
  held = undefined
  const memory = createMemoryEventLog()
  log = {
    ...memory,
    append: async (stream, ...rest) => {
      begun += 1
      if (held !== undefined && stream.includes(held.stream)) await held.until
      return memory.append(stream, ...rest)
    },
  }
  server = createEsdbServer(
    {
      ...servableOf({ log: () => log, isOwn: () => false, letter: 'm' }),
      ...{ positions: createPositions('m'), system },
    },
    { host: '127.0.0.1', port: 0, users: [], anonymous: 'writer' },
  )
  const port = await server.start()
  client = new grpcStreams.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure())
  call = client.batchAppend()
  call.on('error', () => undefined)
})
afterEach(async () => {
  call.cancel()
  client.close()
  await server.stop()
})

const request = (stream: string, type: string): BatchAppendReq => {
  const options = new streams.BatchAppendReq.Options()
  options.setStreamIdentifier(streamIdentifier(stream))
  options.setAny(empty())
  const message = new streams.BatchAppendReq.ProposedMessage()
  message.setId(uuidOf(system.newId()))
  message.getMetadataMap().set('type', type).set('content-type', 'application/octet-stream')
  const whole = new streams.BatchAppendReq()
  whole.setCorrelationId(uuidOf(system.newId()))
  whole.setOptions(options)
  whole.addProposedMessages(message)
  whole.setIsFinal(true)
  return whole
}

describe('batches of one call', () => {
  it('of one stream keep their order, whatever revision they expect', async () => {
    let answered = 0
    call.on('data', () => (answered += 1))
    const types = Array.from({ length: 30 }, (_, n) => `t-${n}`)
    for (const type of types) call.write(request('foreign', type))
    await until(() => answered === types.length)
    const events = await collect(log.readAll())
    expect(events.map(({ type }) => type)).toEqual(types)
  })

  it('of different streams do not wait for each other', async () => {
    let release: () => void = () => undefined
    held = { stream: 'slow', until: new Promise((resolve) => (release = resolve)) }
    const answered: string[] = []
    call.on('data', (answer: BatchAppendResp) => {
      answered.push(uuidText(answer.getCorrelationId()))
    })
    const [slow, quick] = [request('slow', 'a'), request('quick', 'b')]
    call.write(slow)
    call.write(quick)
    await until(() => answered.length === 1)
    release()
    await until(() => answered.length === 2)
    expect(answered).toEqual([quick, slow].map((one) => uuidText(one.getCorrelationId())))
  })

  it('are read no further while too many are under way', async () => {
    let release: () => void = () => undefined
    held = { stream: 'slow', until: new Promise((resolve) => (release = resolve)) }
    let answered = 0
    call.on('data', () => (answered += 1))
    const count = esdbBatchWorkingCountMax * 2
    for (let n = 0; n < count; n++) call.write(request(`slow-${n}`, 'a'))
    await until(() => begun === esdbBatchWorkingCountMax)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(begun).toBe(esdbBatchWorkingCountMax)
    release()
    await until(() => answered === count)
  })

  it('of a client that takes no answers are read no further', async () => {
    // It takes one, else the client's library would take all that come and keep them.
    call.once('data', () => call.pause())
    // Each answer repeats the stream's name: soon the connection's window is full of them.
    const name = 's'.repeat(480)
    let sent = 0
    const write = (): void => {
      while (sent < 30_000) {
        sent += 1
        if (!call.write(request(`${name}-${sent}`, 'a'))) {
          call.once('drain', write)
          return
        }
      }
    }
    write()
    for (let before = -1; begun !== before || begun === 0; ) {
      before = begun
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(begun).toBeLessThan(30_000)
    let answered = 0
    call.on('data', () => (answered += 1)).resume()
    await until(() => answered === 29_999)
  }, 60_000)

  it('is answered when the client says before its answer that this was all', async () => {
    let release: () => void = () => undefined
    held = { stream: 'slow', until: new Promise((resolve) => (release = resolve)) }
    let answered = 0
    call.on('data', () => (answered += 1))
    call.write(request('slow', 'only'))
    call.end()
    await until(() => begun === 1)
    await new Promise((resolve) => setTimeout(resolve, 100))
    release()
    await until(() => answered === 1)
    expect((await collect(log.readAll())).map(({ type }) => type)).toEqual(['only'])
  })
})
