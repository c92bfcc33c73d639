import { describe, expect, it } from 'vitest'
import { acceptsSessions, createHeartbeats, statusOf } from '../../../core/broker/heartbeats.ts'
import type {
  HealthCheckResult,
  HeartbeatLog,
  HeartbeatSample,
} from '../../../core/broker/ports.ts'
import {
  heardHostCountMax,
  heartbeatIntervalMs,
  heartbeatTimeoutMs,
} from '../../../core/domain/limits.ts'
import { createTestHeartbeatLog } from '../../support/broker/memory-ports.ts'
import { createFakeSystem } from '../../support/fake-system.ts'

const check = (name: string, change: Partial<HealthCheckResult> = {}): HealthCheckResult => ({
  name,
  result: 'failed',
  fatal: false,
  message: '',
  ...change,
})

describe('the status of a beat', () => {
  it('is Available without a failed check', () => {
    const checks = [check('a', { result: 'succeeded' }), check('b', { result: 'unknown' })]
    expect(statusOf(checks)).toEqual({ status: 'Available', failedChecks: [], fatal: false })
  })
  it('needs assistance, and is still placed on, when a check failed that is not fatal', () => {
    const { status, failedChecks } = statusOf([check('disk'), check('URLCheck')])
    expect([status, failedChecks]).toEqual(['NeedsAssistance', ['URLCheck', 'disk']])
    expect(acceptsSessions(status)).toBe(true)
  })
  it.each([
    ['DomainTrust', 'DomainTrustRelationshipLost'],
    ['SxSStack', 'SxSStackListenerNotReady'],
    ['rdp-server', 'Unavailable'],
  ])('a fatal %s gives %s', (name, expected) => {
    const { status, fatal } = statusOf([check(name, { fatal: true })])
    expect([status, fatal, acceptsSessions(status)]).toEqual([expected, true, false])
  })
})

describe('freshness', () => {
  const sampleAt = (receivedAt: number): HeartbeatSample => ({
    hostId: 'h1',
    receivedAt,
    activeSessions: 0,
    disconnectedSessions: 0,
    cpuLoad: 0,
    memoryUsedBytes: 0,
    memoryTotalBytes: 0,
    agentVersion: '',
    healthChecks: [],
  })

  it('is judged at the decision, by the age of the last beat', async () => {
    const system = createFakeSystem()
    const heartbeats = createHeartbeats({ log: createTestHeartbeatLog(), system })
    expect(heartbeats.isFresh('h1')).toBe(false)
    heartbeats.receive(sampleAt(system.nowMs()))
    await system.pass(heartbeatTimeoutMs)
    expect(heartbeats.isFresh('h1')).toBe(true)
    await system.pass(1)
    expect(heartbeats.isFresh('h1')).toBe(false)
    expect(heartbeats.lastBeatAt('h1')).toBe(system.nowMs() - heartbeatTimeoutMs - 1)
  })

  it('a wall clock that steps retires nobody', () => {
    const system = createFakeSystem()
    const heartbeats = createHeartbeats({ log: createTestHeartbeatLog(), system })
    heartbeats.receive(sampleAt(system.nowMs()))
    system.stepWallClock(86_400_000)
    expect(heartbeats.isFresh('h1')).toBe(true)
  })

  it('survives a restart of the broker', async () => {
    const system = createFakeSystem()
    const log = createTestHeartbeatLog()
    createHeartbeats({ log, system }).receive(sampleAt(system.nowMs()))
    await system.pass(60_000)
    const after = createHeartbeats({ log, system })
    await after.load()
    expect(after.isFresh('h1')).toBe(true)
    await system.pass(30_001)
    expect(after.isFresh('h1')).toBe(false)
  })
})

describe('hosts of other brokers', () => {
  const beatOf = (hostId: string, receivedAt: number): HeartbeatSample => ({
    ...{ hostId, receivedAt, activeSessions: 0, disconnectedSessions: 0, cpuLoad: 0 },
    ...{ memoryUsedBytes: 0, memoryTotalBytes: 0, agentVersion: '', healthChecks: [] },
  })

  /** A heartbeat log that several brokers share, moved by hand. */
  const createSharedLog = () => {
    let listener: (samples: readonly HeartbeatSample[]) => void = () => undefined
    let currentAt: number | undefined
    const recorded: HeartbeatSample[] = []
    const log: HeartbeatLog = {
      ...createTestHeartbeatLog(),
      record: (sample) => recorded.push(sample),
      others: {
        currentAt: () => currentAt,
        follow: (onSamples) => {
          listener = onSamples
          return () => {
            listener = () => undefined
          }
        },
      },
    }
    return {
      ...{ log, recorded },
      hand: (sample: HeartbeatSample) => listener([sample]),
      isCurrentAt: (ms: number) => {
        currentAt = ms
      },
    }
  }

  const start = async () => {
    const system = createFakeSystem()
    const shared = createSharedLog()
    const heartbeats = createHeartbeats({ log: shared.log, system, holderElsewhere: () => 'b2' })
    await heartbeats.load()
    return { system, shared, heartbeats }
  }

  it('are judged by the beats that their broker sent, which are not sent again', async () => {
    const { system, shared, heartbeats } = await start()
    shared.isCurrentAt(system.monotonicMs())
    expect(heartbeats.isFresh('h1')).toBe(false)
    shared.hand(beatOf('h1', system.nowMs()))
    expect([heartbeats.isFresh('h1'), shared.recorded]).toEqual([true, []])
    await system.pass(heartbeatTimeoutMs + 1)
    shared.isCurrentAt(system.monotonicMs())
    expect(heartbeats.isFresh('h1')).toBe(false)
  })

  it('are not silent because the log of beats is away', async () => {
    const { system, shared, heartbeats } = await start()
    expect(heartbeats.isFresh('never-told')).toBe(true)
    shared.isCurrentAt(system.monotonicMs())
    shared.hand(beatOf('h1', system.nowMs()))
    await system.pass(10 * heartbeatTimeoutMs)
    expect(heartbeats.isFresh('h1')).toBe(true)
  })

  it('are kept though a stranger names any number of others', async () => {
    const system = createFakeSystem()
    const shared = createSharedLog()
    const isKnown = (hostId: string) => hostId === 'h1'
    const heartbeats = createHeartbeats({ log: shared.log, system, isKnown })
    await heartbeats.load()
    for (let n = 0; n < heardHostCountMax; n++) shared.hand(beatOf(`x-${n}`, system.nowMs()))
    shared.hand(beatOf('x-too-many', system.nowMs()))
    await system.pass(5)
    shared.hand(beatOf('x-1', system.nowMs()))
    shared.hand(beatOf('h1', system.nowMs()))
    expect(heartbeats.lastSample('x-too-many')).toBeUndefined()
    expect(heartbeats.lastBeatAt('x-1')).toBe(system.nowMs())
    expect(heartbeats.lastSample('h1')).toBeDefined()
  })

  it('are as old as they were when they come late, and an old beat hides no newer one', async () => {
    const { system, shared, heartbeats } = await start()
    shared.isCurrentAt(system.monotonicMs())
    shared.hand(beatOf('h1', system.nowMs() - heartbeatTimeoutMs - 1))
    expect(heartbeats.isFresh('h1')).toBe(false)
    shared.hand(beatOf('h1', system.nowMs()))
    shared.hand(beatOf('h1', system.nowMs() - heartbeatTimeoutMs - 1))
    expect(heartbeats.isFresh('h1')).toBe(true)
  })

  const hourMs = 3_600_000

  it.each([hourMs, -hourMs])(
    'are judged by the clock of their broker, though it is %i ms from ours',
    async (skewMs) => {
      const { system, shared, heartbeats } = await start()
      // Another host of that broker goes on when this one falls silent.
      const beat = (...hostIds: string[]) => {
        for (const hostId of hostIds) shared.hand(beatOf(hostId, system.nowMs() + skewMs))
        shared.isCurrentAt(system.monotonicMs())
      }
      for (let count = 0; count < 20; count++) {
        await system.pass(heartbeatIntervalMs)
        beat('h1', 'h2')
        if (count > 1)
          expect([heartbeats.isFresh('h1'), heartbeats.isFresh('h2')]).toEqual([true, true])
      }
      for (let passed = 0; passed <= heartbeatTimeoutMs; passed += heartbeatIntervalMs) {
        await system.pass(heartbeatIntervalMs)
        beat('h2')
      }
      expect([heartbeats.isFresh('h1'), heartbeats.isFresh('h2')]).toEqual([false, true])
    },
  )

  it('are not lost sight of when the clock of their broker steps', async () => {
    for (const stepMs of [hourMs, -hourMs]) {
      const { system, shared, heartbeats } = await start()
      for (let count = 0; count < 20; count++) {
        await system.pass(heartbeatIntervalMs)
        shared.hand(beatOf('h1', system.nowMs() + (count < 10 ? 0 : stepMs)))
        shared.isCurrentAt(system.monotonicMs())
        expect(heartbeats.isFresh('h1')).toBe(true)
      }
    }
  })

  it('of a broker that was cut off are as old as they are beside its newest beat', async () => {
    const { system, shared, heartbeats } = await start()
    for (let count = 0; count < 4; count++) {
      await system.pass(heartbeatIntervalMs)
      shared.hand(beatOf('h1', system.nowMs() - hourMs))
      shared.hand(beatOf('h2', system.nowMs() - hourMs))
    }
    const waiting = [beatOf('h1', system.nowMs() - hourMs), beatOf('h2', system.nowMs() - hourMs)]
    await system.pass(10 * heartbeatTimeoutMs)
    waiting.push(beatOf('h2', system.nowMs() - hourMs))
    for (const beat of waiting) shared.hand(beat)
    shared.isCurrentAt(system.monotonicMs())
    expect([heartbeats.isFresh('h1'), heartbeats.isFresh('h2')]).toEqual([false, true])
  })

  it('are judged by their broker alone where beats are not shared', () => {
    const ports = { log: createTestHeartbeatLog(), system: createFakeSystem() }
    const isFreshAt = (holder: string | undefined) =>
      createHeartbeats({ ...ports, holderElsewhere: () => holder }).isFresh('h1')
    expect([isFreshAt('b2'), isFreshAt(undefined)]).toEqual([true, false])
  })

  it('no beat is taken after the end', async () => {
    const { system, shared, heartbeats } = await start()
    shared.isCurrentAt(system.monotonicMs())
    heartbeats.stop()
    shared.hand(beatOf('h1', system.nowMs()))
    expect(heartbeats.lastSample('h1')).toBeUndefined()
  })
})
