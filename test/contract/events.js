/** Events for contract suites: small, distinct, and recognisable when they come back. */
import { setImmediate } from 'node:timers/promises';
/** An event whose id and payload tell it apart from all others of the same test. */
export const eventOf = (name, more = {}) => ({
    eventId: `id-${name}`,
    type: 'HostAssigned',
    schemaVersion: 1,
    recordedAt: 1700000000000,
    actor: 'broker:1',
    connectionId: 'c1',
    causationId: 'cause-1',
    payload: new TextEncoder().encode(name),
    ...more,
});
export const eventsOf = (name, count) => Array.from({ length: count }, (_, index) => eventOf(`${name}-${index}`));
/** All batches of a read, joined; fails when a batch is empty. */
export const collect = async (batches) => {
    const all = [];
    for await (const batch of batches) {
        if (batch.length === 0)
            throw new Error('a read handed over an empty batch');
        all.push(...batch);
    }
    return all;
};
export const idsOf = (events) => events.map((event) => event.eventId);
/** Appends that must succeed; the stream's last revision. */
export const fill = async (log, stream, count) => {
    for (let revision = 0; revision < count; revision++) {
        const expected = revision === 0 ? 'none' : revision - 1;
        const result = await log.append(stream, expected, [eventOf(`${stream}-${revision}`)]);
        if (result.kind !== 'appended')
            throw new Error(`${stream} conflicted at ${revision}`);
    }
    return count - 1;
};
/** Waits until something has happened; the test's own time limit bounds it. */
export const until = async (happened) => {
    while (!happened())
        await setImmediate();
};
