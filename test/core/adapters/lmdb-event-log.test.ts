import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openEnv } from '../../../core/adapters/lmdb-env.ts'
import { openLmdbEventLog, openLmdbEventLogReader } from '../../../core/adapters/lmdb-event-log.ts'
import { openLogStore } from '../../../core/adapters/lmdb-log-store.ts'
import { createSystem } from '../../../core/adapters/system.ts'
import type { EventLog } from '../../../core/broker/ports.ts'
import {
  appendQueueCountMax,
  indexLagCountMax,
  logMapBytesMax,
  logMessageEventCount,
} from '../../../core/domain/limits.ts'
import { collect, eventOf, eventsOf, fill, idOf, idsOf } from '../../contract/events.ts'

const system = createSystem()
let folder: string
let log: EventLog
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-lmdb-'))
  log = await openLmdbEventLog({ folder, system })
})
afterEach(async () => {
  await log.stop()
  rmSync(folder, { recursive: true })
})

/** Appends to many streams at once until the index has been written several times. */
const fillBeyondIndex = async (streams: readonly string[], perAppend: number): Promise<number> => {
  const rounds = Math.ceil((indexLagCountMax * 3.5) / (streams.length * perAppend))
  for (let round = 0; round < rounds; round++) {
    const expected = round === 0 ? 'none' : round * perAppend - 1
    await Promise.all(
      streams.map((stream) =>
        log.append(stream, expected, eventsOf(`${stream}/${round}`, perAppend)),
      ),
    )
  }
  return rounds * perAppend
}

describe('appends of one turn', () => {
  it('within the size of a message are committed as one: a copy of a log relies on it', async () => {
    await log.append('before', 'none', [eventOf('before')])
    const streams = Array.from({ length: logMessageEventCount }, (_, index) => `s-${index}`)
    await Promise.all(streams.map((stream) => log.append(stream, 'none', [eventOf(stream)])))
    const env = openEnv({ folder, mapBytes: logMapBytesMax, readOnly: true })
    const store = openLogStore(env)
    expect([...store.blocksFrom(1)].map(({ count }) => count)).toEqual([1, streams.length])
    await env.close()
  })
})

describe('the stream index', () => {
  it('finds every event on both sides of its end, also after a reopening', async () => {
    const streams = Array.from({ length: 70 }, (_, index) => `connection-${index}`)
    const length = await fillBeyondIndex(streams, 3)
    const expected = (stream: string): string[] =>
      Array.from({ length }, (_, index) => idOf(`${stream}/${Math.floor(index / 3)}-${index % 3}`))
    const check = async (): Promise<void> => {
      for (const stream of streams) {
        expect(idsOf(await collect(log.readStream(stream)))).toEqual(expected(stream))
        const backward = await collect(log.readStream(stream, { direction: 'backward' }))
        expect(idsOf(backward)).toEqual(expected(stream).reverse())
      }
    }
    await check()
    await log.stop()
    log = await openLmdbEventLog({ folder, system })
    await check()
    const result = await log.append('connection-7', length - 1, [eventOf('more')])
    expect(result).toMatchObject({ revision: length })
  })

  it('recognises repeated appends and conflicts that lie in it', async () => {
    const streams = ['a', 'b', 'c']
    const length = await fillBeyondIndex(streams, 20)
    expect(await log.append('b', 19, eventsOf('b/1', 20))).toMatchObject({
      kind: 'appended',
      revision: 39,
    })
    expect(await log.append('b', 18, eventsOf('b/1', 20))).toEqual({
      kind: 'conflict',
      actual: length - 1,
    })
  })
})

describe('a reader beside the writer', () => {
  it('sees what was acknowledged, as it grows, and never writes', async () => {
    await fill(log, 's', 3)
    const reader = await openLmdbEventLogReader({ folder })
    expect(await collect(reader.readAll())).toEqual(await collect(log.readAll()))
    await fillBeyondIndex(['a', 'b'], 50)
    expect(await reader.size()).toBe(await log.size())
    expect(await reader.head()).toBe(await log.head())
    expect(await collect(reader.readStream('b'))).toEqual(await collect(log.readStream('b')))
    const head = await reader.head()
    expect(reader.parsePosition(`${head}`)).toBe(head)
    await reader.stop()
    await reader.stop()
  })

  it('reads on after the writer has stopped, and finds nothing where no log is', async () => {
    await fill(log, 's', 3)
    await log.stop()
    const reader = await openLmdbEventLogReader({ folder })
    expect(await collect(reader.readAll())).toHaveLength(3)
    await reader.stop()
    await expect(openLmdbEventLogReader({ folder: join(folder, 'none') })).rejects.toMatchObject({
      code: 'LOG_UNAVAILABLE',
    })
  })
})

describe('the writer', () => {
  it("is alone: a second one is refused by the first one's process id", async () => {
    await expect(openLmdbEventLog({ folder, system })).rejects.toMatchObject({
      code: 'LOG_IN_USE',
      message: expect.stringContaining(String(process.pid)),
    })
    expect(await log.append('s', 'none', [eventOf('a')])).toMatchObject({ kind: 'appended' })
  })

  it('refuses appends beyond its queue at once and takes the others', async () => {
    const appends = Array.from({ length: appendQueueCountMax + 10 }, (_, index) =>
      log.append(`s${index}`, 'none', [eventOf(`${index}`)]).then(
        () => 'appended',
        (fault: { code: string }) => fault.code,
      ),
    )
    const answers = await Promise.all(appends)
    expect(answers.slice(-10)).toEqual(Array(10).fill('LOG_UNAVAILABLE'))
    expect(answers.slice(0, -10).every((answer) => answer === 'appended')).toBe(true)
    expect(await log.size()).toBe(appendQueueCountMax)
  })

  it('refuses a position of another log', async () => {
    await fill(log, 's', 1)
    const other = 'm:1' as Awaited<ReturnType<EventLog['head']>>
    if (other === undefined) throw new Error('unreachable')
    await expect(collect(log.readAll({ from: other }))).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    })
    expect(() => log.subscribe({ from: other, onEvents: () => {} })).toThrow('m:1')
  })
})
