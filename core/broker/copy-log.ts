/**
 * Copies one decision log to another: the same events at the same revisions in the same order.
 * What the target holds already says how far an earlier run came; it is compared event by event
 * before anything is written, so a target is never mixed with another log.
 */
import { createHash } from 'node:crypto'
import { Fault } from '../domain/errors.ts'
import { appendEventCountMax, logMessageBytes, logMessageEventCount } from '../domain/limits.ts'
import type { EventLog, RecordedEvent } from './ports.ts'

export type CopySource = Pick<EventLog, 'size'> & {
  /** From the first event to what is the end when it begins. */
  readAll(): AsyncIterable<readonly RecordedEvent[]>
}
export type CopyTarget = Pick<EventLog, 'readAll' | 'append'>

export type CopyPorts = {
  readonly from: CopySource
  readonly to: CopyTarget
  /** The canonical bytes of an event at its place. */
  readonly bytesOf: (event: RecordedEvent) => Uint8Array
}

export type CopyPhase = 'compare' | 'copy' | 'verify'

export type CopyOptions = {
  /**
   * Does the target commit appends that are issued together as one, when they are within
   * `logMessageEventCount` and `logMessageBytes`? Then a failure leaves a prefix all the same.
   */
  readonly commitsTogether: boolean
  readonly signal: AbortSignal
  /** Events handled of the source, and how many it holds by and large. */
  readonly onProgress?: (phase: CopyPhase, done: number, total: number) => void
}

export type CopyResult = {
  /** Events of the source up to its end when the copy began; the target holds as many. */
  readonly events: number
  /** How many of them this run wrote. */
  readonly copied: number
  /** SHA-256 over the canonical bytes of all of them, each behind its length; lower-case hex. */
  readonly digest: string
}

/** Events of one stream that follow each other in the log: one append. */
type Part = { readonly stream: string; readonly events: RecordedEvent[] }

type Tally = {
  readonly count: () => number
  add(bytes: Uint8Array): void
  /** Ends it. */
  digest(): string
}

/** Counts events and hashes each behind its length. */
export const createTally = (): Tally => {
  const hash = createHash('sha256')
  const length = Buffer.alloc(4)
  let count = 0
  return {
    count: () => count,
    add: (bytes) => {
      length.writeUInt32BE(bytes.length)
      hash.update(length).update(bytes)
      count += 1
    },
    digest: () => hash.digest('hex'),
  }
}

async function* single(
  batches: AsyncIterable<readonly RecordedEvent[]>,
): AsyncGenerator<RecordedEvent> {
  for await (const batch of batches) yield* batch
}

const placeText = ({ stream, revision }: RecordedEvent): string => `${stream} at ${revision}`

const write = async (to: CopyTarget, { stream, events }: Part): Promise<void> => {
  const [first] = events
  if (first === undefined) return
  const result = await to.append(
    stream,
    first.revision === 0 ? 'none' : first.revision - 1,
    events.map(({ stream: _stream, revision: _revision, position: _position, ...event }) => event),
  )
  if (result.kind === 'appended') return
  const where = `${placeText(first)} was to be written, the target is at ${result.actual}`
  throw new Fault('LOG_DIFFERS', where)
}

/** The length before an envelope, at its largest. */
const sizeBytesMax = 5

/** Gathers events into appends and issues as many at once as the target commits together. */
const createCopyWriter = (to: CopyTarget, commitsTogether: boolean) => {
  let parts: Part[] = []
  let eventCount = 0
  let byteCount = 0

  const flush = async (): Promise<void> => {
    const writing = parts.map((part) => write(to, part))
    parts = []
    eventCount = 0
    byteCount = 0
    // All have ended before the first failure is told: nothing is written behind its back.
    for (const one of await Promise.allSettled(writing)) {
      if (one.status === 'rejected') throw one.reason
    }
  }

  const isFullFor = (event: RecordedEvent, bytes: number): boolean => {
    if (parts.length === 0) return false
    if (byteCount + bytes > logMessageBytes) return true
    if (commitsTogether) return eventCount === logMessageEventCount
    return eventCount === appendEventCountMax || parts.at(-1)?.stream !== event.stream
  }

  return {
    /** True when what was gathered before had to be written first. */
    add: async (event: RecordedEvent, bytes: number): Promise<boolean> => {
      const full = isFullFor(event, bytes + sizeBytesMax)
      if (full) await flush()
      const open = parts.at(-1)
      if (open?.stream === event.stream) open.events.push(event)
      else parts.push({ stream: event.stream, events: [event] })
      eventCount += 1
      byteCount += bytes + sizeBytesMax
      return full
    },
    flush,
  }
}

type Copying = Required<CopyOptions> & {
  readonly given: Tally
  readonly held: Tally
  readonly total: number
}

/** Holds the target against the beginning of the source; its last event, if there is one. */
const compare = async (
  { to, bytesOf }: CopyPorts,
  source: AsyncIterator<RecordedEvent>,
  { given, held, total, signal, onProgress }: Copying,
): Promise<RecordedEvent | undefined> => {
  let last: RecordedEvent | undefined
  for await (const there of single(to.readAll())) {
    signal.throwIfAborted()
    const { value: here, done } = await source.next()
    const number = held.count() + 1
    if (done) throw new Fault('LOG_DIFFERS', `the source has no event ${number}, the target has`)
    const bytes = bytesOf(there)
    if (Buffer.compare(bytes, bytesOf(here)) !== 0) {
      const places = `${placeText(here)} in the source, ${placeText(there)} in the target`
      throw new Fault('LOG_DIFFERS', `event ${number} differs: ${places}`)
    }
    given.add(bytes)
    held.add(bytes)
    last = there
    onProgress('compare', number, Math.max(total, number))
  }
  return last
}

const copyRest = async (
  { to, bytesOf }: CopyPorts,
  source: AsyncIterable<RecordedEvent>,
  { given, total, signal, onProgress, commitsTogether }: Copying,
): Promise<void> => {
  const writer = createCopyWriter(to, commitsTogether)
  for await (const event of source) {
    const bytes = bytesOf(event)
    const wrote = await writer.add(event, bytes.length)
    given.add(bytes)
    if (!wrote) continue
    onProgress('copy', given.count(), Math.max(total, given.count()))
    signal.throwIfAborted()
  }
  await writer.flush()
}

/**
 * Copies what `to` lacks of `from`, up to the end that `from` had, and reads it back. Ends between
 * two commits when the signal is aborted, with the signal's reason; a later call goes on there.
 * Throws Fault LOG_DIFFERS when the target holds anything but a prefix of the source, before it is
 * written to, or when it is written to by somebody else meanwhile; and the faults of both logs.
 */
export const copyLog = async (ports: CopyPorts, options: CopyOptions): Promise<CopyResult> => {
  const { from, to, bytesOf } = ports
  const [given, held] = [createTally(), createTally()]
  const onProgress = options.onProgress ?? (() => undefined)
  const copying = { ...options, onProgress, given, held, total: await from.size() }
  const source = single(from.readAll())
  try {
    const last = await compare(ports, source, copying)
    const compared = held.count()
    await copyRest(ports, source, copying)
    const rest = to.readAll(last === undefined ? {} : { from: last.position })
    for await (const event of single(rest)) {
      options.signal.throwIfAborted()
      held.add(bytesOf(event))
      onProgress('verify', held.count(), given.count())
    }
    const digest = given.digest()
    const events = given.count()
    if (held.count() !== events || held.digest() !== digest) {
      const found = `it gives ${held.count()} events, the source gave ${events}`
      throw new Fault('LOG_DIFFERS', `the target does not read back as it was written: ${found}`)
    }
    return { events, copied: events - compared, digest }
  } finally {
    await source.return(undefined)
  }
}
