/** A broker that cannot read its log any further says so instead of serving what is old. */
import { expect, it, onTestFinished } from 'vitest'
import { createTestBroker } from '../../support/broker/test-broker.ts'

it('follows its log until there is something that it cannot read', async () => {
  const test = await createTestBroker()
  onTestFinished(() => test.stop())
  expect(test.broker.isReady()).toBe(true)
  const event = {
    eventId: '0190b2c4-0000-7000-8000-000000000001',
    type: 'PoolCreated',
    schemaVersion: 1,
    recordedAt: 1,
    actor: 'broker:other',
    connectionId: '',
    causationId: 'c',
    payload: new Uint8Array([255]),
  }
  await test.eventLog.append('pool-lab', 'none', [event])
  await expect.poll(() => test.broker.isReady()).toBe(false)
  expect(String(test.faults)).toContain('PoolCreated')
})
