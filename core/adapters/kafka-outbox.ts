/**
 * What waits to be sent to Kafka: bounded in count and bytes, the oldest is dropped and counted.
 * One batch is out at a time; what failed comes back to the front in its order.
 */
import {
  heartbeatOutboxCountMax,
  kafkaBatchBytesMax,
  kafkaLateMs,
  kafkaOutboxBytesMax,
} from '../domain/limits.ts'

export type Waiting = {
  /** The same for every attempt, so that readers recognise what came twice. */
  readonly id: string
  readonly key: string
  /** Milliseconds since 1970. */
  readonly timestamp: number
  readonly value: Uint8Array
  /** What it is, where it is no heartbeat; a header of the message. */
  readonly kind?: 'gateway-load'
  /** When it came, by the monotonic clock. */
  readonly queuedAt: number
}

export type KafkaOutbox = {
  /** Takes it in; drops the oldest ones beyond the bounds. */
  add(one: Waiting): void
  /**
   * Moves the oldest into the one batch that is out: at most `countMax`, within the bound of bytes.
   * What waited too long is dropped. Nothing may be out.
   */
  take(now: number, countMax: number): readonly Waiting[]
  /** What is out arrived. */
  arrived(): void
  /** What is out comes back to the front; the bounds hold again. */
  returned(): void
  /** What is out is dropped: it can never be sent. */
  discarded(): void
  /** All that has not arrived, oldest first. */
  held(): readonly Waiting[]
  /** How many have not arrived. */
  size(): number
  /** How many were dropped since start. */
  dropped(): number
  /** Counts something that was never taken in. */
  refuse(): void
  /** Drops everything. */
  clear(): void
}

export type OutboxBounds = {
  readonly countMax?: number
  readonly bytesMax?: number
  readonly batchBytesMax?: number
  readonly lateMs?: number
}

/** What a message takes beside its value: key, identity, lengths. */
const overheadBytes = 64

const sizeOf = (one: Waiting): number => one.value.length + one.key.length + overheadBytes

/** Makes an empty outbox. The bounds are those of core/domain/limits.ts unless told otherwise. */
export const createKafkaOutbox = ({
  countMax: waitingCountMax = heartbeatOutboxCountMax,
  bytesMax = kafkaOutboxBytesMax,
  batchBytesMax = kafkaBatchBytesMax,
  lateMs = kafkaLateMs,
}: OutboxBounds = {}): KafkaOutbox => {
  let waiting: Waiting[] = []
  let bytes = 0
  let out: readonly Waiting[] = []
  let dropped = 0

  const removeOldest = (count: number): readonly Waiting[] => {
    const removed = waiting.splice(0, count)
    for (const one of removed) bytes -= sizeOf(one)
    return removed
  }

  const dropOldest = (count: number): void => {
    dropped += removeOldest(count).length
  }

  const bound = (): void => {
    let count = Math.max(0, waiting.length - waitingCountMax)
    let after = bytes - waiting.slice(0, count).reduce((sum, one) => sum + sizeOf(one), 0)
    for (let one = waiting[count]; after > bytesMax && one !== undefined; one = waiting[count]) {
      after -= sizeOf(one)
      count += 1
    }
    if (count > 0) dropOldest(count)
  }

  const dropLate = (now: number): void => {
    const kept = waiting.findIndex((one) => now - one.queuedAt <= lateMs)
    if (kept !== 0) dropOldest(kept === -1 ? waiting.length : kept)
  }

  return {
    add: (one) => {
      waiting.push(one)
      bytes += sizeOf(one)
      bound()
    },
    take: (now, countMax) => {
      dropLate(now)
      let count = 0
      let taken = 0
      for (const one of waiting.slice(0, countMax)) {
        taken += sizeOf(one)
        // The first one goes alone however large it is: it would wait for ever.
        if (count > 0 && taken > batchBytesMax) break
        count += 1
      }
      out = removeOldest(count)
      return out
    },
    arrived: () => {
      out = []
    },
    returned: () => {
      waiting = [...out, ...waiting]
      for (const one of out) bytes += sizeOf(one)
      out = []
      bound()
    },
    discarded: () => {
      dropped += out.length
      out = []
    },
    held: () => [...out, ...waiting],
    size: () => out.length + waiting.length,
    dropped: () => dropped,
    refuse: () => {
      dropped += 1
    },
    clear: () => {
      dropped += out.length
      out = []
      dropOldest(waiting.length)
    },
  }
}
