/** Feed, .rdp files and FreeRDP's arguments, against a stand-in for the API. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { pinOption, readRdpTarget } from '../../../../core/bin/cli/feed-args.ts'
import { shellWord } from '../../../../core/bin/cli/feed-save.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'
import { availableDesktopTools } from '../../../support/desktop/desktop-tools.ts'
import { clientExit } from '../../../support/desktop/freerdp-client.ts'
import { needs } from '../../../support/skip.ts'

const pin = 'ab'.repeat(32)
const colonPin = Array.from({ length: 32 }, () => 'AB').join(':')
const other = 'cd'.repeat(32)

let api: FakeApi
let home: string
beforeAll(async () => {
  api = await startFakeApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-feed-'))
  signInAt(home, api)
  api.asked.length = 0
  const item = (resourceId: string, name: string, state: string, fingerprints: string[]) => ({
    resourceId,
    name,
    kind: 'desktop',
    poolId: 'staff',
    state,
    fingerprints,
    rdpPath: `/feed/rdp/${resourceId}.rdp`,
  })
  const items = [
    item('staff-desktop', 'Desktop', 'ready', [pin, other]),
    {
      ...item('evil', 'x\u001b]0;owned\u0007\u202ey', 'ALL_HOSTS_FULL', []),
      reason: { code: 'ALL_HOSTS_FULL', message: 'full\u001b[2J', remedy: 'add hosts' },
    },
  ]
  const rdp = (resource: string) =>
    `full address:s:${resource}\r\ngatewayhostname:s:localhost:${api.port}\r\nresourceprovider:s:arm\r\n`
  Object.assign(api.routes, {
    'GET /api/feed': () => ({ json: { items } }),
    'GET /api/client-config': () => ({ json: { apiUrl: api.url } }),
    'GET /feed/rdp/staff-desktop.rdp': () => ({ text: rdp('staff-desktop') }),
    'GET /feed/rdp/evil.rdp': () => ({ text: rdp('evil') }),
  })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const causeway = (args: readonly string[], input = '') => runCli(args, { home, input })

describe('feed', () => {
  it('is a table that hostile names cannot leave', async () => {
    const { code, stdout } = await causeway(['feed'])
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/[^\P{C}\n]/u)
    const [head, , evil, reason] = stdout.split('\n')
    expect(head).toMatch(/^RESOURCE +NAME +KIND +POOL +STATE$/)
    expect(evil).toContain('x\\u{1b}]0;owned\\u{7}\\u{202e}y')
    expect(reason).toBe('ALL_HOSTS_FULL: full\\u{1b}[2J; add hosts')
    expect(api.asked[0]?.bearer).toBe('user-token')
  })

  it('is JSON for programs, as harmless and unchanged', async () => {
    const result = await causeway(['feed', '--json'])
    expect(result.stdout).not.toMatch(/[^\P{C}\n]/u)
    expect(jsonOf(result)).toMatchObject({ items: [{}, { name: 'x\u001b]0;owned\u0007\u202ey' }] })
  })

  it('names the refusal of the server with its remedy and exit code', async () => {
    api.routes['GET /api/feed'] = () => ({
      status: 401,
      json: { code: 'TOKEN_EXPIRED', message: 'the token has expired' },
    })
    const result = await causeway(['feed'])
    expect(result.code).toBe(exitCodes.refused)
    expect(result.stderr).toBe(
      'error: the token has expired\nfix: sign in again with `causeway login`\n',
    )
  })

  it('refuses an answer in a form it does not know', async () => {
    api.routes['GET /api/feed'] = () => ({ json: { resources: [] } })
    const result = await causeway(['feed', '--json'])
    expect(result.code).toBe(exitCodes.failed)
    expect(JSON.parse(result.stderr)).toMatchObject({ error: { code: 'ANSWER_INVALID' } })
  })
})

describe('feed save', () => {
  it('writes the file for its owner alone and prints a command without any secret', async () => {
    const { code, stdout } = await causeway(['feed', 'save', 'staff-desktop'])
    expect(code).toBe(0)
    const file = join(home, 'staff-desktop.rdp')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain('resourceprovider:s:arm')
    const authority = /SSL_CERT_FILE=(\S+) xfreerdp3 \/args-from:stdin/.exec(stdout)?.[1] ?? ''
    expect(readFileSync(authority, 'utf8')).toBe(readFileSync(api.caFile, 'utf8'))
    expect(stdout).toContain('npx causeway feed args staff-desktop.rdp --host-user NAME |')
    expect(stdout).not.toContain('user-token')
  })

  it('replaces a link of that name instead of writing through it', async () => {
    writeFileSync(join(home, 'precious'), 'kept')
    symlinkSync(join(home, 'precious'), join(home, 'staff-desktop.rdp'))
    expect((await causeway(['feed', 'save', 'Desktop'])).code).toBe(0)
    expect(readFileSync(join(home, 'precious'), 'utf8')).toBe('kept')
  })

  it('warns when no certificate of a host is known', async () => {
    const { stderr } = await causeway(['feed', 'save', 'evil'])
    expect(stderr).toContain('warning: no certificate of a host is known yet')
  })

  it('says the same for a resource that is unknown as for one not granted', async () => {
    const { code, stderr } = await causeway(['feed', 'save', 'nothing'])
    expect(code).toBe(exitCodes.refused)
    expect(stderr).toContain('no such resource is granted to you: nothing')
  })
})

describe('feed args', () => {
  const save = () => causeway(['feed', 'save', 'staff-desktop'])

  it('are one a line, the file first, with every certificate of the pool', async () => {
    await save()
    const { code, stdout, stderr } = await causeway(['feed', 'args', 'staff-desktop.rdp'])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.split('\n')).toEqual([
      './staff-desktop.rdp',
      `/azure:ad:localhost:${api.port}`,
      '/gateway:bearer:user-token',
      `/cert:deny,fingerprint:sha256:${colonPin},fingerprint:sha256:${colonPin.replaceAll('AB', 'CD')}`,
      '',
    ])
  })

  it('take the password on the host from standard input', async () => {
    await save()
    const args = [
      'feed',
      'args',
      'staff-desktop.rdp',
      '--host-user',
      'a b',
      '--host-password-stdin',
    ]
    const { stdout } = await causeway(args, 'p w\n')
    expect(stdout.split('\n').slice(-3)).toEqual(['/u:a b', '/p:p w', ''])
    const alone = await causeway(['feed', 'args', 'staff-desktop.rdp', '--host-password-stdin'])
    expect(alone.code).toBe(exitCodes.usage)
  })

  it('never give the token to a gateway that a file names by itself', async () => {
    writeFileSync(
      join(home, 'foreign.rdp'),
      'full address:s:staff-desktop\r\ngatewayhostname:s:evil.example:443\r\n',
    )
    const { code, stdout, stderr } = await causeway(['feed', 'args', 'foreign.rdp'])
    expect(code).toBe(exitCodes.refused)
    expect(stdout).toBe('')
    expect(stderr).toContain('leads to evil.example:443')
  })

  it('refuse names with line ends, which would be arguments of their own', async () => {
    await save()
    const args = ['feed', 'args', 'staff-desktop.rdp', '--host-user', 'a\n/cert:ignore']
    const { code, stdout } = await causeway(args)
    expect([code, stdout]).toEqual([exitCodes.usage, ''])
  })

  it('pin nothing but deny unknown certificates while none is known', () => {
    expect(pinOption([])).toBe('/cert:deny')
  })

  it('read the last value of a name, as FreeRDP does', () => {
    const text = 'Full Address:s:a\nfull address:s:b\ngatewayhostname:s:g:1\nother\n'
    expect(readRdpTarget(text)).toEqual({ resourceId: 'b', gatewayHostname: 'g:1' })
    expect(readRdpTarget('full address:s:a')).toBeUndefined()
  })

  const freerdp = availableDesktopTools().freerdp3
  const real = needs('arguments for the real xfreerdp3', freerdp, 'bash test/real/install.sh')
  it.runIf(real)('are accepted by the real xfreerdp3, which then tries to connect', async () => {
    await save()
    const input = 'secret\n'
    const asked = ['feed', 'args', 'staff-desktop.rdp', '--host-user', 'x', '--host-password-stdin']
    const { stdout } = await causeway(asked, input)
    const exit = await new Promise<number | undefined>((resolve) => {
      const env = { PATH: process.env['PATH'] ?? '', HOME: home, DISPLAY: ':99999' }
      const client = execFile('xfreerdp3', ['/args-from:stdin'], { cwd: home, env }, (error) =>
        resolve(typeof error?.code === 'number' ? error.code : 0),
      )
      client.stdin?.end(stdout)
    })
    expect(exit).not.toBe(clientExit.badOption)
    expect(exit).not.toBe(clientExit.unknownOption)
    expect(exit).not.toBe(0)
  })
})

describe('words of a shell', () => {
  it('are quoted when they need it', () => {
    expect(shellWord('/a/b-1.rdp')).toBe('/a/b-1.rdp')
    expect(shellWord("it's $(x)")).toBe("'it'\\''s $(x)'")
    expect(shellWord('')).toBe("''")
  })
})
