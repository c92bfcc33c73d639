import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLiveState } from '../../../core/broker/live-state.ts'
import { stateDigest } from '../../../core/broker/state-digest.ts'
import type { EventLine } from '../../../projections/audit/event-line.ts'
import { createVerification } from '../../../projections/audit/verify.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

const digestsOf = () =>
  [...story.site.broker().live.entries()].map(([stream, { revision, state }]) => ({
    stream,
    revision,
    digest: stateDigest(state),
  }))

const verify = (digests = digestsOf(), lines: readonly EventLine[] = story.lines) => {
  const verification = createVerification(digests)
  for (const line of lines) verification.apply(line)
  return verification.result()
}

describe('verification', () => {
  it('finds nothing where the fold is the live state', () => {
    const digests = digestsOf()
    expect(verify(digests)).toEqual({
      events: story.lines.length,
      streams: new Set(story.lines.map(({ stream }) => stream)).size,
      compared: digests.length,
      findings: [],
    })
  })

  it('compares at the revision that the broker had, whatever came later', () => {
    const half = story.lines.slice(0, story.lines.length / 2)
    const fold = createLiveState()
    for (const line of half) fold.apply(line)
    const digests = [...fold.entries()].map(([stream, { revision, state }]) => ({
      stream,
      revision,
      digest: stateDigest(state),
    }))
    expect(verify(digests).findings).toEqual([])
  })

  it('names a state that differs and a stream that the log does not have', () => {
    const [first, ...rest] = digestsOf()
    if (!first) throw new Error('the broker holds nothing')
    const digests = [
      { ...first, digest: '00' },
      ...rest,
      { stream: 'host-ghost', revision: 4, digest: '00' },
    ]
    expect(verify(digests).findings).toEqual([
      { stream: first.stream, kind: 'different', revision: first.revision },
      { stream: 'host-ghost', kind: 'not-in-log', revision: 4 },
    ])
  })

  it('a missing revision is a gap, and the rest of its stream is not folded', () => {
    const stream = `connection-${story.first}`
    const own = story.lines.filter((line) => line.stream === stream)
    const missing = own[3]
    const lines = story.lines.filter((line) => line !== missing)
    expect(verify(digestsOf(), lines).findings).toEqual([
      { stream, kind: 'gap', revision: 4 },
      { stream, kind: 'not-in-log', revision: own.length - 1 },
    ])
  })

  it('an event that comes twice is a gap, and the rest goes on', () => {
    const lines = story.lines.flatMap((line, index) => (index === 5 ? [line, line] : [line]))
    const { findings } = verify(digestsOf(), lines)
    expect(findings).toEqual([
      { stream: lines[5]?.stream, kind: 'gap', revision: lines[5]?.revision },
    ])
  })
})
