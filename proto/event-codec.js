/**
 * Stored payloads to domain events and back. Checks presence and range, so that the rest of the
 * program never sees a half-filled event, and lifts old versions to the newest one. A type or
 * version that is unknown here stops the reader: an event is never skipped.
 */
import { Fault } from '../core/domain/errors.ts';
import { eventSchemas, personalDataSchema } from './event-schemas.ts';
const kinds = new Set(['!', '#', '%', '?', '&', '*', '=']);
const parseFields = (text) => text.split(' ').map((word) => {
    const last = word.at(-1) ?? '';
    return kinds.has(last)
        ? { name: word.slice(0, -1), kind: last }
        : { name: word, kind: '' };
});
const plainBytes = (value) => value instanceof Uint8Array ? new Uint8Array(value.buffer, value.byteOffset, value.length) : value;
const plainExcluded = (value) => Array.isArray(value)
    ? value.map((row) => ({ hostId: row['hostId'] ?? '', reason: row['reason'] ?? '' }))
    : value;
const acceptable = (kind, value) => {
    switch (kind) {
        case '!':
            return typeof value === 'string' && value.length > 0;
        case '':
            return typeof value === 'string';
        case '#':
            return Number.isSafeInteger(value) && value >= 0;
        case '%':
            return typeof value === 'number' && Number.isFinite(value);
        case '?':
            return typeof value === 'boolean';
        case '&':
            return value instanceof Uint8Array;
        case '*':
            return Array.isArray(value) && value.every((item) => typeof item === 'string');
        case '=':
            return Array.isArray(value);
    }
};
/** Defaults of absent fields sit on the message's prototype, so every field is read by name. */
const readFields = (message, fields) => {
    const data = {};
    for (const { name, kind } of fields) {
        let value = message[name];
        if (kind === '&')
            value = plainBytes(value);
        else if (kind === '=')
            value = plainExcluded(value);
        if (!acceptable(kind, value))
            return name;
        data[name] = value;
    }
    return data;
};
/**
 * Makes a codec. `schemas` gives all versions of each type, `upcasters` one function for each
 * step, at `<type>@<from version>`; a missing step is a bug found here.
 */
export const createEventCodec = (schemas, upcasters = {}) => {
    const types = new Map();
    for (const [type, versions] of Object.entries(schemas)) {
        const byVersion = new Map();
        for (const schema of versions) {
            byVersion.set(schema.version, { schema, fields: parseFields(schema.fields) });
        }
        for (let version = 1; version < versions.length; version++) {
            if (!upcasters[`${type}@${version}`])
                throw new Error(`no upcaster for ${type}@${version}`);
        }
        types.set(type, byVersion);
    }
    return {
        encode: (event) => {
            const versions = types.get(event.type);
            const newest = versions?.get(versions.size);
            if (!newest)
                throw new Error(`event type ${event.type} has no schema`);
            // Own and complete: what would not decode must not be stored.
            const checked = readFields(event.data, newest.fields);
            if (typeof checked === 'string') {
                throw new Error(`event ${event.type} has no valid field ${checked}`);
            }
            const payload = newest.schema.message.encode(checked).finish();
            return { type: event.type, schemaVersion: newest.schema.version, payload };
        },
        decode: (stored) => {
            const { type, schemaVersion } = stored;
            const versions = types.get(type);
            const version = versions?.get(schemaVersion);
            if (!(versions && version)) {
                throw new Fault('LOG_TOO_NEW', `event type ${type} version ${schemaVersion} is unknown`);
            }
            let message;
            try {
                message = version.schema.message.decode(stored.payload);
            }
            catch (cause) {
                throw new Fault('LOG_CORRUPT', `payload of ${type} cannot be decoded`, cause);
            }
            let data = readFields(message, version.fields);
            if (typeof data === 'string') {
                throw new Fault('LOG_CORRUPT', `payload of ${type} has no valid field ${data}`);
            }
            for (let step = schemaVersion; step < versions.size; step++) {
                data = upcasters[`${type}@${step}`]?.(data) ?? data;
            }
            return { type, data };
        },
    };
};
const codec = createEventCodec(Object.fromEntries(Object.entries(eventSchemas).map(([type, schema]) => [type, [schema]])));
/** Encodes a domain event for the log. */
export const encodeEvent = (event) => codec.encode(event);
/** Decodes a stored payload. Throws Fault LOG_TOO_NEW or LOG_CORRUPT, never skips. */
export const decodeEvent = (stored) => 
// The schema table covers every variant of DomainEvent; the codec test holds both equal.
codec.decode(stored);
/** Bytes of what is said of a person, before sealing. */
export const encodePersonalData = (data) => personalDataSchema.message.encode(data).finish();
/** Undefined when the bytes are not such a message. */
export const decodePersonalData = (bytes) => {
    try {
        const message = personalDataSchema.message.decode(bytes);
        const data = readFields(message, parseFields(personalDataSchema.fields));
        return typeof data === 'string' ? undefined : data;
    }
    catch {
        return undefined;
    }
};
