import { describe, expect, it } from 'vitest'
import { acceptsSessions, createHeartbeats, statusOf } from '../../../core/broker/heartbeats.ts'
import type { HealthCheckResult, HeartbeatSample } from '../../../core/broker/ports.ts'
import { heartbeatTimeoutMs } from '../../../core/domain/limits.ts'
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
