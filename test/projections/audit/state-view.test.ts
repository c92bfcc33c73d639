import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { diffOf } from '../../../projections/audit/diff.ts'
import type { EventLine } from '../../../projections/audit/event-line.ts'
import { viewState } from '../../support/audit/state-view.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

const stateAt = (filter: (line: EventLine, index: number) => boolean) => {
  const fold = createLiveState()
  for (const [index, line] of story.lines.entries()) if (filter(line, index)) fold.apply(line)
  return viewState(fold)
}

describe('the state as people read it', () => {
  it('names pools, hosts with seats, sessions, open connections, gateways and workspaces', () => {
    const view = stateAt(() => true)
    expect(view.pools).toEqual({
      desk: {
        name: 'desk',
        homeRegion: '',
        placement: 'breadth-first',
        sessionLimit: 2,
        disconnectedLimitMs: 28_800_000,
        policyVersion: 1,
      },
    })
    expect(Object.keys(view.hosts)).toEqual(['h1', 'h2', 'h3'])
    expect(Object.keys(view.connections)).toEqual([story.again])
    const [session] = Object.values(view.userSessions)
    expect(session).toMatchObject({
      userId: 'alice',
      phase: 'active',
      activeConnectionId: story.again,
    })
    expect(view.gateways).toMatchObject({ g1: { connected: true, draining: false } })
    expect(view.workspaces).toMatchObject({
      w: { applicationGroups: { 'desk-group': { poolId: 'desk', grants: ['group:all'] } } },
    })
    const seats = Object.values(view.hosts).flatMap((host) =>
      typeof host === 'object' && 'seats' in host ? Object.values(host['seats'] ?? {}) : [],
    )
    expect(seats).toEqual(['taken'])
  })

  it('shows no key, hash or sealed part', () => {
    const live = createLiveState()
    for (const line of story.lines) live.apply(line)
    const text = JSON.stringify(viewState(live))
    expect(text).not.toMatch(/publicKey|secretHash|sealed|ticketId/)
    expect(JSON.parse(text)).toEqual(viewState(live))
  })

  it('two of them are compared path by path', () => {
    const at = story.lines.findIndex(({ event }) => event.type === 'RelayEnded')
    const before = stateAt((_line, index) => index < at)
    const after = stateAt((_line, index) => index <= at + 1)
    expect(diffOf(before, after)).toEqual([
      {
        path: ['connections', story.first],
        kind: 'removed',
        before: expect.objectContaining({ phase: 'relaying' }),
      },
      {
        path: ['userSessions', expect.any(String), 'phase'],
        kind: 'changed',
        before: 'active',
        after: 'disconnected',
      },
    ])
    expect(diffOf(after, after)).toEqual([])
  })
})
