/**
 * A network between broker and agents that resets, forgets and swallows connections: relays go on,
 * the broker learns who is gone, every agent comes back by itself, and all of them agree again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  controlHandshakeMs,
  controlSilenceMs,
  reconnectDelayMaxMs,
} from '../../core/domain/limits.ts'
import { formatJoinToken, parseJoinToken } from '../../core/identity/registration-tokens.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { pour, take } from '../support/net/byte-flow.ts'
import { type FaultProxy, startFaultProxy } from '../support/net/fault-proxy.ts'
import {
  allEnded,
  type Connector,
  hangUp,
  type Path,
  relayEnding,
  seatsLeft,
  soonMs,
  startConnector,
  verifyWith,
} from '../support/net/relay-path.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { createLogReader } from '../support/site/log-reader.ts'
import { lastJson, type Site, startSite } from '../support/site/site.ts'

const someBytes = 1_000_000
const noticeMs = controlSilenceMs + soonMs
/** It notices, its dials find nobody for a while, and it waits as long as it ever does. */
const comeBackMs = controlSilenceMs + controlHandshakeMs + 2 * reconnectDelayMaxMs
const faults: readonly ((proxy: FaultProxy) => void)[] = [
  (proxy) => proxy.reset(),
  (proxy) => proxy.halfOpen(),
  (proxy) => proxy.set({ kind: 'blackhole' }),
]
const machines = { gateways: 1, agents: faults.length }

describe('agents behind a network that fails', () => {
  let site: Site
  let target: Target
  let connector: Connector
  const proxies: FaultProxy[] = []
  const agents: OwnedProcess[] = []

  /** An agent that knows the broker by the address of a proxy alone. */
  const joinThrough = async (proxy: FaultProxy, name: string): Promise<OwnedProcess> => {
    const command = ['admin', 'registration-token', 'create', '--pool', 'staff', '--json']
    const { token } = lastJson(await site.ok(command)) as { token: string }
    const parsed = parseJoinToken(token)
    if ('code' in parsed) throw new Error(parsed.detail)
    const { hostname } = new URL(site.ready.controlUrl)
    const join = formatJoinToken({ ...parsed, brokers: [`wss://${hostname}:${proxy.port}`] })
    const agent = await site.start([
      ...['agent', '--join', join, '--name', name, '--target', target.address],
      ...['--data-folder', `${site.folder}/agent-${name}`, '--json'],
    ])
    await agent.waitForLog(/"event":"ready"/, soonMs)
    return agent
  }

  beforeAll(async () => {
    site = await startSite({ args: ['--gateway-workers', '1'] })
    target = await startTarget()
    for (const index of faults.keys()) {
      const proxy = await startFaultProxy(Number(new URL(site.ready.controlUrl).port))
      proxies.push(proxy)
      agents.push(await joinThrough(proxy, `desk-${index}`))
    }
    await site.login('alice')
    connector = await startConnector(site)
  })

  afterAll(async () => {
    await connector?.process.stop()
    await Promise.all(agents.map((agent) => agent.stop()))
    await site?.stop()
    await target?.stop()
    for (const proxy of proxies) await proxy.stop()
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

  const timeout = noticeMs + comeBackMs + 3 * soonMs
  it('relays, comes back and agrees as if nothing had been', { timeout }, async () => {
    const log = await createLogReader(site)
    const kept = await connector.openKnown(target, 'kept')
    await exchange(kept, 1)
    for (const [index, harm] of faults.entries()) {
      const proxy = proxies[index]
      if (proxy !== undefined) harm(proxy)
    }
    await exchange(kept, 10)

    let gone = 0
    await waitUntil(
      async () => {
        gone += (await log.fresh()).filter(({ type }) => type === 'AgentDisconnected').length
        return gone >= faults.length ? true : undefined
      },
      noticeMs,
      () => `the broker noticed ${gone} of ${faults.length} channels to be gone`,
    )
    await exchange(kept, 20)
    for (const proxy of proxies) proxy.set({ kind: 'none' })
    await waitUntil(
      () => verifyWith(site, machines).catch(() => undefined),
      comeBackMs,
      () => 'the agents did not come back',
    )

    await exchange(kept, 30)
    const next = await connector.openKnown(target, 'next')
    await exchange(next, 40)
    for (const path of [kept, next]) hangUp(path)
    for (const { connectionId } of [kept, next]) await relayEnding(site, connectionId)
    await allEnded(site)
    expect(await verifyWith(site, machines)).toMatchObject({ ok: true })
    expect(await seatsLeft(site)).toEqual([])
  })
})
