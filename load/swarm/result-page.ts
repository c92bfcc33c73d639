/**
 * A swarm's result as one HTML page that needs nothing beside it: figures, charts (uPlot, inlined)
 * and the JSON itself. Its policy lets it fetch nothing.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { SwarmResult } from './result.ts'
import { chartScript } from './result-charts.ts'
import { percentileOf } from './tally.ts'

const require = createRequire(import.meta.url)

const readScript = (): string =>
  readFileSync(require.resolve('uplot/dist/uPlot.iife.min.js'), 'utf8')

const readStyle = (): string => readFileSync(require.resolve('uplot/dist/uPlot.min.css'), 'utf8')

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

/** JSON that may stand inside a script element: nothing in it can end one. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c')

/** The columns that the charts draw: one entry for each second. */
const columnsOf = (result: SwarmResult): Readonly<Record<string, readonly unknown[]>> => {
  const { seconds } = result
  const ms = (share: number) => seconds.map((one) => percentileOf(one.connectMs, share) ?? null)
  const trip = (share: number) => seconds.map((one) => percentileOf(one.roundTripMs, share) ?? null)
  return {
    at: seconds.map(({ at }) => at),
    hostsUp: seconds.map(({ hostsUp }) => hostsUp),
    relays: seconds.map(({ relays }) => relays),
    asked: seconds.map(({ asked }) => asked),
    started: seconds.map(({ started }) => started),
    refused: seconds.map(({ refused }) => refused),
    broken: seconds.map(({ broken }) => broken),
    hostsLost: seconds.map(({ hostsLost }) => hostsLost),
    beats: seconds.map(({ beats }) => beats),
    connectP50: ms(0.5),
    connectP99: ms(0.99),
    tripP50: trip(0.5),
    tripP99: trip(0.99),
  }
}

const style = `
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem;
  color: #1b1f24; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse } td, th { padding: .2rem .8rem .2rem 0; text-align: left }
td { font-variant-numeric: tabular-nums } .note { color: #57606a } .warn { color: #b35900 }
`

const rowsOf = (rows: readonly (readonly [string, string])[]): string =>
  rows
    .map(([name, value]) => `<tr><th>${escapeText(name)}</th><td>${escapeText(value)}</td></tr>`)
    .join('\n')

const millis = (value: number | undefined): string => (value === undefined ? '–' : `${value} ms`)

const summaryOf = (result: SwarmResult): readonly (readonly [string, string])[] => {
  const { totals, connectMs, roundTripMs } = result
  const count = (value: number): string => value.toLocaleString('en-US')
  const spread = ({ p50, p90, p99 }: SwarmResult['connectMs']): string =>
    `p50 ${millis(p50)}, p90 ${millis(p90)}, p99 ${millis(p99)}`
  return [
    ['Hosts', `${count(result.hosts)}, at most ${count(totals.hostsUpMax)} at once`],
    ['Users', `${count(result.users)}, at most ${count(totals.relaysMax)} relayed at once`],
    ['Heartbeats', count(totals.beats)],
    ['Connections asked for', count(totals.asked)],
    ['Relayed to the first byte', count(totals.started)],
    ['Refused', count(totals.refused)],
    ['Ended too early', count(totals.broken)],
    ['Channels of hosts lost', count(totals.hostsLost)],
    ['Order to first byte', spread(connectMs)],
    ['Round trip', spread(roundTripMs)],
    ['Bytes echoed', count(totals.echoedBytes)],
  ]
}

/** The page's text. Reads uPlot's files beside this program. */
export const swarmResultPage = (result: SwarmResult): string => {
  const title = `Swarm: ${result.title}`
  const failures = Object.entries(result.failures).sort(([, a], [, b]) => b - a)
  const when = [result.startedAt, result.endedAt].map((ms) => new Date(ms).toISOString())
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeText(title)}</title>
<style>${readStyle()}${style}</style>
</head>
<body>
<h1>${escapeText(title)}</h1>
<p class="note">${when.join(' to ')}, ${result.processes} swarm process(es).</p>
${result.interrupted ? '<p class="warn">It was interrupted before the profile was over.</p>' : ''}
<table>
${rowsOf(summaryOf(result))}
</table>
<div id="charts"></div>
<h2>Failures by code</h2>
${
  failures.length === 0
    ? '<p>None.</p>'
    : `<table>\n${rowsOf(failures.map(([code, count]) => [code, String(count)]))}\n</table>`
}
<p class="note">Percentiles come from histograms whose steps are 9 % wide.</p>
<script type="application/json" id="result">${scriptJson(result)}</script>
<script type="application/json" id="columns">${scriptJson(columnsOf(result))}</script>
<script>${readScript()}</script>
<script>${chartScript}</script>
</body>
</html>
`
}
