/**
 * One site on two machines: the second joins by the keys of the first and decides by its log.
 * Users, tickets, hosts and gateways are the site's, whichever broker they meet.
 */
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { ask, askTicket, tokenOf } from '../support/net/api-client.ts'
import { pour, take } from '../support/net/byte-flow.ts'
import {
  allEnded,
  type Connector,
  hangUp,
  type Path,
  relayEnding,
  soonMs,
  startConnector,
} from '../support/net/relay-path.ts'
import { startTarget, type Target, tagOf } from '../support/net/tagged-target.ts'
import { dialLeg, hangUpLeg } from '../support/site/hand-leg.ts'
import {
  exportKeys,
  firstSiteArgs,
  joinSite,
  loginAcross,
  servedLogUrl,
} from '../support/site/second-site.ts'
import {
  joinHost,
  lastJson,
  runProgram,
  type Site,
  startProgram,
  startSite,
} from '../support/site/site.ts'

const someBytes = 1_000_000

/** A rotation that a test can watch: an old key counts until old tickets have been tried. */
const keyPace = [
  ...['--limits-ticket-key-overlap-ms', '3000'],
  ...['--limits-ticket-key-retire-ms', '20000'],
]

let first: Site
let second: Site
let target: Target
let agent: OwnedProcess
let connector: Connector
let admin: string

beforeAll(async () => {
  ;[first, target] = await Promise.all([
    startSite({ args: [...firstSiteArgs, ...keyPace] }),
    startTarget(),
  ])
  second = await joinSite(first, keyPace)
  agent = await joinHost(second, 'desk-1', target.address)
  await loginAcross(first, second, 'alice')
  connector = await startConnector(second)
  admin = await tokenOf(first, 'admin', 'causeway-admin')
})

afterAll(async () => {
  await connector?.process.stop()
  await agent?.stop()
  await second?.stop()
  await first?.stop()
  await target?.stop()
})

const exchange = async ({ client, host }: Path, seed: number): Promise<void> => {
  const toHost = pour(client, { seed, bytes: someBytes })
  const toClient = pour(host, { seed: seed + 1, bytes: someBytes })
  const [atHost, atClient] = await Promise.all([
    take(host, { count: someBytes }).done,
    take(client, { count: someBytes }).done,
  ])
  expect(atHost.sha256).toBe(await toHost.done)
  expect(atClient.sha256).toBe(await toClient.done)
}

const configOf = async (site: Site) =>
  (await ask(site, `${site.ready.apiUrl}/api/client-config`)).body

describe('two machines of one site', () => {
  it('have one id, one authority and one sign-in', async () => {
    const [one, two] = [await configOf(first), await configOf(second)]
    expect(two['siteId']).toBe(one['siteId'])
    expect(two['authority']).toBe(one['authority'])
    expect(two['issuer']).toBe(one['issuer'])
    expect(second.ready.users).toEqual([])
  })

  it('know a user by one id: a token of the first opens the feed of the second', async () => {
    const token = await tokenOf(first, 'alice')
    for (const site of [first, second]) {
      const feed = await ask(site, `${site.ready.apiUrl}/api/feed`, { token })
      expect([feed.status, feed.text]).toEqual([200, expect.stringContaining('staff-desktop')])
    }
  })

  it('connect a user at the second to a host of the second', async () => {
    const path = await connector.openKnown(target, 'second')
    await exchange(path, 1)
    hangUp(path)
    await relayEnding(second, path.connectionId)
    await allEnded(first)
  })

  it.each([
    ['second', 'first', () => second, () => first],
    ['second', 'second', () => second, () => second],
    // The agent's channel is at the second: the order reaches it through the log.
    ['first', 'first', () => first, () => first],
    ['first', 'second', () => first, () => second],
  ])('take a ticket of the %s at the gateway of the %s', async (...[by, at, broker, machine]) => {
    const name = `${by} ${at}`
    const asked = await askTicket(broker(), await tokenOf(first, 'alice'))
    expect(asked.status).toBe(201)
    const ticket = String(asked.body['ticket'])
    const dialled = await dialLeg(second, `${machine().ready.gatewayUrl}/connect`, ticket)
    if (dialled.kind === 'refused') throw new Error(`refused: ${dialled.code}`)
    dialled.socket.send(tagOf(`at ${name}`))
    const host = await target.peer(`at ${name}`, soonMs)
    const answered = once(dialled.socket, 'message')
    host.write('a word from the host')
    expect(String((await answered)[0])).toBe('a word from the host')
    await hangUpLeg(dialled.socket)
    host.destroy()
    await allEnded(second)
  })

  it('agree with the log, each by itself', async () => {
    for (const site of [first, second]) {
      expect(lastJson(await site.ok(['log', 'verify', '--json']))).toMatchObject({ ok: true })
    }
  })

  it('have brokers and gateways with names of their own', async () => {
    const listed = await second.ok(['admin', 'gateway', 'list', '--json'])
    const { gateways } = lastJson(listed) as { gateways: { name: string; connected: boolean }[] }
    expect(gateways.map(({ connected }) => connected)).toEqual([true, true])
    expect(gateways.map(({ name }) => name).sort()).toEqual([
      expect.stringMatching(/^broker-[0-9a-f]{8}-worker-1$/),
      'worker-1',
    ])
  })
})

type Key = { readonly keyId: string; readonly brokerId: string; readonly state: string }

/** The list at one machine, by an administrator who signed in at the first. */
const keysAt = async (site: Site): Promise<readonly Key[]> => {
  const { text } = await ask(site, `${site.ready.apiUrl}/api/admin/keys`, { token: admin })
  return (JSON.parse(text) as { items: Key[] }).items
}

describe('a rotation of the ticket keys', () => {
  const untilStates = (site: Site, ...wanted: readonly string[]): Promise<readonly Key[]> =>
    waitUntil(
      async () => {
        const keys = await keysAt(site)
        const states = keys.map(({ state }) => state).sort()
        return states.join() === wanted.join() ? keys : undefined
      },
      soonMs,
      () => `the keys did not become ${wanted.join()}`,
    )
  const freshTicket = async (): Promise<string> =>
    String((await askTicket(second, await tokenOf(first, 'alice'))).body['ticket'])
  const outcomeAt = async (machine: Site, ticket: string): Promise<string> => {
    const dialled = await dialLeg(second, `${machine.ready.gatewayUrl}/connect`, ticket)
    if (dialled.kind === 'refused') return `${dialled.status} ${dialled.code}`
    await hangUpLeg(dialled.socket)
    return 'open'
  }

  it('is followed by both brokers; old tickets count until their key is retired', async () => {
    const before = await untilStates(first, 'signing', 'signing')
    const path = await connector.openKnown(target, 'through')
    const [early, late] = [await freshTicket(), await freshTicket()]
    const listed = lastJson(await second.ok(['admin', 'keys', 'list', '--json']))
    expect(listed).toMatchObject({ keys: before })
    const ordered = lastJson(await first.ok(['admin', 'keys', 'rotate', '--json']))
    const brokerIds = before.map(({ brokerId }) => brokerId)
    expect(ordered).toMatchObject({ rotation: 1, brokerIds: expect.arrayContaining(brokerIds) })

    for (const site of [first, second]) {
      await untilStates(site, 'signing', 'signing', 'superseded', 'superseded')
    }
    expect(await outcomeAt(first, early)).toBe('open')
    expect(await outcomeAt(first, await freshTicket())).toBe('open')
    expect(await outcomeAt(second, await freshTicket())).toBe('open')

    const after = await untilStates(second, 'signing', 'signing')
    expect(after.map(({ brokerId }) => brokerId).sort()).toEqual([...brokerIds].sort())
    expect(after.map(({ keyId }) => keyId)).not.toEqual(before.map(({ keyId }) => keyId))
    await untilStates(first, 'signing', 'signing')
    for (const site of [first, second]) {
      expect(await outcomeAt(site, late)).toBe('401 TICKET_INVALID')
    }
    await exchange(path, 5)
    hangUp(path)
    await relayEnding(second, path.connectionId)
    // The late ticket's connection still waits for it.
    await second.ok(['admin', 'connection', 'end', '--all'])
    await allEnded(second)
  })
})

const brokerPorts = ['--api-port', '0', '--control-port', '0', '--metrics-port', '0']

describe('a broker alone', () => {
  const untilKeys = (count: number): Promise<readonly Key[]> =>
    waitUntil(
      async () => {
        const keys = await keysAt(first)
        return keys.length === count ? keys : undefined
      },
      soonMs,
      () => `there are not ${count} keys`,
    )

  it('joins without gateways, starts again without the bundle, and its key can be retired', async () => {
    const bundle = await exportKeys(second, 'third.keys')
    const folder = join(second.folder, 'third')
    const args = ['broker', '--json', '--data-folder', folder, '--join', bundle, ...brokerPorts]
    const start = async (): Promise<string> => {
      const broker = await startProgram([...args, '--log', servedLogUrl(first)], second.folder)
      await broker.waitForLog(/"event":"ready"/, soonMs)
      await broker.stop()
      return broker.log()
    }
    const before = await keysAt(first)
    expect(await start()).toMatch(/third\.keys.*delete it/)
    const keys = await untilKeys(before.length + 1)
    rmSync(bundle)
    expect(await start()).not.toMatch(/delete it/)
    expect(await keysAt(first)).toEqual(keys)
    const alone = await runProgram(
      ['broker', '--data-folder', folder, ...brokerPorts],
      first.folder,
    )
    expect(alone.code).toBe(2)
    expect(alone.output).toMatch(/has joined a site.*\n.*--log esdb:/)

    const third = keys.find(({ keyId }) => before.every((key) => key.keyId !== keyId))
    expect(before.map(({ brokerId }) => brokerId)).not.toContain(third?.brokerId)
    await first.ok(['admin', 'keys', 'retire', third?.keyId ?? ''])
    expect(await untilKeys(before.length)).toEqual(before)
  })
})

describe('a broker that is not of the site', () => {
  const brokerOn = (folder: string, ...args: string[]) =>
    runProgram(
      ['broker', '--data-folder', join(second.folder, folder), ...brokerPorts, ...args],
      second.folder,
    )

  it('is refused by the log of another site, and told what to do', async () => {
    const ran = await brokerOn('stranger', '--log', servedLogUrl(first))
    expect(ran.code).toBe(1)
    expect(ran.output).toMatch(/the log is of site/)
    expect(ran.output).toMatch(/--join/)
  })

  it('that is to join without the log of the site is refused', async () => {
    const ran = await brokerOn('joined', '--join', join(second.folder, 'any.keys'))
    expect(ran.code).toBe(2)
    expect(ran.output).toMatch(/--log esdb:/)
  })

  it('that has no bundle to join with makes nothing', async () => {
    const missing = ['--join', join(second.folder, 'missing.keys')]
    const ran = await brokerOn('none', ...missing, '--log', servedLogUrl(first))
    expect(ran.code).toBe(1)
    expect(ran.output).toMatch(/admin keys export/)
    const folder = join(second.folder, 'none')
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  })
})
