/** Heartbeat log, person directory and access log in memory, as far as tests of the API go. */
import type { AccessLog, AccessRecord } from '../../../core/api/ports.ts'
import type { HeartbeatLog, HeartbeatSample, PersonDirectory } from '../../../core/broker/ports.ts'
import { Fault } from '../../../core/domain/errors.ts'

/** Keeps every sample. */
export const createTestHeartbeatLog = (): HeartbeatLog => {
  const samples: HeartbeatSample[] = []
  return {
    record: (sample) => {
      samples.push(sample)
    },
    read: async (hostId, fromMs, toMs, countMax) =>
      samples
        .filter((sample) => sample.hostId === hostId)
        .filter(({ receivedAt }) => receivedAt >= fromMs && receivedAt < toMs)
        .slice(0, countMax),
    latest: async () => [...new Map(samples.map((sample) => [sample.hostId, sample])).values()],
    droppedTotal: () => 0,
    stop: async () => undefined,
  }
}

/** Seals by writing the person's name in front: enough to see whose a sealed part is. */
export const createTestPersonDirectory = (): PersonDirectory => {
  const erased = new Set<string>()
  const names = new Map<string, string>()
  return {
    remember: async (userId, name) => {
      names.set(userId, name)
    },
    recall: async (userId) => names.get(userId),
    seal: async (userId, plaintext) => Buffer.concat([Buffer.from(`${userId}|`), plaintext]),
    open: async (userId, sealed) => {
      const head = Buffer.from(`${userId}|`)
      const theirs = Buffer.from(sealed).subarray(0, head.length).equals(head)
      return theirs && !erased.has(userId) ? sealed.slice(head.length) : undefined
    },
    erase: async (userId) => {
      erased.add(userId)
      names.delete(userId)
    },
    stop: async () => undefined,
  }
}

export type TestAccessLog = AccessLog & {
  readonly recorded: AccessRecord[]
  readonly counted: AccessRecord[]
  readonly forgotten: (readonly [string, string])[]
  failing: boolean
}

/** Remembers what was read; refuses to when a test says so. */
export const createTestAccessLog = (): TestAccessLog => {
  const log: TestAccessLog = {
    recorded: [],
    counted: [],
    forgotten: [],
    failing: false,
    record: async (entry) => {
      if (log.failing) throw new Fault('LOG_UNAVAILABLE', '/secret/path is full')
      log.recorded.push(entry)
    },
    count: (entry) => {
      log.counted.push(entry)
    },
    forget: async (name, userId) => {
      if (log.failing) throw new Fault('LOG_UNAVAILABLE', '/secret/path is full')
      log.forgotten.push([name, userId])
    },
  }
  return log
}
