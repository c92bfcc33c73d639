/**
 * Clients that no library would be: names, revisions and positions that cannot be, calls that are
 * begun and left, more readers than there is room for. What they ask is answered or refused, and
 * everybody else is served meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { type ClientHttp2Session, connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import { status } from '@grpc/grpc-js'
import nothing from 'google-protobuf/google/protobuf/empty_pb.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isOwnName } from '../../../../core/adapters/esdb/foreign-event.ts'
import { createServableLog } from '../../../../core/adapters/esdb/servable-log.ts'
import { createEsdbServer, type EsdbServer } from '../../../../core/adapters/esdb/server.ts'
import { openLmdbEventLog } from '../../../../core/adapters/lmdb-event-log.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createMemoryPersonDirectory } from '../../../../core/adapters/memory-person-directory.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import {
  esdbOpenBatchBytesMax,
  esdbReaderCountMax,
  streamNameBytesMax,
} from '../../../../core/domain/limits.ts'
import { waitUntil } from '../../../support/desktop/deadline.ts'
import { openRawClient } from '../../../support/esdb/raw-client.ts'
import { startFaultProxy } from '../../../support/net/fault-proxy.ts'

const soonMs = 40_000
/** The largest number of the protocol; some clients mean "the end" by it. */
const largest = '18446744073709551615'
const system = createSystem()
const users = [
  { name: 'reader', password: 'reader', role: 'reader' },
  { name: 'writer', password: 'writer', role: 'writer' },
] as const

let folder: string
let log: EventLog
let server: EsdbServer
let port: number
let client: ReturnType<typeof openRawClient>

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-hostile-'))
  log = await openLmdbEventLog({ folder, system })
  const keys = createMemoryPersonDirectory(system)
  const rules = { isOwn: isOwnName, whyNotOwn: () => undefined }
  server = createEsdbServer(
    {
      ...createServableLog({ log, keys, system, ...rules }),
      positions: createPositions('l'),
      system,
    },
    { host: '127.0.0.1', port: 0, users, keepalive: { intervalMs: 100, answerMs: 200 } },
  )
  port = await server.start()
  client = openRawClient(port, system.newId)
})

afterEach(async () => {
  client.stop()
  await server.stop()
  await log.stop()
  rmSync(folder, { recursive: true })
})

const invalid = `error ${status.INVALID_ARGUMENT}`

describe('what cannot be', () => {
  it.each([
    ['no name', ''],
    ['metadata of no name', '$$'],
    ['bytes that are not UTF-8', Uint8Array.of(0x61, 0xff)],
    ['a name with a NUL', 'a\0b'],
    ['a name too long for its metadata', 'x'.repeat(streamNameBytesMax - 2)],
    ['a name of a megabyte', 'x'.repeat(1_000_000)],
  ])('%s names no stream', async (_, stream) => {
    expect(await client.append({ stream })).toBe(invalid)
    expect(await client.read({ stream })).toEqual([invalid])
    expect(await client.read({ stream, backward: true })).toEqual([invalid])
    const subscription = client.subscribe({ stream })
    await subscription.over
    expect(subscription.seen()).toEqual([invalid])
    expect(await log.size()).toBe(0)
  })

  it('the longest name can be written, read and truncated', async () => {
    const stream = 'x'.repeat(streamNameBytesMax - 3)
    expect(await client.append({ stream })).toBe('stored')
    const data = '{"$tb":1}'
    expect(await client.append({ stream: `$$${stream}`, type: '$metadata', data })).toBe('stored')
    expect(await client.read({ stream })).toEqual(['not found'])
  })

  it('a place behind the end has nothing behind it and everything before it', async () => {
    for (let count = 0; count < 3; count++) await client.append({ stream: 'carts' })
    for (const from of ['3', '9007199254740993', largest]) {
      expect(await client.read({ stream: 'carts', from })).toEqual([])
      expect(await client.read({ stream: 'carts', from, backward: true })).toEqual(['2', '1', '0'])
    }
    for (const from of ['1125899906842624', '9007199254740993', largest]) {
      expect(await client.read({ from })).toEqual([])
      expect(await client.read({ from, backward: true })).toEqual(['2', '1', '0'])
      for (const where of [{ from }, { from, stream: 'carts' }]) {
        const subscription = client.subscribe(where)
        await waitUntil(
          () => subscription.seen().includes('caught up') || undefined,
          soonMs,
          () => subscription.seen().join(),
        )
        expect(subscription.seen()).toEqual(['confirmed', 'caught up'])
        subscription.cancel()
      }
    }
    expect(await client.append({ stream: 'carts', expected: largest })).toBe('conflict')
  })

  it.each(['1.5', '-1', '1e999', '"1"', 'null', '{}'])(
    '$tb of %s hides nothing',
    async (before) => {
      await client.append({ stream: 'carts' })
      const data = `{"$tb":${before}}`
      await client.append({ stream: '$$carts', type: '$metadata', data })
      expect(await client.read({ stream: 'carts' })).toEqual(['0'])
      expect(await client.append({ stream: 'carts', expected: '0' })).toBe('stored')
    },
  )
})

describe('readers in bulk', () => {
  const subscribeInBulk = async (to: typeof client): Promise<readonly string[]> => {
    const all = Array.from({ length: esdbReaderCountMax }, () => to.subscribe({}))
    await waitUntil(
      () => all.every(({ seen }) => seen().length > 0) || undefined,
      soonMs,
      () => 'not all of them were answered',
    )
    return all.map(({ seen }) => seen()[0] ?? '')
  }

  it('take no place of a broker, and are told that it passes', async () => {
    await client.append({ stream: 'carts' })
    expect(new Set(await subscribeInBulk(client))).toEqual(new Set(['confirmed']))
    expect(await client.read({ stream: 'carts' })).toEqual([`error ${status.UNAVAILABLE}`])
    expect(await client.read({ stream: 'carts', user: 'writer' })).toEqual(['0'])
    const broker = client.subscribe({ user: 'writer' })
    await waitUntil(
      () => broker.seen().includes('0') || undefined,
      soonMs,
      () => 'nothing came',
    )
  })

  it('that are gone without a word leave their places', async () => {
    await client.append({ stream: 'carts' })
    const proxy = await startFaultProxy(port)
    const far = openRawClient(proxy.port, system.newId)
    await subscribeInBulk(far)
    proxy.set({ kind: 'blackhole' })
    let seen: readonly string[] = []
    await waitUntil(
      async () => {
        seen = await client.read({ stream: 'carts' })
        return seen[0] === '0' || undefined
      },
      soonMs,
      () => seen.join(),
    )
    far.stop()
    await proxy.stop()
  })
})

describe('a call that is begun and left', () => {
  const service = '/event_store.client.streams.Streams'
  let session: ClientHttp2Session

  beforeEach(() => {
    session = connect(`http://127.0.0.1:${port}`)
    session.on('error', () => undefined)
  })
  afterEach(() => session.destroy())

  /** The head of a call and the beginning of a message of 16 MiB; the status it is answered with. */
  const begin = (method: string, user: string): Promise<string> =>
    new Promise((resolve) => {
      const call = session.request({
        ':method': 'POST',
        ':path': `${service}/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
        authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`,
      })
      call.on('error', () => undefined).resume()
      call.once('response', (headers) => resolve(String(headers['grpc-status'])))
      call.write(Buffer.from([0, 1, 0, 0, 0, 1, 2, 3]))
    })

  it.each(['Read', 'Append', 'BatchAppend', 'Delete', 'Tombstone'])(
    'of a stranger is refused by its head: %s',
    async (method) => {
      expect(await begin(method, 'stranger')).toBe(String(status.UNAUTHENTICATED))
    },
  )

  it.each(['Append', 'BatchAppend', 'Delete', 'Tombstone'])(
    'that writes, of a reader, is refused by its head: %s',
    async (method) => {
      expect(await begin(method, 'reader')).toBe(String(status.PERMISSION_DENIED))
    },
  )
})

describe('batches', () => {
  const batchOf = (stream: string, data: Uint8Array, isFinal: boolean): Buffer => {
    const newUuid = () => {
      const id = new shared.UUID()
      id.setString(system.newId())
      return id
    }
    const message = new streams.BatchAppendReq.ProposedMessage()
    message.setId(newUuid())
    message.setData(data)
    message.getMetadataMap().set('type', 'raw').set('content-type', 'application/json')
    const identifier = new shared.StreamIdentifier()
    identifier.setStreamName(Buffer.from(stream))
    const options = new streams.BatchAppendReq.Options()
    options.setStreamIdentifier(identifier)
    options.setAny(new nothing.Empty())
    const request = new streams.BatchAppendReq()
    request.setCorrelationId(newUuid())
    request.setOptions(options)
    request.setProposedMessagesList([message])
    request.setIsFinal(isFinal)
    const bytes = Buffer.from(request.serializeBinary())
    const head = Buffer.alloc(5)
    head.writeUInt32BE(bytes.length, 1)
    return Buffer.concat([head, bytes])
  }

  const begin = () => {
    const session = connect(`http://127.0.0.1:${port}`)
    session.on('error', () => undefined)
    const call = session.request({
      ':method': 'POST',
      ':path': '/event_store.client.streams.Streams/BatchAppend',
      'content-type': 'application/grpc',
      te: 'trailers',
      authorization: `Basic ${Buffer.from('writer:writer').toString('base64')}`,
    })
    call.on('error', () => undefined)
    return { session, call }
  }

  it('of whom nobody reads the answers wait, and nothing of them is lost', async () => {
    const count = 6_000
    const { session, call } = begin()
    for (let index = 0; index < count; index++) call.write(batchOf('b', Buffer.from('{}'), true))
    // It stands still when the same is there twice, some time apart.
    let before = -1
    const standing = await waitUntil(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 500))
        const now = await log.size()
        const stands = now > 0 && now === before
        before = now
        return stands ? now : undefined
      },
      soonMs,
      () => `${before} of ${count}`,
    )
    expect(standing).toBeLessThan(count)
    call.resume()
    await waitUntil(
      async () => (await log.size()) === count || undefined,
      soonMs,
      () => 'not all were stored',
    )
    session.destroy()
  })

  it('that are begun and never ended are refused beyond a bound', async () => {
    const { session, call } = begin()
    const told = new Promise<string>((resolve) => {
      call.on('trailers', (headers) => resolve(String(headers['grpc-status'])))
      call.on(
        'response',
        (headers) => headers['grpc-status'] && resolve(String(headers['grpc-status'])),
      )
    })
    call.resume()
    const part = Buffer.alloc(1_000_000)
    for (let sent = 0; sent <= esdbOpenBatchBytesMax; sent += part.length) {
      call.write(batchOf('b', part, false))
    }
    expect(await told).toBe(String(status.INVALID_ARGUMENT))
    session.destroy()
  })
})

it('a filter that would never end for one way of matching ends at once', async () => {
  await client.append({ stream: 'a'.repeat(400) })
  expect(await client.read({ regex: `^${'.?'.repeat(60)}Z$` })).toEqual([])
  expect(await client.read({ regex: '^(a|b)+$' })).toEqual(['0'])
})
