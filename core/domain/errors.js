/**
 * The three kinds of trouble: a refusal is a value, a fault is thrown, a bug ends the process. Their
 * codes stand in error-table.ts.
 */
import { errorTable } from './error-table.ts';
export { errorTable } from './error-table.ts';
/** Narrows a string that came over a wire to a known code. */
export const isErrorCode = (text) => Object.hasOwn(errorTable, text);
export const refuse = (code, detail = '') => ({ kind: 'refused', code, detail });
/** A store, network or time-out trouble: thrown, with a code, whether to retry, and its cause. */
export class Fault extends Error {
    code;
    retriable;
    constructor(code, detail, cause) {
        super(`${errorTable[code].message}: ${detail}`, cause === undefined ? undefined : { cause });
        this.name = 'Fault';
        this.code = code;
        this.retriable = errorTable[code].retriable;
    }
}
/** A broken assumption ends the process: it is a bug, never an input error. */
export function assert(condition, claim) {
    if (!condition)
        throw new Error(`assertion failed: ${claim}`);
}
/** Makes a forgotten variant a type error. */
export function unreachable(value) {
    throw new Error(`unreachable variant: ${JSON.stringify(value)}`);
}
