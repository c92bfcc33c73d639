/**
 * How fast the embedded log is: durable appends of many writers, beside a raw write and fdatasync
 * of batches of the same size in the same run, and replay. Measures, asserts nothing.
 */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openLmdbEventLog } from '../../core/adapters/lmdb-event-log.ts';
import { encodeStoredEvent } from '../../core/adapters/log-envelope.ts';
import { createSystem } from '../../core/adapters/system.ts';
import { Fault } from '../../core/domain/errors.ts';
const defaultWriterCount = 64;
const defaultPayloadBytes = 256;
const createEvent = (system, payload) => ({
    eventId: system.newId(),
    type: 'HostAssigned',
    schemaVersion: 1,
    recordedAt: system.nowMs(),
    actor: 'broker:0191b2c3-0000-7000-8000-000000000001',
    connectionId: '0191b2c3-0000-7000-8000-000000000002',
    causationId: '0191b2c3-0000-7000-8000-000000000003',
    payload,
});
/** Appends one event after the other to a stream until the time is over. */
const writeUntil = async (log, system, stream, options) => {
    for (let revision = -1; system.monotonicMs() < options.until; revision++) {
        const start = system.monotonicMs();
        const event = createEvent(system, options.payload);
        const result = await log.append(stream, revision < 0 ? 'none' : revision, [event]);
        if (result.kind === 'conflict')
            throw new Fault('CONFLICT', `${stream} was written by another`);
        options.latencies.push(system.monotonicMs() - start);
    }
};
const rawEventsPerSecond = (path, batch, count, ms) => {
    const descriptor = openSync(path, 'w');
    const start = performance.now();
    let batches = 0;
    while (performance.now() - start < ms) {
        writeSync(descriptor, batch);
        fdatasyncSync(descriptor);
        batches += 1;
    }
    const seconds = (performance.now() - start) / 1000;
    closeSync(descriptor);
    return (batches * count) / seconds;
};
/** Reads everything and folds it into counts, as a projection would. */
const replay = async (log) => {
    const counts = new Map();
    const start = performance.now();
    let events = 0;
    for await (const batch of log.readAll()) {
        for (const event of batch) {
            const key = event.type + event.stream;
            counts.set(key, (counts.get(key) ?? 0) + event.payload.length);
        }
        events += batch.length;
    }
    return events / ((performance.now() - start) / 1000);
};
/** Runs the benchmark; rates are events per second of wall time. */
export const benchLog = async (options) => {
    const { seconds, writerCount = defaultWriterCount, payloadBytes = defaultPayloadBytes } = options;
    const system = createSystem();
    const folder = join(options.folder, 'bench-log');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const log = await openLmdbEventLog({ folder: join(folder, 'log'), system });
    try {
        const latencies = [];
        const payload = system.randomBytes(payloadBytes);
        // The durable end moves once a commit.
        let commits = 0;
        const subscription = log.subscribe({ onEvents: () => { }, onCaughtUp: () => (commits += 1) });
        const start = system.monotonicMs();
        const until = start + seconds * 1000;
        const streams = Array.from({ length: writerCount }, (_, index) => `connection-${index}`);
        await Promise.all(streams.map((stream) => writeUntil(log, system, stream, { until, payload, latencies })));
        const elapsedMs = system.monotonicMs() - start;
        await subscription.stop();
        const eventsPerCommit = Math.max(1, Math.round(latencies.length / Math.max(1, commits)));
        const bytes = encodeStoredEvent(createEvent(system, payload), 'connection-0', 1000);
        const batch = Buffer.alloc(bytes.length * eventsPerCommit, bytes);
        const raw = rawEventsPerSecond(join(folder, 'raw'), batch, eventsPerCommit, elapsedMs);
        latencies.sort((a, b) => a - b);
        const eventsPerSecond = latencies.length / (elapsedMs / 1000);
        return {
            eventCount: latencies.length,
            eventsPerSecond,
            p50Ms: latencies[Math.floor(latencies.length * 0.5)] ?? 0,
            p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
            eventsPerCommit,
            rawEventsPerSecond: raw,
            rawRatio: eventsPerSecond / raw,
            replayEventsPerSecond: await replay(log),
        };
    }
    finally {
        await log.stop();
        rmSync(folder, { recursive: true, force: true });
    }
};
