/**
 * Skips said aloud: a test that needs something this machine may lack asks here. What was missing
 * is written where the end of the run prints it, and fails the run in CI.
 */
import { appendFileSync } from 'node:fs'

/** Names the file that gathers the skips of all test processes. */
export const skipFileVariable = 'CAUSEWAY_TEST_SKIPS'

/** Begins the lines of what no machine has to have. */
export const optionalMark = 'optional: '

/**
 * Records that a further peer, which is nowhere to be installed from, was not named. Said aloud, and
 * no failure in CI: the tests that it would repeat run against another peer there.
 */
export const mentionAbsent = (what: string, how: string): void => {
  needs(`${optionalMark}${what}`, false, how)
}

/**
 * True when `available`; else records that `what` was skipped and `how` to get it.
 * Use with `describe.runIf(needs(...))` or `it.runIf(needs(...))`.
 */
export const needs = (what: string, available: boolean, how: string): boolean => {
  const file = process.env[skipFileVariable]
  if (!available && file !== undefined) appendFileSync(file, `${what}: ${how}\n`)
  return available
}
