/** The feed says what a connection would be answered: for this user, not for the pool. */
import { afterEach, expect, it } from 'vitest'
import { createSimSite, type SimSite, type SiteOptions } from './sim-site.ts'

let site: SimSite

afterEach(() => site.stop())

const open = async (options: SiteOptions): Promise<void> => {
  site = await createSimSite(options)
}

const stateFor = (userId: string): string | undefined =>
  site.broker().feed({ userId, groups: ['all'] })[0]?.state

const drain = async (hostId: string): Promise<void> => {
  const cause = { actor: 'admin:u-a', connectionId: '', causationId: `drain ${hostId}` }
  await site.broker().handler.execute('host', hostId, { type: 'DrainHost' }, cause)
}

/** Opens a session on the only host. */
const settle = async (userId: string): Promise<void> => {
  const asked = site.request(userId, { transport: 'websocket' })
  await site.system.pass(1_000)
  const grant = await asked
  if (grant.kind === 'refused') throw new Error(grant.code)
  const { ticket } = grant
  const client = site.gateway('g1').client({ ticket, transport: 'websocket' })
  await site.system.pass(2_000)
  expect(await client.result).toMatchObject({ kind: 'relaying' })
}

it('whoever has a session reaches it while its host drains or is full', async () => {
  await open({ pools: { desk: ['h1'] }, sessionLimit: 1 })
  await settle('alice')
  expect([stateFor('alice'), stateFor('bob')]).toEqual(['ready', 'ALL_HOSTS_FULL'])
  await drain('h1')
  expect([stateFor('alice'), stateFor('bob')]).toEqual(['ready', 'ALL_HOSTS_DRAINING'])
})

it('whoever has a session on a silent host is told so, though others are there', async () => {
  await open({ pools: { desk: ['h1', 'h2'] } })
  await drain('h2')
  await settle('alice')
  const { handler } = site.broker()
  const cause = { actor: 'admin:u-a', connectionId: '', causationId: 'undrain' }
  await handler.execute('host', 'h2', { type: 'UndrainHost' }, cause)
  site.agent('h1').disconnect()
  // Less than the agent needs to come back.
  await site.system.pass(10)
  expect([stateFor('alice'), stateFor('bob')]).toEqual(['SESSION_HOST_UNAVAILABLE', 'ready'])
})

it('nobody is told of a host where no gateway leads to it', async () => {
  await open({ pools: { desk: ['h1'] }, gateways: [] })
  expect(stateFor('alice')).toBe('GATEWAY_UNAVAILABLE')
})
