import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  createFrameReader,
  createFrameWriter,
  frameBytesMax,
  headBytes,
} from '../../../load/k6/lib/frames.ts'

const digest = (bytes: ArrayBuffer): string =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex')

const streamOf = (sender: number, size: number, count: number): Uint8Array => {
  const writer = createFrameWriter(sender, size)
  const frames = Array.from({ length: count }, () => new Uint8Array(writer.next()))
  return new Uint8Array(Buffer.concat(frames))
}

const readAll = (stream: Uint8Array, pieceBytes: number, sender = 7, size = 100) => {
  const reader = createFrameReader(sender, size, digest)
  const faults: string[] = []
  for (let at = 0; at < stream.length; at += pieceBytes) {
    const piece = stream.slice(at, at + pieceBytes)
    faults.push(...reader.take(piece.buffer as ArrayBuffer).faults)
  }
  return { frames: reader.count(), faults }
}

describe('frames of a load', () => {
  it('come back whole, however the stream is cut', () => {
    const stream = streamOf(7, 100, 20)
    for (const pieceBytes of [1, 7, 99, 100, 101, 350, 2_000]) {
      expect(readAll(stream, pieceBytes)).toEqual({ frames: 20, faults: [] })
    }
  })

  it('have every size from the head alone to the largest', () => {
    for (const size of [headBytes, headBytes + 1, 65_536, frameBytesMax]) {
      const stream = streamOf(3, size, 2)
      expect(stream.length).toBe(2 * size)
      expect(readAll(stream, 50_000, 3, size)).toEqual({ frames: 2, faults: [] })
    }
    for (const size of [0, headBytes - 1, frameBytesMax + 1, 20.5, Number.NaN]) {
      expect(() => createFrameWriter(1, size)).toThrow(RangeError)
    }
  })

  it('do not begin as RDP does', () => {
    expect(streamOf(1, 100, 1)[0]).not.toBe(3)
  })

  it('tell a changed byte wherever it is', () => {
    const stream = streamOf(7, 100, 3)
    for (let at = 100; at < 200; at++) {
      const damaged = stream.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 1
      const { frames, faults } = readAll(damaged, 64)
      expect([at, frames]).toEqual([at, faults[0] === 'mark' || faults[0] === 'length' ? 1 : 2])
      expect(faults).toHaveLength(1)
    }
  })

  it('tell what is lost, doubled, swapped, or of somebody else', () => {
    const stream = streamOf(7, 100, 4)
    const frame = (index: number) => stream.slice(index * 100, index * 100 + 100)
    const of = (...indexes: number[]) => new Uint8Array(Buffer.concat(indexes.map(frame)))
    expect(readAll(of(0, 2, 3), 100).faults).toEqual(['sequence', 'sequence'])
    expect(readAll(of(0, 0, 1), 100).faults).toEqual(['sequence', 'sequence'])
    expect(readAll(of(1, 0), 100).faults).toEqual(['sequence', 'sequence'])
    expect(readAll(streamOf(8, 100, 1), 100).faults).toEqual(['sender'])
    expect(readAll(stream.slice(1), 100).faults).toEqual(['mark'])
  })
})
