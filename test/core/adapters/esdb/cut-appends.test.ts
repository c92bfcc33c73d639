/**
 * A client that is cut off in the middle of an append: nothing of it is stored, since nobody knows
 * what was still to come.
 */
import { connect, constants } from 'node:http2'
import { connect as connectTcp } from 'node:net'
import { Duplex } from 'node:stream'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createServableLog } from '../../../../core/adapters/esdb/servable-log.ts'
import { createEsdbServer, type EsdbServer } from '../../../../core/adapters/esdb/server.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { createMemoryPersonDirectory } from '../../../../core/adapters/memory-person-directory.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { eventOf } from '../../../contract/events.ts'

const tries = 20
/** Of RFC 9113, section 6.4. */
const rstStreamType = 3
const path = '/event_store.client.streams.Streams/Append'
const system = createSystem()
let log: EventLog
let server: EsdbServer
let port: number

beforeEach(async () => {
  log = createMemoryEventLog()
  server = createEsdbServer(
    {
      ...createServableLog({
        log,
        keys: createMemoryPersonDirectory(system),
        system,
        isOwn: () => false,
        whyNotOwn: () => undefined,
      }),
      positions: createPositions('m'),
      system,
    },
    { host: '127.0.0.1', port: 0, users: [], anonymous: 'writer' },
  )
  port = await server.start()
})
afterEach(() => server.stop())

/** A message as gRPC frames it: not compressed, its length, its bytes. */
const frame = (message: { serializeBinary(): Uint8Array }): Buffer => {
  const bytes = Buffer.from(message.serializeBinary())
  const head = Buffer.alloc(5)
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

const optionsOf = (stream: string) => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(Buffer.from(stream))
  const options = new streams.AppendReq.Options()
  options.setStreamIdentifier(identifier)
  options.setNoStream(new shared.Empty())
  const request = new streams.AppendReq()
  request.setOptions(options)
  return request
}

const eventNamed = (eventId: string) => {
  const id = new shared.UUID()
  id.setString(eventId)
  const message = new streams.AppendReq.ProposedMessage()
  message.setId(id)
  message.setData(Buffer.from('{}'))
  message.getMetadataMap().set('type', 'half').set('content-type', 'application/json')
  const request = new streams.AppendReq()
  request.setProposedMessage(message)
  return request
}

type Ending = 'cancel' | 'reset' | 'whole'

const cancelFrame = (streamId: number): Buffer => {
  const bytes = Buffer.alloc(13)
  bytes.writeUIntBE(4, 0, 3)
  bytes.writeUInt8(rstStreamType, 3)
  bytes.writeUInt32BE(streamId, 5)
  bytes.writeUInt32BE(constants.NGHTTP2_CANCEL, 9)
  return bytes
}

/** Sends the beginning of an append, and lets it end so. */
const append = async (stream: string, ending: Ending): Promise<void> => {
  const socket = connectTcp(port, '127.0.0.1')
  // Node's own cancel would say first that this was all: frames of ours go beside its own.
  const through = Duplex.from({ readable: socket, writable: socket })
  const session = connect(`http://127.0.0.1:${port}`, { createConnection: () => through })
  session.on('error', () => undefined)
  through.on('error', () => undefined)
  const call = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  })
  const over = new Promise<void>((resolve) => call.once('close', resolve))
  call.on('error', () => undefined).resume()
  call.write(frame(optionsOf(stream)))
  call.write(frame(eventNamed(eventOf(`${stream} half`).eventId)))
  if (ending === 'whole') {
    call.end()
    await over
  } else {
    await new Promise((resolve) => setTimeout(resolve, 10))
    if (ending === 'cancel') socket.write(cancelFrame(call.id ?? 0))
    else socket.resetAndDestroy()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  session.destroy()
  socket.destroy()
}

it.each(['cancel', 'reset'] as const)('stores nothing of an append after a %s', async (ending) => {
  for (let turn = 0; turn < tries; turn++) await append(`${ending}-${turn}`, ending)
  // The server has dealt with all of it once it has dealt with a later one.
  await append('whole', 'whole')
  expect(await log.size()).toBe(1)
})
