/** Pairs through the relay: each its own user, desktop and bytes, paced or as fast as it goes. */
import exec from 'k6/execution'
import { numberOf } from './lib/settings.ts'
import { connect, frameThresholds, summaryOf, systemTags, tokenOf, trendStats } from './lib/user.js'

const pairs = numberOf(__ENV, 'PAIRS', 1)
const seconds = numberOf(__ENV, 'SECONDS', 1)
const size = numberOf(__ENV, 'FRAME_BYTES', 16)
/** Frames of one pair in a second; 0 is as fast as it goes. */
const rate = numberOf(__ENV, 'RATE', 0, 0)

export const options = {
  scenarios: {
    pairs: {
      executor: 'per-vu-iterations',
      ...{ vus: pairs, iterations: 1, maxDuration: `${seconds + 120}s` },
    },
  },
  thresholds: { ...frameThresholds, causeway_connections: [`count==${pairs}`] },
  summaryTrendStats: trendStats,
  systemTags,
}

export default () => {
  const number = exec.vu.idInTest
  connect(tokenOf(number - 1), {
    ...{ sender: number, size, seconds },
    // Enough on the way to fill the path, few enough to stay below what a gateway buffers.
    outstanding: Math.max(1, Math.min(64, Math.floor(262_144 / size))),
    everyMs: rate === 0 ? 0 : 1_000 / rate,
  })
}

export const handleSummary = summaryOf('relay')
