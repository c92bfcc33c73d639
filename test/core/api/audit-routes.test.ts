import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storedBytes } from '../../../core/adapters/log-envelope.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { auditFollowMs } from '../../../core/domain/limits.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { liveViewOf } from '../../support/audit/live-view.ts'
import { createTestApi, type TestApi } from '../../support/broker/test-api.ts'

type Line = Readonly<Record<string, unknown>>

describe('the audit', () => {
  let site: TestApi
  let auditor = ''
  beforeEach(async () => {
    site = await createTestApi()
    auditor = await site.adminToken('auditor')
    await site.test.addGateway('one')
    const body = { resource: 'staff-desktop' }
    await site.ask('POST', '/api/connections', await site.userToken(), body)
  })
  afterEach(() => site.stop())

  const read = async (path: string): Promise<{ lines: Line[]; answer: { status: number } }> => {
    const answer = await site.ask('GET', path, auditor)
    const lines = answer.text.split('\n').filter((line) => line !== '')
    return { lines: lines.map((line) => JSON.parse(line)), answer }
  }

  it('gives every event in order, with its envelope', async () => {
    const { lines } = await read('/api/audit/events')
    expect(lines).toHaveLength(await site.test.eventLog.size())
    expect(lines[0]).toEqual({
      position: expect.any(String),
      stream: 'pool-staff',
      revision: 0,
      eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: 'PoolCreated',
      schemaVersion: 1,
      recordedAt: site.test.system.nowMs(),
      actor: 'broker:broker-1',
      connectionId: '',
      causationId: 'seed',
      data: expect.objectContaining({ poolId: 'staff', sessionLimit: 10 }),
    })
  })

  it('shows no state at a position that the log has not reached, and says where it ends', async () => {
    const head = await site.test.eventLog.head()
    const { answer } = await read(`/api/audit/state?position=${head}`)
    expect(answer.status).toBe(200)
    const beyond = `m:${(await site.test.eventLog.size()) + 1}`
    const refused = await site.ask('GET', `/api/audit/state?position=${beyond}`, auditor)
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(`, ${head}`)])
  })

  it('gives bytes as base64', async () => {
    const { lines } = await read('/api/audit/events')
    const registered = lines.find(({ type }) => type === 'GatewayRegistered')
    const publicKey = Buffer.alloc(32, 3).toString('base64')
    expect(registered?.['data']).toEqual({ gatewayId: 'g-one', publicKey })
  })

  it('goes on after a position, and stops at a limit', async () => {
    const { lines } = await read('/api/audit/events')
    const positions = lines.map(({ position }) => String(position))
    const from = positions[2] ?? ''
    const next = await read(`/api/audit/events?from=${encodeURIComponent(from)}&limit=2`)
    expect(next.lines.map(({ position }) => position)).toEqual(positions.slice(3, 5))
  })

  it('gives the stored bytes as they are, with nothing opened', async () => {
    const { lines } = await read('/api/audit/events?form=stored')
    const stored = lines.map(({ stored }) => Buffer.from(String(stored), 'base64'))
    const wanted: Uint8Array[] = []
    for await (const batch of site.test.eventLog.readAll()) wanted.push(...batch.map(storedBytes))
    expect(stored.map((bytes) => new Uint8Array(bytes))).toEqual(wanted)
    expect(lines.every((line) => Object.keys(line).join() === 'position,eventId,stored')).toBe(true)
  })

  it('waits for the next event where a reader follows, and only there', async () => {
    const head = encodeURIComponent(String(await site.test.eventLog.head()))
    const path = `/api/audit/events?from=${head}`
    expect((await read(path)).lines).toEqual([])
    const { system } = site.test
    const follow = async (after: string) => {
      const before = system.waiting()
      const reading = read(`/api/audit/events?from=${after}&follow=true`)
      while (system.waiting() === before) await setImmediate()
      return { lines: async () => (await reading).lines }
    }
    const waiting = await follow(head)
    await site.test.addGateway('late')
    expect(String((await waiting.lines())[0]?.['type'])).toMatch(/^Gateway/)
    const empty = await follow(encodeURIComponent(String(await site.test.eventLog.head())))
    system.advance(auditFollowMs)
    expect(await empty.lines()).toEqual([])
  })

  it.each(['from=nonsense', 'form=x', 'follow=1', 'limit=0', 'limit=x'])(
    'refuses %s',
    async (query) => {
      const answer = await site.ask('GET', `/api/audit/events?${query}`, auditor)
      expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST_INVALID'])
    },
  )

  it('opens what is sealed, until the person is erased', async () => {
    const personIn = async () => {
      const { lines } = await read('/api/audit/events')
      return lines.find(({ type }) => type === 'ConnectionRequested')?.['person']
    }
    expect(await personIn()).toMatchObject({ userName: 'alice', clientAddress: '127.0.0.1' })
    await site.test.people.erase(site.test.userIds.userId('https://issuer.test', 'alice'))
    expect(await personIn()).toBeNull()
  })

  it('tells what the running broker holds, as a fold of the log gives it', async () => {
    const head = await site.test.eventLog.head()
    // What was just recorded is followed a little later.
    await expect.poll(site.test.broker.followed).toBe(head)
    const { lines } = await read('/api/audit/live')
    const folded = createLiveState()
    for await (const batch of site.test.eventLog.readAll()) {
      for (const recorded of batch) folded.apply({ ...recorded, event: decodeEvent(recorded) })
    }
    const { digests, standings } = liveViewOf(folded, await site.test.eventLog.head())
    expect(digests.length).toBeGreaterThan(3)
    expect(lines).toEqual([...standings, ...digests])
    const { lines: alone } = await read('/api/audit/live?streams=none')
    expect(alone).toEqual(standings)
  })

  it('tells a state of the past, each thing on a line, the counts last', async () => {
    const position = (await site.test.eventLog.head()) ?? ''
    const { lines } = await read(`/api/audit/state?position=${encodeURIComponent(position)}`)
    const events = await site.test.eventLog.size()
    expect(lines.at(-1)).toEqual({ events, snapshotEvents: 0, position })
    const things = lines.slice(0, -1).filter((line) => !('progress' in line))
    expect(things).toContainEqual({
      ...{ section: 'gateways', id: 'g-one' },
      value: expect.objectContaining({ name: 'one', connected: true }),
    })
    expect(things).toContainEqual(expect.objectContaining({ section: 'pools', id: 'staff' }))
    const absent = await read('/api/audit/state?position=m:999999')
    expect(absent.lines).toMatchObject([{ code: 'REQUEST_INVALID' }])
  })

  it('tells the size of the log and where it ends', async () => {
    const { body } = await site.ask('GET', '/api/audit/size', auditor)
    expect(body).toMatchObject({ size: await site.test.eventLog.size() })
    expect(body['head']).toBe(await site.test.eventLog.head())
  })

  it('notes each read with reader and query', async () => {
    await read('/api/audit/events?limit=1&purpose=timeline%20c1')
    await read('/api/audit/live')
    await site.ask('GET', '/api/audit/size', auditor)
    expect(site.accessLog.recorded).toEqual([
      {
        actor: expect.stringMatching(/^admin:u-/),
        action: 'audit-events',
        query: { purpose: 'timeline c1', from: '', limit: '1' },
      },
      { actor: expect.any(String), action: 'audit-live', query: { streams: 'all' } },
      { actor: expect.any(String), action: 'audit-size', query: {} },
    ])
  })

  it.each(['events', 'live', 'size'])('shows nothing that it cannot note: %s', async (name) => {
    site.accessLog.failing = true
    const answer = await site.ask('GET', `/api/audit/${name}`, auditor)
    expect([answer.status, answer.body['code']]).toEqual([503, 'LOG_UNAVAILABLE'])
    expect(answer.text).not.toContain('/secret')
  })

  it('ends with an error line at an event that it cannot read', async () => {
    const event = {
      eventId: '11111111-1111-8111-8111-111111111111',
      type: 'FromTheFuture',
      schemaVersion: 1,
      recordedAt: site.test.system.nowMs(),
      actor: 'broker:other',
      connectionId: '',
      causationId: '',
      payload: new Uint8Array(1),
    }
    const size = await site.test.eventLog.size()
    await site.test.eventLog.append('pool-future', 'none', [event])
    const { lines } = await read('/api/audit/events')
    expect(lines).toHaveLength(size + 1)
    expect(lines.at(-1)).toMatchObject({ error: { code: 'LOG_TOO_NEW' } })
  })

  it('frees its place after each read', async () => {
    for (let count = 0; count < 10; count++) {
      expect((await read('/api/audit/live')).answer.status).toBe(200)
    }
  })
})
