import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepNames, timelineOf } from '../../../projections/audit/timeline.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

const typesOf = (connectionId: string): string[] =>
  timelineOf(connectionId, story.lines).steps.map(({ type }) => type)

describe('the timeline', () => {
  it('tells every step of a connection that ran, with its hosts and sessions', () => {
    expect(typesOf(story.first)).toEqual([
      'ConnectionRequested',
      'ConnectionAuthorized',
      'TicketRedeemed',
      'UserSessionClaimed',
      'SeatReserved',
      'UserSessionPlaced',
      'HostAssigned',
      'RendezvousSent',
      'RendezvousAccepted',
      'HostLegJoined',
      'ClientLegJoined',
      'RelayStarted',
      'SeatTaken',
      'UserSessionActivated',
      'RelayEnded',
      'UserSessionDisconnected',
    ])
    const { steps, verdict } = timelineOf(story.first, story.lines)
    expect(steps.map(({ step }) => step)).toEqual([
      5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 9, 10, 10, 10, 12, 12,
    ])
    expect(steps[6]).toMatchObject({ name: 'placement', actor: 'broker:b1' })
    expect(steps[0]?.facts).toContain('alice from 10.0.0.1')
    expect(verdict).toEqual(['ended by client: closed'])
  })

  it('says of each of the twelve steps when it was, or who else would know', () => {
    const { steps, unseen } = timelineOf(story.first, story.lines)
    const told = new Set([...steps, ...unseen].map(({ step }) => step))
    expect([...told].sort((a, b) => a - b)).toEqual(Object.keys(stepNames).map(Number))
    expect(unseen.map(({ step }) => step)).toEqual([1, 2, 3, 4, 11])
    const declined = timelineOf(story.declined, story.lines)
    expect(declined.unseen.map(({ where }) => where)).not.toContain('')
  })

  it('gives the time since the step before, and all of it together', () => {
    const { steps } = timelineOf(story.first, story.lines)
    const [first, last] = [steps[0], steps.at(-1)]
    expect(first?.afterMs).toBe(0)
    const sum = steps.reduce((total, { afterMs }) => total + afterMs, 0)
    expect(sum).toBe((last?.at ?? 0) - (first?.at ?? 0))
    expect(sum).toBeGreaterThan(1_000)
  })

  it('says why this host: the draw, the candidates and who was passed over', () => {
    const assigned = timelineOf(story.declined, story.lines).steps.filter(
      ({ type }) => type === 'HostAssigned',
    )
    expect(assigned).toHaveLength(2)
    const [before, after] = assigned.map(({ facts }) => facts.join('; '))
    expect(before).toMatch(
      /^host h\d, attempt 1; breadth-first, policy 1, draw 0\.\d{4}; 3 eligible/,
    )
    const host = /^host (h\d)/.exec(before ?? '')?.[1]
    expect(after).toContain(`attempt 2`)
    expect(after).toContain(`passed over 1 tried before; ${host} was tried`)
  })

  it('names the stage, the code, whose fault it was and what to do', () => {
    const { steps, verdict } = timelineOf(story.declined, story.lines)
    const failed = steps.find(({ type }) => type === 'ConnectionFailed')
    expect(failed).toMatchObject({ step: 12, name: 'end' })
    expect(failed?.facts[0]).toBe('TARGET_REFUSED at rendezvous')
    expect(verdict).toEqual([
      "TARGET_REFUSED: the host's RDP server refused the connection",
      "whose fault: the customer's",
      'what to do: start the RDP server on that host',
    ])
  })

  it('of a connection that came back names the one before and the session it found', () => {
    const { steps, verdict } = timelineOf(story.again, story.lines)
    expect(steps[0]?.facts).toContain(`takes up ${story.first}`)
    const assigned = steps.find(({ type }) => type === 'HostAssigned')
    expect(assigned?.facts).toContain("the user's session lives there")
    expect(verdict).toEqual([])
  })

  it('of nothing is empty, and every step has a name', () => {
    const { unseen, ...nothing } = timelineOf('nobody', story.lines)
    expect(nothing).toEqual({ connectionId: 'nobody', steps: [], verdict: [] })
    expect(unseen).toHaveLength(12)
    expect(Object.keys(stepNames)).toHaveLength(12)
    const nameless = story.lines
      .filter(({ connectionId }) => connectionId !== '')
      .flatMap(({ connectionId }) => timelineOf(connectionId, story.lines).steps)
      .filter(({ step, name }) => step > 0 && name === '')
    expect(nameless).toEqual([])
  })
})
