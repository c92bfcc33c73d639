import { Fault } from '../domain/errors.ts';
import { createSink, readEnd, readText, readVarint, reserve, skipField, wireBytes, wireFixed64, wireVarint, writeTag, writeText, writeVarint, } from './log-wire.ts';
const results = ['unknown', 'succeeded', 'failed'];
/** Tag and length or number of one field, at the largest. */
const fieldBytesMax = 16;
const doubleBytes = 8;
const writeNumber = (sink, field, value) => {
    if (value === 0)
        return;
    reserve(sink, fieldBytesMax);
    writeTag(sink, field, wireVarint);
    writeVarint(sink, value);
};
const writeString = (sink, field, text) => {
    if (text === '')
        return;
    const byteLength = Buffer.byteLength(text);
    reserve(sink, byteLength + fieldBytesMax);
    writeTag(sink, field, wireBytes);
    writeVarint(sink, byteLength);
    writeText(sink, text, byteLength);
};
const writeCheck = (sink, check) => {
    const inner = createSink(256);
    writeString(inner, 1, check.name);
    writeNumber(inner, 2, results.indexOf(check.result));
    writeNumber(inner, 3, check.fatal ? 1 : 0);
    writeString(inner, 4, check.message);
    reserve(sink, inner.length + fieldBytesMax);
    writeTag(sink, 7, wireBytes);
    writeVarint(sink, inner.length);
    inner.bytes.copy(sink.bytes, sink.length, 0, inner.length);
    sink.length += inner.length;
};
/** Encodes what the key does not hold. */
export const encodeHeartbeat = (sample) => {
    const sink = createSink(256);
    writeNumber(sink, 1, sample.activeSessions);
    writeNumber(sink, 2, sample.disconnectedSessions);
    if (sample.cpuLoad !== 0) {
        reserve(sink, fieldBytesMax);
        writeTag(sink, 3, wireFixed64);
        sink.length = sink.bytes.writeDoubleLE(sample.cpuLoad, sink.length);
    }
    writeNumber(sink, 4, sample.memoryUsedBytes);
    writeNumber(sink, 5, sample.memoryTotalBytes);
    writeString(sink, 6, sample.agentVersion);
    for (const check of sample.healthChecks)
        writeCheck(sink, check);
    return new Uint8Array(sink.bytes.subarray(0, sink.length));
};
const readCheck = (bytes, cursor, end) => {
    let name = '';
    let result = 0;
    let fatal = false;
    let message = '';
    while (cursor.at < end) {
        const key = readVarint(bytes, cursor, end);
        if (key === 10)
            name = readText(bytes, cursor, end);
        else if (key === 16)
            result = readVarint(bytes, cursor, end);
        else if (key === 24)
            fatal = readVarint(bytes, cursor, end) !== 0;
        else if (key === 34)
            message = readText(bytes, cursor, end);
        else
            skipField(bytes, cursor, end, key & 7);
    }
    return { name, result: results[result] ?? 'unknown', fatal, message };
};
const readDouble = (bytes, cursor, end) => {
    if (cursor.at + doubleBytes > end)
        throw new Fault('LOG_CORRUPT', 'a heartbeat is cut short');
    cursor.at += doubleBytes;
    return bytes.readDoubleLE(cursor.at - doubleBytes);
};
/** Decodes a kept heartbeat. Throws Fault LOG_CORRUPT for damaged bytes. */
export const decodeHeartbeat = (hostId, receivedAt, bytes) => {
    let activeSessions = 0;
    let disconnectedSessions = 0;
    let cpuLoad = 0;
    let memoryUsedBytes = 0;
    let memoryTotalBytes = 0;
    let agentVersion = '';
    const healthChecks = [];
    const end = bytes.length;
    const cursor = { at: 0 };
    while (cursor.at < end) {
        const key = readVarint(bytes, cursor, end);
        if (key === 8)
            activeSessions = readVarint(bytes, cursor, end);
        else if (key === 16)
            disconnectedSessions = readVarint(bytes, cursor, end);
        else if (key === 25)
            cpuLoad = readDouble(bytes, cursor, end);
        else if (key === 32)
            memoryUsedBytes = readVarint(bytes, cursor, end);
        else if (key === 40)
            memoryTotalBytes = readVarint(bytes, cursor, end);
        else if (key === 50)
            agentVersion = readText(bytes, cursor, end);
        else if (key === 58) {
            const checkEnd = readEnd(bytes, cursor, end);
            healthChecks.push(readCheck(bytes, cursor, checkEnd));
        }
        else
            skipField(bytes, cursor, end, key & 7);
    }
    return {
        hostId,
        receivedAt,
        activeSessions,
        disconnectedSessions,
        cpuLoad,
        memoryUsedBytes,
        memoryTotalBytes,
        agentVersion,
        healthChecks,
    };
};
