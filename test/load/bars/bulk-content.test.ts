import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  bulkFrameBytes,
  compareBulk,
  createBulkContent,
  spoilt,
} from '../../../load/bars/bulk-content.ts'

const createNumbered = () => {
  let made = 0
  return createBulkContent((bytes) => {
    made += 1
    const frame = Buffer.alloc(bytes)
    frame.writeUInt32BE(made)
    return frame
  })
}

const sha = (frames: readonly Buffer[]): string =>
  createHash('sha256').update(Buffer.concat(frames)).digest('hex')

const frameCount = 5
const bytesPerPair = frameCount * bulkFrameBytes

describe('content', () => {
  it('a digest is that of the frames in their order', () => {
    const content = createNumbered()
    const frames = Array.from({ length: frameCount }, (_, index) => content.frame(3, index))
    expect(content.digest(3, frameCount)).toBe(sha(frames))
    expect(sha([...frames].reverse())).not.toBe(content.digest(3, frameCount))
  })

  it('every pair carries something else', () => {
    const content = createNumbered()
    const digests = Array.from({ length: 16 }, (_, pair) => content.digest(pair, frameCount))
    expect(new Set(digests).size).toBe(16)
  })
})

describe('comparing', () => {
  const content = createNumbered()
  const expected = [content.digest(0, frameCount), content.digest(1, frameCount)]
  const arrived = expected.map((digest) => ({ bytes: bytesPerPair, digest }))
  const [first = { bytes: 0, digest: '' }, second = first] = arrived

  it('finds nothing where all is as it was sent', () => {
    expect(compareBulk(expected, arrived, bytesPerPair)).toEqual({ lost: 0, wrong: 0 })
  })

  it('finds one changed bit', () => {
    const frames = Array.from({ length: frameCount }, (_, index) => content.frame(1, index))
    const [head = Buffer.alloc(0), ...others] = frames
    const digest = sha([spoilt(head), ...others])
    expect(compareBulk(expected, [first, { ...second, digest }], bytesPerPair)).toEqual({
      lost: 0,
      wrong: 1,
    })
  })

  it('finds pairs that were exchanged', () => {
    expect(compareBulk(expected, [second, first], bytesPerPair)).toEqual({ lost: 0, wrong: 2 })
  })

  it('what is not complete, or never came, is lost and not wrong', () => {
    const short = { bytes: bytesPerPair - 1, digest: 'of what came' }
    expect(compareBulk(expected, [short], bytesPerPair)).toEqual({ lost: 2, wrong: 0 })
    const long = { bytes: bytesPerPair + 1, digest: 'of what came' }
    expect(compareBulk(expected, [first, long], bytesPerPair)).toEqual({ lost: 1, wrong: 0 })
  })

  it('a spoilt frame is another one, and the original stays', () => {
    const frame = Buffer.from([1, 2, 3])
    expect([...spoilt(frame)]).toEqual([1, 3, 3])
    expect([...frame]).toEqual([1, 2, 3])
  })
})
