/** The export as lines, from a site that runs, from a folder, and what is refused. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLmdbEventLog } from '../../../../core/adapters/lmdb-event-log.ts'
import { openLmdbPersonDirectory } from '../../../../core/adapters/lmdb-person-directory.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { openDataFolder } from '../../../../core/identity/data-folder.ts'
import { encodeEvent } from '../../../../proto/event-codec.ts'
import { encodePersonalData } from '../../../../proto/personal-data.ts'
import { idOf } from '../../../contract/events.ts'
import { auditLines, type Written } from '../../../support/cli/audit-lines.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { runCli, startCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'
import { eventSample, eventTypes } from '../../../support/event-samples.ts'

const written: readonly Written[] = [
  ['pool-1', 'PoolCreated'],
  ['connection-1', 'ConnectionRequested'],
  ['connection-1', 'ConnectionRefused'],
].map(([stream = '', type], at) => ({
  stream,
  at: 1_700_000_000_000 + at,
  event: eventSample(eventTypes.find((one) => one === type) ?? 'PoolCreated'),
}))

let api: FakeApi
let home: string
let lines: readonly string[]
beforeAll(async () => {
  api = await startFakeApi()
  lines = (await auditLines(written)).events.trim().split('\n')
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-export-'))
  signInAt(home, api)
  api.asked.length = 0
  Object.assign(api.routes, {
    'GET /api/audit/size': () => ({ json: { size: lines.length, head: `l:${lines.length}` } }),
    'GET /api/audit/events': ({ path }: { path: string }) => {
      const from = new URLSearchParams(path.split('?')[1]).get('from')
      const rest = lines.slice(Number(from?.slice(2) ?? 0))
      return { text: rest.map((line) => `${line}\n`).join('') }
    },
  })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const causeway = (...args: readonly string[]) => runCli(args, { home })
const exported = (...args: readonly string[]) => causeway('audit', 'export', ...args)

describe('audit export', () => {
  it('writes the lines of the API as they are, to their end', async () => {
    const { code, stdout, stderr } = await exported('--to', 'jsonl')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.trim().split('\n')).toEqual(lines)
    expect(api.asked.map(({ path }) => path).join()).toContain('purpose=export+--to+jsonl')
  })

  it('begins behind a position, and says with --json where it ended', async () => {
    const { stdout, stderr } = await exported('--to', 'jsonl', '--from', 'l:2', '--json')
    expect(stdout.trim().split('\n')).toEqual(lines.slice(2))
    expect(JSON.parse(stderr)).toMatchObject({ to: 'jsonl', exported: 1, position: 'l:3' })
  })

  it('follows what comes until it is interrupted', async () => {
    const all = lines
    lines = all.slice(0, 2)
    const { child, ended, waitForLine } = startCli(
      ['audit', 'export', '--to', 'jsonl', '--follow'],
      { home },
    )
    await waitForLine(/"position":"l:2"/)
    lines = all
    await waitForLine(/"position":"l:3"/)
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(0)
    expect(stdout.trim().split('\n')).toEqual(lines)
  })

  it('writes log records of OpenTelemetry, one LogsData a line', async () => {
    const { stdout } = await exported('--to', 'otel')
    const names = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).resourceLogs[0].scopeLogs[0].logRecords[0])
      .map(({ severityText, eventName }) => `${severityText} ${eventName}`)
    expect(names).toEqual([
      'INFO PoolCreated',
      'INFO ConnectionRequested',
      'WARN ConnectionRefused',
    ])
  })

  it.each([
    [['--to', 'xml'], 'jsonl, otel or kafka'],
    [['--to', 'jsonl', '--checkpoint', 'x'], '--checkpoint is of no use'],
    [['--to', 'kafka://127.0.0.1:9092'], 'names no topic'],
    [['--to', 'kafka://127.0.0.1:9092/t', '--format', 'avro'], 'protobuf or json'],
    [['--to', 'jsonl', '--log', 'ftp://x'], 'lmdb:, esdb://'],
    [['--to', 'jsonl', '--log', 'lmdb:'], 'holds no site'],
  ])('refuses %s', async (args, text) => {
    const { code, stdout, stderr } = await exported(...args)
    expect([code, stdout]).toEqual([exitCodes.usage, ''])
    expect(stderr).toContain(text)
  })

  it('refuses a checkpoint of another topic, and a file that is none', async () => {
    const file = join(home, 'place.json')
    const to = ['--to', 'kafka://127.0.0.1:1/mine', '--checkpoint', file]
    const place = { version: 1, topic: 'other', position: 'l:1', eventId: 'e1' }
    writeFileSync(file, JSON.stringify(place), { mode: 0o600 })
    const other = await exported(...to)
    expect([other.code, other.stderr]).toEqual([
      exitCodes.usage,
      expect.stringContaining('is the checkpoint of topic other, not of mine'),
    ])
    writeFileSync(file, '{}', { mode: 0o600 })
    const none = await exported(...to)
    expect(none.code).toBe(exitCodes.failed)
    expect(none.stderr).toContain('is no checkpoint of this version')
  })

  it('says at once that a site is not there', async () => {
    const elsewhere = { url: 'https://localhost:1', caFile: api.caFile }
    rmSync(join(home, 'causeway'), { recursive: true })
    signInAt(home, elsewhere)
    const { code } = await exported('--to', 'jsonl')
    expect(code).toBe(exitCodes.unreachable)
  })
})

describe('audit export from a data folder', () => {
  const system = createSystem()
  const fill = async () => {
    const folder = await openDataFolder({ system }, { folder: join(home, 'd'), names: ['x'] })
    const people = await openLmdbPersonDirectory({ folder: folder.file('people'), system })
    const personal = { userName: 'alice', clientAddress: '127.0.0.1', deviceName: 'pc' }
    const event = eventSample('ConnectionRequested')
    if (event.type !== 'ConnectionRequested') throw new Error('another type')
    const sealed = await people.seal(event.data.userId, encodePersonalData(personal))
    await people.stop()
    const log = await openLmdbEventLog({ folder: folder.file('log'), system })
    const stored = encodeEvent({ ...event, data: { ...event.data, sealed } })
    const envelope = { recordedAt: 1, actor: 'broker:1', connectionId: 'c', causationId: '' }
    await log.append('connection-c', 'none', [{ ...stored, ...envelope, eventId: idOf('e') }])
    return log
  }
  const args = ['--to', 'jsonl', '--log', 'lmdb:', '--data-folder', 'd']

  it('opens what is sealed there, and leaves a folder in use to its broker', async () => {
    const log = await fill()
    const busy = await exported(...args)
    expect([busy.code, busy.stdout]).toEqual([exitCodes.failed, ''])
    expect(busy.stderr).toContain('leave --log out')
    await log.stop()
    const { code, stdout } = await exported(...args)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      position: 'l:1',
      type: 'ConnectionRequested',
      person: { userName: 'alice' },
    })
  })
})
