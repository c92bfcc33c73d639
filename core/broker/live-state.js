/**
 * What the broker believes now: the fold of every stream, with the indexes that decisions need.
 * The same fold serves the running broker, the replay of the past and the verification of one by
 * the other. Closed connections are forgotten after a while; the log keeps them.
 */
import { isOpen } from '../domain/connection.ts';
import { assert } from '../domain/errors.ts';
import { aggregates } from './aggregates.ts';
import { createIndexes } from './indexes.ts';
import { categoryOf, streamOf } from './streams.ts';
/** Closed connections stay this long, for tickets that come back and for late reports. */
const closedRetentionMs = 10 * 60000;
/** Makes an empty state. */
export const createLiveState = () => {
    const byStream = new Map();
    const indexes = createIndexes();
    /** Connections in the order in which they closed. */
    const closed = new Map();
    let recordedAtMax = 0;
    /** Its session still waits for it or counts it as active: what follows its end is not done. */
    const isUnsettled = ({ connectionId, userSessionStream }) => {
        const session = byStream.get(userSessionStream)?.state;
        if (!session)
            return false;
        const active = session.phase === 'active' && session.activeConnectionId === connectionId;
        return active || session.pendingConnectionIds.includes(connectionId);
    };
    const forgetClosed = () => {
        for (const [stream, endedAt] of closed) {
            if (endedAt + closedRetentionMs > recordedAtMax)
                return;
            const state = byStream.get(stream)?.state;
            if (state && isUnsettled(state))
                continue;
            closed.delete(stream);
            byStream.delete(stream);
            if (state)
                indexes.forgetConnection(state);
        }
    };
    const fold = (category, decoded) => {
        const aggregate = aggregates[category];
        const before = byStream.get(decoded.stream)?.state;
        const state = aggregate.evolve(before ?? aggregate.initialState, decoded.event, decoded.recordedAt);
        indexes.update(category, decoded.stream, before, state);
        return { category, state, revision: decoded.revision };
    };
    const get = (category, id) => byStream.get(streamOf(category, id));
    return {
        apply: (decoded) => {
            const category = categoryOf(decoded.stream);
            if (category === undefined)
                return false;
            const entryBefore = byStream.get(decoded.stream);
            // A reader that lags delivers what was folded and forgotten before.
            const forgotten = category === 'connection' && !entryBefore && decoded.revision > 0;
            const known = entryBefore?.revision ?? -1;
            if (forgotten || decoded.revision <= known)
                return false;
            assert(decoded.revision === known + 1, `no gap before ${decoded.stream}@${decoded.revision}`);
            recordedAtMax = Math.max(recordedAtMax, decoded.recordedAt);
            const entry = fold(category, decoded);
            byStream.set(decoded.stream, entry);
            if (category === 'connection' && !isOpen(entry.state)) {
                closed.set(decoded.stream, recordedAtMax);
            }
            forgetClosed();
            return true;
        },
        get,
        stateOf: (category, id) => get(category, id)?.state ?? aggregates[category].initialState,
        entries: () => byStream.entries(),
        indexes,
        recordedAtMax: () => recordedAtMax,
    };
};
