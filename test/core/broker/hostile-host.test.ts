/** A host whose key was stolen: what it can make the broker believe and write. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Granted } from '../../../core/broker/connections.ts'
import {
  hostEventBurstCountMax,
  hostEventsPerMinuteCountMax,
  hostTargetCountMax,
} from '../../../core/domain/limits.ts'
import { checkAtRest, outcomesOf } from './log-checker.ts'
import { createSimSite, type SimSite } from './sim-site.ts'

let site: SimSite

afterEach(async () => {
  await site.system.pass(120_000)
  await checkAtRest(site)
  expect(site.faults).toEqual([])
  await site.stop()
})

const within = async <T>(promise: Promise<T>): Promise<T> => {
  let settled = false
  const watched = promise.finally(() => {
    settled = true
  })
  watched.catch(() => undefined)
  for (let passed = 0; passed < 60_000 && !settled; passed += 50) await site.system.pass(50)
  return watched
}

const request = async (userId: string, transport: 'arm' | 'websocket'): Promise<Granted> => {
  const answer = await within(site.request(userId, { transport }))
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.code}`)
  return answer
}

const sizeOf = async (): Promise<number> => (await site.events()).length

describe('a hostile host', () => {
  it.each(['TOKEN_EXPIRED', 'RESOURCE_NOT_AVAILABLE', 'LOG_CORRUPT', 'anything'])(
    'that declines with %s has declined, and nobody else is blamed',
    async (code) => {
      site = await createSimSite({ pools: { desk: ['h1'] } })
      site.agent('h1').behave = () => ({ decline: code })
      const answer = await within(site.request('alice', { transport: 'arm' }))
      expect(answer).toMatchObject({ kind: 'refused', code: 'HOST_DECLINED' })
      expect(outcomesOf(await site.events())).toEqual(new Map([['HOST_DECLINED', 1]]))
    },
  )

  it('whose lists overtake each other is recorded as its newest one, in few events', async () => {
    site = await createSimSite({ pools: { desk: ['h1'] } })
    const before = await sizeOf()
    const { hosts, live, channels } = site.broker()
    const channel = channels.agent('h1')
    if (channel === undefined) throw new Error('the host is not connected')
    const report = (...ids: string[]) => {
      const rest = { userSessionId: '', state: 'active', account: '' } as const
      const sessions = ids.map((hostSessionId) => ({ hostSessionId, ...rest }))
      return hosts.receive(channel, { type: 'sessionsReport', sessions })
    }
    await within(Promise.all([report('1', '2'), hosts.sweep(), report('2', '3')]))
    expect(Object.keys(live.stateOf('host', 'h1').unassigned).sort()).toEqual(['2', '3'])
    expect((await sizeOf()) - before).toBeLessThan(8)
    await within(report())
  })

  it('has as many targets as settings may name, however many it reports', async () => {
    site = await createSimSite({ pools: { desk: ['h1'] } })
    for (let count = 0; count < 2 * hostTargetCountMax; count++) {
      const fingerprintSha256 = new Uint8Array(32).fill(1)
      const message = { resourceId: `r${count}`, fingerprintSha256 }
      site.agent('h1').send({ type: 'certificateReport', ...message })
    }
    await site.system.pass(1_000)
    const { fingerprints } = site.broker().live.stateOf('host', 'h1')
    expect(Object.keys(fingerprints)).toHaveLength(hostTargetCountMax)
  })

  it('that changes its mind without end is recorded at a steady pace, its last word at last', async () => {
    site = await createSimSite({ pools: { desk: ['h1'] }, sessionLimit: 999 })
    const before = await sizeOf()
    const certificate = (value: number): void =>
      site.agent('h1').send({
        type: 'certificateReport',
        resourceId: '',
        fingerprintSha256: new Uint8Array(32).fill(value),
      })
    const rounds = hostEventBurstCountMax / 60 + 20
    for (let round = 0; round < rounds; round++) {
      const strangers = Array.from({ length: 30 }, (_, index) => `${round}-${index}`)
      site.agent('h1').report(strangers)
      certificate(round % 200)
      await site.system.pass(50)
    }
    certificate(255)
    site.agent('h1').report([])
    await site.system.pass(50)
    const burst = (await sizeOf()) - before
    expect(burst).toBeGreaterThan(hostEventBurstCountMax / 2)
    expect(burst).toBeLessThan(hostEventBurstCountMax + hostEventsPerMinuteCountMax + 64)
    await site.system.pass(180_000)
    const host = site.broker().live.stateOf('host', 'h1')
    expect(host.fingerprints['']?.[0]).toBe(255)
    expect(host.unassigned).toEqual({})
  })
})

describe('a grant that was taken back', () => {
  it('lets no ticket in any more, and frees the seat at once', async () => {
    site = await createSimSite({ pools: { desk: ['h1'] } })
    const { ticket } = await request('alice', 'websocket')
    const arm = await request('bob', 'arm')
    const { handler, live } = site.broker()
    const revoke = { type: 'RevokeAccess', groupId: 'desk-group', principal: 'group:all' } as const
    const cause = { actor: 'admin:u-a', connectionId: '', causationId: 'revoke' }
    expect(await handler.execute('workspace', 'w', revoke, cause)).toMatchObject({
      kind: 'executed',
    })
    const raw = site.gateway('g1').client({ ticket, transport: 'websocket' })
    const late = site.gateway('g1').client({ ticket: arm.ticket, transport: 'arm', bearer: 'bob' })
    const refused = { kind: 'refused', code: 'RESOURCE_NOT_AVAILABLE' }
    expect(await within(raw.result)).toEqual(refused)
    expect(await within(late.result)).toEqual(refused)
    await site.system.pass(1_000)
    expect(live.stateOf('host', 'h1').seats).toEqual({})
    expect(outcomesOf(await site.events())).toEqual(new Map([['RESOURCE_NOT_AVAILABLE', 2]]))
  })
})
