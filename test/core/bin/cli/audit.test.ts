/** Audit and verification over a small log, against a stand-in for the API. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseMoment } from '../../../../core/bin/cli/audit-state.ts'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { createLiveState } from '../../../../core/broker/live-state.ts'
import { liveLinesOf, liveViewOf } from '../../../support/audit/live-view.ts'
import { type AuditLines, auditLines, type Written } from '../../../support/cli/audit-lines.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'

const startMs = Date.parse('2026-01-31T12:00:00Z')
const settings = {
  placement: 'breadth-first',
  sessionLimit: 3,
  disconnectedLimitMs: 0,
  homeRegion: '',
}

const pool = (at: number): Written => ({
  stream: 'pool-staff',
  at,
  event: {
    type: 'PoolCreated',
    data: { poolId: 'staff', name: 'Staff\u001b[31m', ...settings },
  },
})

const changed = (at: number): Written => ({
  stream: 'pool-staff',
  at,
  event: { type: 'PoolChanged', data: { poolId: 'staff', ...settings, sessionLimit: 9 } },
})

const requested = (at: number, connectionId: string, userId: string): Written => ({
  stream: `connection-${connectionId}`,
  at,
  connectionId,
  event: {
    type: 'ConnectionRequested',
    data: {
      connectionId,
      userId,
      resourceId: 'staff-desktop\u202e',
      transport: 'arm',
      gatewayId: 'g1',
      predecessorId: '',
      brokerId: 'b1',
      sealed: new Uint8Array([1, 2]),
      ticketId: `t-${connectionId}`,
    },
  },
})

const refused = (at: number, connectionId: string): Written => ({
  stream: `connection-${connectionId}`,
  at,
  connectionId,
  event: {
    type: 'ConnectionRefused',
    data: { connectionId, code: 'RESOURCE_NOT_AVAILABLE', detail: '' },
  },
})

const snapshotsText = (findings: readonly object[]): string =>
  [{ progress: 2 }, { verified: 3, findings }].map((line) => JSON.stringify(line)).join('\n')

let api: FakeApi
let home: string
let log: AuditLines
beforeAll(async () => {
  api = await startFakeApi()
  log = await auditLines([
    pool(startMs),
    requested(startMs + 1_000, 'one', 'u1'),
    refused(startMs + 1_250, 'one'),
    changed(startMs + 2_000),
    requested(startMs + 3_000, 'two', 'u2'),
  ])
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-audit-'))
  signInAt(home, api)
  Object.assign(api.routes, {
    'GET /api/audit/size': () => ({ json: { size: 5, head: 'l:5', followed: 'l:5' } }),
    'GET /api/audit/events': () => ({ text: log.events }),
    'GET /api/audit/live': () => ({ text: log.live }),
    'GET /api/audit/state': ({ path }: { path: string }) => ({ text: log.stateAt(path) }),
    'GET /api/audit/snapshots': () => ({ text: snapshotsText([]) }),
    'GET /api/audit/agreement': () => ({
      json: { gateways: 1, agents: 1, relays: 0, findings: [] },
    }),
  })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const causeway = (...args: readonly string[]) => runCli(args, { home })

describe('audit connections', () => {
  it('lists them, the newest first, with their outcome', async () => {
    const result = await causeway('audit', 'connections', '--json')
    expect(jsonOf(result)).toMatchObject({
      total: 2,
      connections: [
        { connectionId: 'two', outcome: 'setting-up' },
        { connectionId: 'one', outcome: 'refused', reason: 'RESOURCE_NOT_AVAILABLE' },
      ],
    })
    expect(api.asked.at(-1)?.bearer).toBe('admin-token')
  })

  it('can be cut down to a user and a number, in a table that nothing leaves', async () => {
    const { stdout } = await causeway('audit', 'connections', '--user', 'u1')
    expect(stdout).toContain('one')
    expect(stdout).not.toContain('two')
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
    const limited = await causeway('audit', 'connections', '--limit', '1')
    expect(limited.stdout).toContain('1 older ones')
    const { code } = await causeway('audit', 'connections', '--limit', '0')
    expect(code).toBe(exitCodes.usage)
  })
})

describe('audit timeline', () => {
  it('tells each step with its time, and how it ended', async () => {
    const { code, stdout } = await causeway('audit', 'timeline', 'one')
    expect(code).toBe(0)
    const lines = stdout.split('\n')
    expect(lines[1]).toMatch(
      /^5 request +l:2 +2026-01-31T12:00:01\.000Z +\+0 ms +ConnectionRequested +admin:test/,
    )
    expect(lines[2]).toMatch(/^6 \w+ +l:3 +2026-01-31T12:00:01\.250Z +\+250 ms +ConnectionRefused/)
    expect(stdout).toContain('RESOURCE_NOT_AVAILABLE: ')
    expect(stdout).toContain('what to do: ')
  })

  it('fails for a connection that the log does not have', async () => {
    const { code, stderr } = await causeway('audit', 'timeline', 'three')
    expect(code).toBe(exitCodes.failed)
    expect(stderr).toContain('the log has no connection three')
  })
})

describe('audit state', () => {
  const limitOf = async (at: string) => {
    const result = await causeway('audit', 'state', '--at', at, '--json')
    return jsonOf(result)
  }
  const poolWith = (sessionLimit: number) => ({ state: { pools: { staff: { sessionLimit } } } })

  it('is that of the time or position asked for, and no later', async () => {
    expect(await limitOf('2026-01-31T12:00:01.999Z')).toMatchObject({ events: 3, ...poolWith(3) })
    expect(await limitOf('2026-01-31T12:00:02Z')).toMatchObject({ events: 4, ...poolWith(9) })
    expect(await limitOf('l:3')).toMatchObject({ events: 3, ...poolWith(3) })
    expect(await limitOf('2026-01-31T11:00:00Z')).toMatchObject({ events: 0 })
    expect(await limitOf('2036-01-31')).toMatchObject({ events: 5, ...poolWith(9) })
  })

  it('holds every thing of a large site, whatever its section and its id are called', async () => {
    const ids = ['__proto__', ...Array.from({ length: 30_000 }, (_, index) => `s-${index}`)]
    const things = ids.map((id) => ({ section: 'userSessions', id, value: { userId: id } }))
    const later = { section: 'ofLater', id: 'constructor', value: [1] }
    const lines = [...things, { progress: 3 }, later, { events: 9, snapshotEvents: 0 }]
    api.routes['GET /api/audit/state'] = () => ({
      text: lines.map((line) => JSON.stringify(line)).join('\n'),
    })
    const { stdout } = await causeway('audit', 'state', '--at', 'l:9', '--json')
    expect(stdout.split('"userId"')).toHaveLength(ids.length + 1)
    expect(stdout).toContain('"__proto__":{"userId":"__proto__"}')
    expect(stdout).toContain('"ofLater":{"constructor":[1]}')
  })

  it('shows what changed between two moments', async () => {
    const { stdout } = await causeway('audit', 'state', '--at', 'l:3', '--diff', 'l:4')
    expect(stdout.split('\n').sort()).toEqual([
      '',
      '~ pools.staff.policyVersion: 1 -> 2',
      '~ pools.staff.sessionLimit: 3 -> 9',
    ])
    const none = await causeway('audit', 'state', '--at', 'l:4', '--diff', 'l:4')
    expect(none.stdout).toBe('nothing changed\n')
  })

  it('is text that acts on no terminal', async () => {
    const { stdout } = await causeway('audit', 'state', '--at', 'l:5')
    expect(stdout).toContain('Staff')
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
  })

  it('fails for a position that the log does not have, and for what is no moment', async () => {
    const { code, stderr } = await causeway('audit', 'state', '--at', 'l:99')
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      'error: there is nothing here by that name: the log has no event at l:99',
    ])
    expect(() => parseMoment('--at', 'yesterday')).toThrow('neither an ISO time nor a position')
    expect(() => parseMoment('--at', '2026-13-45')).toThrow('neither')
  })
})

describe('log verify', () => {
  it('fails and names a snapshot that differs from the log', async () => {
    const finding = { events: 4, position: 'l:4', what: 'pool-staff' }
    api.routes['GET /api/audit/snapshots'] = () => ({ text: snapshotsText([finding]) })
    const { code, stdout } = await causeway('log', 'verify')
    expect(code).toBe(exitCodes.failed)
    expect(stdout).toContain('3 snapshots compared')
    expect(stdout).toMatch(/snapshot of 4 events +l:4 +it differs in pool-staff/)
  })

  it('agrees when the fold gives what the broker holds', async () => {
    const result = await causeway('log', 'verify', '--json')
    expect(result.code).toBe(0)
    const compared = { compared: 3, indexesCompared: true }
    expect(jsonOf(result)).toMatchObject({ ok: true, events: 5, held: 3, ...compared })
  })

  it('asks what the broker holds before it reads the log', async () => {
    api.asked.length = 0
    await causeway('log', 'verify')
    expect(api.asked.map(({ path }) => path)).toEqual([
      '/api/audit/live',
      '/api/audit/live?streams=none',
      '/api/audit/live?streams=none',
      '/api/audit/size',
      '/api/audit/events?purpose=log+verify',
      '/api/audit/size',
      '/api/audit/snapshots',
      '/api/audit/agreement',
    ])
  })

  it('fails and names the machine when a gateway holds what the broker does not', async () => {
    const finding = { machineId: 'g1', role: 'gateway', kind: 'unknown-relay', id: 'c7' }
    api.routes['GET /api/audit/agreement'] = () => ({
      json: { gateways: 1, agents: 0, relays: 1, findings: [finding] },
    })
    const { code, stdout } = await causeway('log', 'verify')
    expect(code).toBe(exitCodes.failed)
    expect(stdout).toMatch(/gateway g1 +c7 +relays a connection/)
  })

  it('agrees with a broker that was behind the end of the log and moves', async () => {
    const older = await auditLines([pool(startMs)])
    let followed = 1
    api.routes['GET /api/audit/live'] = () => ({ text: older.live })
    api.routes['GET /api/audit/size'] = () => {
      followed += 1
      return { json: { size: 5, head: 'l:5', followed: `l:${followed}` } }
    }
    expect((await causeway('log', 'verify')).code).toBe(0)
  })

  it('fails for a broker that holds nothing and says it has followed', async () => {
    const nothing = createLiveState()
    const text = (followed?: string) => liveLinesOf(liveViewOf(nothing, followed))
    api.routes['GET /api/audit/live'] = () => ({ text: text('l:5') })
    const { code, stdout } = await causeway('log', 'verify')
    expect(code).toBe(exitCodes.failed)
    expect(stdout).toMatch(/pool-staff +1 +the broker holds nothing of it/)
    expect(stdout).toMatch(/connection-two +0 +the broker holds nothing of it/)
    expect(stdout).toContain('its indexes could not be compared')
    api.routes['GET /api/audit/live'] = () => ({ text: text('l:9') })
    const unknown = await causeway('log', 'verify')
    expect(unknown.code).toBe(exitCodes.failed)
    expect(unknown.stdout).toMatch(/the broker +l:9 +.*the log has no such place/)
  })

  it('fails for a broker that stays behind the end of the log', async () => {
    api.routes['GET /api/audit/live'] = () => ({
      text: liveLinesOf(liveViewOf(createLiveState(), undefined)),
    })
    api.routes['GET /api/audit/size'] = () => ({ json: { size: 5, head: 'l:5' } })
    const { code, stdout } = await causeway('log', 'verify')
    expect(code).toBe(exitCodes.failed)
    expect(stdout).toMatch(/the broker +before the first event +.*does not move/)
  })

  it('fails and names the index that differs', async () => {
    const [first = '', ...rest] = log.live.trim().split('\n')
    const standing = JSON.parse(first)
    standing.indexes.poolIds = 'ab'.repeat(32)
    const text = [JSON.stringify(standing), ...rest].join('\n')
    api.routes['GET /api/audit/live'] = () => ({ text })
    const result = await causeway('log', 'verify', '--json')
    expect(result.code).toBe(exitCodes.failed)
    expect(jsonOf(result)).toMatchObject({ findings: [{ kind: 'index', index: 'poolIds' }] })
  })

  it('fails and names the stream when the broker holds another state', async () => {
    const digest = 'ab'.repeat(32)
    const lines = log.live.split('\n').filter((line) => !line.includes('pool-staff'))
    const held = [
      { stream: 'pool-staff', revision: 1, digest },
      { stream: 'host-h9', revision: 0, digest },
    ]
    const text = [...lines, ...held.map((one) => JSON.stringify(one))].join('\n')
    api.routes['GET /api/audit/live'] = () => ({ text })
    const result = await causeway('log', 'verify', '--json')
    expect(result.code).toBe(exitCodes.failed)
    expect(jsonOf(result)).toMatchObject({
      ok: false,
      findings: [
        { stream: 'pool-staff', kind: 'different' },
        { stream: 'host-h9', kind: 'not-in-log' },
      ],
    })
  })

  it('fails when a revision is missing in the log', async () => {
    const lines = log.events.split('\n').filter((_, index) => index !== 0)
    api.routes['GET /api/audit/size'] = () => ({ json: { size: 4, head: 'l:5', followed: 'l:5' } })
    api.routes['GET /api/audit/events'] = () => ({ text: lines.join('\n') })
    const { code, stdout } = await causeway('log', 'verify')
    expect(code).toBe(exitCodes.failed)
    expect(stdout).toMatch(/pool-staff +1 +a revision is missing/)
  })

  it('goes on behind the last event of an answer, and fails when nothing more comes', async () => {
    const lines = log.events.trim().split('\n')
    const given = (from: number, to: number) => ({ text: lines.slice(from, to).join('\n') })
    api.routes['GET /api/audit/events'] = ({ path }) =>
      path.endsWith('&from=l%3A3') ? given(3, 5) : given(0, 3)
    expect(jsonOf(await causeway('log', 'verify', '--json'))).toMatchObject({ ok: true, events: 5 })
    api.routes['GET /api/audit/events'] = ({ path }) =>
      path.includes('from=') ? { text: '' } : given(0, 3)
    const { code, stderr } = await causeway('log', 'verify')
    expect(code).toBe(1)
    expect(stderr).toContain('error: the server gave 3 events and not the one at l:5\n')
  })

  it('ends with the fault that broke the log off, never with half an answer', async () => {
    const fault = '{"error":{"code":"LOG_CORRUPT","message":"the event log is damaged"}}\n'
    api.routes['GET /api/audit/events'] = () => ({ text: log.events + fault })
    const { code, stdout, stderr } = await causeway('log', 'verify')
    expect([code, stdout]).toEqual([exitCodes.failed, ''])
    expect(stderr).toBe(
      'error: the event log is damaged\nfix: restore the data folder from a backup\n',
    )
    for (const line of ['{"position":"l:6"}', 'not json', '{"type":"Unheard"}']) {
      api.routes['GET /api/audit/events'] = () => ({ text: `${log.events}${line}\n` })
      const broken = await causeway('audit', 'connections', '--json')
      expect(JSON.parse(broken.stderr)).toMatchObject({ error: { code: 'ANSWER_INVALID' } })
    }
  })
})
