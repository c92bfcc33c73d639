/** The wall clock of a broker steps by an hour: nothing expires that was not due, nothing is stuck. */
import { describe, expect, it } from 'vitest'
import type { Granted } from '../../../core/broker/connections.ts'
import { checkAtRest, outcomesOf } from './log-checker.ts'
import { createSimSite, type SimSite } from './sim-site.ts'

const hourMs = 3_600_000
const restMs = 240_000
const steps = [
  ['forward', hourMs],
  ['backward', -hourMs],
] as const

const openSite = (): Promise<SimSite> =>
  createSimSite({ pools: { desk: ['h1', 'h2'] }, sessionLimit: 2 })

const grant = async (site: SimSite, userId: string): Promise<Granted> => {
  const asked = site.request(userId)
  await site.system.pass(100)
  const answer = await asked
  if (answer.kind !== 'granted') throw new Error(`${userId} was refused: ${answer.code}`)
  return answer
}

const dial = (site: SimSite, { ticket }: Granted) =>
  site.gateway('g1').client({ ticket, transport: 'websocket' })

const connect = async (site: SimSite, userId: string) => {
  const client = dial(site, await grant(site, userId))
  await site.system.pass(1_000)
  expect(await client.result).toMatchObject({ kind: 'relaying' })
  return client
}

const finish = async (site: SimSite): Promise<Map<string, number>> => {
  await site.system.pass(restMs)
  await checkAtRest(site)
  expect(site.faults).toEqual([])
  const outcomes = outcomesOf(await site.events())
  await site.stop()
  return outcomes
}

describe.each(steps)('a wall clock that steps %s by an hour', (name, ms) => {
  it('leaves relays alone, takes new connections at once, and ends them as asked', async () => {
    const site = await openSite()
    const before = await connect(site, 'alice')
    site.system.stepWallClock(ms)
    await site.system.pass(1_000)
    expect(site.gateway('g1').relays()).toHaveLength(1)
    const after = await connect(site, 'bob')
    expect(site.gateway('g1').relays()).toHaveLength(2)
    before.leave()
    after.leave()
    expect(await finish(site)).toEqual(new Map([['RelayEnded', 2]]))
  })

  it('between ticket and dialling: the ticket is good or has expired, and the seat comes back', async () => {
    const site = await openSite()
    const granted = await grant(site, 'alice')
    site.system.stepWallClock(ms)
    const client = dial(site, granted)
    await site.system.pass(1_000)
    const expired = { kind: 'refused', code: 'TICKET_EXPIRED' }
    expect(await client.result).toMatchObject(
      name === 'forward' ? expired : { kind: 'relaying', connectionId: granted.connectionId },
    )
    client.leave()
    await finish(site)
  })

  it('while a host is asked: the connection ends by its own deadline', async () => {
    const site = await openSite()
    for (const agent of site.agents.values()) agent.behave = () => 'silent'
    const client = dial(site, await grant(site, 'alice'))
    await site.system.pass(500)
    site.system.stepWallClock(ms)
    const early = await Promise.race([client.result, site.system.pass(500).then(() => 'waiting')])
    expect(early).toBe('waiting')
    const outcomes = await finish(site)
    expect(await client.result).toMatchObject({ kind: 'refused' })
    expect([...outcomes.values()]).toEqual([1])
  })

  it('before the broker dies: the next one folds the same state and goes on', async () => {
    const site = await openSite()
    const kept = await connect(site, 'alice')
    site.system.stepWallClock(ms)
    await connect(site, 'bob')
    await site.restart()
    await site.system.pass(5_000)
    expect(site.gateway('g1').relays()).toHaveLength(2)
    await connect(site, 'carol')
    kept.leave()
    await site.system.pass(restMs)
    const fold = await checkAtRest(site)
    expect(fold.indexes.openConnectionIds.size).toBe(2)
    expect(site.faults).toEqual([])
    await site.stop()
  })
})
