/** Administration: the requests that commands make, and whose token they carry. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSystem } from '../../../../core/adapters/system.ts'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { openDataFolder } from '../../../../core/identity/data-folder.ts'
import { type FakeApi, type FakeRoutes, startFakeApi } from '../../../support/cli/fake-api.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'

let api: FakeApi
let home: string
beforeAll(async () => {
  api = await startFakeApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-admin-'))
  api.asked.length = 0
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const at = () => ['--api', api.url, '--ca', api.caFile]
const admin = (args: readonly string[]) => runCli(['admin', ...args, ...at()], { home })
const serve = (routes: FakeRoutes) => Object.assign(api.routes, routes)
const asked = () => api.asked.map(({ method, path, body }) => ({ method, path, body }))

describe('admin', () => {
  it('creates registration tokens and shows the token whole, on a line of its own', async () => {
    signInAt(home, api)
    const answer = { tokenId: 't1', poolId: 'staff', expiresAt: 0, usesMax: 3, token: 'join-me' }
    serve({ 'POST /api/admin/registration-tokens': () => ({ status: 201, json: answer }) })
    const args = [
      'registration-token',
      'create',
      '--pool',
      'staff',
      '--lifetime',
      '2h',
      '--uses',
      '3',
    ]
    const { code, stdout } = await admin(args)
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('join-me')
    const body = { poolId: 'staff', lifetimeMs: 7_200_000, usesMax: 3 }
    expect(asked()).toEqual([{ method: 'POST', path: '/api/admin/registration-tokens', body }])
    expect(api.asked[0]?.bearer).toBe('admin-token')
    expect(jsonOf(await admin([...args, '--json']))).toEqual(answer)
  })

  it('reads lists to their last page', async () => {
    signInAt(home, api)
    serve({
      'GET /api/admin/hosts': ({ path }) =>
        path.includes('after=h1')
          ? { json: { items: [{ hostId: 'h2', name: 'two', cpuLoad: 0.5, lastBeatAt: 1 }] } }
          : { json: { items: [{ hostId: 'h1', name: 'one', draining: true }], next: 'h1' } },
    })
    const { stdout } = await admin(['host', 'list'])
    expect(stdout).toContain('50 %')
    expect(stdout).toContain('1970-01-01T00:00:00.001Z')
    expect(jsonOf(await admin(['host', 'list', '--json']))).toMatchObject({
      hosts: [{ hostId: 'h1' }, { hostId: 'h2' }],
    })
  })

  it('keeps its own query on every page', async () => {
    signInAt(home, api)
    serve({
      'GET /api/admin/hosts': ({ path }) =>
        path.includes('after') ? { json: { items: [] } } : { json: { items: [], next: 'a b' } },
    })
    await admin(['host', 'list', '--pool', 'staff & co'])
    expect(asked().map(({ path }) => path)).toEqual([
      '/api/admin/hosts?poolId=staff+%26+co',
      '/api/admin/hosts?poolId=staff+%26+co&after=a%20b',
    ])
  })

  it('finds a host by its name, and refuses a name that two have', async () => {
    signInAt(home, api)
    const items = [
      { hostId: 'h/1', name: 'desk' },
      { hostId: 'h2', name: 'twin' },
      { hostId: 'h3', name: 'twin' },
    ]
    serve({
      'GET /api/admin/hosts': () => ({ json: { items } }),
      'POST /api/admin/hosts/h%2F1/drain': () => ({ json: { hostId: 'h/1', draining: true } }),
    })
    expect((await admin(['host', 'drain', 'desk'])).code).toBe(0)
    expect((await admin(['host', 'drain', 'twin'])).code).toBe(exitCodes.usage)
  })

  it('changes only what is given', async () => {
    signInAt(home, api)
    serve({ 'PATCH /api/admin/pools/staff': () => ({ json: { poolId: 'staff' } }) })
    await admin(['pool', 'change', 'staff', '--disconnected-limit', '0s'])
    expect(asked()[0]?.body).toEqual({ disconnectedLimitMs: 0 })
    expect((await admin(['pool', 'change', 'staff', '--session-limit', 'x'])).code).toBe(
      exitCodes.usage,
    )
  })

  it('ends all sessions of the list, also those that end by themselves meanwhile', async () => {
    signInAt(home, api)
    serve({
      'GET /api/admin/user-sessions': () => ({
        json: { items: [{ sessionKey: 'a/b' }, { sessionKey: 'gone' }] },
      }),
      'DELETE /api/admin/user-sessions/a%2Fb': () => ({ status: 204, text: '' }),
    })
    const result = await admin(['session', 'end', '--all', '--json'])
    expect([result.code, jsonOf(result)]).toEqual([0, { ended: ['a/b'] }])
    expect((await admin(['session', 'end'])).code).toBe(exitCodes.usage)
    expect((await admin(['session', 'end', 'gone'])).code).toBe(exitCodes.failed)
  })

  it('passes on what the server refuses', async () => {
    signInAt(home, api)
    const json = { code: 'IN_USE', message: 'something else still depends on it: 2 hosts' }
    serve({ 'DELETE /api/admin/pools/staff': () => ({ status: 409, json }) })
    const { code, stderr } = await admin(['pool', 'remove', 'staff'])
    expect(code).toBe(exitCodes.failed)
    expect(stderr).toBe(
      'error: something else still depends on it: 2 hosts\n' +
        'fix: remove what depends on it first\n',
    )
  })
})

describe('the local administrator', () => {
  const open = async () => {
    const folder = join(home, 'causeway-data')
    const opened = await openDataFolder(
      { system: createSystem() },
      { folder, names: ['localhost'] },
    )
    return { folder, siteId: opened.siteId }
  }

  it('is whoever can read the data folder of the site', async () => {
    const { folder, siteId } = await open()
    // The stand-in's authority takes the place of the folder's own.
    copyFileSync(api.caFile, join(folder, 'ca.pem'))
    serve({ 'GET /api/admin/pools': () => ({ json: { items: [] } }) })
    const { code } = await runCli(['admin', 'pool', 'list', '--api', api.url], { home })
    expect(code).toBe(0)
    expect(decodeJwt(api.asked[0]?.bearer ?? '')).toMatchObject({
      iss: `causeway-local:${siteId}`,
      aud: 'causeway-admin',
    })
  })

  it('sends nothing to an API that another authority has certified', async () => {
    const { folder } = await open()
    expect(readFileSync(join(folder, 'ca.pem'))).not.toEqual(readFileSync(api.caFile))
    const { code, stderr } = await admin(['pool', 'list'])
    expect(code).toBe(exitCodes.refused)
    expect(stderr).toContain('nobody is signed in')
    expect(api.asked).toEqual([])
  })

  it('is nobody where there is no data folder', async () => {
    mkdirSync(join(home, 'empty'))
    const args = ['admin', 'pool', 'list', ...at(), '--data-folder', 'empty']
    const { code, stderr } = await runCli(args, { home })
    expect(code).toBe(exitCodes.refused)
    expect(stderr).toContain('--data-folder')
  })
})

it('a site that was made anew is told apart from a missing role', async () => {
  signInAt(home, api)
  const file = join(home, 'causeway', 'credentials.json')
  const saved = JSON.parse(readFileSync(file, 'utf8'))
  delete saved.apis[api.url].adminToken
  writeFileSync(file, JSON.stringify(saved), { mode: 0o600 })
  const run = () => runCli(['admin', 'pool', 'list', '--api', api.url], { home })
  expect((await run()).stderr).toContain('the role this needs')
  const folder = join(home, 'causeway-data')
  mkdirSync(folder, { mode: 0o700 })
  writeFileSync(join(folder, 'ca.pem'), 'the authority of another site')
  const { code, stderr } = await run()
  expect(code).toBe(exitCodes.refused)
  expect(stderr).toContain(`was to another site than that of ${folder}`)
  expect(stderr).toContain('causeway login')
})
