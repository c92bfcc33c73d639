/**
 * A server that knows no repeated append by its ids, as the protocol does not promise it: what was
 * stored and not answered is found by reading, and is never told as refused.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isOwnName } from '../../../../core/adapters/esdb/foreign-event.ts'
import type { ServedStreams } from '../../../../core/adapters/esdb/served-streams.ts'
import { openEsdbEventLog } from '../../../../core/adapters/esdb-event-log.ts'
import { createMemoryEventLog } from '../../../../core/adapters/memory-event-log.ts'
import { createSystem } from '../../../../core/adapters/system.ts'
import type { EventLog } from '../../../../core/broker/ports.ts'
import { Fault } from '../../../../core/domain/errors.ts'
import { eventOf } from '../../../contract/events.ts'
import { type ServedLog, servableOf, serveLog } from '../../../support/esdb/served-log.ts'

const system = createSystem()
const how = { letter: 'm', isOwn: isOwnName }
let stored: EventLog
let served: ServedLog
let log: EventLog
/** What happens between an append that is stored and the answer that is lost. */
let meanwhile: () => Promise<unknown>

/** Stores each append and answers none of the first ones; a repeat is a conflict like any other. */
const strict = ({ append, ...streams }: ServedStreams): ServedStreams => {
  const seen = new Set<string>()
  return {
    ...streams,
    append: async (user, name, expected, events) => {
      const key = events.map(({ eventId }) => eventId).join()
      if (seen.has(key)) {
        const { last } = await streams.stateOf(name)
        return { kind: 'wrong', actual: last }
      }
      const outcome = await append(user, name, expected, events)
      if (outcome.kind !== 'appended') return outcome
      seen.add(key)
      await meanwhile()
      throw new Fault('LOG_UNAVAILABLE', 'the answer is lost')
    },
  }
}

beforeEach(async () => {
  stored = createMemoryEventLog()
  meanwhile = async () => undefined
  const servable = servableOf({ ...how, log: () => stored })
  served = await serveLog({
    ...{ ...how, log: () => stored },
    servable: () => ({ ...servable, served: strict(servable.served) }),
  })
  log = openEsdbEventLog({ system }, { url: served.url('broker') })
})
afterEach(async () => {
  await log.stop()
  await served.dispose()
  await stored.stop()
})

it('an append that is stored and not answered is told as stored, once', async () => {
  const first = [eventOf('a'), eventOf('b')]
  expect(await log.append('pool-a', 'none', first)).toMatchObject({ kind: 'appended', revision: 1 })
  const next = await log.append('pool-a', 1, [eventOf('c')])
  expect(next).toMatchObject({ kind: 'appended', revision: 2 })
  expect(await stored.size()).toBe(3)
})

it('also when others have appended behind it before it is repeated', async () => {
  meanwhile = () => stored.append('pool-a', 0, [eventOf('other')])
  const result = await log.append('pool-a', 'none', [eventOf('a')])
  expect(result).toMatchObject({ kind: 'appended', revision: 0 })
  expect(await stored.size()).toBe(2)
})

it('an append that others were quicker than is told as a conflict', async () => {
  await stored.append('pool-a', 'none', [eventOf('other')])
  const result = await log.append('pool-a', 'none', [eventOf('a')])
  expect(result).toMatchObject({ kind: 'conflict', actual: 0 })
  expect(await stored.size()).toBe(1)
})
