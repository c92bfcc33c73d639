/**
 * A snapshot of a broker's state as a file: what it would fold from the log again, so it may be
 * deleted at any time and holds nothing that the log does not.
 *
 * One line of JSON (the mark), then pieces: length of the packed bytes and CRC-32 of them (4 bytes
 * each, little endian), the bytes. A piece is a part of the state in V8's own form, deflated; one
 * of no length is the end.
 */
import { closeSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { StatePart } from '../broker/live-state.ts'
import type { Position } from '../broker/ports.ts'
import { snapshotPieceBytesMax } from '../domain/limits.ts'

const markSchema = z.strictObject({
  kind: z.literal('causeway-snapshot'),
  /** Of the code that folded it: another one folds again. */
  foldVersion: z.string(),
  position: z.string(),
  /** Events of the log up to the position. */
  events: z.int().min(1),
  /** Running maximum of recorded time up to there, in milliseconds since 1970. */
  recordedAtMax: z.number(),
  /** One of the last events before the position, by which the log is known again. */
  stream: z.string(),
  revision: z.int().min(0),
  eventId: z.string(),
})

/** Where in which log a snapshot belongs, and by which code it was made. */
export type SnapshotMark = Omit<z.infer<typeof markSchema>, 'kind' | 'position'> & {
  readonly position: Position
}

const markBytesMax = 4_096
const headBytes = 8
/** The least that deflate can do is enough: names of fields come again and again. */
const level = 1

/** Writes a snapshot whole or not at all. Throws the system's error when it cannot. */
export const writeSnapshot = (
  path: string,
  mark: SnapshotMark,
  parts: Iterable<StatePart>,
): void => {
  const passing = `${path}.new`
  const file = openSync(passing, 'w', 0o600)
  try {
    writeSync(file, `${JSON.stringify({ kind: 'causeway-snapshot', ...mark })}\n`)
    const head = Buffer.alloc(headBytes)
    for (const part of parts) {
      const bytes = deflateRawSync(serialize(part), { level })
      head.writeUInt32LE(bytes.length, 0)
      head.writeUInt32LE(crc32(bytes), 4)
      writeSync(file, head)
      writeSync(file, bytes)
    }
    writeSync(file, Buffer.alloc(headBytes))
  } catch (error) {
    closeSync(file)
    rmSync(passing, { force: true })
    throw error
  }
  closeSync(file)
  renameSync(passing, path)
}

const parseMark = (line: string): SnapshotMark | undefined => {
  try {
    const { kind: _kind, position, ...rest } = markSchema.parse(JSON.parse(line))
    // The log says whether it is one of its positions.
    return { ...rest, position: position as Position }
  } catch {
    return undefined
  }
}

/** The mark alone; undefined for a file that is damaged, not ours, or gone. */
export const readMark = (path: string): SnapshotMark | undefined => {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(markBytesMax)
      const length = readSync(file, bytes, 0, markBytesMax, 0)
      const end = bytes.subarray(0, length).indexOf(10)
      return end < 0 ? undefined : parseMark(bytes.toString('utf8', 0, end))
    } finally {
      closeSync(file)
    }
  } catch {
    return undefined
  }
}

/** All parts of a snapshot; undefined when any of it is damaged: then the log is folded instead. */
export const readSnapshot = (path: string): readonly StatePart[] | undefined => {
  try {
    const bytes = readFileSync(path)
    const parts: StatePart[] = []
    let at = bytes.indexOf(10) + 1
    while (at + headBytes <= bytes.length) {
      const length = bytes.readUInt32LE(at)
      const sum = bytes.readUInt32LE(at + 4)
      at += headBytes
      if (length === 0) return sum === 0 && parts.at(-1)?.kind === 'rest' ? parts : undefined
      const packed = bytes.subarray(at, at + length)
      if (packed.length !== length || crc32(packed) !== sum) return undefined
      // Its checksum holds, so it is what the same code wrote.
      parts.push(deserialize(inflateRawSync(packed, { maxOutputLength: snapshotPieceBytesMax })))
      at += length
    }
    return undefined
  } catch {
    return undefined
  }
}
