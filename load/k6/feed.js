/** The feed and its .rdp files, as fast as the API gives them, checked line by line. */
import exec from 'k6/execution'
import { numberOf } from './lib/settings.ts'
import { readFeed, summaryOf, systemTags, tokenOf, trendStats } from './lib/user.js'

const users = numberOf(__ENV, 'USERS', 1)
const seconds = numberOf(__ENV, 'SECONDS', 1)

export const options = {
  scenarios: { readers: { executor: 'constant-vus', vus: users, duration: `${seconds}s` } },
  thresholds: {
    causeway_connect_failures: ['count==0'],
    checks: ['rate==1'],
    causeway_feed_ms: ['p(99)<5000'],
  },
  summaryTrendStats: trendStats,
  systemTags,
}

export default () => {
  readFeed(tokenOf(exec.vu.idInTest - 1), { withFile: true })
}

export const handleSummary = summaryOf('feed')
