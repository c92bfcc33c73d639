/**
 * Skips said aloud: a test that needs something this machine may lack asks here. What was missing
 * is written where the end of the run prints it, and fails the run in CI.
 */
import { appendFileSync } from 'node:fs';
/** Names the file that gathers the skips of all test processes. */
export const skipFileVariable = 'CAUSEWAY_TEST_SKIPS';
/**
 * True when `available`; else records that `what` was skipped and `how` to get it.
 * Use with `describe.runIf(needs(...))` or `it.runIf(needs(...))`.
 */
export const needs = (what, available, how) => {
    const file = process.env[skipFileVariable];
    if (!available && file !== undefined)
        appendFileSync(file, `${what}: ${how}\n`);
    return available;
};
