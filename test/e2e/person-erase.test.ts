/**
 * A person of an organisation's issuer connects to a site, is erased by the command, and is found
 * nowhere afterwards: not in the audit, not in a byte of the data folder. The log still verifies.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { ask, tokenOf, upgradeHeaders } from '../support/net/api-client.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'

const name = 'alice'
/** A place on the loopback network that nothing else names. */
const address = '127.0.77.41'
const device = 'adas-own-laptop/4711'

let organisation: Site
let site: Site
let target: Target
let agent: OwnedProcess
let connectionId: string

const oidcSettings = async (): Promise<Record<string, string>> => {
  const facts = await ask(organisation, `${organisation.ready.apiUrl}/api/client-config`)
  return {
    NODE_EXTRA_CA_CERTS: organisation.ready.authorityFile,
    CAUSEWAY_OIDC_ISSUER: String(facts.body['issuer']),
    CAUSEWAY_OIDC_CLIENT_ID: 'causeway-cli',
    CAUSEWAY_OIDC_AUDIENCE: 'causeway',
    CAUSEWAY_OIDC_ADMIN_AUDIENCE: 'causeway-admin',
    CAUSEWAY_OIDC_SCOPES: 'openid causeway offline_access',
    CAUSEWAY_OIDC_ADMIN_SCOPES: 'openid causeway-admin offline_access',
  }
}

/** One connection up to its relay, from that address; its id. */
const connect = async (): Promise<string> => {
  const token = await tokenOf(organisation, name)
  const from = { localAddress: address, headers: { 'user-agent': device } }
  const granted = await ask(site, `${site.ready.apiUrl}/api/connections`, {
    ...from,
    token,
    body: { resource: 'staff-desktop' },
  })
  expect([granted.status, granted.text]).toEqual([201, expect.any(String)])
  const { url, ticket, connectionId: id } = granted.body
  const up = await ask(site, String(url), {
    localAddress: address,
    token: String(ticket),
    headers: { ...upgradeHeaders, 'user-agent': device },
  })
  expect(up.status).toBe(101)
  return String(id)
}

beforeAll(async () => {
  organisation = await startSite()
  site = await startSite({ env: await oidcSettings() })
  target = await startTarget()
  agent = await joinHost(site, 'desk-1', target.address)
  connectionId = await connect()
})

afterAll(async () => {
  await agent?.stop()
  await site?.stop()
  await organisation?.stop()
  await target?.stop()
})

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => statSync(file).isFile())

/** Files of the data folder with one of these texts anywhere in their bytes. */
const filesWith = (...texts: readonly string[]): string[] => {
  const files = filesOf(site.ready.dataFolder)
  expect(files.length).toBeGreaterThan(10)
  return files.filter((file) => {
    const bytes = readFileSync(file)
    return texts.some(
      (text) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')),
    )
  })
}

type Told = { readonly userId: string; readonly userName: string }

const audited = async (...args: readonly string[]): Promise<string> =>
  site.ok(['audit', ...args, '--json'])

describe('a person who connected', () => {
  it('is told by name in the audit, and lies in no file by it', async () => {
    const timeline = await audited('timeline', connectionId)
    expect(timeline).toContain(`${name} from ${address}`)
    const { connections } = lastJson(await audited('connections', '--user', name)) as {
      connections: Told[]
    }
    expect(connections).toMatchObject([{ connectionId, userName: name }])
    expect(filesWith(name, address, device)).toEqual([])
    // A client of its own may say whom it looks for by name: that is noted as it came.
    const token = await tokenOf(organisation, 'admin', 'causeway-admin')
    const purpose = encodeURIComponent(`connections of ${name}`)
    const events = `${site.ready.apiUrl}/api/audit/events?limit=1&purpose=${purpose}`
    expect((await ask(site, events, { token })).status).toBe(200)
    expect(filesWith(name)).toEqual([join(site.ready.dataFolder, 'access/access.ndjson')])
  })

  it('is erased by the command: no name, no address, and the log still holds', async () => {
    const key = readFileSync(join(site.ready.dataFolder, 'people/directory.key'))
    const told = lastJson(await site.ok(['admin', 'person', 'erase', name, '--yes', '--json']))
    expect(told).toMatchObject({ erased: true, wasNamed: true })
    const { userId } = told as Told
    const everything = [
      await audited('timeline', connectionId),
      await audited('connections'),
      (await site.run(['audit', 'state', '--json'])).output,
    ].join('\n')
    expect(everything).toContain(userId)
    for (const text of [name, address, device]) expect(everything).not.toContain(text)
    expect(filesWith(name, address, device)).toEqual([])
    // What wrapped the person's key before is in no file either, wherever that key still lies.
    expect(
      filesOf(site.ready.dataFolder).filter((file) => readFileSync(file).includes(key.subarray(8))),
    ).toEqual([])
    expect(lastJson(await site.ok(['log', 'verify', '--json']))).toMatchObject({ ok: true })
    const found = await site.run(['audit', 'connections', '--user', name, '--json'])
    expect(lastJson(found.output)).toMatchObject({ total: 0 })
  })

  it('comes back under the same id, with a new key; what was erased stays so', async () => {
    const again = await connect()
    expect(await audited('timeline', again)).toContain(`${name} from ${address}`)
    expect(await audited('timeline', connectionId)).not.toContain(name)
    const { connections } = lastJson(await audited('connections')) as { connections: Told[] }
    expect(connections.map(({ userName }) => userName).sort()).toEqual(['', name])
    expect(new Set(connections.map(({ userId }) => userId)).size).toBe(1)
    expect(lastJson(await site.ok(['log', 'verify', '--json']))).toMatchObject({ ok: true })
  })
})
