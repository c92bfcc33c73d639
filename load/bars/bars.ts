/** What `npm run bench:bars` is asked for and what it says: options, rows, tables. Pure. */
import { parseArgs } from 'node:util'
import { barRunCountMax } from '../../core/domain/limits.ts'

export const barNames = ['fairness', 'bulk', 'idle', 'setup'] as const
export type BarName = (typeof barNames)[number]

/** One promise of the relay and what was measured of it. */
export type BarRow = {
  readonly name: BarName
  readonly what: string
  readonly bar: string
  readonly here: string
  readonly met: boolean
  /** Under what conditions, and what else was seen. */
  readonly how: string
  /** The same for programs: milliseconds, bytes, seconds as the names say. */
  readonly figures: Readonly<Record<string, number>>
  /** Processor, memory, Node and day. */
  readonly machine: string
}

export type MeasuredRow = Omit<BarRow, 'machine'>

export type BarsReport = {
  readonly rows: readonly BarRow[]
  /** Whether the run was ended before it was through. */
  readonly interrupted: boolean
}

export type BarsOptions = {
  readonly only: readonly BarName[]
  readonly quick: boolean
  readonly json: boolean
  /** Runs of the bulk row, for each number of pairs. */
  readonly runs: number
  /** Changes one byte of every bulk run, so that the run must fail. */
  readonly spoil: boolean
}

/** What to do instead of measuring: text for a person, and an exit code. */
export type BarsEnd = { readonly text: string; readonly exitCode: 0 | 2 }

const fullRuns = 100
const quickRuns = 2

const help = `Measures what the relay promises, each promise on two cores.

Usage: npm run bench:bars -- [--only ROWS] [--runs N] [--quick] [--spoil] [--json]

  --only ROWS  some of ${barNames.join(',')}
  --runs N     bulk transfers for each number of pairs (${fullRuns}; with --quick ${quickRuns})
  --quick      each row in some seconds, with less of everything; writes nothing
  --spoil      changes a byte of each bulk transfer on its way: shows that it is found
  --json       the rows as one line of JSON, last
  --help       this text

Writes load/results/bars.md and bars.json and the table in load/README.md; rows that were not
measured stay there as they are. Ctrl-C ends a run early: what it has is written. Exit code 1: a
transfer was lost or came out different.
Example: npm run bench:bars -- --only=fairness,bulk --runs 10
`

const isBarName = (text: string): text is BarName => barNames.some((name) => name === text)

const wrong = (text: string): BarsEnd => ({
  text: `error: ${text}\nfix: see npm run bench:bars -- --help\n`,
  exitCode: 2,
})

/** Reads the words after `npm run bench:bars --`. */
export const readBarsOptions = (words: readonly string[]): BarsOptions | BarsEnd => {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        only: { type: 'string', default: barNames.join(',') },
        runs: { type: 'string' },
        quick: { type: 'boolean', default: false },
        spoil: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    const { quick, spoil, json } = values
    if (values.help) return { text: help, exitCode: 0 }
    const asked = values.only.split(',')
    const unknown = asked.find((name) => !isBarName(name))
    if (unknown !== undefined) return wrong(`--only has "${unknown}", none of ${barNames}`)
    const only = barNames.filter((name) => asked.includes(name))
    const runs = Number(values.runs ?? (quick ? quickRuns : fullRuns))
    if (!Number.isInteger(runs) || runs < 1 || runs > barRunCountMax) {
      return wrong(`--runs is ${values.runs}, not a whole number from 1 to ${barRunCountMax}`)
    }
    if (spoil && !only.includes('bulk')) return wrong('--spoil is for the row bulk')
    return { only, runs, quick, spoil, json }
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

/** Rows of this run in place of those of earlier ones, in the order of `barNames`. */
export const mergeRows = (
  earlier: readonly BarRow[],
  now: readonly BarRow[],
): readonly BarRow[] => {
  const names = new Set(now.map(({ name }) => name))
  const all = [...earlier.filter(({ name }) => !names.has(name)), ...now]
  return barNames.flatMap((wanted) => all.filter(({ name }) => name === wanted))
}

/** The rows as a table of Markdown. */
export const barsTable = (rows: readonly BarRow[]): string =>
  [
    '| Measure | Bar | Here |  | How |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      ({ what, bar, here, met, how, machine }) =>
        `| ${what} | ${bar} | ${here} | ${met ? 'met' : 'missed'} | ${how}; ${machine} |`,
    ),
  ].join('\n')

/**
 * Idle pairs that fit under the limits of open files: two sockets of each in the relay, and two in
 * one of the generators.
 */
export const pairsWithin = (wanted: number, openFilesMax: number, spareFiles: number): number =>
  Math.max(0, Math.min(wanted, Math.floor((openFilesMax - spareFiles) / 2)))
