/**
 * Hosts that fail a connection in each way there is, played by hand at a real site: the client is
 * told the code, the log holds exactly one failure with its stage and whose fault it was, a new
 * session is offered to one more host and no further, and the seat is free afterwards.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ErrorCode, errorTable, isErrorCode } from '../../core/domain/errors.ts'
import { pendingConnectionsPerUserMax, refusalQuotaCountMax } from '../../core/domain/limits.ts'
import { waitUntil } from '../support/desktop/deadline.ts'
import {
  type Asked,
  ask,
  askArm,
  askTicket,
  tokenOf,
  upgrade,
  upgradeHeaders,
} from '../support/net/api-client.ts'
import { type HandHost, joinByHand, type Order } from '../support/site/hand-host.ts'
import { dialLeg, hangUpLeg } from '../support/site/hand-leg.ts'
import { createLogReader, type LogLine, type LogReader } from '../support/site/log-reader.ts'
import { startSilentTarget } from '../support/site/silent-target.ts'
import { joinHost, type Site, startSite } from '../support/site/site.ts'

const soonMs = 30_000
/** FreeRDP waits so long for the ARM answer; ours for an upgrade comes within twice that. */
const armAnswerMsMax = 15_000
const upgradeAnswerMsMax = 30_000

let site: Site
let log: LogReader
let hosts: readonly HandHost[] = []
/** One user for each way, so that both ways are tried at once. */
let alice: string
let bob: string

beforeAll(async () => {
  site = await startSite({ args: ['--gateway-workers', '2'] })
  hosts = [await joinByHand(site, 'by-hand-1'), await joinByHand(site, 'by-hand-2')]
  ;[alice, bob] = await Promise.all([tokenOf(site, 'alice'), tokenOf(site, 'bob')])
  log = await createLogReader(site)
})

afterEach(async () => {
  for (const host of hosts) host.onOrder(() => undefined)
  await log.quiet()
  await log.fresh()
})

afterAll(async () => {
  const verified = site === undefined ? undefined : await site.run(['log', 'verify'])
  for (const host of hosts) host.stop()
  await site?.stop()
  expect(verified).toMatchObject({ code: 0 })
})

type Told = { readonly status: number; readonly code: string }

/** FreeRDP shows nothing of an ARM answer but its reason phrase; gateways say the code in JSON. */
const toldBy = ({ status, reason, body }: Asked): Told => ({
  status,
  code: String(body['code'] ?? reason.split(':')[0]),
})

const withinMs = async <T>(boundMs: number, work: () => Promise<T>): Promise<T> => {
  const began = performance.now()
  const result = await work()
  expect(performance.now() - began).toBeLessThan(boundMs)
  return result
}

/** The ARM order as far as it goes: the POST, the cookie, the upgrade. */
const overArm = async (token: string): Promise<Told> => {
  const answer = await withinMs(armAnswerMsMax, () => askArm(site, token))
  const told = toldBy(answer)
  if (isErrorCode(told.code)) expect(answer.body['Code']).toBe(errorTable[told.code].armCode)
  if (answer.status !== 200) return told
  const location = String(answer.body['gatewayLocation'])
  const { headers } = await ask(site, location, { token })
  const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
  return toldBy(await ask(site, location, { token, headers: { ...upgradeHeaders, cookie } }))
}

const overRaw = async (token: string): Promise<Told> => {
  const { body } = await askTicket(site, token)
  const wanted = () => upgrade(site, String(body['url']), String(body['ticket']))
  return toldBy(await withinMs(upgradeAnswerMsMax, wanted))
}

const onOrder = (act: (host: HandHost, order: Order) => void): void => {
  for (const host of hosts) host.onOrder((order) => act(host, order))
}

const ofType = (events: readonly LogLine[], type: string): readonly LogLine[] =>
  events.filter((event) => event.type === type)

const hostIds = (): string[] => hosts.map(({ hostId }) => hostId).sort()

/** Who was asked for each connection, by the events. */
const askedHosts = (events: readonly LogLine[]): string[][] => {
  const failed = ofType(events, 'ConnectionFailed').map(({ connectionId }) => connectionId)
  const sent = ofType(events, 'RendezvousSent')
  return failed.map((id) =>
    sent
      .filter(({ connectionId }) => connectionId === id)
      .map(({ data }) => String(data['hostId']))
      .sort(),
  )
}

const expectFailures = (events: readonly LogLine[], count: number, failure: object): void => {
  const failed = ofType(events, 'ConnectionFailed')
  expect(failed.map(({ data }) => data)).toEqual(
    Array.from({ length: count }, () => expect.objectContaining(failure)),
  )
  expect(new Set(failed.map(({ connectionId }) => connectionId)).size).toBe(count)
}

const failures: readonly (readonly [string, ErrorCode, (host: HandHost, order: Order) => void])[] =
  [
    ['decline', 'HOST_DECLINED', (host, order) => host.decline(order, 'HOST_DECLINED')],
    [
      'serve no such thing',
      'TARGET_UNKNOWN',
      (host, order) => host.decline(order, 'TARGET_UNKNOWN'),
    ],
    [
      'find their target closed',
      'TARGET_REFUSED',
      (host, order) => host.decline(order, 'TARGET_REFUSED'),
    ],
    [
      'give a reason that is none',
      'HOST_DECLINED',
      (host, order) => host.decline(order, 'MADE_UP'),
    ],
    ['do not answer', 'RENDEZVOUS_TIMED_OUT', () => undefined],
    ['accept and never dial', 'HOST_LEG_TIMED_OUT', (host, order) => host.accept(order)],
  ]

describe('a new session is offered to one more host, and then its client is told, when hosts', () => {
  it.each(failures)('%s', async (_how, code, act) => {
    onOrder(act)
    const told = await Promise.all([overArm(alice), overRaw(bob)])
    const { httpStatus, fault } = errorTable[code]
    expect(told).toEqual(Array.from({ length: 2 }, () => ({ status: httpStatus, code })))
    await log.quiet()
    const events = await log.fresh()
    expectFailures(events, 2, { code, stage: 'rendezvous', fault })
    expect(askedHosts(events)).toEqual([hostIds(), hostIds()])
  })
})

const serve = (host: HandHost, order: Order): void => {
  host.accept(order)
  void host.dial(order)
}

describe('a host', () => {
  it('is passed over for the next one, whose session is then its own and moves nowhere', async () => {
    onOrder((host, order) => {
      if (order.attempt === 1) host.decline(order, 'TARGET_REFUSED')
      else serve(host, order)
    })
    const { body } = await askTicket(site, alice)
    const dialled = await dialLeg(site, String(body['url']), String(body['ticket']))
    if (dialled.kind === 'refused') throw new Error(dialled.code)
    await hangUpLeg(dialled.socket)
    const passed = await log.freshWith('UserSessionDisconnected')
    expect(ofType(passed, 'RendezvousDeclined')).toHaveLength(1)
    expect(ofType(passed, 'ConnectionFailed')).toEqual([])
    const [, second] = ofType(passed, 'HostAssigned').map(({ data }) => String(data['hostId']))
    expect(await log.seats()).toHaveLength(1)

    onOrder((host, order) => host.decline(order, 'TARGET_REFUSED'))
    expect(await overRaw(alice)).toEqual({ status: 503, code: 'TARGET_REFUSED' })
    const kept = await log.freshWith('ConnectionFailed')
    expectFailures(kept, 1, { code: 'TARGET_REFUSED', fault: 'customer' })
    expect(askedHosts(kept)).toEqual([[second]])
    // The session waits where it is: only its own end frees the seat.
    expect(await log.seats()).toHaveLength(1)
    await site.ok(['admin', 'session', 'end', '--all'])
  })

  it('is told when the client leaves before its leg has come, which is then refused', async () => {
    const leaving = new AbortController()
    const orders: Order[] = []
    onOrder((_host, order) => {
      orders.push(order)
      leaving.abort()
    })
    const { body } = await askTicket(site, alice)
    const { signal } = leaving
    const dialled = dialLeg(site, String(body['url']), String(body['ticket']), { signal })
    await expect(dialled).rejects.toThrow()
    const events = await log.freshWith('ConnectionFailed')
    expectFailures(events, 1, { code: 'CLIENT_LEFT', stage: 'client-leg', fault: 'user' })
    const [order] = orders
    const asked = hosts.find((host) => order !== undefined && host.orders.includes(order))
    if (order === undefined || asked === undefined) throw new Error('no host was asked')
    await waitUntil(
      () => asked.cancels.find(({ connectionId }) => connectionId === order.connectionId),
      soonMs,
      () => 'the order was not taken back',
    )
    const late = await asked.dial(order)
    expect(late).toEqual({ kind: 'refused', status: 403, code: 'RENDEZVOUS_INVALID' })
  })
})

describe('one user who asks a hundred times at once', () => {
  it('has so many connections under way as the limit says, all on one reserved seat', async () => {
    const waiting: [HandHost, Order][] = []
    onOrder((host, order) => waiting.push([host, order]))
    const asking = Array.from({ length: 100 }, async () => toldBy(await askArm(site, alice)))
    const asked = Promise.all(asking)
    await waitUntil(
      () => (waiting.length === pendingConnectionsPerUserMax ? true : undefined),
      soonMs,
      () => `${waiting.length} connections reached a host`,
    )
    expect(new Set(waiting.map(([host]) => host)).size).toBe(1)
    expect(await log.seats()).toHaveLength(1)
    for (const [host, order] of waiting) host.accept(order)
    const counts = { granted: 0, limited: 0 }
    for (const { status, code } of await asked) {
      if (status === 200) counts.granted += 1
      else if (status === 429 && code === 'PENDING_LIMIT') counts.limited += 1
    }
    const limited = 100 - pendingConnectionsPerUserMax
    expect(counts).toEqual({ granted: pendingConnectionsPerUserMax, limited })
    const events = await log.fresh()
    expect(ofType(events, 'SeatReserved')).toHaveLength(1)
    // A flood of refusals is no flood of events.
    const refused = ofType(events, 'ConnectionRefused').length
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThanOrEqual(refusalQuotaCountMax)
    await site.ok(['admin', 'session', 'end', '--all'])
    const ended = await log.freshWith('ConnectionFailed')
    expect(ended.length).toBeGreaterThan(0)
  })
})

describe('when the hosts by hand are gone', () => {
  it('who was on the way there is told so', async () => {
    onOrder((host) => host.stop())
    expect(await overRaw(bob)).toEqual({ status: 503, code: 'HOST_CHANNEL_LOST' })
    const events = await log.freshWith('ConnectionFailed')
    expectFailures(events, 1, { code: 'HOST_CHANNEL_LOST', fault: 'customer' })
    expect(askedHosts(events)).toEqual([hostIds()])
  })

  it('nobody is placed, and the failure counts them', async () => {
    const code = 'ALL_HOSTS_UNAVAILABLE'
    expect(await overArm(alice)).toEqual({ status: 503, code })
    const events = await log.freshWith('ConnectionFailed')
    expectFailures(events, 1, {
      code,
      stage: 'placement',
      unavailableCount: 2,
      fullCount: 0,
      drainingCount: 0,
    })
  })

  it('a host whose target is silent says so in time', async () => {
    const target = await startSilentTarget()
    const agent = await joinHost(site, 'silent-target', target.address)
    await target.silence()
    expect(await overArm(alice)).toEqual({ status: 504, code: 'TARGET_TIMED_OUT' })
    const events = await log.freshWith('ConnectionFailed')
    const failure = { code: 'TARGET_TIMED_OUT', fault: 'customer', triedCount: 1 }
    expectFailures(events, 1, { ...failure, unavailableCount: 2 })
    await agent.stop()
    await target.stop()
  })
})
