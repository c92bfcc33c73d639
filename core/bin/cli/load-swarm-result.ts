/** The result of a swarm: shown, written as JSON and as a page, and added up. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { addSwarmResults, readSwarmResult, type SwarmResult } from '../../../load/swarm/result.ts'
import { swarmResultPage } from '../../../load/swarm/result-page.ts'
import type { Run } from './command.ts'
import { failure, usageFault } from './exit.ts'

const write = (run: Run, option: string, text: () => string): void => {
  const file = run.text(option)
  if (file === undefined) return
  try {
    writeFileSync(resolve(run.io.cwd, file), text())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw failure(`${file} cannot be written: ${reason}`, 'choose another place', error)
  }
}

const timesOf = ({ p50, p90, p99 }: SwarmResult['connectMs']): string =>
  p50 === undefined ? 'none measured' : `p50 ${p50} ms, p90 ${p90} ms, p99 ${p99} ms`

const textOf = (result: SwarmResult): string => {
  const { totals, failures } = result
  const codes = Object.entries(failures).sort(([, a], [, b]) => b - a)
  const lines = [
    `${result.title}${result.interrupted ? ' (interrupted)' : ''}`,
    `hosts        ${totals.hostsUpMax} of ${result.hosts} connected at once, ` +
      `${totals.beats} heartbeats, ${totals.hostsLost} channels lost`,
    `connections  ${totals.started} of ${totals.asked} relayed, ${totals.refused} refused, ` +
      `${totals.broken} ended too early, at most ${totals.relaysMax} at once`,
    `first byte   ${timesOf(result.connectMs)}`,
    `round trip   ${timesOf(result.roundTripMs)}`,
    ...codes.map(([code, count]) => `failure      ${code}: ${count}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Writes what --result and --page ask for, then shows it. */
export const giveSwarmResult = (run: Run, result: SwarmResult): void => {
  write(run, 'result', () => `${JSON.stringify(result)}\n`)
  write(run, 'page', () => swarmResultPage(result))
  const { seconds: _, ...shown } = result
  run.out.result({ event: 'result', ...shown }, () => textOf(result))
}

/** Adds up the files of --from. */
export const sumSwarms = async (run: Run): Promise<undefined> => {
  const results = run.list('from').map((file) => {
    let text: string
    try {
      text = readFileSync(resolve(run.io.cwd, file), 'utf8')
    } catch (error) {
      throw usageFault(`${file} cannot be read`, `check its name: ${String(error)}`)
    }
    const result = readSwarmResult(text)
    if (result !== undefined) return result
    throw usageFault(`${file} is no result of load swarm`, 'give what --result wrote')
  })
  giveSwarmResult(run, addSwarmResults(results))
  return undefined
}
