import { describe, expect, it } from 'vitest'
import { seededRandom } from '../fake-system.ts'
import { createDisk, type Hearing } from './power-cut.ts'
import { encodeAcknowledgement, type Note, readJournal } from './write-journal.ts'

const write = (offset: number, text: string): Note => ({
  kind: 'write',
  offset,
  bytes: Buffer.from(text),
})
const through = (offset: number, text: string): Note => ({
  kind: 'synced-write',
  offset,
  bytes: Buffer.from(text),
})
const sync = (covers: number): Note => ({ kind: 'sync', covers })

const diskAfter = (notes: readonly Note[], hearing?: Hearing) => {
  const disk = createDisk(hearing)
  for (const note of notes) disk.apply(note)
  return disk
}
const lost = (notes: readonly Note[], hearing?: Hearing): string =>
  diskAfter(notes, hearing).cut('lost', Math.random).toString()
const written = (notes: readonly Note[]): string =>
  diskAfter(notes).cut('written', Math.random).toString()

describe('a disk whose power is cut', () => {
  it('holds what was synced, and of the rest what fate says', () => {
    const notes = [write(0, 'aa'), sync(1), write(2, 'bb')]
    expect(lost(notes)).toBe('aa')
    expect(written(notes)).toBe('aabb')
    const either = new Set(
      [1, 2, 3, 4, 5, 6, 7, 8].map((seed) =>
        diskAfter(notes).cut('some', seededRandom(seed)).toString(),
      ),
    )
    expect([...either].sort()).toEqual(['aa', 'aabb'])
  })

  it('holds nothing of a write that came after its sync had begun', () => {
    expect(lost([write(0, 'a'), write(1, 'b'), sync(1)])).toBe('a')
  })

  it('counts syncs among what a later one covers, and what was told not', () => {
    const told: Note = { kind: 'told', text: 'x' }
    expect(lost([write(0, 'a'), told, sync(1), told, write(1, 'b'), sync(3)])).toBe('ab')
  })

  it('holds a write through at once, and older ones elsewhere not', () => {
    expect(lost([write(4, 'late'), through(0, 'meta')])).toBe('meta')
  })

  it('may hold the write that was under way', () => {
    const disk = diskAfter([through(0, 'a')])
    expect(disk.cut('written', Math.random, through(1, 'b')).toString()).toBe('ab')
    expect(disk.cut('lost', Math.random, through(1, 'b')).toString()).toBe('a')
  })

  it('does not get by a later sync what an earlier one failed to write', () => {
    const failed: Note = { kind: 'failed-sync', covers: 1 }
    expect(lost([write(0, 'a'), failed, sync(2)])).toBe('')
    expect(written([write(0, 'a'), failed, write(0, 'b'), sync(3)])).toBe('b')
  })

  it('tears a write between its sectors, and only there', () => {
    const disk = diskAfter([write(0, 'x'.repeat(1_024))])
    const images = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => disk.cut('torn', seededRandom(seed)))
    expect(new Set(images.map(({ length }) => length))).toEqual(new Set([0, 512, 1_024]))
    expect(images.some((image) => image.length === 1_024 && image[0] === 0)).toBe(true)
    for (const image of images) expect(image.subarray(0, 512).indexOf('x') <= 0).toBe(true)
  })

  it('that does not obey its syncs loses what was synced', () => {
    expect(lost([write(0, 'a'), sync(1)], 'no-syncs')).toBe('')
  })

  it('follows changes of the length', () => {
    const shorter: Note = { kind: 'length', length: 1 }
    expect(lost([write(0, 'abc'), sync(1), shorter])).toBe('abc')
    expect(written([write(0, 'abc'), sync(1), shorter])).toBe('a')
  })
})

describe('a journal', () => {
  it('says what was told, and refuses what is none', () => {
    const journal = Buffer.concat([encodeAcknowledgement('one'), encodeAcknowledgement('two')])
    expect(readJournal(journal)).toEqual([
      { kind: 'told', text: 'one' },
      { kind: 'told', text: 'two' },
    ])
    expect(() => readJournal(journal.subarray(0, -1))).toThrow('within a note')
    expect(() => readJournal(Buffer.alloc(24))).toThrow('kind 0')
  })
})
