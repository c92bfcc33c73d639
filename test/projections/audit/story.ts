/** A log of a real broker for the views: connections that ran, failed, came back and stayed. */
import { eventLine } from '../../../core/api/event-line.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import { type EventLine, parseEventLine } from '../../../projections/audit/event-line.ts'
import { createSimSite, type SimSite } from '../../core/broker/sim-site.ts'

export type Story = {
  readonly site: SimSite
  readonly events: readonly RecordedEvent[]
  readonly lines: readonly EventLine[]
  /** Ended by the client; its ticket came back as `again`, which still relays. */
  readonly first: string
  readonly again: string
  /** Failed after two hosts declined. */
  readonly declined: string
}

/** The line of an event as the API gives it, read back. */
export const lineOf = async (event: RecordedEvent): Promise<EventLine> => {
  const people = {
    open: async (userId: string, sealed: Uint8Array) => sealed.subarray(userId.length + 1),
    recall: async () => undefined,
  }
  const parsed = parseEventLine(JSON.parse(await eventLine(people, event)))
  if (parsed.kind === 'malformed') throw new Error(parsed.detail)
  return parsed.line
}

/** Plays the story; stop its site afterwards. */
export const tellStory = async (): Promise<Story> => {
  const site = await createSimSite({ pools: { desk: ['h1', 'h2', 'h3'] }, sessionLimit: 2 })
  const { system } = site
  const open = async (userId: string) => {
    const asked = site.request(userId)
    await system.pass(50)
    const grant = await asked
    if (grant.kind === 'refused') throw new Error(grant.code)
    return { ...grant, dial: () => site.gateway('g1').client({ ...grant, transport: 'websocket' }) }
  }
  const alice = await open('alice')
  const client = alice.dial()
  await system.pass(2_000)
  client.leave()
  await system.pass(1_000)
  alice.dial()
  await system.pass(1_000)
  const again = site.gateway('g1').relays()[0] ?? ''
  for (const agent of site.agents.values()) agent.behave = () => ({ decline: 'TARGET_REFUSED' })
  const bob = await open('bob')
  bob.dial()
  await system.pass(1_000)
  void site.request('carol', { resourceId: 'secret' })
  await system.pass(1_000)
  const events = await site.events()
  const lines = await Promise.all(events.map(lineOf))
  return {
    site,
    events,
    lines,
    first: alice.connectionId,
    again,
    declined: bob.connectionId,
  }
}
