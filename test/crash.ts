/** `npm run test:crash -- --rounds N`: the tests that kill processes, for as long as one likes. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '..')
const roundsDefault = 40
const usageCode = 2

const help = `Kills a broker under load, and the writers of a log, at random moments with SIGKILL, cuts
the power of a disk that a log is written to (1.5 times a round), starts again on what was left and
checks that nothing acknowledged is missing.

Usage: npm run test:crash -- [--rounds N] [--seed N]

  --rounds N  how often each is killed (default ${roundsDefault}; some 2 s each for both)
  --seed N    the load and moments of an earlier run, as its failure printed it
  --help      this text

Example: npm run test:crash -- --rounds 500
`

const usage = (text: string): never => {
  process.stderr.write(`test:crash: ${text}; see npm run test:crash -- --help\n`)
  process.exit(usageCode)
}

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        rounds: { type: 'string', default: String(roundsDefault) },
        seed: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error))
  }
}

const countOf = (name: string, text: string, least: number): string =>
  /^\d{1,9}$/.test(text) && Number(text) >= least
    ? text
    : usage(`--${name} is a whole number of at least ${least}, not ${text}`)

const options = readOptions()
if (options.help) {
  process.stdout.write(help)
  process.exit(0)
}
const env = { ...process.env, CRASH_ROUNDS: countOf('rounds', options.rounds, 1) }
if (options.seed !== undefined) Object.assign(env, { CRASH_SEED: countOf('seed', options.seed, 0) })
const files = [
  'test/core/broker/broker-crash.test.ts',
  'test/core/adapters/lmdb-power-cut.test.ts',
  'test/contract/event-log.test.ts',
]
const args = ['run', '--project', 'unit', '--project', 'contract', '--reporter', 'verbose']
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, ...args, '-t', 'killed|power is cut', ...files],
  {
    cwd: root,
    env,
    stdio: 'inherit',
  },
)
process.exit(status ?? 1)
