/**
 * Frames that prove themselves: a head with mark, sender, sequence and length, and behind it bytes
 * whose digest is known. What an echo gives back is a stream, cut anywhere. Runs in k6 and in Node;
 * how bytes are digested comes in, since k6 has a native hash and its JavaScript is slow.
 */

/** Begins each frame; no start of RDP (03h), so that an echo gives it back from the first byte. */
const mark = 0x43_57_46_31

/** Mark, sender, sequence, length of the whole frame: 32 bits each, most significant byte first. */
export const headBytes = 16

/** As long as any message between a gateway and its legs may be. */
export const frameBytesMax = 131_072

export type Digest = (bytes: ArrayBuffer) => string

export type FrameWriter = {
  /** The next frame; the buffer is the caller's. */
  next(): ArrayBuffer
}

/** Bytes that are others for each sender, and of no period that a buffer's size has. */
const bodyOf = (sender: number, length: number): Uint8Array => {
  const body = new Uint8Array(length)
  let state = (sender * 2_654_435_761 + 1) >>> 0
  for (let at = 0; at < length; at++) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    body[at] = state >>> 24
  }
  return body
}

/**
 * Frames of one sender.
 * @param size bytes of each whole frame, headBytes to frameBytesMax. Throws RangeError.
 */
export const createFrameWriter = (sender: number, size: number): FrameWriter => {
  if (!(Number.isInteger(size) && size >= headBytes && size <= frameBytesMax)) {
    throw new RangeError(`a frame has ${headBytes} to ${frameBytesMax} bytes, not ${size}`)
  }
  const body = bodyOf(sender, size - headBytes)
  let sequence = 0
  return {
    next: () => {
      const frame = new Uint8Array(size)
      const head = new DataView(frame.buffer)
      head.setUint32(0, mark)
      head.setUint32(4, sender)
      head.setUint32(8, sequence)
      head.setUint32(12, size)
      frame.set(body, headBytes)
      sequence += 1
      return frame.buffer
    },
  }
}

export type FrameFault = 'mark' | 'sender' | 'sequence' | 'length' | 'digest'

/** What one piece of the stream completed. */
export type Taken = { readonly frames: number; readonly faults: readonly FrameFault[] }

export type FrameReader = {
  /** Takes the next piece. After a fault of mark or length nothing more can be read. */
  take(piece: ArrayBuffer): Taken
  /** Frames that came whole and right. */
  count(): number
}

/** Reads back what a writer of this sender and size wrote. */
export const createFrameReader = (sender: number, size: number, digest: Digest): FrameReader => {
  const expected = digest(bodyOf(sender, size - headBytes).buffer as ArrayBuffer)
  const frame = new Uint8Array(size)
  let filled = 0
  let sequence = 0
  let right = 0
  let lost = false

  const faultOf = (): FrameFault | undefined => {
    const head = new DataView(frame.buffer)
    if (head.getUint32(0) !== mark) return 'mark'
    if (head.getUint32(12) !== size) return 'length'
    if (head.getUint32(4) !== sender) return 'sender'
    if (head.getUint32(8) !== sequence) return 'sequence'
    return digest(frame.buffer.slice(headBytes)) === expected ? undefined : 'digest'
  }

  return {
    take: (piece) => {
      const faults: FrameFault[] = []
      let frames = 0
      const bytes = new Uint8Array(piece)
      for (let at = 0; at < bytes.length && !lost; ) {
        const part = bytes.subarray(at, at + size - filled)
        frame.set(part, filled)
        filled += part.length
        at += part.length
        if (filled < size) break
        filled = 0
        const fault = faultOf()
        if (fault === undefined) frames += 1
        else faults.push(fault)
        lost = fault === 'mark' || fault === 'length'
        sequence += 1
      }
      right += frames
      return { frames, faults }
    },
    count: () => right,
  }
}
