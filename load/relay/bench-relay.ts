/**
 * `npm run bench:relay`: Causeway's relay and others, in turn on the same cores in one run. Writes
 * the tables and a chart into load/results/ and the ratios into load/README.md.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { cpuSecondsOf } from './cpu-time.ts'
import { chooseCores, machineName, makeCertificate } from './machine.ts'
import {
  type Bench,
  type Frames,
  type Load,
  type Measured,
  measureDirect,
  measurePeer,
} from './measure.ts'
import type { Peer } from './peer.ts'
import { peers } from './peers.ts'
import {
  barTable,
  chartOf,
  flowTable,
  medianFlows,
  medianTrips,
  type Report,
  tripTable,
} from './report.ts'

const help = `Measures Causeway's relay beside others, in turn, on two cores.

Usage: npm run bench:relay -- [--quick] [--json]

  --quick  two frame sizes at 16 pairs, in less than a minute; writes nothing
  --json   the report as one line of JSON, last
  --help   this text

Example: npm run bench:relay -- --quick --json
`

type Plan = { readonly rounds: number; readonly loads: readonly Load[]; readonly names: string[] }

const writeBytes = 65_536

/** Each frame a write of its own, as a server that draws sends them. */
const single = (...kibibytes: number[]): readonly Frames[] =>
  kibibytes.map((kib) => ({ frameBytes: kib * 1_024, framesPerWrite: 1 }))

/** As many frames as 64 KiB hold in one write: a sender that is faster than anything it meets. */
const gathered = (...kibibytes: number[]): readonly Frames[] =>
  kibibytes.map((kib) => ({ frameBytes: kib * 1_024, framesPerWrite: writeBytes / (kib * 1_024) }))

const fullPlan: Plan = {
  rounds: 2,
  names: peers.map(({ name }) => name),
  loads: [16, 1, 128].map((pairs) => ({
    pairs,
    frames: [...single(1, 4, 16, 64), ...gathered(1, 4)],
    seconds: 0.8,
    roundTrips: 3_000,
  })),
}
const quickPlan: Plan = {
  rounds: 1,
  names: peers.map(({ name }) => name).filter((name) => !/naive|pipe|Mesh/.test(name)),
  loads: [{ pairs: 16, frames: [...single(1, 64), ...gathered(1)], seconds: 1, roundTrips: 2_000 }],
}

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const present = (names: readonly string[], skipped: string[]): readonly Peer[] =>
  peers.filter((peer) => {
    if (!names.includes(peer.name)) return false
    const missing = peer.missing()
    if (missing === undefined) return true
    say(`skipped: ${peer.name}: ${missing}`)
    skipped.push(`${peer.name}: ${missing}`)
    return false
  })

const measureAll = async (plan: Plan, bench: Bench): Promise<Report> => {
  const skipped: string[] = []
  const there = present(plan.names, skipped)
  const measured: Measured[] = []
  const startedAt = performance.now()
  const total = plan.rounds * plan.loads.length * (there.length + 1)
  for (let round = 1; round <= plan.rounds; round++) {
    for (const load of plan.loads) {
      measured.push(await measureDirect(load, bench))
      for (const peer of there) {
        const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0)
        say(`${measured.length + 1}/${total} ${seconds} s: ${peer.name}, ${load.pairs} pairs`)
        measured.push(await measurePeer(peer, load, bench))
      }
    }
  }
  return {
    machine: machineName(),
    rounds: plan.rounds,
    pinned: bench.cores !== undefined,
    flows: medianFlows(measured.flatMap(({ flows }) => flows)),
    roundTrips: medianTrips(measured.map(({ roundTrip }) => roundTrip)),
    skipped,
  }
}

const summaryOf = (report: Report): string =>
  `Measured on ${report.machine}; medians of ${report.rounds} rounds, the relay pinned to one ` +
  `core and the generator to the other.\n\n${barTable(report)}\n\n${tripTable(report)}\n\n` +
  `${flowTable(report)}\n`

const write = (report: Report): void => {
  const folder = resolve('load/results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'relay.json'), `${JSON.stringify(report, undefined, 1)}\n`)
  writeFileSync(join(folder, 'relay.svg'), chartOf(report))
  writeFileSync(join(folder, 'relay.md'), `# Relays side by side\n\n${summaryOf(report)}`)
  const file = resolve('load/README.md')
  const [head = '', rest = ''] = readFileSync(file, 'utf8').split('<!-- relay -->')
  const tail = rest.split('<!-- /relay -->')[1] ?? ''
  const text = `Measured on ${report.machine}.\n\n${barTable(report)}`
  writeFileSync(file, `${head}<!-- relay -->\n${text}\n<!-- /relay -->${tail}`)
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'causeway-relays-'))
  try {
    const certificate = makeCertificate(folder)
    const bench: Bench = { folder, certificate, cores: chooseCores(say) }
    const report = await measureAll(values.quick ? quickPlan : fullPlan, bench)
    process.stdout.write(`${barTable(report)}\n\n${tripTable(report)}\n\n${flowTable(report)}\n`)
    if (!values.quick) write(report)
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
    say(`the bench itself took ${cpuSecondsOf(process.pid).toFixed(1)} CPU seconds`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`error: ${text}\nfix: see npm run bench:relay -- --help\n`)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  process.exitCode = code.startsWith('ERR_PARSE_ARGS') ? 2 : 1
})
