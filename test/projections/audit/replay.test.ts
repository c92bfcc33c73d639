import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { canonicalJson, stateDigest } from '../../../core/broker/state-digest.ts'
import { createReplay } from '../../../projections/audit/replay.ts'
import { viewState } from '../../../projections/audit/state-view.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

const canonical = (live: ReturnType<typeof createLiveState>): string =>
  canonicalJson(
    [...live.entries()]
      .map(([stream, { revision, state }]) => [stream, revision, stateDigest(state)])
      .sort(),
  )

describe('replay', () => {
  it('stopped at any position it is the fold up to there', () => {
    const fold = createLiveState()
    for (const line of story.lines) {
      fold.apply(line)
      const replay = createReplay({ kind: 'position', position: line.position })
      for (const each of story.lines) if (!replay.apply(each)) break
      expect(replay.reached()).toBe(true)
      expect(canonical(replay.state)).toBe(canonical(fold))
      expect(viewState(replay.state)).toEqual(viewState(fold))
    }
  })

  it('stopped at a time takes what was recorded until then', () => {
    const times = [...new Set(story.lines.map(({ recordedAt }) => recordedAt))]
    for (const timeMs of times) {
      const replay = createReplay({ kind: 'time', timeMs })
      for (const each of story.lines) if (!replay.apply(each)) break
      const expected = story.lines.filter(({ recordedAt }) => recordedAt <= timeMs).length
      expect(replay.count()).toBe(expected)
      expect(replay.reached()).toBe(expected < story.lines.length)
    }
  })

  it('a clock that stepped back hides nothing: its running maximum counts', () => {
    const at = story.lines[0]?.recordedAt ?? 0
    const steps = [at, at + 100, at + 50, at + 200]
    const lines = story.lines
      .slice(0, 4)
      .map((line, index) => ({ ...line, recordedAt: steps[index] ?? 0 }))
    const countAt = (timeMs: number): number => {
      const replay = createReplay({ kind: 'time', timeMs })
      for (const line of lines) if (!replay.apply(line)) break
      return replay.count()
    }
    expect([countAt(at - 1), countAt(at + 60), countAt(at + 100), countAt(at + 200)]).toEqual([
      0, 1, 3, 4,
    ])
  })

  it('without a moment takes all, and a position that is not there is never reached', () => {
    for (const until of [undefined, { kind: 'position', position: 'm:999999' } as const]) {
      const replay = createReplay(until)
      for (const line of story.lines) replay.apply(line)
      expect(replay.count()).toBe(story.lines.length)
      expect(replay.reached()).toBe(false)
    }
  })
})
