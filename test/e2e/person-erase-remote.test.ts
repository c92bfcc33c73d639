/**
 * A person is erased at a broker whose log and person directory lie with another process: their key
 * is gone from that process's folder too, across its restart.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { askTicket, tokenOf } from '../support/net/api-client.ts'
import { freePorts } from '../support/net/free-ports.ts'
import { type LogPlace, logUrlOf, startLogProcess } from '../support/site/log-process.ts'
import { lastJson, type Site, startSite } from '../support/site/site.ts'

const comeBackMs = 60_000

describe('a person in a directory of another process', () => {
  let home: string
  let place: LogPlace
  let server: OwnedProcess
  let site: Site

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'causeway-remote-people-'))
    place = { folder: join(home, 'log-data'), port: await freePorts(1) }
    server = await startLogProcess(place)
    site = await startSite({ env: { CAUSEWAY_LOG_URL: logUrlOf(place) } })
    for (const user of ['alice', 'bob']) await askTicket(site, await tokenOf(site, user))
  })
  afterAll(async () => {
    await site?.stop()
    await server?.stop()
    rmSync(home, { recursive: true, force: true })
  })

  const names = async (): Promise<string[]> => {
    const { connections } = lastJson(await site.ok(['audit', 'connections', '--json'])) as {
      connections: { userName: string }[]
    }
    return connections.map(({ userName }) => userName).sort()
  }

  const filesWith = (bytes: string | Buffer): string[] =>
    readdirSync(place.folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(place.folder, file))
      .filter((file) => statSync(file).isFile() && readFileSync(file).includes(bytes))

  it('is forgotten there, also by who starts it again; others are not', async () => {
    expect(await names()).toEqual(['alice', 'bob'])
    expect(filesWith('alice')).toEqual([])
    const keyFile = join(place.folder, 'people/directory.key')
    const key = readFileSync(keyFile).subarray(8)
    expect(filesWith(key)).toEqual([keyFile])
    await site.ok(['admin', 'person', 'erase', 'alice', '--yes'])
    expect(filesWith(key)).toEqual([])
    expect(await names()).toEqual(['', 'bob'])
    await server.stop()
    server = await startLogProcess(place)
    const after = await waitUntil(
      () => names().catch(() => undefined),
      comeBackMs,
      () => 'the broker did not find its log again',
    )
    expect(after).toEqual(['', 'bob'])
    expect(lastJson(await site.ok(['log', 'verify', '--json']))).toMatchObject({ ok: true })
  })

  it('comes back with a new key', async () => {
    await askTicket(site, await tokenOf(site, 'alice'))
    expect(await names()).toEqual(['', 'alice', 'bob'])
  })
})
