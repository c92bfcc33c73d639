/**
 * What EventStoreDB's client 6.2.1 does wrong, one test each: first the defect as it is, so that an
 * upgrade which mends it is noticed here, then that our log does not suffer from it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { afterEach, describe, expect, it } from 'vitest'
import { features } from '../../../../core/adapters/esdb/messages.ts'
import { createEsdbServer } from '../../../../core/adapters/esdb/server.ts'
import { openEsdbEventLog } from '../../../../core/adapters/esdb-event-log.ts'
import { createPositions } from '../../../../core/adapters/log-position.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { esdbAppendMs, esdbCallMs, readBatchCountMax } from '../../../../core/domain/limits.ts'
import { collect, eventOf, eventsOf, fill, idsOf, until } from '../../../contract/events.ts'
import { servableOf } from '../../../support/esdb/served-log.ts'

const system = createSystem()
const checkpointChild = join(import.meta.dirname, '../../../support/esdb/checkpoint-child.ts')
const bounds = { appendMs: 400, callMs: 150 }
const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

const urlOf = (port: number): string => `esdb://127.0.0.1:${port}?tls=false`

const openLog = (port: number, within = bounds): EventLog => {
  const log = openEsdbEventLog({ system }, { url: urlOf(port), bounds: within })
  cleanUps.push(log.stop)
  return log
}

const openClient = (url: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(url)
  cleanUps.push(() => client.dispose().catch(() => undefined))
  return client
}

/** A served log whose server can go and come back on its port. */
const serve = async () => {
  const log = createMemoryEventLog()
  let port = 0
  const make = () =>
    createEsdbServer(
      {
        ...servableOf({ log: () => log, isOwn: (name) => name.startsWith('s'), letter: 'm' }),
        ...{ positions: createPositions('m'), system },
      },
      { host: '127.0.0.1', port, users: [], anonymous: 'writer' },
    )
  let server = make()
  port = await server.start()
  cleanUps.push(() => server.stop())
  return {
    port,
    log,
    stop: () => server.stop(),
    start: async () => {
      server = make()
      await server.start()
    },
  }
}

type Heard = { readonly calls: string[]; readonly authorizations: unknown[] }

/** A server that hears every call and answers none but what it can do. */
const serveSilence = async (): Promise<Heard & { readonly port: number; stop(): void }> => {
  const heard: Heard = { calls: [], authorizations: [] }
  const hear = (name: string) => (call: { metadata: { get(key: string): unknown[] } }) => {
    heard.calls.push(name)
    heard.authorizations.push(...call.metadata.get('authorization'))
  }
  const server = new Server()
  server.addService(StreamsService, {
    read: (call: Parameters<ReturnType<typeof hear>>[0]) => hear('read')(call),
    append: hear('append'),
    batchAppend: hear('batchAppend'),
    delete: hear('delete'),
    tombstone: hear('tombstone'),
  })
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, answer: (error: null, value: unknown) => void) => {
      const supported = new features.SupportedMethods()
      supported.setEventStoreServerVersion('23.10.0')
      const batch = new features.SupportedMethod()
      batch.setServiceName('event_store.client.streams.streams')
      batch.setMethodName('batchappend')
      supported.addMethods(batch)
      answer(null, supported)
    },
  })
  const port = await new Promise<number>((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure()
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) =>
      error ? reject(error) : resolve(bound),
    )
  })
  cleanUps.push(() => server.forceShutdown())
  return Object.assign(heard, { port, stop: () => server.forceShutdown() })
}

const settledWithin = async (promise: Promise<unknown>, waitMs: number): Promise<boolean> => {
  const later = new Promise<'late'>((resolve) => {
    setTimeout(() => resolve('late'), waitMs)
  })
  const settled = promise.then(
    () => 'settled',
    () => 'settled',
  )
  return (await Promise.race([settled, later])) === 'settled'
}

describe("the client's", () => {
  it('batch append waits for ever for a silent server; ours gives up as unknown', async () => {
    const silent = await serveSilence()
    const client = openClient(urlOf(silent.port))
    const event = jsonEvent({ type: 'a', data: {} })
    const raw = client.appendToStream('s', event, { deadline: 100 })
    raw.catch(() => undefined)
    expect(await settledWithin(raw, 500)).toBe(false)
    expect(silent.calls).toEqual(['batchAppend'])

    silent.calls.length = 0
    const ours = openLog(silent.port).append('s', 'none', [eventOf('a')])
    await expect(ours).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    // Repeated within its time.
    expect(silent.calls.filter((call) => call === 'append').length).toBeGreaterThan(1)
  })

  it('batches of all clients fail with the one of any; our appends know nothing of others', async () => {
    const [dying, silent, served] = [await serveSilence(), await serveSilence(), await serve()]
    const event = () => jsonEvent({ type: 'a', data: {} })
    const first = openClient(urlOf(dying.port)).appendToStream('s', event())
    const second = openClient(urlOf(silent.port)).appendToStream('s', event())
    first.catch(() => undefined)
    second.catch(() => undefined)
    await until(() => dying.calls.length + silent.calls.length === 2)
    const log = openLog(served.port)
    await fill(log, 's', 2)
    dying.stop()
    // The server of the second one is well.
    await expect(second).rejects.toThrow()
    expect(await log.append('s', 1, [eventOf('next')])).toMatchObject({ revision: 2 })
  })

  it('checkpoint callback that rejects ends the process; ours has none', async () => {
    const { port, log } = await serve()
    await fill(log, 's', 3)
    const child = spawn(process.execPath, ['--import', 'tsx', checkpointChild, urlOf(port)])
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    const [code] = await once(child, 'exit')
    expect([code, said]).toEqual([1, expect.stringContaining('the checkpoint could not be stored')])
    const asked: unknown[] = []
    const client = EventStoreDBClient.prototype
    const subscribeToAll = client.subscribeToAll
    client.subscribeToAll = function (options, ...rest) {
      asked.push(options?.filter?.checkpointReached)
      return subscribeToAll.call(this, options, ...rest)
    }
    cleanUps.push(() => {
      client.subscribeToAll = subscribeToAll
    })
    let live = false
    const options = { onEvents: () => undefined, onCaughtUp: () => (live = true) }
    const subscription = openLog(port).subscribe(options)
    await until(() => live && asked.length > 0)
    await subscription.stop()
    expect(asked).toEqual([undefined])
  })

  it('append failure that is not thrown reports revision 1; ours the true one', async () => {
    const { port } = await serve()
    const log = openLog(port)
    await fill(log, 's', 6)
    const client = openClient(`${urlOf(port)}&throwOnAppendFailure=false`)
    const event = () => jsonEvent({ type: 'a', data: {} })
    for (let count = 0; count < 6; count++) await client.appendToStream('others', event())
    const raw = await client.appendToStream('others', event(), { expectedRevision: 2n })
    expect(raw).toMatchObject({ success: false, nextExpectedRevision: 1n })
    const ours = await log.append('s', 2, [eventOf('other')])
    expect(ours).toEqual({ kind: 'conflict', actual: 5 })
  })

  it('deletion of a stream that must exist cannot be sent; we delete whatever there is', async () => {
    const { port } = await serve()
    const client = openClient(urlOf(port))
    await client.appendToStream('others', jsonEvent({ type: 'a', data: {} }))
    // The client's types have lost what its documentation and the protocol have.
    const expectedRevision = 'stream_exists' as 'any'
    const raw = client.deleteStream('others', { expectedRevision })
    await expect(raw).rejects.toThrow()
    await expect(client.deleteStream('others')).resolves.toBeDefined()
  })

  it('subscription ends with its server; ours goes on without gap or duplicate', async () => {
    const served = await serve()
    const log = openLog(served.port)
    const client = openClient(urlOf(served.port))
    const raw = client.subscribeToAll()
    const ended = new Promise((resolve) => raw.once('error', resolve))
    const seen: string[] = []
    const subscription = log.subscribe({ onEvents: (events) => void seen.push(...idsOf(events)) })
    await fill(log, 's', 3)
    await until(() => seen.length === 3)
    await served.stop()
    await ended
    await served.start()
    await fill(log, 's2', 3)
    await until(() => seen.length === 6)
    await subscription.stop()
    expect(seen).toEqual(idsOf(await collect(log.readAll())))
  })

  it('first call on a server that is down has no type; ours is a fault that passes', async () => {
    const { port, stop, start } = await serve()
    await stop()
    const client = openClient(urlOf(port))
    const raw: unknown = await client
      .appendToStream('others', jsonEvent({ type: 'a', data: {} }))
      .catch((error: unknown) => error)
    expect(raw).toBeInstanceOf(Error)
    expect(raw).not.toHaveProperty('type')
    const log = openLog(port)
    const fault = { code: 'LOG_UNAVAILABLE', retriable: true }
    await expect(log.append('s', 'none', [eventOf('a')])).rejects.toMatchObject(fault)
    await expect(collect(log.readAll())).rejects.toMatchObject(fault)
    await start()
    await expect
      .poll(() => log.append('s', 'none', [eventOf('a')]).catch(() => undefined))
      .toMatchObject({ kind: 'appended', revision: 0 })
  })

  it('credentials are dropped without TLS, which the server must know', async () => {
    const silent = await serveSilence()
    const client = openClient(urlOf(silent.port))
    const credentials = { username: 'a', password: 'b' }
    const event = jsonEvent({ type: 'a', data: {} })
    await client.appendToStream('s', event, { credentials, deadline: 100 }).catch(() => undefined)
    expect(silent).toMatchObject({ calls: ['append'], authorizations: [] })
  })

  it('deadline can end an append as if it were whole; ours has none', async () => {
    const { port, log: stored } = await serve()
    const deadlines: unknown[] = []
    const client = EventStoreDBClient.prototype
    const appendToStream = client.appendToStream
    client.appendToStream = function (stream, events, options) {
      deadlines.push(options?.deadline)
      return appendToStream.call(this, stream, events, options)
    }
    cleanUps.push(() => {
      client.appendToStream = appendToStream
    })
    expect(await openLog(port).append('s', 'none', eventsOf('e', 3))).toMatchObject({ revision: 2 })
    expect(deadlines.length).toBeGreaterThan(0)
    expect(new Set(deadlines)).toEqual(new Set([Number.POSITIVE_INFINITY]))
    expect(await stored.size()).toBe(3)
  })

  it('dispose may wait for ever for what was given up; ours stops in time', async () => {
    const silent = await serveSilence()
    const log = openLog(silent.port)
    const lost = log.append('s', 'none', [eventOf('a')]).catch((error: unknown) => error)
    const read = collect(log.readStream('s')).catch((error: unknown) => error)
    expect(await lost).toMatchObject({ code: 'LOG_UNAVAILABLE' })
    expect(await read).toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await log.stop()
    await expect(log.append('s', 'none', [eventOf('b')])).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    })
  })

  it('reads of everything have no bound; ours come in pages', async () => {
    const { port, log: stored } = await serve()
    const total = readBatchCountMax * 2 + 5
    for (let index = 0; index * 50 < total; index++) {
      const expected = index === 0 ? 'none' : index * 50 - 1
      await stored.append('s', expected, eventsOf(`e${index}`, 50))
    }
    const asked: unknown[] = []
    const client = EventStoreDBClient.prototype
    const readAll = client.readAll
    client.readAll = function (options, ...rest) {
      asked.push(options?.maxCount)
      return readAll.call(this, options, ...rest)
    }
    cleanUps.push(() => {
      client.readAll = readAll
    })
    // A page of a thousand events may take a busy machine longer than a lost call.
    const patient = { appendMs: esdbAppendMs, callMs: esdbCallMs }
    const all = await collect(openLog(port, patient).readAll())
    expect(all).toHaveLength(Math.ceil(total / 50) * 50)
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.every((count) => Number(count) <= readBatchCountMax + 1)).toBe(true)
  })
})

it('the gRPC code of a call that came too late is the one that we wait for', () => {
  expect(status.DEADLINE_EXCEEDED).toBe(4)
})
