import { describe, expect, it } from 'vitest'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import type { RecordedEvent } from '../../../core/broker/ports.ts'
import { collect, fill } from '../../contract/events.ts'
import { acknowledgedLine, findLosses } from './recovered-log.ts'

const someEvents = async (): Promise<RecordedEvent[]> => {
  const log = createMemoryEventLog()
  await fill(log, 'a', 4)
  await fill(log, 'b', 3)
  return collect(log.readAll())
}

describe('the check of a recovered log', () => {
  it('finds nothing where everything acknowledged is there once', async () => {
    const events = await someEvents()
    expect(findLosses(events, events.map(acknowledgedLine))).toEqual([])
    expect(findLosses(events, [])).toEqual([])
  })

  it('finds a lost end of a stream by what was acknowledged alone', async () => {
    const events = await someEvents()
    const lost = events.at(-1)
    const findings = findLosses(events.slice(0, -1), events.map(acknowledgedLine))
    expect(findings).toEqual([`acknowledged and lost: ${lost && acknowledgedLine(lost)}`])
  })

  it('finds a gap in a stream though nothing was acknowledged', async () => {
    const events = await someEvents()
    events.splice(1, 1)
    expect(findLosses(events, [])).toEqual(['a has revision 2 where 1 comes next'])
  })

  it('finds an event that is there twice', async () => {
    const events = await someEvents()
    const [first] = events
    if (first === undefined) throw new Error('there are events')
    expect(findLosses([...events, { ...first, revision: 4 }], [])).toEqual([
      `event ${first.eventId} is there twice`,
    ])
  })

  it('finds another event at an acknowledged place', async () => {
    const events = await someEvents()
    expect(findLosses(events, ['a 0 another'])).toEqual(['acknowledged and lost: a 0 another'])
  })
})
