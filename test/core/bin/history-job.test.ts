import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryEventLog } from '../../../core/adapters/memory-event-log.ts'
import { openSnapshotFolder, type SnapshotFolder } from '../../../core/adapters/snapshot-folder.ts'
import {
  foldUntil,
  takeSnapshots,
  verifySnapshots,
  type WalkedLog,
} from '../../../core/bin/history-job.ts'
import { createLiveState, type LiveState } from '../../../core/broker/live-state.ts'
import type {
  EventLog,
  FoldableBatch,
  Position,
  RecordedEvent,
} from '../../../core/broker/ports.ts'
import { foldable } from '../../../core/broker/scan-log.ts'
import { canonicalJson, standingOf, stateDigest } from '../../../core/broker/state-digest.ts'
import { decodeEvent } from '../../../proto/event-codec.ts'
import { type Story, tellStory } from '../../projections/audit/story.ts'

const batchCount = 5
const foldVersion = 'v1'

/** The log in small batches, so that snapshots fall into the middle of it. */
const inSmallBatches = (log: EventLog): WalkedLog => ({
  ...log,
  async *scan(from?: Position): AsyncGenerator<FoldableBatch> {
    let events: RecordedEvent[] = []
    const batch = (): FoldableBatch => ({
      events: events.map(foldable),
      position: (events.at(-1) as RecordedEvent).position,
    })
    for await (const read of log.readAll(from === undefined ? {} : { from })) {
      for (const event of read) {
        events.push(event)
        if (events.length < batchCount) continue
        yield batch()
        events = []
      }
    }
    if (events.length > 0) yield batch()
  },
})

const copyOf = async (events: readonly RecordedEvent[]): Promise<EventLog> => {
  const log = createMemoryEventLog()
  for (const { stream, revision, position: _position, ...event } of events) {
    await log.append(stream, revision === 0 ? 'none' : revision - 1, [event])
  }
  return log
}

const faceOf = (live: LiveState): string =>
  canonicalJson({
    states: [...live.entries()].map(([stream, { state }]) => [stream, stateDigest(state)]).sort(),
    standing: standingOf(live),
    recordedAtMax: live.recordedAtMax(),
  })

/** The slow and obvious way. */
const foldOf = (events: readonly RecordedEvent[]): LiveState => {
  const live = createLiveState()
  for (const event of events) {
    const { stream, revision, recordedAt } = event
    live.apply({ stream, revision, recordedAt, event: decodeEvent(event) })
  }
  return live
}

let story: Story
let events: readonly RecordedEvent[]
let log: WalkedLog
let place: string
let folder: SnapshotFolder
beforeAll(async () => {
  story = await tellStory()
  events = story.events
  log = inSmallBatches(await copyOf(events))
})
afterAll(() => story.site.stop())
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'causeway-history-'))
  folder = openSnapshotFolder(place, foldVersion)
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const positionOf = async (index: number): Promise<Position> => {
  for await (const batch of log.readAll()) return (batch[index] as RecordedEvent).position
  throw new Error('the log is empty')
}

describe('a state of the past', () => {
  it('is the fold up to that position, from whichever snapshot it begins', async () => {
    const slow = createLiveState()
    expect(await takeSnapshots(log, folder, { foldVersion, every: 10 })).toBeGreaterThan(2)
    let used = 0
    for (const [index, event] of events.entries()) {
      const { stream, revision, recordedAt } = event
      slow.apply({ stream, revision, recordedAt, event: decodeEvent(event) })
      const position = await positionOf(index)
      const folded = await foldUntil(log, folder, { kind: 'position', position })
      expect(folded?.events).toBe(index + 1)
      expect(folded && faceOf(folded.live)).toBe(faceOf(slow))
      used = folded?.snapshotEvents ?? 0
      expect(index + 1 - used).toBeLessThan(10 + 2 * batchCount)
    }
    expect(used).toBeGreaterThan(10)
  })

  it('at a time is what was recorded until then, with snapshots and without', async () => {
    const without = openSnapshotFolder(join(place, 'none'), foldVersion)
    await takeSnapshots(log, folder, { foldVersion, every: 10 })
    const times = [...new Set(events.map(({ recordedAt }) => recordedAt))]
    for (const timeMs of [0, ...times, (times.at(-1) ?? 0) + 1]) {
      const expected = events.filter(({ recordedAt }) => recordedAt <= timeMs)
      for (const snapshots of [folder, without]) {
        const folded = await foldUntil(log, snapshots, { kind: 'time', timeMs })
        expect(folded?.events).toBe(expected.length)
        expect(folded && faceOf(folded.live)).toBe(faceOf(foldOf(expected)))
      }
    }
  })

  it('a clock that stepped back hides nothing: its running maximum counts', async () => {
    const steps = [100, 200, 150, 300]
    const stepped = events
      .slice(0, 4)
      .map((event, index) => ({ ...event, recordedAt: steps[index] ?? 0 }))
    const back = inSmallBatches(await copyOf(stepped))
    const countAt = async (timeMs: number) =>
      (await foldUntil(back, folder, { kind: 'time', timeMs }))?.events
    expect(await Promise.all([99, 160, 200, 300].map(countAt))).toEqual([0, 1, 3, 4])
  })

  it('without a moment is that of the end; a place that is not there has none', async () => {
    await takeSnapshots(log, folder, { foldVersion, every: 10 })
    const folded = await foldUntil(log, folder)
    expect(folded && faceOf(folded.live)).toBe(faceOf(foldOf(events)))
    const position = 'm:999999'
    expect(await foldUntil(log, folder, { kind: 'position', position })).toBeUndefined()
  })
})

describe('snapshots', () => {
  it('go on where the last run ended, and all of them are the fold', async () => {
    const first = inSmallBatches(await copyOf(events.slice(0, 22)))
    await takeSnapshots(first, folder, { foldVersion, every: 10 })
    const before = folder.list().length
    await takeSnapshots(log, folder, { foldVersion, every: 10 })
    expect(folder.list().length).toBeGreaterThan(before)
    expect(await verifySnapshots(log, folder)).toEqual({
      verified: folder.list().length,
      findings: [],
    })
  })

  it('of another log are not used and go', async () => {
    const other = events.map((event) => ({ ...event, eventId: `other-${event.eventId}` }))
    await takeSnapshots(inSmallBatches(await copyOf(other)), folder, { foldVersion, every: 10 })
    const folded = await foldUntil(log, folder)
    expect(folded?.snapshotEvents).toBe(0)
    expect(folder.list()).toEqual([])
  })

  it('of a log that has lost its end are not used', async () => {
    await takeSnapshots(log, folder, { foldVersion, every: 10 })
    const shorter = inSmallBatches(await copyOf(events.slice(0, 15)))
    const folded = await foldUntil(shorter, folder)
    expect(folded && faceOf(folded.live)).toBe(faceOf(foldOf(events.slice(0, 15))))
  })

  it('that differ from the log are found, each by what differs', async () => {
    await takeSnapshots(log, folder, { foldVersion, every: 10 })
    const [first, second, third] = folder.list()
    if (!(first && second && third)) throw new Error('there are three snapshots')
    // A later state under the mark of an earlier moment, and a mark that is nowhere.
    folder.write(first, folder.read(second) ?? [])
    folder.write({ ...third, stream: 'pool-nowhere' }, folder.read(third) ?? [])
    folder.write({ ...third, events: 100_000 }, folder.read(third) ?? [])
    const { findings } = await verifySnapshots(log, folder)
    expect(findings.map(({ events: count }) => count)).toEqual([
      first.events,
      third.events,
      100_000,
    ])
    expect(findings[0]?.what).toMatch(/^(host|session|connection|gateway|pool|workspace)-|^index /)
    expect(findings.slice(1).map(({ what }) => what)).toEqual(['place', 'place'])
  })
})
