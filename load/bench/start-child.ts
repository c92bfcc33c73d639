/**
 * A broker that starts on a folder, decides once and says so, tells a second later what memory it
 * has, and ends.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts'
import { createMemoryHeartbeatLog } from '../../core/adapters/memory-heartbeat-log.ts'
import { createMemoryPersonDirectory } from '../../core/adapters/memory-person-directory.ts'
import { createSystem } from '../../core/adapters/system.ts'
import { createHistory } from '../../core/bin/history.ts'
import { createBroker } from '../../core/broker/broker.ts'
import { refuse } from '../../core/domain/errors.ts'

const folder = process.argv[2] ?? ''
const system = createSystem()
const logFolder = join(folder, 'log')
const log = await openLmdbEventLog({ folder: logFolder, system })
const onFault = (error: unknown): never => {
  throw error
}
const snapshots = createHistory(
  { log, system, onFault },
  { logUrl: 'lmdb:', logFolder, snapshotFolder: join(folder, 'snapshots') },
)
const broker = createBroker(
  {
    ...{ log, snapshots, system, onFault },
    heartbeatLog: createMemoryHeartbeatLog({ system, retentionMs: 60_000 }),
    people: createMemoryPersonDirectory(system),
    tickets: { mint: () => '', read: () => refuse('TICKET_INVALID') },
    userOf: async () => undefined,
    userSessionKey: (pool, userId) => `${pool}-${userId}`,
    hostIdOf: (name) => name,
    isInRanges: () => true,
  },
  { brokerId: 'b-start', siteAudience: 'site:bench' },
)
await broker.start()
const workspaceId = `w-${system.newId()}`
await broker.handler.execute(
  'workspace',
  workspaceId,
  { type: 'CreateWorkspace', workspaceId, name: 'first decision' },
  { actor: 'admin:bench', connectionId: '', causationId: workspaceId },
)
process.stdout.write('decided\n')
snapshots.prepare()
await setTimeout(1_000)
const status = readFileSync('/proc/self/status', 'utf8')
const residentBytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024
process.stdout.write(`${JSON.stringify({ residentBytes })}\n`)
await broker.stop()
await snapshots.stop()
await log.stop()
