/** `causeway connect`: where it listens, what it says, and how it ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseListen } from '../../../../core/bin/cli/connect.ts'
import { exitCodes } from '../../../../core/bin/cli/exit.ts'
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api.ts'
import { jsonOf, runCli, startCli } from '../../../support/cli/run-cli.ts'
import { signInAt } from '../../../support/cli/signed-in.ts'

let api: FakeApi
let home: string
beforeAll(async () => {
  const item = {
    resourceId: 'staff-desktop',
    name: 'Desktop',
    kind: 'desktop',
    poolId: 'staff',
    state: 'ready',
    fingerprints: [],
    rdpPath: '/x',
  }
  api = await startFakeApi({ 'GET /api/feed': () => ({ json: { items: [item] } }) })
})
afterAll(() => api.stop())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'causeway-connect-'))
  signInAt(home, api)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** Opens a TCP connection and waits until the other side has closed it. */
const visit = (port: number): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.resume()
  })

describe('connect', () => {
  it('says where it listens, asks for a ticket for each connection, and ends in order', async () => {
    const message = 'every host of the pool is at its session limit'
    api.routes['POST /api/connections'] = () => ({
      status: 503,
      json: { code: 'ALL_HOSTS_FULL', message },
    })
    const cli = startCli(['connect', 'Desktop', '--listen', '127.0.0.1:0', '--json'], { home })
    const ready = JSON.parse(await cli.waitForLine(/"ready"/)) as { port: number }
    await visit(ready.port)
    const refused: unknown = JSON.parse(await cli.waitForLine(/"refused"/))
    expect(refused).toMatchObject({ code: 'ALL_HOSTS_FULL', message })
    expect(api.asked.at(-1)).toMatchObject({ body: { resource: 'staff-desktop' } })
    cli.child.kill('SIGINT')
    const { code, stdout } = await cli.ended
    expect(code).toBe(0)
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({ event: 'stopped' })
  })

  it('prints one ticket instead, when asked to', async () => {
    const answer = { connectionId: 'c', ticket: 't', url: 'wss://gw/connect', expiresAt: 1 }
    api.routes['POST /api/connections'] = () => ({ status: 201, json: answer })
    const result = await runCli(['connect', 'staff-desktop', '--print-ticket', '--json'], { home })
    expect(jsonOf(result)).toEqual(answer)
  })

  it('refuses addresses that others reach, unless told otherwise', async () => {
    const args = ['connect', 'staff-desktop', '--listen', '0.0.0.0:0']
    const refused = await runCli(args, { home })
    expect(refused.code).toBe(exitCodes.usage)
    expect(refused.stderr).toContain('--allow-non-loopback')
    const cli = startCli([...args, '--allow-non-loopback'], { home })
    await cli.waitForLine(/^ready: connect any client to 0\.0\.0\.0:\d+/)
    cli.child.kill('SIGTERM')
    expect((await cli.ended).code).toBe(0)
  })

  it('needs to know what to do, and a port that is free', async () => {
    const result = await runCli(['connect', 'staff-desktop'], { home })
    expect(result.code).toBe(exitCodes.usage)
    const busy = await runCli(['connect', 'staff-desktop', '--listen', `127.0.0.1:${api.port}`], {
      home,
    })
    expect(busy.code).toBe(exitCodes.failed)
    expect(busy.stderr).toContain('EADDRINUSE')
  })

  it('takes addresses of both families apart', () => {
    expect(parseListen('[::1]:13389')).toEqual({ host: '::1', port: 13_389 })
    expect(parseListen('localhost:0')).toEqual({ host: 'localhost', port: 0 })
    for (const text of ['13389', ':13389', '127.0.0.1', '127.0.0.1:70000', '::1:1', '']) {
      expect(() => parseListen(text)).toThrow('is not host:port')
    }
  })
})
