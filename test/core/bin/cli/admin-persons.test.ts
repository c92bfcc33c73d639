/** Erasing a person from the command line, against a stand-in for the API. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { askYes } from '../../../../core/bin/cli/prompt.ts'
import { encodePersonalData } from '../../../../proto/personal-data.ts'
import { auditLines, type Written } from '../../../support/cli/audit-lines.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'
import { testIo } from '../../../support/cli/test-io.ts'

const idOf = (letter: string): string => `u-${letter.repeat(52)}`

const requested = (connectionId: string, userId: string, userName: string): Written => ({
  stream: `connection-${connectionId}`,
  at: 1,
  connectionId,
  event: {
    type: 'ConnectionRequested',
    data: {
      ...{ connectionId, userId, resourceId: 'desk', transport: 'arm', gatewayId: 'g1' },
      ...{ predecessorId: '', brokerId: 'b1', ticketId: 't' },
      sealed: encodePersonalData({ userName, clientAddress: '192.0.2.7', deviceName: '' }),
    },
  },
})

let api: FakeApi
let home: string
beforeAll(async () => {
  api = await startFakeApi()
  const written = [
    requested('one', idOf('a'), 'alice'),
    requested('two', idOf('b'), 'twin'),
    requested('three', idOf('c'), 'twin'),
  ]
  const opened = { open: async (_: string, sealed: Uint8Array) => sealed }
  const log = await auditLines(written, { ...opened, recall: async () => undefined })
  const erase = (letter: string) => ({ userId: idOf(letter), wasNamed: true })
  Object.assign(api.routes, {
    'GET /api/audit/size': () => ({ json: { size: 3, head: 'l:3', followed: 'l:3' } }),
    'GET /api/audit/events': () => ({ text: log.events }),
    [`DELETE /api/admin/persons/${idOf('a')}`]: () => ({ json: erase('a') }),
    [`DELETE /api/admin/persons/${idOf('b')}`]: () => ({ json: erase('b') }),
  })
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-persons-cli-'))
  signInAt(home, api)
  api.asked.length = 0
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const causeway = (...args: readonly string[]) => runCli(args, { home })
const deleted = () => api.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path)

describe('admin person erase', () => {
  it('finds a person by their name, which no server is told', async () => {
    const result = await causeway('admin', 'person', 'erase', 'alice', '--yes', '--json')
    expect([result.code, jsonOf(result)]).toEqual([
      exitCodes.ok,
      { userId: idOf('a'), wasNamed: true, erased: true },
    ])
    expect(deleted()).toEqual([`/api/admin/persons/${idOf('a')}`])
    expect(JSON.stringify(api.asked)).not.toContain('alice')
  })

  it('takes an id as it is, and says what is left', async () => {
    const { stdout } = await causeway('admin', 'person', 'erase', idOf('b'), '--yes')
    expect(stdout).toContain(`erased ${idOf('b')}`)
    expect(stdout).toContain('backups')
    expect(api.asked.map(({ method }) => method)).toEqual(['DELETE'])
  })

  it.each([
    ['twin', exitCodes.usage, idOf('c')],
    ['nobody', exitCodes.failed, 'NOT_FOUND'],
  ])('erases no %s', async (name, code, told) => {
    const result = await causeway('admin', 'person', 'erase', name, '--yes', '--json')
    expect(result.code).toBe(code)
    expect(result.stdout + result.stderr).toContain(told)
    expect(deleted()).toEqual([])
  })

  it('asks before it does, and erases nobody where it cannot ask', async () => {
    const result = await causeway('admin', 'person', 'erase', 'alice')
    expect(result.code).toBe(exitCodes.usage)
    expect(result.stderr).toContain('--yes')
    expect(deleted()).toEqual([])
  })
})

describe('a question', () => {
  it.each([
    ['y\n', true],
    ['YES\n', true],
    ['\n', false],
    ['yesterday\n', false],
    ['n\n', false],
    ['', false],
  ])('answered by %j is %s', async (typed, meant) => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    const stderr = new PassThrough()
    const { io } = testIo({ stdin, stdout: stderr, stderr })
    const answer = askYes(io, 'Sure?')
    stdin.end(typed)
    expect(await answer).toBe(meant)
    expect(stderr.read().toString()).toBe('Sure? [y/N] ')
  })
})

describe('audit connections', () => {
  it('is noted by ids, never by the name that was asked for', async () => {
    const result = await causeway('audit', 'connections', '--user', 'twin', '--json')
    expect(jsonOf(result)).toMatchObject({ total: 2 })
    const noted = api.asked.map(({ path }) => decodeURIComponent(path)).join('\n')
    expect(noted).not.toContain('twin')
    for (const letter of ['b', 'c']) expect(noted).toContain(`--user+${idOf(letter)}`)
  })
})
