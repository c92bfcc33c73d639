/** What the doctor finds, on a machine and at a site that are made for it. */
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { lockFolder } from '../../../../core/adapters/lmdb-folder.ts'
import { checkApi } from '../../../../core/bin/cli/doctor-api.ts'
import type { Check } from '../../../../core/bin/cli/doctor-check.ts'
import { checkSite } from '../../../../core/bin/cli/doctor-site.ts'
import { loadConfig } from '../../../../core/bin/config.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { jsonOf, runCli } from '../../../support/cli/run-cli.ts'
import { testIo } from '../../../support/cli/test-io.ts'

let api: FakeApi
let home: string
beforeAll(async () => {
  api = await startFakeApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-doctor-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const free = {
  CAUSEWAY_API_PORT: '0',
  CAUSEWAY_GATEWAY_PORT: '0',
  CAUSEWAY_CONTROL_PORT: '0',
  CAUSEWAY_GATEWAY_OWN_PORT: '0',
  CAUSEWAY_METRICS_PORT: '0',
}

const settingsOf = (env: Record<string, string>) => {
  const loaded = loadConfig({ env: { ...free, ...env }, cwd: home })
  if (loaded.kind === 'ok') return loaded.config
  throw new Error(JSON.stringify(loaded.faults))
}

const ioOf = (nowMs = Date.now()) =>
  testIo({ cwd: home, env: { HOME: home }, nowMs: () => nowMs }).io

const siteChecks = (env: Record<string, string> = {}, nowMs?: number) =>
  checkSite(ioOf(nowMs), settingsOf(env))

const named = (checks: readonly Check[], name: string) =>
  checks.filter((check) => check.name === name)

describe('the doctor at a data folder', () => {
  const folder = () => join(home, 'causeway-data')
  const make = (mode = 0o700) => {
    mkdirSync(folder())
    chmodSync(folder(), mode)
  }

  it('finds nothing wrong with one that is not there yet', async () => {
    expect(named(await siteChecks(), 'data folder')).toMatchObject([{ state: 'ok' }])
  })

  it('fails when others may look into it, and says the fix', async () => {
    make(0o750)
    expect(named(await siteChecks(), 'data folder')).toMatchObject([
      { state: 'fail', fix: `chmod 700 '${folder()}'` },
    ])
  })

  it('names the process that holds a log within it', async () => {
    make()
    const lock = lockFolder(join(folder(), 'log'))
    const [check] = named(await siteChecks(), 'data folder')
    lock.release()
    expect(check?.detail).toContain(`held by process ${process.pid}`)
    const [after] = named(await siteChecks(), 'data folder')
    expect(after?.detail).toContain('held by nobody')
  })

  it('tells certificates that end soon from those that have ended', async () => {
    make()
    copyFileSync(join(api.folder, 'cert.pem'), join(folder(), 'server.pem'))
    const dayMs = 24 * 3_600_000
    const [soon] = named(await siteChecks(), 'certificate')
    expect(soon).toMatchObject({ state: 'warn' })
    expect(soon?.detail).toContain('DNS:localhost')
    const [ended] = named(await siteChecks({}, Date.now() + 3 * dayMs), 'certificate')
    expect(ended).toMatchObject({ state: 'fail' })
    const [early] = named(await siteChecks({}, Date.now() - dayMs), 'certificate')
    expect(early).toMatchObject({ state: 'fail' })
  })

  it('fails for a file that only looks like a certificate', async () => {
    make()
    writeFileSync(join(folder(), 'x.pem'), '-----BEGIN CERTIFICATE-----\nAA==\n')
    expect(named(await siteChecks(), 'certificate')).toMatchObject([{ state: 'fail' }])
  })
})

describe('the doctor at ports', () => {
  let server: Server
  let port: number
  beforeAll(async () => {
    server = createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    // A listening TCP server has an address with a port.
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('says who holds one', async () => {
    const checks = await siteChecks({ CAUSEWAY_CONTROL_PORT: String(port) })
    const [check] = named(checks, 'control port')
    expect(check?.detail).toContain(`127.0.0.1:${port} is held by process ${process.pid}`)
  })

  it('fails for an address that this machine does not have', async () => {
    const env = {
      CAUSEWAY_METRICS_HOST: '192.0.2.1',
      CAUSEWAY_METRICS_PORT: '9464',
      CAUSEWAY_METRICS_ALLOW_NON_LOOPBACK: 'true',
    }
    const [check] = named(await siteChecks(env), 'metrics port')
    expect(check).toMatchObject({ state: 'fail' })
    expect(check?.detail).toContain('EADDRNOTAVAIL')
  })
})

describe('the doctor at an API', () => {
  const env = () => ({ CAUSEWAY_CLIENT_API: api.url, CAUSEWAY_CLIENT_CA: api.caFile })
  const healthy = (date: number) => {
    const headers = { date: new Date(date).toUTCString() }
    api.routes['GET /healthz'] = () => ({ json: { status: 'ok' }, headers })
    api.routes['GET /readyz'] = () => ({ status: 503, json: { status: 'not ready' } })
  }

  it('tells whether it answers, takes connections and agrees on the time', async () => {
    const nowMs = Date.now()
    healthy(nowMs)
    const checks = await checkApi(ioOf(nowMs), settingsOf(env()))
    expect(checks.map(({ name, state }) => [name, state])).toEqual([
      ['API', 'ok'],
      ['ready', 'warn'],
      ['clock', 'ok'],
    ])
    healthy(nowMs + 120_000)
    expect(named(await checkApi(ioOf(nowMs), settingsOf(env())), 'clock')).toMatchObject([
      { state: 'fail' },
    ])
  })

  it('fails when its certificate is not trusted, and warns when it does not run', async () => {
    const untrusted = await checkApi(ioOf(), settingsOf({ CAUSEWAY_CLIENT_API: api.url }))
    expect(untrusted).toMatchObject([{ name: 'API', state: 'fail' }])
    const off = await checkApi(ioOf(), settingsOf({ CAUSEWAY_CLIENT_API: 'https://localhost:1' }))
    expect(off).toMatchObject([{ name: 'API', state: 'warn' }])
  })
})

describe('causeway doctor', () => {
  const report = z.object({
    ok: z.boolean(),
    checks: z.array(
      z.object({ name: z.string(), state: z.string(), detail: z.string(), fix: z.string() }),
    ),
  })

  it('loads the native modules in a child and says which files they are', async () => {
    const result = await runCli(['doctor', '--json'], { home, env: free })
    const { checks } = report.parse(jsonOf(result))
    const detailOf = (name: string) => checks.find((check) => check.name === name)?.detail
    expect(detailOf('uWebSockets.js')).toMatch(/uws_.*\.node/)
    expect(detailOf('lmdb')).toMatch(/lmdb.*\.node/)
    expect(detailOf('system')).toContain('Linux')
    const unmended = checks.filter(({ state, fix }) => state !== 'ok' && fix === '')
    expect(unmended).toEqual([])
  })

  it('fails for wrong settings and goes on with the defaults', async () => {
    const result = await runCli(['doctor', '--json'], { home, env: { CAUSEWAY_API_PORT: 'x' } })
    expect(result.code).toBe(1)
    const { ok, checks } = report.parse(jsonOf(result))
    expect(ok).toBe(false)
    expect(checks.find(({ name }) => name === 'settings')?.state).toBe('fail')
    expect(checks.some(({ name }) => name === 'API port')).toBe(true)
  })
})
