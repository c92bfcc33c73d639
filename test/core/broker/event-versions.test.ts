/** Two versions of the program on one log: nothing new is written before everybody can read it. */
import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { type EventVersions, featuresId } from '../../../core/broker/event-versions.ts'
import { createLiveState } from '../../../core/broker/live-state.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import { foldable } from '../../../core/broker/scan-log.ts'
import type { DomainEvent } from '../../../core/domain/events.ts'
import { createEventCodec, type Upcaster } from '../../../proto/event-codec.ts'
import { type EventSchema, eventSchemas } from '../../../proto/event-schemas.ts'
import { createTestBroker, type TestBroker } from '../../support/broker/test-broker.ts'

const schemasOf = (pool: readonly EventSchema[]): Record<string, readonly EventSchema[]> => ({
  ...Object.fromEntries(Object.entries(eventSchemas).map(([type, schema]) => [type, [schema]])),
  PoolCreated: pool,
})

const versionsOf = (
  levelMax: number,
  pool: readonly EventSchema[],
  upcasters: Readonly<Record<string, Upcaster>> = {},
): EventVersions => {
  const codec = createEventCodec(schemasOf(pool), upcasters)
  return {
    levelMax,
    encode: codec.encode,
    decode: (stored) => codec.decode(stored) as unknown as DomainEvent,
  }
}

const first = eventSchemas.PoolCreated
const second = { ...first, version: 2, level: 2 }
/** The version before: one of an event, one level. */
const older = versionsOf(1, [first])
const newer = versionsOf(2, [first, second], { 'PoolCreated@1': (data) => data })

const cause = (causationId: string) => ({ actor: 'admin:a', connectionId: '', causationId })
const settings = { placement: 'breadth-first', sessionLimit: 3, disconnectedLimitMs: 0 }

const createPool = ({ broker }: TestBroker, poolId: string) =>
  broker.handler.execute(
    'pool',
    poolId,
    { type: 'CreatePool', poolId, name: 'Pool', settings },
    cause(`create-${poolId}-${randomUUID()}`),
  )

const raiseTo = ({ broker }: TestBroker, level: number) =>
  broker.handler.execute(
    'features',
    featuresId,
    { type: 'RaiseFeatureLevel', level },
    cause('finalize'),
  )

const start = async (log: EventLog, brokerId: string, versions: EventVersions) => {
  const test = await createTestBroker({ log, brokerId, versions })
  onTestFinished(() => test.stop())
  return test
}

const written = async (log: EventLog): Promise<string[]> => {
  const all: string[] = []
  for await (const batch of log.readAll())
    all.push(...batch.map(({ type, schemaVersion }) => `${type} ${schemaVersion}`))
  return all
}

const poolOf = ({ broker }: TestBroker, poolId: string) => broker.live.get('pool', poolId)?.state

describe('two versions on one log', () => {
  it('before the upgrade is finalized the newer one writes what the older one reads', async () => {
    const log = createMemoryEventLog()
    const [old, young] = [await start(log, 'old', older), await start(log, 'young', newer)]
    await createPool(young, 'a')
    await createPool(old, 'b')
    await expect.poll(() => poolOf(old, 'a')).toMatchObject({ name: 'Pool' })
    await expect.poll(() => poolOf(young, 'b')).toMatchObject({ name: 'Pool' })
    expect(await written(log)).toEqual(['PoolCreated 1', 'PoolCreated 1'])
    expect([old.broker.isReady(), young.broker.isReady()]).toEqual([true, true])
    expect(old.broker.featureLevel()).toEqual({ level: 1, levelMax: 1 })
    expect(young.broker.featureLevel()).toEqual({ level: 1, levelMax: 2 })
  })

  it('once it is finalized the newer one writes new versions and the older one stops', async () => {
    const log = createMemoryEventLog()
    const [old, young] = [await start(log, 'old', older), await start(log, 'young', newer)]
    await raiseTo(young, 2)
    expect(young.broker.featureLevel()).toEqual({ level: 2, levelMax: 2 })
    await createPool(young, 'a')
    await expect.poll(() => old.tooNew.map(({ code }) => code)).toEqual(['LOG_TOO_NEW'])
    expect(old.tooNew[0]?.detail).toBe('it is at level 2, this knows 1')
    expect(old.broker.isReady()).toBe(false)
    await expect(createPool(old, 'b')).rejects.toMatchObject({ code: 'LOG_TOO_NEW' })
    await raiseTo(young, 2)
    expect(await written(log)).toEqual(['FeatureLevelRaised 1', 'PoolCreated 2'])
    expect(old.tooNew).toHaveLength(1)
    expect(young.tooNew).toEqual([])
    await expect(start(log, 'late', older)).rejects.toMatchObject({ code: 'LOG_TOO_NEW' })
    const third = await start(log, 'third', newer)
    await createPool(third, 'c')
    expect((await written(log)).at(-1)).toBe('PoolCreated 2')
  })

  it('an older one that has not heard of it yet stops at the first event it cannot read', async () => {
    const log = createMemoryEventLog()
    const deaf: EventLog = { ...log, subscribe: () => ({ stop: async () => undefined }) }
    const [old, young] = [await start(deaf, 'old', older), await start(log, 'young', newer)]
    await raiseTo(young, 2)
    await createPool(young, 'a')
    await expect(createPool(old, 'a')).rejects.toMatchObject({ code: 'LOG_TOO_NEW' })
    expect(old.tooNew).toHaveLength(1)
    await expect(createPool(old, 'b')).rejects.toMatchObject({ code: 'LOG_TOO_NEW' })
    expect(await written(log)).toEqual(['FeatureLevelRaised 1', 'PoolCreated 2'])
  })

  it('one that wrote an older version knows no more than what everybody reads', async () => {
    const log = createMemoryEventLog()
    const short = { ...first, fields: 'poolId! name! placement! disconnectedLimitMs#' }
    const versions = versionsOf(2, [short, second], {
      'PoolCreated@1': (data) => ({ ...data, sessionLimit: 7 }),
    })
    const test = await start(log, 'young', versions)
    const executed = await createPool(test, 'a')
    expect(executed).toMatchObject({ state: { settings: { sessionLimit: 7 } } })
    const fold = createLiveState()
    for await (const batch of log.readAll())
      for (const recorded of batch)
        fold.apply({ ...recorded, event: versions.decode(foldable(recorded)) })
    expect(test.broker.live.get('pool', 'a')).toEqual(fold.get('pool', 'a'))
    await raiseTo(test, 2)
    expect(await createPool(test, 'b')).toMatchObject({ state: { settings: { sessionLimit: 3 } } })
  })

  it('what came with a level is not decided before it', async () => {
    const log = createMemoryEventLog()
    const versions = versionsOf(2, [{ ...first, level: 2 }])
    const test = await start(log, 'young', versions)
    await expect(createPool(test, 'a')).rejects.toMatchObject({ code: 'UPGRADE_NOT_FINALIZED' })
    expect(await written(log)).toEqual([])
    await raiseTo(test, 2)
    expect(await createPool(test, 'a')).toMatchObject({ kind: 'executed' })
  })
})
