/** A gateway for staging at a real site: what administrators set reaches the relays, and no other. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnedProcess } from '../support/desktop/owned-process.ts'
import { openStockLeg, type StockLeg } from '../support/net/stock-leg.ts'
import { startTarget, type Target } from '../support/net/tagged-target.ts'
import { joinHost, lastJson, type Site, startSite } from '../support/site/site.ts'

const readyMs = 20_000

describe('faults for staging', () => {
  let site: Site
  let target: Target
  let agent: OwnedProcess
  let staging: OwnedProcess | undefined

  beforeAll(async () => {
    ;[site, target] = await Promise.all([startSite(), startTarget()])
    agent = await joinHost(site, 'desk-1', target.address)
    await site.login('alice')
  })

  afterAll(async () => {
    await staging?.stop()
    await agent?.stop()
    await site?.stop()
    await target?.stop()
  })

  const admin = async (...words: string[]) =>
    lastJson(await site.ok(['admin', ...words, '--json'])) as Record<string, unknown>

  const startStaging = async (): Promise<OwnedProcess> => {
    const { token } = await admin('gateway', 'invite', 'staging', '--region', 'lab')
    const tls = join(site.ready.dataFolder, 'tls')
    const started = await site.start([
      ...['gateway', '--json', '--gateway-join', String(token), '--chaos', 'on'],
      ...['--gateway-port', '0', '--gateway-own-port', '0', '--metrics-port', '0'],
      ...['--tls-cert', join(tls, 'server.pem'), '--tls-key', join(tls, 'server-key.pem')],
      ...['--gateway-data-folder', join(site.folder, 'staging')],
    ])
    await started.waitForLog(/"event":"ready"/, readyMs)
    // Gateways of the pool's region come first.
    await admin('pool', 'change', 'staff', '--region', 'lab')
    return started
  }

  /** What comes of 100,000 bytes from the host in time. */
  const received = async (leg: StockLeg, tag: string, atLeast: number): Promise<number> => {
    const before = leg.received()
    const host = await target.peer(tag, readyMs)
    host.write(Buffer.alloc(100_000, 1))
    await expect.poll(leg.received, { timeout: readyMs }).toBeGreaterThanOrEqual(before + atLeast)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return leg.received() - before
  }

  it('are refused while no gateway was started for them', async () => {
    const ran = await site.run(['admin', 'chaos', 'set', 'pool', 'staff', 'stall=1000'])
    expect(ran.code).not.toBe(0)
    expect(ran.output).toContain('no gateway at this broker takes faults')
    expect(ran.output).toContain('--chaos on')
  })

  it('reach running and new relays of a pool, and end with their order', async () => {
    staging = await startStaging()
    expect(staging.log()).toContain('CHAOS: faults are put into connections as administrators say')
    const running = await openStockLeg(site, 'running')
    expect(await received(running, 'running', 100_000)).toBe(100_000)
    const set = await admin('chaos', 'set', 'pool', 'staff', 'stall=30000')
    expect(set).toMatchObject({ scope: 'pool', id: 'staff', faults: 'stall=30000' })
    expect(set['gatewayIds']).toHaveLength(1)
    expect(await received(running, 'running', 30_000)).toBe(30_000)
    expect(await admin('chaos', 'list')).toMatchObject({ faults: [{ faults: 'stall=30000' }] })
    running.close()
    const fresh = await openStockLeg(site, 'fresh')
    expect(await received(fresh, 'fresh', 30_000)).toBe(30_000)
    await admin('chaos', 'clear', 'pool', 'staff')
    await expect.poll(fresh.received, { timeout: readyMs }).toBe(100_000)
    fresh.close()
  })

  it('of one connection cut it after its bytes', async () => {
    const leg = await openStockLeg(site, 'cut')
    const id = leg.connectionId
    await admin('chaos', 'set', 'connection', id, 'cut=50000')
    const host = await target.peer('cut', readyMs)
    host.write(Buffer.alloc(100_000, 1))
    expect((await leg.closed).code).toBe(1006)
    expect(leg.received()).toBeLessThanOrEqual(50_000)
    await expect
      .poll(async () => site.ok(['audit', 'timeline', id]), { timeout: readyMs })
      .toMatch(/by gateway: chaos/)
  })
})
