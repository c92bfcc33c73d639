/**
 * How relays end, and what survives: ends that close, half-close or reset, and processes that are
 * killed in the middle of a session. Whatever dies, the other end hears of it, the log says who and
 * why, and the user session stays where it is.
 */
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { waitUntil } from '../support/desktop/deadline.ts'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { digestOf, pour, seededBytes, take } from '../support/net/byte-flow.ts'
import { fixedPorts } from '../support/net/free-ports.ts'
import { childrenOf, killHard } from '../support/net/process-facts.ts'
import {
  allEnded,
  auditRow,
  type Connector,
  endingOf,
  hangUp,
  type Path,
  relayEnding,
  seatsLeft,
  sessionRows,
  soonMs,
  startConnector,
  timelineOf,
  verifyWith,
} from '../support/net/relay-path.ts'
import { openStockLeg } from '../support/net/stock-leg.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'

/** The other end of a relay is closed within this, by the times of the events. */
const closeMsMax = 5_000
const someBytes = 3_000_000

describe('a relay through Causeway', () => {
  let site: Site
  let target: Target
  let connector: Connector
  const agents = new Map<string, OwnedProcess>()

  beforeAll(async () => {
    ;[site, target] = await Promise.all([startSite({ args: await fixedPorts() }), startTarget()])
    for (const name of ['desk-1', 'desk-2']) {
      agents.set(name, await joinHost(site, name, target.address))
    }
    await site.login('alice')
    connector = await startConnector(site)
  })

  afterEach(async () => {
    await allEnded(site)
    expect(await verifyWith(site, { gateways: 2, agents: 2 })).toMatchObject({ ok: true })
  })

  afterAll(async () => {
    const left = site === undefined ? [] : await seatsLeft(site)
    await connector?.process.stop()
    for (const agent of agents.values()) await agent.stop()
    await site?.stop()
    await target?.stop()
    expect(left).toEqual([])
  })

  /** Bytes each way, so that whatever comes next comes in the middle of a session. */
  const exchange = async ({ client, host }: Path, seed: number): Promise<void> => {
    const [toHost, toClient] = [
      pour(client, { seed, bytes: someBytes }),
      pour(host, { seed: seed + 1, bytes: someBytes }),
    ]
    const [atHost, atClient] = await Promise.all([
      take(host, { count: someBytes }).done,
      take(client, { count: someBytes }).done,
    ])
    expect(atHost.sha256).toBe(await toHost.done)
    expect(atClient.sha256).toBe(await toClient.done)
  }

  const openBusy = async (tag: string, seed: number) => {
    const path = await connector.openKnown(target, tag)
    await exchange(path, seed)
    return path
  }

  const hostOf = async (connectionId: string): Promise<string> =>
    (await auditRow(site, connectionId)).hostId

  /** The session waits on its host, and the next connection goes there and nowhere else. */
  const expectReconnect = async (hostId: string, tag: string): Promise<void> => {
    const sessions = await waitUntil(
      async () => {
        const rows = await sessionRows(site)
        return rows.every(({ phase }) => phase === 'disconnected') ? rows : undefined
      },
      soonMs,
      () => 'the user session was not disconnected',
    )
    expect(sessions).toMatchObject([{ phase: 'disconnected', hostId }])
    const path = await openBusy(tag, 90)
    expect(await hostOf(path.connectionId)).toBe(hostId)
    hangUp(path)
    await relayEnding(site, path.connectionId)
  }

  it('lets a client that has ended its stream read the answer to the end', async () => {
    const path = await openBusy('half-client', 1)
    const hostEnd = endingOf(path.host)
    path.client.end()
    expect(await hostEnd).toBe('end')
    const answer = pour(path.host, { seed: 7, bytes: someBytes })
    const taken = take(path.client)
    await answer.done
    path.host.end()
    expect(await taken.done).toEqual({ bytes: someBytes, sha256: await answer.done })
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'client', reason: 'client_closed' })
  })

  it('lets a host that has ended its stream read what the client still says', async () => {
    const path = await openBusy('half-host', 3)
    const clientEnd = endingOf(path.client)
    path.host.end()
    expect(await clientEnd).toBe('end')
    const rest = pour(path.client, { seed: 8, bytes: someBytes })
    const taken = take(path.host)
    await rest.done
    path.client.end()
    expect(await taken.done).toEqual({ bytes: someBytes, sha256: await rest.done })
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'host', reason: 'host_closed' })
  })

  it('passes a reset on as a reset, in both directions', async () => {
    const fromHost = await openBusy('reset-host', 5)
    const clientEnd = endingOf(fromHost.client)
    fromHost.host.resetAndDestroy()
    expect(await clientEnd).toBe('reset')
    const byHost = await relayEnding(site, fromHost.connectionId)
    expect(byHost).toMatchObject({ by: 'host', reason: 'host_reset' })

    const fromClient = await openBusy('reset-client', 6)
    const hostEnd = endingOf(fromClient.host)
    fromClient.client.resetAndDestroy()
    expect(await hostEnd).toBe('reset')
    const byClient = await relayEnding(site, fromClient.connectionId)
    expect(byClient).toMatchObject({ by: 'client', reason: 'client_reset' })
  })

  it('whose host dies while the client talks resets the client', async () => {
    const path = await openBusy('dead-host', 9)
    // What a kernel does for a process that dies: FIN, and a reset for whoever goes on talking.
    const talking = pour(path.client, { seed: 11, bytes: 1_000_000_000 })
    const killedAt = Date.now()
    path.host.destroy()
    await expect(talking.done).rejects.toThrow()
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'host', reason: 'host_reset' })
    expect(ending.at - killedAt).toBeLessThan(closeMsMax)
  })

  it('is joined at the very gateway that holds the client, while the other one is silent', async () => {
    const { gateways } = lastJson(await site.ok(['admin', 'gateway', 'list', '--json'])) as {
      gateways: { gatewayId: string; ownUrl: string }[]
    }
    for (const [index, gatewayUrl] of site.ready.workerUrls.entries()) {
      const others = site.ready.pids.gateways.filter((_, other) => other !== index)
      for (const pid of others) process.kill(pid, 'SIGSTOP')
      try {
        const leg = await openStockLeg(site, `gateway-${index}`, { gatewayUrl })
        const host = await target.peer(`gateway-${index}`, soonMs)
        const bytes = seededBytes(20 + index)(someBytes)
        host.write(bytes)
        expect((await leg.take(someBytes)).sha256).toBe(digestOf(20 + index, someBytes))
        leg.close()
        await relayEnding(site, leg.connectionId)
        const { gatewayId } = gateways.find(({ ownUrl }) => ownUrl === gatewayUrl) ?? {}
        const named = (await timelineOf(site, leg.connectionId)).flatMap(({ facts }) =>
          facts.filter((fact) => fact.startsWith('gateway ')),
        )
        // Ticket, host leg, client leg and relay each name the gateway that saw them.
        expect(named).toEqual(Array.from({ length: 4 }, () => `gateway ${gatewayId}`))
      } finally {
        for (const pid of others) process.kill(pid, 'SIGCONT')
      }
    }
  })

  it('whose client is killed is closed at the host, and found again on the same host', async () => {
    const path = await openBusy('killed-client', 30)
    const hostId = await hostOf(path.connectionId)
    const hostEnd = endingOf(path.host)
    const killedAt = Date.now()
    killHard(connector.process.pid)
    await hostEnd
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'client', reason: 'client_vanished' })
    expect(ending.at - killedAt).toBeLessThan(closeMsMax)
    await connector.process.exited
    connector = await startConnector(site)
    await expectReconnect(hostId, 'after-client')
  })

  it('whose agent is killed is reset at the client; restarted, it is the same host', async () => {
    const path = await openBusy('killed-agent', 40)
    const hostId = await hostOf(path.connectionId)
    const { hosts } = lastJson(await site.ok(['admin', 'host', 'list', '--json'])) as {
      hosts: { hostId: string; name: string }[]
    }
    const name = hosts.find((host) => host.hostId === hostId)?.name ?? ''
    const clientEnd = endingOf(path.client)
    const killedAt = Date.now()
    killHard(agents.get(name)?.pid)
    expect(await clientEnd).toBe('reset')
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'host', reason: 'host_vanished' })
    expect(ending.at - killedAt).toBeLessThan(closeMsMax)
    const again = await site.start([
      ...['agent', '--name', name, '--target', target.address, '--json'],
      ...['--data-folder', join(site.folder, `agent-${name}`)],
    ])
    agents.set(name, again)
    const match = await again.waitForLog(/"event":"ready","hostId":"([^"]+)"/, soonMs)
    expect(match[1]).toBe(hostId)
    await expectReconnect(hostId, 'after-agent')
  })

  it('whose gateway worker is killed ends at both ends and in the log', async () => {
    const path = await openBusy('killed-gateway', 50)
    const { hostId, gatewayId } = await auditRow(site, path.connectionId)
    const { gateways } = lastJson(await site.ok(['admin', 'gateway', 'list', '--json'])) as {
      gateways: { gatewayId: string; ownUrl: string }[]
    }
    const holder = gateways.find((gateway) => gateway.gatewayId === gatewayId)
    const pid = site.ready.pids.gateways[site.ready.workerUrls.indexOf(holder?.ownUrl ?? '')]
    const ends = Promise.all([endingOf(path.client), endingOf(path.host)])
    killHard(pid)
    expect(await ends).toEqual(['reset', 'reset'])
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'gateway', reason: 'gateway_lost' })
    const workers = childrenOf(site.serve.pid, 'gateway')
    expect(workers).toHaveLength(2)
    expect(workers).not.toContain(pid)
    await expectReconnect(hostId, 'after-gateway')
  })

  it('goes on byte for byte while the broker is killed and started again', async () => {
    const path = await openBusy('killed-broker', 60)
    const hostId = await hostOf(path.connectionId)
    const [broker] = childrenOf(site.serve.pid, 'broker')
    killHard(broker)
    let verifying = true
    const verified = verifyWith(site, { gateways: 2, agents: 2 }).finally(() => {
      verifying = false
    })
    verified.catch(() => undefined)
    let exchanges = 1
    // Bytes flow all the while: without a broker, and while the next one finds its machines.
    for (; verifying; exchanges++) await exchange(path, 60 + 2 * exchanges)
    expect(await verified).toMatchObject({ ok: true, machines: { relays: 1 } })
    expect(childrenOf(site.serve.pid, 'broker')).not.toContain(broker)
    expect(await auditRow(site, path.connectionId)).toMatchObject({ outcome: 'relaying' })
    path.client.end()
    await endingOf(path.host)
    path.host.end()
    const ending = await relayEnding(site, path.connectionId)
    expect(ending).toMatchObject({ by: 'client', reason: 'client_closed' })
    const { bytesToClient } = await auditRow(site, path.connectionId)
    expect(bytesToClient).toBe(exchanges * someBytes)
    await expectReconnect(hostId, 'after-broker')
  })
})
