/**
 * The contract on a server that holds other events too: our own, and whatever real one
 * CAUSEWAY_TEST_ESDB names (`esdb://user:password@host:port?tls=…`), so that nothing leans on ours.
 */
import { afterAll, beforeAll } from 'vitest'
import { openEsdbEventLog } from '../../core/adapters/esdb-event-log.ts'
import { createMemoryEventLog } from '../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import type { EventLog } from '../../core/broker/ports.ts'
import { type ServedLog, serveLog } from '../support/esdb/served-log.ts'
import { mentionAbsent } from '../support/skip.ts'
import { eventLogContract, type OpenLog } from './event-log.ts'
import { isolateLog } from './isolated-log.ts'

const system = createSystem()

const openShared =
  (url: () => string): OpenLog =>
  async () => {
    const open = (): EventLog => openEsdbEventLog({ system }, { url: url() })
    let shared = open()
    const prefix = `contract-${system.newId()}-`
    const { log, begin } = await isolateLog(() => shared, prefix)
    return {
      log,
      reopen: async () => {
        await shared.stop()
        shared = open()
        return (await isolateLog(() => shared, prefix, begin)).log
      },
    }
  }

const named = process.env['CAUSEWAY_TEST_ESDB']
if (named === undefined) {
  const how = 'name one in CAUSEWAY_TEST_ESDB to hold it to the contract of the log'
  mentionAbsent('an EventStoreDB server', how)
} else {
  eventLogContract(
    'the server of CAUSEWAY_TEST_ESDB',
    openShared(() => named),
  )
}

let served: ServedLog
beforeAll(async () => {
  const log = createMemoryEventLog()
  served = await serveLog({
    letter: 'm',
    log: () => log,
    isOwn: (name) => !name.startsWith('causeway-'),
  })
})
afterAll(() => served.dispose())

eventLogContract(
  'a shared server',
  openShared(() => served.url('broker')),
)
