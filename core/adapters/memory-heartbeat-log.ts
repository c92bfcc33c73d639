/**
 * The heartbeat log in memory, for tests and simulations. Keeps what the retention time allows.
 */
import type { HeartbeatLog, HeartbeatSample, System } from '../broker/ports.ts'

export type MemoryHeartbeatLogOptions = {
  readonly system: Pick<System, 'nowMs'>
  readonly retentionMs: number
}

/** Makes an empty log. */
export const createMemoryHeartbeatLog = (options: MemoryHeartbeatLogOptions): HeartbeatLog => {
  const { system, retentionMs } = options
  /** Oldest first. */
  const hosts = new Map<string, HeartbeatSample[]>()

  const keptOf = (hostId: string): readonly HeartbeatSample[] => {
    const kept = (hosts.get(hostId) ?? []).filter(
      (sample) => sample.receivedAt >= system.nowMs() - retentionMs,
    )
    if (kept.length === 0) hosts.delete(hostId)
    else hosts.set(hostId, kept)
    return kept
  }

  return {
    record: (sample) => {
      const kept = [...keptOf(sample.hostId), sample]
      kept.sort((a, b) => a.receivedAt - b.receivedAt)
      hosts.set(sample.hostId, kept)
    },
    read: async (hostId, fromMs, toMs, countMax) =>
      keptOf(hostId)
        .filter(({ receivedAt }) => receivedAt >= fromMs && receivedAt < toMs)
        .slice(0, countMax),
    latest: async () => [...hosts.keys()].flatMap((hostId) => keptOf(hostId).slice(-1)),
    droppedTotal: () => 0,
    stop: async () => {},
  }
}
