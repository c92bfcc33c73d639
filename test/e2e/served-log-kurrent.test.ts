/**
 * The log over EventStoreDB's protocol, in front of the client of its successor. A file of its own:
 * both clients put their messages into one global name.
 */
import * as kurrent from '@kurrent/kurrentdb-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/desktop/deadline.ts'
import { type EsdbSite, startEsdbSite } from '../support/esdb/esdb-site.ts'

const soonMs = 60_000
let site: EsdbSite

beforeAll(async () => {
  site = await startEsdbSite()
})

afterAll(() => site?.dispose())

describe('@kurrent/kurrentdb-client', () => {
  it('appends, conflicts, reads both ways and follows, and goes on after a restart', async () => {
    const url = `${site.url('writer').replace('esdb:', 'kurrentdb:')}&tlsCAFile=${site.caFile()}`
    const client = kurrent.KurrentDBClient.connectionString(url)
    const event = (type: string) => kurrent.jsonEvent({ type, data: {} })
    await client.appendToStream('k-1', [event('a'), event('b')], { streamState: 'no_stream' })
    await expect(
      client.appendToStream('k-1', [event('c')], { streamState: 'no_stream' }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version' })
    const types: unknown[] = []
    for await (const one of client.readStream('k-1', {
      direction: 'backwards',
      fromRevision: 'end',
    })) {
      types.push(one.event?.type)
    }
    expect(types).toEqual(['b', 'a'])
    const filter = kurrent.streamNameFilter({ prefixes: ['k-'] })
    const subscription = client.subscribeToAll({ fromPosition: 'start', filter })
    const seen: unknown[] = []
    let position: kurrent.Position | undefined
    subscription.on('data', (one) => {
      seen.push(one.event?.type)
      position = one.event?.position
    })
    await client.appendToStream('k-2', [event('d')], { streamState: 'any' })
    await waitUntil(
      () => (seen.length >= 3 ? true : undefined),
      soonMs,
      () => `seen: ${seen}`,
    )
    expect(seen).toEqual(['a', 'b', 'd'])
    const lost = new Promise((resolve) => subscription.once('error', resolve))
    await site.restart()
    await lost
    await client.appendToStream('k-2', [event('e')], { streamState: 0n })
    const resumed = client.subscribeToAll({ fromPosition: position ?? 'start', filter })
    resumed.on('data', (one) => seen.push(one.event?.type))
    await waitUntil(
      () => (seen.length >= 4 ? true : undefined),
      soonMs,
      () => `seen: ${seen}`,
    )
    expect(seen).toEqual(['a', 'b', 'd', 'e'])
    await resumed.unsubscribe()
    const again: unknown[] = []
    for await (const one of client.readAll({ direction: 'forwards', fromPosition: 'start' })) {
      if (one.event?.streamId.startsWith('k-') === true) again.push(one.event.type)
    }
    expect(again).toEqual(['a', 'b', 'd', 'e'])
    await client.dispose()
  })
})
