/** A logon storm: so many new users a second, each of whom orders, looks at the desktop and leaves. */
import exec from 'k6/execution'
import { numberOf } from './lib/settings.ts'
import { connect, frameThresholds, summaryOf, systemTags, tokenOf, trendStats } from './lib/user.js'

const rate = numberOf(__ENV, 'RATE', 1)
const seconds = numberOf(__ENV, 'SECONDS', 1)
/** So many that nobody comes back while still there. */
const users = numberOf(__ENV, 'USERS', 1)

export const options = {
  scenarios: {
    storm: {
      ...{ executor: 'constant-arrival-rate', rate, timeUnit: '1s', duration: `${seconds}s` },
      ...{ preAllocatedVUs: Math.min(2_000, rate * 4), maxVUs: Math.min(4_000, rate * 20) },
      gracefulStop: '60s',
    },
  },
  thresholds: { ...frameThresholds, dropped_iterations: ['count==0'] },
  summaryTrendStats: trendStats,
  systemTags,
}

export default () => {
  const number = exec.scenario.iterationInTest
  connect(tokenOf(number % users), { sender: number, size: 1_024, frames: 8 })
}

export const handleSummary = summaryOf('storm')
