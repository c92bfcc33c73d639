/**
 * What a log gave at a moment of its past: the nearest snapshot before it, and a fold of what lies
 * between. The same walk leaves new snapshots behind, and holds the old ones against the log.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Moment } from '../../projections/audit/moment.ts'
import { decodeFoldable } from '../../proto/event-codec.ts'
import type { SnapshotMark } from '../adapters/snapshot-file.ts'
import type { SnapshotFolder } from '../adapters/snapshot-folder.ts'
import { createLiveState, type LiveState } from '../broker/live-state.ts'
import type { EventLog, FoldableBatch, FoldableEvent, Position } from '../broker/ports.ts'
import { foldable, scanLog } from '../broker/scan-log.ts'
import { snapshotEventCount } from '../domain/limits.ts'

/** As much of a log as a walk over it needs. */
export type WalkedLog = Pick<
  EventLog,
  'readAll' | 'scan' | 'readStream' | 'head' | 'comparePositions' | 'parsePosition'
>

/** A state, where it is, and how many events of the log it covers. */
export type Folded = {
  readonly live: LiveState
  readonly position: Position | undefined
  readonly events: number
  /** Events that the snapshot it began with covers; 0 without one. */
  readonly snapshotEvents: number
}

type Walk = { live: LiveState; position: Position | undefined; events: number }

/** Is the event of the mark in this log, at or before the mark's position, and has the log that? */
const belongs = async (log: WalkedLog, mark: SnapshotMark): Promise<boolean> => {
  const { stream, revision: from, eventId } = mark
  const position = log.parsePosition(mark.position)
  const head = await log.head()
  if (position === undefined || head === undefined) return false
  if (log.comparePositions(position, head) > 0) return false
  for await (const [event] of log.readStream(stream, { from, countMax: 1 })) {
    const before = event !== undefined && log.comparePositions(event.position, position) <= 0
    return before && event.eventId === eventId
  }
  return false
}

const isBefore = (log: WalkedLog, mark: SnapshotMark, moment: Moment | undefined): boolean => {
  if (moment === undefined) return true
  if (moment.kind === 'time') return mark.recordedAtMax <= moment.timeMs
  const wanted = log.parsePosition(moment.position)
  return wanted !== undefined && log.comparePositions(mark.position, wanted) <= 0
}

/** The last snapshot at or before a moment that is whole and of this log. */
export const nearestSnapshot = async (log: WalkedLog, folder: SnapshotFolder, moment?: Moment) => {
  const marks = folder.list().filter((mark) => isBefore(log, mark, moment))
  for (const mark of [...marks].reverse()) {
    if (!(await belongs(log, mark))) {
      folder.remove(mark)
      continue
    }
    const parts = folder.read(mark)
    if (parts !== undefined) return { mark, parts }
    folder.remove(mark)
  }
  return undefined
}

const startOf = async (log: WalkedLog, folder: SnapshotFolder, moment?: Moment): Promise<Walk> => {
  const live = createLiveState()
  const found = await nearestSnapshot(log, folder, moment)
  if (found === undefined) return { live, position: undefined, events: 0 }
  for (const part of found.parts) live.restore(part)
  return { live, position: found.mark.position, events: found.mark.events }
}

const apply = (walk: Walk, foldableEvent: FoldableEvent): void => {
  const { stream, revision, recordedAt } = foldableEvent
  walk.live.apply({ stream, revision, recordedAt, event: decodeFoldable(foldableEvent) })
  walk.events += 1
}

/** Folds the part of a batch that is not beyond the moment; true when the moment is in it. */
const applyUntil = async (
  log: WalkedLog,
  walk: Walk,
  batch: FoldableBatch,
  moment: Moment,
): Promise<boolean> => {
  if (moment.kind === 'time') {
    for (const event of batch.events) {
      if (Math.max(walk.live.recordedAtMax(), event.recordedAt) > moment.timeMs) return true
      apply(walk, event)
    }
    walk.position = batch.position
    return false
  }
  const wanted = log.parsePosition(moment.position)
  if (wanted !== undefined && log.comparePositions(batch.position, wanted) > 0) {
    // Batches tell where they end alone: this one is read again, event by event.
    const from = walk.position
    for await (const events of log.readAll(from === undefined ? {} : { from })) {
      for (const event of events) {
        if (log.comparePositions(event.position, wanted) > 0) return true
        apply(walk, foldable(event))
        walk.position = event.position
      }
    }
    return true
  }
  for (const event of batch.events) apply(walk, event)
  walk.position = batch.position
  return walk.position === moment.position
}

/**
 * The state of a log at a moment: the last event that counts is the one at the position, or the
 * last before the running maximum of recorded time passes the time. Undefined: a position that the
 * log does not have. Without a moment, the state at its durable end.
 */
export const foldUntil = async (
  log: WalkedLog,
  folder: SnapshotFolder,
  moment?: Moment,
  onProgress: (events: number) => void = () => undefined,
): Promise<Folded | undefined> => {
  const walk = await startOf(log, folder, moment)
  const snapshotEvents = walk.events
  let met = moment?.kind === 'position' && walk.position === moment.position
  if (!met) {
    for await (const batch of scanLog(log, walk.position)) {
      onProgress(walk.events)
      if (moment !== undefined) {
        met = await applyUntil(log, walk, batch, moment)
        if (met) break
        continue
      }
      for (const event of batch.events) apply(walk, event)
      walk.position = batch.position
    }
  }
  if (moment?.kind === 'position' && walk.position !== moment.position) return undefined
  return { ...walk, snapshotEvents }
}

const markOf = async (
  log: WalkedLog,
  walk: Walk,
  last: FoldableEvent,
  foldVersion: string,
): Promise<SnapshotMark | undefined> => {
  const { stream, revision } = last
  const { position, events, live } = walk
  for await (const [event] of log.readStream(stream, { from: revision, countMax: 1 })) {
    if (event === undefined || position === undefined) return undefined
    const { eventId } = event
    const recordedAtMax = live.recordedAtMax()
    return { foldVersion, position, events, recordedAtMax, stream, revision, eventId }
  }
  return undefined
}

export type SnapshotRun = {
  readonly foldVersion: string
  /** Events between two snapshots. */
  readonly every?: number
  readonly onProgress?: (events: number) => void
}

/**
 * Goes on from the newest snapshot to the durable end and leaves one behind each time so many
 * events have passed. The number of snapshots written.
 */
export const takeSnapshots = async (
  log: WalkedLog,
  folder: SnapshotFolder,
  run: SnapshotRun,
): Promise<number> => {
  const { foldVersion, every = snapshotEventCount } = run
  const walk = await startOf(log, folder)
  let written = 0
  let next = walk.events + every
  for await (const { events, position } of scanLog(log, walk.position)) {
    for (const event of events) apply(walk, event)
    walk.position = position
    run.onProgress?.(walk.events)
    const last = events.at(-1)
    if (walk.events < next || last === undefined) continue
    const mark = await markOf(log, walk, last, foldVersion)
    if (mark !== undefined) {
      folder.write(mark, walk.live.image())
      written += 1
    }
    next = walk.events + every
  }
  return written
}

/** What a snapshot holds differently from a fold of the log. */
export type SnapshotFinding = {
  readonly events: number
  readonly position: string
  /** A stream, an index, `place` for one of another log, `file` for one that cannot be read. */
  readonly what: string
}

const differenceOf = (snapshot: LiveState, folded: LiveState): string | undefined => {
  const held = new Map(snapshot.entries())
  for (const [stream, entry] of folded.entries()) {
    if (!isDeepStrictEqual(held.get(stream), entry)) return stream
    held.delete(stream)
  }
  for (const [stream] of held) return stream
  for (const [name, index] of Object.entries(folded.indexes)) {
    if (typeof index === 'function') continue
    const other: unknown = Object.entries(snapshot.indexes).find(([one]) => one === name)?.[1]
    if (!isDeepStrictEqual(other, index)) return `index ${name}`
  }
  return undefined
}

/**
 * Folds the log from its first event and holds every snapshot against it. Those that differ are
 * told, and left for a person to look at.
 */
export const verifySnapshots = async (
  log: WalkedLog,
  folder: SnapshotFolder,
  onProgress: (events: number) => void = () => undefined,
): Promise<{ readonly verified: number; readonly findings: readonly SnapshotFinding[] }> => {
  const marks = [...folder.list()]
  const walk: Walk = { live: createLiveState(), position: undefined, events: 0 }
  const findings: SnapshotFinding[] = []
  const verified = marks.length
  const compare = (mark: SnapshotMark, at: FoldableEvent): void => {
    const { events, position, stream, revision } = mark
    const parts = folder.read(mark)
    const snapshot = createLiveState()
    for (const part of parts ?? []) snapshot.restore(part)
    const placed = stream === at.stream && revision === at.revision
    const content = parts === undefined ? 'file' : differenceOf(snapshot, walk.live)
    const what = placed ? content : 'place'
    if (what !== undefined) findings.push({ events, position, what })
  }
  for await (const { events } of scanLog(log)) {
    for (const event of events) {
      apply(walk, event)
      const [mark] = marks
      if (walk.events !== mark?.events) continue
      marks.shift()
      compare(mark, event)
    }
    if (marks.length === 0) break
    onProgress(walk.events)
  }
  for (const { events, position } of marks) findings.push({ events, position, what: 'place' })
  return { verified, findings }
}
