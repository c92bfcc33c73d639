/** A copy of a log: whole, in order, resumed after any end, never onto another log. */
import { describe, expect, it } from 'vitest'
import { storedBytes } from '../../../core/adapters/log-envelope.ts'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { type CopyOptions, type CopyPorts, copyLog } from '../../../core/broker/copy-log.ts'
import type { EventLog, NewEvent, RecordedEvent } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'
import { appendEventCountMax, logMessageEventCount } from '../../../core/domain/limits.ts'
import { eventOf } from '../../contract/events.ts'

const neverAborted = new AbortController().signal
const options: CopyOptions = { commitsTogether: true, signal: neverAborted }

const copy = (from: CopyPorts['from'], to: CopyPorts['to'], more: Partial<CopyOptions> = {}) =>
  copyLog({ from, to, bytesOf: storedBytes }, { ...options, ...more })

/** Streams of unlike lengths, interleaved, with runs longer than one append may be. */
const filled = async (): Promise<EventLog> => {
  const log = createMemoryEventLog()
  const revisions = new Map<string, number>()
  const put = async (stream: string, count: number): Promise<void> => {
    for (let index = 0; index < count; index++) {
      const known = revisions.get(stream)
      const at = known === undefined ? 0 : known + 1
      const event = eventOf(`${stream}-${at}`, { recordedAt: 1_700_000_000_000 + at })
      await log.append(stream, known ?? 'none', [event])
      revisions.set(stream, at)
    }
  }
  for (let round = 0; round < 20; round++) {
    await put(`host-${round % 3}`, 1)
    await put(`pool-${round % 2}`, 2)
    await put(`connection-${round}`, 3)
  }
  await put('gateway-1', 2 * appendEventCountMax + 5)
  await put('host-0', 1)
  return log
}

const contents = async (log: Pick<EventLog, 'readAll'>): Promise<object[]> => {
  const all: RecordedEvent[] = []
  for await (const batch of log.readAll()) all.push(...batch)
  return all.map(({ position: _, payload, ...event }) => ({ ...event, payload: [...payload] }))
}

/** The log whose process dies after so many appends. */
const dyingAfter = (log: EventLog, appends: number): EventLog => {
  let left = appends
  return {
    ...log,
    append: async (stream, expected, events) => {
      if (left === 0) throw new Fault('LOG_UNAVAILABLE', 'killed')
      left -= 1
      return log.append(stream, expected, events)
    },
  }
}

describe.each([true, false])('with commits together: %s', (commitsTogether) => {
  it('keeps ids, revisions, times, contents and the order of everything', async () => {
    const [from, to] = [await filled(), createMemoryEventLog()]
    const size = await from.size()
    const result = await copy(from, to, { commitsTogether })
    expect(result).toMatchObject({ events: size, copied: size })
    expect(await contents(to)).toEqual(await contents(from))
  })

  it('goes on where it was killed, after every append in turn', async () => {
    const from = await filled()
    const whole = await copy(from, createMemoryEventLog())
    let appends = 0
    const counting = createMemoryEventLog()
    const counted: EventLog = {
      ...counting,
      append: (...parameters) => {
        appends += 1
        return counting.append(...parameters)
      },
    }
    await copy(from, counted, { commitsTogether })
    expect(appends).toBeGreaterThan(20)
    for (let killedAt = 0; killedAt < appends; killedAt++) {
      const to = createMemoryEventLog()
      await expect(copy(from, dyingAfter(to, killedAt), { commitsTogether })).rejects.toThrow(
        'killed',
      )
      const held = await to.size()
      const again = await copy(from, to, { commitsTogether })
      expect(again).toEqual({ ...whole, copied: whole.events - held })
    }
  })
})

describe('a copy', () => {
  it('issues at once no more than the embedded log commits as one', async () => {
    const from = await filled()
    const to = createMemoryEventLog()
    const turns: number[] = []
    let open = 0
    const watched: EventLog = {
      ...to,
      append: async (stream, expected, events) => {
        open += events.length
        await Promise.resolve()
        if (open > 0) turns.push(open)
        open = 0
        return to.append(stream, expected, events)
      },
    }
    await copy(from, watched)
    expect(Math.max(...turns)).toBe(logMessageEventCount)
    expect(turns.reduce((sum, one) => sum + one, 0)).toBe(await from.size())
  })

  it('of a finished copy writes nothing and verifies all of it', async () => {
    const [from, to] = [await filled(), createMemoryEventLog()]
    const first = await copy(from, to)
    expect(await copy(from, dyingAfter(to, 0))).toEqual({ ...first, copied: 0 })
  })

  it('of a log that has grown adds what is new', async () => {
    const [from, to] = [await filled(), createMemoryEventLog()]
    const first = await copy(from, to)
    await from.append('host-new', 'none', [eventOf('new')])
    expect(await copy(from, to)).toMatchObject({ events: first.events + 1, copied: 1 })
  })

  it('of nothing is nothing', async () => {
    const result = await copy(createMemoryEventLog(), createMemoryEventLog())
    expect(result).toMatchObject({ events: 0, copied: 0 })
  })

  const refused = async (from: EventLog, to: EventLog): Promise<string> => {
    const before = await contents(to)
    const error: unknown = await copy(from, to).catch((thrown: unknown) => thrown)
    expect(await contents(to)).toEqual(before)
    if (!(error instanceof Fault)) throw new Error(`not refused: ${String(error)}`)
    expect(error.code).toBe('LOG_DIFFERS')
    return error.detail
  }

  const oneOf = async (stream: string, ...events: NewEvent[]): Promise<EventLog> => {
    const log = createMemoryEventLog()
    await log.append(stream, 'none', events)
    return log
  }

  it('refuses a target that holds another event, and names it', async () => {
    const from = await oneOf('host-1', eventOf('a'), eventOf('b'), eventOf('c'))
    const other = await oneOf('host-1', eventOf('a'), eventOf('b', { actor: 'broker:2' }))
    expect(await refused(from, other)).toBe(
      'event 2 differs: host-1 at 1 in the source, host-1 at 1 in the target',
    )
    const stream = await oneOf('host-2', eventOf('a'))
    expect(await refused(from, stream)).toContain('host-2 at 0 in the target')
  })

  it('refuses a target that holds more than the source', async () => {
    const from = await oneOf('host-1', eventOf('a'))
    const more = await oneOf('host-1', eventOf('a'), eventOf('b'))
    expect(await refused(from, more)).toBe('the source has no event 2, the target has')
  })

  it('notices what somebody else writes to the target meanwhile', async () => {
    const [from, to] = [await filled(), createMemoryEventLog()]
    let appends = 0
    const shared: EventLog = {
      ...to,
      append: async (stream, expected, events) => {
        appends += 1
        if (appends === 3) await to.append('host-other', 'none', [eventOf('other')])
        return to.append(stream, expected, events)
      },
    }
    await expect(copy(from, shared)).rejects.toMatchObject({ code: 'LOG_DIFFERS' })
  })

  it('stops between two commits when it is interrupted', async () => {
    const [from, to] = [await filled(), createMemoryEventLog()]
    const abort = new AbortController()
    const stopped = copy(from, to, {
      signal: abort.signal,
      onProgress: (phase, done) => {
        if (phase === 'copy' && done > 50) abort.abort(new Error('interrupted'))
      },
    })
    await expect(stopped).rejects.toThrow('interrupted')
    const held = await to.size()
    expect(held).toBeGreaterThan(50)
    expect(held).toBeLessThan(await from.size())
    expect(await copy(from, to)).toMatchObject({ copied: (await from.size()) - held })
  })
})
