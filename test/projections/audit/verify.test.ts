import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLiveState } from '../../../core/broker/live-state.ts'
import type { EventLine } from '../../../projections/audit/event-line.ts'
import { createVerification, type LiveView } from '../../../projections/audit/verify.ts'
import { liveViewOf, standingAt } from '../../support/audit/live-view.ts'
import { type Story, tellStory } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await tellStory()
})

afterAll(() => story.site.stop())

const viewNow = (): LiveView => liveViewOf(story.site.broker().live, story.site.broker().followed())

const verify = (view = viewNow(), lines: readonly EventLine[] = story.lines) => {
  const verification = createVerification(view)
  for (const line of lines) verification.apply(line)
  return verification.result()
}

/** A broker that has folded these and followed the log up to the last event of `followed`. */
const viewOf = (folded: readonly EventLine[], followed = folded): LiveView => {
  const live = createLiveState()
  const revisions = new Map<string, number>()
  for (const line of folded) {
    const revision = (revisions.get(line.stream) ?? -1) + 1
    revisions.set(line.stream, revision)
    live.apply({ ...line, revision })
  }
  return liveViewOf(live, followed.at(-1)?.position)
}

describe('verification', () => {
  it('finds nothing where the fold is the live state', () => {
    const view = viewNow()
    expect(verify(view)).toEqual({
      events: story.lines.length,
      streams: new Set(story.lines.map(({ stream }) => stream)).size,
      compared: view.digests.length,
      indexesCompared: true,
      findings: [],
    })
  })

  it('compares at the position that the broker had, whatever came later', () => {
    for (let count = 0; count <= story.lines.length; count += 7) {
      const result = verify(viewOf(story.lines.slice(0, count)))
      expect([result.findings, result.indexesCompared]).toEqual([[], true])
    }
  })

  it('lets a broker be ahead of its position, and compares indexes at a later moment', () => {
    const half = story.lines.slice(0, story.lines.length / 2)
    const next = story.lines[half.length]
    if (!next) throw new Error('the story ends too early')
    const ahead = viewOf([...half, next], half)
    const { findings, indexesCompared } = verify(ahead)
    expect([findings, indexesCompared]).toEqual([[], false])
    const { standings } = viewNow()
    const both = { ...ahead, standings: [...ahead.standings, ...standings] }
    expect(verify(both)).toMatchObject({ findings: [], indexesCompared: true })
  })

  it('names a state that differs and a stream that the log does not have', () => {
    const view = viewNow()
    const [first, ...rest] = view.digests
    if (!first) throw new Error('the broker holds nothing')
    const ghost = { stream: 'host-ghost', revision: 4, digest: '00' }
    const digests = [{ ...first, digest: '00' }, ...rest, ghost]
    expect(verify({ ...view, digests }).findings).toEqual([
      { stream: first.stream, kind: 'different', revision: first.revision },
      { stream: 'host-ghost', kind: 'not-in-log', revision: 4 },
    ])
  })

  it('a broker that passed over an event holds what is stale', () => {
    const stream = `connection-${story.first}`
    const own = story.lines.filter((line) => line.stream === stream)
    const view = viewOf(
      story.lines.filter((line) => line !== own.at(-1)),
      story.lines,
    )
    expect(verify(view)).toMatchObject({
      indexesCompared: false,
      findings: [{ stream, kind: 'stale', revision: own.length - 2 }],
    })
  })

  it('a broker that passed over a stream misses it', () => {
    const view = viewOf(
      story.lines.filter(({ stream }) => stream !== 'pool-desk'),
      story.lines,
    )
    const { findings } = verify(view)
    expect(findings).toEqual([{ stream: 'pool-desk', kind: 'missing', revision: 0 }])
  })

  it('a broker that holds nothing misses every stream', () => {
    const { findings } = verify(viewOf([], story.lines))
    expect(findings.map((finding) => 'stream' in finding && finding.stream)).toEqual([
      ...new Set(story.lines.map(({ stream }) => stream)),
    ])
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(new Set(['missing']))
  })

  it('a position that the log does not have is not believed', () => {
    const { digests } = viewNow()
    const live = story.site.broker().live
    const view = { followed: 'm:999999', digests, standings: [standingAt(live, 'm:999999')] }
    expect(verify(view)).toMatchObject({
      indexesCompared: false,
      findings: [{ kind: 'unknown-position', position: 'm:999999' }],
    })
  })

  it('a missing revision is a gap, and the rest of its stream is not folded', () => {
    const stream = `connection-${story.first}`
    const own = story.lines.filter((line) => line.stream === stream)
    const missing = own[3]
    const lines = story.lines.filter((line) => line !== missing)
    expect(verify(viewNow(), lines).findings).toEqual([
      { stream, kind: 'gap', revision: 4 },
      { stream, kind: 'not-in-log', revision: own.length - 1 },
    ])
  })

  it('an event that comes twice is a gap, and the rest goes on', () => {
    const lines = story.lines.flatMap((line, index) => (index === 5 ? [line, line] : [line]))
    const { findings } = verify(viewNow(), lines)
    expect(findings).toEqual([
      { stream: lines[5]?.stream, kind: 'gap', revision: lines[5]?.revision },
    ])
  })
})
