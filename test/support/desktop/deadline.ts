/**
 * Waiting with an end: the one way anything in the desktop harness waits for another process.
 */
import { setTimeout as delay } from 'node:timers/promises'

/** Milliseconds between two looks; a look may itself start a process, so it is not tighter. */
const lookPauseMs = 100

/**
 * Looks until `look` gives something else than undefined, and returns that.
 * Rejects after `deadlineMs` with what `describe` says of the last state; an error of `look` ends
 * the wait at once.
 */
export async function waitUntil<T>(
  look: () => T | undefined | Promise<T | undefined>,
  deadlineMs: number,
  describe: () => string,
): Promise<T> {
  const end = performance.now() + deadlineMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() >= end) throw new Error(`${describe()} (waited ${deadlineMs} ms)`)
    await delay(lookPauseMs)
  }
}
