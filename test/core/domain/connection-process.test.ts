import { describe, expect, it } from 'vitest'
import { type Connection, connectionDecider } from '../../../core/domain/connection.ts'
import {
  awaitsAnswer,
  leaderOf,
  nextStep,
  type Situation,
} from '../../../core/domain/connection-process.ts'
import { gatewayDecider } from '../../../core/domain/gateway.ts'
import { hostDecider } from '../../../core/domain/host.ts'
import {
  clientLegMs,
  connectMs,
  hostChannelWaitMs,
  hostLegMs,
  rendezvousAnswerMs,
  rendezvousOrderMs,
  ticketLifetimeMs,
} from '../../../core/domain/limits.ts'
import { type UserSession, userSessionDecider } from '../../../core/domain/user-session.ts'

const connectionOf = (change: Partial<Connection>): Connection => ({
  ...connectionDecider.initialState,
  connectionId: 'c1',
  transport: 'websocket',
  redeemed: true,
  brokerId: 'b1',
  gatewayId: 'g1',
  userSessionStream: 'session-x',
  ...change,
})
const sessionOf = (change: Partial<UserSession> = {}): UserSession => ({
  ...userSessionDecider.initialState,
  phase: 'pending',
  userSessionId: 's1',
  pendingConnectionIds: ['c1'],
  ...change,
})
const host = {
  ...hostDecider.initialState,
  phase: 'registered' as const,
  hostId: 'h1',
  channel: { brokerId: 'b1', incarnation: 'i1' },
}
const gateway = {
  ...gatewayDecider.initialState,
  phase: 'registered' as const,
  channel: { brokerId: 'b1', incarnation: 'i1' },
}

const stepOf = (
  connection: Partial<Connection>,
  session: UserSession = sessionOf(),
  change: Partial<Situation> = {},
) =>
  nextStep({
    connection: connectionOf(connection),
    session,
    host: undefined,
    gateway,
    brokerId: 'b1',
    ...change,
  })

const absent = userSessionDecider.initialState

describe('before a host is assigned', () => {
  it('a request waits for the rest of its append, and fails when a writer left it so', () =>
    expect(stepOf({ phase: 'requested' })).toEqual({
      kind: 'wait',
      name: 'authorization',
      forMs: connectMs,
      otherwise: { kind: 'fail', code: 'BROKER_RESTARTED', stage: 'authorization' },
    }))
  it('a raw connection waits for its ticket', () =>
    expect(stepOf({ phase: 'authorized', redeemed: false }, absent)).toEqual({
      kind: 'wait',
      name: 'ticket',
      forMs: ticketLifetimeMs,
      otherwise: { kind: 'fail', code: 'CLIENT_LEG_TIMED_OUT', stage: 'ticket' },
    }))
  it('an ARM connection is set up before its ticket comes', () =>
    expect(stepOf({ phase: 'authorized', transport: 'arm', redeemed: false }, absent)).toEqual({
      kind: 'claim',
    }))
  it('the session is claimed, then placed by the first who waits', () => {
    expect(stepOf({ phase: 'authorized' }, absent)).toEqual({ kind: 'claim' })
    expect(stepOf({ phase: 'authorized' })).toEqual({ kind: 'place' })
  })
  it('who is not the first waits for the placement', () =>
    expect(
      stepOf({ phase: 'authorized' }, sessionOf({ pendingConnectionIds: ['c0', 'c1'] })),
    ).toEqual({
      kind: 'wait',
      name: 'placement',
      forMs: connectMs,
      otherwise: { kind: 'fail', code: 'CONNECT_TIMED_OUT', stage: 'placement' },
    }))
  it('a session that has a host is gone to', () =>
    expect(stepOf({ phase: 'authorized' }, sessionOf({ hostId: 'h1' }), { host })).toEqual({
      kind: 'assign',
      hostId: 'h1',
    }))
  it('a session on a host that was removed is abandoned', () =>
    expect(
      stepOf({ phase: 'authorized' }, sessionOf({ hostId: 'h1' }), {
        host: { ...host, phase: 'removed' },
      }),
    ).toEqual({ kind: 'abandon' }))
})

describe('after a host declined', () => {
  const tried = {
    phase: 'authorized',
    triedHostIds: ['h1'],
    declinedCode: 'TARGET_REFUSED',
  } as const

  it('a new session is taken back from it', () =>
    expect(stepOf(tried, sessionOf({ hostId: 'h1' }), { host })).toEqual({
      kind: 'unplace',
      hostId: 'h1',
      reason: 'TARGET_REFUSED',
    }))
  it('and placed once more', () => expect(stepOf(tried)).toEqual({ kind: 'place' }))
  it('the second host that declines is the last', () =>
    expect(stepOf({ ...tried, triedHostIds: ['h1', 'h2'] }, sessionOf({ hostId: 'h2' }))).toEqual({
      kind: 'fail',
      code: 'TARGET_REFUSED',
      stage: 'rendezvous',
    }))
  it('a session that ran stays, and its connection fails', () =>
    expect(stepOf(tried, sessionOf({ phase: 'disconnected', hostId: 'h1' }), { host })).toEqual({
      kind: 'fail',
      code: 'TARGET_REFUSED',
      stage: 'rendezvous',
    }))
  it('who did not place the session does not move it', () =>
    expect(
      stepOf(tried, sessionOf({ hostId: 'h1', pendingConnectionIds: ['c0', 'c1'] }), { host }),
    ).toEqual({ kind: 'fail', code: 'TARGET_REFUSED', stage: 'rendezvous' }))
  it('a session that another connection is on the way to stays, and the first one fails', () => {
    const both = { pendingConnectionIds: ['c1', 'c2'] }
    const fail = { kind: 'fail', code: 'TARGET_REFUSED', stage: 'rendezvous' }
    expect(stepOf(tried, sessionOf({ hostId: 'h1', ...both }), { host })).toEqual(fail)
    expect(stepOf(tried, sessionOf(both))).toEqual({ kind: 'place' })
  })
  it('a code that is unknown here counts as a plain no', () =>
    expect(
      stepOf({ ...tried, declinedCode: 'NEWER_CODE' }, sessionOf({ hostId: 'h1' }), { host }),
    ).toMatchObject({ kind: 'unplace', reason: 'HOST_DECLINED' }))
})

describe('while the host is called', () => {
  const at = (phase: Connection['phase'], change: Partial<Connection> = {}) =>
    ({ phase, hostId: 'h1', userSessionId: 's1', attempt: 1, ...change }) as const
  const here = sessionOf({ hostId: 'h1' })

  it('the broker that holds its channel orders', () =>
    expect(stepOf(at('assigned'), here, { host })).toEqual({ kind: 'order' }))
  it.each([
    ['is down', undefined, 'channel 1', hostChannelWaitMs],
    ['is held', { brokerId: 'b2', incarnation: 'i' }, 'order by b2 1', rendezvousOrderMs],
  ])('a channel that %s elsewhere gets a moment', (_what, channel, name, forMs) =>
    expect(stepOf(at('assigned'), here, { host: { ...host, channel } })).toEqual({
      kind: 'wait',
      name,
      forMs,
      otherwise: { kind: 'decline', code: 'HOST_CHANNEL_LOST' },
    }),
  )
  it('an order waits for its answer', () =>
    expect(stepOf(at('ordered'), here, { host })).toEqual({
      kind: 'wait',
      name: 'answer 1',
      forMs: rendezvousAnswerMs,
      otherwise: { kind: 'decline', code: 'RENDEZVOUS_TIMED_OUT' },
    }))
  it('an order whose channel is lost is declined at once', () =>
    expect(stepOf(at('ordered'), here, { host: { ...host, channel: undefined } })).toEqual({
      kind: 'decline',
      code: 'HOST_CHANNEL_LOST',
    }))
  it('an accepted order waits for the leg', () =>
    expect(stepOf(at('accepted'), here, { host })).toEqual({
      kind: 'wait',
      name: 'host leg 1',
      forMs: hostLegMs,
      otherwise: { kind: 'decline', code: 'HOST_LEG_TIMED_OUT' },
    }))
  it('a leg that cannot come because its gateway is away is not the host’s fault', () =>
    expect(
      stepOf(at('accepted'), here, { host, gateway: { ...gateway, channel: undefined } }),
    ).toMatchObject({ otherwise: { kind: 'fail', code: 'GATEWAY_LOST', stage: 'host-leg' } }))
  it.each(['ordered', 'accepted'] as const)('%s with its host leg: the client is waited for', (p) =>
    expect(stepOf(at(p, { hostLegJoined: true }), here, { host })).toEqual({
      kind: 'wait',
      name: 'client leg',
      forMs: clientLegMs,
      otherwise: { kind: 'fail', code: 'CLIENT_LEG_TIMED_OUT', stage: 'client-leg' },
    }),
  )
  it.each(['assigned', 'ordered', 'accepted'] as const)(
    '%s: a session that was ended from outside fails the connection',
    (phase) => {
      const expected = { kind: 'fail', code: 'SESSION_ENDED', stage: 'rendezvous' }
      expect(stepOf(at(phase), absent, { host })).toEqual(expected)
      expect(stepOf(at(phase), sessionOf({ userSessionId: 's2' }), { host })).toEqual(expected)
    },
  )
})

describe('while the relay runs', () => {
  const relaying = { phase: 'relaying', hostId: 'h1', userSessionId: 's1' } as const
  it('the session is activated, once', () => {
    expect(stepOf(relaying)).toEqual({ kind: 'activate' })
    const active = sessionOf({
      phase: 'active',
      activeConnectionId: 'c1',
      pendingConnectionIds: [],
    })
    expect(stepOf(relaying, active)).toEqual({ kind: 'rest' })
  })
  it('a session that a newer connection left is active through the older one', () =>
    expect(
      stepOf(
        relaying,
        sessionOf({ phase: 'disconnected', activeConnectionId: 'c2', pendingConnectionIds: [] }),
      ),
    ).toEqual({ kind: 'activate' }))
  it('a session that is over concerns it no more', () => {
    expect(stepOf(relaying, absent)).toEqual({ kind: 'rest' })
    expect(
      stepOf(relaying, sessionOf({ userSessionId: 's2', pendingConnectionIds: ['c9'] })),
    ).toEqual({ kind: 'rest' })
  })
})

describe('after the end', () => {
  const closed = (kind: 'ended' | 'failed') =>
    ({
      phase: 'closed',
      outcome:
        kind === 'ended'
          ? { kind, endedBy: 'client', reason: 'closed' }
          : { kind, code: 'CLIENT_LEFT', stage: 'client-leg' },
    }) as const
  it('a connection that failed leaves its session', () =>
    expect(stepOf(closed('failed'))).toEqual({ kind: 'settle' }))
  it('a relay that ended before its session was active did run: the session stays', () =>
    expect(stepOf(closed('ended'))).toEqual({ kind: 'activate' }))
  it('the active connection disconnects its session', () =>
    expect(
      stepOf(
        closed('ended'),
        sessionOf({ phase: 'active', activeConnectionId: 'c1', pendingConnectionIds: [] }),
      ),
    ).toEqual({ kind: 'settle' }))
  it('what is settled rests', () => {
    expect(stepOf(closed('ended'), absent)).toEqual({ kind: 'rest' })
    expect(
      stepOf(
        closed('ended'),
        sessionOf({ phase: 'active', activeConnectionId: 'c2', pendingConnectionIds: [] }),
      ),
    ).toEqual({ kind: 'rest' })
    expect(stepOf({ phase: 'unknown' }, absent)).toEqual({ kind: 'rest' })
  })
})

describe('who takes the steps', () => {
  const at = (redeemed: boolean, holder?: string) =>
    leaderOf(
      { redeemed, brokerId: 'b1' },
      { channel: holder === undefined ? undefined : { brokerId: holder, incarnation: 'i' } },
    )
  it('until the client is there, the broker that took the request', () =>
    expect([at(false), at(false, 'b2')]).toEqual(['b1', 'b1']))
  it('then the one that holds the channel of its gateway', () =>
    expect([at(true, 'b2'), at(true)]).toEqual(['b2', 'b1']))
  it.each([
    [{ transport: 'arm', redeemed: false, phase: 'ordered' }, true],
    [{ transport: 'arm', redeemed: false, phase: 'accepted' }, false],
    [{ transport: 'arm', redeemed: true, phase: 'assigned' }, false],
    [{ transport: 'websocket', redeemed: false, phase: 'authorized' }, false],
  ] as const)('an ARM request is waited for until its answer: %o', (connection, waited) =>
    expect(awaitsAnswer(connection)).toBe(waited),
  )
})
