/**
 * Reads payloads out of larger bytes, one after the other, without a view or a reader for each: a
 * replay decodes half a million of them a second.
 */
import './plain-numbers.ts'
import protobuf from 'protobufjs/minimal.js'
import { createTextPool } from './text-pool.ts'

/** Stands in a text for what was no UTF-8. */
const replacement = '\ufffd'
const strict = new TextDecoder('utf-8', { fatal: true })

/** As the library's own, which puts a text together from pieces of eight letters. */
const strictText = (bytes: Buffer, start: number, end: number): string => {
  const text = bytes.toString('utf8', start, end)
  // The stricter way throws for what was replaced, and passes what was there.
  return text.includes(replacement) ? strict.decode(bytes.subarray(start, end)) : text
}

/** Decoding is one synchronous call after the other: one pool serves all. */
const readText = createTextPool(strictText)

/** A reader of protobufjs that is used again and again. */
export class PayloadReader extends protobuf.Reader {
  #bytes: Buffer

  constructor() {
    const none = Buffer.alloc(0)
    super(none)
    this.#bytes = none
  }

  /** Goes to the payload in [start, end). */
  moveTo(bytes: Buffer, start: number, end: number): this {
    this.#bytes = bytes
    this.buf = bytes
    this.pos = start
    this.len = end
    return this
  }

  /** As the library's own, but a text that was just read is not made again. */
  override stringVerify(): string {
    const length = this.uint32()
    const start = this.pos
    const end = start + length
    if (end > this.len) throw new RangeError('a text ends beyond its message')
    this.pos = end
    return readText(this.#bytes, start, end)
  }

  /** A copy of its own: a view would keep alive all that was read together with it. */
  override raw(start: number, end: number): Uint8Array {
    const copy = new Uint8Array(end - start)
    this.#bytes.copy(copy, 0, start, end)
    return copy
  }
}
