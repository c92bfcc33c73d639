/**
 * What a disk may hold after the power was cut: everything synced, and of what was not any part, in
 * whole sectors. Pure: a journal goes in, images come out.
 */
import type { Note } from './write-journal.ts'

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'length'; readonly length: number }

/** A change that is not on the disk yet. */
type Pending = { readonly index: number; readonly change: Change; abandoned: boolean }

/** What becomes of the changes that were not synced. */
export type Fate = 'lost' | 'written' | 'some' | 'torn'
export const fates: readonly Fate[] = ['lost', 'written', 'some', 'torn']

export type Hearing =
  /** A sync does what it says. */
  | 'honest'
  /** Syncs are heard and not obeyed, as by a disk that lies: for the check of the check. */
  | 'no-syncs'

export type Disk = {
  /** Lets the next thing happen. */
  apply(note: Note): void
  /**
   * The file as the cut leaves it. The change under way may be given, since a cut may come before
   * it returned.
   */
  cut(fate: Fate, random: () => number, underWay?: Note): Buffer
}

/** Whole sectors are written or not, whatever the file's system writes at once. */
const sectorBytes = 512

const createImage = (from?: { readonly bytes: Buffer; readonly length: number }) => {
  let bytes = from === undefined ? Buffer.alloc(0) : Buffer.from(from.bytes)
  let length = from?.length ?? 0
  const reach = (end: number): void => {
    if (end > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(2 * end - bytes.length)])
  }
  return {
    write: (offset: number, part: Buffer): void => {
      reach(offset + part.length)
      part.copy(bytes, offset)
      length = Math.max(length, offset + part.length)
    },
    setLength: (next: number): void => {
      reach(next)
      if (next < length) bytes.fill(0, next, length)
      length = next
    },
    copy: () => createImage({ bytes, length }),
    contents: (): Buffer => Buffer.from(bytes.subarray(0, length)),
  }
}

type Image = ReturnType<typeof createImage>

const applyTo = (image: Image, change: Change): void => {
  if (change.kind === 'length') image.setLength(change.length)
  else image.write(change.offset, change.bytes)
}

const overlaps = (a: Change, b: Change): boolean =>
  a.kind === 'write' &&
  b.kind === 'write' &&
  a.offset < b.offset + b.bytes.length &&
  b.offset < a.offset + a.bytes.length

const changeOf = (note: Note | undefined): Change | undefined => {
  if (note?.kind === 'length') return note
  if (note?.kind === 'write' || note?.kind === 'synced-write')
    return { kind: 'write', offset: note.offset, bytes: note.bytes }
  return undefined
}

/** The sectors of a write that got through, each with the same chance. */
const applySectors = (image: Image, change: Change, random: () => number): void => {
  if (change.kind === 'length') {
    if (random() < 0.5) applyTo(image, change)
    return
  }
  const end = change.offset + change.bytes.length
  for (let from = change.offset; from < end; ) {
    const to = Math.min(end, (Math.floor(from / sectorBytes) + 1) * sectorBytes)
    const part = change.bytes.subarray(from - change.offset, to - change.offset)
    if (random() < 0.5) image.write(from, part)
    from = to
  }
}

/** A disk on which nothing has been written yet. */
export const createDisk = (hearing: Hearing = 'honest'): Disk => {
  const durable = createImage()
  let pending: Pending[] = []
  /** Changes, syncs and failed syncs so far: what `covers` of a sync counts. */
  let count = 0

  /** What was abandoned cannot come back over what is on the disk since. */
  const settle = (change: Change, index: number): void => {
    applyTo(durable, change)
    pending = pending.filter(
      (old) => !(old.abandoned && old.index < index && overlaps(old.change, change)),
    )
  }

  const sync = (covers: number): void => {
    const reached = pending.filter(({ index, abandoned }) => index < covers && !abandoned)
    pending = pending.filter((one) => !reached.includes(one))
    for (const { change, index } of reached) settle(change, index)
  }

  const writeThrough = (change: Change): void => {
    // Its pages go as they are in memory, with what was written into them before.
    const earlier = pending.filter((one) => overlaps(one.change, change))
    pending = pending.filter((one) => !earlier.includes(one))
    for (const one of earlier) settle(one.change, one.index)
    settle(change, count)
  }

  return {
    apply: (note) => {
      const change = changeOf(note)
      if (change !== undefined) {
        if (note.kind === 'synced-write') writeThrough(change)
        else pending.push({ index: count, change, abandoned: false })
      } else if (note.kind === 'sync' && hearing === 'honest') sync(note.covers)
      else if (note.kind === 'failed-sync') {
        for (const one of pending) if (one.index < note.covers) one.abandoned = true
      }
      if (note.kind !== 'told') count += 1
    },
    cut: (fate, random, underWay) => {
      const image = durable.copy()
      const last = changeOf(underWay)
      const open = pending.map(({ change }) => change)
      for (const change of last === undefined ? open : [...open, last]) {
        if (fate === 'torn') applySectors(image, change, random)
        else if (fate === 'written' || (fate === 'some' && random() < 0.5)) applyTo(image, change)
      }
      return image.contents()
    },
  }
}
