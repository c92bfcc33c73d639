/** The contract over EventStoreDB's protocol: its own client, our served log, TLS and a user. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEsdbEventLog } from '../../core/adapters/esdb-event-log.ts'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { serveLog } from '../support/esdb/served-log.ts'
import { eventLogContract } from './event-log.ts'

const system = createSystem()

eventLogContract('esdb, served from lmdb', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-served-'))
  let stored = await openLmdbEventLog({ folder, system })
  const served = await serveLog({
    letter: 'l',
    log: () => stored,
    isOwn: (name) => !name.startsWith('causeway-'),
  })
  const open = () => openEsdbEventLog({ system }, { url: served.url('broker') })
  let log = open()
  return {
    log,
    reopen: async () => {
      await log.stop()
      await served.stop()
      await stored.stop()
      stored = await openLmdbEventLog({ folder, system })
      await served.start()
      log = open()
      return log
    },
    dispose: async () => {
      await served.dispose()
      await stored.stop()
      rmSync(folder, { recursive: true })
    },
  }
})
