/**
 * Load, fold, decide, append, with a bounded retry when somebody else was faster. The one way by
 * which this broker writes a decision.
 */
import { decodeEvent, encodeEvent } from '../../proto/event-codec.ts';
import { Fault } from '../domain/errors.ts';
import { decisionRetryCountMax } from '../domain/limits.ts';
import { aggregates } from './aggregates.ts';
import { deriveEventId } from './event-id.ts';
import { streamOf } from './streams.ts';
const decideAll = (category, before, commands, now) => {
    const aggregate = aggregates[category];
    let state = before;
    const events = [];
    for (const command of commands) {
        const decision = aggregate.decide(state, command);
        if (decision.kind === 'refused')
            return decision;
        for (const event of decision.events)
            state = aggregate.evolve(state, event, now);
        events.push(...decision.events);
    }
    return { state, events };
};
/** Makes the handler of one broker. */
export const createCommandHandler = (ports) => {
    const { log, live, system, onEvent } = ports;
    /** The last command under way on each stream: the next one waits, so few appends collide. */
    const tails = new Map();
    /** Streams whose last append failed: it may lie in the log all the same. */
    const doubtful = new Set();
    const follow = (events) => {
        for (const recorded of events) {
            const event = decodeEvent(recorded);
            const { stream, revision, recordedAt } = recorded;
            if (live.apply({ stream, revision, recordedAt, event }))
                onEvent(stream, event);
        }
    };
    const reload = async (stream, from) => {
        for await (const batch of log.readStream(stream, { from }))
            follow(batch);
    };
    const append = async (stream, expected, events) => {
        try {
            return await log.append(stream, expected, events);
        }
        catch (error) {
            doubtful.add(stream);
            throw error;
        }
    };
    const attempt = async (category, id, commands, cause) => {
        const stream = streamOf(category, id);
        if (doubtful.has(stream)) {
            await reload(stream, (live.get(category, id)?.revision ?? -1) + 1);
            doubtful.delete(stream);
        }
        const entry = live.get(category, id);
        const now = system.nowMs();
        const before = entry?.state ?? aggregates[category].initialState;
        const decided = decideAll(category, before, commands, now);
        if ('kind' in decided)
            return decided;
        if (decided.events.length === 0)
            return { kind: 'executed', ...decided };
        const first = (entry?.revision ?? -1) + 1;
        const newEvents = decided.events.map((event, index) => ({
            ...encodeEvent(event),
            eventId: deriveEventId(cause.causationId, stream, first + index),
            recordedAt: now,
            actor: cause.actor,
            connectionId: cause.connectionId,
            causationId: cause.causationId,
        }));
        const appended = await append(stream, entry?.revision ?? 'none', newEvents);
        if (appended.kind === 'conflict') {
            await reload(stream, first);
            return 'conflict';
        }
        for (const [index, event] of decided.events.entries()) {
            const decoded = { stream, revision: first + index, recordedAt: now, event };
            if (live.apply(decoded))
                onEvent(stream, event);
        }
        return { kind: 'executed', ...decided };
    };
    const retry = async (category, id, commands, cause) => {
        for (let count = 0; count <= decisionRetryCountMax; count++) {
            const result = await attempt(category, id, commands, cause);
            if (result !== 'conflict')
                return result;
        }
        const code = 'TOO_MANY_CONFLICTS';
        throw new Fault(code, streamOf(category, id));
    };
    return {
        follow,
        execute: (category, id, commands, cause) => {
            const stream = streamOf(category, id);
            const list = Array.isArray(commands) ? commands : [commands];
            const run = () => retry(category, id, list, cause);
            const turn = (tails.get(stream) ?? Promise.resolve()).then(run, run);
            tails.set(stream, turn);
            const clear = () => {
                if (tails.get(stream) === turn)
                    tails.delete(stream);
            };
            turn.then(clear, clear);
            return turn;
        },
    };
};
