/**
 * Users of another issuer: a second site's sign-in stands for the OpenID Connect issuer of an
 * organisation. Found by discovery, signed in by a code in the browser, as its groups and roles
 * permit.
 */
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSystem } from '../../core/adapters/system.ts'
import { createTrustedFetch, type TrustedFetch } from '../../core/identity/trusted-fetch.ts'
import { ask } from '../support/net/api-client.ts'
import { lastJson, type Site, startSite } from '../support/site/site.ts'

const promptMs = 20_000

let organisation: Site
let site: Site
let issuer: string
/** The authority of the organisation's issuer, which the machine of the site trusts. */
let trust: Record<string, string>

const oidcSettings = (): Record<string, string> => ({
  CAUSEWAY_OIDC_ISSUER: issuer,
  CAUSEWAY_OIDC_CLIENT_ID: 'causeway-cli',
  CAUSEWAY_OIDC_AUDIENCE: 'causeway',
  CAUSEWAY_OIDC_ADMIN_AUDIENCE: 'causeway-admin',
  CAUSEWAY_OIDC_SCOPES: 'openid causeway offline_access',
  CAUSEWAY_OIDC_ADMIN_SCOPES: 'openid causeway-admin offline_access',
})

const fetchFromOrganisation: TrustedFetch = async (...request) => {
  const ca = await readFile(organisation.ready.authorityFile, 'utf8')
  return createTrustedFetch({ system: createSystem() }, { ca })(...request)
}

beforeAll(async () => {
  organisation = await startSite()
  trust = { NODE_EXTRA_CA_CERTS: organisation.ready.authorityFile }
  const { apiUrl } = organisation.ready
  const facts = await (await fetchFromOrganisation(`${apiUrl}/api/client-config`)).json()
  issuer = z.object({ issuer: z.string() }).parse(facts).issuer
  site = await startSite({ env: { ...trust, ...oidcSettings() } })
})

/** As the local administrator of each: nobody is signed in at the folders of the sites. */
afterEach(async () => {
  for (const each of [organisation, site]) {
    const { ok, held } = lastJson(await each.ok(['log', 'verify', '--json'])) as {
      ok: boolean
      held: number
    }
    expect(ok).toBe(true)
    // The seed alone is more than one state: the log that was folded is a site's own.
    expect(held).toBeGreaterThan(1)
  }
})

afterAll(async () => {
  await site?.stop()
  await organisation?.stop()
})

/** What a person does in a browser with the address and the code that the command shows. */
const answerInBrowser = async (address: string, code: string, user: string): Promise<void> => {
  const page = await fetchFromOrganisation(address)
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  const password = organisation.ready.users.find(({ name }) => name === user)?.password ?? ''
  const form = { csrf, user_code: code, answer: 'yes', name: user, password }
  await fetchFromOrganisation(`${address}/answer`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  })
}

/** Runs login and answers each code it shows; what it said at the end. */
const login = async (user: string, home: string, codes: number, more: readonly string[] = []) => {
  const child = await site.start(
    ['login', '--json', ...more, '--api', site.ready.apiUrl, '--ca', site.ready.authorityFile],
    { home, env: trust },
  )
  for (let count = 1; count <= codes; count++) {
    const shown = new RegExp(`(?:open (\\S+) in a browser and type the code (\\S+)[^]*){${count}}`)
    const match = await child.waitForLog(shown, promptMs)
    await answerInBrowser(match[1] ?? '', match[2] ?? '', user)
  }
  const { code } = await child.exited
  return { code, output: child.log() }
}

describe('users of an organisation', () => {
  it('have no passwords here', () => {
    expect(organisation.ready.users.map(({ name }) => name)).toContain('alice')
    expect(site.ready.users).toEqual([])
  })

  it('sign in with a code in the browser and see what their groups are granted', async () => {
    const home = `${site.folder}/alice`
    const { code, output } = await login('alice', home, 1)
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(lastJson(output)).toMatchObject({ issuer, renewable: true })
    const feed = lastJson(await site.ok(['feed', '--json'], { home, env: trust }))
    expect(feed).toMatchObject({ items: [{ resourceId: 'staff-desktop' }] })
  })

  it('are found by FreeRDP, which asks the API for the sign-in before it connects', async () => {
    const path = '/common/v2.0/.well-known/openid-configuration'
    const { status, text } = await ask(site, `${site.ready.apiUrl}${path}`)
    expect([status, JSON.parse(text)]).toEqual([200, { issuer }])
  })

  it('administer when the issuer gives them the role, by a second code', async () => {
    const home = `${site.folder}/admin`
    const { code, output } = await login('admin', home, 2, ['--admin'])
    expect({ code, output }).toMatchObject({ code: 0 })
    expect(lastJson(output)).toMatchObject({ administration: true })
    await site.ok(['admin', 'pool', 'create', 'lab', '--name', 'Lab'], { home, env: trust })
    const timeline = await site.ok(['log', 'verify'], { home, env: trust })
    expect(timeline).toContain('agree')
  })
})
