/** What gateways and agents say of themselves is held against what the broker believes. */
import { describe, expect, it } from 'vitest'
import { createAgreement } from '../../../core/broker/agreement.ts'
import { type Channel, createChannels } from '../../../core/broker/channels.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { noExclusions } from '../../../core/domain/connection.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import type { ControlMessage } from '../../../proto/control-codec.ts'

type Held = { relays?: readonly string[]; sessions?: readonly string[] }

/** Timers that run at once: what does not answer is late immediately. */
const system = {
  after: (_delayMs: number, callback: () => void) => {
    const timer = setImmediate(callback)
    return () => clearImmediate(timer)
  },
  newId: (() => {
    let count = 0
    return () => `request-${++count}`
  })(),
  nowMs: () => 1_000_000,
}

const relaying = (): DomainEvent[] => [
  {
    type: 'ConnectionRequested',
    data: {
      connectionId: 'c1',
      userId: 'u1',
      resourceId: 'desk',
      transport: 'arm',
      gatewayId: 'g1',
      predecessorId: '',
      brokerId: 'b1',
      sealed: new Uint8Array(),
      ticketId: 't1',
    },
  },
  {
    type: 'ConnectionAuthorized',
    data: {
      connectionId: 'c1',
      poolId: 'p',
      userSessionStream: 'session-s',
      ticketExpiresAt: 1,
      workspaceId: 'w',
      groupId: 'g',
    },
  },
  {
    type: 'HostAssigned',
    data: {
      connectionId: 'c1',
      hostId: 'h1',
      userSessionId: 'us1',
      existingSession: false,
      placement: 'breadth-first',
      policyVersion: 1,
      draw: 0,
      sessionLimit: 1,
      eligibleCount: 1,
      attempt: 1,
      ...noExclusions,
    },
  },
  { type: 'RelayStarted', data: { connectionId: 'c1', gatewayId: 'g1' } },
]

const seated = (taken: boolean): DomainEvent[] => {
  const seat = { hostId: 'h1', userSessionId: 'us1', connectionId: 'c1' }
  const reserved = { ...seat, sessionLimit: 2, userSessionStream: 'session-s' }
  const events: DomainEvent[] = [{ type: 'SeatReserved', data: reserved }]
  return taken ? [...events, { type: 'SeatTaken', data: seat }] : events
}

const check = async (
  held: Readonly<Record<string, Held | 'silent'>>,
  hostEvents: readonly DomainEvent[] = [],
  connectionEvents = relaying(),
) => {
  const live = createLiveState()
  for (const [revision, event] of connectionEvents.entries()) {
    live.apply({ stream: 'connection-c1', revision, recordedAt: 1, event })
  }
  for (const [revision, event] of hostEvents.entries()) {
    live.apply({ stream: 'host-h1', revision, recordedAt: 1, event })
  }
  const channels = createChannels()
  const agreement = createAgreement({ live, channels, system, wasListed: () => false })
  for (const [machineId, state] of Object.entries(held)) {
    const channel: Channel = {
      machineId,
      role: machineId.startsWith('g') ? 'gateway' : 'agent',
      incarnation: machineId,
      close: () => undefined,
      send: (message: ControlMessage) => {
        if (message.type !== 'stateRequest' || state === 'silent') return true
        agreement.answered(channel, {
          type: 'machineState',
          requestId: message.requestId,
          relayConnectionIds: [...(state.relays ?? [])],
          listsSessions: true,
          sessions: (state.sessions ?? []).map((userSessionId) => ({
            hostSessionId: userSessionId,
            userSessionId,
            state: 'active',
            account: '',
          })),
        })
        return true
      },
    }
    channels.add(channel)
  }
  const { findings, ...counts } = await agreement.check()
  return { counts, findings: findings.map(({ machineId, kind, id }) => [machineId, kind, id]) }
}

describe('the agreement of machines with the broker', () => {
  it('finds nothing where gateway and agent hold the relay that the broker believes in', async () => {
    const { counts, findings } = await check({ g1: { relays: ['c1'] }, h1: { relays: ['c1'] } })
    expect(findings).toEqual([])
    expect(counts).toEqual({ gateways: 1, agents: 1, relays: 1 })
  })

  it('finds a relay that a gateway lost, and one that it should not have', async () => {
    const { findings } = await check({ g1: { relays: ['c9'] }, h1: { relays: ['c1'] } })
    expect(findings).toEqual([
      ['g1', 'unknown-relay', 'c9'],
      ['g1', 'missing-relay', 'c1'],
    ])
  })

  it('lets a host hold a leg that waits for its client, and no gateway a relay', async () => {
    const held = { g1: { relays: ['c1'] }, h1: { relays: ['c1'] } }
    const { findings } = await check(held, [], relaying().slice(0, -1))
    expect(findings).toEqual([['g1', 'unknown-relay', 'c1']])
  })

  it('finds a relay that only the host lacks', async () => {
    const { findings } = await check({ g1: { relays: ['c1'] }, h1: {} })
    expect(findings).toEqual([['h1', 'missing-relay', 'c1']])
  })

  it('finds a user session on a host that has no seat for it', async () => {
    const { findings } = await check({
      g1: { relays: ['c1'] },
      h1: { relays: ['c1'], sessions: ['us7'] },
    })
    expect(findings).toEqual([['h1', 'unknown-session', 'us7']])
  })

  it('finds nothing in a session that is recorded as a stranger, whoever it claims to be', async () => {
    const stranger = { hostId: 'h1', hostSessionId: 'us7', claimedUserSessionId: 'us7' }
    const recorded: DomainEvent = { type: 'UnassignedSessionReported', data: stranger }
    const held = { g1: { relays: ['c1'] }, h1: { relays: ['c1'], sessions: ['us7', 'us8'] } }
    const { findings } = await check(held, [recorded])
    expect(findings).toEqual([['h1', 'unknown-session', 'us8']])
  })

  it('finds a stranger that the broker knows and the host does not have', async () => {
    const stranger = { hostId: 'h1', hostSessionId: 'gone', claimedUserSessionId: '' }
    const recorded: DomainEvent = { type: 'UnassignedSessionReported', data: stranger }
    const held = { g1: { relays: ['c1'] }, h1: { relays: ['c1'] } }
    const { findings } = await check(held, [recorded])
    expect(findings).toEqual([['h1', 'missing-session', 'gone']])
  })

  it('finds a seat that was taken for a user session which the host does not have', async () => {
    const held = { g1: { relays: ['c1'] }, h1: { relays: ['c1'] } }
    const { findings } = await check(held, seated(true))
    expect(findings).toEqual([['h1', 'missing-session', 'us1']])
    const there = { ...held, h1: { relays: ['c1'], sessions: ['us1'] } }
    expect((await check(there, seated(true))).findings).toEqual([])
    expect((await check(held, seated(false))).findings).toEqual([])
  })

  it('says which machine did not answer', async () => {
    const { findings } = await check({ g1: { relays: ['c1'] }, h1: 'silent' })
    expect(findings).toEqual([['h1', 'no-answer', '']])
  })
})
