import { describe, expect, it } from 'vitest'
import { createLiveState, type LiveState } from '../../../core/broker/live-state.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { eventData } from '../../support/event-samples.ts'

const start = 1_700_000_000_000
const longAfter = start + 3_600_000

const writer = (live: LiveState) => {
  const revisions = new Map<string, number>()
  return (stream: string, event: DomainEvent, recordedAt = start): boolean => {
    const revision = (revisions.get(stream) ?? -1) + 1
    revisions.set(stream, revision)
    return live.apply({ stream, revision, recordedAt, event })
  }
}

const connectionId = 'c1'
const stream = 'connection-c1'
const requested: DomainEvent = {
  type: 'ConnectionRequested',
  data: { ...eventData.ConnectionRequested, connectionId, ticketId: 't1' },
}
const authorized: DomainEvent = {
  type: 'ConnectionAuthorized',
  data: { ...eventData.ConnectionAuthorized, connectionId, userSessionStream: 'session-k' },
}
const failed: DomainEvent = {
  type: 'ConnectionFailed',
  data: { ...eventData.ConnectionFailed, connectionId },
}
const claimed: DomainEvent = {
  type: 'UserSessionClaimed',
  data: { userSessionId: 's1', poolId: 'p', userId: 'u', connectionId },
}
const left: DomainEvent = { type: 'UserSessionLeft', data: { userSessionId: 's1', connectionId } }
const anything: DomainEvent = { type: 'PoolCreated', data: eventData.PoolCreated }

describe('folding', () => {
  it('an event counts once', () => {
    const live = createLiveState()
    const decoded = { stream, revision: 0, recordedAt: start, event: requested }
    expect(live.apply(decoded)).toBe(true)
    expect(live.apply(decoded)).toBe(false)
    expect(live.get('connection', connectionId)?.revision).toBe(0)
  })

  it('a gap is a bug of the log', () => {
    const live = createLiveState()
    const decoded = { stream: 'pool-staff', revision: 1, recordedAt: start, event: anything }
    expect(() => live.apply(decoded)).toThrow('no gap before pool-staff@1')
  })

  it('a foreign stream is passed over', () => {
    const live = createLiveState()
    expect(live.apply({ stream: '$other-x', revision: 0, recordedAt: 1, event: anything })).toBe(
      false,
    )
    expect([...live.entries()]).toEqual([])
  })
})

describe('connections that are over', () => {
  const closed = (): { live: LiveState; write: ReturnType<typeof writer> } => {
    const live = createLiveState()
    const write = writer(live)
    write(stream, requested)
    write(stream, authorized)
    write(stream, failed)
    return { live, write }
  }

  it('stay for a while, then are forgotten with their ticket', () => {
    const { live, write } = closed()
    expect(live.indexes.openConnectionIds.size).toBe(0)
    expect(live.indexes.latestByTicket.get('t1')).toBe(connectionId)
    write('pool-staff', anything, longAfter)
    expect(live.get('connection', connectionId)).toBeUndefined()
    expect(live.indexes.latestByTicket.size).toBe(0)
  })

  it('stay as long as their session waits for them: their end is not settled', () => {
    const { live, write } = closed()
    write('session-k', claimed)
    write('pool-staff', anything, longAfter)
    expect(live.get('connection', connectionId)).toBeDefined()
    write('session-k', left, longAfter)
    expect(live.get('connection', connectionId)).toBeUndefined()
  })

  it('that are forgotten are not begun anew by a reader that lags', () => {
    const { live, write } = closed()
    write('pool-staff', anything, longAfter)
    expect(live.apply({ stream, revision: 2, recordedAt: start, event: failed })).toBe(false)
    expect(live.get('connection', connectionId)).toBeUndefined()
  })
})

describe('the seat index', () => {
  const seat = (hostId: string): DomainEvent => ({
    type: 'SeatReserved',
    data: { ...eventData.SeatReserved, hostId, userSessionId: 's1' },
  })
  const host = (hostId: string): DomainEvent => ({
    type: 'HostRegistered',
    data: { ...eventData.HostRegistered, hostId },
  })

  it('an old seat that is given back late does not hide the new one', () => {
    const live = createLiveState()
    const write = writer(live)
    for (const hostId of ['a', 'b']) {
      write(`host-${hostId}`, host(hostId))
      write(`host-${hostId}`, seat(hostId))
    }
    expect(live.indexes.hostIdByUserSession.get('s1')).toBe('b')
    write('host-a', {
      type: 'SeatReleased',
      data: { hostId: 'a', userSessionId: 's1', reason: 'unplaced' },
    })
    expect(live.indexes.hostIdByUserSession.get('s1')).toBe('b')
  })
})
