/** How late the event loop runs, by Node's own histogram: one number for each sweep. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export type EventLoopDelay = {
  /** Takes the 99th percentile since the last sample and starts afresh. */
  sample(): void
  /** The last sample in milliseconds, 0 before the first. */
  lastMs(): number
  stop(): void
}

/** The histogram's timer runs this often; its own period is no delay. */
const resolutionMs = 20

/** Starts measuring at once; `stop` ends the timer behind it. */
export const createEventLoopDelay = (): EventLoopDelay => {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let lastMs = 0
  return {
    sample: () => {
      const p99Ms = histogram.percentile(99) / 1e6
      lastMs = histogram.count === 0 ? 0 : Math.max(0, p99Ms - resolutionMs)
      histogram.reset()
    },
    lastMs: () => lastMs,
    stop: () => histogram.disable(),
  }
}
