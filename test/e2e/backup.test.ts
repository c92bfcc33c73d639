/**
 * A site that is backed up while people work on it, lost, and restored: the log holds, agents and
 * gateways come back by themselves, people sign in and connect, old tickets open nothing.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exitCodes } from '../../core/bin/cli/exit.ts'
import { errorTable } from '../../core/domain/errors.ts'
import { featureLevelMax } from '../../core/domain/features.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { ask, askTicket, tokenOf, upgradeHeaders } from '../support/net/api-client.ts'
import { pour, take } from '../support/net/byte-flow.ts'
import { fixedPorts } from '../support/net/free-ports.ts'
import { killHard } from '../support/net/process-facts.ts'
import {
  auditRows,
  type Connector,
  hangUp,
  soonMs,
  startConnector,
  verifyWith,
} from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, runProgram, type Site, startSite } from '../support/site/site.ts'

const someBytes = 500_000
const machines = { gateways: 2, agents: 1 }

let home: string
let ports: readonly string[]
let site: Site
let target: Target
let agent: OwnedProcess

const backup = (): string => join(home, 'backup')

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'causeway-backup-'))
  ports = await fixedPorts()
  ;[site, target] = await Promise.all([
    startSite({ folder: join(home, 'first'), args: ports }),
    startTarget(),
  ])
  agent = await joinHost(site, 'desk-1', target.address)
})

afterAll(async () => {
  await agent?.stop()
  await site?.stop()
  await target?.stop()
  await rm(home, { recursive: true, force: true })
})

const command = async (...args: string[]) => {
  const { code, output } = await runProgram([...args, '--json'], home)
  return { code, ...Object(lastJson(output)) }
}

const useOnce = async (connector: Connector, tag: string): Promise<void> => {
  const path = await connector.open(target, tag)
  const sent = pour(path.client, { seed: 1, bytes: someBytes })
  const arrived = await take(path.host, { count: someBytes }).done
  expect(arrived.sha256).toBe(await sent.done)
  hangUp(path)
}

const signIn = async (at: Site, user: string): Promise<void> => {
  const password = site.ready.users.find(({ name }) => name === user)?.password
  await at.ok(['login', '--user', user, '--password-stdin'], { stdin: `${password}\n` })
}

const ticketOf = async (at: Site): Promise<string> =>
  String((await askTicket(at, await tokenOf(at, 'alice'))).body['ticket'])

const present = async (at: Site, ticket: string): Promise<readonly [number, string]> => {
  const url = `${at.ready.workerUrls[0]}/connect`
  const headers = { ...upgradeHeaders, authorization: `Bearer ${ticket}` }
  const answer = await ask(at, url, { headers })
  return [answer.status, String(answer.body['code'] ?? '')]
}

/** What was under way is settled; who holds a void ticket may be waited for until it is too old. */
const onlyTicketsWait = async (): Promise<void> => {
  const others = async (): Promise<readonly string[]> => {
    const listed = lastJson(await site.ok(['admin', 'connection', 'list', '--json']))
    const { connections } = listed as { connections: { phase: string }[] }
    return connections.map(({ phase }) => phase).filter((phase) => phase !== 'authorized')
  }
  await waitUntil(
    async () => ((await others()).length === 0 ? true : undefined),
    soonMs,
    () => 'connections of before the backup are still open',
  )
}

it('is restored from a backup that was made under load', async () => {
  await signIn(site, 'alice')
  const connector = await startConnector(site)
  const before = await ticketOf(site)
  let going = true
  let turns = 0
  const load = (async () => {
    for (; going; turns++) await useOnce(connector, `turn-${turns}`)
  })()
  const dataFolder = ['--data-folder', site.ready.dataFolder]
  const made = await command('log', 'backup', ...dataFolder, '--to', backup())
  const turnsAtEnd = turns
  expect(made).toMatchObject({ code: exitCodes.ok, log: { events: expect.any(Number) } })
  const after = await ticketOf(site)
  going = false
  await load
  expect(turns).toBeGreaterThan(turnsAtEnd)
  await connector.process.stop()
  expect(await present(site, before)).toEqual([101, ''])

  killHard(site.ready.pids.broker)
  await site.stop()
  const second = join(home, 'second')
  const into = ['--data-folder', join(second, 'causeway-data')]
  const restored = await command('log', 'restore', '--from', backup(), ...into)
  expect(restored).toMatchObject({ code: exitCodes.ok, log: made.log, ticketsVoided: true })

  const { users } = site.ready
  const started = await startSite({ folder: second, args: ports })
  site = { ...started, ready: { ...started.ready, users } }
  const invalid = [errorTable.TICKET_INVALID.httpStatus, 'TICKET_INVALID']
  expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
  expect(await present(site, before)).toEqual(invalid)
  expect(await present(site, after)).toEqual(invalid)

  await signIn(site, 'alice')
  const again = await startConnector(site)
  await useOnce(again, 'restored')
  await again.process.stop()
  await onlyTicketsWait()
  expect((await auditRows(site)).length).toBeGreaterThan(0)
  expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
})

it('neither compacts nor upgrades what a broker has', async () => {
  const into = ['--data-folder', site.ready.dataFolder]
  const inUse = { code: 'LOG_IN_USE', fix: expect.stringMatching(/^stop the broker first/) }
  expect(await command('log', 'compact', ...into)).toMatchObject({ error: inUse })
  expect(await command('log', 'upgrade', ...into)).toMatchObject({ error: inUse })
})

it('shows the level of its log, and has nothing to finalize at its own', async () => {
  const shown = await site.ok(['admin', 'upgrade', 'show', '--json'])
  const level = featureLevelMax
  expect(lastJson(shown)).toEqual({ level, levelMax: level })
  expect(await site.ok(['admin', 'upgrade', 'finalize'])).toMatch(/^the log is at the level/)
  expect(lastJson(await site.ok(['admin', 'upgrade', 'show', '--json']))).toEqual(lastJson(shown))
})

it('is not restored over anything', async () => {
  const into = ['--data-folder', site.ready.dataFolder]
  const refused = await command('log', 'restore', '--from', backup(), ...into)
  expect(refused).toMatchObject({
    code: exitCodes.failed,
    error: { message: expect.stringMatching(/not empty$/) },
  })
})
