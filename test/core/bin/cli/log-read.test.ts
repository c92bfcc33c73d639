/** Events of a site and of a served log, decoded; and an export from there across a restart. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOwnName } from '../../../../core/adapters/esdb/foreign-event.ts'
import { storedBytes } from '../../../../core/adapters/log-envelope.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { encodeEvent } from '../../../../proto/event-codec.ts'
import { storedDescriptors } from '../../../../proto/event-descriptors.ts'
import { collect, idOf } from '../../../contract/events.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { runCli, startCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'
import { type ServedLog, serveLog } from '../../../support/esdb/served-log.ts'

const removed = (poolId: string, type = 'PoolRemoved') => ({
  ...encodeEvent({ type: 'PoolRemoved', data: { poolId } }),
  ...{ type, eventId: idOf(`${type}-${poolId}`), recordedAt: 1_700_000_000_000 },
  ...{ actor: 'admin:1\u202e', connectionId: '', causationId: 'c' },
})

/** The last one is of a type that only a later version of the program knows. */
const fill = async (log: EventLog): Promise<void> => {
  await log.append('pool-a', 'none', [removed('a1'), removed('a2')])
  await log.append('pool-b', 'none', [removed('b1')])
  await log.append('pool-a', 1, [removed('a3', 'PoolBuried')])
}

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-log-read-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const read = (...args: readonly string[]) => runCli(['log', 'read', ...args], { home })

const rowsOf = (stdout: string): unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('log read from a running site', () => {
  let api: FakeApi
  beforeAll(async () => {
    const log = createMemoryEventLog()
    await fill(log)
    const events = await collect(log.readAll())
    api = await startFakeApi({
      'GET /api/audit/events': ({ path }) => {
        const query = new URLSearchParams(path.split('?')[1])
        const from = Number(query.get('from')?.slice(2) ?? 0)
        expect(query.get('form')).toBe('stored')
        const lines = events.slice(from).map((event) => {
          const stored = Buffer.from(storedBytes(event)).toString('base64')
          return `${JSON.stringify({ position: event.position, eventId: event.eventId, stored })}\n`
        })
        return { text: lines.join('') }
      },
    })
    signInAt(home, api)
  })
  afterAll(() => api.stop())

  it('shows every event with its payload, and what cannot be decoded as it is', async () => {
    const { code, stdout } = await read('--json')
    expect(code).toBe(0)
    expect(rowsOf(stdout)).toEqual([
      expect.objectContaining({ position: 'm:1', stream: 'pool-a', data: { poolId: 'a1' } }),
      expect.objectContaining({ revision: 1, type: 'PoolRemoved', data: { poolId: 'a2' } }),
      expect.objectContaining({ stream: 'pool-b', data: { poolId: 'b1' } }),
      expect.objectContaining({
        type: 'PoolBuried',
        payload: Buffer.from(removed('a3').payload).toString('base64'),
      }),
    ])
  })

  it('tells people the same, with nothing that acts on a terminal', async () => {
    const { stdout } = await read('--count', '1')
    expect(stdout).toMatch(
      /^m:1 {2}2023-11-14T\S+ {2}PoolRemoved {2}pool-a @0 {2}admin:1\\u\{202e\}/,
    )
    expect(stdout).toContain('    {"poolId":"a1"}\n')
  })

  it('begins where it is told to, of one stream or of all', async () => {
    const all = rowsOf((await read('--json', '--from', 'm:2', '--count', '1')).stdout)
    expect(all).toEqual([expect.objectContaining({ position: 'm:3' })])
    const own = rowsOf((await read('--json', '--stream', 'pool-a', '--from', '1')).stdout)
    expect(own).toEqual([
      expect.objectContaining({ stream: 'pool-a', revision: 1 }),
      expect.objectContaining({ stream: 'pool-a', revision: 2 }),
    ])
  })

  it.each([
    ['--count', '0'],
    ['--stream', 'pool-a', '--from', 'm:1'],
  ])('refuses %s %s', async (...args) => {
    expect((await read(...args)).code).toBe(exitCodes.usage)
  })
})

describe('a served log', () => {
  let log: EventLog
  let served: ServedLog
  beforeAll(async () => {
    log = createMemoryEventLog()
    await fill(log)
    const { set, messages } = storedDescriptors()
    const later = { ...messages, PoolBuried: { 1: 'causeway.events.v1.PoolRemoved' } }
    const descriptors = { set, messages: later }
    served = await serveLog({ letter: 'm', log: () => log, isOwn: isOwnName, descriptors })
  })
  afterAll(() => served.dispose())

  it('says itself what its payloads are, those of a later version too', async () => {
    const { code, stdout, stderr } = await read('--log', served.url('auditor'), '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(rowsOf(stdout)).toEqual([
      expect.objectContaining({ type: 'PoolRemoved', data: { poolId: 'a1' } }),
      expect.objectContaining({ type: 'PoolRemoved', data: { poolId: 'a2' } }),
      expect.objectContaining({ stream: 'pool-b', data: { poolId: 'b1' } }),
      expect.objectContaining({ type: 'PoolBuried', data: { poolId: 'a3' } }),
    ])
    const stream = ['--stream', 'pool-b', '--json']
    const one = await runCli(['log', 'read', '--log', 'settings', ...stream], {
      home,
      env: { CAUSEWAY_LOG_URL: served.url('auditor') },
    })
    expect(rowsOf(one.stdout)).toHaveLength(1)
  })

  it('tells by its exit code and its words who was refused, and what was not reached', async () => {
    const url = served.url('auditor')
    const wrong: readonly (readonly [string, number, RegExp])[] = [
      [url.replace('read%20it', 'guess'), exitCodes.refused, /check user and password in the url/],
      [url.replace(/&tlsCAFile=[^&]*/, ''), exitCodes.unreachable, /tlsCAFile=/],
      [url.replace(`:${served.port}`, ':1'), exitCodes.unreachable, /nothing listens there/],
    ]
    for (const [log, exit, text] of wrong) {
      const { code, stderr } = await read('--log', log)
      expect([code, stderr]).toEqual([exit, expect.stringMatching(text)])
    }
  })

  it('is exported on and on while its server comes and goes', async () => {
    const args = ['audit', 'export', '--to', 'jsonl', '--follow', '--log', served.url('auditor')]
    // This version cannot read the later type: it begins behind it.
    const rows = rowsOf((await read('--log', served.url('auditor'), '--json')).stdout)
    const last = JSON.parse(JSON.stringify(rows.at(-1)))
    const { child, ended, waitForLine } = startCli([...args, '--from', last.position], { home })
    await log.append('pool-c', 'none', [removed('c1')])
    await waitForLine(/"poolId":"c1"/)
    await served.stop()
    await log.append('pool-c', 0, [removed('c2')])
    await served.start()
    await waitForLine(/"poolId":"c2"/)
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(0)
    const revisions = rowsOf(stdout).map((row) => JSON.parse(JSON.stringify(row)).revision)
    expect(revisions).toEqual([0, 1])
  })
})
