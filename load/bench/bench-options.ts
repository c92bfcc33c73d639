/** What `npm run bench` is asked for: a word that it does not know starts no measurement. */
import { parseArgs } from 'node:util'

const parts = ['site', 'decision', 'placement', 'log', 'history', 'kafka', 'relay']

const help = `Measures Causeway on this machine and writes the table into load/README.md.

Usage: npm run bench -- [--quick] [--only PART] [--json]

  --quick      measures briefly, in about a minute, and writes nothing
  --only PART  one part in full, and writes nothing: ${parts.join(', ')}
  --json       prints the figures as JSON
  --help       this text

Example: npm run bench -- --only=relay
`

export type BenchOptions = {
  readonly quick: boolean
  readonly json: boolean
  /** Name of the one part; undefined for all. */
  readonly only: string | undefined
}

/** What to do instead of measuring: text for a person, and an exit code. */
export type BenchEnd = { readonly text: string; readonly exitCode: 0 | 2 }

/** Reads the words after `npm run bench --`. */
export const readBenchOptions = (words: readonly string[]): BenchOptions | BenchEnd => {
  const wrong = (text: string): BenchEnd => ({
    text: `error: ${text}\nfix: see npm run bench -- --help\n`,
    exitCode: 2,
  })
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        only: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    const { quick, json, only } = values
    if (values.help) return { text: help, exitCode: 0 }
    if (only === undefined || parts.includes(only)) return { quick, json, only }
    return wrong(`--only is ${only}, none of ${parts.join(', ')}`)
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

/** The options of this process. Ends it where nothing is to be measured. */
export const benchOptions = (): BenchOptions => {
  const read = readBenchOptions(process.argv.slice(2))
  if (!('text' in read)) return read
  const { text, exitCode } = read
  if (exitCode === 0) process.stdout.write(text)
  else process.stderr.write(text)
  process.exit(exitCode)
}
