/** A broker that starts on what another one left when it was killed. */
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { type Broker, createBroker } from '../../../core/broker/broker.ts'
import type { EventLog, RecordedEvent, System } from '../../../core/broker/ports.ts'
import { isInRanges } from '../../../core/identity/address-range.ts'
import { createSimTickets } from '../../core/broker/sim-set-up.ts'
import { createTestHeartbeatLog, createTestPersonDirectory } from '../broker/memory-ports.ts'

export type RecoveredBroker = { readonly broker: Broker; readonly faults: readonly unknown[] }

/** Starts it, with nobody connected to it. */
export const startRecoveredBroker = async (
  log: EventLog,
  system: System,
): Promise<RecoveredBroker> => {
  const faults: unknown[] = []
  const broker = createBroker(
    {
      log,
      heartbeatLog: createTestHeartbeatLog(),
      people: createTestPersonDirectory(),
      tickets: createSimTickets(system),
      system,
      userOf: async () => undefined,
      userSessionKey: (poolId, userId) => `${poolId}-${userId}`,
      hostIdOf: (name) => name,
      isInRanges,
      onFault: (_connectionId, error) => faults.push(error),
    },
    { brokerId: 'b1', siteAudience: 'site' },
  )
  await broker.start()
  return { broker, faults }
}

/** The same events in memory, where a test's clock can let hours pass. */
export const copyToMemory = async (events: readonly RecordedEvent[]): Promise<EventLog> => {
  const memory = createMemoryEventLog()
  for (const { stream, revision, position: _, ...event } of events)
    await memory.append(stream, revision === 0 ? 'none' : revision - 1, [event])
  return memory
}
