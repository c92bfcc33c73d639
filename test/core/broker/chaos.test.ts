import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../core/broker/channels.ts'
import { createChannels } from '../../../core/broker/channels.ts'
import { createChaosRules } from '../../../core/broker/chaos.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { chaosRuleCountMax } from '../../../core/domain/limits.ts'
import type { ControlMessage } from '../../../proto/control-codec.ts'
import { eventSample } from '../../support/event-samples.ts'

/** Open connections by id, each in a pool, at a gateway. */
const liveWith = (connections: Readonly<Record<string, { pool: string; gateway: string }>>) => {
  const live = createLiveState()
  const apply = (stream: string, event: Parameters<typeof live.apply>[0]['event']): void => {
    const revision = (live.get('pool', stream.slice(5))?.revision ?? -1) + 1
    live.apply({ stream, revision, recordedAt: 1, event })
  }
  for (const poolId of new Set(Object.values(connections).map(({ pool }) => pool))) {
    const created = eventSample('PoolCreated')
    if (created.type === 'PoolCreated') {
      apply(`pool-${poolId}`, { ...created, data: { ...created.data, poolId } })
    }
  }
  for (const [connectionId, { pool, gateway }] of Object.entries(connections)) {
    const stream = `connection-${connectionId}`
    const asked = eventSample('ConnectionRequested')
    if (asked.type !== 'ConnectionRequested') continue
    const authorized = eventSample('ConnectionAuthorized')
    if (authorized.type !== 'ConnectionAuthorized') continue
    live.apply({
      ...{ stream, revision: 0, recordedAt: 1 },
      event: { ...asked, data: { ...asked.data, connectionId } },
    })
    live.apply({
      ...{ stream, revision: 1, recordedAt: 1 },
      event: {
        ...authorized,
        data: { ...authorized.data, connectionId, poolId: pool },
      },
    })
    const redeemed = eventSample('TicketRedeemed')
    if (redeemed.type !== 'TicketRedeemed') continue
    live.apply({
      ...{ stream, revision: 2, recordedAt: 1 },
      event: { ...redeemed, data: { ...redeemed.data, connectionId, gatewayId: gateway } },
    })
  }
  return live
}

const setUp = (takes = true) => {
  const live = liveWith({
    c1: { pool: 'staff', gateway: 'g1' },
    c2: { pool: 'staff', gateway: 'g2' },
    c3: { pool: 'lab', gateway: 'g1' },
  })
  const channels = createChannels()
  const chaos = createChaosRules({ live, channels })
  const open = (machineId: string): { channel: Channel; heard: ControlMessage[] } => {
    const heard: ControlMessage[] = []
    const channel: Channel = {
      ...{ machineId, role: 'gateway', incarnation: `${machineId}-1` },
      send: (message) => heard.push(message) > 0,
      close: () => undefined,
    }
    channels.add(channel)
    return { channel, heard }
  }
  const first = open('g1')
  const other = open('g2')
  if (takes) chaos.connected(first.channel, true)
  chaos.connected(other.channel, false)
  return { live, chaos, channels, open, first, other }
}

const order = (connectionId: string, text: string) => ({
  ...{ type: 'setChaos', connectionId, chaos: text },
})

describe('faults for staging', () => {
  it('of a pool go to its connections at gateways that take them', () => {
    const { chaos, first, other } = setUp()
    const rule = { scope: 'pool', id: 'staff', faults: 'latency=5' } as const
    expect(chaos.set(rule)).toEqual({ kind: 'set', gatewayIds: ['g1'] })
    expect(first.heard).toEqual([order('c1', 'latency=5')])
    expect(other.heard).toEqual([])
    expect(chaos.list()).toEqual([rule])
    expect(chaos.faultsAt(first.channel, 'c1')).toBe('latency=5')
    expect(chaos.faultsAt(first.channel, 'c3')).toBe('')
    expect(chaos.faultsAt(other.channel, 'c2')).toBe('')
    chaos.set({ ...rule, faults: '' })
    expect(first.heard.at(-1)).toEqual(order('c1', ''))
    expect(chaos.list()).toEqual([])
  })

  it('of a connection count before those of its pool', () => {
    const { chaos, first } = setUp()
    chaos.set({ scope: 'pool', id: 'staff', faults: 'latency=5' })
    chaos.set({ scope: 'connection', id: 'c1', faults: 'cut=9' })
    expect(first.heard.at(-1)).toEqual(order('c1', 'cut=9'))
    chaos.set({ scope: 'pool', id: 'staff', faults: 'latency=6' })
    expect(first.heard.at(-1)).toEqual(order('c1', 'cut=9'))
    chaos.set({ scope: 'connection', id: 'c1', faults: '' })
    expect(first.heard.at(-1)).toEqual(order('c1', 'latency=6'))
  })

  it('are told to a gateway that connects anew', () => {
    const { chaos, open } = setUp()
    chaos.set({ scope: 'pool', id: 'staff', faults: 'latency=5' })
    const again = open('g1')
    chaos.connected(again.channel, true)
    expect(again.heard).toEqual([order('c1', 'latency=5')])
  })

  it('are refused where no gateway takes any, and for what is not there', () => {
    const rule = { scope: 'pool', id: 'staff', faults: 'cut=1' } as const
    expect(setUp(false).chaos.set(rule)).toMatchObject({ code: 'CHAOS_OFF' })
    const { chaos } = setUp()
    for (const scope of ['pool', 'connection'] as const) {
      expect(chaos.set({ scope, id: 'nobody', faults: 'cut=1' })).toMatchObject({
        code: 'NOT_FOUND',
      })
      expect(chaos.set({ scope, id: 'nobody', faults: '' })).toMatchObject({ kind: 'set' })
    }
  })

  it('are bounded, and forgotten with their connections', () => {
    const many = Array.from({ length: chaosRuleCountMax + 1 }, (_, index) => `c-${index}`)
    const live = liveWith(
      Object.fromEntries(many.map((id) => [id, { pool: 'staff', gateway: 'g1' }])),
    )
    const channels = createChannels()
    const chaos = createChaosRules({ live, channels })
    const channel: Channel = {
      ...{ machineId: 'g1', role: 'gateway', incarnation: 'g1-1' },
      send: () => true,
      close: () => undefined,
    }
    channels.add(channel)
    chaos.connected(channel, true)
    const set = (id: string) => chaos.set({ scope: 'connection', id, faults: 'cut=1' })
    const kinds = new Set(many.slice(1).map((id) => set(id).kind))
    expect([...kinds]).toEqual(['set'])
    expect(set('c-0')).toMatchObject({ code: 'REQUEST_TOO_LARGE' })
    const failed = eventSample('ConnectionFailed')
    if (failed.type !== 'ConnectionFailed') throw new Error('another sample')
    live.apply({
      ...{ stream: 'connection-c-5', revision: 3, recordedAt: 2 },
      event: { ...failed, data: { ...failed.data, connectionId: 'c-5' } },
    })
    expect(set('c-0').kind).toBe('set')
    expect(chaos.list()).toHaveLength(chaosRuleCountMax)
  })
})
