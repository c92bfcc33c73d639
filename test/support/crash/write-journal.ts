/**
 * The journal that unsynced.c keeps of one file's writes and syncs, with what the process was told
 * in between, in the order in which it happened.
 */

/** What happened to the file, or was told, one after the other. */
export type Note =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  /** A write that is on the disk once it has returned. */
  | { readonly kind: 'synced-write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'length'; readonly length: number }
  /** Of the changes of the file, counted from 0, those below `covers` are on the disk. */
  | { readonly kind: 'sync'; readonly covers: number }
  /** Of those below `covers` what was not on the disk yet may never get there. */
  | { readonly kind: 'failed-sync'; readonly covers: number }
  | { readonly kind: 'mapped' }
  | { readonly kind: 'told'; readonly text: string }

const headBytes = 24
const kinds = { W: 87, D: 68, T: 84, S: 83, E: 69, M: 77, A: 65 } as const

/** What the process appends to the journal to say what it was told. */
export const encodeAcknowledgement = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(headBytes)
  head.writeBigUInt64LE(BigInt(kinds.A), 0)
  head.writeBigUInt64LE(BigInt(bytes.length), 16)
  return Buffer.concat([head, bytes])
}

const noteOf = (kind: number, a: number, bytes: Buffer): Note => {
  switch (kind) {
    case kinds.W:
      return { kind: 'write', offset: a, bytes }
    case kinds.D:
      return { kind: 'synced-write', offset: a, bytes }
    case kinds.T:
      return { kind: 'length', length: a }
    case kinds.S:
      return { kind: 'sync', covers: a }
    case kinds.E:
      return { kind: 'failed-sync', covers: a }
    case kinds.M:
      return { kind: 'mapped' }
    case kinds.A:
      return { kind: 'told', text: bytes.toString('utf8') }
    default:
      throw new Error(`the journal has a note of kind ${kind}`)
  }
}

/** Reads a whole journal; throws for anything that is no journal of a little-endian machine. */
export const readJournal = (journal: Buffer): Note[] => {
  const notes: Note[] = []
  for (let at = 0; at < journal.length; ) {
    if (at + headBytes > journal.length) throw new Error('the journal ends within a note')
    const [kind, a, length] = [0, 8, 16].map((offset) =>
      Number(journal.readBigUInt64LE(at + offset)),
    )
    const start = at + headBytes
    at = start + (length ?? 0)
    if (at > journal.length) throw new Error('the journal ends within a note')
    notes.push(noteOf(kind ?? 0, a ?? 0, journal.subarray(start, at)))
  }
  return notes
}
