import { heartbeatFlushMs, heartbeatMapBytesMax, heartbeatOutboxCountMax, heartbeatPruneCountMax, heartbeatRetentionMs, streamNameBytesMax, } from '../domain/limits.ts';
import { openBatchStore } from './lmdb-batch.ts';
import { decodeHeartbeat, encodeHeartbeat } from './log-heartbeat.ts';
const hourMs = 3600000;
const hourBytes = 4;
const timeBytes = 6;
const counterBytes = 2;
const hourKey = (hour) => {
    const key = Buffer.alloc(hourBytes);
    key.writeUInt32BE(Math.max(0, hour));
    return key;
};
const timeOf = (ms) => {
    const bytes = Buffer.alloc(timeBytes);
    bytes.writeUIntBE(ms, 0, timeBytes);
    return bytes;
};
/** The first key of this host at or after a time within an hour. */
const sampleKey = (hostId, ms, counter) => {
    const count = Buffer.alloc(counterBytes);
    count.writeUInt16BE(counter % 2 ** 16);
    const hour = hourKey(Math.floor(ms / hourMs));
    return Buffer.concat([hour, Buffer.from(`${hostId}\0`), timeOf(ms), count]);
};
/** Can it be encoded at all? What cannot would stand in the way of all others. */
const isStorable = (sample) => sample.hostId !== '' &&
    !sample.hostId.includes('\0') &&
    Buffer.byteLength(sample.hostId) <= streamNameBytesMax &&
    Number.isFinite(sample.cpuLoad) &&
    [
        sample.receivedAt,
        sample.activeSessions,
        sample.disconnectedSessions,
        sample.memoryUsedBytes,
        sample.memoryTotalBytes,
    ].every((value) => Number.isSafeInteger(value) && value >= 0);
const readSamples = (store, hostId, from, to, max) => {
    const found = [];
    const samples = store.store('samples');
    for (let at = from; at < to && found.length < max; at = (Math.floor(at / hourMs) + 1) * hourMs) {
        const end = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
        // The last millisecond of the hour is its own: an end in the next hour would be another prefix.
        const range = { start: sampleKey(hostId, at, 0), end: sampleKey(hostId, end - 1, 2 ** 16 - 1) };
        for (const { key, value } of samples.getRange({ ...range, inclusiveEnd: true })) {
            if (found.length === max)
                break;
            const receivedAt = key.readUIntBE(key.length - timeBytes - counterBytes, timeBytes);
            found.push(decodeHeartbeat(hostId, receivedAt, value));
        }
    }
    return found;
};
/** Opens the heartbeat log of a folder. Throws a Fault like openLmdbEventLog. */
export const openLmdbHeartbeatLog = async (options) => {
    const { folder, system, onFault } = options;
    const retentionMs = options.retentionMs ?? heartbeatRetentionMs;
    const store = await openBatchStore({
        folder,
        mapBytes: heartbeatMapBytesMax,
        names: ['samples', 'latest'],
        kind: 'causeway-heartbeats',
        format: 1,
    });
    let waiting = [];
    let counter = 0;
    let dropped = 0;
    let stopped;
    let flushing = Promise.resolve();
    const oldestKept = () => Math.max(0, system.nowMs() - retentionMs);
    const outdated = () => {
        const end = hourKey(Math.floor(oldestKept() / hourMs));
        const range = { end, limit: heartbeatPruneCountMax };
        return [...store.store('samples').getKeys(range)].map((key) => ({ store: 'samples', key }));
    };
    const outdatedHosts = () => {
        const old = [];
        for (const { key, value } of store.store('latest').getRange({}))
            if (value.readUIntBE(0, timeBytes) < oldestKept())
                old.push({ store: 'latest', key });
        return old;
    };
    const changesOf = (samples) => {
        const newest = new Map();
        const changes = samples.map((sample) => {
            const before = newest.get(sample.hostId);
            if (before === undefined || before.receivedAt <= sample.receivedAt)
                newest.set(sample.hostId, sample);
            counter += 1;
            const key = sampleKey(sample.hostId, sample.receivedAt, counter);
            return { store: 'samples', key, value: encodeHeartbeat(sample) };
        });
        for (const [hostId, sample] of newest) {
            const value = Buffer.concat([timeOf(sample.receivedAt), encodeHeartbeat(sample)]);
            changes.push({ store: 'latest', key: Buffer.from(hostId), value });
        }
        return changes;
    };
    const bound = () => {
        while (waiting.length > heartbeatOutboxCountMax) {
            waiting.shift();
            dropped += 1;
        }
    };
    const flush = async () => {
        const samples = waiting;
        waiting = [];
        try {
            store.refresh();
            const changes = [...outdated(), ...changesOf(samples)];
            if (changes.length > 0)
                await store.write(changes);
        }
        catch (fault) {
            waiting = [...samples, ...waiting];
            bound();
            onFault?.(fault);
        }
    };
    const flushInTurn = () => {
        flushing = flushing.then(flush);
        return flushing;
    };
    let cancelTick = () => { };
    const tick = () => {
        cancelTick = system.after(options.flushMs ?? heartbeatFlushMs, () => {
            void flushInTurn().then(() => {
                if (stopped === undefined)
                    tick();
            });
        });
    };
    const old = outdatedHosts();
    if (old.length > 0)
        await store.write(old);
    tick();
    return {
        record: (sample) => {
            if (stopped !== undefined || !isStorable(sample))
                dropped += 1;
            else
                waiting.push(sample);
            bound();
        },
        read: async (hostId, fromMs, toMs, countMax) => {
            await flushInTurn();
            store.refresh();
            const end = Math.min(toMs, system.nowMs() + hourMs);
            return readSamples(store, hostId, Math.max(fromMs, oldestKept()), end, countMax);
        },
        latest: async () => {
            await flushInTurn();
            store.refresh();
            const found = [];
            for (const { key, value } of store.store('latest').getRange({})) {
                const receivedAt = value.readUIntBE(0, timeBytes);
                if (receivedAt < oldestKept())
                    continue;
                found.push(decodeHeartbeat(key.toString(), receivedAt, value.subarray(timeBytes)));
            }
            return found;
        },
        droppedTotal: () => dropped,
        stop: () => {
            stopped ??= (async () => {
                cancelTick();
                await flushInTurn();
                await store.stop();
            })();
            return stopped;
        },
    };
};
