import { describe, expect, it } from 'vitest'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { deriveEventId } from '../../../core/broker/event-id.ts'
import { createEventReading } from '../../../core/broker/event-versions.ts'
import { createCommandHandler } from '../../../core/broker/handle-command.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { ownVersions } from '../../../proto/event-codec.ts'
import { createFakeSystem } from '../../support/fake-system.ts'

const publicKey = new Uint8Array(32)
const register = {
  type: 'RegisterHost',
  hostId: 'h1',
  poolId: 'p',
  name: 'h1',
  publicKey,
  tokenId: 't',
} as const
const reserve = (userSessionId: string, sessionLimit = 1) =>
  ({
    type: 'ReserveSeat',
    userSessionId,
    connectionId: 'c1',
    sessionLimit,
    userSessionStream: 'session-x',
  }) as const
const cause = (causationId: string) => ({ actor: 'admin:a', connectionId: '', causationId })

const brokerOn = (log: Pick<EventLog, 'append' | 'readStream'>) => {
  const live = createLiveState()
  const told: string[] = []
  const onEvent = (stream: string, event: { type: string }) =>
    void told.push(`${stream} ${event.type}`)
  const reading = createEventReading(ownVersions, live, () => undefined)
  const handler = createCommandHandler({ log, live, reading, system: createFakeSystem(), onEvent })
  return { live, told, handler }
}

const typesIn = async (log: EventLog): Promise<string[]> => {
  const types: string[] = []
  for await (const batch of log.readAll()) types.push(...batch.map(({ type }) => type))
  return types
}

describe('a command', () => {
  it('is decided, recorded and folded, and what led to it stands in the envelope', async () => {
    const log = createMemoryEventLog()
    const { live, told, handler } = brokerOn(log)
    const result = await handler.execute('host', 'h1', register, cause('x'))
    expect(result).toMatchObject({ kind: 'executed', state: { phase: 'registered' } })
    expect(live.get('host', 'h1')).toMatchObject({ revision: 0, state: { hostId: 'h1' } })
    expect(told).toEqual(['host-h1 HostRegistered'])
    for await (const batch of log.readAll()) {
      expect(batch[0]).toMatchObject({
        eventId: deriveEventId('x', 'host-h1', 0),
        actor: 'admin:a',
        causationId: 'x',
      })
    }
  })

  it('that changes nothing appends nothing', async () => {
    const log = createMemoryEventLog()
    const { handler } = brokerOn(log)
    await handler.execute('host', 'h1', register, cause('x'))
    const again = await handler.execute('host', 'h1', register, cause('y'))
    expect(again).toMatchObject({ kind: 'executed', events: [] })
    expect(await log.size()).toBe(1)
  })

  it('among several that is refused refuses them all', async () => {
    const log = createMemoryEventLog()
    const { handler, live } = brokerOn(log)
    const refused = await handler.execute(
      'host',
      'h1',
      [register, reserve('u1'), reserve('u2')],
      cause('x'),
    )
    expect(refused).toMatchObject({ kind: 'refused', code: 'ALL_HOSTS_FULL' })
    expect(await log.size()).toBe(0)
    expect(live.get('host', 'h1')).toBeUndefined()
  })

  it('waits for the one before it on the same stream', async () => {
    const log = createMemoryEventLog()
    const { handler } = brokerOn(log)
    await handler.execute('host', 'h1', register, cause('x'))
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        handler.execute('host', 'h1', reserve(`u${n}`, 5), cause(`r${n}`)),
      ),
    )
    expect(results.filter(({ kind }) => kind === 'executed')).toHaveLength(5)
    expect(await log.size()).toBe(6)
  })
})

describe('two brokers on one log', () => {
  it('the one that comes late decides again on what the other recorded', async () => {
    const log = createMemoryEventLog()
    const [a, b] = [brokerOn(log), brokerOn(log)]
    await a.handler.execute('host', 'h1', register, cause('x'))
    const first = await b.handler.execute('host', 'h1', register, cause('y'))
    expect(first).toMatchObject({ kind: 'executed', events: [] })
    await a.handler.execute('host', 'h1', reserve('u1'), cause('r1'))
    const second = await b.handler.execute('host', 'h1', reserve('u2'), cause('r2'))
    expect(second).toMatchObject({ kind: 'refused', code: 'ALL_HOSTS_FULL' })
    expect(await typesIn(log)).toEqual(['HostRegistered', 'SeatReserved'])
    expect(b.told).toEqual(['host-h1 HostRegistered', 'host-h1 SeatReserved'])
  })

  it('that collide without end give up with a fault', async () => {
    const { handler } = brokerOn({
      append: async () => ({ kind: 'conflict', actual: 7 }),
      readStream: async function* () {},
    })
    await expect(handler.execute('host', 'h1', register, cause('x'))).rejects.toMatchObject({
      code: 'TOO_MANY_CONFLICTS',
      retriable: true,
    })
  })
})

describe('a log in trouble', () => {
  it('whose answer was lost is read before the next decision on that stream', async () => {
    const log = createMemoryEventLog()
    let lose = true
    const { handler, live } = brokerOn({
      ...log,
      append: async (stream, expected, events) => {
        const result = await log.append(stream, expected, events)
        if (!lose) return result
        lose = false
        throw new Fault('LOG_UNAVAILABLE', 'the answer was lost')
      },
    })
    const first = handler.execute('host', 'h1', { ...register, tokenId: 'first' }, cause('same'))
    // The same cause with other content: what lies in the log counts, not what is decided now.
    const second = handler.execute('host', 'h1', { ...register, name: 'other' }, cause('same'))
    await expect(first).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' })
    expect(await second).toMatchObject({ kind: 'executed', events: [], state: { name: 'h1' } })
    expect(live.stateOf('host', 'h1').name).toBe('h1')
    expect(await log.size()).toBe(1)
  })

  it('leaves the state as it was, and the next command succeeds', async () => {
    const log = createMemoryEventLog()
    let refuse = true
    const { handler, live } = brokerOn({
      ...log,
      append: async (...append) => {
        if (refuse) throw new Fault('LOG_FULL', 'the disk is full')
        return log.append(...append)
      },
    })
    const tried = handler.execute('host', 'h1', register, cause('x'))
    await expect(tried).rejects.toMatchObject({ code: 'LOG_FULL' })
    expect(live.get('host', 'h1')).toBeUndefined()
    refuse = false
    expect(await handler.execute('host', 'h1', register, cause('x'))).toMatchObject({
      kind: 'executed',
    })
  })
})

describe('what another broker wrote and this one has not followed', () => {
  const twoOn = async () => {
    const log = createMemoryEventLog()
    const [one, other] = [await brokerOn(log), await brokerOn(log)]
    await one.handler.execute('host', 'h1', register, cause('x'))
    return { log, one, other }
  }

  it('is read before a command is refused', async () => {
    const { other } = await twoOn()
    const drained = await other.handler.execute('host', 'h1', { type: 'DrainHost' }, cause('y'))
    expect(drained).toMatchObject({ kind: 'executed', state: { draining: true } })
  })

  it('is read before a command changes nothing', async () => {
    const { one, other } = await twoOn()
    await other.handler.catchUp('host', 'h1')
    await one.handler.execute('host', 'h1', { type: 'DrainHost' }, cause('y'))
    const undrained = await other.handler.execute('host', 'h1', { type: 'UndrainHost' }, cause('z'))
    expect(undrained).toMatchObject({ events: [{ type: 'DrainStopped' }] })
  })

  it('keeps a command from being decided that was meant for what was there', async () => {
    const { log, one, other } = await twoOn()
    await other.handler.catchUp('host', 'h1')
    await one.handler.execute('host', 'h1', { type: 'DrainHost' }, cause('y'))
    const late = await other.handler.execute('host', 'h1', reserve('u1'), cause('z'), {
      atRevision: 0,
    })
    expect(late).toMatchObject({ kind: 'executed', events: [] })
    expect(await typesIn(log)).toEqual(['HostRegistered', 'DrainStarted'])
  })

  it('wakes no connection that is over', async () => {
    const log = createMemoryEventLog()
    const [one, other] = [await brokerOn(log), await brokerOn(log)]
    const request = {
      type: 'RequestConnection',
      connectionId: 'c1',
      userId: 'u',
      resourceId: 'r',
      transport: 'arm',
      gatewayId: '',
      predecessorId: '',
      brokerId: 'b1',
      sealed: new Uint8Array(),
      ticketId: '',
    } as const
    await one.handler.execute('connection', 'c1', request, cause('x'))
    await other.handler.catchUp('connection', 'c1')
    expect(other.live.get('connection', 'c1')?.revision).toBe(0)
    const refusal = { type: 'RefuseConnection', code: 'PENDING_LIMIT', detail: '' } as const
    await one.handler.execute('connection', 'c1', refusal, cause('y'))
    const third = await brokerOn(log)
    await third.handler.catchUp('connection', 'c1')
    expect(third.live.get('connection', 'c1')).toBeUndefined()
  })
})
