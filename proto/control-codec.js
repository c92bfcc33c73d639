/**
 * Control messages to bytes and back. Checks presence, range and known states, so that nothing
 * half-filled gets in; never throws for bytes that came over a wire. proto/README.md holds the
 * rules for versions.
 */
import { controlMessageBytesMax } from '../core/domain/limits.ts';
import { controlEnvelope, controlSchemas, } from './control-schemas.ts';
const isControlType = (name) => Object.hasOwn(controlSchemas, name);
const check = (type, fields) => {
    const checked = controlSchemas[type].safeParse(fields);
    if (checked.success)
        return { fields: checked.data };
    const issue = checked.error.issues[0];
    const path = [type, ...(issue?.path ?? [])].join('.');
    return { detail: `${path}: ${issue?.message ?? 'is not valid'}` };
};
/** Why the other end would refuse this message, naming the field; undefined when it would not. */
export const controlFault = (message) => {
    const { type, ...rest } = message;
    const checked = check(type, rest);
    return 'fields' in checked ? undefined : checked.detail;
};
/**
 * Bytes of one ControlEnvelope. Free text is cut to controlTextCharsMax.
 * Throws a bug for a message that the other end would refuse: nobody sends what cannot be read.
 * Where fields come from outside, ask controlFault first.
 */
export const encodeControl = (message) => {
    const { type, ...rest } = message;
    const checked = check(type, rest);
    if (!('fields' in checked))
        throw new Error(`control message cannot be sent: ${checked.detail}`);
    const bytes = controlEnvelope.encode({ [type]: checked.fields }).finish();
    if (bytes.length > controlMessageBytesMax) {
        throw new Error(`control message ${type} has ${bytes.length} bytes, more than allowed`);
    }
    return bytes;
};
/** Reads one ControlEnvelope; unknown fields are skipped. Never throws. */
export const decodeControl = (bytes) => {
    if (bytes.length > controlMessageBytesMax) {
        return { type: 'malformed', detail: `${bytes.length} bytes are more than allowed` };
    }
    let decoded;
    try {
        // The generated class has one property for each member and the name of the last one set.
        decoded = controlEnvelope.decode(bytes);
    }
    catch (error) {
        return { type: 'malformed', detail: error instanceof Error ? error.message : 'cannot be read' };
    }
    const name = decoded['message'];
    if (typeof name !== 'string' || !isControlType(name))
        return { type: 'unknown' };
    const checked = check(name, decoded[name]);
    if (!('fields' in checked))
        return { type: 'malformed', detail: checked.detail };
    // The schema of this very name made the fields.
    return { type: name, ...checked.fields };
};
