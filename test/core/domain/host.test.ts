import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HostEvent } from '../../../core/domain/events.ts'
import { type HostCommand, hostDecider, sessionCountOf } from '../../../core/domain/host.ts'
import { appendEventCountMax } from '../../../core/domain/limits.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(hostDecider)
const key = new Uint8Array(32).fill(1)
const hostId = 'h1'

const registration = {
  type: 'RegisterHost',
  hostId,
  poolId: 'staff',
  name: 'desk-1',
  publicKey: key,
  tokenId: 't1',
} as const
const registered: HostEvent = {
  type: 'HostRegistered',
  data: { hostId, poolId: 'staff', name: 'desk-1', publicKey: key, tokenId: 't1' },
}
const connected = (incarnation: string): HostEvent => ({
  type: 'AgentConnected',
  data: { hostId, brokerId: 'b1', incarnation, agentVersion: '1' },
})
const drained: HostEvent = { type: 'DrainStarted', data: { hostId } }
const available: HostEvent = { type: 'HostBecameAvailable', data: { hostId, beatAt: 5 } }
const seatReserved = (userSessionId: string): HostEvent => ({
  type: 'SeatReserved',
  data: {
    hostId,
    userSessionId,
    connectionId: 'c1',
    sessionLimit: 2,
    userSessionStream: `session-${userSessionId}`,
  },
})
const seatTaken: HostEvent = {
  type: 'SeatTaken',
  data: { hostId, userSessionId: 'u1', connectionId: 'c1' },
}
const reserve = (userSessionId: string, sessionLimit = 2): HostCommand => ({
  type: 'ReserveSeat',
  userSessionId,
  connectionId: 'c1',
  sessionLimit,
  userSessionStream: `session-${userSessionId}`,
})
const stranger = (hostSessionId: string): HostEvent => ({
  type: 'UnassignedSessionReported',
  data: { hostId, hostSessionId, claimedUserSessionId: '' },
})

describe('registration', () => {
  it('a new host is registered', () => given().when(registration).thenRecorded(registered))
  it('the same host again changes nothing', () =>
    given(registered).when(registration).thenNothing())
  it('a known name with another key is refused', () =>
    given(registered)
      .when({ ...registration, publicKey: new Uint8Array(32) })
      .thenRefused('HOST_NAME_TAKEN'))
  it('a host belongs to one pool', () =>
    given(registered)
      .when({ ...registration, poolId: 'other' })
      .thenRefused('HOST_NAME_TAKEN', 'desk-1 belongs to pool staff'))
  it.each([
    ['an empty name', { name: '' }],
    ['a name that is too long', { name: 'x'.repeat(129) }],
    ['a key of the wrong size', { publicKey: new Uint8Array(31) }],
  ])('%s is refused', (_what, change) =>
    given()
      .when({ ...registration, ...change })
      .thenRefused('REQUEST_INVALID'),
  )
  it('a removed host may come back with another key and keeps its seats', () => {
    const removed: HostEvent = { type: 'HostRemoved', data: { hostId } }
    const back = given(registered, seatReserved('u1'), removed).when({
      ...registration,
      publicKey: new Uint8Array(32),
      tokenId: 't2',
    })
    back.thenTypes('HostRegistered')
    expect(Object.keys(back.state.seats)).toEqual(['u1'])
  })
  it('a removed host does not come back with the token it joined with', () => {
    const removed: HostEvent = { type: 'HostRemoved', data: { hostId } }
    const twice = given(registered, removed).when(registration)
    twice.thenRefused('REGISTRATION_TOKEN_INVALID')
    const again: HostEvent = { ...registered, data: { ...registered.data, tokenId: 't2' } }
    for (const tokenId of ['t1', 't2']) {
      given(registered, removed, again, removed)
        .when({ ...registration, publicKey: new Uint8Array(32), tokenId })
        .thenRefused('REGISTRATION_TOKEN_INVALID')
    }
  })
  it('a host that nobody registered is refused everything but giving seats back', () => {
    given().when({ type: 'DrainHost' }).thenRefused('NOT_FOUND')
    given().when({ type: 'RemoveHost' }).thenRefused('NOT_FOUND')
    given().when({ type: 'ReleaseSeat', userSessionId: 'u1', reason: 'x' }).thenNothing()
  })
})

describe('control channel', () => {
  const disconnect = (incarnation: string): HostCommand => ({
    type: 'DisconnectAgent',
    brokerId: 'b1',
    incarnation,
    reason: 'gone',
  })
  it('a channel is recorded once', () => {
    const connect: HostCommand = {
      type: 'ConnectAgent',
      brokerId: 'b1',
      incarnation: 'i1',
      agentVersion: '1',
    }
    given(registered).when(connect).thenRecorded(connected('i1'))
    given(registered, connected('i1')).when(connect).thenNothing()
  })
  it('an older channel that ends late says nothing about the newer one', () =>
    given(registered, connected('i1'), connected('i2')).when(disconnect('i1')).thenNothing())
  it('the end of the newest channel is recorded', () =>
    given(registered, connected('i1')).when(disconnect('i1')).thenTypes('AgentDisconnected'))
})

describe('heartbeats and health', () => {
  const beat = (status = 'Available', failedChecks: string[] = []): HostCommand => ({
    type: 'ObserveBeat',
    beatAt: 9,
    status,
    failedChecks,
  })
  it('the first beat makes a host available, and says so once', () =>
    given(registered)
      .when(beat())
      .thenRecorded({ type: 'HostBecameAvailable', data: { hostId, beatAt: 9 } }))
  it('a beat that brings nothing new is no event', () =>
    given(registered, available).when(beat()).thenNothing())
  it('a failed check is an event, and so is its recovery', () => {
    const sick: HostEvent = {
      type: 'HostHealthChanged',
      data: { hostId, status: 'NeedsAssistance', failedChecks: ['URLCheck'] },
    }
    given(registered, available)
      .when(beat('NeedsAssistance', ['URLCheck']))
      .thenRecorded(sick)
    given(registered, available, sick).when(beat()).thenTypes('HostHealthChanged')
  })
  it('silence is recorded once', () => {
    const silence: HostCommand = { type: 'ObserveSilence', lastBeatAt: 5 }
    given(registered, available).when(silence).thenTypes('HostBecameUnavailable')
    given(registered).when(silence).thenNothing()
  })
  it('a changed certificate is recorded with the one before', () => {
    const report = (byte: number): HostCommand => ({
      type: 'ReportCertificate',
      resourceId: '',
      fingerprint: new Uint8Array([byte]),
    })
    const first = given(registered).when(report(1))
    first.thenTypes('HostCertificateChanged')
    const changed: HostEvent = {
      type: 'HostCertificateChanged',
      data: {
        hostId,
        resourceId: '',
        fingerprint: new Uint8Array([1]),
        previous: new Uint8Array(),
      },
    }
    given(registered, changed).when(report(1)).thenNothing()
    given(registered, changed)
      .when(report(2))
      .thenRecorded({
        type: 'HostCertificateChanged',
        data: {
          hostId,
          resourceId: '',
          fingerprint: new Uint8Array([2]),
          previous: new Uint8Array([1]),
        },
      })
  })
})

describe('seats', () => {
  it('a seat is reserved up to the limit and not beyond', () => {
    given(registered, seatReserved('u1')).when(reserve('u2')).thenTypes('SeatReserved')
    given(registered, seatReserved('u1'), seatReserved('u2'))
      .when(reserve('u3'))
      .thenRefused('ALL_HOSTS_FULL')
  })
  it('the seat of one session is reserved once', () =>
    given(registered, seatReserved('u1')).when(reserve('u1')).thenNothing())
  it('a session that nobody was assigned takes up room', () =>
    given(registered, stranger('7')).when(reserve('u1', 1)).thenRefused('ALL_HOSTS_FULL'))
  it('a draining host receives no new session', () =>
    given(registered, drained).when(reserve('u1')).thenRefused('ALL_HOSTS_DRAINING'))
  it('a lowered limit ends nothing', () => {
    const { state } = given(registered, seatReserved('u1'), seatReserved('u2')).when(
      reserve('u3', 1),
    )
    expect(sessionCountOf(state)).toBe(2)
  })
  it('a reserved seat is taken once', () => {
    const take: HostCommand = { type: 'TakeSeat', userSessionId: 'u1', connectionId: 'c1' }
    given(registered, seatReserved('u1')).when(take).thenRecorded(seatTaken)
    given(registered, seatReserved('u1'), seatTaken).when(take).thenNothing()
    given(registered).when(take).thenNothing()
  })
  it('a seat is released once', () => {
    const release: HostCommand = { type: 'ReleaseSeat', userSessionId: 'u1', reason: 'over' }
    const { state } = given(registered, seatReserved('u1')).when(release)
    expect(state.seats).toEqual({})
    given(registered).when(release).thenNothing()
  })
  it('a seat is not given back for a connection that does not have it', () => {
    const release = (connectionId: string): HostCommand => ({
      type: 'ReleaseSeat',
      userSessionId: 'u1',
      reason: 'declined',
      connectionId,
    })
    given(registered, seatReserved('u1')).when(release('c9')).thenNothing()
    given(registered, seatReserved('u1')).when(release('c1')).thenTypes('SeatReleased')
  })
  it('a seat named like a member of every object is a seat like any other', () =>
    given(registered).when(reserve('constructor')).thenTypes('SeatReserved'))
})

describe('drain', () => {
  it('starts once and stops once', () => {
    given(registered).when({ type: 'DrainHost' }).thenRecorded(drained)
    given(registered, drained).when({ type: 'DrainHost' }).thenNothing()
    given(registered, drained).when({ type: 'UndrainHost' }).thenTypes('DrainStopped')
    given(registered).when({ type: 'UndrainHost' }).thenNothing()
  })
})

describe('sessions of strangers', () => {
  const report = (...ids: readonly string[]): HostCommand => ({
    type: 'ReportUnassigned',
    sessions: ids.map((hostSessionId) => ({ hostSessionId, claimedUserSessionId: '' })),
  })
  it('the difference to the last list is recorded', () =>
    given(registered, stranger('1'), stranger('2'))
      .when(report('2', '3'))
      .thenTypes('UnassignedSessionEnded', 'UnassignedSessionReported'))
  it('a session listed twice is one', () =>
    given(registered).when(report('1', '1')).thenTypes('UnassignedSessionReported'))
  it('a list longer than an append is recorded in several', () => {
    const ids = Array.from({ length: appendEventCountMax + 5 }, (_, index) => `s${index}`)
    const first = given(registered).when(report(...ids))
    expect(sessionCountOf(first.state)).toBe(appendEventCountMax)
  })
})

describe('properties', () => {
  const id = fc.constantFrom('u1', 'u2', 'u3', 'constructor', '__proto__')
  const command: fc.Arbitrary<HostCommand> = fc.oneof(
    fc.constant<HostCommand>(registration),
    fc.constant<HostCommand>({ type: 'RemoveHost' }),
    fc.constantFrom<HostCommand>({ type: 'DrainHost' }, { type: 'UndrainHost' }),
    {
      weight: 8,
      arbitrary: fc
        .tuple(id, fc.integer({ min: 1, max: 3 }))
        .map(([u, limit]) => reserve(u, limit)),
    },
    id.map((u): HostCommand => ({ type: 'TakeSeat', userSessionId: u, connectionId: 'c1' })),
    id.map((u): HostCommand => ({ type: 'ReleaseSeat', userSessionId: u, reason: 'r' })),
    fc.array(id, { maxLength: 3 }).map(
      (ids): HostCommand => ({
        type: 'ReportUnassigned',
        sessions: ids.map((hostSessionId) => ({ hostSessionId, claimedUserSessionId: '' })),
      }),
    ),
    fc.constantFrom('i1', 'i2').map(
      (incarnation): HostCommand => ({
        type: 'ConnectAgent',
        brokerId: 'b',
        incarnation,
        agentVersion: '',
      }),
    ),
    fc.constantFrom('Available', 'Unavailable').map(
      (status): HostCommand => ({
        type: 'ObserveBeat',
        beatAt: 1,
        status,
        failedChecks: [],
      }),
    ),
    fc.constant<HostCommand>({ type: 'ObserveSilence', lastBeatAt: 0 }),
    id.map(
      (resourceId): HostCommand => ({
        type: 'ReportCertificate',
        resourceId,
        fingerprint: new Uint8Array([1]),
      }),
    ),
  )
  it('no sequence of commands throws, and no seat is reserved at or above the limit', () => {
    let reserved = 0
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), (commands) => {
        runCommands(hostDecider, [registration, ...commands], (state, events) => {
          for (const event of events) {
            if (event.type !== 'SeatReserved') continue
            reserved += 1
            expect(sessionCountOf(state)).toBeLessThanOrEqual(event.data.sessionLimit)
          }
        })
      }),
    )
    expect(reserved).toBeGreaterThan(50)
  })
})
