/**
 * Histories of concurrent appends and reads, and whether they could have happened one after the
 * other on a log. What the log holds in the end is the order that has to explain every answer; an
 * append without an answer may have happened at any time after it was asked for, or never. Pure.
 */

/** What an append was told; `unknown` when it was told nothing that binds. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly revision: number }
  | { readonly kind: 'conflict'; readonly actual: number }
  | { readonly kind: 'unknown' }

type Span = {
  readonly stream: string
  /** Moments of one counter: no two are the same. */
  readonly askedAt: number
  /** Infinity while there was no answer. */
  readonly answeredAt: number
}

export type AppendOperation = Span & {
  readonly kind: 'append'
  /** Last revision that the writer believed in; -1 for a stream that is not there. */
  readonly expected: number
  readonly eventIds: readonly string[]
  readonly outcome: AppendOutcome
}

export type ReadOperation = Span & {
  readonly kind: 'read'
  readonly eventIds: readonly string[]
}

export type Operation = AppendOperation | ReadOperation

/** Gathers operations as they happen. */
export type HistoryRecorder = {
  readonly operations: readonly Operation[]
  /** Runs an append and notes it; a rejection is an unknown outcome, told by `undefined`. */
  append(
    wanted: Pick<AppendOperation, 'stream' | 'expected' | 'eventIds'>,
    run: () => Promise<AppendOutcome>,
  ): Promise<AppendOutcome>
  /** Runs a read and notes it; one that failed has shown nothing. */
  read(stream: string, run: () => Promise<readonly string[]>): Promise<void>
}

/** Makes an empty one. */
export const createHistory = (): HistoryRecorder => {
  const operations: Operation[] = []
  let clock = 0
  const tick = (): number => {
    clock += 1
    return clock
  }
  return {
    operations,
    append: async (wanted, run) => {
      const askedAt = tick()
      const outcome = await run().catch((): AppendOutcome => ({ kind: 'unknown' }))
      const at = tick()
      const answeredAt = outcome.kind === 'unknown' ? Number.POSITIVE_INFINITY : at
      operations.push({ kind: 'append', ...wanted, askedAt, answeredAt, outcome })
      return outcome
    },
    read: async (stream, run) => {
      const askedAt = tick()
      const eventIds = await run().catch(() => undefined)
      const answeredAt = tick()
      if (eventIds !== undefined)
        operations.push({ kind: 'read', stream, askedAt, answeredAt, eventIds })
    },
  }
}

/** When the event of each revision may have come about, after all that was told. */
type Bounds = { readonly earliest: number[]; readonly latest: number[] }

const raise = (bounds: Bounds, revision: number, moment: number): void => {
  const before = bounds.earliest[revision]
  if (before !== undefined) bounds.earliest[revision] = Math.max(before, moment)
}

const lower = (bounds: Bounds, revision: number, moment: number): void => {
  const before = bounds.latest[revision]
  if (before !== undefined) bounds.latest[revision] = Math.min(before, moment)
}

/** Somebody saw the stream with exactly so many events at some moment of this span. */
const see = (bounds: Bounds, length: number, { askedAt, answeredAt }: Span): void => {
  lower(bounds, length - 1, answeredAt)
  raise(bounds, length, askedAt)
}

const isAt = (stored: readonly string[], from: number, eventIds: readonly string[]): boolean =>
  eventIds.every((id, at) => stored[from + at] === id)

/** Where the append's events are; undefined when none of them is there. Repeats are at one place. */
const checkPlace = (
  operation: AppendOperation,
  stored: readonly string[],
  findings: string[],
): boolean => {
  const { stream, expected, eventIds, outcome } = operation
  const there = eventIds.filter((id) => stored.includes(id)).length
  const whole = isAt(stored, expected + 1, eventIds)
  const name = `append of ${eventIds[0]} to ${stream}`
  if (there > 0 && !whole) findings.push(`${name} is torn or at another place`)
  if (outcome.kind === 'appended' && !whole) findings.push(`${name} was acknowledged and is lost`)
  if (outcome.kind === 'appended' && outcome.revision !== expected + eventIds.length)
    findings.push(`${name} was told revision ${outcome.revision}`)
  if (outcome.kind === 'conflict' && there > 0)
    findings.push(`${name} was told of a conflict and is there`)
  if (outcome.kind === 'conflict' && outcome.actual === expected)
    findings.push(`${name} was told of a conflict with what it expected`)
  return whole
}

const boundsOf = (length: number): Bounds => ({
  earliest: Array<number>(length).fill(0),
  latest: Array<number>(length).fill(Number.POSITIVE_INFINITY),
})

/** An append that was repeated began with its first try and was over with its first answer. */
const noteAppend = (bounds: Bounds, tries: readonly AppendOperation[]): void => {
  const [first] = tries
  if (first === undefined) return
  const askedAt = Math.min(...tries.map((one) => one.askedAt))
  const answeredAt = Math.min(...tries.map((one) => one.answeredAt))
  for (let at = 1; at <= first.eventIds.length; at++) {
    raise(bounds, first.expected + at, askedAt)
    lower(bounds, first.expected + at, answeredAt)
  }
}

const checkOrder = (stream: string, { earliest, latest }: Bounds): string[] => {
  const findings: string[] = []
  let since = 0
  const lastFirst = latest.reduceRight<number[]>((all, moment) => {
    all.push(Math.min(moment, all.at(-1) ?? Number.POSITIVE_INFINITY))
    return all
  }, [])
  for (const [revision, moment] of earliest.entries()) {
    since = Math.max(since, moment)
    const until = lastFirst[earliest.length - 1 - revision] ?? 0
    if (since > until)
      findings.push(`${stream}: revision ${revision} came after ${since} and was seen at ${until}`)
  }
  return findings
}

const checkStream = (
  stream: string,
  operations: readonly Operation[],
  stored: readonly string[],
): string[] => {
  const findings: string[] = []
  if (new Set(stored).size !== stored.length) findings.push(`${stream} holds an event twice`)
  const bounds = boundsOf(stored.length)
  const tries = new Map<string, AppendOperation[]>()
  for (const operation of operations) {
    if (operation.kind === 'read') {
      if (!isAt(stored, 0, operation.eventIds)) findings.push(`${stream} was read as it never was`)
      see(bounds, operation.eventIds.length, operation)
      continue
    }
    const { outcome, eventIds } = operation
    if (outcome.kind === 'conflict') see(bounds, outcome.actual + 1, operation)
    if (!checkPlace(operation, stored, findings)) continue
    const key = eventIds[0] ?? ''
    tries.set(key, [...(tries.get(key) ?? []), operation])
  }
  for (const same of tries.values()) noteAppend(bounds, same)
  const asked = new Set([...tries.values()].flatMap(([one]) => one?.eventIds ?? []))
  for (const id of stored) if (!asked.has(id)) findings.push(`nobody appended ${id} to ${stream}`)
  return [...findings, ...checkOrder(stream, bounds)]
}

/**
 * What cannot have happened one after the other, in words; empty when all of it can.
 * @param stored event ids of each stream in the end, in order
 */
export const checkHistory = (
  operations: readonly Operation[],
  stored: ReadonlyMap<string, readonly string[]>,
): string[] => {
  const byStream = new Map<string, Operation[]>()
  for (const stream of stored.keys()) byStream.set(stream, [])
  for (const operation of operations) {
    const { stream } = operation
    byStream.set(stream, [...(byStream.get(stream) ?? []), operation])
  }
  return [...byStream].flatMap(([stream, those]) =>
    checkStream(stream, those, stored.get(stream) ?? []),
  )
}
