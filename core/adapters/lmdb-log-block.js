/**
 * How the embedded log lays events into values: a block holds the events of one commit, one after
 * the other, so that a commit writes few pages and replay reads few records.
 *
 * Block: CRC-32 of all that follows (4 bytes, little endian), count of events (4 bytes), then for
 * each event the length of its envelope as a varint and the envelope.
 */
import { crc32 } from 'node:zlib';
import { Fault } from '../domain/errors.ts';
import { readEnd } from './log-wire.ts';
export const blockHeaderBytes = 8;
const countOffset = 4;
/** Fills in the header of a block whose events begin behind it. */
export const sealBlock = (block, eventCount) => {
    block.writeUInt32LE(eventCount, countOffset);
    block.writeUInt32LE(crc32(block.subarray(countOffset)), 0);
};
/** Checks a block and returns its count of events. Throws Fault LOG_CORRUPT. */
export const openBlock = (block, first) => {
    if (block.length < blockHeaderBytes)
        throw new Fault('LOG_CORRUPT', `the block of event ${first} is cut short`);
    if (crc32(block.subarray(countOffset)) !== block.readUInt32LE(0))
        throw new Fault('LOG_CORRUPT', `the block of event ${first} does not match its checksum`);
    return block.readUInt32LE(countOffset);
};
/** Moves the cursor over one event and tells where its envelope lies. */
export const nextSpan = (block, cursor, span) => {
    span.end = readEnd(block, cursor, block.length);
    span.start = cursor.at;
    cursor.at = span.end;
};
