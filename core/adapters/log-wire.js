/**
 * Protobuf's wire format for the few messages that lie in a log, fast enough for replay: a buffer
 * that grows, and a cursor. Knows no message; never keeps a byte beyond its buffer.
 * https://protobuf.dev/programming-guides/encoding/
 */
import { Fault } from '../domain/errors.ts';
export const wireVarint = 0;
export const wireFixed64 = 1;
export const wireBytes = 2;
const wireFixed32 = 5;
const varintBytesMax = 10;
const two32 = 4294967296;
/** A sink whose memory is its own, so that it can be handed to another thread. */
export const createSink = (capacity) => ({
    bytes: Buffer.allocUnsafeSlow(capacity),
    length: 0,
});
/** Makes room for so many more bytes. */
export const reserve = (sink, count) => {
    const needed = sink.length + count;
    if (needed <= sink.bytes.length)
        return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, sink.bytes.length * 2));
    sink.bytes.copy(grown, 0, 0, sink.length);
    sink.bytes = grown;
};
/** How many bytes the number takes as a varint. */
export const varintLength = (value) => {
    let length = 1;
    for (let rest = value; rest >= 128; rest = Math.floor(rest / 128))
        length += 1;
    return length;
};
/** Writes a safe, non-negative integer; room must have been reserved. */
export const writeVarint = (sink, value) => {
    let rest = value;
    while (rest >= two32) {
        sink.bytes[sink.length++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
    }
    rest >>>= 0;
    while (rest >= 128) {
        sink.bytes[sink.length++] = (rest & 127) | 128;
        rest >>>= 7;
    }
    sink.bytes[sink.length++] = rest;
};
/** Field number and wire type; all our fields have numbers below 16. */
export const writeTag = (sink, field, wireType) => {
    sink.bytes[sink.length++] = (field << 3) | wireType;
};
/** A string whose UTF-8 length is known. */
export const writeText = (sink, text, byteLength) => {
    sink.bytes.write(text, sink.length, byteLength, 'utf8');
    sink.length += byteLength;
};
export const writeBytes = (sink, bytes) => {
    sink.bytes.set(bytes, sink.length);
    sink.length += bytes.length;
};
const damaged = (what) => new Fault('LOG_CORRUPT', `a stored message ${what}`);
/** Reads a varint; faults when it runs past `end` or is no safe integer. */
export const readVarint = (bytes, cursor, end) => {
    let value = 0;
    let scale = 1;
    for (let index = 0; index < varintBytesMax && cursor.at < end; index++) {
        const byte = bytes[cursor.at++] ?? 0;
        value += (byte & 127) * scale;
        if (byte < 128) {
            if (value > Number.MAX_SAFE_INTEGER)
                throw damaged('holds a number that is too large');
            return value;
        }
        scale *= 128;
    }
    throw damaged('ends inside a number');
};
/** Reads a length and returns the end of what it measures; faults when that is past `end`. */
export const readEnd = (bytes, cursor, end) => {
    const length = readVarint(bytes, cursor, end);
    const fieldEnd = cursor.at + length;
    if (fieldEnd > end)
        throw damaged('ends inside a field');
    return fieldEnd;
};
/** Reads a length and the string behind it. */
export const readText = (bytes, cursor, end) => {
    const textEnd = readEnd(bytes, cursor, end);
    const text = bytes.toString('utf8', cursor.at, textEnd);
    cursor.at = textEnd;
    return text;
};
/** Passes over a field of the given wire type. */
export const skipField = (bytes, cursor, end, wireType) => {
    if (wireType === wireVarint)
        readVarint(bytes, cursor, end);
    else if (wireType === wireFixed64)
        cursor.at += 8;
    else if (wireType === wireBytes)
        cursor.at = readEnd(bytes, cursor, end);
    else if (wireType === wireFixed32)
        cursor.at += 4;
    else
        throw damaged('holds a field of an unknown kind');
    if (cursor.at > end)
        throw damaged('ends inside a field');
};
