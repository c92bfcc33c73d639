import { Fault } from '../domain/errors.ts';
import { blockHeaderBytes, nextSpan } from './lmdb-log-block.ts';
import { createLogTail } from './lmdb-log-tail.ts';
import { decodeStoredEvent } from './log-envelope.ts';
/** Makes a reader of an opened store. */
export const createLogReader = (store, positions) => {
    const tail = createLogTail(store);
    const decodeAt = (block, span, ordinal) => decodeStoredEvent(block.bytes, span.start, span.end, positions.of(block.first + ordinal));
    const readBlock = (block, from, to, into) => {
        const cursor = { at: blockHeaderBytes };
        const span = { start: 0, end: 0 };
        const last = Math.min(block.count - 1, to - block.first);
        for (let ordinal = 0; ordinal <= last; ordinal++) {
            nextSpan(block.bytes, cursor, span);
            if (block.first + ordinal >= from)
                into.push(decodeAt(block, span, ordinal));
        }
    };
    const after = (sequence, through, countMax) => {
        store.refresh();
        const events = [];
        const last = Math.min(through, sequence + countMax);
        if (last <= sequence)
            return events;
        const block = store.blockOf(sequence + 1);
        if (block === undefined)
            throw new Fault('LOG_CORRUPT', `event ${sequence + 1} is missing`);
        readBlock(block, sequence + 1, last, events);
        let next = block.first + block.count;
        if (next > last)
            return events;
        for (const following of store.blocksFrom(next)) {
            if (following.first !== next)
                throw new Fault('LOG_CORRUPT', `event ${next} is missing`);
            readBlock(following, next, last, events);
            next += following.count;
            if (next > last)
                break;
        }
        return events;
    };
    const chunkAt = (stream, revision) => {
        for (const chunk of [tail.chunkOf(stream), store.chunkOf(stream, revision)]) {
            if (chunk === undefined || revision < chunk.firstRevision)
                continue;
            if (revision < chunk.firstRevision + chunk.places.length)
                return chunk;
        }
        throw new Fault('LOG_CORRUPT', `revision ${revision} of ${stream} is missing`);
    };
    const lastRevision = (stream) => {
        store.refresh();
        tail.catchUp();
        const chunk = tail.chunkOf(stream) ?? store.chunkOf(stream, Number.MAX_SAFE_INTEGER);
        return chunk === undefined ? -1 : chunk.firstRevision + chunk.places.length - 1;
    };
    /** Reads events by place, fetching each block once while successive places share it. */
    const createPlaceReader = () => {
        let block;
        const span = { start: 0, end: 0 };
        return (place) => {
            if (block?.first !== place.block)
                block = store.blockOf(place.block);
            if (block?.first !== place.block)
                throw new Fault('LOG_CORRUPT', `the block of event ${place.block} is missing`);
            nextSpan(block.bytes, { at: place.offset }, span);
            return decodeAt(block, span, place.ordinal);
        };
    };
    return {
        head: () => {
            store.refresh();
            return store.head();
        },
        after,
        before: (sequence, countMax) => {
            const from = Math.max(0, sequence - 1 - countMax);
            return [...after(from, sequence - 1, countMax)].reverse();
        },
        lastRevision,
        stream: (stream, from, to) => {
            store.refresh();
            tail.catchUp();
            const events = [];
            const readAt = createPlaceReader();
            const step = from <= to ? 1 : -1;
            let chunk = chunkAt(stream, from);
            for (let revision = from; revision !== to + step; revision += step) {
                if (chunk.places[revision - chunk.firstRevision] === undefined)
                    chunk = chunkAt(stream, revision);
                const place = chunk.places[revision - chunk.firstRevision];
                if (place === undefined)
                    throw new Fault('LOG_CORRUPT', `${stream} has a gap`);
                const event = readAt(place);
                if (event.stream !== stream || event.revision !== revision)
                    throw new Fault('LOG_CORRUPT', `the index of ${stream} points elsewhere`);
                events.push(event);
            }
            return events;
        },
    };
};
