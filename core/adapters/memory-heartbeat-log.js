/** Makes an empty log. */
export const createMemoryHeartbeatLog = (options) => {
    const { system, retentionMs } = options;
    /** Oldest first. */
    const hosts = new Map();
    const keptOf = (hostId) => {
        const kept = (hosts.get(hostId) ?? []).filter((sample) => sample.receivedAt >= system.nowMs() - retentionMs);
        if (kept.length === 0)
            hosts.delete(hostId);
        else
            hosts.set(hostId, kept);
        return kept;
    };
    return {
        record: (sample) => {
            const kept = [...keptOf(sample.hostId), sample];
            kept.sort((a, b) => a.receivedAt - b.receivedAt);
            hosts.set(sample.hostId, kept);
        },
        read: async (hostId, fromMs, toMs, countMax) => keptOf(hostId)
            .filter(({ receivedAt }) => receivedAt >= fromMs && receivedAt < toMs)
            .slice(0, countMax),
        latest: async () => [...hosts.keys()].flatMap((hostId) => keptOf(hostId).slice(-1)),
        droppedTotal: () => 0,
        stop: async () => { },
    };
};
