/**
 * Churn for hours: users come, stay a moment and go, while the pages of metrics of the site's
 * processes are read. At the end nothing may be left, and nothing may have grown.
 */
import { check, sleep } from 'k6'
import exec from 'k6/execution'
import http from 'k6/http'
import { Gauge } from 'k6/metrics'
import { growthOf, sampleOf } from './lib/metrics-page.ts'
import { numberOf, textOf } from './lib/settings.ts'
import { connect, frameThresholds, summaryOf, systemTags, tokenOf, trendStats } from './lib/user.js'

const rate = numberOf(__ENV, 'RATE', 1)
const seconds = numberOf(__ENV, 'SECONDS', 1)
/** So many that nobody comes back while still there. */
const users = numberOf(__ENV, 'USERS', 1)
/** Enough for connections of four seconds; more at once is what dropped_iterations tells. */
const vus = Math.min(1_000, rate * 4)
const pages = textOf(__ENV, 'METRICS_URLS').split(',')
/** Long enough for a page's numbers to move, and nine samples in the shortest run. */
const everySeconds = Math.max(1, Math.min(10, Math.floor(seconds / 12)))
/** Late legs end, and pages are read once more. */
const settleSeconds = 15

const growth = new Gauge('causeway_memory_growth')
const leftOver = new Gauge('causeway_left_over')
const timersLeft = new Gauge('causeway_timers_left')
const filesLeft = new Gauge('causeway_files_left')
const memory = new Gauge('causeway_resident_bytes')

export const options = {
  scenarios: {
    churn: {
      ...{ executor: 'constant-arrival-rate', rate, timeUnit: '1s', duration: `${seconds}s` },
      ...{ preAllocatedVUs: vus, maxVUs: vus },
      ...{ exec: 'churn', gracefulStop: '60s' },
    },
    watch: {
      ...{ executor: 'per-vu-iterations', vus: 1, iterations: 1, exec: 'watch' },
      maxDuration: `${seconds + 120}s`,
    },
  },
  thresholds: {
    ...frameThresholds,
    dropped_iterations: ['count==0'],
    causeway_memory_growth: [`value<${__ENV.GROWTH_MAX ?? '1.05'}`],
    causeway_left_over: ['value==0'],
    causeway_timers_left: ['value<20'],
    // k6 keeps a connection to the API for each of its virtual users.
    causeway_files_left: [`value<${vus + 20}`],
  },
  summaryTrendStats: trendStats,
  systemTags,
}

export const churn = () => {
  const number = exec.scenario.iterationInTest
  connect(tokenOf(number % users), { sender: number, size: 1_024, frames: 4 })
}

const read = (url) => {
  const page = http.get(url)
  check(page, { 'metrics answer': ({ status }) => status === 200 })
  return String(page.body)
}

/** What an idle site has none of. */
const idleNames = [
  'causeway_broker_open_connections',
  'causeway_gateway_connections',
  'causeway_gateway_requests_pending',
  'causeway_gateway_legs_ending',
  'causeway_gateway_buffered_bytes',
]

/** What an idle site has as many of as before. */
const heldNames = ['nodejs_active_resources{type="Timeout"}', 'process_open_fds']

const sumOf = (texts, name) =>
  texts.map((text) => sampleOf(text, name) ?? 0).reduce((sum, value) => sum + value, 0)

export const watch = () => {
  const before = pages.map(read)
  const samples = pages.map(() => [])
  const until = Date.now() + seconds * 1_000
  while (Date.now() < until) {
    pages.forEach((url, index) => {
      const bytes = sampleOf(read(url), 'process_resident_memory_bytes')
      if (bytes === undefined) return
      samples[index].push(bytes)
      memory.add(bytes, { page: url })
    })
    sleep(everySeconds)
  }
  sleep(settleSeconds)
  const grown = samples.map(growthOf)
  console.log(`memory at the end by that after the warm-up: ${grown.map((x) => x.toFixed(3))}`)
  growth.add(Math.max(...grown))
  const after = pages.map(read)
  const told = idleNames.filter((name) => after.some((text) => sampleOf(text, name) !== undefined))
  check(told, { 'pages tell what is left': (names) => names.length === idleNames.length })
  leftOver.add(idleNames.map((name) => sumOf(after, name)).reduce((sum, value) => sum + value, 0))
  for (const name of heldNames) {
    console.log(`${name}: ${sumOf(before, name)} before, ${sumOf(after, name)} after`)
  }
  timersLeft.add(sumOf(after, heldNames[0]) - sumOf(before, heldNames[0]))
  filesLeft.add(sumOf(after, heldNames[1]) - sumOf(before, heldNames[1]))
}

export const handleSummary = summaryOf('soak')
