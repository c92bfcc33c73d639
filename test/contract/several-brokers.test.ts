/**
 * Three brokers on one stored log: opened once and shared, and each through its own client of the
 * log that one process serves. On the real clock, as stores have one of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openEsdbEventLog } from '../../core/adapters/esdb-event-log.ts'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import type { EventLog } from '../../core/broker/ports.ts'
import { foldChecked } from '../core/broker/log-checker.ts'
import { createSimCluster, type SimCluster } from '../core/broker/sim-cluster.ts'
import { serveLog } from '../support/esdb/served-log.ts'
import type { FakeSystem } from '../support/fake-system.ts'

const brokers = ['b1', 'b2', 'b3'] as const
const hosts = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const gateways = ['g1', 'g2', 'g3']

/** The real clock in the shape of the fake one; what still waits at the end never comes. */
const createClock = (): FakeSystem & { dispose(): void } => {
  const system = createSystem()
  let disposed = false
  const pending = new Set<() => void>()
  return {
    ...system,
    after: (delayMs, callback) => {
      if (disposed) return () => undefined
      const cancel = system.after(delayMs, () => {
        pending.delete(cancel)
        callback()
      })
      pending.add(cancel)
      return () => {
        pending.delete(cancel)
        cancel()
      }
    },
    settle: () => setImmediate(),
    pass: async (ms) => {
      await sleep(ms)
    },
    stepWallClock: () => undefined,
    timerCount: () => pending.size,
    dispose: () => {
      disposed = true
      for (const cancel of pending) cancel()
    },
  }
}

type Shared = { readonly logOf: (brokerId: string) => EventLog; dispose(): Promise<void> }

const openShared = async (): Promise<Shared> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-brokers-'))
  const log = await openLmdbEventLog({ folder, system: createSystem() })
  return {
    logOf: () => log,
    dispose: async () => {
      await log.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

const openServed = async (): Promise<Shared> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-brokers-'))
  const system = createSystem()
  const stored = await openLmdbEventLog({ folder, system })
  const served = await serveLog({
    letter: 'l',
    log: () => stored,
    isOwn: (name) => !name.startsWith('causeway-'),
  })
  const logs = new Map<string, EventLog>(
    brokers.map((id) => [id, openEsdbEventLog({ system }, { url: served.url('broker') })]),
  )
  return {
    logOf: (brokerId) => logs.get(brokerId) ?? stored,
    dispose: async () => {
      for (const log of logs.values()) await log.stop()
      await served.dispose()
      await stored.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** One user through one broker and any gateway: how it ended. */
const connect = async (cluster: SimCluster, n: number): Promise<string> => {
  const brokerId = brokers[n % 3] ?? 'b1'
  const grant = await cluster.request(brokerId, `u${Math.floor(n / 2)}`)
  if (grant.kind === 'refused') return grant.code
  const gateway = cluster.gateway(gateways[(n + 1) % 3] ?? 'g1')
  const result = await gateway.client({ ticket: grant.ticket, transport: 'websocket' }).result
  return result.kind === 'refused' ? result.code : result.kind
}

describe('three brokers on one log', () => {
  it.each([
    ['opened once', openShared],
    ['served over EventStoreDB’s protocol', openServed],
  ])(
    '%s: two connections of each of 30 users, all at once',
    async (_name, open) => {
      const { logOf, dispose } = await open()
      const system = createClock()
      const homes = Object.fromEntries(
        [...hosts, ...gateways].map((id, n) => [id, `b${1 + (n % 3)}`]),
      )
      const options = { pools: { desk: hosts }, gateways, sessionLimit: 5, homes }
      const cluster = await createSimCluster({ ...options, logOf, system })
      const told = await Promise.all(Array.from({ length: 60 }, (_, n) => connect(cluster, n)))
      expect(told).toEqual(Array(60).fill('relaying'))
      const events = await cluster.events()
      const fold = foldChecked(events)
      expect(fold.indexes.openConnectionIds.size).toBe(60)
      expect(events.filter(({ type }) => type === 'UserSessionClaimed')).toHaveLength(30)
      expect(cluster.faults).toEqual([])
      system.dispose()
      await cluster.stop()
      await dispose()
    },
    60_000,
  )
})
