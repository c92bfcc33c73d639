import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disagreementsOf } from '../../../projections/audit/agreement.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

describe('agreement with gateways and hosts', () => {
  const observe = () => {
    const { site } = story
    const gateway = site.gateway('g1')
    return {
      relaysByGateway: new Map([['g1', gateway.relays()]]),
      sessionsByHost: new Map(
        [...site.agents].map(([hostId, agent]) => [hostId, [...agent.sessions.keys()]]),
      ),
    }
  }

  it('is an empty list', () => {
    expect(disagreementsOf(story.site.broker().live, observe())).toEqual([])
  })

  it('names what is missing and what is too much, at each machine', () => {
    const { live } = story.site.broker()
    const [hostId, sessions] = [...observe().sessionsByHost].find(([, ids]) => ids.length > 0) ?? []
    if (hostId === undefined) throw new Error('no host has a session')
    const observed = {
      relaysByGateway: new Map([['g1', ['ghost']]]),
      sessionsByHost: new Map([[hostId, ['stranger']]]),
    }
    expect(disagreementsOf(live, observed)).toEqual([
      { kind: 'relay-not-at-gateway', machineId: 'g1', id: story.again },
      { kind: 'relay-not-in-log', machineId: 'g1', id: 'ghost' },
      { kind: 'session-not-at-host', machineId: hostId, id: sessions?.[0] },
      { kind: 'session-not-in-log', machineId: hostId, id: 'stranger' },
    ])
  })
})
