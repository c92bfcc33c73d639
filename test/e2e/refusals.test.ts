/**
 * What clients are told when there is no way through: each case with its own code, exactly one
 * failure in the log, and no seat taken afterwards.
 */
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { type Asked, ask, askArm, askTicket, tokenOf, upgrade } from '../support/net/api-client.ts'
import { fixedPorts } from '../support/net/free-ports.ts'
import {
  allEnded,
  auditRows,
  hangUp,
  seatsLeft,
  startConnector,
} from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'

const soonMs = 30_000
/** A host that says nothing for this long is not there; otherwise beats are far apart. */
const beats = {
  CAUSEWAY_LIMITS_HEARTBEAT_INTERVAL_MS: '200',
  CAUSEWAY_LIMITS_HEARTBEAT_TIMEOUT_MS: '1500',
}

let site: Site
let target: Target
let alice: string

beforeAll(async () => {
  ;[site, target] = await Promise.all([startSite({ args: await fixedPorts() }), startTarget()])
  alice = await tokenOf(site, 'alice')
})

afterEach(async () => {
  await allEnded(site)
  await site.ok(['admin', 'session', 'end', '--all'])
  expect(await seatsLeft(site)).toEqual([])
  await site.ok(['log', 'verify'])
})

afterAll(async () => {
  await site?.stop()
  await target?.stop()
})

type Host = { readonly hostId: string; readonly name: string; readonly status: string }

const hosts = async (): Promise<readonly Host[]> =>
  (lastJson(await site.ok(['admin', 'host', 'list', '--json'])) as { hosts: Host[] }).hosts

const hostIdOf = async (name: string): Promise<string> =>
  (await hosts()).find((host) => host.name === name)?.hostId ?? ''

const eventCount = async (): Promise<number> =>
  (lastJson(await site.ok(['log', 'verify', '--json'])) as { events: number }).events

/** Reasons of what failed since there were so many connections. */
const failedSince = async (known: number): Promise<readonly string[]> => {
  const rows = await auditRows(site)
  return rows.slice(0, rows.length - known).map(({ outcome, reason }) => `${outcome} ${reason}`)
}

/** The code of an ARM answer, as FreeRDP shows it. */
const codeOf = ({ reason }: Asked): string => reason.split(':')[0] ?? ''

/** Asks in AVD's order, and once more over the raw transport; both must be told the same. */
const expectRefused = async (code: string, stagesToo = true): Promise<void> => {
  const known = (await auditRows(site)).length
  const began = Date.now()
  const arm = await askArm(site, alice)
  expect(Date.now() - began).toBeLessThan(15_000)
  expect({ status: arm.status >= 400, code: codeOf(arm) }).toEqual({ status: true, code })
  expect(arm.body).toHaveProperty('Code')
  expect(await failedSince(known)).toEqual([`failed ${code}`])
  expect(await seatsLeft(site)).toEqual([])
  if (!stagesToo) return
  const granted = await askTicket(site, alice)
  expect(granted.status).toBe(201)
  const { url, ticket } = granted.body
  const raw = await upgrade(site, String(url), String(ticket))
  expect(raw.status).toBeGreaterThanOrEqual(400)
  expect(raw.body['code']).toBe(code)
  expect(await failedSince(known)).toEqual([`failed ${code}`, `failed ${code}`])
}

describe('a request without a good token', () => {
  const refusedTokens = async (): Promise<readonly (readonly [string, string | undefined])[]> => {
    const [head = '', claims = '', signature = ''] = alice.split('.')
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')
    const mac = Buffer.from('{"alg":"HS256","typ":"at+jwt"}').toString('base64url')
    return [
      ['TOKEN_MISSING', undefined],
      ['TOKEN_INVALID', 'nonsense'],
      ['TOKEN_INVALID', `${none}.${claims}.`],
      ['TOKEN_INVALID', `${mac}.${claims}.${signature}`],
      ['TOKEN_INVALID', `${head}.${claims}.${'A'.repeat(signature.length)}`],
      ['TOKEN_INVALID', await tokenOf(site, 'admin', 'causeway-admin')],
    ]
  }

  it('is answered 401 everywhere, and nothing is recorded', async () => {
    const before = await eventCount()
    for (const [code, token] of await refusedTokens()) {
      const wanted = token === undefined ? {} : { token }
      const feed = await ask(site, `${site.ready.apiUrl}/api/feed`, wanted)
      expect([feed.status, feed.body['code']]).toEqual([401, code])
      const arm = await ask(site, `${site.ready.apiUrl}/api/arm/v2/connections`, {
        ...wanted,
        body: { application: 'x' },
      })
      expect([arm.status, codeOf(arm)]).toEqual([401, code])
    }
    expect(await eventCount()).toBe(before)
  })

  it('is refused at the gateway, where a ticket is asked for', async () => {
    const before = await eventCount()
    for (const ticket of ['nonsense', alice]) {
      const answer = await upgrade(site, `${site.ready.gatewayUrl}/connect`, ticket)
      expect([answer.status, answer.body['code']]).toEqual([401, 'TICKET_INVALID'])
    }
    expect(await eventCount()).toBe(before)
  })
})

describe('a request for what is not granted', () => {
  it('gets the very answer of one for what is not there', async () => {
    const grant = ['default', 'staff-desktops', 'group:staff']
    const groups = lastJson(await site.ok(['admin', 'grant', 'list', '--json'])) as {
      grants: { workspaceId: string; groupId: string; principal: string }[]
    }
    const [known] = groups.grants
    const path = known === undefined ? grant : [known.workspaceId, known.groupId, known.principal]
    await site.ok(['admin', 'grant', 'remove', ...path])
    const hidden = await askTicket(site, alice)
    const unknown = await askTicket(site, alice, 'no-such-thing')
    const [workspace = '', group = ''] = path
    await site.ok(['admin', 'grant', 'add', workspace, group, '--to-group', 'staff'])
    expect([hidden.status, hidden.body['code']]).toEqual([403, 'RESOURCE_NOT_AVAILABLE'])
    expect([hidden.status, hidden.text]).toEqual([unknown.status, unknown.text])
  })
})

describe('RDG_OUT_DATA at the API, as FreeRDP tries it after a refusal', () => {
  it('is refused with an answer, and the API goes on', async () => {
    const { hostname, port } = new URL(site.ready.apiUrl)
    const url = `https://${hostname}:${port}/remoteDesktopGateway/`
    for (const method of ['RDG_OUT_DATA', 'RDG_IN_DATA']) {
      const answer = await ask(site, url, { method }).catch((error: Error) => error)
      expect(answer).toMatchObject({ status: expect.any(Number) })
    }
    expect((await ask(site, `${site.ready.apiUrl}/healthz`)).status).toBe(200)
  })
})

describe('a pool that nobody can be placed in', () => {
  let agent: OwnedProcess

  it('has no host', () => expectRefused('NO_HOST_IN_POOL'))

  /** Its target is there while it joins, and gone afterwards. */
  const joinRefusing = async (name: string): Promise<OwnedProcess> => {
    const gone = await startTarget()
    const refusing = await joinHost(site, name, gone.address)
    await gone.stop()
    return refusing
  }

  const removeHost = async (name: string, its: OwnedProcess): Promise<void> => {
    await its.stop()
    await site.ok(['admin', 'host', 'remove', await hostIdOf(name)])
  }

  it('has a host whose target refuses', async () => {
    const refusing = await joinRefusing('closed')
    await expectRefused('TARGET_REFUSED')
    await removeHost('closed', refusing)
  })

  it('has a host whose target was never there', async () => {
    const refusing = await joinHost(site, 'never', 'tcp:127.0.0.1:1')
    await expectRefused('ALL_HOSTS_UNAVAILABLE')
    await removeHost('never', refusing)
  })

  it('has hosts that drain', async () => {
    agent = await joinHost(site, 'desk-1', target.address)
    await site.ok(['admin', 'host', 'drain', await hostIdOf('desk-1')])
    await expectRefused('ALL_HOSTS_DRAINING')
    await site.ok(['admin', 'host', 'undrain', await hostIdOf('desk-1')])
  })

  it('has hosts that are full', async () => {
    await site.ok(['admin', 'pool', 'change', 'staff', '--session-limit', '1'])
    const home = `${site.folder}/bob`
    await site.login('bob', home)
    const connector = await startConnector(site, home)
    const path = await connector.open(target, 'bob')
    const known = (await auditRows(site)).length
    const arm = await askArm(site, alice)
    expect(codeOf(arm)).toBe('ALL_HOSTS_FULL')
    expect(await failedSince(known)).toEqual(['failed ALL_HOSTS_FULL'])
    hangUp(path)
    await connector.process.stop()
    await site.ok(['admin', 'pool', 'change', 'staff', '--session-limit', '10'])
  })

  it('tries the next host once when the first one refuses', async () => {
    const refusing = await joinRefusing('closed-2')
    for (let count = 0; count < 4; count++) {
      const answer = await askArm(site, alice)
      expect(answer.status).toBe(200)
      await site.ok(['admin', 'session', 'end', '--all'])
      await allEnded(site)
    }
    await removeHost('closed-2', refusing)
  }, 120_000)

  it('has a host that stopped in the middle: it is asked, and does not answer', async () => {
    process.kill(agent.pid, 'SIGSTOP')
    await expectRefused('RENDEZVOUS_TIMED_OUT')
    process.kill(agent.pid, 'SIGCONT')
    await waitUntil(
      async () => ((await askArm(site, alice)).status === 200 ? true : undefined),
      soonMs,
      () => 'the host did not come back',
    )
  }, 120_000)
})

describe('one user who asks a hundred times at once', () => {
  it('meets the pending limit, and takes one seat', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => askTicket(site, alice)))
    const codes = answers.map(({ status, body }) => `${status} ${body['code'] ?? ''}`.trim())
    expect(codes).toContain('201')
    expect(codes.some((code) => code.includes('PENDING_LIMIT'))).toBe(true)
    expect(codes.filter((code) => code !== '201' && !code.includes('PENDING_LIMIT'))).toEqual([])
    expect((await seatsLeft(site)).length).toBeLessThanOrEqual(1)
    const open = lastJson(await site.ok(['admin', 'connection', 'list', '--json'])) as {
      connections: { connectionId: string }[]
    }
    for (const { connectionId } of open.connections) {
      await site.ok(['admin', 'connection', 'end', connectionId])
    }
  })
})

describe('a listener', () => {
  it('takes nothing that is not TLS, and goes on', async () => {
    const { apiUrl, gatewayUrl, controlUrl, workerUrls } = site.ready
    for (const address of [apiUrl, gatewayUrl, controlUrl, ...workerUrls]) {
      const { port } = new URL(address)
      const socket = connect({ host: '127.0.0.1', port: Number(port) })
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.on('error', () => undefined)
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      socket.resume()
      await closed
    }
    expect((await ask(site, `${apiUrl}/readyz`)).status).toBe(200)
  })
})

describe('a host that is silent', () => {
  it('takes nobody, and whose session it holds is told so and not moved', async () => {
    const other = await startSite({ args: await fixedPorts(), env: beats })
    const agent = await joinHost(other, 'desk-1', target.address)
    await other.login('alice')
    const [user, bob] = [await tokenOf(other, 'alice'), await tokenOf(other, 'bob')]
    const connector = await startConnector(other)
    const path = await connector.open(target, 'silent')
    process.kill(agent.pid, 'SIGSTOP')
    const told = async (token: string): Promise<string> => codeOf(await askArm(other, token))
    await waitUntil(
      async () => ((await told(bob)) === 'ALL_HOSTS_UNAVAILABLE' ? true : undefined),
      soonMs,
      () => 'nobody noticed that the host is silent',
    )
    const second = await joinHost(other, 'desk-2', target.address)
    expect(await told(user)).toBe('SESSION_HOST_UNAVAILABLE')
    const began = await askArm(other, bob)
    expect(began.status).toBe(200)
    process.kill(agent.pid, 'SIGCONT')
    await waitUntil(
      async () => ((await askArm(other, user)).status === 200 ? true : undefined),
      soonMs,
      () => 'the host of the session did not come back',
    )
    hangUp(path)
    await connector.process.stop()
    await allEnded(other)
    await other.ok(['admin', 'session', 'end', '--all'])
    expect(await seatsLeft(other)).toEqual([])
    await other.ok(['log', 'verify'])
    for (const one of [agent, second]) await one.stop()
    await other.stop()
  }, 120_000)
})
