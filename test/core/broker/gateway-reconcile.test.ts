import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { logRetryMs, relayReconcileMs } from '../../../core/domain/limits.ts'
import { createTestBroker } from '../../support/broker/test-broker.ts'

const retries = 5

it('a log that is away while a gateway comes back is told once, not at each try', async () => {
  const memory = createMemoryEventLog()
  let isAway = false
  let asked = 0
  const log = {
    ...memory,
    head: () => {
      asked += 1
      return isAway ? Promise.reject(new Fault('LOG_UNAVAILABLE', 'away')) : memory.head()
    },
  }
  const { broker, system, faults, addGateway } = await createTestBroker({ log })
  await addGateway('one')
  isAway = true
  system.advance(relayReconcileMs)
  await setImmediate()
  for (let count = 0; count < retries; count++) {
    system.advance(logRetryMs)
    await setImmediate()
  }
  expect(asked).toBeGreaterThanOrEqual(retries)
  expect(faults).toEqual([expect.objectContaining({ detail: 'away' })])
  await broker.stop()
})
