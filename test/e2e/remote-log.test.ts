/**
 * A broker whose log is served by another process, which dies by SIGKILL under it: new requests are
 * told to come again, relays go on, and everything resumes by itself.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorTable } from '../../core/domain/errors.ts'
import { reconnectDelayMaxMs } from '../../core/domain/limits.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { ask, askTicket, tokenOf } from '../support/net/api-client.ts'
import { pour, take } from '../support/net/byte-flow.ts'
import { freePorts } from '../support/net/free-ports.ts'
import { killHard } from '../support/net/process-facts.ts'
import {
  allEnded,
  auditRow,
  type Connector,
  endingOf,
  hangUp,
  type Path,
  relayEnding,
  relayStarted,
  seatsLeft,
  soonMs,
  startConnector,
  verifyWith,
} from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { logUrlOf, startLogProcess } from '../support/site/log-process.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'

const someBytes = 3_000_000
const comeBackMs = 3 * reconnectDelayMaxMs

describe('a site on a log of another process', () => {
  let folder: string
  let port: number
  let server: OwnedProcess
  let site: Site
  let target: Target
  let agent: OwnedProcess
  let connector: Connector

  const place = () => ({ folder: join(folder, 'log-data'), port })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-remote-'))
    port = await freePorts(1)
    server = await startLogProcess(place())
    ;[site, target] = await Promise.all([
      startSite({ env: { CAUSEWAY_LOG_URL: logUrlOf(place()) } }),
      startTarget(),
    ])
    agent = await joinHost(site, 'desk-1', target.address)
    await site.login('alice')
    connector = await startConnector(site)
  })

  afterAll(async () => {
    await connector?.process.stop()
    await agent?.stop()
    await site?.stop()
    await server?.stop()
    await target?.stop()
    await rm(folder, { recursive: true, force: true })
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

  const machines = { gateways: 2, agents: 1 }

  it('brokers, relays, records and verifies as on its own log', async () => {
    const path = await connector.openKnown(target, 'plain')
    await exchange(path, 1)
    hangUp(path)
    await relayEnding(site, path.connectionId)
    expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
  })

  it('outlives the death of the log: nothing is lost, everything resumes', async () => {
    const token = await tokenOf(site, 'alice')
    const kept = await connector.openKnown(target, 'kept')
    const ending = await connector.openKnown(target, 'ending')
    for (const { connectionId } of [kept, ending]) await relayStarted(site, connectionId)
    killHard(server.pid)
    await server.exited

    const ready = `${site.ready.apiUrl}/readyz`
    // Before anybody asks for a decision.
    await waitUntil(
      async () => ((await ask(site, ready)).status === 503 ? true : undefined),
      soonMs,
      () => 'the broker takes itself for ready without a log',
    )
    const refused = await askTicket(site, token)
    expect([refused.status, refused.body['code']]).toEqual([
      errorTable.LOG_UNAVAILABLE.httpStatus,
      'LOG_UNAVAILABLE',
    ])
    expect((await ask(site, ready)).status).toBe(503)
    await exchange(kept, 10)
    const seen = endingOf(ending.host)
    hangUp(ending)
    await seen

    server = await startLogProcess(place())
    // Machines that were turned away meanwhile come back at their own pace.
    await waitUntil(
      () => verifyWith(site, machines).catch(() => undefined),
      comeBackMs,
      () => 'gateways and agents did not come back',
    )
    // Both ends hung up: either may have been first.
    const { by } = await relayEnding(site, ending.connectionId, comeBackMs)
    expect(by).toMatch(/^(client|host)$/)
    await waitUntil(
      async () => ((await ask(site, ready)).status === 200 ? true : undefined),
      soonMs,
      () => 'the broker is not ready again',
    )
    await exchange(kept, 20)
    const next = await connector.openKnown(target, 'next')
    await exchange(next, 30)
    for (const path of [kept, next]) hangUp(path)
    for (const { connectionId } of [kept, next]) await relayEnding(site, connectionId)
    expect(await auditRow(site, kept.connectionId)).toMatchObject({ outcome: 'ended' })
    await allEnded(site)
    expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
    expect(await seatsLeft(site)).toEqual([])
  })
})
