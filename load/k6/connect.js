/** The whole way of a user, again and again: token, feed, order, both legs, first byte. */
import exec from 'k6/execution'
import { numberOf } from './lib/settings.ts'
import {
  connect,
  frameThresholds,
  readFeed,
  renew,
  signIn,
  summaryOf,
  systemTags,
  tokenOf,
  trendStats,
} from './lib/user.js'

const users = numberOf(__ENV, 'USERS', 1)
const seconds = numberOf(__ENV, 'SECONDS', 1)
const accounts = __ENV.USERS_FILE ? JSON.parse(open(__ENV.USERS_FILE)) : undefined

export const options = {
  scenarios: {
    users: { executor: 'constant-vus', vus: users, duration: `${seconds}s`, gracefulStop: '60s' },
  },
  thresholds: { ...frameThresholds, causeway_first_byte_ms: ['p(99)<30000'] },
  summaryTrendStats: trendStats,
  systemTags,
}

/** Of this virtual user; each iteration takes a new access token for it. */
let refresh

const takeToken = (number) => {
  if (accounts === undefined) return tokenOf(number)
  const taken = refresh === undefined ? signIn(accounts[number]) : renew(refresh)
  refresh = taken?.refresh
  return taken?.access
}

export default () => {
  const number = exec.vu.idInTest - 1
  const token = takeToken(number)
  if (token === undefined) return
  readFeed(token)
  connect(token, { sender: number, size: 256, frames: 4 })
}

export const handleSummary = summaryOf('connect')
