/**
 * The log over EventStoreDB's protocol, in front of clients that nobody here wrote: they append with
 * every kind of expected revision, see conflicts, read both ways, and follow across a restart of
 * the server; our own streams they read, and no more.
 */
import * as eventStore from '@eventstore/db-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeEvent } from '../../proto/event-codec.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import { type EsdbSite, startEsdbSite } from '../support/esdb/esdb-site.ts'
import {
  hasPythonClients,
  type PythonPackage,
  startPythonClient,
  stepOf,
} from '../support/esdb/python-client.ts'
import { needs } from '../support/skip.ts'

const soonMs = 60_000
const hasPython = needs(
  "Python's EventStoreDB clients",
  hasPythonClients(),
  'install them with: bash test/real/install-esdb-clients.sh',
)

let site: EsdbSite

beforeAll(async () => {
  site = await startEsdbSite()
})

afterAll(() => site?.dispose())

const appendLast = async (stream: string): Promise<void> => {
  const url = `${site.url('writer')}&tlsCAFile=${site.caFile()}`
  const client = eventStore.EventStoreDBClient.connectionString(url)
  await client.appendToStream(stream, eventStore.jsonEvent({ type: 'last', data: {} }))
  await client.dispose()
}

const appended = [
  ['first', 0, 1],
  ['second', 1, null],
  ['third', 2, null],
  ['fourth', 3, null],
  ['fifth', 4, null],
]

describe.runIf(hasPython)("Python's", () => {
  it.each<PythonPackage>(['esdbclient', 'kurrentdbclient'])('%s', async (name) => {
    const stream = `orders-${name}`
    const reach = { url: site.url('writer'), caFile: site.caFile() }
    const client = await startPythonClient(name, { ...reach, stream })
    await waitUntil(
      () => stepOf(client, 'subscribed'),
      soonMs,
      () => `it did not subscribe:\n${client.log()}`,
    )
    expect(stepOf(client, 'appended')?.['conflicts']).toEqual(['conflict', 'conflict', 'conflict'])
    expect(stepOf(client, 'forwards')?.['events']).toEqual(appended)
    expect(stepOf(client, 'backwards')?.['events']).toEqual(appended.slice(3).reverse())
    expect(stepOf(client, 'all')).toMatchObject({ events: appended, metadata: '{"by":"python"}' })
    expect(stepOf(client, 'own')).toMatchObject({ count: 1, metadata: { schemaVersion: 1 } })
    expect(stepOf(client, 'decoded')).toMatchObject({
      type: 'PoolCreated',
      data: { poolId: 'staff', placement: 'breadth-first', sessionLimit: 10 },
    })
    expect(stepOf(client, 'tampered')).toBeUndefined()
    expect(stepOf(client, 'described')?.['types']).toBe(2)
    expect(stepOf(client, 'forged')?.['outcome']).toMatch(/^AccessDenied/)

    await site.restart()
    await appendLast(stream)
    const seen = await waitUntil(
      () => stepOf(client, 'seen'),
      soonMs,
      () => `it did not follow across the restart:\n${client.log()}`,
    )
    expect(seen['types']).toEqual(['first', 'second', 'third', 'fourth', 'fifth', 'last'])
    expect(seen['losses']).toBeGreaterThan(0)
    await client.stop()
  })
})

describe('@eventstore/db-client', () => {
  const open = (role: 'reader' | 'writer') => {
    const url = `${site.url(role)}&tlsCAFile=${site.caFile()}`
    return eventStore.EventStoreDBClient.connectionString(url)
  }

  it('reads our events with readable names and metadata, and the payload can be decoded', async () => {
    const client = open('reader')
    const found: string[] = []
    for await (const { event } of client.readAll({
      direction: 'forwards',
      fromPosition: 'start',
    })) {
      if (event === undefined || event.isJson || !(event.data instanceof Uint8Array)) continue
      expect(event.metadata).toMatchObject({ causeway: 1, actor: expect.any(String) })
      const { type, data: payload } = event
      const { schemaVersion } = Object(event.metadata) as { schemaVersion: number }
      expect(decodeEvent({ type, schemaVersion, payload })).toMatchObject({ type })
      found.push(type)
    }
    expect(found).toContain('PoolCreated')
    await client.dispose()
  })

  it('appends, conflicts, deletes and begins again, on streams that are not ours', async () => {
    const client = open('writer')
    const event = (type: string) => eventStore.jsonEvent({ type, data: {} })
    const first = { expectedRevision: 'no_stream' } as const
    expect(await client.appendToStream('carts', event('a'), first)).toMatchObject({
      nextExpectedRevision: 0n,
    })
    await expect(client.appendToStream('carts', event('b'), first)).rejects.toMatchObject({
      type: 'wrong-expected-version',
    })
    await expect(client.deleteStream('carts', { expectedRevision: 7n })).rejects.toMatchObject({
      ...{ type: 'wrong-expected-version', actualVersion: 0n, expectedVersion: 7n },
    })
    await client.deleteStream('carts')
    const read = async () => {
      const types: unknown[] = []
      for await (const one of client.readStream('carts')) types.push(one.event?.type)
      return types
    }
    await expect(read()).rejects.toMatchObject({ type: 'stream-not-found' })
    await client.appendToStream('carts', event('c'))
    expect(await read()).toEqual(['c'])
    await client.tombstoneStream('carts')
    await expect(read()).rejects.toMatchObject({ type: 'stream-deleted' })
    await client.dispose()
  })

  it('appends with every expectation, and follows a filter across a restart', async () => {
    const client = open('writer')
    const append = (type: string, expectedRevision: eventStore.AppendExpectedRevision) => {
      const event = eventStore.jsonEvent({ type, data: {} })
      return client.appendToStream('trips-1', event, { expectedRevision })
    }
    const conflict = { type: 'wrong-expected-version' }
    await expect(append('never', 'stream_exists')).rejects.toMatchObject(conflict)
    await append('a', 'no_stream')
    await append('b', 'any')
    await append('c', 1n)
    await append('d', 'stream_exists')
    await expect(append('never', 1n)).rejects.toMatchObject(conflict)
    const seen: unknown[] = []
    let position: eventStore.Position | undefined
    const follow = async () => {
      const filter = eventStore.streamNameFilter({ regex: '^trips-[0-9]+$' })
      const fromPosition = position ?? 'start'
      const subscription = client.subscribeToAll({ fromPosition, filter })
      subscription.on('data', ({ event }) => {
        seen.push(event?.type)
        position = event?.position
      })
      return new Promise<unknown>((resolve) => subscription.once('error', resolve))
    }
    const saw = (count: number) =>
      waitUntil(
        () => (seen.length >= count ? true : undefined),
        soonMs,
        () => `seen: ${seen}`,
      )
    const lost = follow()
    await saw(4)
    await site.restart()
    await lost
    await append('e', 3n)
    void follow()
    await saw(5)
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
    await client.dispose()
  })

  it('changes nothing of ours, and nothing at all as a reader', async () => {
    const writer = open('writer')
    await expect(writer.deleteStream('pool-staff')).rejects.toMatchObject({
      type: 'access-denied',
    })
    const metadata = { truncateBefore: 1 }
    await expect(writer.setStreamMetadata('pool-staff', metadata)).rejects.toThrow()
    const reader = open('reader')
    const event = eventStore.jsonEvent({ type: 'a', data: {} })
    await expect(reader.appendToStream('carts-2', event)).rejects.toMatchObject({
      type: 'access-denied',
    })
    await site.current().ok(['log', 'verify'])
    await writer.dispose()
    await reader.dispose()
  })
})
