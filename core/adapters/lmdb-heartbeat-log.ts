/**
 * The embedded heartbeat log: samples gathered for a second and written together, outdated ones
 * deleted a few at a time. Losing its tail loses no decision.
 *
 * | Database | Key | Value |
 * |---|---|---|
 * | samples | hour (4 bytes), host id, NUL, received at (6 bytes), counter (2) | StoredHeartbeat |
 * | latest | host id | received at (6 bytes), StoredHeartbeat |
 *
 * Received at is in ms since 1970. The hour comes first, so that writes are neighbours and the
 * outdated ones lie at the beginning; one host is still found with one seek an hour.
 */
import type { HeartbeatLog, HeartbeatSample, System } from '../broker/ports.ts'
import {
  heartbeatFlushMs,
  heartbeatMapBytesMax,
  heartbeatOutboxCountMax,
  heartbeatPruneCountMax,
  heartbeatRetentionMs,
  streamNameBytesMax,
} from '../domain/limits.ts'
import { type BatchStore, type Change, openBatchStore } from './lmdb-batch.ts'
import { decodeHeartbeat, encodeHeartbeat } from './log-heartbeat.ts'

export type LmdbHeartbeatLogOptions = {
  /** Its own folder, made (0700) when it does not exist. */
  readonly folder: string
  readonly system: Pick<System, 'nowMs' | 'after'>
  /** Samples older than this are not shown and soon deleted. Default 7 days. */
  readonly retentionMs?: number
  /** How often waiting samples are written: the most that a crash loses. Default 1 s. */
  readonly flushMs?: number
  /** Told of a failed write, whose samples are kept and tried again. */
  readonly onFault?: (fault: unknown) => void
}

export const heartbeatKind = 'causeway-heartbeats'
export const heartbeatFormat = 1
const hourMs = 3_600_000
const hourBytes = 4
const timeBytes = 6
const counterBytes = 2

const hourKey = (hour: number): Buffer => {
  const key = Buffer.alloc(hourBytes)
  key.writeUInt32BE(Math.max(0, hour))
  return key
}

/** The first key of the hour in which this moment lies. */
export const hourKeyOf = (ms: number): Buffer => hourKey(Math.floor(ms / hourMs))

/** When the sample of a value of `latest` was received, in ms since 1970. */
export const latestReceivedAt = (value: Buffer): number => value.readUIntBE(0, timeBytes)

const timeOf = (ms: number): Buffer => {
  const bytes = Buffer.alloc(timeBytes)
  bytes.writeUIntBE(ms, 0, timeBytes)
  return bytes
}

/** The first key of this host at or after a time within an hour. */
const sampleKey = (hostId: string, ms: number, counter: number): Buffer => {
  const count = Buffer.alloc(counterBytes)
  count.writeUInt16BE(counter % 2 ** 16)
  const hour = hourKey(Math.floor(ms / hourMs))
  return Buffer.concat([hour, Buffer.from(`${hostId}\0`), timeOf(ms), count])
}

/** Can it be encoded at all? What cannot would stand in the way of all others. */
const isStorable = (sample: HeartbeatSample): boolean =>
  sample.hostId !== '' &&
  !sample.hostId.includes('\0') &&
  Buffer.byteLength(sample.hostId) <= streamNameBytesMax &&
  Number.isFinite(sample.cpuLoad) &&
  [
    sample.receivedAt,
    sample.activeSessions,
    sample.disconnectedSessions,
    sample.memoryUsedBytes,
    sample.memoryTotalBytes,
  ].every((value) => Number.isSafeInteger(value) && value >= 0)

const readSamples = (
  store: BatchStore,
  hostId: string,
  from: number,
  to: number,
  max: number,
): HeartbeatSample[] => {
  const found: HeartbeatSample[] = []
  const samples = store.store('samples')
  for (let at = from; at < to && found.length < max; at = (Math.floor(at / hourMs) + 1) * hourMs) {
    const end = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs)
    // The last millisecond of the hour is its own: an end in the next hour would be another prefix.
    const range = { start: sampleKey(hostId, at, 0), end: sampleKey(hostId, end - 1, 2 ** 16 - 1) }
    for (const { key, value } of samples.getRange({ ...range, inclusiveEnd: true })) {
      if (found.length === max) break
      const receivedAt = key.readUIntBE(key.length - timeBytes - counterBytes, timeBytes)
      found.push(decodeHeartbeat(hostId, receivedAt, value))
    }
  }
  return found
}

/** Opens the heartbeat log of a folder. Throws a Fault like openLmdbEventLog. */
export const openLmdbHeartbeatLog = async (
  options: LmdbHeartbeatLogOptions,
): Promise<HeartbeatLog> => {
  const { folder, system, onFault } = options
  const retentionMs = options.retentionMs ?? heartbeatRetentionMs
  const store = await openBatchStore({
    folder,
    mapBytes: heartbeatMapBytesMax,
    names: ['samples', 'latest'],
    kind: heartbeatKind,
    format: heartbeatFormat,
  })
  let waiting: HeartbeatSample[] = []
  let counter = 0
  let dropped = 0
  let stopped: Promise<void> | undefined
  let flushing: Promise<void> = Promise.resolve()

  const oldestKept = (): number => Math.max(0, system.nowMs() - retentionMs)

  const outdated = (): Change[] => {
    const range = { end: hourKeyOf(oldestKept()), limit: heartbeatPruneCountMax }
    return [...store.store('samples').getKeys(range)].map((key) => ({ store: 'samples', key }))
  }

  const outdatedHosts = (): Change[] => {
    const old: Change[] = []
    for (const { key, value } of store.store('latest').getRange({}))
      if (latestReceivedAt(value) < oldestKept()) old.push({ store: 'latest', key })
    return old
  }

  const changesOf = (samples: readonly HeartbeatSample[]): Change[] => {
    const newest = new Map<string, HeartbeatSample>()
    const changes = samples.map((sample): Change => {
      const before = newest.get(sample.hostId)
      if (before === undefined || before.receivedAt <= sample.receivedAt)
        newest.set(sample.hostId, sample)
      counter += 1
      const key = sampleKey(sample.hostId, sample.receivedAt, counter)
      return { store: 'samples', key, value: encodeHeartbeat(sample) }
    })
    for (const [hostId, sample] of newest) {
      const value = Buffer.concat([timeOf(sample.receivedAt), encodeHeartbeat(sample)])
      changes.push({ store: 'latest', key: Buffer.from(hostId), value })
    }
    return changes
  }

  const bound = (): void => {
    while (waiting.length > heartbeatOutboxCountMax) {
      waiting.shift()
      dropped += 1
    }
  }

  const flush = async (): Promise<void> => {
    const samples = waiting
    waiting = []
    try {
      store.refresh()
      const changes = [...outdated(), ...changesOf(samples)]
      if (changes.length > 0) await store.write(changes)
    } catch (fault) {
      waiting = [...samples, ...waiting]
      bound()
      onFault?.(fault)
    }
  }

  const flushInTurn = (): Promise<void> => {
    flushing = flushing.then(flush)
    return flushing
  }

  let cancelTick = (): void => {}
  const tick = (): void => {
    cancelTick = system.after(options.flushMs ?? heartbeatFlushMs, () => {
      void flushInTurn().then(() => {
        if (stopped === undefined) tick()
      })
    })
  }
  const old = outdatedHosts()
  if (old.length > 0) await store.write(old)
  tick()

  return {
    record: (sample) => {
      if (stopped !== undefined || !isStorable(sample)) dropped += 1
      else waiting.push(sample)
      bound()
    },
    read: async (hostId, fromMs, toMs, countMax) => {
      await flushInTurn()
      store.refresh()
      const end = Math.min(toMs, system.nowMs() + hourMs)
      return readSamples(store, hostId, Math.max(fromMs, oldestKept()), end, countMax)
    },
    latest: async () => {
      await flushInTurn()
      store.refresh()
      const found: HeartbeatSample[] = []
      for (const { key, value } of store.store('latest').getRange({})) {
        const receivedAt = latestReceivedAt(value)
        if (receivedAt < oldestKept()) continue
        found.push(decodeHeartbeat(key.toString(), receivedAt, value.subarray(timeBytes)))
      }
      return found
    },
    droppedTotal: () => dropped,
    stop: () => {
      stopped ??= (async () => {
        cancelTick()
        await flushInTurn()
        await store.stop()
      })()
      return stopped
    },
  }
}
