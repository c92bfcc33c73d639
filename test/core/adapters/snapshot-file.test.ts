import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  readMark,
  readSnapshot,
  type SnapshotMark,
  writeSnapshot,
} from '../../../core/adapters/snapshot-file.ts'
import { leastMissed, openSnapshotFolder } from '../../../core/adapters/snapshot-folder.ts'
import { createLiveState, type StatePart } from '../../../core/broker/live-state.ts'
import type { Position } from '../../../core/broker/ports.ts'
import { eventData } from '../../support/event-samples.ts'

const markOf = (events: number, foldVersion = 'v1'): SnapshotMark => ({
  foldVersion,
  // A test's own log.
  position: `l:${events}` as Position,
  events,
  recordedAtMax: 1_700_000_000_000,
  stream: 'pool-staff',
  revision: 0,
  eventId: 'e1',
})

/** A state with bytes, maps of seats and an open connection. */
const someParts = (): readonly StatePart[] => {
  const live = createLiveState()
  const recordedAt = 1_700_000_000_000
  const hostId = eventData.HostRegistered.hostId
  const events = [
    [`host-${hostId}`, 0, { type: 'HostRegistered', data: eventData.HostRegistered }],
    [`host-${hostId}`, 1, { type: 'SeatReserved', data: eventData.SeatReserved }],
    ['connection-c1', 0, { type: 'ConnectionRequested', data: eventData.ConnectionRequested }],
  ] as const
  for (const [stream, revision, event] of events) {
    live.apply({ stream, revision, recordedAt, event })
  }
  return [...live.image()]
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-snapshot-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a snapshot file', () => {
  it('gives back what was written, and nothing is left beside it', () => {
    const file = join(folder, 's')
    const parts = someParts()
    writeSnapshot(file, markOf(3), parts)
    expect(readMark(file)).toEqual(markOf(3))
    expect(readSnapshot(file)).toEqual(parts)
    expect(readdirSync(folder)).toEqual(['s'])
  })

  it('with any damage behind its mark is none at all', () => {
    const file = join(folder, 's')
    writeSnapshot(file, markOf(3), someParts())
    const whole = readFileSync(file)
    const start = whole.indexOf(10) + 1
    for (let at = start; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole)
      damaged.writeUInt8(damaged.readUInt8(at) ^ 0x55, at)
      writeFileSync(file, damaged)
      expect(readSnapshot(file)).toBeUndefined()
    }
    for (let end = start; end < whole.length; end += 7) {
      writeFileSync(file, whole.subarray(0, end))
      expect(readSnapshot(file)).toBeUndefined()
    }
  })

  it('without a mark of ours, or gone, is none', () => {
    const file = join(folder, 's')
    for (const text of ['', '\n', '{}\n', '{"kind":"causeway-snapshot"}\n', 'x'.repeat(9_000)]) {
      writeFileSync(file, text)
      expect(readMark(file)).toBeUndefined()
    }
    expect(readMark(join(folder, 'gone'))).toBeUndefined()
    expect(readSnapshot(join(folder, 'gone'))).toBeUndefined()
  })

  it('that cannot be written whole leaves nothing', () => {
    function* broken(): Generator<StatePart> {
      yield* someParts()
      throw new Error('no space left')
    }
    expect(() => writeSnapshot(join(folder, 's'), markOf(3), broken())).toThrow('no space left')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('the folder of snapshots', () => {
  it('lists those of this version in order; a new one clears away the others', () => {
    const old = openSnapshotFolder(join(folder, 'snapshots'), 'v0')
    const now = openSnapshotFolder(join(folder, 'snapshots'), 'v1')
    expect(now.list()).toEqual([])
    for (const events of [100, 5, 30]) old.write(markOf(events, 'v0'), someParts())
    expect(old.list().map(({ events }) => events)).toEqual([5, 30, 100])
    expect(now.list()).toEqual([])
    now.write(markOf(7), someParts())
    expect(now.list()).toEqual([markOf(7)])
    expect(readdirSync(join(folder, 'snapshots'))).toHaveLength(1)
    now.remove(markOf(7))
    expect(now.list()).toEqual([])
  })

  it('keeps so many, over the whole past, the newest always', () => {
    const kept = openSnapshotFolder(folder, 'v1', { countMax: 8 })
    for (let events = 1; events <= 40; events++) kept.write(markOf(events), someParts())
    const left = kept.list().map(({ events }) => events)
    expect(left.length).toBeLessThanOrEqual(8)
    expect(left.at(-1)).toBe(40)
    expect(left[0]).toBeLessThan(20)
    const gaps = left.slice(1).map((events, index) => events - (left[index] ?? 0))
    expect(Math.max(left[0] ?? 0, ...gaps)).toBeLessThanOrEqual(16)
    expect(leastMissed([])).toBeUndefined()
  })
})
