/** The choice of a host beside a slow and obvious model, which looks at every host. */
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { createHeartbeats } from '../../../core/broker/heartbeats.ts'
import { createHostChoice } from '../../../core/broker/host-choice.ts'
import { createHostSight, recordedOfHosts } from '../../../core/broker/host-sight.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import type { HeartbeatLog, HeartbeatSample } from '../../../core/broker/ports.ts'
import { streamOf } from '../../../core/broker/streams.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { sessionCountOf } from '../../../core/domain/host.ts'
import { heartbeatTimeoutMs } from '../../../core/domain/limits.ts'
import { type Candidate, place } from '../../../core/domain/placement.ts'
import { createTestHeartbeatLog } from '../../support/broker/memory-ports.ts'

const poolId = 'p'
const settings = { placement: 'breadth-first', sessionLimit: 3, disconnectedLimitMs: 0 }

/** One broker's view of a pool, whose events and clock the test moves by hand. */
const createWorld = (shared: boolean) => {
  let now = 1_000_000
  let behindMs = 0
  let heardByOthers: (samples: readonly HeartbeatSample[]) => void = () => undefined
  const system = { nowMs: () => now, monotonicMs: () => now }
  const log: HeartbeatLog = createTestHeartbeatLog()
  const others = {
    follow: (onSamples: typeof heardByOthers) => {
      heardByOthers = onSamples
      return () => undefined
    },
    currentAt: () => now - behindMs,
  }
  const live = createLiveState()
  const revisions = new Map<string, number>()
  const apply = (category: 'host' | 'pool', id: string, event: DomainEvent): void => {
    const stream = streamOf(category, id)
    const revision = (revisions.get(stream) ?? -1) + 1
    revisions.set(stream, revision)
    live.apply({ stream, revision, recordedAt: now, event })
  }
  apply('pool', poolId, {
    type: 'PoolCreated',
    data: { poolId, name: poolId, homeRegion: '', ...settings },
  })
  const heartbeats = createHeartbeats({
    log: shared ? { ...log, others } : log,
    system,
    ...recordedOfHosts(live, 'b1'),
  })
  void heartbeats.load()
  const doubtful = new Set<string>()
  const brokers = { isDoubtful: (id: string) => doubtful.has(id) }
  const hosts = createHostSight({ live, heartbeats, brokers, brokerId: 'b1' })
  const choice = createHostChoice({ live, hosts, brokers, brokerId: 'b1', system })
  const held = new Map<string, Set<string>>()
  return {
    ...{ live, heartbeats, hosts, choice, doubtful, held, apply },
    hear: (sample: HeartbeatSample) => heardByOthers([sample]),
    nowMs: () => now,
    pass: (ms: number, behind: number) => {
      now += ms
      behindMs = behind
    },
    candidates: (): Candidate[] =>
      [...(live.indexes.hostIdsByPool.get(poolId) ?? [])].map((hostId) => {
        const host = live.stateOf('host', hostId)
        const waiting = [...(held.get(hostId) ?? [])].filter((id) => !(id in host.seats))
        const sessionCount = sessionCountOf(host) + waiting.length
        return { hostId, sessionCount, draining: host.draining, available: hosts.accepts(hostId) }
      }),
  }
}

type World = ReturnType<typeof createWorld>

const sampleOf = (hostId: string, receivedAt: number): HeartbeatSample => ({
  ...{ hostId, receivedAt, activeSessions: 0, disconnectedSessions: 0, cpuLoad: 0 },
  ...{ memoryUsedBytes: 0, memoryTotalBytes: 0, agentVersion: '', healthChecks: [] },
})

const register = (world: World, hostId: string): void => {
  if (world.live.stateOf('host', hostId).phase === 'registered') return
  const data = { hostId, poolId, name: hostId, publicKey: new Uint8Array(32), tokenId: 't' }
  world.apply('host', hostId, { type: 'HostRegistered', data })
}

const connect = (world: World, hostId: string, brokerId: string): void => {
  register(world, hostId)
  const data = { hostId, brokerId, incarnation: `${world.nowMs()}`, agentVersion: '1' }
  world.apply('host', hostId, { type: 'AgentConnected', data })
}

const beat = (world: World, hostId: string): void => {
  const receivedAt = world.nowMs()
  world.heartbeats.receive(sampleOf(hostId, receivedAt))
  if (world.live.stateOf('host', hostId).available) return
  world.apply('host', hostId, {
    type: 'HostBecameAvailable',
    data: { hostId, beatAt: receivedAt },
  })
}

const hostId = fc.nat(7).map((n) => `h${n}`)
const userSessionId = fc.nat(5).map((n) => `u${n}`)
const brokerId = fc.constantFrom('b1', 'b1', 'b2')
type Act = (world: World) => void | Promise<void>

const seat = { connectionId: 'c', sessionLimit: 3, userSessionStream: 's' }

const acts: fc.Arbitrary<Act> = fc.oneof(
  hostId.map(
    (id): Act =>
      (world) =>
        register(world, id),
  ),
  fc.tuple(hostId, brokerId).map(
    ([id, broker]): Act =>
      (world) => {
        connect(world, id, broker)
        beat(world, id)
      },
  ),
  fc.tuple(hostId, brokerId).map(
    ([id, broker]): Act =>
      (world) =>
        connect(world, id, broker),
  ),
  hostId.map(
    (id): Act =>
      (world) => {
        const { channel } = world.live.stateOf('host', id)
        if (!channel) return
        const data = { hostId: id, ...channel, reason: 'gone' }
        world.apply('host', id, { type: 'AgentDisconnected', data })
      },
  ),
  hostId.map(
    (id): Act =>
      (world) =>
        beat(world, id),
  ),
  hostId.map(
    (id): Act =>
      (world) =>
        world.hear(sampleOf(id, world.nowMs())),
  ),
  fc.tuple(hostId, fc.boolean()).map(
    ([id, on]): Act =>
      (world) => {
        const type = on ? 'DrainStarted' : 'DrainStopped'
        world.apply('host', id, { type, data: { hostId: id } })
      },
  ),
  fc.tuple(hostId, fc.constantFrom('Available', 'NeedsAssistance', 'Unavailable')).map(
    ([id, status]): Act =>
      (world) => {
        const data = { hostId: id, status, failedChecks: [] }
        world.apply('host', id, { type: 'HostHealthChanged', data })
      },
  ),
  fc.tuple(hostId, userSessionId).map(
    ([id, user]): Act =>
      (world) => {
        const data = { hostId: id, userSessionId: user, ...seat }
        world.apply('host', id, { type: 'SeatReserved', data })
      },
  ),
  fc.tuple(hostId, userSessionId).map(
    ([id, user]): Act =>
      (world) => {
        const data = { hostId: id, userSessionId: user, reason: 'over' }
        world.apply('host', id, { type: 'SeatReleased', data })
      },
  ),
  fc.tuple(hostId, fc.boolean()).map(
    ([id, known]): Act =>
      (world) => {
        // A stranger's session, or the end of the host.
        const stranger = { hostId: id, hostSessionId: 's1', claimedUserSessionId: '' }
        if (known) world.apply('host', id, { type: 'UnassignedSessionReported', data: stranger })
        else world.apply('host', id, { type: 'HostRemoved', data: { hostId: id } })
      },
  ),
  fc.tuple(fc.nat(60_000), fc.nat(120_000)).map(
    ([ms, behind]): Act =>
      (world) => {
        world.pass(ms, behind)
      },
  ),
  fc.boolean().map(
    (on): Act =>
      (world) => {
        if (on) world.doubtful.add('b2')
        else world.doubtful.delete('b2')
      },
  ),
  fc.constant<Act>((world) => {
    for (const id of world.choice.silentHosts(poolId)) {
      const data = { hostId: id, lastBeatAt: 0 }
      world.apply('host', id, { type: 'HostBecameUnavailable', data })
    }
  }),
)

const policies = fc.record({
  placement: fc.constantFrom('breadth-first', 'depth-first'),
  sessionLimit: fc.integer({ min: 1, max: 4 }),
  tried: fc.array(hostId, { maxLength: 3 }),
  draw: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

it('is that of the model after any events, beats and silences', async () => {
  const steps = fc.array(fc.tuple(acts, policies), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (list, shared) => {
      const world = createWorld(shared)
      for (const [act, policy] of list) {
        await act(world)
        const { live, hosts, choice } = world
        const expected = place({ ...policy, candidates: world.candidates() })
        expect(choice.choose(poolId, policy)).toEqual(expected)
        const ids = [...(live.indexes.hostIdsByPool.get(poolId) ?? [])]
        expect([...choice.silentHosts(poolId)].sort()).toEqual(ids.filter(hosts.isSilent).sort())
      }
    }),
    { numRuns: 300 },
  )
})

it('never misses a free seat, nor counts one twice, while reservations are under way', async () => {
  const fates = fc.array(fc.constantFrom('recorded', 'failed', 'open'), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fates, fc.integer({ min: 1, max: 3 }), async (list, sessionLimit) => {
      const world = createWorld(false)
      for (const id of ['h0', 'h1', 'h2']) {
        connect(world, id, 'b1')
        beat(world, id)
      }
      const policy = { placement: 'depth-first', sessionLimit, tried: [], draw: 0 }
      for (const [n, fate] of list.entries()) {
        const expected = place({ ...policy, candidates: world.candidates() })
        const chosen = world.choice.choose(poolId, policy)
        expect(chosen).toEqual(expected)
        if (chosen.kind === 'not-placed') continue
        const held = { poolId, hostId: chosen.hostId, userSessionId: `u${n}` }
        world.held.set(held.hostId, (world.held.get(held.hostId) ?? new Set()).add(`u${n}`))
        let settle: (error?: Error) => void = () => undefined
        const running = world.choice.whileHeld(
          held,
          () =>
            new Promise<void>((resolve, reject) => {
              settle = (error) => (error ? reject(error) : resolve())
            }),
        )
        expect(world.choice.choose(poolId, policy)).toEqual(
          place({ ...policy, candidates: world.candidates() }),
        )
        expect(world.choice.reservation(poolId)).toBeDefined()
        if (fate === 'open') continue
        if (fate === 'recorded') {
          const data = { ...held, ...seat }
          world.apply('host', held.hostId, { type: 'SeatReserved', data })
          expect(world.choice.choose(poolId, policy)).toEqual(
            place({ ...policy, candidates: world.candidates() }),
          )
          settle()
        } else settle(new Error('the log is away'))
        await running.catch(() => undefined)
        world.held.get(held.hostId)?.delete(`u${n}`)
      }
      const open = [...world.held.values()].some((ids) => ids.size > 0)
      expect(world.choice.reservation(poolId) !== undefined).toBe(open)
    }),
    { numRuns: 200 },
  )
})

it('judges a host by its beats once its channel comes from a broker that shares none', () => {
  const world = createWorld(false)
  connect(world, 'h0', 'b2')
  beat(world, 'h0')
  const policy = { placement: 'breadth-first', sessionLimit: 3, tried: [], draw: 0 }
  world.pass(2 * heartbeatTimeoutMs, 0)
  expect(world.choice.choose(poolId, policy)).toMatchObject({ kind: 'placed' })
  connect(world, 'h0', 'b1')
  expect(world.choice.silentHosts(poolId)).toEqual(['h0'])
})

it('looks at the beats of a host once while it is fresh, however many choices are made', () => {
  const world = createWorld(false)
  const names = Array.from({ length: 200 }, (_, n) => `h${n}`)
  for (const id of names) {
    connect(world, id, 'b1')
    beat(world, id)
  }
  const looks = vi.spyOn(world.hosts, 'isSilent')
  const policy = { placement: 'breadth-first', sessionLimit: 3, tried: [], draw: 0.5 }
  for (let n = 0; n < 100; n++) world.choice.choose(poolId, policy)
  expect(looks).toHaveBeenCalledTimes(0)
  world.pass(heartbeatTimeoutMs / 2, 0)
  for (const id of names.slice(1)) beat(world, id)
  world.pass(heartbeatTimeoutMs / 2 + 1, 0)
  expect(world.choice.silentHosts(poolId)).toEqual(['h0'])
  expect(looks).toHaveBeenCalledTimes(200)
  const data = { hostId: 'h0', lastBeatAt: 0 }
  world.apply('host', 'h0', { type: 'HostBecameUnavailable', data })
  for (let n = 0; n < 100; n++) {
    expect(world.choice.choose(poolId, policy)).toMatchObject({ unavailableCount: 1 })
  }
  // Once more for the one that was silent: it is due until that is recorded.
  expect(looks.mock.calls.length).toBeLessThanOrEqual(201)
})
