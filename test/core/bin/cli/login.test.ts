/** Signing in as a user does, against the real development issuer, in processes of its own. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { type SignInApi, startSignInApi } from '../../../support/cli/sign-in-api.ts'

let api: SignInApi
let home: string
beforeAll(async () => {
  api = await startSignInApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-login-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const passwordOf = (user: string): string => `${api.passwords.get(user) ?? ''}\n`

const signIn = (user: string, ...more: readonly string[]) =>
  runCli(['login', '--user', user, '--password-stdin', '--api', api.url, ...more, '--json'], {
    home,
    input: passwordOf(user),
  })

const savedFile = () => join(home, 'causeway', 'credentials.json')
const saved = () =>
  z
    .object({ last: z.string(), apis: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(readFileSync(savedFile(), 'utf8')))

describe('login', () => {
  it('keeps the tokens and the authority for later commands, for the owner alone', async () => {
    const result = await signIn('alice', '--ca', api.caFile)
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(jsonOf(result)).toMatchObject({ apiUrl: api.url, administration: false })
    expect(statSync(savedFile()).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'causeway')).mode & 0o777).toBe(0o700)
    // No --api and no --ca any more.
    const feed = await runCli(['feed', '--json'], { home })
    expect(jsonOf(feed)).toMatchObject({ items: [{ resourceId: 'causeway' }] })
  })

  it('gets the token for administration where the user has a role, and says so', async () => {
    const result = await signIn('admin', '--ca', api.caFile)
    expect(jsonOf(result)).toMatchObject({ administration: true })
    expect(Object.keys(saved().apis[api.url] ?? {})).toContain('adminToken')
    const refused = await signIn('alice', '--ca', api.caFile, '--admin')
    expect(refused.code).toBe(exitCodes.refused)
    expect(refused.stderr).toContain('ROLE_MISSING')
  })

  it('renews a token that is about to end, and keeps what came instead', async () => {
    await signIn('alice', '--ca', api.caFile)
    const before = saved()
    const login = before.apis[api.url] ?? {}
    const userToken = z.record(z.string(), z.unknown()).parse(login['userToken'])
    const old = { ...login, userToken: { ...userToken, expiresAt: Date.now() + 1_000 } }
    writeFileSync(savedFile(), JSON.stringify({ ...before, version: 1, apis: { [api.url]: old } }))
    const both = await Promise.all([
      runCli(['feed', '--json'], { home }),
      runCli(['feed', '--json'], { home }),
    ])
    expect(both.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ])
    expect(saved().apis[api.url]?.['userToken']).not.toEqual(userToken)
    expect(statSync(savedFile()).mode & 0o777).toBe(0o600)
  })

  it('is refused with a wrong password, and keeps nothing', async () => {
    const result = await runCli(
      ['login', '--user', 'alice', '--password-stdin', '--api', api.url, '--ca', api.caFile],
      { home, input: 'not the password\n' },
    )
    expect(result.code).toBe(exitCodes.refused)
    expect(result.stderr).toMatch(/^error: .*password.*\nfix: /i)
    expect(() => readFileSync(savedFile())).toThrow('ENOENT')
  })

  it('asks nothing without a terminal, and needs a name', async () => {
    const at = ['--api', api.url, '--ca', api.caFile]
    const silent = await runCli(['login', '--user', 'alice', ...at], { home })
    expect(silent.code).toBe(exitCodes.usage)
    expect(silent.stderr).toContain('--password-stdin')
    const nameless = await runCli(['login', '--password-stdin', ...at], { home, input: 'x\n' })
    expect(nameless.code).toBe(exitCodes.usage)
    expect(nameless.stderr).toContain('--user')
  })

  it('sends no password to an issuer elsewhere that another authority vouches for', async () => {
    const other = await startSignInApi({ issuer: `${api.url}/dev` })
    try {
      const at = ['--api', other.url, '--ca', other.caFile]
      const input = passwordOf('alice')
      const command = ['login', '--user', 'alice', '--password-stdin', ...at]
      const refused = await runCli(command, { home, input })
      expect(refused.code).toBe(exitCodes.unreachable)
      expect(refused.stderr).toContain('signed by no authority that is trusted here')
      expect(() => readFileSync(savedFile())).toThrow('ENOENT')
    } finally {
      await other.stop()
    }
  })

  it('never trusts an unknown authority on first sight', async () => {
    const result = await signIn('alice')
    expect(result.code).toBe(exitCodes.unreachable)
    expect(result.stderr).toContain('--authority-fingerprint')
  })

  it('pins the authority whose fingerprint is given, and no other', async () => {
    const print = ['x509', '-in', api.caFile, '-noout', '-fingerprint', '-sha256']
    const printed = execFileSync('openssl', print).toString()
    const fingerprint = printed.split('=')[1]?.trim() ?? ''
    const wrong = fingerprint.replace(/^../, fingerprint.startsWith('00') ? '11' : '00')
    const refused = await signIn('alice', '--authority-fingerprint', wrong)
    expect(refused.code).toBe(exitCodes.unreachable)
    expect((await signIn('alice', '--authority-fingerprint', fingerprint)).code).toBe(0)
    expect((await runCli(['feed'], { home })).code).toBe(0)
  })

  it('trusts the authority of a data folder here, unless others can write to it', async () => {
    const folder = join(home, 'causeway-data')
    mkdirSync(folder, { mode: 0o700 })
    writeFileSync(join(folder, 'ca.pem'), readFileSync(api.caFile))
    expect((await signIn('alice')).code).toBe(0)
    await runCli(['logout'], { home })
    execFileSync('chmod', ['777', folder])
    expect((await signIn('alice')).code).toBe(exitCodes.unreachable)
  })

  it('is forgotten by logout', async () => {
    await signIn('alice', '--ca', api.caFile)
    expect(jsonOf(await runCli(['logout', '--json'], { home }))).toMatchObject({ forgotten: true })
    const feed = await runCli(['feed', '--api', api.url, '--ca', api.caFile], { home })
    expect(feed.code).toBe(exitCodes.refused)
    expect(feed.stderr).toContain('causeway login')
  })
})
