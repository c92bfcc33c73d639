/**
 * `npm run bench:bars`: what the relay promises, row by row. Writes the tables into load/results/
 * and load/README.md.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { exitCodes } from '../../core/bin/cli/exit.ts'
import { chooseCores, machineName, makeCertificate } from '../relay/machine.ts'
import {
  type BarName,
  type BarRow,
  type BarsOptions,
  type BarsReport,
  barsTable,
  type MeasuredRow,
  mergeRows,
  readBarsOptions,
} from './bars.ts'
import { measureBulk } from './bulk.ts'
import { measureFairness } from './fairness.ts'
import { measureIdle } from './idle.ts'
import type { BarBench } from './relay-process.ts'
import { measureSetup } from './setup.ts'

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const resultsFile = resolve('load/results/bars.json')

const earlierRows = (): readonly BarRow[] => {
  try {
    // Written by this program and nobody else.
    return (JSON.parse(readFileSync(resultsFile, 'utf8')) as BarsReport).rows
  } catch {
    return []
  }
}

const write = (report: BarsReport): void => {
  const rows = mergeRows(earlierRows(), report.rows)
  mkdirSync(resolve('load/results'), { recursive: true })
  writeFileSync(resultsFile, `${JSON.stringify({ ...report, rows }, undefined, 1)}\n`)
  const text = barsTable(rows)
  writeFileSync(resolve('load/results/bars.md'), `# What the relay promises\n\n${text}\n`)
  const file = resolve('load/README.md')
  const [head = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- bars -->')
  const tail = rest.split('<!-- /bars -->')[1] ?? ''
  writeFileSync(file, `${head}<!-- bars -->\n${text}\n<!-- /bars -->${tail}`)
}

const measure = (name: BarName, bench: BarBench, options: BarsOptions): Promise<MeasuredRow> => {
  switch (name) {
    case 'fairness':
      return measureFairness(bench)
    case 'bulk':
      return measureBulk(bench, options)
    case 'idle':
      return measureIdle(bench)
    case 'setup':
      return measureSetup(bench)
  }
}

const measureAll = async (options: BarsOptions, bench: BarBench): Promise<BarsReport> => {
  const rows: BarRow[] = []
  const { signal } = bench
  for (const name of options.only) {
    try {
      rows.push({ ...(await measure(name, bench, options)), machine: machineName() })
    } catch (error) {
      if (!signal.aborted) throw error
    }
    if (signal.aborted) break
  }
  return { rows, interrupted: signal.aborted }
}

const run = async (options: BarsOptions, signal: AbortSignal): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bars-'))
  try {
    const certificate = makeCertificate(folder)
    const bench = {
      folder,
      certificate,
      cores: chooseCores(say),
      quick: options.quick,
      say,
      signal,
    }
    const report = await measureAll(options, bench)
    process.stdout.write(`${barsTable(report.rows)}\n`)
    // What was spoilt on purpose is no result.
    if (!options.quick && !options.spoil && report.rows.length > 0) write(report)
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`)
    const bulk = report.rows.find(({ name }) => name === 'bulk')
    if (report.interrupted) return exitCodes.interrupted
    return bulk === undefined || bulk.met ? exitCodes.ok : exitCodes.failed
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const main = async (): Promise<void> => {
  const options = readBarsOptions(process.argv.slice(2))
  if ('text' in options) {
    const { text, exitCode } = options
    if (exitCode === 0) process.stdout.write(text)
    else process.stderr.write(text)
    process.exitCode = exitCode
    return
  }
  const interrupted = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => interrupted.abort(new Error('the run was ended')))
  }
  for (const stream of [process.stdout, process.stderr]) {
    // Whoever read along is gone: without an end in order, processes and files would be left.
    stream.on('error', () => interrupted.abort(new Error('nobody reads what is said')))
  }
  process.exitCode = await run(options, interrupted.signal)
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`error: ${text}\nfix: see npm run bench:bars -- --help\n`)
  process.exitCode = exitCodes.failed
})
