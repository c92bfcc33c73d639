/**
 * What a relay does to bytes, through the processes that a user starts: connector, gateway workers
 * and agent over TLS, with a plain TCP service behind the agent. Every byte arrives, once and in
 * order; who reads slowly holds the sender back, and costs nobody memory.
 */
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { digestOf, pour, seededBytes, take, untilStill } from '../support/net/byte-flow.ts'
import { watchMemory } from '../support/net/process-facts.ts'
import {
  allEnded,
  auditRow,
  auditRows,
  type Connector,
  hangUp,
  relayEnding,
  seatsLeft,
  startConnector,
} from '../support/net/relay-path.ts'
import { openStockLeg } from '../support/net/stock-leg.ts'
import { startTarget, type Target, tagBytes } from '../support/net/tagged-target.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'

const bulkBytes = 100_000_000
/** Each way on each of the many: 10 GB in all, about a minute on two cores. */
const manyBytes = bulkBytes
const manyCount = 50
const manyMs = 10 * 60_000
/** Opened at once by one user: the broker lets 20 of a user be under way. */
const waveCount = 8
const hugeBytes = 1_000_000_000

/**
 * What may be on its way to a reader that does not read: the window of a leg (4 MiB), what agent
 * and connector hold, and the kernel's buffers of four sockets on loopback, some megabytes each.
 */
const heldBytesMax = 64 * 1_048_576
/**
 * What any process of the path may grow by while a gigabyte passes: the bound of a leg's buffer
 * (16 MiB), the pool of buffers (16 MiB), and what a garbage collector leaves lying about.
 */
const growthBytesMax = 64 * 1_048_576

describe('bytes through Causeway', () => {
  let site: Site
  let target: Target
  let agent: OwnedProcess
  let alice: Connector
  let bob: Connector

  beforeAll(async () => {
    ;[site, target] = await Promise.all([startSite(), startTarget()])
    agent = await joinHost(site, 'desk-1', target.address)
    const homeOfBob = join(site.folder, 'bob')
    await Promise.all([site.login('alice'), site.login('bob', homeOfBob)])
    ;[alice, bob] = await Promise.all([startConnector(site), startConnector(site, homeOfBob)])
  })

  afterEach(async () => {
    await allEnded(site)
    await site.ok(['log', 'verify'])
  })

  afterAll(async () => {
    const left = site === undefined ? [] : await seatsLeft(site)
    await Promise.all([alice?.process.stop(), bob?.process.stop(), agent?.stop()])
    await site?.stop()
    await target?.stop()
    expect(left).toEqual([])
  })

  const watchPath = () => watchMemory([...site.ready.pids.gateways, agent.pid, alice.process.pid])

  it('100 MB of random bytes each way at once arrive as they were sent', async () => {
    const path = await alice.openKnown(target, 'bulk')
    const toHost = pour(path.client, { seed: 1, bytes: bulkBytes })
    const toClient = pour(path.host, { seed: 2, bytes: bulkBytes })
    const [atHost, atClient] = await Promise.all([
      take(path.host, { count: bulkBytes }).done,
      take(path.client, { count: bulkBytes }).done,
    ])
    expect(atHost).toEqual({ bytes: bulkBytes, sha256: await toHost.done })
    expect(atClient).toEqual({ bytes: bulkBytes, sha256: await toClient.done })
    hangUp(path)
    await relayEnding(site, path.connectionId)
    const row = await auditRow(site, path.connectionId)
    expect(row.bytesToClient).toBe(bulkBytes)
    expect(row.bytesToHost).toBe(bulkBytes + tagBytes)
  })

  it('50 connections at once carry 100 MB each way, with pauses', { timeout: manyMs }, async () => {
    const before = (await auditRows(site)).length
    const taggedBefore = target.taggedCount()
    const paths: Awaited<ReturnType<Connector['open']>>[] = []
    while (paths.length < manyCount) {
      const wave = Math.min(waveCount, manyCount - paths.length)
      const opened = Array.from({ length: wave }, (_, index) =>
        (index % 2 === 0 ? alice : bob).open(target, `many-${paths.length + index}`),
      )
      paths.push(...(await Promise.all(opened)))
    }
    const carried = await Promise.all(
      paths.map(async ({ client, host }, index) => {
        const pausesOf = (seed: number) => ({ seed: 1_000 + seed, pauseMs: 40 })
        const [toHost, toClient] = [100 + index, 200 + index]
        pour(client, { seed: toHost, bytes: manyBytes, pauses: pausesOf(toHost) })
        pour(host, { seed: toClient, bytes: manyBytes, pauses: pausesOf(toClient) })
        const [atHost, atClient] = await Promise.all([
          take(host, { count: manyBytes, pauses: pausesOf(index) }).done,
          take(client, { count: manyBytes, pauses: pausesOf(index + manyCount) }).done,
        ])
        return [atHost, atClient]
      }),
    )
    const expected = paths.map((_, index) => [
      { bytes: manyBytes, sha256: digestOf(100 + index, manyBytes) },
      { bytes: manyBytes, sha256: digestOf(200 + index, manyBytes) },
    ])
    expect(carried).toEqual(expected)
    for (const path of paths) hangUp(path)
    await allEnded(site)
    const rows = await auditRows(site)
    expect(rows.length - before).toBe(manyCount)
    expect(target.taggedCount() - taggedBefore).toBe(manyCount)
    const recent = rows.slice(0, manyCount)
    expect(recent.map(({ outcome }) => outcome)).toEqual(recent.map(() => 'ended'))
    expect(recent.map(({ bytesToClient }) => bytesToClient)).toEqual(recent.map(() => manyBytes))
  })

  it('a client that does not read holds a host with 1 GB back, and gets it all later', async () => {
    const path = await alice.openKnown(target, 'slow-client')
    const memory = watchPath()
    const sending = pour(path.host, { seed: 3, bytes: hugeBytes })
    const held = await untilStill(sending.bytes)
    expect(held).toBeLessThan(heldBytesMax)
    expect(memory.growthBytes()).toBeLessThan(growthBytesMax)
    const taken = await take(path.client, { count: hugeBytes }).done
    expect(taken).toEqual({ bytes: hugeBytes, sha256: await sending.done })
    expect(memory.growthBytes()).toBeLessThan(growthBytesMax)
    memory.stop()
    hangUp(path)
    const ending = await relayEnding(site, path.connectionId)
    expect(ending.peakBufferedBytes).toBeLessThan(heldBytesMax)
  })

  it('a host that does not read holds a client back, and loses nothing', async () => {
    const path = await alice.openKnown(target, 'slow-host')
    const memory = watchPath()
    const sending = pour(path.client, { seed: 4, bytes: hugeBytes })
    const held = await untilStill(sending.bytes)
    expect(held).toBeLessThan(heldBytesMax)
    sending.enough()
    const taken = await take(path.host, { count: held }).done
    expect(taken).toEqual({ bytes: held, sha256: await sending.done })
    expect(memory.growthBytes()).toBeLessThan(growthBytesMax)
    memory.stop()
    hangUp(path)
  })

  it('a stock client that does not read holds the host back, and gets it all later', async () => {
    const leg = await openStockLeg(site, 'stock-reader')
    const host = await target.peer('stock-reader', 10_000)
    leg.pause()
    const memory = watchPath()
    const sending = pour(host, { seed: 5, bytes: hugeBytes })
    const held = await untilStill(sending.bytes)
    expect(held).toBeLessThan(heldBytesMax)
    sending.enough()
    leg.resume()
    expect(await leg.take(held)).toEqual({ bytes: held, sha256: await sending.done })
    expect(memory.growthBytes()).toBeLessThan(growthBytesMax)
    memory.stop()
    leg.close()
    const ending = await relayEnding(site, leg.connectionId)
    expect(ending).toMatchObject({ by: 'client', reason: 'client_closed' })
  })

  it('a stock client that sends 1 GB to a host that does not read is cut and told why', async () => {
    const leg = await openStockLeg(site, 'stock-sender')
    const host = await target.peer('stock-sender', 10_000)
    const memory = watchPath()
    const next = seededBytes(6)
    let sent = 0
    while (sent < hugeBytes && (await leg.send(next(65_536)))) sent += 65_536
    expect(await leg.closed).toEqual({ code: 4004, text: 'slow_host' })
    expect(sent).toBeLessThan(heldBytesMax)
    expect(memory.growthBytes()).toBeLessThan(growthBytesMax)
    memory.stop()
    const ending = await relayEnding(site, leg.connectionId)
    expect(ending).toMatchObject({ by: 'gateway', reason: 'slow_host' })
    expect(ending.peakBufferedBytes).toBeLessThan(heldBytesMax)
    host.destroy()
  })
})
