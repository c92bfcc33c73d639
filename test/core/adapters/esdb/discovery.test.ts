/** Logs that are found by asking one of several hosts who leads, as a cluster is. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isOwnName } from '../../../../core/adapters/esdb/foreign-event.ts'
import { openEsdbEventLog } from '../../../../core/adapters/esdb-event-log.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { eventOf } from '../../../contract/events.ts'
import { type ServedLog, serveLog } from '../../../support/esdb/served-log.ts'
import { freePorts } from '../../../support/net/free-ports.ts'

const system = createSystem()
let stored: EventLog
let served: ServedLog

beforeEach(async () => {
  stored = createMemoryEventLog()
  served = await serveLog({ letter: 'm', log: () => stored, isOwn: isOwnName, host: '0.0.0.0' })
})
afterEach(async () => {
  await served.dispose()
  await stored.stop()
})

const appendAndRead = async (log: EventLog, id: string, expected: number | 'none') => {
  expect(await log.append('pool-a', expected, [eventOf(id)])).toMatchObject({ kind: 'appended' })
  const found: string[] = []
  for await (const batch of log.readStream('pool-a')) found.push(...batch.map((one) => one.eventId))
  return found.length
}

it.each([
  ['discovery', (url: string) => url.replace('esdb:', 'esdb+discover:')],
  [
    'several hosts, one of which is gone',
    (url: string, gone: number) => url.replace('localhost:', `localhost:${gone},localhost:`),
  ],
])('by %s, also after the server was started again', async (_, change) => {
  const gone = await freePorts(1)
  const url = `${change(served.url('broker'), gone)}&discoveryInterval=50`
  const log = openEsdbEventLog({ system }, { url })
  expect(await appendAndRead(log, 'first', 'none')).toBe(1)
  await served.stop()
  await served.start()
  expect(await appendAndRead(log, 'second', 0)).toBe(2)
  await log.stop()
})
