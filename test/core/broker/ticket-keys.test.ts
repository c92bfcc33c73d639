/** Ticket keys of several brokers on one log: publishing, rotation, retirement, and clocks. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { createChannels } from '../../../core/broker/channels.ts'
import { createEventReading } from '../../../core/broker/event-versions.ts'
import { createCommandHandler } from '../../../core/broker/handle-command.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import type { EventLog, System } from '../../../core/broker/ports.ts'
import { foldable, scanLog } from '../../../core/broker/scan-log.ts'
import {
  createTicketKeys,
  type OwnTicketKey,
  type TicketKeyFiles,
} from '../../../core/broker/ticket-keys.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { ticketKeyTellMs } from '../../../core/domain/limits.ts'
import { ownVersions } from '../../../proto/event-codec.ts'
import { createFakeChannel } from '../../support/broker/fake-channel.ts'
import { createManualSystem, type ManualSystem } from '../../support/broker/manual-system.ts'
import { createKeyDraw, createTestTicketKeyFiles } from '../../support/broker/ticket-key-files.ts'

const siteId = 'site-1'
const overlapMs = 60_000
const retireMs = 3_600_000

let log: EventLog
let system: ManualSystem
let draw: () => OwnTicketKey
/** What the wall clock is ahead of the one that never steps. */
let stepMs: number
let stops: (() => unknown)[]

beforeEach(() => {
  log = createMemoryEventLog()
  system = createManualSystem()
  draw = createKeyDraw()
  stepMs = 0
  stops = []
})
afterEach(async () => {
  for (const stop of stops) await stop()
})

const createFiles = (): TicketKeyFiles => createTestTicketKeyFiles(draw)

const stepping = (): System => ({ ...system, nowMs: () => system.nowMs() + stepMs })

/** A broker's part: it folds the log as it is now, and follows it. */
const openPart = async (brokerId: string, files = createFiles(), site = siteId) => {
  const live = createLiveState()
  const clock = stepping()
  const reading = createEventReading(ownVersions, live, () => undefined)
  const onEvent = () => undefined
  const handler = createCommandHandler({ log, live, reading, system: clock, onEvent })
  for await (const { events } of scanLog(log)) handler.follow(events)
  const followed = log.subscribe({ onEvents: (events) => handler.follow(events.map(foldable)) })
  const channels = createChannels()
  const faults: unknown[] = []
  const keys = createTicketKeys(
    { live, handler, channels, files, system: clock, onFault: (error) => faults.push(error) },
    { siteId: site, brokerId, overlapMs, retireMs },
  )
  stops.push(() => followed.stop())
  stops.push(keys.stop)
  return { keys, files, channels, faults, states: () => statesOf(keys.list()) }
}

const startPart = async (...part: Parameters<typeof openPart>) => {
  const opened = await openPart(...part)
  const started = opened.keys.start()
  started.catch(() => undefined)
  await settle()
  system.advance(ticketKeyTellMs)
  await started
  return opened
}

const statesOf = (list: readonly { keyId: string; state: string }[]) =>
  list.map(({ keyId, state }) => `${keyId} ${state}`)

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Lets what is under way settle, and then time pass until the sweeps have run. */
const pass = async (ms: number): Promise<void> => {
  // A sweep asks for the next one only when it is done.
  for (let left = ms; left > 0; left -= 1_000) {
    await settle()
    system.advance(Math.min(left, 1_000))
    if (left % 60_000 === 0) await settle()
  }
  await settle()
}

const types = async (): Promise<string[]> => {
  const found: string[] = []
  for await (const batch of log.readAll()) found.push(...batch.map(({ type }) => type))
  return found
}

describe('at its start', () => {
  it('a broker publishes its key once, and signs with it at once', async () => {
    const files = createFiles()
    const one = await startPart('b1', files)
    expect(one.states()).toEqual(['key-1 signing'])
    one.keys.stop()
    await startPart('b1', files)
    expect(await types()).toEqual(['TicketKeyPublished'])
  })

  it('each broker knows the keys of all, the newest first', async () => {
    const one = await startPart('b1')
    const two = await startPart('b2')
    await pass(1_000)
    const expected = [two.files.current().publicKey, one.files.current().publicKey]
    expect(one.keys.publicKeys()).toEqual(expected)
    expect(two.keys.publicKeys()).toEqual(expected)
  })

  it('a broker that is new to its site waits until the gateways of the others know its key', async () => {
    const one = await startPart('b1')
    const gateway = createFakeChannel('gateway', 'g-1', 'channel-1')
    one.channels.add(gateway)
    const two = await openPart('b2')
    const keysAtStart: number[] = []
    const started = two.keys.start().then(() => {
      const told = gateway.sent.findLast((message) => message.type === 'ticketKeys')
      keysAtStart.push(told?.publicKeys.length ?? 0)
    })
    await settle()
    expect([await types(), keysAtStart]).toEqual([Array(2).fill('TicketKeyPublished'), []])
    await pass(ticketKeyTellMs)
    await started
    expect(keysAtStart).toEqual([2])
    // At its next start it is not new any more.
    two.keys.stop()
    const again = await openPart('b2', two.files)
    await again.keys.start()
  })

  it('a broker of another site is refused before it writes anything', async () => {
    await startPart('b1')
    await expect(startPart('b2', createFiles(), 'site-2')).rejects.toMatchObject({
      code: 'LOG_FOREIGN',
      detail: 'the log is of site site-1, this folder of site-2',
    })
    expect(await types()).toEqual(['TicketKeyPublished'])
  })
})

describe('a rotation', () => {
  it('overlaps old and new on all brokers, and retires the old ones last', async () => {
    const one = await startPart('b1')
    const two = await startPart('b2')
    await pass(1_000)
    const order = await one.keys.rotate('admin:a')
    expect(order).toEqual({ kind: 'ordered', rotation: 1, brokerIds: ['b1', 'b2'] })
    await pass(2_000)
    const waiting = ['key-1 signing', 'key-2 signing', 'key-3 waiting', 'key-4 waiting']
    expect(one.states()).toEqual(waiting)
    expect(two.states()).toEqual(waiting)
    // Nobody signs with a key that others had no time to learn.
    expect([one.files.current().keyId, two.files.current().keyId]).toEqual(['key-1', 'key-2'])

    await pass(overlapMs)
    expect([one.files.current().keyId, two.files.current().keyId].sort()).toEqual([
      'key-3',
      'key-4',
    ])
    const overlap = ['key-1 superseded', 'key-2 superseded', 'key-3 signing', 'key-4 signing']
    expect(one.states()).toEqual(overlap)
    expect(two.keys.publicKeys()).toHaveLength(4)

    await pass(retireMs - 60_000)
    expect(two.states()).toEqual(overlap)
    await pass(60_000)
    expect(one.states()).toEqual(['key-3 signing', 'key-4 signing'])
    expect(two.states()).toEqual(one.states())
    const retired = (await types()).filter((type) => type === 'TicketKeyRetired')
    expect(retired).toHaveLength(2)
  })

  it('is made up for by a broker that was away', async () => {
    const files = createFiles()
    const one = await startPart('b1')
    const two = await startPart('b2', files)
    await pass(1_000)
    two.keys.stop()
    await one.keys.rotate('admin:a')
    await pass(5_000)
    const again = await startPart('b2', files)
    await pass(overlapMs + 1_000)
    expect(again.states()).toEqual([
      'key-2 superseded',
      'key-1 superseded',
      'key-3 signing',
      'key-4 signing',
    ])
    expect(files.current().keyId).toBe('key-4')
  })

  it('is finished after a restart by recorded time', async () => {
    const files = createFiles()
    const one = await startPart('b1', files)
    await one.keys.rotate('admin:a')
    await pass(2_000)
    one.keys.stop()
    await pass(overlapMs)
    const again = await startPart('b1', files)
    expect(files.current().keyId).toBe('key-2')
    again.keys.stop()
    await pass(retireMs)
    const last = await startPart('b1', files)
    expect(last.states()).toEqual(['key-2 signing'])
  })

  it.each([
    ['forward', 24 * 3_600_000],
    ['backward', -24 * 3_600_000],
  ])('keeps its pace when the clock steps %s by a day', async (_, ms) => {
    const one = await startPart('b1')
    await one.keys.rotate('admin:a')
    await pass(2_000)
    stepMs = ms
    await pass(overlapMs - 10_000)
    expect(one.files.current().keyId).toBe('key-1')
    await pass(10_000)
    expect(one.files.current().keyId).toBe('key-2')
    await pass(retireMs - 60_000)
    expect(one.keys.list()).toHaveLength(2)
    await pass(61_000)
    expect(one.keys.list().map(({ keyId }) => keyId)).toEqual(['key-2'])
  })

  it('is followed once when the log took what it did not answer for', async () => {
    const one = await startPart('b1')
    const { append } = log
    let lost = 0
    // Stored, and the answer never came.
    log.append = async (...given) => {
      const answer = await append(...given)
      lost += 1
      if (lost % 2 === 1) throw new Fault('LOG_UNAVAILABLE', 'no answer')
      return answer
    }
    await expect(one.keys.rotate('admin:a')).rejects.toThrow('no answer')
    await pass(overlapMs + retireMs + 10_000)
    expect(one.states()).toEqual(['key-2 signing'])
    expect(await types()).toEqual([
      'TicketKeyPublished',
      'TicketKeyRotationOrdered',
      'TicketKeyPublished',
      'TicketKeyRetired',
    ])
    expect(one.faults.length).toBeLessThan(lost)
  })

  it('tells the gateways each change, newest first, and agents nothing', async () => {
    const one = await startPart('b1')
    const gateway = createFakeChannel('gateway', 'g-1', 'channel-1')
    const agent = createFakeChannel('agent', 'h-1', 'channel-2')
    one.channels.add(gateway)
    one.channels.add(agent)
    await one.keys.rotate('admin:a')
    await pass(2_000)
    const told = gateway.sent.filter(({ type }) => type === 'ticketKeys')
    expect(told.at(-1)).toEqual({ type: 'ticketKeys', publicKeys: one.keys.publicKeys() })
    expect(one.keys.publicKeys()[0]).toEqual(one.files.next()?.publicKey)
    expect(agent.sent).toEqual([])
    await pass(5_000)
    expect(gateway.sent.filter(({ type }) => type === 'ticketKeys')).toEqual(told)
  })

  it('tells a gateway that came up while the keys changed', async () => {
    const one = await startPart('b1')
    await one.keys.rotate('admin:a')
    await pass(2_000)
    const late = createFakeChannel('gateway', 'g-1', 'channel-1')
    one.channels.add(late)
    await pass(2_000)
    expect(late.sent).toEqual([{ type: 'ticketKeys', publicKeys: one.keys.publicKeys() }])
  })
})

describe('an administrator', () => {
  it('retires the key in use: its broker signs with a new one at once', async () => {
    const one = await startPart('b1')
    expect(await one.keys.retire('admin:a', 'key-1')).toBeUndefined()
    await pass(1_000)
    expect(one.states()).toEqual(['key-2 signing'])
    expect(one.files.current().keyId).toBe('key-2')
    expect(await one.keys.retire('admin:a', 'key-9')).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('retires the key of a broker that is gone', async () => {
    const gone = await startPart('b2')
    gone.keys.stop()
    const one = await startPart('b1')
    await one.keys.retire('admin:a', 'key-1')
    await pass(2_000)
    expect(one.states()).toEqual(['key-2 signing'])
    expect(one.faults).toEqual([])
  })
})
