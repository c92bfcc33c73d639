/** How long streams grow, and that nobody has to read them again: docs/operations.md. */
import { expect, it } from 'vitest'
import { createEventReading } from '../../../core/broker/event-versions.ts'
import { createCommandHandler } from '../../../core/broker/handle-command.ts'
import { createLiveState, type LiveState } from '../../../core/broker/live-state.ts'
import type { EventLog, Position } from '../../../core/broker/ports.ts'
import { canonicalJson } from '../../../core/broker/state-digest.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { hostDecider } from '../../../core/domain/host.ts'
import { poolDecider } from '../../../core/domain/pool.ts'
import { type UserSessionCommand, userSessionDecider } from '../../../core/domain/user-session.ts'
import { ownVersions } from '../../../proto/event-codec.ts'
import { createFakeSystem } from '../../support/fake-system.ts'

const start = 1_700_000_000_000
const beatMs = 30_000
const yearBeats = Math.floor((365 * 86_400_000) / beatMs)
const bytesOf = (state: object): number => canonicalJson(state).length

/** A log that takes everything and counts what is read of it. */
const createCountingLog = () => {
  const counts = { appends: 0, reads: 0 }
  const log: Pick<EventLog, 'append' | 'readStream'> = {
    append: async (_stream, expected, events) => {
      counts.appends += 1
      const revision = (expected === 'none' ? -1 : expected) + events.length
      // A test's own log.
      return { kind: 'appended', revision, position: `t:${counts.appends}` as Position }
    },
    async *readStream() {
      counts.reads += 1
      yield []
    },
  }
  return { log, counts }
}

const fold = (live: LiveState, stream: string, events: readonly DomainEvent[], from: number) => {
  for (const [index, event] of events.entries()) {
    live.apply({ stream, revision: from + index, recordedAt: start, event })
  }
  return from + events.length
}

it('a host that beats for a year leaves nothing in its stream', () => {
  let state = hostDecider.initialState
  const registered = { hostId: 'h', poolId: 'p', name: 'h', publicKey: new Uint8Array(32) }
  const events: object[] = []
  const take = (command: Parameters<typeof hostDecider.decide>[1]): void => {
    const decision = hostDecider.decide(state, command)
    if (decision.kind === 'refused') throw new Error(decision.code)
    for (const event of decision.events) state = hostDecider.evolve(state, event)
    events.push(...decision.events)
  }
  take({ type: 'RegisterHost', ...registered, tokenId: 't' })
  take({ type: 'ConnectAgent', brokerId: 'b', incarnation: 'i', agentVersion: '1' })
  for (let beat = 0; beat < yearBeats; beat++) {
    const beatAt = start + beat * beatMs
    take({ type: 'ObserveBeat', beatAt, status: 'Available', failedChecks: [] })
  }
  // Registered, connected, available.
  expect(events).toHaveLength(3)
})

it('a user with 50,000 connections has a long stream, a small state, and no reader', async () => {
  const live = createLiveState()
  const stream = 'session-p-u'
  let revision = 0
  let largest = 0
  const take = (command: UserSessionCommand): void => {
    const decision = userSessionDecider.decide(live.stateOf('session', 'p-u'), command)
    if (decision.kind === 'refused') throw new Error(decision.code)
    revision = fold(live, stream, decision.events, revision)
  }
  for (let number = 0; number < 50_000; number++) {
    const connectionId = `c-${number}`
    const ids = { userSessionId: 's', poolId: 'p', userId: 'u', connectionId }
    take({ type: 'ClaimUserSession', ...ids })
    if (number === 0) take({ type: 'PlaceUserSession', hostId: 'h', connectionId })
    take({ type: 'ActivateUserSession', connectionId })
    take({ type: 'DisconnectUserSession', connectionId, at: start })
    largest = Math.max(largest, number % 1_000 === 0 ? bytesOf(live.stateOf('session', 'p-u')) : 0)
  }
  expect(revision).toBe(150_001)
  expect(largest).toBeLessThan(512)
  // A broker that starts has the state from a snapshot: the next decision reads none of it.
  const { log, counts } = createCountingLog()
  const restored = createLiveState()
  for (const part of live.image()) restored.restore(part)
  const reading = createEventReading(ownVersions, restored, () => undefined)
  const onEvent = () => undefined
  const system = createFakeSystem()
  const handler = createCommandHandler({ log, live: restored, reading, system, onEvent })
  const ids = { userSessionId: 's', poolId: 'p', userId: 'u', connectionId: 'c-next' }
  const cause = { actor: 'user:u', connectionId: 'c-next', causationId: 'cause' }
  const claimed = { type: 'ClaimUserSession', ...ids } as const
  expect((await handler.execute('session', 'p-u', claimed, cause)).kind).toBe('executed')
  expect(restored.get('session', 'p-u')?.revision).toBe(revision)
  expect(counts).toEqual({ appends: 1, reads: 0 })
})

it('a pool of 10,000 hosts has one event for each that joined, and a state of their ids', () => {
  let state = poolDecider.initialState
  let events = 0
  const take = (command: Parameters<typeof poolDecider.decide>[1]): void => {
    const decision = poolDecider.decide(state, command)
    if (decision.kind === 'refused') throw new Error(`${decision.code} ${decision.detail}`)
    for (const event of decision.events) state = poolDecider.evolve(state, event)
    events += decision.events.length
  }
  const settings = { placement: 'breadth-first', sessionLimit: 1, disconnectedLimitMs: 0 }
  take({ type: 'CreatePool', poolId: 'p', name: 'P', settings })
  const secretHash = new Uint8Array(32).fill(1)
  const token = { tokenId: 't', secretHash }
  const issued = { ...token, expiresAt: start + 1, usesMax: 10_000, now: start }
  take({ type: 'IssueRegistrationToken', ...issued })
  for (let host = 0; host < 10_000; host++) {
    const hostId = `h-${host}`
    const joins = { ...token, hostId, name: hostId, addressAllowed: true, now: start }
    take({ type: 'RedeemRegistrationToken', ...joins })
  }
  expect(events).toBe(10_002)
  expect(bytesOf(state)).toBeLessThan(10_000 * 16)
})
