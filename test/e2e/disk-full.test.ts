/**
 * A broker whose disk is full takes no new decision and says so, while relays go on; with space
 * again it records what happened meanwhile and works as before.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reconnectDelayMaxMs } from '../../core/domain/limits.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { type Asked, ask, askArm, askTicket, tokenOf } from '../support/net/api-client.ts'
import { pour, take } from '../support/net/byte-flow.ts'
import {
  allEnded,
  auditRow,
  auditRows,
  type Connector,
  endingOf,
  hangUp,
  type Path,
  relayEnding,
  seatsLeft,
  soonMs,
  startConnector,
  verifyWith,
} from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'
import { needs } from '../support/skip.ts'
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'

const possible = needs('a small disk', canMountSmallDisk(), 'run the tests as root on Linux')
const toldBy = ({ status, reason }: Asked): string => `${status} ${reason.split(':')[0]}`

const diskBytes = 64 * 2 ** 20
const someBytes = 3_000_000
/** Machines that were turned away by a full disk come back at their own pace. */
const comeBackMs = 3 * reconnectDelayMaxMs

describe.runIf(possible)('a site on a full disk', () => {
  let disk: SmallDisk
  let site: Site
  let target: Target
  let agent: OwnedProcess
  let connector: Connector

  beforeAll(async () => {
    const mounted = mountSmallDisk(diskBytes)
    if (mounted === undefined) throw new Error('the disk could be mounted a moment ago')
    disk = mounted
    ;[site, target] = await Promise.all([startSite({ folder: disk.folder }), startTarget()])
    agent = await joinHost(site, 'desk-1', target.address)
    await site.login('alice')
    connector = await startConnector(site)
  })

  afterAll(async () => {
    await connector?.process.stop()
    await agent?.stop()
    await site?.stop()
    await target?.stop()
    disk?.unmount()
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

  it('refuses new connections, keeps relays, and records their ends with space again', async () => {
    const token = await tokenOf(site, 'alice')
    const kept = await connector.openKnown(target, 'kept')
    const ending = await connector.openKnown(target, 'ending')
    disk.fill(0)

    // The first one was under way when the last bytes went.
    const codes = [await askArm(site, token), await askArm(site, token)].map(toldBy)
    expect(codes[0]).toMatch(/^50[37] LOG_(UNAVAILABLE|FULL)$/)
    expect(codes[1]).toBe('507 LOG_FULL')
    expect((await askTicket(site, token)).body['code']).toBe('LOG_FULL')
    expect((await ask(site, `${site.ready.apiUrl}/readyz`)).status).toBe(503)
    await exchange(kept, 10)
    const seen = endingOf(ending.host)
    hangUp(ending)
    await seen
    expect(await auditRow(site, ending.connectionId)).toMatchObject({ outcome: 'relaying' })
    await exchange(kept, 20)

    disk.free()
    // Both ends hung up: either may have been first.
    const { by } = await relayEnding(site, ending.connectionId, comeBackMs)
    expect(by).toMatch(/^(client|host)$/)
    const ready = async () => (await ask(site, `${site.ready.apiUrl}/readyz`)).status === 200
    await waitUntil(
      async () => ((await ready()) ? true : undefined),
      soonMs,
      () => 'the broker is not ready again',
    )
    await waitUntil(
      () => verifyWith(site, { gateways: 2, agents: 1 }).catch(() => undefined),
      comeBackMs,
      () => 'gateways and agents did not come back',
    )
    const next = await connector.openKnown(target, 'next')
    await exchange(next, 30)
    await exchange(kept, 40)
    for (const path of [next, kept]) hangUp(path)
    for (const { connectionId } of [next, kept]) await relayEnding(site, connectionId)
    await allEnded(site)
    // What a client was told to have failed is recorded so.
    const failed = (await auditRows(site)).filter(({ outcome }) => outcome === 'failed')
    expect(failed.every(({ reason }) => reason.startsWith('LOG_'))).toBe(true)
    expect(await seatsLeft(site)).toEqual([])
    expect(await verifyWith(site, { gateways: 2, agents: 1 })).toMatchObject({ ok: true })
  })
})
