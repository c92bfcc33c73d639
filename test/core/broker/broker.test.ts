/** What goes right and wrong between users, hosts and gateways, one case at a time. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Granted } from '../../../core/broker/connections.ts'
import type { Refusal } from '../../../core/domain/errors.ts'
import {
  armAnswerMs,
  pendingConnectionsPerUserMax,
  sessionGraceMs,
  ticketReconnectMs,
} from '../../../core/domain/limits.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { decodePersonalData } from '../../../proto/personal-data.ts'
import { checkAtRest, outcomesOf } from './log-checker.ts'
import type { ClientResult, SimClient } from './sim-gateway.ts'
import { createSimSite, type SimSite, type SiteOptions } from './sim-site.ts'

let site: SimSite

const open = async (options: SiteOptions = {}): Promise<SimSite> => {
  site = await createSimSite(options)
  return site
}

afterEach(async () => {
  if (site.isBrokerAlive()) {
    await site.system.pass(120_000)
    await checkAtRest(site)
  }
  expect(site.faults).toEqual([])
  await site.stop()
})

const granted = (answer: Granted | Refusal): Granted => {
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.code} ${answer.detail}`)
  return answer
}

/** Lets time pass until the promise is settled. */
const within = async <T>(promise: Promise<T>, ms = 60_000): Promise<T> => {
  let done = false
  const watched = promise.finally(() => {
    done = true
  })
  watched.catch(() => undefined)
  for (let passed = 0; passed < ms && !done; passed += 50) await site.system.pass(50)
  expect(done, 'an answer in time').toBe(true)
  return watched
}

const ask = async (userId: string): Promise<Granted> => granted(await within(site.request(userId)))

const dial = (grant: Granted, gatewayId = 'g1'): SimClient =>
  site.gateway(gatewayId).client({ ticket: grant.ticket, transport: 'websocket' })

const connect = async (userId: string, gatewayId = 'g1'): Promise<ClientResult> => {
  const grant = await ask(userId)
  return within(dial(grant, gatewayId).result)
}

const relay = async (
  userId: string,
): Promise<{ client: SimClient; connectionId: string; grant: Granted }> => {
  const grant = await ask(userId)
  const client = dial(grant)
  const result = await within(client.result)
  if (result.kind === 'refused') throw new Error(`refused: ${result.code}`)
  return { client, connectionId: result.connectionId, grant }
}

const types = async (filter: (type: string) => boolean = () => true): Promise<string[]> =>
  (await site.events()).map((event) => event.type).filter(filter)

const stateOf = (connectionId: string) => site.broker().live.stateOf('connection', connectionId)
const sessionOf = (userId: string) => site.broker().live.stateOf('session', `desk-${userId}`)
const seatsOf = (hostId: string) => Object.keys(site.broker().live.stateOf('host', hostId).seats)
const seatCount = () => [...site.agents.keys()].flatMap(seatsOf).length

describe('a connection', () => {
  it('goes from the request to the relay and its end', async () => {
    await open()
    const { client, connectionId } = await relay('alice')
    expect(stateOf(connectionId).phase).toBe('relaying')
    expect(sessionOf('alice')).toMatchObject({ phase: 'active', activeConnectionId: connectionId })
    client.leave()
    await site.system.pass(1_000)
    expect(stateOf(connectionId).outcome).toMatchObject({ kind: 'ended', endedBy: 'client' })
    expect(sessionOf('alice').phase).toBe('disconnected')
    const own = (await site.events()).filter(
      (event) => event.stream === `connection-${connectionId}`,
    )
    expect(own.map((event) => event.type)).toEqual([
      'ConnectionRequested',
      'ConnectionAuthorized',
      'TicketRedeemed',
      'HostAssigned',
      'RendezvousSent',
      'RendezvousAccepted',
      'HostLegJoined',
      'ClientLegJoined',
      'RelayStarted',
      'RelayEnded',
    ])
    expect(own.every((event) => event.connectionId === connectionId)).toBe(true)
  })

  it('by ARM is answered when the host has accepted', async () => {
    await open()
    const grant = granted(await within(site.request('alice', { transport: 'arm' })))
    expect(grant.connection.phase).toBe('accepted')
    expect(grant.gatewayUrl).toBe('wss://g1:8460')
    const { ticket } = grant
    const result = site.gateway('g1').client({ ticket, transport: 'arm', bearer: 'alice' }).result
    expect(await within(result)).toMatchObject({ kind: 'relaying' })
  })

  it('by ARM whose client never comes fails and frees its seat', async () => {
    await open()
    await within(site.request('alice', { transport: 'arm' }))
    await site.system.pass(60_000)
    expect(outcomesOf(await site.events())).toEqual(new Map([['CLIENT_LEG_TIMED_OUT', 1]]))
    expect(seatCount()).toBe(0)
  })

  it('by ARM that fails is answered with its code before the client gives up', async () => {
    await open({ pools: { desk: ['h1'] } })
    const before = site.system.monotonicMs()
    for (const [behaviour, code] of [
      [{ decline: 'TARGET_REFUSED' }, 'TARGET_REFUSED'],
      ['silent', 'RENDEZVOUS_TIMED_OUT'],
    ] as const) {
      site.agent('h1').behave = () => behaviour
      const answer = await within(site.request('alice', { transport: 'arm' }))
      expect(answer).toMatchObject({ kind: 'refused', code })
    }
    expect(site.system.monotonicMs() - before).toBeLessThan(armAnswerMs)
    expect(seatCount()).toBe(0)
  })

  it('whose leg overtakes the host’s answer is a connection like any other', async () => {
    await open()
    for (const agent of site.agents.values()) agent.behave = () => 'leg-first'
    expect(await connect('alice')).toMatchObject({ kind: 'relaying' })
    const steps = await types((type) => /^(Rendezvous|HostLeg)/.test(type))
    expect(steps).toEqual(['RendezvousSent', 'RendezvousAccepted', 'HostLegJoined'])
  })

  it('leads back to the session the user has, even while its host drains', async () => {
    await open()
    const first = await relay('alice')
    const { hostId } = stateOf(first.connectionId)
    first.client.leave()
    const cause = { actor: 'admin:a', connectionId: '', causationId: 'drain' }
    await site.broker().handler.execute('host', hostId, { type: 'DrainHost' }, cause)
    const second = await relay('alice')
    expect(stateOf(second.connectionId)).toMatchObject({ hostId, existingSession: true })
    const cause2 = { actor: 'admin:a', connectionId: '', causationId: 'undrain' }
    await site.broker().handler.execute('host', hostId, { type: 'UndrainHost' }, cause2)
  })
})

describe('who may not', () => {
  it('unknown and not granted are refused alike, and recorded under a quota', async () => {
    await open()
    for (let n = 0; n < 20; n++) {
      const answer = await within(site.request('alice', { resourceId: `none-${n % 2}` }))
      expect(answer).toEqual({ kind: 'refused', code: 'RESOURCE_NOT_AVAILABLE', detail: '' })
    }
    expect(outcomesOf(await site.events())).toEqual(new Map([['RESOURCE_NOT_AVAILABLE', 5]]))
  })

  it('a ticket with another user’s token is refused', async () => {
    await open()
    const { ticket } = granted(await within(site.request('alice', { transport: 'arm' })))
    const client = site.gateway('g1').client({ ticket, transport: 'arm', bearer: 'mallory' })
    expect(await within(client.result)).toEqual({ kind: 'refused', code: 'TICKET_INVALID' })
  })

  it('an ARM ticket is no good at another gateway, nor a late one anywhere', async () => {
    await open({ gateways: ['g1', 'g2'] })
    const grant = granted(await within(site.request('alice', { transport: 'arm' })))
    const other = grant.gatewayUrl.includes('g1') ? 'g2' : 'g1'
    const wrong = site
      .gateway(other)
      .client({ ticket: grant.ticket, transport: 'arm', bearer: 'alice' })
    expect(await within(wrong.result)).toEqual({ kind: 'refused', code: 'TICKET_INVALID' })
    const raw = await ask('bob')
    await site.system.pass(130_000)
    expect(await within(dial(raw).result)).toEqual({ kind: 'refused', code: 'TICKET_SPENT' })
  })
})

describe('no host', () => {
  const refusedWith = async (): Promise<string> => {
    const result = await connect('zoe')
    return result.kind === 'refused' ? result.code : 'relaying'
  }

  it('each reason has its code, with the counts in the event', async () => {
    await open({ pools: { desk: [] } })
    expect(await refusedWith()).toBe('NO_HOST_IN_POOL')
  })
  it('all full', async () => {
    await open({ sessionLimit: 1 })
    await relay('alice')
    await relay('bob')
    expect(await refusedWith()).toBe('ALL_HOSTS_FULL')
    const failed = (await site.events())
      .map(decodeEvent)
      .find(({ type }) => type === 'ConnectionFailed')
    expect(failed?.data).toMatchObject({ fullCount: 2, stage: 'placement', fault: 'customer' })
  })
  it('all draining', async () => {
    await open()
    for (const hostId of ['h1', 'h2']) {
      const cause = { actor: 'admin:a', connectionId: '', causationId: `drain ${hostId}` }
      await site.broker().handler.execute('host', hostId, { type: 'DrainHost' }, cause)
    }
    expect(await refusedWith()).toBe('ALL_HOSTS_DRAINING')
  })
  it('all silent: the log says so before the decision', async () => {
    await open()
    for (const agent of site.agents.values()) agent.beat = () => undefined
    for (const agent of site.agents.values()) agent.connect = async () => undefined
    await site.system.pass(100_000)
    expect(await refusedWith()).toBe('ALL_HOSTS_UNAVAILABLE')
    expect(await types((type) => type === 'HostBecameUnavailable')).toHaveLength(2)
  })
})

describe('a host that does not answer', () => {
  it.each([
    ['declines', { decline: 'TARGET_REFUSED' }, 'TARGET_REFUSED'],
    ['is silent', 'silent', 'RENDEZVOUS_TIMED_OUT'],
    ['accepts and does not dial', 'no-leg', 'HOST_LEG_TIMED_OUT'],
    ['accepts and then fails', { failLater: 'TARGET_TIMED_OUT' }, 'TARGET_TIMED_OUT'],
  ] as const)('that %s is tried once, then the next', async (_what, behaviour, code) => {
    await open({ pools: { desk: ['h1', 'h2', 'h3'] } })
    const asked: string[] = []
    for (const agent of site.agents.values()) {
      agent.behave = () => {
        asked.push(agent.hostId)
        return asked.length === 1 ? behaviour : 'accept'
      }
    }
    const { connectionId } = await relay('alice')
    expect(asked).toHaveLength(2)
    expect(new Set(asked).size).toBe(2)
    expect(stateOf(connectionId)).toMatchObject({ attempt: 2, declinedCode: code })
    expect(seatCount()).toBe(1)
  })

  it('twice over: the connection fails with the last reason and no seat is left', async () => {
    await open({ pools: { desk: ['h1', 'h2', 'h3'] } })
    for (const agent of site.agents.values()) agent.behave = () => ({ decline: 'TARGET_REFUSED' })
    expect(await connect('alice')).toEqual({ kind: 'refused', code: 'TARGET_REFUSED' })
    expect(await types((type) => type === 'RendezvousSent')).toHaveLength(2)
    expect(seatCount()).toBe(0)
  })

  it('where there is no other: its own reason counts, not the empty pool', async () => {
    await open({ pools: { desk: ['h1'] } })
    site.agent('h1').behave = () => ({ decline: 'TARGET_REFUSED' })
    expect(await connect('alice')).toEqual({ kind: 'refused', code: 'TARGET_REFUSED' })
    const failed = (await site.events())
      .map(decodeEvent)
      .find(({ type }) => type === 'ConnectionFailed')
    expect(failed?.data).toMatchObject({ stage: 'rendezvous', triedCount: 1 })
  })

  it('that answers late finds its order replaced', async () => {
    await open()
    const asked: string[] = []
    for (const agent of site.agents.values()) {
      agent.behave = () => (asked.push(agent.hostId) === 1 ? 'late' : 'accept')
    }
    const { connectionId } = await relay('alice')
    await site.system.pass(10_000)
    expect(stateOf(connectionId)).toMatchObject({ phase: 'relaying', hostId: asked[1] })
  })

  it('whose channel is cut under way is declined at once', async () => {
    await open()
    let isCut = false
    for (const agent of site.agents.values()) {
      agent.behave = () => {
        if (isCut) return 'accept'
        isCut = true
        agent.disconnect('cut')
        return 'silent'
      }
    }
    const before = site.system.monotonicMs()
    const { connectionId } = await relay('alice')
    expect(stateOf(connectionId).declinedCode).toBe('HOST_CHANNEL_LOST')
    expect(site.system.monotonicMs() - before).toBeLessThan(2_000)
  })

  it('and holds the user’s session has its own code, and the session stays', async () => {
    await open()
    const first = await relay('alice')
    const { hostId } = stateOf(first.connectionId)
    first.client.leave()
    await site.system.pass(100)
    site.agent(hostId).connect = async () => undefined
    site.agent(hostId).disconnect('power')
    expect(await connect('alice')).toEqual({ kind: 'refused', code: 'SESSION_HOST_UNAVAILABLE' })
    expect(sessionOf('alice')).toMatchObject({ phase: 'disconnected', hostId })
    await site.broker().endUserSession('desk-alice', 'abandoned', 'root')
    const moved = await relay('alice')
    expect(stateOf(moved.connectionId).hostId).not.toBe(hostId)
  })
})

describe('storms', () => {
  it('a hundred requests of one user share one reservation, under the pending limit', async () => {
    await open()
    const answers = await within(
      Promise.all(Array.from({ length: 100 }, () => site.request('alice'))),
    )
    const grants = answers.filter((answer): answer is Granted => answer.kind === 'granted')
    expect(grants).toHaveLength(pendingConnectionsPerUserMax)
    const codes = answers.flatMap((answer) => (answer.kind === 'refused' ? [answer.code] : []))
    expect(new Set(codes)).toEqual(new Set(['PENDING_LIMIT']))
    const results = await within(Promise.all(grants.map((grant) => dial(grant).result)))
    expect(results.filter(({ kind }) => kind === 'relaying')).toHaveLength(grants.length)
    expect(await types((type) => type === 'SeatReserved')).toHaveLength(1)
    expect(await types((type) => type === 'UserSessionClaimed')).toHaveLength(1)
    expect(seatCount()).toBe(1)
  })

  it('a ticket redeemed by a hundred at once over two gateways gives one live leg', async () => {
    await open({ gateways: ['g1', 'g2'] })
    const grant = await ask('alice')
    const results = await within(
      Promise.all(
        Array.from({ length: 100 }, (_, n) => dial(grant, n % 2 === 0 ? 'g1' : 'g2').result),
      ),
    )
    expect(results.filter(({ kind }) => kind === 'relaying')).toHaveLength(1)
    const codes = results.flatMap((result) => (result.kind === 'refused' ? [result.code] : []))
    expect(new Set(codes)).toEqual(new Set(['TICKET_IN_USE']))
    expect(await types((type) => type === 'RelayStarted')).toHaveLength(1)
  })

  it('many users at once never sit on more seats than there are', async () => {
    await open({ pools: { desk: ['h1', 'h2', 'h3'] }, sessionLimit: 4 })
    const users = Array.from({ length: 30 }, (_, n) => `u${n}`)
    const results = await within(Promise.all(users.map((user) => connectSoon(user))))
    expect(results.filter(({ kind }) => kind === 'relaying')).toHaveLength(12)
    expect(seatCount()).toBe(12)
  })
})

const connectSoon = async (userId: string): Promise<ClientResult> => {
  const grant = granted(await site.request(userId))
  return dial(grant).result
}

describe('a ticket that comes back', () => {
  it('while its relay runs: a new connection to the same host, which takes over', async () => {
    await open({ pools: { desk: ['h1', 'h2', 'h3', 'h4'] } })
    const first = await relay('alice')
    const again = await within(dial(first.grant).result)
    if (again.kind === 'refused') throw new Error(again.code)
    expect(stateOf(again.connectionId)).toMatchObject({
      predecessorId: first.connectionId,
      hostId: stateOf(first.connectionId).hostId,
      phase: 'relaying',
    })
    expect(sessionOf('alice').activeConnectionId).toBe(again.connectionId)
    expect(stateOf(first.connectionId).phase).toBe('relaying')
    site.gateway('g1').endRelay(first.connectionId, 'host', 'host_closed')
    await site.system.pass(100)
    expect(sessionOf('alice').phase).toBe('active')
    expect(stateOf(first.connectionId).outcome).toMatchObject({ reason: 'taken_over' })
    site.gateway('g1').endRelay(again.connectionId, 'host', 'host_closed')
    await site.system.pass(100)
    expect(stateOf(again.connectionId).outcome).toMatchObject({ reason: 'host_closed' })
  })

  it('is told under the name of its user', async () => {
    await open()
    await site.people.remember('alice', 'Alice')
    const first = await relay('alice')
    const again = await within(dial(first.grant).result)
    if (again.kind === 'refused') throw new Error(again.code)
    for (const event of await site.events()) {
      if (event.connectionId !== again.connectionId) continue
      const { data } = decodeEvent(event)
      if (!('sealed' in data)) continue
      const plain = await site.people.open('alice', data.sealed)
      expect(plain && decodePersonalData(plain)).toMatchObject({ userName: 'Alice' })
    }
  })

  it('when the newer one goes first, the older relay keeps the session active', async () => {
    await open()
    const first = await relay('alice')
    const again = await within(dial(first.grant).result)
    if (again.kind === 'refused') throw new Error(again.code)
    site.gateway('g1').endRelay(again.connectionId, 'client')
    await site.system.pass(1_000)
    expect(sessionOf('alice')).toMatchObject({
      phase: 'active',
      activeConnectionId: first.connectionId,
    })
  })

  it('within two minutes of the loss leads back, later it is spent', async () => {
    await open({ pools: { desk: ['h1', 'h2', 'h3', 'h4'] } })
    const first = await relay('alice')
    const { hostId } = stateOf(first.connectionId)
    // Long after the ticket's own expiry: only the loss of the leg counts.
    await site.system.pass(3_600_000)
    first.client.leave()
    await site.system.pass(ticketReconnectMs - 10_000)
    const again = await within(dial(first.grant).result)
    if (again.kind === 'refused') throw new Error(again.code)
    expect(stateOf(again.connectionId)).toMatchObject({
      hostId,
      predecessorId: first.connectionId,
      existingSession: true,
    })
    site.gateway('g1').endRelay(again.connectionId, 'client')
    await site.system.pass(ticketReconnectMs + 10_000)
    expect(await within(dial(first.grant).result)).toEqual({
      kind: 'refused',
      code: 'TICKET_SPENT',
    })
  })

  it('may try again when the first attempt to come back failed', async () => {
    await open({ pools: { desk: ['h1'] } })
    const first = await relay('alice')
    first.client.leave()
    site.agent('h1').behave = () => ({ decline: 'TARGET_REFUSED' })
    await site.system.pass(1_000)
    expect(await within(dial(first.grant).result)).toEqual({
      kind: 'refused',
      code: 'TARGET_REFUSED',
    })
    site.agent('h1').behave = () => 'accept'
    expect(await within(dial(first.grant).result)).toMatchObject({ kind: 'relaying' })
  })

  it('of a connection that never ran is spent', async () => {
    await open({ pools: { desk: ['h1'] } })
    site.agent('h1').behave = () => ({ decline: 'TARGET_REFUSED' })
    const grant = await ask('alice')
    expect(await within(dial(grant).result)).toEqual({ kind: 'refused', code: 'TARGET_REFUSED' })
    expect(await within(dial(grant).result)).toEqual({ kind: 'refused', code: 'TICKET_SPENT' })
  })
})

describe('a rendezvous secret', () => {
  it('is refused when replayed, guessed, late, or at another gateway', async () => {
    await open({ gateways: ['g1', 'g2'], pools: { desk: ['h1'] } })
    const end = { started: () => undefined, closed: () => undefined }
    const { connectionId } = await relay('alice')
    const secret = site.agent('h1').secrets.get(connectionId) ?? ''
    const arrive = (gatewayId: string, id: string, text: string) =>
      within(site.gateway(gatewayId).hostArrives(id, text, end))
    expect(await arrive('g1', connectionId, secret)).toBe('RENDEZVOUS_INVALID')
    site.agent('h1').behave = () => 'silent'
    const grant = await ask('bob')
    const client = dial(grant)
    await site.system.pass(500)
    const bobs = site.agent('h1').secrets.get(grant.connectionId) ?? ''
    expect(await arrive('g1', grant.connectionId, 'guess')).toBe('RENDEZVOUS_INVALID')
    expect(await arrive('g2', grant.connectionId, bobs)).toBe('RENDEZVOUS_INVALID')
    expect(await arrive('g1', connectionId, bobs)).toBe('RENDEZVOUS_INVALID')
    expect(await arrive('g1', 'unknown', bobs)).toBe('RENDEZVOUS_INVALID')
    expect(await within(client.result)).toEqual({ kind: 'refused', code: 'RENDEZVOUS_TIMED_OUT' })
    expect(await arrive('g1', grant.connectionId, bobs)).toBe('RENDEZVOUS_INVALID')
  })
})

describe('who leaves', () => {
  it('a client that leaves before the host leg arrives frees the seat', async () => {
    await open()
    for (const agent of site.agents.values()) agent.behave = () => 'silent'
    const grant = await ask('alice')
    const client = dial(grant)
    await site.system.pass(500)
    expect(seatCount()).toBe(1)
    client.leave()
    await site.system.pass(500)
    expect(stateOf(grant.connectionId).outcome).toMatchObject({
      kind: 'failed',
      code: 'CLIENT_LEFT',
    })
    expect(seatCount()).toBe(0)
    expect(sessionOf('alice').phase).toBe('absent')
  })

  it('a gateway that dies ends its relays when it comes back, and those under way', async () => {
    await open()
    const { connectionId } = await relay('alice')
    for (const agent of site.agents.values()) agent.behave = () => 'silent'
    const grant = await ask('bob')
    const held = dial(grant)
    await site.system.pass(100)
    site.gateway('g1').kill()
    expect(await within(held.result)).toEqual({ kind: 'refused', code: 'HUNG_UP' })
    expect(stateOf(connectionId).phase).toBe('relaying')
    await site.system.pass(5_000)
    expect(stateOf(connectionId).outcome).toEqual({
      kind: 'ended',
      endedBy: 'gateway',
      reason: 'gateway_lost',
    })
    expect(stateOf(grant.connectionId).outcome).toMatchObject({ code: 'GATEWAY_LOST' })
    expect(sessionOf('alice').phase).toBe('disconnected')
  })

  it('a gateway that was only out of sight keeps its relays', async () => {
    await open()
    const { connectionId } = await relay('alice')
    site.gateway('g1').disconnect()
    await site.system.pass(60_000)
    expect(stateOf(connectionId).phase).toBe('relaying')
    expect(site.gateway('g1').relays()).toEqual([connectionId])
  })

  it('an agent that restarts ends nothing', async () => {
    await open()
    const { connectionId } = await relay('alice')
    for (const agent of site.agents.values()) agent.disconnect()
    await site.system.pass(10_000)
    expect(stateOf(connectionId).phase).toBe('relaying')
  })
})

describe('administrators', () => {
  it('end a relay through its gateway', async () => {
    await open()
    const { connectionId } = await relay('alice')
    expect(await site.broker().endConnection(connectionId, 'root')).toBe(true)
    await site.system.pass(100)
    expect(stateOf(connectionId).outcome).toMatchObject({ endedBy: 'administrator' })
    const order = (await site.events()).find(({ type }) => type === 'ConnectionEndOrdered')
    expect(order).toMatchObject({ actor: 'admin:root', connectionId })
    expect(await site.broker().endConnection(connectionId, 'root')).toBe(false)
    expect(await site.broker().endConnection('nobody', 'root')).toBe(false)
  })

  it('end a relay whose gateway is away, and the gateway cuts it when it is back', async () => {
    await open()
    const { connectionId } = await relay('alice')
    const gateway = site.gateway('g1')
    const comeBack = gateway.connect
    gateway.connect = async () => undefined
    gateway.disconnect()
    await site.system.pass(1_000)
    expect(await site.broker().endConnection(connectionId, 'root')).toBe(true)
    expect(stateOf(connectionId).outcome).toMatchObject({ endedBy: 'administrator' })
    gateway.connect = comeBack
    await site.system.pass(5_000)
    expect(gateway.relays()).toEqual([])
  })

  it('end a connection under way: its client is told', async () => {
    await open()
    for (const agent of site.agents.values()) agent.behave = () => 'silent'
    const grant = await ask('alice')
    const client = dial(grant)
    await site.system.pass(500)
    await site.broker().endConnection(grant.connectionId, 'root')
    expect(await within(client.result)).toEqual({ kind: 'refused', code: 'ENDED_BY_ADMINISTRATOR' })
    expect(seatCount()).toBe(0)
  })

  it('end a user session with its relay and with what is under way to it', async () => {
    await open()
    const { connectionId, grant } = await relay('alice')
    for (const agent of site.agents.values()) agent.behave = () => 'silent'
    const second = dial(grant)
    await site.system.pass(500)
    expect(await site.broker().endUserSession('desk-alice', 'abandoned', 'root')).toBe(true)
    expect(await within(second.result)).toMatchObject({ code: 'ENDED_BY_ADMINISTRATOR' })
    await site.system.pass(500)
    expect(stateOf(connectionId).outcome).toMatchObject({ endedBy: 'administrator' })
    expect(seatCount()).toBe(0)
    expect(await site.broker().endUserSession('desk-alice', 'abandoned', 'root')).toBe(false)
  })
})

describe('sessions that the host lists', () => {
  it('a log-off ends the session with the next list', async () => {
    await open()
    const { client, connectionId } = await relay('alice')
    const agent = site.agent(stateOf(connectionId).hostId)
    agent.report()
    await site.system.pass(100)
    client.leave()
    await site.system.pass(1_000)
    expect(sessionOf('alice').phase).toBe('disconnected')
    agent.logOff(stateOf(connectionId).userSessionId)
    agent.report()
    await site.system.pass(100)
    expect(sessionOf('alice').phase).toBe('absent')
    expect(seatCount()).toBe(0)
  })

  it('a session that was never listed ends within the grace of its disconnection', async () => {
    await open()
    const { client, connectionId } = await relay('alice')
    const agent = site.agent(stateOf(connectionId).hostId)
    agent.logOff(stateOf(connectionId).userSessionId)
    agent.report()
    // The relay runs: the user may be at the log-on screen for as long as it takes.
    await site.system.pass(10 * 60_000)
    expect(sessionOf('alice').phase).toBe('active')
    client.leave()
    await site.system.pass(sessionGraceMs + 6_000)
    expect(sessionOf('alice').phase).toBe('absent')
  })

  it('sessions of strangers take seats, steer nobody, and are events', async () => {
    await open({ pools: { desk: ['h1'] }, sessionLimit: 2 })
    site.agent('h1').report(['s1', 's2'])
    await site.system.pass(100)
    expect(await connect('alice')).toEqual({ kind: 'refused', code: 'ALL_HOSTS_FULL' })
    site.agent('h1').report(['s2'])
    await site.system.pass(100)
    expect(await connect('alice')).toMatchObject({ kind: 'relaying' })
    const seen = await types((type) => type.startsWith('Unassigned'))
    expect(seen).toEqual([
      'UnassignedSessionReported',
      'UnassignedSessionReported',
      'UnassignedSessionEnded',
    ])
  })

  it('a list of hundreds is recorded whole', async () => {
    await open({ pools: { desk: ['h1'] }, sessionLimit: 999 })
    site.agent('h1').report(Array.from({ length: 150 }, (_, n) => `s${n}`))
    await site.system.pass(500)
    expect(await types((type) => type === 'UnassignedSessionReported')).toHaveLength(150)
    site.agent('h1').report([])
    await site.system.pass(500)
    expect(site.broker().live.stateOf('host', 'h1').unassigned).toEqual({})
  })

  it('a session id that an agent made up, or used twice, is a stranger', async () => {
    await open({ pools: { desk: ['h1'] } })
    const { connectionId } = await relay('alice')
    const agent = site.agent('h1')
    agent.sessions.set('constructor', '90')
    agent.report()
    await site.system.pass(100)
    expect(Object.keys(site.broker().live.stateOf('host', 'h1').unassigned)).toEqual(['90'])
    expect(stateOf(connectionId).phase).toBe('relaying')
  })
})

describe('sessions of hosts that cannot tell', () => {
  it('end at the disconnected limit, and the seat is free', async () => {
    await open({ disconnectedLimitMs: 600_000 })
    const { client } = await relay('alice')
    await site.system.pass(700_000)
    expect(sessionOf('alice').phase).toBe('active')
    client.leave()
    await site.system.pass(590_000)
    expect(sessionOf('alice').phase).toBe('disconnected')
    await site.system.pass(20_000)
    expect(sessionOf('alice').phase).toBe('absent')
    expect(seatCount()).toBe(0)
  })

  it('a broker that starts waits for the agents before it ends anything', async () => {
    await open({ disconnectedLimitMs: 60_000 })
    const { client, connectionId } = await relay('alice')
    const agent = site.agent(stateOf(connectionId).hostId)
    agent.report()
    client.leave()
    await site.system.pass(120_000)
    expect(sessionOf('alice').phase).toBe('disconnected')
    await site.restart()
    await site.system.pass(10_000)
    agent.report()
    await site.system.pass(120_000)
    expect(sessionOf('alice').phase).toBe('disconnected')
  })
})

describe('a log in trouble', () => {
  it('an answer that was lost is found in the log, not decided anew', async () => {
    await open()
    for (const step of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const user = `user-${step}`
      const grant = await ask(user)
      let count = 0
      site.log.trouble.loseAnswer = () => {
        count += 1
        return count === step
      }
      const result = await within(dial(grant).result)
      site.log.trouble.loseAnswer = () => false
      await site.system.pass(60_000)
      if (result.kind === 'relaying') site.gateway('g1').endRelay(result.connectionId, 'client')
      await site.system.pass(5_000)
      await checkAtRest(site)
    }
    // Who has no caller to tell is told here; the connection went on all the same.
    expect(site.faults.length).toBeGreaterThan(0)
    site.faults.length = 0
  })

  it('refuses new decisions with its code while relays go on', async () => {
    await open()
    const { connectionId } = await relay('alice')
    const grant = await ask('bob')
    site.log.trouble.refuse = () => true
    expect(await within(dial(grant).result)).toEqual({ kind: 'refused', code: 'LOG_UNAVAILABLE' })
    await expect(within(site.request('carol'))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    expect(site.gateway('g1').relays()).toEqual([connectionId])
    site.log.trouble.refuse = () => false
    expect(await within(dial(grant).result)).toMatchObject({ kind: 'relaying' })
    site.faults.length = 0
  })

  it('fails what it told a client by ARM to have failed, as soon as the log takes it', async () => {
    await open()
    const told: string[] = []
    for (let step = 2; step <= 6; step++) {
      let count = 0
      site.log.trouble.refuse = () => {
        count += 1
        return count >= step
      }
      const answer = await within(site.request(`user-${step}`, { transport: 'arm' }))
      if (answer.kind === 'granted') throw new Error(`step ${step} came after the answer`)
      told.push(answer.code)
      site.log.trouble.refuse = () => false
      await site.system.pass(5_000)
      expect(seatCount(), `step ${step}`).toBe(0)
    }
    expect(told).toEqual(Array.from({ length: 5 }, () => 'LOG_UNAVAILABLE'))
    expect(outcomesOf(await site.events())).toEqual(new Map([['LOG_UNAVAILABLE', 5]]))
    site.faults.length = 0
  })

  it('fails at its next start what a client by ARM was told, and reserves nothing for it', async () => {
    await open({ pools: { desk: ['h1'] } })
    let count = 0
    site.log.trouble.refuse = () => {
      count += 1
      return count >= 2
    }
    const told = await within(site.request('alice', { transport: 'arm' }))
    expect(told).toMatchObject({ kind: 'refused', code: 'LOG_UNAVAILABLE' })
    site.log.trouble.refuse = () => false
    await site.restart()
    await site.system.pass(60_000)
    expect(outcomesOf(await site.events())).toEqual(new Map([['BROKER_RESTARTED', 1]]))
    expect(await types((type) => type === 'SeatReserved')).toEqual([])
    site.faults.length = 0
  })

  it('does nothing for an opening by ARM that was told to have failed and is in the log', async () => {
    await open({ pools: { desk: ['h1'] } })
    let first = true
    site.log.trouble.loseAnswer = () => {
      const lose = first
      first = false
      return lose
    }
    const asked = within(site.request('alice', { transport: 'arm' }))
    await expect(asked).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    await site.system.pass(60_000)
    expect(outcomesOf(await site.events())).toEqual(new Map([['LOG_UNAVAILABLE', 1]]))
    expect(await types((type) => type === 'SeatReserved')).toEqual([])
    site.faults.length = 0
  })

  it('answers a client by ARM in time though the log answers nothing', async () => {
    await open({ pools: { desk: ['h1'] } })
    let count = 0
    site.log.trouble.hang = () => {
      count += 1
      return count > 1
    }
    const asked = site.system.monotonicMs()
    const told = await within(site.request('alice', { transport: 'arm' }))
    expect(told).toMatchObject({ kind: 'refused', code: 'CONNECT_TIMED_OUT' })
    expect(site.system.monotonicMs() - asked).toBeLessThan(15_000)
    site.log.trouble.hang = () => false
    await site.restart()
    site.faults.length = 0
  })
})
