import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyConnection, createConnectionsView } from '../../../projections/audit/connections.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

describe('the list of connections', () => {
  it('has one row for each, with how it ended', () => {
    const view = createConnectionsView()
    for (const line of story.lines) applyConnection(view, line)
    const rows = [...view.values()]
    expect(rows).toHaveLength(4)
    expect(view.get(story.first)).toMatchObject({
      userId: 'alice',
      userName: 'alice',
      resourceId: 'desk',
      poolId: 'desk',
      gatewayId: 'g1',
      outcome: 'ended',
      reason: 'closed',
      fault: '',
      bytesToClient: 1_000,
    })
    expect(view.get(story.again)).toMatchObject({
      outcome: 'relaying',
      endedAt: 0,
      predecessorId: story.first,
      hostId: view.get(story.first)?.hostId,
    })
    expect(view.get(story.declined)).toMatchObject({
      outcome: 'failed',
      reason: 'TARGET_REFUSED',
      fault: 'customer',
    })
    expect(rows.at(-1)).toMatchObject({
      userId: 'carol',
      resourceId: 'secret',
      outcome: 'refused',
      reason: 'RESOURCE_NOT_AVAILABLE',
      fault: 'user',
    })
    const { requestedAt, endedAt } = view.get(story.first) ?? { requestedAt: 0, endedAt: 0 }
    expect(endedAt - requestedAt).toBeGreaterThan(1_000)
  })

  it('is not moved by events of other streams that name the connection', () => {
    const view = createConnectionsView()
    const foreign = story.lines.filter(({ stream }) => !stream.startsWith('connection-'))
    for (const line of foreign) applyConnection(view, line)
    expect(view.size).toBe(0)
  })
})
