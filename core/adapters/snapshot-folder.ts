/** The snapshots of one log, each in a file of its own, named by how many events it covers. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { StatePart } from '../broker/live-state.ts'
import { snapshotCountMax } from '../domain/limits.ts'
import { readMark, readSnapshot, type SnapshotMark, writeSnapshot } from './snapshot-file.ts'

export type SnapshotFolder = {
  /** Marks of this version's snapshots, the one of the fewest events first. */
  list(): readonly SnapshotMark[]
  /** All parts; undefined when it is gone or damaged. */
  read(mark: SnapshotMark): readonly StatePart[] | undefined
  /** Keeps one more, and deletes those of other versions and those that are too many. */
  write(mark: SnapshotMark, parts: Iterable<StatePart>): void
  remove(mark: SnapshotMark): void
}

const suffix = '.snapshot'
const countDigits = 12

/**
 * The one that goes when there are too many: whose absence leaves the smallest gap, so that every
 * moment of the past stays about as near as any other. The newest stays.
 */
export const leastMissed = (marks: readonly SnapshotMark[]): SnapshotMark | undefined => {
  const gapWithout = (index: number): number =>
    (marks[index + 1]?.events ?? Number.POSITIVE_INFINITY) - (marks[index - 1]?.events ?? 0)
  let least = 0
  for (let index = 1; index < marks.length; index++) {
    if (gapWithout(index) < gapWithout(least)) least = index
  }
  return marks[least]
}

/** Opens the folder of one version of the fold; it is made when it is first written to. */
export const openSnapshotFolder = (
  folder: string,
  foldVersion: string,
  options: { readonly countMax?: number } = {},
): SnapshotFolder => {
  const countMax = options.countMax ?? snapshotCountMax
  const pathOf = (events: number): string =>
    join(folder, `${String(events).padStart(countDigits, '0')}${suffix}`)

  const names = (): readonly string[] => {
    try {
      return readdirSync(folder).filter((name) => name.endsWith(suffix))
    } catch {
      return []
    }
  }

  const list = (): readonly SnapshotMark[] =>
    names()
      .flatMap((name) => readMark(join(folder, name)) ?? [])
      .filter((mark) => mark.foldVersion === foldVersion)
      .sort((a, b) => a.events - b.events)

  return {
    list,
    read: ({ events }) => readSnapshot(pathOf(events)),
    write: (mark, parts) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeSnapshot(pathOf(mark.events), mark, parts)
      const kept = list()
      const keptNames = new Set(kept.map(({ events }) => pathOf(events)))
      for (const name of names()) {
        if (!keptNames.has(join(folder, name))) rmSync(join(folder, name), { force: true })
      }
      const least = kept.length > countMax ? leastMissed(kept) : undefined
      if (least !== undefined) rmSync(pathOf(least.events), { force: true })
    },
    remove: ({ events }) => rmSync(pathOf(events), { force: true }),
  }
}
