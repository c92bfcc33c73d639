import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { statePieces } from '../../../core/bin/state-pieces.ts'
import { createLiveState, type LiveState } from '../../../core/broker/live-state.ts'
import { viewThings } from '../../../projections/audit/state-view.ts'
import { type Story, tellStory } from '../../projections/audit/story.ts'

let story: Story
let live: LiveState
beforeAll(async () => {
  story = await tellStory()
  live = createLiveState()
  for (const line of story.lines) live.apply(line)
})
afterAll(() => story.site.stop())

const linesOf = (pieces: readonly Uint8Array[]): string[] =>
  pieces.flatMap((piece) => Buffer.from(piece).toString('utf8').split('\n').slice(0, -1))

describe('a state in pieces', () => {
  it('is every thing on a line, however large the pieces', () => {
    const things = [...viewThings(live)]
    expect(new Set(things.map(({ section }) => section)).size).toBeGreaterThan(3)
    for (const pieceChars of [1, 200, 1_000_000]) {
      const pieces = [...statePieces(live, pieceChars)]
      expect(pieces.length).toBe(pieceChars === 1 ? things.length : pieces.length)
      expect(linesOf(pieces).map((line) => JSON.parse(line))).toEqual(things)
    }
    expect([...statePieces(live, 1_000_000)]).toHaveLength(1)
  })

  it('ends each piece with a line, and gives each memory of its own', () => {
    const pieces = [...statePieces(live, 200)]
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces.every((piece) => piece.at(-1) === 10)).toBe(true)
    expect(pieces.every(({ buffer, length }) => buffer.byteLength === length)).toBe(true)
    expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(pieces.length)
  })

  it('of nothing is no piece', () => {
    expect([...statePieces(createLiveState())]).toEqual([])
  })
})
