/**
 * Where a follower is in each partition, and how far it is behind. Held here and nowhere else: an
 * offset that Kafka keeps for a group is never believed.
 */
import type { KafkaClient } from './kafka-client.ts'

/** One partition as Kafka has it now. */
export type FoundPlace = {
  readonly partition: number
  /** Offset of the oldest message kept, and the one that the next message will get. */
  readonly low: number
  readonly high: number
  /** Offset of the first message of the time asked for, `high` when there is none. */
  readonly start: number
}

/** Asks for all partitions of a topic. Rejects with what the client says. */
export const findPlaces = async (
  client: KafkaClient,
  topic: string,
  fromMs: number,
): Promise<readonly FoundPlace[]> => {
  const admin = client.kafka.admin()
  try {
    await admin.connect()
    const ends = await admin.fetchTopicOffsets(topic)
    const starts = await admin.fetchTopicOffsetsByTimestamp(topic, Math.max(0, fromMs))
    const startOf = new Map(starts.map((one) => [one.partition, Number(one.offset)]))
    return ends.map(({ partition, low, high }) => ({
      partition,
      low: Number(low),
      high: Number(high),
      start: startOf.get(partition) ?? Number(high),
    }))
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

export type FollowPlaces = {
  /** A new consumer begins: goes on where the last one was, as far as that is still there. */
  begin(found: readonly FoundPlace[]): void
  /** How many partitions the topic had when the consumer began. */
  count(): number
  /** The offset to go on with; a partition that was added later is read from its beginning. */
  next(partition: number): string
  /** A message and all before it were handed over; `high` is the partition's end then. */
  passed(partition: number, offset: string, high: string): void
  fetchStarted(nodeId: number): void
  fetched(nodeId: number): void
  /** How long ago the slowest of Kafka's nodes finished a fetch, else when the consumer began. */
  quietMs(): number
  currentAt(): number | undefined
}

/** Makes places that know nothing yet. */
export const createFollowPlaces = (monotonicMs: () => number): FollowPlaces => {
  const next = new Map<number, number>()
  const ends = new Map<number, number>()
  /**
   * By node: when its last fetch began and when one succeeded; when the one began that succeeded
   * just now, and the last one that is known to have left nothing behind.
   */
  const began = new Map<number, number>()
  const over = new Map<number, number>()
  const finished = new Map<number, number>()
  const complete = new Map<number, number>()
  let startedAt = monotonicMs()
  let current: number | undefined

  const isAtEnd = (): boolean =>
    [...ends].every(([partition, end]) => (next.get(partition) ?? 0) >= end)

  return {
    begin: (found) => {
      for (const { partition, low, high, start } of found) {
        const known = next.get(partition)
        // Beyond the end: the topic was made anew, or lost its tail.
        const from = known === undefined || known > high ? start : known
        next.set(partition, Math.max(low, from))
        ends.set(partition, high)
      }
      for (const times of [began, over, finished, complete]) times.clear()
      startedAt = monotonicMs()
    },
    count: () => ends.size,
    next: (partition) => String(next.get(partition) ?? 0),
    passed: (partition, offset, high) => {
      next.set(partition, Number(offset) + 1)
      ends.set(partition, Number(high))
    },
    fetchStarted: (nodeId) => {
      const before = finished.get(nodeId)
      finished.delete(nodeId)
      began.set(nodeId, monotonicMs())
      // All that the fetch before brought has been handed over by now, unless it failed.
      if (before === undefined || !isAtEnd()) return
      complete.set(nodeId, before)
      if (complete.size < began.size) return
      current = Math.max(current ?? 0, Math.min(...complete.values()))
    },
    fetched: (nodeId) => {
      over.set(nodeId, monotonicMs())
      finished.set(nodeId, began.get(nodeId) ?? startedAt)
    },
    quietMs: () => {
      const last = [...began.keys()].map((nodeId) => over.get(nodeId) ?? startedAt)
      return monotonicMs() - Math.min(...(last.length === 0 ? [startedAt] : last))
    },
    currentAt: () => current,
  }
}
