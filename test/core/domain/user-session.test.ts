import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserSessionEvent } from '../../../core/domain/events.ts'
import { pendingConnectionsPerUserMax } from '../../../core/domain/limits.ts'
import {
  placerOf,
  type UserSessionCommand,
  userSessionDecider,
} from '../../../core/domain/user-session.ts'
import { runCommands, specOf } from '../../support/given-when-then.ts'

const given = specOf(userSessionDecider)
const userSessionId = 's1'
const claim = (connectionId: string, id = userSessionId): UserSessionCommand => ({
  type: 'ClaimUserSession',
  userSessionId: id,
  poolId: 'staff',
  userId: 'alice',
  connectionId,
})
const claimed: UserSessionEvent = {
  type: 'UserSessionClaimed',
  data: { userSessionId, poolId: 'staff', userId: 'alice', connectionId: 'c1' },
}
const joined = (connectionId: string): UserSessionEvent => ({
  type: 'UserSessionJoined',
  data: { userSessionId, connectionId },
})
const placed: UserSessionEvent = {
  type: 'UserSessionPlaced',
  data: { userSessionId, hostId: 'h1', connectionId: 'c1' },
}
const activated = (connectionId = 'c1'): UserSessionEvent => ({
  type: 'UserSessionActivated',
  data: { userSessionId, connectionId },
})
const disconnected: UserSessionEvent = {
  type: 'UserSessionDisconnected',
  data: { userSessionId, connectionId: 'c1', at: 7 },
}

describe('claiming', () => {
  it('the first connection makes the session', () =>
    given().when(claim('c1')).thenRecorded(claimed))
  it('a second one joins the session that there is', () =>
    given(claimed).when(claim('c2', 'other')).thenRecorded(joined('c2')))
  it('the same connection again changes nothing', () =>
    given(claimed).when(claim('c1')).thenNothing())
  it('a disconnected session is joined, not replaced', () =>
    given(claimed, placed, activated(), disconnected)
      .when(claim('c2', 'other'))
      .thenRecorded(joined('c2')))
  it('so many connections may be under way and no more', () => {
    const others = Array.from({ length: pendingConnectionsPerUserMax - 1 }, (_, n) =>
      joined(`d${n}`),
    )
    given(claimed, ...others.slice(1))
      .when(claim('c2'))
      .thenTypes('UserSessionJoined')
    given(claimed, ...others)
      .when(claim('c2'))
      .thenRefused('PENDING_LIMIT')
  })
})

describe('placing', () => {
  const place = (hostId: string): UserSessionCommand => ({
    type: 'PlaceUserSession',
    hostId,
    connectionId: 'c1',
  })
  const unplace = (hostId: string): UserSessionCommand => ({
    type: 'UnplaceUserSession',
    hostId,
    connectionId: 'c1',
    reason: 'declined',
  })
  it('the first connection that waits places it', () => {
    expect(placerOf(given(claimed, joined('c2')).state)).toBe('c1')
    expect(placerOf(given().state)).toBeUndefined()
  })
  it('a session has one host', () => {
    given(claimed).when(place('h1')).thenRecorded(placed)
    given(claimed, placed).when(place('h2')).thenNothing()
    given().when(place('h1')).thenNothing()
  })
  it('a session that never ran may be taken back, from its own host only', () => {
    given(claimed, placed).when(unplace('h1')).thenTypes('UserSessionUnplaced')
    given(claimed, placed).when(unplace('h2')).thenNothing()
  })
  it('nor is one that another connection waits for: it may be on its way there', () =>
    given(claimed, placed, joined('c2')).when(unplace('h1')).thenNothing())
  it('a session that ran stays where it is', () =>
    given(claimed, placed, activated()).when(unplace('h1')).thenNothing())
})

describe('running', () => {
  const activate = (connectionId = 'c1'): UserSessionCommand => ({
    type: 'ActivateUserSession',
    connectionId,
  })
  const disconnect: UserSessionCommand = {
    type: 'DisconnectUserSession',
    connectionId: 'c1',
    at: 7,
  }
  it('is activated once, and again by a newer connection', () => {
    given(claimed, placed).when(activate()).thenRecorded(activated())
    given(claimed, placed, activated()).when(activate()).thenNothing()
    given(claimed, placed, activated(), joined('c2'))
      .when(activate('c2'))
      .thenTypes('UserSessionActivated')
    given().when(activate()).thenNothing()
  })
  it('only the active connection disconnects it', () => {
    given(claimed, placed, activated()).when(disconnect).thenRecorded(disconnected)
    given(claimed, placed, activated(), activated('c2')).when(disconnect).thenNothing()
    given(claimed, placed).when(disconnect).thenNothing()
  })
  it('is active again when the user comes back', () => {
    const { state } = given(claimed, placed, activated(), disconnected, joined('c2')).when(
      activate('c2'),
    )
    expect(state).toMatchObject({ phase: 'active', activeConnectionId: 'c2', disconnectedAt: 0 })
    expect(state.pendingConnectionIds).toEqual([])
  })
})

describe('leaving and ending', () => {
  const leave = (connectionId: string): UserSessionCommand => ({
    type: 'LeaveUserSession',
    connectionId,
  })
  it('the last connection that leaves ends a session that never ran', () => {
    given(claimed, placed).when(leave('c1')).thenTypes('UserSessionLeft', 'UserSessionEnded')
    given(claimed, joined('c2')).when(leave('c1')).thenTypes('UserSessionLeft')
  })
  it('a session that ran outlives those who leave', () =>
    given(claimed, placed, activated(), joined('c2'))
      .when(leave('c2'))
      .thenTypes('UserSessionLeft'))
  it('who does not wait cannot leave', () => {
    given(claimed).when(leave('c9')).thenNothing()
    given().when(leave('c1')).thenNothing()
  })
  it('is ended by its own id only, once', () => {
    const end = (id: string): UserSessionCommand => ({
      type: 'EndUserSession',
      userSessionId: id,
      reason: 'logged-off',
    })
    const ended: UserSessionEvent = {
      type: 'UserSessionEnded',
      data: { userSessionId, hostId: 'h1', reason: 'logged-off' },
    }
    given(claimed, placed).when(end('s1')).thenRecorded(ended)
    given(claimed, placed).when(end('s0')).thenNothing()
    given(claimed, placed, ended).when(end('s1')).thenNothing()
  })
})

describe('properties', () => {
  const connectionId = fc.constantFrom('c1', 'c2', 'c3')
  const hostId = fc.constantFrom('h1', 'h2')
  const id = fc.constantFrom('s1', 's2', 's3')
  const command: fc.Arbitrary<UserSessionCommand> = fc.oneof(
    fc.tuple(connectionId, id).map(([c, s]) => claim(c, s)),
    fc
      .tuple(connectionId, hostId)
      .map(
        ([c, h]): UserSessionCommand => ({ type: 'PlaceUserSession', hostId: h, connectionId: c }),
      ),
    fc.tuple(connectionId, hostId).map(
      ([c, h]): UserSessionCommand => ({
        type: 'UnplaceUserSession',
        hostId: h,
        connectionId: c,
        reason: 'r',
      }),
    ),
    connectionId.map((c): UserSessionCommand => ({ type: 'ActivateUserSession', connectionId: c })),
    connectionId.map(
      (c): UserSessionCommand => ({ type: 'DisconnectUserSession', connectionId: c, at: 1 }),
    ),
    connectionId.map((c): UserSessionCommand => ({ type: 'LeaveUserSession', connectionId: c })),
    id.map((s): UserSessionCommand => ({ type: 'EndUserSession', userSessionId: s, reason: 'r' })),
  )
  it('one stream holds one session at a time, on one host', () => {
    let turns = 0
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60, size: 'max' }), (commands) => {
        let current: string | undefined
        let host = ''
        runCommands(userSessionDecider, commands, (state, events) => {
          for (const event of events) {
            if (event.type === 'UserSessionClaimed') {
              expect(current).toBeUndefined()
              current = event.data.userSessionId
              host = ''
            } else expect(event.data.userSessionId).toBe(current)
            if (event.type === 'UserSessionPlaced') {
              expect(host).toBe('')
              host = event.data.hostId
            } else if (event.type === 'UserSessionUnplaced') host = ''
            else if (event.type === 'UserSessionEnded') {
              current = undefined
              turns += 1
            }
          }
          expect(new Set(state.pendingConnectionIds).size).toBe(state.pendingConnectionIds.length)
        })
      }),
    )
    expect(turns).toBeGreaterThan(20)
  })
})
